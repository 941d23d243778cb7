//! The stem of an English word, so that `withdrawals` and `withdrew` count alike. Martin Porter's suffix stripping
//! (1980) in a fixed buffer, after a table of irregular forms. Words of other scripts stay whole.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Longer words are left whole; no English word that people type is longer.
const LONGEST: usize = 32;

/// Plain forms, each followed by its irregular forms, where stripping suffixes cannot find the one from the other.
const IRREGULAR: &str = "be am are been is was were|become became|begin began begun|bite bit|break broke broken|bring brought|\
    build built|buy bought|catch caught|child children|choose chose chosen|come came|deal dealt|\
    do did does done|draw drawn drew|drive driven drove|eat ate eaten|fall fallen fell|feed fed|feel felt|\
    fight fought|find found|fly flew flown|foot feet|forget forgot forgotten|freeze froze frozen|\
    get got gotten|give gave given|go goes gone went|grow grew grown|have had has|hear heard|hide hid hidden|\
    hold held|keep kept|know knew known|lay laid|lead led|lend lent|lose lost|make made|man men|mean meant|\
    meet met|mouse mice|pay paid|person people|ring rang|rise risen rose|run ran|say said|see saw seen|\
    seek sought|sell sold|send sent|show shown|sing sang|sit sat|sleep slept|speak spoke spoken|spend spent|\
    stand stood|steal stole stolen|stick stuck|take taken took|teach taught|tell told|think thought|\
    throw threw thrown|tooth teeth|understand understood|wake woke|wear wore worn|win won|\
    withdraw withdrawn withdrew|woman women|write wrote written";

/// Endings of the second step, by what takes their place when enough of the word is left.
const SECOND: [(&str, &str); 20] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];
/// Endings of the third step.
const THIRD: [(&str, &str); 7] =
    [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];
/// Endings of the fourth step; all are cut off.
const FOURTH: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al",
    "er", "ic", "ou",
];

/// From an irregular form to the plain one.
static PLAIN: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut plain = HashMap::new();
    for group in IRREGULAR.split('|') {
        let mut forms = group.split(' ');
        if let Some(of_all) = forms.next() {
            plain.extend(forms.map(|form| (form, of_all)));
        }
    }
    plain
});

/// The stem of one word, kept in place.
#[derive(Clone, Copy, Debug)]
pub struct Stem {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Stem {
    /// The stem of a lower-case word; `None` where the word stays whole.
    pub fn of(word: &str) -> Option<Self> {
        if word.len() < 2 || word.len() > LONGEST - 1 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut stem = Self { bytes: [0; LONGEST], length: 0 };
        if let Some(plain) = PLAIN.get(word) {
            stem.push(plain);
            stem.strip_last();
            return Some(stem);
        }
        stem.push(word);
        if word.len() > 2 {
            stem.strip_plural();
            stem.strip_past();
            stem.strip_y();
            stem.replace(&SECOND);
            stem.replace(&THIRD);
            stem.strip_fourth();
            stem.strip_last();
        }
        Some(stem)
    }

    /// The letters of the stem.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or(&[])
    }

    fn push(&mut self, text: &str) {
        for (slot, byte) in self.bytes.iter_mut().skip(self.length).zip(text.bytes()) {
            *slot = byte;
        }
        self.length = (self.length + text.len()).min(LONGEST);
    }

    fn at(&self, place: usize) -> u8 {
        self.bytes.get(place).copied().unwrap_or(0)
    }

    /// The length without `ending`, if the stem ends so.
    fn without(&self, ending: &str) -> Option<usize> {
        self.as_bytes().ends_with(ending.as_bytes()).then(|| self.length - ending.len())
    }

    fn is_vowel(&self, place: usize) -> bool {
        match self.at(place) {
            b'a' | b'e' | b'i' | b'o' | b'u' => true,
            b'y' => place > 0 && !self.is_vowel(place - 1),
            _ => false,
        }
    }

    fn has_vowel(&self, length: usize) -> bool {
        (0..length).any(|place| self.is_vowel(place))
    }

    /// How many times a vowel is followed by a consonant in the first `length` letters: Porter's measure.
    fn measure(&self, length: usize) -> usize {
        (1..length).filter(|&place| self.is_vowel(place - 1) && !self.is_vowel(place)).count()
    }

