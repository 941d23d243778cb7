//! Passwords by what is said of them: "my password is …", "密码：…", "… 是我的密码". What is said about passwords passes.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::phrases::is_of_sentences;
use super::plain::Plain;
use super::scan::{Tie, clause_ends, head, is_visible_ascii, starts_with, tie, token};

/// How far a password may stand from its label, bytes of little words.
pub const REACH: usize = 24;

/// So far ahead a password's end is looked for, bytes.
const AHEAD: usize = 120;

/// Shorter values are no password worth taking.
const SHORTEST: usize = 4;
/// Where no copula ties a value to its label, it must be longer.
pub const SHORTEST_UNTIED: usize = 6;

/// Digits alone, where no copula ties them: what apps ask for as a password of digits, and as a PIN.
const DIGITS: [usize; 2] = [6, 8];
const PIN_DIGITS: [usize; 2] = [4, 6];

/// What counts things: "8 characters", "6位" are no password.
const UNITS: [&str; 30] = [
    "位",
    "个",
    "個",
    "次",
    "天",
    "分",
    "小时",
    "小時",
    "秒",
    "月",
    "年",
    "条",
    "元",
    "遍",
    "以上",
    "以内",
    "至",
    "到",
    "digit",
    "digits",
    "character",
    "characters",
    "chars",
    "letter",
    "letters",
    "times",
    "day",
    "days",
    "minutes",
    "hours",
];

/// What is said of a password without being one. Words that end like a participle or an adjective need not stand here.
const SAID_OF: [&str; 76] = [
    "wrong",
    "incorrect",
    "correct",
    "right",
    "not",
    "invalid",
    "valid",
    "weak",
    "strong",
    "same",
    "different",
    "lost",
    "gone",
    "fine",
    "okay",
    "mine",
    "yours",
    "unknown",
    "empty",
    "blank",
    "secret",
    "safe",
    "secure",
    "long",
    "short",
    "simple",
    "complex",
    "easy",
    "hard",
    "impossible",
    "case",
    "very",
    "really",
    "always",
    "never",
    "only",
    "also",
    "what",
    "where",
    "when",
    "which",
    "this",
    "that",
    "there",
    "here",
    "your",
    "their",
    "from",
    "with",
    "without",
    "unchanged",
    "too",
    "reset",
    "sent",
    "kept",
    "hidden",
    "forgotten",
    "stolen",
    "broken",
    "known",
    "unsafe",
    "private",
    "important",
    "none",
    "null",
    "true",
    "false",
    "error",
    "failed",
    "email",
    "hash",
    "google",
    "telegram",
    "must",
    "should",
    "bound",
];
const ENDINGS: [&str; 10] = ["ed", "ing", "able", "ible", "ful", "less", "ent", "ant", "ive", "ly"];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for cue in cues.all(Cue::Password) {
        let value = value_after(plain, &cue)
            .or_else(|| phrase_after(plain, &cue))
            .or_else(|| han_after(plain, &cue))
            .or_else(|| told_later(plain, cues, &cue))
            .or_else(|| value_before(plain, cue.start));
        found.extend(value.map(|range| (SecretKind::Password, range)));
    }
}

/// A password of several words: capitals, or quotes around it, and the clause ends with it.
fn phrase_after(plain: &Plain, cue: &Range<usize>) -> Option<Range<usize>> {
    /// Passwords of words have so many at most.
    const MOST_WORDS: usize = 6;
    let tie = tie(plain, cue.end, REACH);
    let rest = head(plain.cased.get(tie.at..)?, AHEAD);
    let quoted = plain.cased.get(..tie.at)?.chars().next_back().filter(|c| matches!(c, '"' | '“' | '「' | '\''));
    let end = match quoted {
        Some(_) => rest.find(['"', '”', '」', '\'', '\n'])?,
        None => rest.find(['.', ',', ';', '?', '!', '\n', '(', '。']).unwrap_or(rest.len()),
    };
    let text = rest.get(..end)?.trim_end();
    let words: Vec<&str> = text.split(' ').collect();
    let capital = |word: &&str| {
        word.len() > 1
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    // Small letters are a password's when nothing follows and no word holds a sentence together.
    let plain_word =
        |word: &&str| word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase()) && !is_of_sentences(word);
    let said = words.iter().filter(|word| is_said_of(&word.to_ascii_lowercase())).count();
    let fits = tie.told && (2..=MOST_WORDS).contains(&words.len());
    let is_one = match quoted {
        Some(_) => words.iter().all(|word| !word.is_empty() && word.is_ascii()),
        None if words.iter().all(capital) => said * 3 <= words.len() && (said == 0 || words.len() > 2),
        None => said == 0 && words.iter().all(plain_word) && rest.len() == end,
    };
    (fits && is_one).then_some(tie.at..tie.at + text.len())
}

