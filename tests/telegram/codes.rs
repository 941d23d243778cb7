//! Codes that are typed into a chat where one is awaited are never stored; where none is, digits are what they are.

use ringback::callback::ChatId;
use ringback::conversation::What;
use ringback::safety::CodeSeed;

use super::bench::{Bench, code_key};

const CODE: &str = "493021";

#[tokio::test]
async fn an_awaited_code_is_kept_as_its_hash_alone() {
    let mut bench = Bench::new().await;
    let ann = bench.person(11);
    let seed = CodeSeed::new([5; 16]);
    *bench.desk.awaited.lock().unwrap() = Some((ChatId(11), seed));
    let ways = [CODE, "493 021", "the code is 493021.", "验证码：493021", "４９３０２１"];
    for way in ways {
        ann.says(way);
    }
    bench.open();
    bench.desk.wait_until("all of them", || bench.desk.events().len() > ways.len()).await;
    let proof = seed.proof(&code_key(), CODE);
    let codes: Vec<What> = bench.desk.events().into_iter().skip(1).collect();
    for code in codes {
        assert!(matches!(&code, What::Code { proof: entered, .. } if *entered == proof), "{code:?}");
    }
    let hash = serde_json::to_string(&proof).unwrap();
    for kept in bench.desk.kept() {
        // Digits of the hash are nobody's code.
        let kept = kept.replace(&hash, "");
        assert!(!kept.contains("493") && !kept.contains("４９３"), "{kept}");
        assert!(kept.contains("\"P11\""), "the envelope stays: {kept}");
    }
    bench.close().await;
}

#[tokio::test]
async fn other_digits_and_other_people_s_are_none() {
    let mut bench = Bench::new().await;
    let (ann, bob) = (bench.person(11), bench.person(12));
    *bench.desk.awaited.lock().unwrap() = Some((ChatId(11), CodeSeed::new([5; 16])));
    bob.says(CODE);
    ann.says("my order is 49302117");
    ann.says("my password is 493021");
    bench.open();
    bench.desk.wait_until("all of them", || bench.desk.events().len() == 5).await;
    let texts: Vec<String> = bench.desk.texts().into_iter().map(|(_, text)| text).collect();
    assert!(texts.contains(&CODE.to_owned()) && texts.contains(&"my order is 49302117".to_owned()), "{texts:?}");
    let secrets = bench.desk.events().iter().filter(|what| matches!(what, What::Secret { .. })).count();
    assert_eq!(secrets, 1, "{:?}", bench.desk.events());
    bench.close().await;
}
