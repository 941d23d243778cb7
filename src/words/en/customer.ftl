# What customers read. Small Markdown: **bold**, lists, links. Short lines: it is a phone screen.

## The front

welcome =
    {""}**Hello, this is { $desk } support.**

    Ask me in your own words, or tap below. If I can't help, a colleague calls you.

    We never ask for your password, verification codes or recovery phrase.
help =
    Just write what you need, in your own words. You can also:

    - /call – be called back by a person
    - /status – see your call
    - /verify – check a call, a number or a link
    - /cancel – cancel it
    - /language – choose your language
topics = What is it about?
only-text = I can only read text. Please tell me in a few words what it is about, or talk to a person.
slow-down = That was a lot at once, and I could not read it all. Please wait a minute, then go on.
old-button = This button is from an earlier message and no longer works.
agents-only = This is for our agents only.
group-private = I help in private chats. Please write to me directly.

choose-language = Which language do you prefer?
language-fixed = All right, I'll stay with English. What can I do for you?
language-follows = All right, I'll answer in the language you write in. What can I do for you?

button-whole-answer = More
button-more-topics = More topics
button-language = 🌐 Language / 语言
button-topics = All topics
button-human = Talk to a person
button-solved = That helped
button-call-me = Call me back
button-none-of-these = None of these
button-language-auto = As I write
button-this-language =
    { $script ->
       *[simplified] English
    }

## Answers

did-you-mean = I'm not quite sure. Did you mean:
no-match = I don't have an answer to that. Could you put it another way, or choose a topic? A colleague can also call you.
offer-call = I'm sorry, I still can't answer that. Shall a colleague call you back?
solved = Glad to hear it. Write to me any time.

## Secrets

secret-removed = **To keep you safe, I have deleted the message you just sent. Nothing secret in it has been kept.**
secret-advice =
    { $kind ->
        [recovery-phrase] **Recovery phrase**: anyone who sees it can take everything in the wallet. Please make a new wallet, move your funds there soon, and don't use the old one again.
        [private-key] **Private key**: anyone who has it can take what is at that address. Please move your funds to a new address soon, and don't use the old one again.
        [api-secret] **API secret**: please delete this key in the official app now, and make a new one when you need it.
        [card] **Card details**: we don't need them. If you sent them to anyone else as well, please have your bank block the card.
        [password] **Password**: please change it in the official app now, and anywhere else you use it.
        [identity-number] **Identity number**: we don't need it here. If you sent it to anybody else as well, watch out for accounts opened in your name.
       *[one-time-code] **One-time code**: please don't give it to anyone. If it wasn't you who asked for it, change your password at once.
    }
secret-in-answer = You are answering a question of ours, so I am especially careful. **If it was only an order number or an amount, write it again with the word “order” before it or with its currency.** We never need a code or the words of a wallet from you.
secret-never = We never ask for any of this, and anyone who does so in our name is a fraud. If somebody already has it, press the button below: you will be called first.
picture-warning = I can't see what is in pictures. If it shows a recovery phrase, a password, a code or a card number, please delete it now and don't send it to anyone. Tell me in a few words what it is about, or talk to a person.

button-urgent-call = Urgent call

## Booking a call

phone-not-a-number = That doesn't look like a phone number. Please use the button below, or type the number with its country code, like +86 138…
phone-no-country = Please type the number with its country code, beginning with +.
phone-impossible = This number can't be called: it is too short, too long or doesn't exist. Please check it.
closed-now = Our desk is closed now and opens { $opens } ({ $zone }).
window-gone = I'm sorry, this time is no longer free. Please choose another one.
no-opening = I'm sorry, our desk isn't making calls at the moment, so I can't promise you one. Please try again later.
other-topic = Something else
button-skip = Skip
button-soon = As soon as possible ({ $window })
button-when-open = As soon as we open ({ $window })
maybe-sooner = If one of us is free before that, we'll call you sooner.
button-earlier = ‹ Earlier

## The customer's request

status =
    {""}**{ $reference }** · { $topic }

    Number: { $phone }

    { $state }
status-none = You have no open call request. Would you like to be called back?
state-calling = { $agent } is calling you now.
state-number-wrong = The number we have is wrong. Please send us another one.
ask-move = **When would you rather be called?** Times are in { $zone }.
moved = Done. For { $reference } we'll now call { $phone } { $when } ({ $zone }).
ask-cancel = Cancel your call request { $reference }?
cancelled = Your call request { $reference } is cancelled.
cancel-kept = Good, { $reference } stays as it is.
nothing-to-cancel = There is nothing to cancel.
added-to-request = I've added this to { $reference }. Our colleague will read it before calling.
request-is-full = { $reference } already holds as much as can be kept, so this was not added. Please tell our colleague the rest on the phone.
number-changed = Thank you. For { $reference } we'll call { $phone }.
refused-being-called = We are calling you right now, so this can't be changed.
refused-closed = This request has already ended.

button-status = My call
button-move = Another time
button-cancel-request = Cancel the call
button-cancel-yes = Yes, cancel
button-cancel-no = No, keep it

## What the customer hears of the call

customer-calling =
    📞 **{ $agent } from { $desk } is calling you now** about { $reference }.

    {""}**Call code: { $code }**

    { $agent } says this code first. If the caller can't, or says another one, hang up. You never have to read anything out.

    { $agent } will never ask for your password, verification codes or recovery phrase, nor ask you to move money. If somebody does, hang up.
customer-resolved =
    {""}**Call finished: { $reference }**

    { $agent } spoke with you about “{ $topic }” ({ $time }). If something was agreed, it follows here in writing.

    {""}**Did we solve it?** If something is still open, you can have us call again under this reference within seven days.
customer-summary =
    {""}**What was agreed ({ $reference }):**

    { $text }

    If any of this doesn't happen, or you still have a question, have us call again under the same reference.
customer-missed = We called you about { $reference } but could not reach you. We'll try again { $time } ({ $zone }).
customer-given-up = We called you about { $reference } several times but could not reach you, so we have closed it. Within seven days you can have us call again under the same reference.
customer-number-wrong = The number we have for { $reference } seems to be wrong. Please share your number below, or type it with its country code.
customer-cancelled = As you told us on the phone, your call request { $reference } is cancelled.
number-never-came = We had no right number for { $reference }, so we have closed it. You can ask for another call at any time.

## Times

window = { $day } { $from }–{ $to }
window-ending = { $day } by { $to }
moment = { $day } at { $time }
today = today
tomorrow = tomorrow
date =
    { $weekday ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    } { $day } { $month-name ->
        [jan] Jan
        [feb] Feb
        [mar] Mar
        [apr] Apr
        [may] May
        [jun] Jun
        [jul] Jul
        [aug] Aug
        [sep] Sep
        [oct] Oct
        [nov] Nov
       *[dec] Dec
    }
zone =
    { $kind ->
        [utc] UTC
        [bare] time zone { $name }
       *[place] { $city } time
    }
length =
    { $unit ->
        [minutes] { $number } min
        [hours] { $number } h
       *[days] { $number ->
            [one] 1 day
           *[other] { $number } days
        }
    }

# Outcomes of a call
customer-time-needed = As agreed on the phone, please choose a new time for the call on { $reference }. If you choose none, we'll call you { $time } ({ $zone }).
customer-queued = A colleague who knows more about this will call you about { $reference }. You keep your place in line.
customer-closed = We have ended { $reference }. If you still need us, book another call at any time.