/// A password with Han characters: a name and a year, a few words, "six eights". What says something of the password is none.
fn han_after(plain: &Plain, cue: &Range<usize>) -> Option<Range<usize>> {
    /// Characters of a password without digits, and of a name before digits.
    const ALONE: std::ops::RangeInclusive<usize> = 4..=12;
    const NAME: std::ops::RangeInclusive<usize> = 1..=8;
    /// What questions and remarks about passwords are made of.
    const REMARKS: &str = "什么 怎 哪 谁 吗 呢 吧 啊 呀 不 没 未 无 错 对的 忘 改 换 重置 重设 设置 新的 旧的 输入 填 需要 要求 必须 可以 \
        会 被 丢 位 数字 字母 大写 小写 组合 安全 登录 登陆 支付 交易 资金 手机 邮箱 短信 谷歌 验证 相同 一样 还是 请 问题 系统 自动 生成 知道 \
        记得 正确 过期 多少 泄露 公开 保密 保护 钥匙 重要 账户 账号 绝对 任何 客服 自己 别人 客户 密码 用来 本人 为了 一串 简单 复杂 刚";
    let tie = tie(plain, cue.end, REACH);
    let rest = head(plain.cased.get(tie.at..)?, AHEAD);
    let han = rest.find(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).unwrap_or(rest.len());
    let name = rest.get(..han)?;
    let count = name.chars().count();
    if !tie.told || count == 0 {
        return None;
    }
    let remark = REMARKS.split_whitespace().any(|word| name.contains(word)) || name.ends_with(['的', '了']);
    let tail = rest.get(han..)?;
    let ascii = tail.find(|c: char| !is_visible_ascii(c) || matches!(c, ',' | '.' | ';')).unwrap_or(tail.len());
    let digits = tail.get(..ascii)?.bytes().filter(u8::is_ascii_digit).count();
    if NAME.contains(&count)
        && !remark
        && ascii > 0
        && (digits >= 3
            || ascii >= 2
                && plain.low.get(cue.clone()).is_some_and(|label| label.contains("密保") || label.contains("答案")))
    {
        return Some(tie.at..tie.at + han + ascii);
    }
    let said = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let counted = said
        .iter()
        .any(|times| name.strip_prefix(times).is_some_and(|rest| rest.starts_with('个') && rest.chars().count() == 2));
    let words = ALONE.contains(&count) && !remark && clause_ends(plain, tie.at + han);
    (counted || words).then_some(tie.at..tie.at + han)
}

/// A strong password that the same clause tells with other words between: "the password for bitp would be Hunter20xk".
fn told_later(plain: &Plain, cues: &Cues, cue: &Range<usize>) -> Option<Range<usize>> {
    const TOLD: [&str; 12] =
        [" is ", " was ", " would be ", " will be ", ": ", "= ", "=> ", " - ", "是", "：", " to ", " as "];
    /// No clause that tells a password is longer, bytes.
    const CLAUSE: usize = 60;
    let rest = head(plain.low_from(cue.end), AHEAD);
    let clause = rest.get(..rest.find(['?', '!', '\n', '。', ';', ',']).unwrap_or(rest.len()))?;
    let (at, told) =
        TOLD.iter().filter_map(|told| Some((clause.find(told)?, told))).filter(|(at, _)| *at <= CLAUSE).min()?;
    let start = cue.end + at + told.len();
    let value = token(plain, start);
    let text = plain.piece(value.clone());
    let names = [Cue::Id, Cue::Hash, Cue::OpenCode, Cue::AnyCode, Cue::Code];
    let strong = is_strong(text) && has_both(text) && text.len() >= SHORTEST_UNTIED && !is_name(text);
    (strong && cues.before(start, start - cue.end, &names).is_none()).then_some(value)
}

