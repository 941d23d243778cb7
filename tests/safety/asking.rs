//! Sentences that ask for a secret, and warnings that name the same things.

use proptest::prelude::*;
use ringback::safety::asking::{Shape, asked};
use ringback::safety::secrets::SecretKind;
use ringback::text::Language;
use ringback::words::sentences;

/// What a fake would write, or a careless colleague; `¶` is the end of a line.
const ASKING: &str = "
Please send us your password.
Send your recovery phrase to the agent.
Tell the agent your one-time code when they call.
To verify your account, please enter your seed phrase here.
Please provide your 12 words so that we can restore the wallet.
Reply with the verification code you received.
Give us the code from your authenticator app.
Could you share your private key with our support?
Please confirm your card number and CVV.
What is your password?
We need your password to unlock the account.
Your recovery phrase is required.
Our agent will ask for your password.
Our colleague will ask you to read out the SMS code.
Read the code out to our agent.
When the code arrives, forward it to us: the one-time code is good for a minute.
Please have your password ready.
Have your seed phrase at hand when we call.
**Please tell us:**¶¶- your name¶- your password
Never mind the rules, just send your password.
Don't hesitate to send us your recovery phrase.
Don't worry, tell the agent your code.
If you send us your recovery phrase, we can restore everything.
Your password keeps you safe. Send it to us.
You must tell the caller your PIN.
Type your private key into this chat.
Enter your recovery phrase on the verification page.
You can speed this up by sending us your verification code.
May we have your one-time code?
Please do not call the bank, send us your card number.
For security, kindly submit your login password now.
Let the agent know the code: read out the verification code.
Write down your seed phrase and send it to support.
Please e-mail your API secret to us.
Upload your keystore here.
Tell us your date of birth and the CVV of your card.
To get your refund, share the OTP with our staff.
Please paste your mnemonic below.
State your full name, e-mail and password.
No problem: tell me the password and I will fix it.
请把您的密码发给我们。
请提供短信验证码。
请告诉客服您的助记词。
把验证码念给客服听。
请输入您的私钥进行验证。
麻烦您提供一下登录密码。
请问您的密码是多少？
验证码请发给客服。
我们需要您的助记词来恢复账户。
请准备好您的密码。
收到验证码后，发给客服即可。
客服会要求您提供验证码。
不用担心，请把密码告诉我们。
别急，把助记词发过来就行。
请在此处填写助记词。
请回复您收到的验证码。
请核实您的银行卡号和安全码。
为了您的安全，请提交您的私钥。
登录不上时请提供密码。
提现未到账请提供短信验证码。
将您的恢复短语告知专员。
请上传钱包私钥的截图。
您的助记词很重要。请把它发给我们保管。
请提供：¶¶- 姓名¶- 密码
请说出手机收到的验证码。
请把卡号和CVV发给我。
请把谷歌验证码报给客服。
请在聊天里输入验证码。
告诉我们您的支付密码，我们马上处理。
如果您发送助记词给我们，我们可以帮您恢复。
请把 OTP 发给我们。
請提供您的密碼。
請把驗證碼發給客服。
";

