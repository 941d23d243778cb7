//! One-time codes sent by e-mail. No code is ever kept: it follows from a random seed and a key that lies in no record.
//! What is kept of it, and of what a customer enters, are keyed hashes (HMAC-SHA256), so that whoever has the data but not
//! the key cannot try the million codes out.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::keyed::{HashKey, KEY_BYTES};

/// Digits of a code: with [`MAX_WRONG`] tries a guess is right once in 200,000.
pub const CODE_DIGITS: usize = 6;

/// Codes there are.
const CODES: u64 = 1_000_000;

/// How long a code is good: a mail may be held up for some minutes, and a code that is lost should soon be worthless.
pub const CODE_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// Wrong entries after which a code is worthless.
pub const MAX_WRONG: u8 = 5;

/// Mails that one customer can cause in an hour: enough for a slip and a lost mail, too few to pester a stranger's
/// mailbox.
pub const MAILS_AN_HOUR: usize = 3;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A text longer than this is no code that somebody enters, characters.
const MAX_ENTRY: usize = 60;

/// Bytes of a seed: nobody guesses one, and no two are alike.
pub const SEED_BYTES: usize = 16;

/// The key of all codes, of the marks by which reported fakes and updates are known again, and of what browsers prove.
///
/// Lies in no record and no file of its own: it is derived from a secret that the program is given.
#[derive(Clone)]
pub struct CodeKey {
    codes: HashKey,
    marks: HashKey,
    updates: HashKey,
    browsers: HashKey,
    forms: HashKey,
}

impl CodeKey {
    /// The key that belongs to this secret. Another secret makes every code under way worthless, and what was reported
    /// unknown.
    pub fn derive(secret: &[u8]) -> Self {
        let key = |purpose: &[u8]| HashKey::derive(secret, purpose);
        Self {
            codes: key(b"ringback one-time codes, version 2"),
            marks: key(b"ringback reported fakes, version 1"),
            updates: key(b"ringback known updates, version 1"),
            browsers: key(b"ringback browsers, version 1"),
            forms: key(b"ringback forms, version 1"),
        }
    }

    /// A mark of something said by somebody or by nobody in particular: equal for equal things, and worth nothing without
    /// the key.
    pub fn mark(&self, said: &str, by: Option<i64>) -> u64 {
        let by = by.map(i64::to_be_bytes);
        let hash = self.marks.hash(&[
            by.as_ref().map_or(&[0], |_| &[1]),
            by.as_ref().map_or(&[], <[u8; 8]>::as_slice),
            said.as_bytes(),
        ]);
        number(&hash)
    }

    /// The keyed hash under which a secret of a browser's is kept.
    pub fn browser_hash(&self, secret: &[u8]) -> [u8; KEY_BYTES] {
        self.browsers.hash(&[secret])
    }

    /// What every form of the session with this token carries: who has not read the page cannot send it.
    pub fn form_token(&self, session: &[u8]) -> [u8; KEY_BYTES] {
        self.forms.hash(&[session])
    }

    /// A keyed hash of an update's hash, never zero: equal for equal ones, and without the key it tells nothing of what was
    /// hashed.
    pub fn mark_update(&self, hash: u32) -> u32 {
        let [a, b, c, d, ..] = self.updates.hash(&[&hash.to_be_bytes()]);
        u32::from_be_bytes([a, b, c, d]).max(1)
    }
}

/// The first eight bytes of a keyed hash as a number.
fn number(hash: &[u8]) -> u64 {
    hash.iter().take(size_of::<u64>()).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl fmt::Debug for CodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeKey(…)")
    }
}

/// What a code is made from. Worthless without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeSeed([u8; SEED_BYTES]);

impl CodeSeed {
    /// A seed of random bytes.
    pub fn new(random: [u8; SEED_BYTES]) -> Self {
        Self(random)
    }

    /// The code: six digits. For the mail alone, at the moment of sending.
    pub fn code(&self, key: &CodeKey) -> String {
        format!("{:0width$}", number(&key.codes.hash(&[b"code ", &self.0])) % CODES, width = CODE_DIGITS)
    }

