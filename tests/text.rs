//! Normal form and the language of a message.

use ringback::text::{Locale, detect, normalize};

fn normal(text: &str) -> String {
    let mut out = String::new();
    normalize(text, &mut out);
    out
}

#[test]
fn width_case_script_and_space_have_one_normal_form() {
    for (text, expected) in [
        ("  Hello   WORLD ", "hello world"),
        ("ＵＳＤＴ　１００", "usdt 100"),
        ("手續費是多少", "手续费是多少"),
        ("with\u{200b}draw", "withdraw"),
        ("can’t", "can't"),
        ("唔係", "不是"),
        ("STRASSE straße", "strasse strasse"),
        ("", ""),
    ] {
        assert_eq!(normal(text), expected, "{text:?}");
    }
}

#[test]
fn a_normal_form_is_its_own() {
    for text in ["Ｈｅｌｌｏ  Ｗｏｒｌｄ", "帳號被盜了！", "① ﬁ ㎏", "İstanbul", "唔該晒"] {
        assert_eq!(normal(&normal(text)), normal(text), "{text}");
    }
}

#[test]
fn detection() {
    use Locale::{En, ZhHans, ZhHant};
    for (message, current, expected) in [
        // The script is told by characters that only one has.
        ("怎么提现", En, ZhHans),
        ("怎麼提現", En, ZhHant),
        ("怎麼提現", ZhHans, ZhHant),
        ("手续费", ZhHant, ZhHans),
        // Without any the current script stays.
        ("你好", ZhHant, ZhHant),
        ("你好", ZhHans, ZhHans),
        ("你好", En, ZhHans),
        ("人工", ZhHant, ZhHant),
        // English by its words.
        ("How do I withdraw?", ZhHans, En),
        ("fees", ZhHans, En),
        ("take me home", ZhHans, En),
        ("HELP ME PLEASE", ZhHant, En),
        // Pinyin is Chinese.
        ("tixian duojiu daozhang", En, ZhHans),
        ("ni hao", En, ZhHans),
        ("tixian duojiu", ZhHant, ZhHant),
        // Too little to tell.
        ("ok", ZhHant, ZhHant),
        ("USDT", ZhHans, ZhHans),
        ("btc", En, En),
        ("SHIB", ZhHans, ZhHans),
        ("can", ZhHans, ZhHans),
        ("123", ZhHant, ZhHant),
        ("👍", En, En),
        ("", ZhHant, ZhHant),
        ("!!!", En, En),
        // Both: what there is more of.
        ("USDT怎么提现", En, ZhHans),
        ("我的account被hack了怎么办", En, ZhHans),
        ("what does 提现 mean in this app", ZhHans, En),
        ("怎么登录 Telegram app", En, ZhHans),
    ] {
        assert_eq!(detect(message, current), expected, "{message:?} after {current:?}");
    }
}
