# Who may see what, who has seen it, and who may write to us.

button-reveal = 🔎 Show details
button-no-reveal = Never mind
button-hide = Hide now
button-allow = Allow again

reveal-elsewhere = I have written to you in private.
reveal-offer = You don't have this request. Press the button to see its details; you will be asked for a reason.
ask-reveal = **Why do you need the details of { $reference }?** Write it in a few words. Your reason is recorded, and the leads can read it.
reveal-short = Please give a reason of at least two words.
revealed = 🔎 Shown to you for { $length } and recorded with your reason.
reveal-held = You have opened an unusual number of requests, so no more details are shown until a lead allows it. The leads know.
hidden = Hidden.
colleague-held = { $agent } may not see details at the moment.
alert-reveals = 👀 **{ $agent } has asked for the details of more than { $count } requests of others within an hour.** No more details are shown to them until another lead allows it. /looks with a reference shows who has seen a request and why.
alert-uncalled = 👀 **{ $agent } has claimed more than { $count } requests within an hour and given them back without calling.** No more details are shown to them until another lead allows it. /looks with a reference shows who has seen a request and why.
allowed = { $agent } can see details again.
allowed-you = A lead has allowed it: you can see details again.
allow-not-yours = Only another lead can allow this.

no-such-request = I know no request { $reference }. A reference looks like RB-1042.
looks-head =
    { $count ->
        [0] Nobody has seen the details of { $reference } yet.
        [one] **The details of { $reference } were seen once**
       *[other] **The details of { $reference } were seen { $count } times**
    }
look-line =
    { $time } · { $agent } { $why ->
        [claimed] claimed it
        [handed] was handed it
        [again] opened it again
        [exported] (whoever runs this desk) wrote out all data of the customer
        [erased] gave a reason, which was erased with the customer's data
       *[reason] gave a reason: { $reason }
    }

blocked = The customer of { $reference } is blocked until { $time } and has been told. /unblock { $reference } ends it earlier.
unblocked = The customer of { $reference } can write to us again.
not-blocked = The customer of { $reference } is not blocked.
block-reason-needed = Please add a reason, and days if { $days } are not right: /block { $reference } 3d threatened a colleague
block-colleague = That is one of us; agents cannot be blocked.
blocks-full = { $most } people are blocked already. Please unblock somebody first.
block-help =
    { $count ->
        [0] Nobody is blocked. To block the customer of a request: /block RB-1042 7d the reason
        [one] **One person is blocked.** /unblock with the reference ends it.
       *[other] **{ $count } people are blocked.** /unblock with the reference ends it.
    }
block-line = { $reference } until { $time }, by { $agent }: { $reason }
claimer-blocked = { $reference }: a lead has blocked this customer, so there is no call to make. It is no longer yours.
block-urgent-stays = Their request { $reference } is urgent, so it stays in the queue. Please call, or close it with an outcome.
customer-blocked =
    We are not answering your messages here until { $time }.{ $owed ->
        [yes] {" "}The call you asked for still comes.
        [gone] {" "}The call you asked for is cancelled. If your account is at risk, please use the official contacts on our website.
       *[no] {" "}If your account is at risk, please use the official contacts on our website.
    }
customer-unblocked = You can write to us here again.
blocked-press = We are not answering here at the moment.

slow-down-pause = That was a lot at once again. I will read on in { $pause }; what you write until then is not read.
slow-down-press = Please wait a moment, then press again.

roster-reloaded = The changed roster is in use now.
roster-reloaded-again = The roster was changed { $times } more times within ten minutes. The latest is in use.
roster-broken-again = ⚠️ The settings were changed { $times } more times within ten minutes and could not be used. `ringback check` shows what is wrong.
roster-refused = ⚠️ The settings file is suddenly empty, or hardly anybody is left in it. Everybody stays on the roster and keeps their requests. If this is meant, restart the desk.
roster-broken = ⚠️ The changed settings have mistakes, so the roster stays as it was. `ringback check` lists them.
alert-unproved = ⚠️ Unusually many new chats are booking calls with numbers they typed: { $count } are open from the last hour. They stand behind proved numbers, and new callers are asked to share theirs. See /queue; /block stops somebody.
