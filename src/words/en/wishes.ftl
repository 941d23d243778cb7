# What customers read of what they want of a call, of what must not wait, and of what asks nothing. As in customer.ftl.

## What must not wait

raised = **I have put your call { $reference } first: { $topic }.**
raised-already = **Your call { $reference } goes first already: { $topic }.**
raised-before = It was to be { $when }. If that suits you better after all, press the button.
raised-calling = { $agent } is on the phone with you now. Please tell them right away.
raised-claimed = { $agent } has your request and knows.
first-in-line =
    { $before ->
        [0] You are next, about { $wait }. Please keep your phone at hand.
        [one] One urgent call is before you, about { $wait }. Please keep your phone at hand.
       *[other] { $before } urgent calls are before you, about { $wait }. Please keep your phone at hand.
    }
first-when-open = We'll call you first when we open, { $when }. Please do the steps above now; you don't need us for them.
urgent-while-closed = Please do the steps above now; you don't need us for them. If you ask for an urgent call, you'll be called first when we open.
urgent-maybe = If this is about “{ $topic }”, please do this now. If it is about something else, tell me in other words.
fraud-alarm =
    {""}**Stop: this looks like a fraud.** Hang up and do nothing they ask, however much they hurry you.

    We never ask for your password, verification codes or recovery phrase, nor ask you to move money or coins, or to install anything.

button-move-back = Back to { $when }

## What is wanted of a call

offer-move = **Shall I move { $reference }?** One tap is enough. Times are in { $zone }.
offer-move-near = I'm sorry, we can't call you at that time. **These are the nearest for { $reference }.** Times are in { $zone }.
sooner-now = Yes: for { $reference } we can call you right now.
ask-this-number = **Shall we call { $phone } for { $reference } instead?** I have removed the number from our chat.
number-same = { $phone } is the number we have for { $reference }. We'll call you there.
number-several = I see several numbers there. Which one may we call? Please send only that one, with its country code.
ask-call-again = All right. **When may we call you about { $reference }?** We have everything you told us. Times are in { $zone }.
nothing-owed = All right. Write to me any time.
sorry-for-the-wait = I'm sorry you've had to wait.
not-called-yet = We have not called you about { $reference } yet.
called-so-often =
    { $count ->
        [one] We called { $phone } once about { $reference }, { $when } ({ $zone }).
       *[other] We called { $phone } { $count } times about { $reference }, the last time { $when } ({ $zone }).
    }
ended-how =
    { $how ->
        [cancelled] { $reference } was cancelled { $when }. Shall we call you after all?
        [resolved] { $reference } was finished { $when }. If something is still open, we'll call you again.
       *[expired] We could not reach you, so { $reference } was closed { $when }. Shall we call you again?
    }
wait-unknown = I can't say at the moment how long that will take.
wait-then-book = Shall a colleague call you?
extension-story = Extension: { $extension }

button-other-times = Other times
button-leave-it = Leave it as it is
button-call-this = Yes, call this number
button-called-me = No, it called me
button-call-again = Call me again

## What asks nothing

heard = 👍
welcome-thanks = You're welcome. Write to me any time.
how-can-i-help = Hello! Just write what you need, or choose a topic.
what-about-it = What would you like to know about that?
what-about-value = Thank you, I see it. What is it about? Tell me in a few words, or choose a topic.
other-words = I see. Please tell me in other words what it is about, or let a colleague call you.
still-unsolved = I'm sorry it isn't solved yet. A colleague can look at it with you on the phone.
stop-explained = I write only when you write to me, or about a call that you asked for. /forget erases everything I keep about you.
no-match-again = I don't have an answer to that one either. Shall a colleague call you back?
elsewhere-account = That account is with another company, so please ask their own support: we can't see or change anything there. If it has the same password as yours with us, or the same e-mail address, change your password here now. Is somebody in your account with us, too? Tap “Urgent call”.
elsewhere-exchange = That is for the other company's own support: we can't see or change anything there. Is it about your account with us after all? Tell me, or talk to a person.
told-already = What I know about that is above. Is yours taking longer, or is it something else? A colleague can look into it.
told-already-with-call = What I know about that is above. I've added your words to { $reference }; our colleague will look at it with you.
answered-story = (Answered by the bot: { $topic }) { $text }
no-such-language = I'm sorry, I can't read this language. Please choose one of these:

button-show-again = Show it again

## What agents read

card-raised = 🔴 **{ $reference } goes first now:** { $topic }. The customer has just told of something that must not wait.
claimer-raised = 🔴 { $reference } goes first now: the customer has just told of something that must not wait. Please call as soon as you can.