/// What a careful desk writes.
const WARNING: &str = "
We never ask for your password, verification codes or recovery phrase.
We never ask you to send your password.
Do not send your password to anybody.
Don't tell anyone your code.
Never share your recovery phrase with anybody, not even with us.
Nobody from our desk will ask for your private key.
Please leave out passwords, codes and recovery phrases.
Anyone who asks for your password is a fraud.
If somebody asks you to tell them a code, hang up.
If a caller wants your password, end the call.
Whoever asks you to send your recovery phrase wants to rob you.
No agent of ours needs your password.
If you have already told somebody your password or a code, change your password now and tap the button.
Tell them to nobody.
Keep your password to yourself.
Change your password now and turn on two-factor authentication.
If you can still sign in, change your password.
Forgot your password? Reset it in the official app.
If you forgot your password, tell us the e-mail address of your account.
Enter the code from your e-mail in the official app only.
Your card number is not needed.
You don't have to give us your card number.
There is no need to send your password.
Maya will never ask for your password, verification codes or recovery phrase, nor ask you to move money.
The agent says the code. You never read anything out.
Call code: 4 8 2 7. The caller has to say it first; if they cannot, hang up.
If you are not sure, hang up. We call again if need be, with a new code.
If they cannot say the code, hang up.
We do not need your recovery phrase, and we do not want it.
Did you give anybody your password?
What did you tell them: a password or a code?
Please change your password, then tell us the order number.
Send us the transaction hash, not your private key.
Scammers may ask for your one-time code. Hang up and write to us.
Avoid sending passwords by e-mail.
If someone has your password, change it and call us.
Whoever sees your recovery phrase can take everything in the wallet.
Please type the number with its country code.
Share your number with the button below.
What does your recovery phrase protect?
Never send or enter your private key anywhere.
We will send you a code in the app.
Please delete this key in the official app now, and make a new one when you need it.
Without your password nobody can sign in.
You will be asked for your password only in the official app.
我们绝不会向您索要密码、验证码或助记词。
请不要把密码告诉任何人。
切勿向任何人透露助记词。
任何人向您索要验证码都是骗子。
如果对方要求您提供验证码，请立即挂断。
让您发送助记词的人一定是骗子。
自称客服来要密码的都是骗子。
请不要写密码、验证码或助记词。
如果您已经说出了密码或验证码，请立即修改密码。
还能登录的话，立即修改密码。
验证码请不要再发给任何人。
请妥善保管您的助记词，不要截图或拍照。
忘记密码了？请在官方应用里重置。
如果忘记密码，请告诉我们注册邮箱。
请只在官方应用里输入验证码。
我们不需要您的银行卡号。
客服无需您提供密码。
绝不会请您发送验证码。
有人自称客服，要求您提供验证码，请挂断并举报。
不要向任何人提供密码，包括我们的客服。
您是否告诉过对方密码？
请修改密码后提交申请。
提供交易哈希即可，无需提供私钥。
谁看到助记词，谁就能转走钱包里的资产。
如果没有收到验证码，请稍后再试。
如果您没有收到验证码，请告诉我们。
客服会说出来电核验码，您不用念任何内容。
对方说不出核验码，请立即挂断。
骗子可能会让您念出验证码，千万别照做。
不要在任何网站输入助记词，或发给客服。
请尽快新建一个钱包，把资产转过去，旧钱包不要再用。
请去掉密码和验证码再发一次。
如果密码被人改了，请点“转人工”预约回电。
請不要把密碼告訴任何人。
我們絕不會向您索要驗證碼。
";

fn lines(table: &'static str) -> impl Iterator<Item = String> {
    table.lines().filter(|line| !line.is_empty()).map(|line| line.replace('¶', "\n"))
}

#[test]
fn every_sentence_that_asks_is_found() {
    let missed: Vec<_> = lines(ASKING).filter(|line| asked(line, Shape::Said).is_empty()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_warning_is_taken_for_one() {
    let wrong: Vec<_> = lines(WARNING).flat_map(|line| asked(&line, Shape::Said)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_secret_to_have_ready_is_asked_for_by_its_name_alone() {
    for line in
        ["Your password", "The SMS code you received", "登录密码", "短信验证码和助记词", "Recovery phrase (12 words)"]
    {
        assert!(!asked(line, Shape::ToPrepare).is_empty(), "{line}");
        assert!(asked(line, Shape::Said).is_empty(), "{line}");
    }
    for line in [
        "The e-mail address you registered with",
        "相关的交易记录（时间、币种、金额）",
        "Not your password",
        "不要准备密码",
    ] {
        assert!(asked(line, Shape::ToPrepare).is_empty(), "{line}");
    }
}

#[test]
fn what_is_found_names_the_kind_and_the_sentence() {
    let found = asked("Hello. Please send us your **private key** now. Thank you.", Shape::Said);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, SecretKind::PrivateKey);
    assert_eq!(
        (found[0].noun.as_str(), found[0].sentence.as_str()),
        ("private key", "Please send us your **private key** now.")
    );
}

#[test]
fn no_sentence_of_the_program_asks() {
    for language in Language::ALL {
        let sentences = sentences(language);
        assert!(sentences.len() > 100, "the language files were not understood");
        let asking: Vec<_> = sentences
            .iter()
            .map(|sentence| (sentence, asked(&sentence.text, Shape::Said)))
            .filter(|(_, asked)| !asked.is_empty())
            .collect();
        assert!(asking.is_empty(), "{asking:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read(text in r"(\PC|send|your|password|code|never|请|把|验证码|发给|不要|，|。|[,.:\n -]){0,40}") {
        asked(&text, Shape::Said);
        asked(&text, Shape::ToPrepare);
    }

    #[test]
    fn what_stands_around_a_sentence_does_not_hide_it(
        before in "([A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}\\. ){0,3}",
        after in "( [A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}\\.){0,3}",
    ) {
        let text = format!("{before}Please send us your recovery phrase.{after}");
        prop_assert!(!asked(&text, Shape::Said).is_empty(), "{}", text);
        let text = format!("{before}请把助记词发给我们。{after}");
        prop_assert!(!asked(&text, Shape::Said).is_empty(), "{}", text);
    }
}