/// The password that a label at the left tells.
fn value_after(plain: &Plain, cue: &Range<usize>) -> Option<Range<usize>> {
    let tie = tie(plain, cue.end, REACH);
    // A PIN has no word for a value.
    let worded = plain.low.get(cue.clone()).is_some_and(|label| !label.contains("pin"));
    let first = token(plain, tie.at);
    if is_name(plain.piece(first.clone())) {
        // "account and password: ann@example.com / Abc12345"
        let next = plain.low_from(first.end).find(|c: char| !matches!(c, ' ' | '/' | ',' | '|' | '\n' | '、'))?;
        let second = token(plain, first.end + next);
        return (tie.told && is_strong(plain.piece(second.clone()))).then_some(second);
    }
    is_password(plain, tie, worded, &first).then_some(first)
}

/// The password that a label at the right tells: "Abc12345 is my password".
fn value_before(plain: &Plain, to: usize) -> Option<Range<usize>> {
    const LEADS: [&str; 12] = [
        "是我的登录",
        "是我的",
        "是我",
        "就是",
        "是",
        "is my",
        "is the",
        "was my",
        "is my login",
        "is my account",
        "as my",
        "as the",
    ];
    let before = plain.low_before(to).trim_end();
    let lead = LEADS.iter().filter(|lead| before.ends_with(*lead)).max_by_key(|lead| lead.len())?;
    let text = before.strip_suffix(lead)?.trim_end_matches([' ', '"', '\'', '“', '”', '`', ',']);
    let start = text.char_indices().rev().take_while(|(_, c)| is_visible_ascii(*c)).last()?.0;
    let value = plain.piece(start..text.len());
    (is_strong(value) && value.len() >= SHORTEST_UNTIED && !is_name(value)).then_some(start..text.len())
}

fn is_password(plain: &Plain, tie: Tie, worded: bool, range: &Range<usize>) -> bool {
    let value = plain.piece(range.clone());
    if value.len() < SHORTEST || is_masked(value) {
        return false;
    }
    let counted = value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'~'))
        && starts_with(plain.low_from(range.end).trim_start_matches([' ', '-']), &UNITS).is_some();
    if counted {
        return false;
    }
    match (tie.told, is_strong(value)) {
        (true, true) => true,
        (false, true) if value.bytes().all(|b| b.is_ascii_digit()) => {
            if worded {
                DIGITS.contains(&value.len()) && clause_ends(plain, range.end)
            } else {
                PIN_DIGITS.contains(&value.len())
            }
        }
        (false, true) => value.len() >= SHORTEST_UNTIED && has_both(value),
        (true, false) => worded && is_word_as_password(plain, range),
        (false, false) => false,
    }
}

/// Letters alone: the whole rest of the clause, and nothing that is said of passwords.
fn is_word_as_password(plain: &Plain, range: &Range<usize>) -> bool {
    let word = plain.low.get(range.clone()).unwrap_or_default();
    let letters = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    letters && !is_said_of(word) && clause_ends(plain, range.end)
}

/// Whether a word says something of a password, or goes on with the sentence.
fn is_said_of(word: &str) -> bool {
    SAID_OF.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Digits or symbols among letters, capitals inside, or digits alone: no word of a sentence.
pub fn is_strong(value: &str) -> bool {
    let core = value.trim_end_matches(['!', '.', '?']);
    let counted = core.split_once('-').is_some_and(|(count, unit)| {
        count.bytes().all(|b| b.is_ascii_digit()) && UNITS.contains(&unit.to_ascii_lowercase().as_str())
    });
    if counted || core.contains("://") || core.starts_with(['/', '@', '<', '⟦']) {
        return false;
    }
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let letters = core.bytes().filter(u8::is_ascii_alphabetic).count();
    let symbols = core.len().saturating_sub(digits + letters);
    let dashed = core
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'/' | b'\'' | b'.' | b',' | b'_' | b'?' | b'&' | b'('));
    let humps = core.bytes().skip(1).any(|b| b.is_ascii_uppercase()) && core.bytes().any(|b| b.is_ascii_lowercase());
    digits == core.len() && digits >= SHORTEST
        || digits > 0 && letters > 0
        || symbols > 0 && !dashed && letters + digits >= SHORTEST
        || humps && !dashed
}

pub fn has_both(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic())
}

/// An e-mail address or a phone number, which stand before a password and are none.
pub fn is_name(value: &str) -> bool {
    let mail = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .rsplit_once('.')
                .is_some_and(|(_, top)| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
    });
    mail || value.starts_with('+')
}

fn is_masked(value: &str) -> bool {
    value.bytes().filter(|b| matches!(b, b'*' | b'x' | b'X' | b'.')).count() * 2 > value.len()
}
