//! Phone numbers as people write them, found among words: digits of every keyboard, Chinese numerals, the letter O,
//! extensions. Knows no numbering plan, and takes no amounts, references, user names or hashes.

/// A run of digits that may be a phone number. Has no `Debug`, so that it cannot slip into a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// The digits alone.
    pub digits: String,
    /// The groups they were written in.
    pub groups: Vec<String>,
    /// Whether it begins with `+`.
    pub plus: bool,
    /// The extension that follows it.
    pub extension: Option<String>,
}

/// The longest extension that is one (ITU-T E.123 sets none; switchboards have up to six digits).
const LONGEST_EXTENSION: usize = 7;
/// A run with fewer digits is a day, an amount, the end of a card.
const FEWEST_DIGITS: usize = 3;
/// Chinese numerals in a row that are digits read one by one, not a quantity.
const FEWEST_NUMERALS: usize = 6;
/// Digits of a token that make its letters O and l slips of the finger.
const DIGITS_OF_A_SLIP: usize = 4;

/// Words before a number that make it something else.
const NO_PHONE: [&str; 24] = [
    "qq",
    "uid",
    "id",
    "order",
    "orderid",
    "txid",
    "tx",
    "hash",
    "card",
    "iban",
    "amount",
    "ref",
    "ticket",
    "订单",
    "订单号",
    "身份证",
    "卡号",
    "尾号",
    "金额",
    "单号",
    "验证码",
    "訂單",
    "卡號",
    "尾號",
];

/// Words that a number may touch.
const LEADS: [&str; 13] =
    ["tel", "phone", "mobile", "cell", "call", "whatsapp", "no", "number", "t", "m", "p", "mob", "wa"];

/// Units that make a number an amount.
const UNITS: [&str; 10] = ["usdt", "usd", "usdc", "btc", "eth", "trx", "u", "dollars", "pm", "am"];

/// Words that lead an extension, the longest first.
const EXTENSION: [&str; 13] =
    [";ext=", "extension", "ext.", "ext", "x.", "x", "转接", "轉接", "分机号", "分机", "分機", "转", "轉"];

/// The text in the characters that numbers are read in: ASCII digits and signs, numerals as digits, slips mended.
fn plain(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().filter_map(ascii).collect();
    vanity(&mended(&numerals(chars)))
}

/// Full-width and other digits, dashes and spaces as ASCII; nothing for what is invisible.
fn ascii(c: char) -> Option<char> {
    let code = u32::from(c);
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xff01 + 0x21)?,
        '\u{660}'..='\u{669}' => char::from_u32(code - 0x660 + 0x30)?,
        '\u{6f0}'..='\u{6f9}' => char::from_u32(code - 0x6f0 + 0x30)?,
        '\u{966}'..='\u{96f}' => char::from_u32(code - 0x966 + 0x30)?,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        // Key caps are a digit and two marks; and marks of direction come along with copied numbers.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe0f}'
        | '\u{20e3}'
        | '\u{feff}' => return None,
        _ => c,
    })
}

