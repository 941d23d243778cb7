# What agents read, in their group and in private.

agent-help =
    {""}**Hello { $agent }, you are on the roster.**

    - New calls come as cards; press Claim to take one. Its details come to you here, in private.
    - /next gives you the most urgent one you can call, /mine shows yours, /queue shows what waits.
    - /on and /off begin and end your shift; alerts reach those at work.
    - /find RB-1042 shows a request, /hours today's hours.
    - Leads: /team shows who is at work, /extend 23:00 and /close 16:00 change today's hours, /looks RB-1042 tells who saw the details, /block RB-1042 blocks the customer.

    Anything else you write here goes nowhere before you have said where: a note, or a question to the desk as a customer would ask it.
group-help = Cards of new calls come here. Press Claim to take one; its details come to you in private. /queue shows what waits.

card =
    { $card }
    { $language } · { $phone }{ $verified ->
        [yes] {" "}✓ own number
       *[no] {" "}(unverified)
    }
    Asked { $asked } · promised { $promised }
    { $state }
card-line =
    { $priority ->
        [urgent] 🔴 URGENT ·{" "}
        [high] 🟠 High ·{" "}
        [low] Low ·{" "}
       *[normal] {""}
    }{ $reopened ->
        [yes] 🔁 Opened again ·{" "}
       *[no] {""}
    }**{ $reference }** · { $topic }{ $complained ->
        [yes] {" "}· 😠 Complained
       *[no] {""}
    }
card-again = 🔔 { $reference } is waiting to be called.
card-state =
    { $state ->
        [new] Waiting to be claimed
        [scheduled] Scheduled
        [claimed] Claimed by { $agent }
        [calling] { $agent } is calling
        [snoozed] Not reached ({ $attempts } of { $most }), again { $until }
        [put-off] Put off until { $until }
        [rescheduled] Wants another time; if none is chosen, again { $until }
        [number-wrong] Wrong number, waiting for another one
        [resolved] Resolved
        [cancelled] Cancelled
        [declined] Cancelled · { $outcome }
        [closed] Closed · { $outcome }
        [number-never-came] Closed, no right number came
       *[expired] Closed, not reached
    }
agent-unreachable = { $agent }, I can't write to you in private. Please open a chat with me and press Start, then claim { $reference } again. It is back in the queue.
agent-secret = That message held something secret (a password, a code, a recovery phrase or the like). I have deleted it; it was neither kept nor passed on. Please send it again without that.
alarm-dead-letter =
    { $count ->
        [1] ⚠️ A message from a customer could not be processed and was set aside. Please tell the operator; the log says more.
       *[other] ⚠️ { $count } more messages from customers could not be processed and were set aside. Please tell the operator; the log says more.
    }

# The group
group-silent =
    ⚠️ **I can't write to the agents' group.** { $why ->
        [not-in-group] I am not in it any more: please add me again.
        [may-not-write] I may not send messages there: please give me the right to, or make me an administrator.
        [topic-closed] Its topic is closed: please open it again.
       *[no-such-group] Telegram does not find it: the operator should check the group in the settings.
    }

    Until then agents at work get the cards from me in private.
group-works = ✅ I can write to the agents' group again. The cards are there.
group-elsewhere = Please write that to me in our private chat.
group-anonymous = You write as the group, so I can't see who you are. Turn off “Remain anonymous” in your administrator rights, or write to me in private.

# Many cards at once
cards-waiting =
    { $count ->
        [1] ⏳ **One more call is waiting.**
       *[other] ⏳ **{ $count } calls are waiting.**
    } Not every one has a card here; /queue lists them all.
cards-waiting-topic = { $topic }: { $count }
cards-waiting-others = Others: { $count }
cards-none-waiting = ✅ No more calls are waiting.
button-take-next = ▶️ Next

queue-empty = Nobody is waiting.
queue-line =
    { $card }{ $open ->
        [yes] {" "}· waiting { $waited }
       *[no] {""}
    }
queue-more = … and { $hidden } more.

details =
    { $card }

    {""}**{ $name }** · { $language }
    Asked { $asked } · promised { $promised } ({ $zone })
    { $state }
details-phone =
    📞 **{ $phone }** { $verified ->
        [yes] ✓ own Telegram number
       *[no] (typed, unverified)
    }{ $placed ->
        [yes] {" "}· { $country }
       *[no] {""}
    }
details-there =
    { $night ->
        [yes] 🌙
       *[no] 🕙
    } { $zones ->
        [one] It is **{ $time }** there ({ $zone }).
       *[many] It is between **{ $time }** and **{ $latest }** there.
    }{ $night ->
        [yes] {" "}People may be asleep.
       *[no] {""}
    }
details-before = **{ $reference }: earlier requests of this customer**
details-before-line = **{ $reference }** · { $topic } · { $state } · { $date }
details-written = **{ $outcome }** is written down. The customer hears of it in { $seconds } seconds; until then you can take it back.
details-unreachable = The customer can't be reached in Telegram any more. The phone still works.
details-earlier = … { $count ->
    [one] One earlier entry is
   *[other] { $count } earlier entries are
} too long for here and stand in the messages above.
details-prepared = **Asked to have ready**
details-history = **So far**
details-more = **{ $reference }, continued**
details-said = { $time } 💬 { $text }
details-note = { $time } 📝 { $by }: { $text }
details-call = { $time } 📞 { $by }: { $outcome }
details-reopened = { $time } 🔁 The customer opened it again.

