# The agents' console: pages in a browser. Short texts without markup; the page puts them where they belong.

console-skip = Skip to content
console-language = Language
console-theme = Appearance
console-theme-system = Same as system
console-theme-light = Light
console-theme-dark = Dark
console-theme-contrast = High contrast
console-apply = Apply
console-back-home = Back to the start

console-not-found = There is nothing here
console-not-found-hint = The address may have a typo, what stood here may be over, or it is not for your role.
console-malformed = The console did not understand that
console-malformed-hint = Go back, reload the page and try again.
console-wrong-host = This is not the console's address
console-wrong-host-hint = It is reached at { $address }.
console-forged = That was not sent from this page
console-forged-hint = Nothing was changed. Reload the page and press once more; if you pressed nothing, another page tried to act in your name.
console-too-large = That is more than fits in here
console-too-large-hint = Nothing was changed. Shorten the text and send it again.
console-too-many = Too many tries at once
console-too-many-hint = Wait a minute and try again.
console-unavailable = The desk cannot answer right now
console-unavailable-hint = It may be stopping or restarting. Telegram goes on as soon as the desk does; reload this page in a moment.

console-sign-in = Sign in
console-sign-in-lead = You sign in with Telegram: this page shows a number, and you press the same one in your chat with the desk's bot. There is no password.
console-sign-in-telegram = Sign in with Telegram
console-sign-in-who = For those who work at this desk. If you do and cannot get in, ask your lead to add you.
console-number-title = Your number
console-number-link = Open the bot and press this number there.
console-open-telegram = Open Telegram
console-number-type = Telegram on another device? Send the bot:
console-number-waits = Waiting for you to press it; a minute at most.
console-number-never = Never read this number out to anybody, and never press it for anybody else.
console-places = Places
console-live = Live
console-lost = Reconnecting…
console-stopping = Read only: the desk is stopping
console-sign-out = Sign out
console-role-agent = Agent
console-role-lead = Lead
console-role-writer = Writer
console-role-viewer = Viewer
console-session = My session
console-sessions = Browsers that are signed in
console-browser = Browser
console-address = Address
console-since = Since
console-used = Last used
console-way = How
console-way-number = Number in Telegram
console-deeds = Actions
console-this-browser = This one
console-end-session = Sign out
console-sign-out-everywhere = Sign out everywhere
console-session-ends = A session ends after 30 minutes without activity and after 12 hours in any case, and at once when the roster changes.
console-keys = Keys
console-key-help = Show these keys
console-key-close = Leave a field, close, back
console-key-rows = Down and up the rows
console-close = Close

# What was done, for leads.

console-record = Record
console-record-lead = Who signed in, who was refused and who signed out, the newest first. Nobody can change it.
console-record-when = When
console-record-who = Who
console-record-what = What
console-record-where = From where
console-record-console = Console
console-record-unknown = Unknown
console-record-former = Former member { $id }
console-record-empty = Nothing has been written down yet.
console-record-older = Older
console-record-newest = Newest
console-record-did =
    { $what ->
        [signed-in] Signed in
        [signed-out] Signed out
        [signed-out-everywhere] Signed out everywhere
       *[disowned] Said “That is not me”
    }
console-record-denied =
    { $why ->
        [late] Refused: too late
        [wrong-number] Refused: wrong number
        [not-me] Refused: “That is not me”
        [taken] Refused: somebody else's sign-in
        [used] Refused: used already
        [stranger] Refused: not on the roster
        [other-browser] Refused: another browser
       *[unknown] Refused: no such sign-in
    }

# Signing in to the console, in the chat with the bot.

sign-in-how = To sign in to the console, open it in your browser and choose Sign in. It leads you back here; with Telegram on another device, send me the line that the page shows.
sign-in-ask =
    Sign in to the console: **{ $browser }**?

    Press the number that the page shows; it is good for a minute. If you did not just open the console, press “That is not me”.
sign-in-done = ✅ Signed in to the console: { $browser }, { $time }.
sign-in-unknown = There is no sign-in with this code. Press Sign in on the page again.
sign-in-late = The minute is over. Press Sign in on the page again.
sign-in-wrong-number = That was another number, so nobody was signed in. Press Sign in on the page again.
sign-in-taken = This sign-in is somebody else's. Press Sign in on your own page.
sign-in-used = This sign-in was used already. Press Sign in on the page again.
sign-in-stranger = Only those who work at this desk can sign in to its console. If you do, ask your lead to add you.
sign-in-disowned = The sign-in is closed, and so is every console that was open in your name. Your leads are told. Never share a number or link from the console.
sign-in-not-wanted = The person asked in Telegram said it wasn't them. Nobody was signed in.
sign-in-closed-already = It is closed already.
button-not-me = 🚫 That is not me
alarm-sign-in = ⚠️ { $agent } was asked to sign in to the console and did not want to. All their consoles were closed. Somebody may have tried to come in as them: please ask.