    /// Whether the first `length` letters end in the same consonant twice.
    fn doubled(&self, length: usize) -> bool {
        length > 1 && self.at(length - 1) == self.at(length - 2) && !self.is_vowel(length - 1)
    }

    /// Whether the first `length` letters end consonant, vowel, consonant, the last not w, x or y.
    fn short_end(&self, length: usize) -> bool {
        length > 2
            && !self.is_vowel(length - 3)
            && self.is_vowel(length - 2)
            && !self.is_vowel(length - 1)
            && !matches!(self.at(length - 1), b'w' | b'x' | b'y')
    }

    fn strip_plural(&mut self) {
        if let Some(rest) = self.without("sses") {
            self.length = rest + 2;
        } else if let Some(rest) = self.without("ies") {
            self.length = if rest > 1 { rest + 1 } else { rest + 2 };
        } else if self.without("ss").is_none()
            && self.without("us").is_none()
            && let Some(rest) = self.without("s")
            && self.has_vowel(rest)
        {
            self.length = rest;
        }
    }

    fn strip_past(&mut self) {
        if let Some(rest) = self.without("eed") {
            if self.measure(rest) > 0 {
                self.length = rest + 2;
            }
            return;
        }
        let Some(rest) = self.without("ed").or_else(|| self.without("ing")) else { return };
        if !self.has_vowel(rest) {
            return;
        }
        self.length = rest;
        if ["at", "bl", "iz"].iter().any(|ending| self.without(ending).is_some()) {
            self.push("e");
        } else if self.doubled(rest) && !matches!(self.at(rest - 1), b'l' | b's' | b'z') {
            self.length = rest - 1;
        } else if self.measure(rest) == 1 && self.short_end(rest) {
            self.push("e");
        }
    }

    fn strip_y(&mut self) {
        if let Some(rest) = self.without("y")
            && rest > 1
            && !self.is_vowel(rest - 1)
        {
            self.length = rest;
            self.push("i");
        }
    }

    fn replace(&mut self, endings: &[(&str, &str)]) {
        for (ending, with) in endings {
            if let Some(rest) = self.without(ending) {
                if self.measure(rest) > 0 {
                    self.length = rest;
                    self.push(with);
                }
                return;
            }
        }
    }

    fn strip_fourth(&mut self) {
        if let Some(rest) = self.without("ion") {
            if matches!(self.at(rest.saturating_sub(1)), b's' | b't') && self.measure(rest) > 1 {
                self.length = rest;
            }
            return;
        }
        if let Some(rest) = FOURTH.iter().find_map(|ending| self.without(ending))
            && self.measure(rest) > 1
        {
            self.length = rest;
        }
    }

    fn strip_last(&mut self) {
        if let Some(rest) = self.without("e") {
            let measure = self.measure(rest);
            if measure > 1 || (measure == 1 && !self.short_end(rest)) {
                self.length = rest;
            }
        }
        if self.without("ll").is_some() && self.measure(self.length) > 1 {
            self.length -= 1;
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]
mod tests {
    use super::Stem;

    fn same(words: &[&str]) {
        let stems: Vec<_> = words.iter().map(|word| Stem::of(word).unwrap().as_bytes().to_vec()).collect();
        assert!(stems.iter().all(|stem| stems.first() == Some(stem)), "{words:?}");
    }

    #[test]
    fn forms_of_one_word_have_one_stem() {
        same(&["withdraw", "withdraws", "withdrawing", "withdrew", "withdrawn"]);
        same(&["charge", "charges", "charged", "charging"]);
        same(&["fee", "fees"]);
        same(&["steal", "stole", "stolen", "stealing"]);
        same(&["verify", "verified", "verifies", "verifying"]);
        same(&["cancel", "cancels", "canceled"]);
        same(&["lose", "lost", "losing"]);
        same(&["stop", "stopped", "stopping"]);
        same(&["be", "is", "are", "was"]);
    }

    #[test]
    fn other_scripts_and_odd_words_stay_whole() {
        assert!(Stem::of("é").is_none() && Stem::of("").is_none() && Stem::of(&"a".repeat(99)).is_none());
        assert_eq!(Stem::of("go").unwrap().as_bytes(), b"go");
    }
}
