# Calls that prove themselves, what is really ours, and reports of fakes.

customer-new-code =
    🔄 **New call code: { $code }** ({ $reference })

    { $agent } from { $desk } says this one first; the earlier code no longer counts. If the caller can't, hang up.
verify-nobody =
    {""}**Nobody from { $desk } is calling you right now.** If somebody says they are us, hang up.
verify-promised =
    {""}**Nobody from { $desk } is calling you right now.** If somebody says they are us, hang up.

    The call you booked, { $reference }, still stands. Before we dial, I tell you here who is calling and which call code they will say.
verify-calling =
    ✅ **Yes: { $agent } from { $desk } is calling you now** about { $reference }.

    {""}**Call code: { $code }**

    The caller has to say it first; if they can't, hang up. You never have to read anything out.
verify-calling-late =
    { $desk } called you about { $reference } a while ago, but the code of that call has expired.

    {""}**If you are not sure, hang up.** We'll call again if needed, with a new code.
verify-send = You can also send me a number, a link or a name, or forward me their message, and I'll tell you whether it is ours.

verdict-official =
    ✅ { $what } { $kind ->
        [number] is our number. But the number on a display can be faked: when your phone rings, go by the call code shown here.
        [name] is our account.
        [mail] is our mail address. But senders can be faked, so don't open attachments you don't expect.
       *[link] is our link.
    }
verdict-unknown =
    ❓ { $what } is not on our list. Take it as **not ours**{ $kind ->
        [number] : don't answer and don't call back.
        [name] : don't reply.
        [mail] : don't reply and don't open attachments.
       *[link] : don't open it.
    }
verdict-look-alike = ⛔ { $what } is **not ours**. It only looks like { $of }: { $trick } { $kind ->
        [number] Don't answer and don't call back.
        [name] Don't reply.
        [mail] Don't reply and don't open attachments.
       *[link] Don't open it.
    }
verdict-trick =
    { $trick ->
        [letters] letters in it are others that look the same.
        [spelling] a character or two differ.
        [ending] it has another ending or country code.
        [added] something is added.
        [hidden] it hides characters that can't be seen.
       *[inside] our address stands in it, but it leads elsewhere.
    }
verdict-reported =
    { $people ->
        [one] ⚠️ One person has reported it.
       *[other] ⚠️ { $people } people have reported it.
    }

button-verify = Is this you?
button-report = Report a scam

scam-asked =
    Thank you. Your report is written down and our team has been alerted.

    {""}**What did you tell them, or do?** Press what applies; it can be more than one.
button-told =
    { $what ->
        [nothing] Nothing
        [code] A password or a code
        [phrase] A recovery phrase or key
        [money] Sent money or coins
       *[device] Installed an app, shared my screen
    }
scam-steps =
    { $what ->
        [nothing] Well done: give them nothing. Hang up, block them and don't open what they sent. If in doubt, send it here and I'll check it.
        [code] **Please do this now:**

            1. Open the official app and change your password, and wherever else you use the same one.
            2. Set up two-factor authentication anew and sign out all other devices.
            3. Look through recent withdrawals and API keys. If one isn’t yours, tell us here at once.
        [phrase] **Please do this now:**

            1. Make a new wallet; it gets a new recovery phrase.
            2. Move everything there, the sooner the better.
            3. Don't use the old wallet again.
        [money] **Please do this now:**

            1. Sent from a bank: call the bank on its official number and have the payment stopped.
            2. Sent coins: note the transaction hash and the address they went to.
            3. Keep the messages and numbers, and go to the police.
       *[device] **Please do this now:**

            1. Disconnect from the internet and remove what they had you install.
            2. From another device, change the passwords of your account, your e-mail and your online banking.
            3. If you use online banking on it, call your bank.
    }
scam-story = Reported: somebody poses as support.
scam-story-about = Reported: somebody poses as support ({ $what }).
scam-story-told =
    { $what ->
        [nothing] I told them nothing.
        [code] I told them a password or a code.
        [phrase] I told them a recovery phrase or a key.
        [money] I sent them money or coins.
       *[device] I installed their app or shared my screen.
    }

never-ask = We never ask for your password, verification codes or recovery phrase, nor ask you to move money.

## Agents

details-code =
    {""}**Call code: { $code }**
    It comes first when the customer answers; they compare it and read nothing out. Good for { $minutes } minutes.
button-new-code = 🔄 New code
refused-no-code = No call code could be made just now. Please try again.
own-words-refused =
    {""}**This was not sent to the customer of { $reference }.** { $why ->
        [link] It holds a link, an address or a name that is not on our official list.
        [number] It holds a phone number that is not on our official list.
        [coins] It holds an address that coins can be sent to.
        [money] It reads as if the customer should send or pay something. We never ask for that.
        [remote] It is about seeing or controlling the customer's device. We never do that.
        [weaken] It reads as if the customer should switch a protection off.
        [approve] It reads as if the customer should approve or scan something.
        [skip-code] It tells the customer to do without the call code, which protects them from fakes.
        [elsewhere] It leads the customer to another channel. We write here and call.
        [unread] It is in a script that can't be checked here.
       *[secret] It reads as if the customer should tell something secret: a code, words of a wallet, a password or the like.
    } Please put it another way{ $prepared ->
        [yes] {" "}or take one of the prepared texts.
       *[no] .
    }
# One line that counts on; a count of 1 is the first report.
alert-scam =
    { $count ->
        [1] ⚠️ **A customer reports somebody who poses as us.**
       *[other] ⚠️ **{ $count } reports in { $minutes ->
            [1] a minute
           *[other] { $minutes } minutes
        } of people who pose as us.**
    }

    { $count ->
        [1] Used: { $what }
       *[other] Most: { $what }
    }
    Reported by: { $people }
alert-scam-unnamed =
    { $count ->
        [1] One more report names nothing.
       *[other] { $count } more reports name nothing.
    }
alert-scam-given =
    { $what ->
        [code] Told them a password or a code: { $count }
        [phrase] Told them a recovery phrase or a private key: { $count }
        [money] Sent money or coins: { $count }
       *[device] Installed their app or shared the screen: { $count }
    }
alert-scam-group =
    { $count ->
        [1] ⚠️ A customer reports somebody who poses as us.
       *[other] ⚠️ { $count } reports in { $minutes ->
            [1] a minute
           *[other] { $minutes } minutes
        } of people who pose as us. The leads have the details.
    }