    /// The keyed hash of digits that were entered for this seed.
    pub fn proof(&self, key: &CodeKey, digits: &str) -> CodeProof {
        let hash = key.codes.hash(&[b"proof ", &self.0, digits.as_bytes()]);
        CodeProof(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The keyed hash of a code, in hexadecimal: equal for equal digits of one seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeProof(String);

/// A code that is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedCode {
    /// What it is made from.
    pub seed: CodeSeed,
    /// When it was made.
    pub made_at: Timestamp,
    /// Of the right digits.
    proof: CodeProof,
    /// Wrong entries so far.
    wrong: u8,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It is the code.
    Right,
    /// It is not; so many tries are left.
    Wrong {
        /// At least one.
        left: u8,
    },
    /// It is not, and that was the last try.
    Spent,
    /// Too late.
    Expired,
}

impl AwaitedCode {
    /// A new code.
    pub fn new(seed: CodeSeed, key: &CodeKey, now: Timestamp) -> Self {
        Self { seed, made_at: now, proof: seed.proof(key, &seed.code(key)), wrong: 0 }
    }

    /// When it stops being good.
    pub fn expires_at(&self) -> Timestamp {
        self.made_at.saturating_add(CODE_LIFE).unwrap_or(Timestamp::MAX)
    }

    /// Whether an entry can still be right.
    pub fn is_good(&self, now: Timestamp) -> bool {
        now < self.expires_at() && self.wrong < MAX_WRONG
    }

    /// Takes what was entered.
    pub fn enter(&mut self, entered: &CodeProof, now: Timestamp) -> Entry {
        if now >= self.expires_at() {
            return Entry::Expired;
        }
        if self.wrong >= MAX_WRONG {
            return Entry::Spent;
        }
        if *entered == self.proof {
            return Entry::Right;
        }
        self.wrong += 1;
        match MAX_WRONG - self.wrong {
            0 => Entry::Spent,
            left => Entry::Wrong { left },
        }
    }
}

/// The mails that a customer caused lately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailAllowance(Vec<Timestamp>);

impl MailAllowance {
    /// Takes one mail out.
    ///
    /// # Errors
    /// When there is none left: the time from which there is one again.
    pub fn take(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        self.0.retain(|at| now.duration_since(*at) < HOUR);
        match self.0.first() {
            Some(first) if self.0.len() >= MAILS_AN_HOUR => Err(first.saturating_add(HOUR).unwrap_or(Timestamp::MAX)),
            _ => {
                self.0.push(now);
                Ok(())
            }
        }
    }

    /// Whether there was none in the last hour.
    pub fn is_full(&self) -> bool {
        self.0.is_empty()
    }
}

/// The code that somebody enters, when a text can be one: its only digits, six of them in one group, however typed.
pub fn entered_code(text: &str) -> Option<String> {
    if text.chars().count() > MAX_ENTRY {
        return None;
    }
    let plain: String = text.chars().map(ascii_digit).collect();
    let from = plain.find(|c: char| c.is_ascii_digit())?;
    let to = plain.rfind(|c: char| c.is_ascii_digit())? + 1;
    let group = plain.get(from..to)?;
    let whole = group.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits: String = group.chars().filter(char::is_ascii_digit).collect();
    (whole && digits.len() == CODE_DIGITS).then_some(digits)
}

/// Full-width digits, as Chinese keyboards type them, as ASCII.
fn ascii_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap_or_default()
    }

    fn key() -> CodeKey {
        CodeKey::derive(b"123456:secret")
    }

    #[test]
    fn the_right_code_passes_while_it_is_good() {
        let seed = CodeSeed::new([7; SEED_BYTES]);
        let mut awaited = AwaitedCode::new(seed, &key(), at(0));
        let right = seed.proof(&key(), &seed.code(&key()));
        assert_eq!(awaited.clone().enter(&right, at(599)), Entry::Right);
        assert_eq!(awaited.enter(&right, at(600)), Entry::Expired);
        assert!(!awaited.is_good(at(600)));
    }

    #[test]
    fn five_wrong_entries_are_the_last() {
        let seed = CodeSeed::new([8; SEED_BYTES]);
        let mut awaited = AwaitedCode::new(seed, &key(), at(0));
        let wrong = seed.proof(&key(), "not it");
        let entries: Vec<Entry> = (0..6).map(|_| awaited.enter(&wrong, at(1))).collect();
        let left = |left| Entry::Wrong { left };
        assert_eq!(entries, [left(4), left(3), left(2), left(1), Entry::Spent, Entry::Spent]);
        let right = seed.proof(&key(), &seed.code(&key()));
        assert_eq!(awaited.enter(&right, at(2)), Entry::Spent, "not even the right one");
    }

    #[test]
    fn a_code_belongs_to_its_seed_and_its_key() {
        let (one, two) = (CodeSeed::new([1; SEED_BYTES]), CodeSeed::new([2; SEED_BYTES]));
        assert_ne!(one.code(&key()), two.code(&key()));
        assert_ne!(one.code(&key()), one.code(&CodeKey::derive(b"another")));
        assert_ne!(one.proof(&key(), "123456"), two.proof(&key(), "123456"));
    }

    #[test]
    fn three_mails_an_hour() {
        let mut allowance = MailAllowance::default();
        assert_eq!([0, 60, 120].map(|second| allowance.take(at(second))), [Ok(()); 3]);
        assert_eq!(allowance.take(at(3599)), Err(at(3600)));
        assert_eq!(allowance.take(at(3600)), Ok(()));
        assert_eq!(allowance.take(at(3601)), Err(at(3660)));
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        for text in ["493021", " 493 021 ", "493-021", "４９３０２１", "the code is 493021.", "验证码是493021"]
        {
            assert_eq!(entered_code(text).as_deref(), Some("493021"), "{text}");
        }
        for text in ["49302", "4930211", "call me at 13800138000", "2 times 493021", "at 10:30, 56"] {
            assert_eq!(entered_code(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_code_has_six_digits_and_is_the_only_one_that_is_right(random: [u8; SEED_BYTES], guess in 0..CODES) {
            let seed = CodeSeed::new(random);
            let code = seed.code(&key());
            prop_assert_eq!(entered_code(&code), Some(code.clone()));
            let guess = format!("{guess:06}");
            let mut awaited = AwaitedCode::new(seed, &key(), at(0));
            let entry = awaited.enter(&seed.proof(&key(), &guess), at(1));
            prop_assert_eq!(entry == Entry::Right, guess == code);
        }
    }
}
