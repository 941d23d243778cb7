//! Victims who type Chinese in Latin letters get the alarm, in Chinese; those who only ask do not (C1, C3).

use crate::desk::House;

#[tokio::test]
async fn trial_c1_victims_in_pinyin_are_alarmed_in_chinese() {
    let house = House::open_with_samples().await;
    let told = [
        "zhuji ci gaosu bieren le zenme ban",
        "wo ba zhujici fa gei kefu le",
        "wo de siyao gei le yi ge kefu",
        "yanzhengma gaosu ta le zenme ban",
        "wo bei pian le zenme ban",
        "you ren rang wo ba bi zhuan dao anquan qianbao",
        "tamen yuancheng kongzhi le wo de diannao",
        "jia kefu yao wo de yanzhengma",
        "wo zai diaoyu wangzhan shu le mima",
    ];
    for (id, text) in (300..).zip(told) {
        for language in ["zh-hans", "en"] {
            let person = house.somebody(id * 2 + i64::from(language == "en"), language);
            let (heard, _) = house.hears(&person, text).await;
            assert!(heard.contains("请先停下来"), "{text}: {heard}");
        }
    }
    assert_eq!(house.store.dead_letters().await.unwrap(), 0);
    house.close().await;
}

#[tokio::test]
async fn trial_c1_questions_in_pinyin_are_no_alarm() {
    let house = House::open_with_samples().await;
    for (id, text) in (400..).zip(["zenme fangzhi bei pian", "yanzhengma shou bu dao", "tixian duo jiu dao zhang"]) {
        let person = house.somebody(id, "zh-hans");
        let (heard, _) = house.hears(&person, text).await;
        assert!(!heard.contains("请先停下来"), "{text}: {heard}");
    }
    house.close().await;
}
