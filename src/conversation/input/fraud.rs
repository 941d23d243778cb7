//! Tells a victim in the middle of a fraud by what they say was done to them: told to move coins, a phrase or code given
//! away, a stranger in their device, money sent. Goes by who did what to whom, never by one word alone, so that questions
//! about safety are no alarm. What is not read here the intents may still mean.

use std::sync::LazyLock;

use super::Disclosed;
use super::phrases::{Lists, Phrases};

/// The turns of phrase.
static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("fraud.txt")));

/// What a message tells was given away to a fraud, or [`Disclosed::Nothing`] where they are only being told to; `None` of
/// messages that tell of no fraud.
pub fn read_fraud(text: &str) -> Option<Disclosed> {
    let said = Phrases::of(text);
    if said.any(LISTS.of("asked")) {
        return None;
    }
    let kinds = [
        (LISTS.of("phrase"), Disclosed::Phrase),
        (LISTS.of("device"), Disclosed::Device),
        (LISTS.of("code"), Disclosed::Code),
        (LISTS.of("money"), Disclosed::Money),
        (LISTS.of("told"), Disclosed::Nothing),
    ];
    kinds.into_iter().find(|(phrases, _)| said.any(phrases)).map(|(_, disclosed)| disclosed)
}

/// Whether a message says that somebody else did what was done in the account: "it wasn't me", 不是我改的.
pub fn says_not_me(text: &str) -> bool {
    let said = Phrases::of(text);
    !said.any(LISTS.of("asked")) && said.any(LISTS.of("not-me"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_did_is_told_from_what_one_did_not_manage() {
        for text in ["my e-mail was changed, it wasn't me", "密码换了，不是我换的", "收到提现通知，可是不是我操作的"]
        {
            assert!(says_not_me(text), "{text}");
        }
        for text in ["I did not get the code", "我没收到验证码", "怎么改密码", "that was not what I meant"]
        {
            assert!(!says_not_me(text), "{text}");
        }
    }

    #[test]
    fn victims_are_told_by_what_was_done_to_them() {
        let cases = [
            (
                "i got a call saying my account is compromised and i should move my coins to a secure wallet",
                Disclosed::Nothing,
            ),
            ("我把助记词发给了一个客服", Disclosed::Phrase),
            ("i gave my seed phrase to support on telegram", Disclosed::Phrase),
            ("he had me install a remote control program", Disclosed::Device),
            ("被骗了50000u怎么办", Disclosed::Money),
            ("i was scammed", Disclosed::Money),
            ("my money was stolen by fake support", Disclosed::Money),
            ("有人打电话让我把币转到安全账户", Disclosed::Nothing),
            ("驗證碼我已經告訴他了", Disclosed::Code),
            ("I read out the SMS code to the man on the phone", Disclosed::Code),
            ("zhuji ci gaosu bieren le zenme ban", Disclosed::Phrase),
            ("wo ba zhu ji ci fa gei kefu le", Disclosed::Phrase),
            ("siyao gei le yi ge ren", Disclosed::Phrase),
            ("yanzhengma gaosu ta le", Disclosed::Code),
            ("wo bei pian le wu wan u", Disclosed::Money),
            ("kefu rang wo ba bi zhuan dao anquan qianbao", Disclosed::Nothing),
            ("ta yuancheng kongzhi le wo de shouji", Disclosed::Device),
        ];
        for (text, disclosed) in cases {
            assert_eq!(read_fraud(text), Some(disclosed), "{text}");
        }
    }

    #[test]
    fn questions_about_safety_and_ordinary_matters_are_no_alarm() {
        for text in [
            "do you ask for my verification code?",
            "how to avoid being scammed",
            "你们会不会要验证码",
            "my verification code does not arrive",
            "how do i transfer to another wallet",
            "怎么把币转到别的钱包",
            "I sent the coins to the wrong address",
            "验证码收不到",
            "can I move my coins to a hardware wallet",
            "zenme fangzhi bei pian",
            "yanzhengma shou bu dao",
            "nimen hui bu hui yao yanzhengma",
            "zhuji ci zai nali kan",
            "tixian le suoyi zenme hai meiyou dao",
        ] {
            assert_eq!(read_fraud(text), None, "{text}");
        }
    }
}
