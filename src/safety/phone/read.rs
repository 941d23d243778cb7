//! Reads the number that somebody wants to be called on out of their words. A number without a country is completed by
//! what is known of them, the surest first, and asked about where two countries are plausible: a wrong number has a
//! stranger called about somebody's account. The desk's own country never decides alone.

use phonenumber::country::Id as Country;

use super::Phone;
use super::plan::{self, Planned};
use super::written::{Written, written};

/// How much is known of the country that a customer's number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It is the desk's country: nothing of the customer's.
    Desk,
    /// Their language is spoken there.
    Language,
    /// They said that their clock is the country's.
    Zone,
    /// An earlier number or their own contact is of it.
    Number,
}

/// A country that a number without one may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The country.
    pub country: Country,
    /// What it is known by.
    pub strength: Strength,
}

/// A number that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The number; typed ones are unverified.
    pub phone: Phone,
    /// Its country, to be named in a confirmation; none for numbers of no country (satellites).
    pub country: Option<Country>,
    /// The extension behind it, for the agent.
    pub extension: Option<String>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One number.
    One(Dialled),
    /// The same digits in two or three countries, the likeliest first: ask which.
    Which(Vec<Dialled>),
    /// Different numbers, in the order they were written: ask which.
    Several(Vec<Dialled>),
    /// None that can be called.
    Refused(Refusal),
}

/// Why no number was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in the words looks like a phone number.
    NotAPhone,
    /// Digits are missing.
    TooShort,
    /// It is a number somewhere, but nobody can tell where: the country code is needed.
    NeedsCountry,
    /// No country has such a number.
    Impossible,
    /// Telegram's anonymous numbers (+888) have no line behind them.
    Anonymous,
    /// An emergency number or a short code.
    Special,
}

/// A phone number has at least so many digits (ITU-T E.164 has none shorter with its country code).
const FEWEST_DIGITS: usize = 6;
/// A group of fewer digits beside a number is an hour or a count.
const SHORT: usize = 3;
/// Fewer digits are some number in many countries; their country is not guessed.
const FEWEST_TO_GUESS: usize = 8;
/// Countries between which a number is asked about, at most: as many buttons as one reads.
const MOST_COUNTRIES: usize = 3;
/// The country code of Telegram's anonymous numbers.
const ANONYMOUS: u16 = 888;
/// What is dialled before a country code: most of the world, North America, Australia.
const EXITS: [&str; 3] = ["00", "011", "0011"];
/// Emergency and service numbers, which no customer can be reached on.
const SPECIAL: [&str; 14] =
    ["000", "100", "108", "110", "111", "112", "113", "118", "119", "120", "122", "911", "995", "999"];
/// Chinese short codes: banks, carriers and public services.
const SHORT_CODES: [&str; 5] = ["95", "96", "100", "12", "106"];

/// Countries that most customers write from; a number of no known country is compared with these.
const WORLD: [Country; 32] = [
    Country::CN,
    Country::US,
    Country::GB,
    Country::HK,
    Country::TW,
    Country::SG,
    Country::MY,
    Country::IN,
    Country::ID,
    Country::VN,
    Country::PH,
    Country::TH,
    Country::RU,
    Country::UA,
    Country::DE,
    Country::FR,
    Country::ES,
    Country::IT,
    Country::BR,
    Country::TR,
    Country::AE,
    Country::AU,
    Country::NG,
    Country::PK,
    Country::JP,
    Country::KR,
    Country::MO,
    Country::KZ,
    Country::UZ,
    Country::IR,
    Country::NL,
    Country::PL,
];

/// Countries with whose landlines one of the desk's is compared, where nothing is known of the customer: they write English.
const ENGLISH: [Country; 3] = [Country::GB, Country::US, Country::AU];

/// Reads what a customer typed. `hints` are the countries that may be meant, in any order; the desk's own belongs among
/// them as [`Strength::Desk`].
pub fn read_number(text: &str, hints: &[Hint]) -> Reading {
    let found = written(text);
    let mut taken: Vec<Reading> = Vec::new();
    let mut refusal = None;
    for number in found.iter().flat_map(|number| pieces(number, hints)) {
        match one(&number, hints) {
            Reading::Refused(why) => refusal = refusal.max_by_use(why),
            reading => taken.push(reading),
        }
    }
    let mut numbers: Vec<Dialled> = Vec::new();
    for dialled in taken.iter().filter_map(likeliest) {
        if !numbers.iter().any(|known| known.phone == dialled.phone) {
            numbers.push(dialled.clone());
        }
    }
    match (numbers.len(), taken.into_iter().next()) {
        (2.., _) => Reading::Several(numbers),
        (_, Some(reading)) => reading,
        (_, None) => Reading::Refused(refusal.unwrap_or(Refusal::NotAPhone)),
    }
}