fn numeral(c: char) -> Option<char> {
    Some(match c {
        '零' | '〇' | '○' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' | '两' | '兩' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Chinese numerals that are read one by one, as digits.
fn numerals(mut chars: Vec<char>) -> Vec<char> {
    let mut at = 0;
    while at < chars.len() {
        let is_run = |c: &&char| numeral(**c).is_some() || matches!(**c, ' ' | '-') || c.is_ascii_digit();
        let length = chars.iter().skip(at).take_while(is_run).count();
        let run = chars.iter().skip(at).take(length);
        if run.clone().filter(|c| numeral(**c).is_some()).count() >= FEWEST_NUMERALS {
            chars.iter_mut().skip(at).take(length).for_each(|c| *c = numeral(*c).unwrap_or(*c));
        }
        at += length.max(1);
    }
    chars
}

/// The letter O for a zero and l for a one, in a token that is otherwise of digits.
fn mended(chars: &[char]) -> Vec<char> {
    let slip = |c: char| match c {
        'o' | 'O' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    };
    let mut out = Vec::with_capacity(chars.len());
    for token in chars.chunk_by(|a, b| a.is_ascii_alphanumeric() == b.is_ascii_alphanumeric()) {
        let digits = token.iter().filter(|c| c.is_ascii_digit()).count();
        let all = token.iter().all(|c| c.is_ascii_digit() || slip(*c).is_some());
        let mend = all && digits >= DIGITS_OF_A_SLIP && digits * 2 >= token.len();
        // A group of zeros alone, `138 OOOO 8000`, stands among digits.
        out.extend(token.iter().map(|c| if mend { slip(*c).unwrap_or(*c) } else { *c }));
    }
    out
}

/// A number of letters as advertised in North America, `1-800-FLOWERS`: the only place where letters are phone keys.
fn vanity(chars: &[char]) -> Vec<char> {
    const NANP: usize = 10;
    let text: String = chars.iter().collect();
    let Some(start) = ["1-8", "1 8", "1.8", "+1-8", "+1 8"].iter().filter_map(|lead| text.find(lead)).min() else {
        return chars.to_vec();
    };
    let (before, number) = text.split_at(start);
    let end = number.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase() || "+-. ".contains(c)));
    let (number, after) = number.split_at(end.unwrap_or(number.len()));
    let letters = number.chars().filter(char::is_ascii_uppercase).count();
    let keys: String = number.chars().map(key).collect();
    let digits = keys.chars().filter(char::is_ascii_digit).count();
    if letters < 3 || digits < NANP + 1 {
        return chars.to_vec();
    }
    // Letters beyond the seventh are not dialled.
    let dialled: String = keys.chars().filter(char::is_ascii_digit).take(NANP + 1).collect();
    format!("{before}+{dialled} {after}").chars().collect()
}

/// The key of a phone that a letter stands on (ITU-T E.161).
fn key(c: char) -> char {
    match c {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        _ => c,
    }
}

/// Everything in a text that may be a phone number, in order.
pub(super) fn written(text: &str) -> Vec<Written> {
    let chars = plain(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !starts(&chars, at) {
            at += 1;
            continue;
        }
        let end = run_end(&chars, at);
        // What belongs to a word before or behind it leaves the other groups of a run.
        if belongs_before(&chars, at) {
            at = group_end(&chars, at, end);
            continue;
        }
        let end = if belongs_after(&chars, end) { last_group(&chars, at, end) } else { end };
        let mut number = number(chars.get(at..end).unwrap_or_default());
        let mut after = end;
        if let Some((extension, behind)) = extension(&chars, end) {
            number.extension = Some(extension);
            after = behind;
        }
        if number.digits.len() >= FEWEST_DIGITS && !is_date(&number) {
            found.push(number);
        }
        at = after.max(at + 1);
    }
    found
}

/// Where the first group of a run ends that stands before a space.
fn group_end(chars: &[char], at: usize, end: usize) -> usize {
    let length = chars.iter().take(end).skip(at).take_while(|c| **c != ' ').count();
    at + length.max(1)
}

/// Where the last group of a run begins that stands behind a space; where the run begins when it has only one.
fn last_group(chars: &[char], at: usize, end: usize) -> usize {
    chars.iter().take(end).skip(at).rposition(|c| *c == ' ').map_or(at, |place| at + place)
}

/// `2026-12-03`.
fn is_date(number: &Written) -> bool {
    let lengths: Vec<usize> = number.groups.iter().map(String::len).collect();
    let year = number.groups.first().is_some_and(|group| group.starts_with("20"));
    !number.plus && year && matches!(lengths.as_slice(), [4, 1..=2, 1..=2])
}

fn starts(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    match chars.get(at) {
        Some('+') => digit(at + 1) || (chars.get(at + 1).is_some_and(|c| " (".contains(*c)) && digit(at + 2)),
        Some('(') => digit(at + 1) || (chars.get(at + 1) == Some(&'+') && digit(at + 2)),
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

/// Where the run of digits and what people put between them ends.
fn run_end(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    let mut gap = usize::from(!chars.get(at).is_some_and(char::is_ascii_digit));
    for (place, c) in chars.iter().enumerate().skip(at + 1) {
        match c {
            c if c.is_ascii_digit() => {
                end = place + 1;
                gap = 0;
            }
            // At most a bracket, a dash and spaces stand between two groups.
            ' ' | '-' | '.' | '(' | ')' if gap < 3 => gap += 1,
            // Another number begins.
            '+' if place == at + 1 => gap += 1,
            _ => break,
        }
    }
    end
}

fn number(run: &[char]) -> Written {
    let plus = run.iter().find(|c| **c != '(') == Some(&'+');
    let text: String = run.iter().collect();
    let groups: Vec<String> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::to_owned).collect();
    Written { digits: groups.concat(), groups, plus, extension: None }
}

/// Whether a run is the end of a word or of a reference, or a word before it names something else.
fn belongs_before(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).unwrap_or_default();
    let mut word: Vec<char> = before
        .iter()
        .rev()
        .skip_while(|c| matches!(c, ' ' | ':' | '：' | '#' | '.' | '-'))
        .take_while(|c| c.is_alphanumeric())
        .copied()
        .collect();
    word.reverse();
    let word = word.into_iter().collect::<String>().to_lowercase();
    let leads = LEADS.contains(&word.as_str());
    let named = NO_PHONE.iter().any(|name| if name.is_ascii() { word == *name } else { word.ends_with(name) });
    let dashed = before.last() == Some(&'-') && before.iter().rev().nth(1).is_some_and(char::is_ascii_alphabetic);
    named || (dashed && !leads) || (before.last().is_some_and(is_joined) && !leads)
}

/// Whether a run is the beginning of a word, or an amount.
fn belongs_after(chars: &[char], end: usize) -> bool {
    let after = chars.get(end);
    let is_extension = extension(chars, end).is_some();
    let unit: String =
        chars.iter().skip(end).skip_while(|c| **c == ' ').take_while(|c| c.is_ascii_alphabetic()).collect();
    let amount = UNITS.contains(&unit.to_lowercase().as_str())
        || chars
            .iter()
            .skip(end)
            .find(|c| **c != ' ')
            .is_some_and(|c| matches!(c, '元' | '块' | '塊' | '万' | '萬' | '%'));
    amount || (after.is_some_and(is_joined) && !is_extension)
}

fn is_joined(c: &char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | '@' | '$' | '€' | '£' | '¥')
}

/// An extension that begins here, after spaces and a comma, and where it ends.
fn extension(chars: &[char], at: usize) -> Option<(String, usize)> {
    let rest: String = chars.get(at..)?.iter().collect::<String>().to_lowercase();
    let skipped = rest.trim_start_matches([' ', ',', '，', '-', '(']);
    let led = EXTENSION.iter().find_map(|word| skipped.strip_prefix(word)).or_else(|| skipped.strip_prefix('#'))?;
    let tail = led.trim_start_matches([' ', '.', ':', '：', '号', '號', '#']);
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > LONGEST_EXTENSION {
        return None;
    }
    let after = rest.chars().count() - tail.chars().count() + digits.len();
    Some((digits, at + after))
}
