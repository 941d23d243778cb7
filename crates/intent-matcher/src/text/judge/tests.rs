//! The judge of languages: each row is a kind of message that people send.

use super::{Memory, Told, judge};
use crate::text::Locale::{self, En, ZhHans, ZhHant, ZhHantHk};

/// A talk in which so much was said in its language before.
fn talk(current: Locale, messages: usize) -> Memory {
    let mut memory = Memory::begin(current, Some(current));
    (0..messages).for_each(|_| memory.note(Told::Ours(current)));
    memory
}

fn answered_in(message: &str, memory: Memory) -> Locale {
    let mut memory = memory;
    memory.note(judge(message, &memory));
    memory.current
}

#[test]
fn short_english_is_english() {
    for message in [
        "are you open",
        "when are you open",
        "are you open now",
        "what time are you open",
        "hey, anyone here?",
        "human",
        "sure",
        "more",
        "are you sure",
        "no more",
        "same here",
        "can you help me",
        "open now?",
        "i am a human",
        "he ran off",
        "long time no see",
        "sue you",
        "mine too",
        "take me home",
        "why so long",
        "hang on",
        "me too",
    ] {
        for said in [0, 5] {
            assert_eq!(answered_in(message, talk(En, said)), En, "{message}");
        }
    }
}

#[test]
fn pinyin_is_chinese() {
    for message in [
        "tixian duojiu daozhang",
        "ni hao",
        "wo de zhanghao bei dao le",
        "zenme tixian",
        "wo yao zhao ren gong",
        "shouxufei duoshao",
        "qian hai mei dao zhang",
        "bang wo yi xia",
    ] {
        assert_eq!(answered_in(message, talk(En, 0)), ZhHans, "{message}");
        assert_eq!(answered_in(message, talk(ZhHant, 3)), ZhHant, "{message}");
    }
}

#[test]
fn names_and_codes_tell_nothing() {
    for message in [
        "0x5f2c8a0e1b7d4c6f9a3e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a1908070",
        "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",
        "https://example.com/deposit/address?id=12",
        "support@example.com",
        "@some_user",
        "wx_abc",
        "RB-1042",
        "USDT",
        "TradingView",
        "PayPal",
        "metamask",
        "www.example.org",
        "example.com",
        "trc20",
        "Binance",
        "bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh",
    ] {
        for current in [En, ZhHans, ZhHant] {
            assert_eq!(judge(message, &talk(current, 2)), Told::Nothing, "{message}");
        }
    }
    let withdrawal = "提现没到账，哈希 0x5f2c8a0e1b7d4c6f9a3e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a1908070";
    assert_eq!(answered_in(withdrawal, talk(ZhHans, 1)), ZhHans);
    assert_eq!(answered_in("对了地址是 TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", talk(En, 0)), ZhHans);
}

#[test]
fn a_mixed_message_keeps_the_language_of_the_talk() {
    for message in ["why 提现 failed", "how to 提币", "手续费 how much", "my acc被盗了help", "微信 wx_abc help"]
    {
        assert_eq!(answered_in(message, talk(ZhHans, 2)), ZhHans, "{message}");
    }
    for message in ["why 提现 failed", "how to 提币", "what does 到账 mean"] {
        assert_eq!(answered_in(message, talk(En, 2)), En, "{message}");
    }
    assert_eq!(answered_in("what does 提现 mean in this app", talk(ZhHans, 2)), En);
    assert_eq!(answered_in("我的account被hack了怎么办", talk(En, 2)), ZhHans);
    assert_eq!(answered_in("为什么我提现 withdraw failed", talk(En, 0)), ZhHans);
}

#[test]
fn a_change_needs_a_sentence() {
    for message in ["fees", "withdraw", "how much", "why", "ok thanks", "password"] {
        assert_eq!(answered_in(message, talk(ZhHans, 3)), ZhHans, "{message}");
        assert_eq!(answered_in(message, talk(En, 3)), En, "{message}");
    }
    assert_eq!(answered_in("how do I withdraw", talk(ZhHans, 3)), En);
    assert_eq!(answered_in("怎么提现", talk(En, 3)), ZhHans);
    assert_eq!(answered_in("怎麼提現", talk(ZhHans, 3)), ZhHant);
    assert_eq!(answered_in("xiexie", talk(En, 3)), En);
    // A phone set to neither language, and nothing said before.
    assert_eq!(answered_in("fees", Memory::begin(ZhHans, None)), En);
}

#[test]
fn other_languages_are_told() {
    for (message, tag) in [
        ("Здравствуйте, деньги не пришли", "ru"),
        ("Гроші не прийшли, що робити", "uk"),
        ("سلام، پول من نرسیده", "fa"),
        ("مرحبا، أين أموالي", "ar"),
        ("मेरा पैसा नहीं आया", "hi"),
        ("お金が届きません", "ja"),
        ("出金できない", "ja"),
        ("출금이 안 돼요", "ko"),
        ("ถอนเงินไม่ได้", "th"),
        ("hola, necesito ayuda con mi cuenta", "es"),
        ("dónde está mi dinero", "es"),
        ("olá, meu saque não chegou", "pt"),
        ("bonjour, je n'ai pas reçu mon argent", "fr"),
        ("hallo, mein Geld ist nicht da", "de"),
        ("Buongiorno, non ho ricevuto i soldi", "it"),
        ("merhaba param gelmedi", "tr"),
        ("hesabım çalındı", "tr"),
        ("kenapa penarikan saya belum masuk", "id"),
        ("tôi không rút được tiền", "vi"),
        ("salom, pulim qachon keladi", "uz"),
        ("nie mogę wypłacić, dlaczego", "pl"),
    ] {
        for current in [En, ZhHans] {
            let told = judge(message, &talk(current, 1));
            assert!(matches!(told, Told::Other(tongue) if tongue.tag() == tag), "{message}: {told:?}");
        }
    }
}

#[test]
fn english_with_a_foreign_name_and_pinyin_are_no_other_language() {
    for message in [
        "my name is Ana de la Cruz",
        "I live in Los Angeles",
        "I am in El Salvador",
        "please call Mr. von Berg",
        "wo de qian ne",
        "ni men de che le",
        "can you call me in São Paulo please",
        "ciao",
        "so la la",
        "zai na li tixian",
        "ta mei le de",
        "my café account",
    ] {
        for current in [En, ZhHans] {
            let told = judge(message, &talk(current, 1));
            assert!(!matches!(told, Told::Other(_)), "{message}: {told:?}");
        }
    }
    assert_eq!(answered_in("我の账号被盗了", talk(En, 0)), ZhHans);
}

#[test]
fn whose_traditional_words_is_told_by_cantonese_the_talk_and_telegram() {
    assert_eq!(answered_in("點解仲未到數嘅，我等咗好耐", talk(ZhHans, 0)), ZhHantHk);
    assert_eq!(answered_in("點解仲未到數嘅，我等咗好耐", talk(ZhHant, 3)), ZhHantHk);
    assert_eq!(answered_in("怎麼提現", Memory::begin(En, Some(ZhHantHk))), ZhHantHk);
    assert_eq!(answered_in("怎麼提現", talk(ZhHantHk, 3)), ZhHantHk);
    assert_eq!(answered_in("怎麼提現", talk(En, 3)), ZhHant);
    assert_eq!(answered_in("tixian duojiu daozhang", talk(ZhHantHk, 3)), ZhHantHk);
}
