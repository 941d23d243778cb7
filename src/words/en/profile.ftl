# What Telegram shows of the bot: the menu of commands and the empty chat. Telegram's limits: a command's text 256
# characters, the description 512, the short one 120.

profile-description =
    { $desk } support: ask in your own words, in English or Chinese, and get an answer at once – or a call back from a person.

    We never ask for your password, verification codes or recovery phrase.
profile-short = { $desk } support: answers at once, or a call back from a person.

command-start = Begin
command-help = What I can do
command-call = Be called back by a person
command-status = See your call
command-verify = Is this you? Check a call, a number or a link
command-cancel = Cancel your call
command-language = Choose your language
command-queue = What is waiting, urgent first
command-next = The next call for you
command-mine = Your requests
command-find = A request by its reference
command-on = Begin your shift
command-off = End your shift
command-hours = Today's hours
command-extend = Leads: open longer today
command-close = Leads: close earlier today
command-stats = The day in numbers (leads)
command-team = Who is at work (leads)
