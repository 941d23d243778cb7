# The agents' console: pages in a browser. Short texts without markup; the page puts them where they belong.

console-title = { $page } · { $desk }
console-skip = Skip to content
console-desk = { $desk } · Console
console-language = Language
console-theme = Appearance
console-theme-system = As the system
console-theme-light = Light
console-theme-dark = Dark
console-theme-contrast = High contrast
console-apply = Apply
console-back-home = To the first page

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

# Signing in to the console, in the chat with the bot.

sign-in-how = To sign in to the console, open it in your browser and choose Sign in. It shows a link to me, and a code that you can send me as “/console CODE”.
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
sign-in-disowned = The sign-in is closed, and so is every console that was open in your name. Your leads are told. Never pass on a number or a link of the console.
sign-in-closed-already = It is closed already.
button-not-me = 🚫 That is not me
alarm-sign-in = ⚠️ { $agent } was asked to sign in to the console and did not want to. All their consoles were closed. Somebody may have tried to come in as them: please ask.
