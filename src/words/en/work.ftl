# What agents read of their commands and of what they do with a request besides calling; and what customers read of that.

## Next and mine

next-none = Nothing is waiting that you could call now. /queue shows the rest.
next-taken = { $agent } has { $reference } now.
mine-none = You have no requests at the moment. /next gives you one.
mine-head =
    { $count ->
        [one] **You have one request**
       *[other] **You have { $count } requests**
    }
mine-line = { $entry }, yours until { $ends }
button-details = Details

## The queue

queue-ready = **Can be called now: { $count }**
queue-worked = **With agents: { $count }**
queue-later = **Waiting for their time: { $count }**
queue-none = Nothing of that kind at the moment.
queue-entry =
    { $mark ->
        [late] 🚨 Late ·{" "}
        [at-risk] ⏰ At risk ·{" "}
       *[none] {""}
    }{ $card } · { $language }{ $place ->
        [claimed] {" "}· { $owed } · { $agent }
        [calling] {" "}· { $owed } · { $agent } is calling
        [snoozed] {" "}· again { $time }
        [scheduled] {" "}· { $time }
        [number-wrong] {" "}· ❌ wrong number
       *[ready] {" "}· { $owed }
    }
owed-promised = promised { $window }
owed-again = try { $try } by { $time }
button-queue-page = { $page } of { $pages }
button-queue-all = All { $count }
button-queue-mine = I can call { $count }
button-queue-urgent = Urgent { $count }
button-queue-late = Late { $count }
button-queue-held = With agents { $count }
button-queue-later = Later { $count }
reopened-yours = 🔁 { $reference }, which you had, was opened again by its customer. It is kept for you for a quarter of an hour.

## Finding a request

find-usage = Which one? Write its reference after the command, like /find RB-1042.
find-no-reference = “{ $reference }” is no reference. References look like RB-1042.
find-none = There is no request { $reference }.
find-history = **History**
history-customer = Customer
history-desk = Desk
history-line = { $time } · { $by }: { $what ->
    [booked] asked for the call
    [claimed] claimed
    [kept] kept the claim
    [released] released
    [unreachable] released, because the agent can't be written to
    [left] released, because the agent left
    [lapsed] released, because the claim ran out
    [warned] warned that the claim ends
    [heads-up] told the customer that the call comes
    [calling] calling
    [asked] asked the customer something
    [outcome] outcome – { $detail }
    [undone] took back: { $detail }
    [snoozed] put off, again { $detail }
    [given] handed to { $detail }
    [given-language] handed to those who speak { $detail }
    [time-came] its time has come
    [sooner] can be called sooner: there is time
    [waits-again] waits for its time again
    [offered] offered an earlier call
    [at-risk] at risk
    [breached] promised time passed
    [number-never-came] closed, because no right number came
    [hours-changed] new promise, because our hours changed
    [moved] moved
    [raised] told of something urgent; goes first
    [complained] complained
    [renumbered] another number
    [cancelled] cancelled
    [blocked] blocked by a lead
    [reopened] opened again
   *[untold] changed
}

## Shifts

shift-on = { $agent }, you're at work: alerts reach you.
shift-on-already = { $agent }, you are at work already.
shift-off = { $agent }, you're off work: no more alerts. /on when you are back.
shift-off-already = { $agent }, you are off work already.
shift-off-claims =
    { $count ->
        [one] **One request is still yours.** Somebody else can only take it when you release it.
       *[other] **{ $count } requests are still yours.** Others can only take them when you release them.
    }
button-release-mine = Release them all
released-mine =
    { $count ->
        [0] Nothing was released.
        [one] One request is back in the queue.
       *[other] { $count } requests are back in the queue.
    }
released-by = { $agent } has put { $reference } back into the queue; it is no longer yours.

## Today's hours

hours-today = **Today:** { $hours } ({ $zone })
hours-span = { $from }–{ $to }
hours-none = closed
hours-open = Open now; closes { $time }.
hours-closed = Closed now, opens { $time }.
hours-never = Closed now, with no opening in sight.
hours-leads-only =
    { $count ->
        [0] Only a lead can change today's hours, and nobody on the roster is one. Please ask the operator.
       *[other] Only a lead can change today's hours. Please ask { $leads }.
    }
extend-usage = Until when? For example /extend 23:00, or /extend 02:00 for past midnight. On a day off: /extend 10:00-14:00.
close-usage = When do we close? For example /close 16:00.
hours-closed-today = The desk isn't open today. To open it: /extend 10:00-14:00.
hours-past = That time has already passed.
hours-not-longer = The desk already stays open that long: it closes { $time }. To close earlier, use /close.
hours-not-shorter = The desk already closes { $time }. To stay open longer, use /extend.
hours-before-opening = The desk only opens { $time }. Please give a time after that.
hours-done = Done. **Today:** { $hours } ({ $zone })
hours-moved =
    { $count ->
        [one] One customer could not be called as promised any more. They have a new time, were told so, and can choose another.
       *[other] { $count } customers could not be called as promised any more. They have a new time, were told so, and can choose another.
    }