language-name =
    { $locale ->
        [zh-hans] Chinese (simplified)
        [zh-hant] Chinese (traditional, Taiwan)
    [zh-hant-hk] Chinese (traditional, Hong Kong)
       *[en] English
    }

agent-must-start = I can't write to you in private. Open a chat with me, press Start, then claim again.
claimed-here = { $reference } is yours.
claimed = { $reference } is yours. The details are in our private chat.
claim-off-shift = You are off work, so you can't take a call. /on begins your shift.
claim-hands-full =
    { $count ->
        [one] You still have { $mine }. Write down its outcome, put it off or release it, then take the next.
       *[other] You still have { $mine }. Write down their outcomes, put them off or release them, then take the next.
    }
claim-language-elsewhere = This customer speaks { $language }, which is not among your languages. In our private chat you can take { $reference } all the same.
claim-language = This customer speaks **{ $language }**, which is not among your languages. Take it all the same?
button-claim-anyway = Take it anyway
already-yours = { $reference } is already yours.
released = { $reference } is back in the queue.
calling = The customer is being told that you are calling.
calling-unread = The customer can't be told in Telegram that you are calling, and can't check the call code.
customer-not-told =
    ⚠️ { $reference }: { $state ->
        [calling] the customer could not be told that you are calling, and can't check the call code. They can't be reached in Telegram; the phone still works.
       *[other] the customer did not get your message. They can't be reached in Telegram; tell them on the phone.
    }
outcome-kept = The outcome of { $reference } is written down.
outcome-undone = { $outcome } is taken back; the customer heard nothing. { $reference } is yours as before.
no-note = All right.
refused-taken = { $agent } has { $reference }.
refused-not-claimed = Nobody has claimed { $reference } yet. Claim it first.
refused-not-called = No call was begun for { $reference } in this claim, so this outcome can't be written down. Press “Calling now” when you dial; without a call, release it, put it off or hand it over.
refused-outcome-written = The outcome of { $reference } is written down and counts in a moment. If it is wrong, press Undo first.
refused-too-late = That can no longer be taken back: the outcome of { $reference } counts, and the customer has been told.
refused-code-just-given = The customer of { $reference } has just been told of your call, or often enough in this claim. Please wait a few minutes before the next code.
refused-number-wrong = The number of { $reference } is wrong; we are waiting for another one.
refused-closed-request = { $reference } has already ended.

ask-note = Write your note on { $reference } now. Only agents read it.
note-not-yours = { $reference } is no longer yours, so the note was not kept.
note-kept = Noted on { $reference }.
notes-full = { $reference } already holds as many notes as can be kept; this one was not.
ask-summary = **What was agreed for { $reference }?** Write it now and the customer gets it in writing, or skip.
summary-not-read = Kept with { $reference }. The customer can't be reached in Telegram, so tell them on the phone.
summary-sent = It goes to the customer and is kept with { $reference }.

claimer-cancelled = { $reference }: the customer has cancelled. It is no longer yours.
claimer-moved = { $reference }: the customer has moved the call, so it is back in the queue.
claimer-added =
    { $reference }: the customer added:

    { $text }

button-claim = Claim
button-claim-reference = Claim { $reference }
button-calling = 📞 Calling now
button-release = Release
button-note = Note
button-undo = ↩️ Undo
button-no-note = No note
button-no-summary = Nothing to add

intents-broken = ⚠️ The changed intents have mistakes, so the old answers stay in use. `ringback check` lists them.
intents-reloaded = The changed intents are in use now.
intents-reloaded-again = The intents were changed { $times } more times within ten minutes. The latest are in use.
intents-broken-again = ⚠️ The intents were changed { $times } more times within ten minutes and had mistakes. `ringback check` shows whether they still have.
intents-refused = ⚠️ The folder of intents is suddenly empty, or most of it is gone. The old answers stay in use. If this is meant, restart the desk.

# The clock
claim-ending = ⏳ Your claim on { $reference } ends in 10 minutes. Write down an outcome, or keep it if you need more time.
claim-lapsed = { $reference } has gone back to the queue: no outcome was written down in time. Nothing was counted as an attempt.
claim-kept = { $reference } stays with you.
button-keep-claim = ⏳ I need more time
alert-at-risk =
    { $count ->
        [one] ⏰ **A call is due within 10 minutes.**
       *[other] ⏰ **{ $count } calls are due within 10 minutes.**
    }
alert-breached =
    { $count ->
        [one] 🚨 **A call is late.** Please call now.
       *[other] 🚨 **{ $count } calls are late.** Please call now.
    }

# Refusals about outcomes
refused-note-needed = This outcome needs a note first: press Note.
refused-unverified = { $reference } can't be closed as resolved before the customer has proved who they are. A shared number isn't enough.
refused-address-unconfirmed = { $reference }: the code was right, but the customer named that address themselves. Compare it with the account and press “It's the account's address”, or check their identity in another way.
refused-beyond-promise = Only the customer can move a call beyond the time we promised.
refused-bad-time = That time is past or too far ahead.
refused-bad-target = That colleague cannot take { $reference }: it is theirs already, or they do not speak its language.
