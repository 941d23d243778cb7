//! Which Chinese script a character belongs to, and its simplified form. One character at a time: phrases are for
//! texts that people read.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// The unified ideographs that both tables cover; rarer planes do not occur in support messages.
const FIRST: u32 = 0x4e00;
/// The last of them.
const LAST: u32 = 0x9fff;

/// Characters that simplified text writes for several traditional ones and that are traditional themselves, so they
/// tell nothing of the script (`STCharacters` of the conversion tables lists each among its own conversions).
const SHARED: &str = "万丑丰了于云亘仆仇价仿伙余佛佣俊修借僵克党冬准凌几凶出划刮制千升卜占卷厂厘只台叶吁吃合吊同后向周咨咸\
                      咽哄唇喂噪回困夫夸奸姜娘它家尸局岩岳巨布帘席干幸广庵弦彩征御志念恤愈愿戚才扎托扣折抵拐挂挨挽据搜\
                      斗旋昆暗曲朱朴杆杠杯杰松板极柜栗核梁欲沈沾泛注涂涌淀游漓熏玩璇症皂矩确私秋种筑系胄背胜胡腊腌膻致\
                      舍芸苔苹范荐蒙蔑虫蚝蜡蝎表谷跖辟适郁酸采里雕面";

/// Characters that traditional text writes for a simplified one and that simplified text keeps in other words
/// (`TSCharacters` of the conversion tables lists each among its own conversions).
const KEPT: &str = "乾剋夥彷徵於牴瞭祇薹藉衹覆阪麽著";

/// What one ideograph is.
#[derive(Clone, Copy)]
struct Entry {
    simplified: char,
    script: HanScript,
}

/// The script that a Han character is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HanScript {
    /// Written by simplified text alone.
    Simplified,
    /// Written by traditional text alone.
    Traditional,
    /// Written by both.
    Both,
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let to_simplified = OpenCC::from_config(BuiltinConfig::T2s).ok();
    let to_traditional = OpenCC::from_config(BuiltinConfig::S2t).ok();
    (FIRST..=LAST)
        .map(|code| {
            let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            let simplified = converted(to_simplified.as_ref(), c);
            let script = if simplified != c && !KEPT.contains(c) {
                HanScript::Traditional
            } else if converted(to_traditional.as_ref(), c) != c && !SHARED.contains(c) {
                HanScript::Simplified
            } else {
                HanScript::Both
            };
            Entry { simplified, script }
        })
        .collect()
});

/// `c` by `converter`; itself where the built-in tables do not load or give more than one character.
fn converted(converter: Option<&OpenCC>, c: char) -> char {
    let Some(converter) = converter else { return c };
    let text = converter.convert(c.encode_utf8(&mut [0; 4]));
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn entry(c: char) -> Option<&'static Entry> {
    let offset = u32::from(c).checked_sub(FIRST)?;
    TABLE.get(usize::try_from(offset).ok()?)
}

/// The simplified form of a character; itself where it has none.
pub fn simplify(c: char) -> char {
    entry(c).map_or(c, |entry| entry.simplified)
}

/// The script of a character; both where it is no ideograph.
pub(super) fn han_script(c: char) -> HanScript {
    entry(c).map_or(HanScript::Both, |entry| entry.script)
}