hours-offered =
    { $count ->
        [one] One customer who waits for a later day was offered a time today.
       *[other] { $count } customers who wait for a later day were offered a time today.
    }
hours-changed = 🕒 { $agent } has changed today's hours: **{ $hours }** ({ $zone })

customer-offer-today =
    {""}**We are open longer today, so we could call you sooner ({ $reference }).**

    If you do nothing, we'll call you { $promised } ({ $zone }) as promised.
customer-offer-now =
    {""}**We have time for you now ({ $reference }).** Shall we call you right away?

    If you do nothing, we'll call you { $promised } ({ $zone }) as promised.
button-take-call-now = 📞 Yes, call me now
button-take-window = Call me { $window }

## Below the details

button-heads-up = 🔔 In 10 minutes
button-more = More…
button-snooze = 💤 Put off
button-transfer = 👥 Hand over
button-question = ❓ Ask customer
button-number = ☎️ Correct number
button-snooze-own = Another time
button-transfer-language = To those who speak { $language }
button-never-mind = Never mind
language-spoken =
    { $language ->
        [zh] Chinese
       *[en] English
    }

heads-up-given = The customer has been told that you call within 10 minutes.
heads-up-already = The customer was told so a moment ago.
heads-up-unreachable = The customer can't be reached in Telegram. Just call.
no-opening-ahead = The desk does not open again in sight.
ask-snooze = **Until when is { $reference } put off?** Write a time like 14:30, tomorrow 9:30 or 11-25 14:30.
time-not-read = I can't read that as a time. Write it like 14:30, tomorrow 9:30 or 11-25 14:30.
ask-reason = { $reference } is put off and comes back { $time }. If you like, write why; colleagues read it.
colleague-off = { $agent } is off work just now.
given = { $agent } has { $reference } now.
given-to-language = { $reference } is back in the queue for those who speak { $language }.
given-to-you = { $agent } has handed { $reference } to you.

ask-question = **What do you want to ask the customer of { $reference }?** They read it here in Telegram, with your name and never your account. The answer comes to you.
question-note = ❓ { $text }
question-sent = It goes to the customer. The answer to { $reference } comes to you here.
question-not-read = Kept with { $reference }, but the customer can't be reached in Telegram.
question-unreachable = The customer can't be reached in Telegram. The phone still works.
customer-question =
    {""}**{ $agent } from { $desk } has a question about { $reference }:**

    { $text }

    Just write your answer here. Please leave out passwords, codes and recovery phrases.

ask-right-number = **What is the right number for { $reference }?** Write it with its country code. I'll remove it from our chat.
number-taken = The number of { $reference } is corrected, and the customer has been told.
number-not-taken =
    { $problem ->
        [not-a-number] That doesn't look like a phone number. Write it with its country code, like +86 138…
        [no-country] Please write the number with its country code, beginning with +.
       *[impossible] This number can't be called: it is too short, too long or doesn't exist.
    }
a-colleague = a colleague
customer-renumbered = For { $reference } our colleague has noted another number: { $phone }. If that is not right, please tell us here.

ask-outcome-note = **“{ $outcome }” needs a note on { $reference }.** Write it now; then the outcome is written down at once.
text-too-late = I no longer took this for { $reference }: I had asked more than half an hour ago. Press the button again if it still belongs there.

# Urgent while the desk is closed
card-on-call = 🌙 **You are on call.** The desk is closed, and this cannot wait until it opens:

## What is written unasked

stray = Where does that go? I have passed it on to nobody.
button-stray-note = 📝 Note on { $reference }
button-stray-ask = Ask the desk, as a customer would

## For leads

team-head = **At work: { $on } of { $all }**
team-line =
    { $shift ->
        [on] 🟢
       *[off] ⚪
    } **{ $agent }** ({ $languages }) · { $shift ->
        [on] at work
       *[off] off work
    }{ $told ->
        [yes] {" "}since { $since }
       *[no] {""}
    }{ $busy ->
        [yes] {" "}· { $has }
       *[no] {""}
    }
team-has =
    { $reference } ({ $does ->
        [calls] calling
       *[has] claimed
    }, { $length })
button-assign = 👥 Hand over
assign-to = **Who is to have { $reference }?**
assign-nobody = Nobody else at work speaks the language of { $reference }.
assigned-away = { $lead } has handed { $reference } to { $agent }; it is no longer yours.

ask-search = **Why do you look for requests with { $phone }?** Write it in a sentence; the search is recorded like a look at the details.
search-none = No request has this number.
search-found =
    { $count ->
        [one] **One request has this number**
       *[other] **{ $count } requests have this number**
    }
search-too-late = I had asked for the reason more than half an hour ago. Please begin the search again.
button-reveal-reference = Details of { $reference }
