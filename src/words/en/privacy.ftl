# What customers read of their data: what is kept, why and how long, and having it erased; and what agents notice of that.

privacy =
    {""}**What { $desk } keeps about you, and why**

    - **This talk**, as far as I need it: for example your language, the topic, a booking you have begun, the number of your last call. Forgotten { $conversations ->
        [one] a day
       *[other] { $conversations } days
    } after your last message.
    - **A call you ask for**: your name in Telegram, your number, your e-mail if you gave it, what you told us and what our colleagues noted, so that they can call you and help. { $requests ->
        [one] A day
       *[other] { $requests } days
    } after it has ended, all of that is erased. Only the topic, the times and the outcome stay, without you.
    - **Messages that a fault kept me from reading**: { $faults ->
        [one] a day
       *[other] { $faults } days
    }.

    Your full number is shown to the colleague who takes your call. Any other colleague has to give a reason to see it, and every look is recorded. Passwords, codes and recovery phrases are never kept.

    You can have everything erased at any time. If you would like a copy of it, ask a colleague with /call.
ask-forget =
    {""}**Erase what we keep about you?**

    That is this talk, and your name, number and words in calls that have ended. It can't be undone.
ask-forget-with-call =
    {""}**Erase what we keep about you?**

    This also cancels your call { $reference }: we won't call you then. It can't be undone.
forget-being-called = A colleague is calling you right now, so I can't erase anything yet. Please try again after the call.
forget-kept = All right, everything stays as it is.
forgotten =
    {""}**Done. What we kept about you is erased.**

    Of earlier calls only the topic, the times and the outcome stay, without your name or number. You can delete the messages in this chat yourself in Telegram.
text-of-erased = The customer of { $reference } has had their data erased. I have deleted your message and kept nothing of it.

button-forget = Erase my data
button-forget-yes = Yes, erase it
button-forget-no = No, keep it

command-privacy = What is kept about you
command-forget = Erase what is kept about you
