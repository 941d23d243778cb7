# Having things ready for a call, and proving who one is. First what customers read, then agents, then the mail.

## Customers: what to have ready

prepare-offer = If you answer a few short questions now, the call will be quicker.
prepare-why = So that our colleague finds your case at once. You can leave it out.
prepare-question =
    { $number } / { $total }

    {""}**{ $question }**{ $first ->
        [yes] {""}

    Please leave out passwords, codes and recovery phrases.
       *[no] {""}
    }
prepare-done = Thank you. Your answers are with { $reference }; our colleague reads them before calling.
prepare-none = That's fine. You can still answer until we call.
prepare-later = All right. You can go on any time before the call, also from /status.
button-prepare =
    { $left ->
        [one] Answer 1 question
       *[other] Answer { $left } questions
    }
button-prepare-on =
    { $left ->
        [one] Answer the last question
       *[other] Answer the other { $left } questions
    }
button-later-on = Later

## Customers: the code by e-mail

button-prove = Confirm my e-mail now
ask-address = **Which e-mail address is your account registered with?** Please write it here. We'll send a code to it, to be sure that it is really you.
code-sent =
    We have sent a code to { $address }. **Please enter it here, in this chat.** It is valid for { $minutes } minutes.

    The mail may take a moment; please check your spam folder, too. This is the only code that belongs here. Don't tell it to anyone, not even on the phone: our agents never ask for it and don't see it.
code-right = Thank you, that's right. Our colleague will see that the code was correct, but not the code itself.
code-wrong =
    { $left ->
        [one] That isn't the code from the mail. You have one more try.
       *[other] That isn't the code from the mail. You have { $left } more tries.
    }
code-spent = That was one wrong code too many, so this code no longer works. Our colleague will find another way to check that it's you.
code-expired = This code has expired. Shall we send you a new one?
code-not-awaited = We aren't waiting for a code any more. I have removed your message to be safe.
code-too-many = We have sent several mails already. Please try again { $time }.
code-refused = Our mail to { $address } was refused. Please check the address and write it here again.
code-not-sent = We couldn't send a mail to { $address } just now. You don't have to do anything: our colleague will find another way to check that it's you.
button-code-again = Mail me again

## Agents

button-mail-check = ✉️ Code by e-mail
button-address-right = It's the account's address
address-confirmed = { $address } counts as the account's address now.
button-check-passed = Identity ✅
button-check-failed = Identity ❌
ask-agent-address =
    {""}**Where should the code for { $reference } go?** Write the address that stands in the account. Or let the customer name theirs: then compare it with the account before you trust it.

    The customer enters the code in their own chat; you learn only whether it was right.
button-code-to-named = To { $address } (named by the customer)
button-ask-address = Ask the customer
button-no-code = Never mind
address-asked = The customer is being asked for the registered address.
address-is-none = That isn't an e-mail address. Please write it again.
address-not-yours = { $reference } is no longer yours, so no code was sent.
code-on-its-way = A code for { $reference } is on its way to { $address }. You'll hear whether it was entered.
agent-code-too-many = { $reference } has had three mails within an hour. The next can go out { $time }.
mail-check-off = This desk sends no e-mails, so there is no code by e-mail.
check-passed = { $reference }: identity check passed.
check-failed = { $reference }: identity check failed.
claimer-code-right = { $reference }: the customer entered the right code. ✅
claimer-code-right-unconfirmed = { $reference }: the customer entered the right code, but named the address themselves. ⚠️ It proves nothing until you have compared it with the account: the button is below the details.
claimer-code-spent = { $reference }: the customer entered five wrong codes. ❌
claimer-code-refused = { $reference }: the mail to { $text } was refused; the address is probably wrong.
claimer-code-not-sent = { $reference }: no mail server took the mail to { $text }. Please check in another way.

details-identity =
    { $must ->
        [yes] **Identity** (to be checked before “resolved”)
       *[no] **Identity**
    }
details-check =
    { $kind ->
        [contact] Own Telegram number
        [email] Code by e-mail
       *[agent] Agent's own check
    }: { $result ->
        [passed] ✅ passed, { $time }
        [unconfirmed] ⚠️ code right, address not compared yet, { $time }
        [failed] ❌ failed, { $time }
        [waiting] sent, good until { $time }
        [wanted] customer was asked for the address
       *[none] not done
    }{ $has-name ->
        [yes] {" "}({ $by })
       *[no] {""}
    }
details-address =
    { $named ->
        [customer] { $address }, named by the customer: proves nothing until you have compared it with the account
        [confirmed] { $address }, named by the customer and the account's, says { $agent }
       *[agent] { $address }, from the account
    }
details-ready = { $question }: { $answer }

## The mail. No markup, no line that a phone shows before it is opened.

mail-code-subject = Your code for { $desk }
mail-code =
    Hello,

    { $code }

    is the code for your call request { $reference } with { $desk }. It is valid until { $time } ({ $zone }).

    Enter it in the Telegram chat in which you asked for the call, and nowhere else. Nobody at { $desk } will ask you for it, neither on the phone nor in a message, and the agent who calls you doesn't see it.

    If you haven't asked { $desk } for a call, somebody else has entered your address. You don't have to do anything: without this code they get no further.
