# Booking a call, as the customer reads it. Small Markdown, short lines, as in customer.ftl.

## What it is about

ask-topic = A colleague will call you. What is it about?
ask-topic-again = What shall the call be about?
ask-topic-change = Shall the call be about “{ $topic }” now?

button-other-topic = Something else
button-topic-change = Yes, { $topic }
button-topic-keep = No, stay with { $topic }

## What was told

story-noted = Noted for our colleague.
story-corrected = Corrected: our colleague will read the new words.
story-full = I can't keep any more before the call. Please tell our colleague the rest on the phone.
edited-story = Corrected: { $text }
booking-file-kept = Got it. Only the colleague who calls you will see it.
booking-under-way = That's what we're arranging right now.
booking-not-yet = Your call isn't booked yet, but almost.

## Which number

ask-phone =
    {""}**Which number may we call?**

    Press the button below to share yours, or type another one with its country code, like { $example }

    You can also tell me here in a few words what happened. The number is only for calls that you ask for.
ask-phone-again = Which number may we call?
ask-phone-known =
    Shall we call { $phone } again?
ask-phone-urgent =
    {""}**You go before everybody else.** Tap “Call me now” below to share your number. I'll ask nothing more.
ask-phone-urgent-known =
    {""}**You go before everybody else.** One tap, and we'll call you.
ask-phone-typed = Type the number with its country code, like { $example } I'll take it out of our chat.
ask-phone-country = This number exists in more than one country. Which one is yours?
ask-phone-which = Which of these shall we call?
urgent-closed = **Our desk is closed at this hour.** We'll call you first when we open: { $when } ({ $zone }). Until then the steps above protect you best.
phone-shown = +{ $code } ({ $country }) ••• { $end }
phone-with-extension = { $phone } ext. { $extension }
phone-verified = Thank you, we'll call { $phone }.
phone-unverified = Thank you, we'll call { $phone }. I have taken the number out of our chat.
phone-extension = Thank you, we'll call { $phone }, extension { $extension }. I have taken the number out of our chat.
phone-unverified-many = Thank you, we'll call { $phone }. I have taken the number out of our chat. A great many calls are being booked right now, and numbers shared with the button go first. Share yours below, or simply go on.
phone-refused =
    { $why ->
        [short] Some digits seem to be missing. Please check the number, or use the button below.
        [country] Which country is this number from? Please type it with its country code, like { $example }
        [impossible] This number can't be called: it is too short, too long or doesn't exist. Please check it.
        [anonymous] Telegram's anonymous numbers (+888) have no phone line, so we can't call them. Please type another number.
        [special] We can't call short or emergency numbers. Please type the number of your phone.
       *[none] That doesn't look like a phone number. Please type it with its country code, like { $example }
    }
phone-why = We need it to call you, and use it for nothing but the calls that you ask for. If you'd rather not be called, tap “Not now” and go on writing to me.
phone-messenger = We only call phones, not WeChat, WhatsApp or other apps.

button-share-contact = 📱 Share my number
button-share-and-call = 📱 Call me now
button-type-number = Another number
button-call-on = Yes, { $phone }
button-call-now-on = 📞 Now: { $phone }
button-not-now = Not now

## When

ask-timing = **When may we call?** Times are in { $zone }.
time-noted = I've noted the time.
time-later = All right, later.
propose-time = **We'll call you { $when } ({ $zone }), right?**
propose-times = These times are possible, in { $zone }:
propose-closed = Our desk is closed { $when } ({ $zone }). The nearest times:
propose-taken = That time is taken ({ $when }, { $zone }). The nearest ones:

button-time-yes = Yes, call me then
button-other-time = Other time
button-choose-time = At another time
button-window = { $window }

## Booked

booked =
    {""}**Your call is booked: { $reference }**

    We'll call { $phone } { $when } ({ $zone }).
booked-urgent =
    {""}**Your call is booked: { $reference }**

    We'll call { $phone } before everybody else, { $when } ({ $zone }). Keep your phone at hand and do the steps above meanwhile.
booked-on-call =
    {""}**Your call is booked: { $reference }**

    Our desk is closed, but a colleague on call has just been alerted and will call { $phone }, { $when } ({ $zone }). Keep your phone at hand and do the steps above meanwhile.
booked-urgent-closed =
    {""}**Your call is booked: { $reference }**

    Nobody is at our desk at this hour. We'll call { $phone } first of all when we open: { $when } ({ $zone }). Until then, do the steps above.
booked-story =
    Our colleague will read:

    { $story }
booked-tell = **What happened?** Tell me here in a sentence or two: our colleague reads it before calling. We never ask for your password, verification codes or recovery phrase.
booked-more = Whatever you write here until then, our colleague will read too. We never ask for your password, verification codes or recovery phrase.
booking-abandoned = All right, no call has been booked. If you want one later, just say so.