/// Reads the number of a shared contact. Telegram knows its users' own numbers, with their country; one from an address
/// book is what somebody typed.
pub fn read_contact(number: &str, is_own: bool, hints: &[Hint]) -> Reading {
    if !is_own {
        return read_number(number, hints);
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if plan::code_of(&digits) == Some(ANONYMOUS) || digits.starts_with("888") {
        return Reading::Refused(Refusal::Anonymous);
    }
    match Phone::shared(number, true) {
        Ok(phone) => Reading::One(Dialled { country: phone.country(), phone, extension: None }),
        Err(_) => Reading::Refused(Refusal::NotAPhone),
    }
}

trait Useful {
    fn max_by_use(self, other: Refusal) -> Self;
}

impl Useful for Option<Refusal> {
    /// Of two reasons, the one that says more of what to do: a number was nearly one.
    fn max_by_use(self, other: Refusal) -> Self {
        let rank = |refusal: Refusal| match refusal {
            Refusal::NotAPhone => 0,
            Refusal::TooShort => 1,
            Refusal::Special => 2,
            Refusal::Impossible => 3,
            Refusal::NeedsCountry => 4,
            Refusal::Anonymous => 5,
        };
        Some(self.map_or(other, |first| if rank(first) >= rank(other) { first } else { other }))
    }
}

fn likeliest(reading: &Reading) -> Option<&Dialled> {
    match reading {
        Reading::One(dialled) => Some(dialled),
        Reading::Which(countries) | Reading::Several(countries) => countries.first(),
        Reading::Refused(_) => None,
    }
}

/// A run of digits; the two numbers that stand in it with only a space between; or the one that stands beside an hour.
fn pieces(number: &Written, hints: &[Hint]) -> Vec<Written> {
    let is_read = |part: &Written| !matches!(one(part, hints), Reading::Refused(_));
    if is_read(number) {
        return vec![number.clone()];
    }
    let cuts = |cut: usize| {
        let (first, second) = number.groups.split_at(cut);
        let part = |groups: &[String], plus: bool, extension: Option<String>| Written {
            digits: groups.concat(),
            groups: groups.to_vec(),
            plus,
            extension,
        };
        (part(first, number.plus, None), part(second, false, number.extension.clone()))
    };
    let all = || (1..number.groups.len()).map(cuts);
    if let Some((first, second)) = all().find(|(first, second)| is_read(first) && is_read(second)) {
        return vec![first, second];
    }
    let small = |part: &Written| part.digits.len() < SHORT;
    let beside = all().find_map(|(first, second)| match (is_read(&first), is_read(&second)) {
        (true, false) if small(&second) => Some(first),
        // What follows a plus is a country's code and no hour.
        (false, true) if small(&first) && !number.plus => Some(second),
        _ => None,
    });
    vec![beside.unwrap_or_else(|| number.clone())]
}

/// Reads one run of digits.
fn one(number: &Written, hints: &[Hint]) -> Reading {
    let digits = number.digits.as_str();
    let special = SPECIAL.contains(&digits)
        || (digits.len() < FEWEST_DIGITS
            && SHORT_CODES.iter().any(|code| digits.starts_with(code))
            && digits.len() >= 5);
    if special && !number.plus {
        return Reading::Refused(Refusal::Special);
    }
    if digits.len() < FEWEST_DIGITS {
        return Reading::Refused(Refusal::TooShort);
    }
    if number.plus {
        return abroad(digits.trim_start_matches('0'), number);
    }
    if let Some(rest) = EXITS.iter().find_map(|exit| digits.strip_prefix(exit))
        && let reading @ (Reading::One(_) | Reading::Refused(Refusal::Anonymous)) = abroad(rest, number)
    {
        return reading;
    }
    at_home(number, hints)
}

/// A number with its country code.
fn abroad(digits: &str, number: &Written) -> Reading {
    if plan::code_of(digits) == Some(ANONYMOUS) || digits.starts_with("888") {
        return Reading::Refused(Refusal::Anonymous);
    }
    match plan::international(digits) {
        Some(planned) => Reading::One(dialled(&planned, number)),
        None if digits.len() < FEWEST_DIGITS + 2 => Reading::Refused(Refusal::TooShort),
        None => Reading::Refused(Refusal::Impossible),
    }
}

/// A number without a mark of its country.
fn at_home(number: &Written, hints: &[Hint]) -> Reading {
    let digits = number.digits.as_str();
    let theirs = strongest(digits, hints);
    let coded = coded(number);
    let guessable = digits.len() >= FEWEST_TO_GUESS;
    let world = || WORLD.into_iter().filter(move |_| guessable).filter_map(|country| plan::national(country, digits));
    let (mut choice, sure): (Vec<Planned>, bool) = match theirs {
        // As people of their country write it.
        Some((strength, usual)) if usual.iter().any(|planned| planned.usual) => {
            let mut usual: Vec<Planned> = usual.into_iter().filter(|planned| planned.usual).collect();
            usual.extend(coded);
            if strength < Strength::Zone {
                usual.extend(world().filter(|planned| planned.usual && planned.mobile));
            }
            (usual, true)
        }
        // With a country code and no plus, rather than a landline of theirs without its trunk prefix.
        _ if coded.as_ref().is_some_and(|planned| planned.mobile) => (coded.into_iter().collect(), true),
        Some((strength, loose)) => {
            let mut loose = loose;
            loose.extend(coded);
            loose.extend(world().filter(|planned| planned.usual && planned.mobile));
            (loose, strength >= Strength::Zone)
        }
        None => {
            let desk: Vec<Planned> =
                of(hints, Strength::Desk).filter_map(|country| plan::national(country, digits)).collect();
            let mut all: Vec<Planned> = world().filter(|planned| planned.usual && planned.mobile).collect();
            let named_by_desk = desk.iter().any(|planned| planned.usual);
            all.extend(coded);
            all.extend(desk);
            if named_by_desk && guessable {
                let landlines = ENGLISH.into_iter().filter_map(|country| plan::national(country, digits));
                all.extend(landlines.filter(|planned| planned.usual));
            }
            let empty = all.is_empty();
            all.extend(world().filter(|planned| empty || (planned.mobile && !planned.usual)));
            (all, named_by_desk)
        }
    };
    let mut seen: Vec<String> = Vec::new();
    choice.retain(|planned| {
        let new = !seen.contains(&planned.e164);
        seen.push(planned.e164.clone());
        new
    });
    choice.truncate(MOST_COUNTRIES);
    match choice.as_slice() {
        [] if digits.len() <= FEWEST_DIGITS + 1 => Reading::Refused(Refusal::TooShort),
        [] if digits.len() > 15 => Reading::Refused(Refusal::Impossible),
        [] => Reading::Refused(Refusal::NeedsCountry),
        [only] if sure => Reading::One(dialled(only, number)),
        [_] => Reading::Refused(Refusal::NeedsCountry),
        several => Reading::Which(several.iter().map(|planned| dialled(planned, number)).collect()),
    }
}

/// What the digits mean in the customer's countries: those that are known best, and in which the number is as usual.
fn strongest(digits: &str, hints: &[Hint]) -> Option<(Strength, Vec<Planned>)> {
    let levels = [Strength::Number, Strength::Zone, Strength::Language].map(|strength| {
        let found: Vec<Planned> = of(hints, strength).filter_map(|country| plan::national(country, digits)).collect();
        (strength, found)
    });
    let usual = levels.iter().find(|(_, found)| found.iter().any(|planned| planned.usual));
    usual.or_else(|| levels.iter().find(|(_, found)| !found.is_empty())).cloned()
}

fn of(hints: &[Hint], strength: Strength) -> impl Iterator<Item = Country> {
    hints.iter().filter(move |hint| hint.strength == strength).map(|hint| hint.country)
}

/// The number as one with a country code whose plus was left out; landlines only where the code stands by itself.
fn coded(number: &Written) -> Option<Planned> {
    let planned = plan::international(&number.digits)?;
    let code = plan::code_of(&number.digits)?.to_string();
    let apart = number.groups.len() > 1 && number.groups.first() == Some(&code);
    (planned.mobile && number.digits.len() > 10 || apart).then_some(planned)
}

fn dialled(planned: &Planned, number: &Written) -> Dialled {
    Dialled {
        phone: Phone { e164: planned.e164.clone(), verified: false },
        country: planned.country,
        extension: number.extension.clone(),
    }
}
