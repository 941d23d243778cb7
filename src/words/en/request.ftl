# What customers read of their call request from booking to rating. Small Markdown, short lines, as in customer.ftl.

## Where the customer is

ask-zone = **What time is it where you are?** Choose below, or write the name of your city.
zone-which = Which one do you mean?
zone-unknown = I don't know this place. Please write the nearest big city, or choose one below.
zone-set = All right, I'll give you all times in { $zone }.

button-zone = { $city } · { $time }
button-change-zone = Another time zone

## Choosing a time

soon-wait =
    { $before ->
        [0] As soon as possible: you would be next.
        [one] As soon as possible: about { $wait }, one person is before you.
       *[other] As soon as possible: about { $wait }, { $before } people are before you.
    }
booked-wait =
    { $before ->
        [0] You are next in line.
        [one] At the moment that means about { $wait }; one person is before you.
       *[other] At the moment that means about { $wait }; { $before } people are before you.
    }
ask-day = **Which day?** Times are in { $zone }.
ask-time-of-day = **When on this day?** Times are in { $zone }.
window-taken = I'm sorry, this time has just been taken. Here are others.
fully-booked = I'm sorry, every time we can promise is taken. Please try again later.

button-other-day = Another day
button-back = ‹ Back
button-days-more = Later days ›

## Where the request stands

status-promised = We will call you { $when } ({ $zone }).
status-late = We promised to call you { $when } ({ $zone }) and didn't manage to. I'm sorry.
status-next-try = We called you and could not reach you. We'll try again { $when } ({ $zone }).
status-try-now = We called you and could not reach you. The next try is due now.
status-queued = We spoke with you, and a colleague who knows more about this will call you again.
status-due = We spoke with you and agreed to call again. That call is due now.
status-time-open = You wanted another time. Choose one with the button below; if you choose none, we'll call you { $when } ({ $zone }).
status-before =
    { $before ->
        [0] You are next in line.
        [one] One person is before you, about { $wait }.
       *[other] { $before } people are before you, about { $wait }.
    }
status-claimed = { $agent } has your request.
status-question = Our colleague has asked you something. Just write your answer here.
call-now-closed = I'm sorry, nobody can call you right away any more. These are the times we can promise.

button-call-now = Call me now instead
button-add-info = Add something
button-new-number = Another number

ask-info = Write what our colleague should know, or send a screenshot. Please leave out passwords, codes and recovery phrases.
ask-new-number = Which number should we call for { $reference }? Share yours with the button below, or type it with its country code.
files-full = That is as much as I can keep before a call. Please tell our colleague the rest on the phone.
file-added = I've added this to { $reference }. Only the colleague who calls you will see it.
answer-passed = Thank you, I've passed your answer on.

## Around the call

heads-up =
    📞 **{ $agent } from { $desk } will call you within { $minutes } minutes** about { $reference }. Please keep your phone at hand.

    { $agent } will never ask for your password, verification codes or recovery phrase.
heads-up-noted = Good, talk to you soon.
call-not-made = I'm sorry, { $agent } could not make the call about { $reference } after all. You keep your place.
call-not-made-when = A colleague will call you { $when } ({ $zone }).
call-not-made-soon = A colleague will call you as soon as possible.
promise-withdrawn =
    {""}**Our hours have changed, so we can't call you { $when } as promised ({ $reference }).** I'm sorry.

    We'll call you { $new } ({ $zone }) instead. If that does not suit you, choose another time.
promise-withdrawn-open =
    {""}**Our hours have changed, so we can't call you { $when } as promised ({ $reference }).** I'm sorry.

    I can't name another time yet. You keep your place, and we'll call you as soon as we can.

button-heads-up-ok = OK

## After the call

ask-rating = Glad to hear it. How was our help? 1 is poor, 5 is excellent.
ask-comment = Thank you! If you'd like to add a word, just write it here.
comment-kept = Thank you, we've noted it.
comment-none = Thank you, and goodbye for now.
rated-already = You have rated this call already. Thank you!
ask-reopen = I'm sorry to hear that. **When may we call you again about { $reference }?** Times are in { $zone }.
reopened = { $reference } is open again. We'll call { $phone } { $when } ({ $zone }).
reopen-too-late = { $reference } ended too long ago to be opened again. Shall we call you about it once more?
reopened-already = { $reference } is already open.

button-helped-yes = Yes, solved
button-helped-no = No, call me again
button-no-comment = No, thanks
button-stars = { $stars } ★

## Times

span = { $from }–{ $to }

## What the agent reads who has the request

claimer-file =
    📎 { $reference }, { $time }{ $said ->
        [yes] : { $text }
       *[no] {""}
    }
claimer-answer-guarded = 🔒 { $reference } · The customer answered with something that looks like a code or words of a wallet. It was taken out and deleted; nobody has read it. If you need an order number, ask for it with the word “order” before it.
claimer-answered = 💬 { $reference } · Answer: { $text }
claimer-ready = 👍 { $reference }: the customer has read that you will call.
claimer-renumbered = ☎️ { $reference }: the customer has given another number.
details-file = { $time } 📎 { $text }
