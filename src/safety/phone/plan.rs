//! The numbering plans of the world, by libphonenumber's metadata: what digits mean abroad and at home. Never cuts a
//! country's trunk prefix off a number that was written with its country code, unless it is no number with it.

use phonenumber::country::Id as Country;
use phonenumber::metadata::{DATABASE, Metadata};
use phonenumber::{Mode, PhoneNumber};

/// Country codes have at most so many digits (ITU-T E.164).
const LONGEST_CODE: usize = 3;
/// The region under which the metadata keep codes of no country.
const NO_REGION: &str = "001";

/// Mobile numbers set aside for stories and demonstrations that the metadata leave out: the code and how they begin
/// (Ofcom, "Telephone numbers for use in TV and radio drama").
const FOR_STORIES: (u16, &str, usize) = (44, "7700900", 10);

/// A number in E.164, as a plan knows it. Has no `Debug`, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Planned {
    /// `+`, country code and national number.
    pub e164: String,
    /// The country; none for codes of no country.
    pub country: Option<Country>,
    /// Whether a mobile phone may have it.
    pub mobile: bool,
    /// Whether it was written as people of its country write it: with the trunk prefix where there is one.
    pub usual: bool,
}

/// Digits that begin with a country code.
pub(super) fn international(digits: &str) -> Option<Planned> {
    let (code, national) = split_code(digits)?;
    let plain = known(code, national);
    // `+44 (0)7700 …`, `+86 0755 …`: a trunk prefix that should have been left out.
    plain.or_else(|| {
        let meta = main_metadata(code)?;
        known(code, national.strip_prefix(meta.national_prefix()?)?)
    })
}

/// Digits as they are dialled within a country.
pub(super) fn national(country: Country, digits: &str) -> Option<Planned> {
    let meta = DATABASE.by_id(country.as_ref())?;
    let code = meta.country_code();
    let here = |national: &str| kind(meta, national).map(|mobile| (national.to_owned(), mobile));
    let stripped = meta.national_prefix().and_then(|prefix| digits.strip_prefix(prefix)).and_then(here);
    let (national, mobile, prefixed) = match (stripped, here(digits)) {
        (Some((national, mobile)), _) => (national, mobile, true),
        (None, Some((national, mobile))) => (national, mobile, false),
        // Carrier codes and the like, which a rule of the country turns into a number.
        (None, None) => {
            let parsed = phonenumber::parse(Some(country), digits).ok().filter(phonenumber::is_valid)?;
            let written = parsed.format().mode(Mode::E164).to_string();
            let national = written.strip_prefix(&format!("+{code}"))?;
            here(national).map(|(national, mobile)| (national, mobile, true))?
        }
    };
    let usual = prefixed || !writes_prefix(meta, &national, mobile);
    Some(Planned { e164: format!("+{code}{national}"), country: Some(country), mobile, usual })
}

/// The country of a number in E.164; the largest that shares its code when no plan knows the number.
pub(super) fn country_of(e164: &str) -> Option<Country> {
    let (code, national) = split_code(e164.trim_start_matches('+'))?;
    known(code, national).and_then(|planned| planned.country).or_else(|| main_metadata(code)?.id().parse().ok())
}

/// The country code that digits begin with.
pub(super) fn code_of(digits: &str) -> Option<u16> {
    split_code(digits).map(|(code, _)| code)
}

fn split_code(digits: &str) -> Option<(u16, &str)> {
    (1..=LONGEST_CODE).find_map(|length| {
        let (code, rest) = digits.split_at_checked(length)?;
        let code: u16 = code.parse().ok().filter(|code: &u16| *code > 0 && !digits.starts_with('0'))?;
        DATABASE.by_code(&code).filter(|metas| !metas.is_empty()).map(|_| (code, rest))
    })
}

/// The plans that share a code, the main country's first.
fn plans(code: u16) -> Vec<&'static Metadata> {
    let named: Vec<&Metadata> =
        DATABASE.region(&code).unwrap_or_default().into_iter().filter_map(|region| DATABASE.by_id(region)).collect();
    let all = DATABASE.by_code(&code).unwrap_or_default();
    let rest =
        all.into_iter().filter(|meta| !named.iter().any(|known| known.id() == meta.id() && meta.id() != NO_REGION));
    named.iter().copied().chain(rest).filter(|meta| meta.country_code() == code).collect()
}

fn main_metadata(code: u16) -> Option<&'static Metadata> {
    let plans = plans(code);
    plans.iter().find(|meta| meta.is_main_country_for_code()).or_else(|| plans.first()).copied()
}

/// The number, if a plan of this code has it.
fn known(code: u16, national: &str) -> Option<Planned> {
    let of = |meta: &Metadata| {
        // Countries that share a code are told apart by the digits it goes on with.
        let mobile = kind(meta, national)?;
        let country = meta.id().parse().ok();
        Some(Planned { e164: format!("+{code}{national}"), country, mobile, usual: true })
    };
    let plans = plans(code);
    let (marked, open): (Vec<&Metadata>, Vec<&Metadata>) =
        plans.into_iter().partition(|meta| meta.leading_digits().is_some());
    let begins = |meta: &&Metadata| {
        meta.leading_digits().and_then(|digits| digits.find(national)).is_some_and(|found| found.start() == 0)
    };
    marked.into_iter().filter(begins).find_map(of).or_else(|| open.into_iter().find_map(of))
}

/// Whether the plan has the number, and whether a mobile phone may have it.
fn kind(meta: &Metadata, national: &str) -> Option<bool> {
    let (code, begin, digits) = FOR_STORIES;
    let is_main = meta.country_code() == code && meta.is_main_country_for_code();
    if is_main && national.len() == digits && national.starts_with(begin) {
        return Some(true);
    }
    let plan = meta.descriptors();
    if !plan.general().is_match(national) {
        return None;
    }
    let has = |kind: Option<&phonenumber::metadata::Descriptor>| kind.is_some_and(|kind| kind.is_match(national));
    if has(plan.mobile()) {
        return Some(true);
    }
    let others = [
        plan.fixed_line(),
        plan.toll_free(),
        plan.premium_rate(),
        plan.shared_cost(),
        plan.personal_number(),
        plan.voip(),
        plan.pager(),
        plan.uan(),
        plan.voicemail(),
    ];
    others.into_iter().any(has).then_some(false)
}

/// Whether people of the country write its trunk prefix before this number.
fn writes_prefix(meta: &Metadata, national: &str, mobile: bool) -> bool {
    let Some(prefix) = meta.national_prefix() else { return false };
    // Where it may be left out, people leave it out before mobile numbers.
    if mobile && meta.formats().iter().any(phonenumber::metadata::Format::is_national_prefix_optional) {
        return false;
    }
    let code = meta.country_code();
    let parsed: Option<PhoneNumber> = phonenumber::parse(None, format!("+{code}{national}")).ok();
    let written = parsed.map(|number| number.format().mode(Mode::National).to_string()).unwrap_or_default();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    digits.starts_with(prefix) && digits.len() > national.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_every_country_is_a_number_everywhere() {
        let mut count = 0;
        for meta in DATABASE.iter() {
            let plan = meta.descriptors();
            for example in [plan.mobile(), plan.fixed_line(), plan.toll_free(), plan.voip(), plan.uan()] {
                let Some(example) = example.and_then(|kind| kind.example()) else { continue };
                let digits = format!("{}{example}", meta.country_code());
                let read = international(&digits).map(|planned| planned.e164);
                assert_eq!(read, Some(format!("+{digits}")), "{}", meta.id());
                count += 1;
            }
        }
        assert!(count > 500, "only {count} examples: the metadata were not understood");
    }

    #[test]
    fn every_example_is_read_in_its_own_country() {
        for meta in DATABASE.iter() {
            let Ok(country) = meta.id().parse::<Country>() else { continue };
            let plan = meta.descriptors();
            for example in [plan.mobile(), plan.fixed_line()] {
                let Some(example) = example.and_then(|kind| kind.example()) else { continue };
                let typed = format!("{}{example}", meta.national_prefix().unwrap_or_default());
                let read = national(country, &typed).map(|planned| (planned.e164, planned.usual));
                assert_eq!(read, Some((format!("+{}{example}", meta.country_code()), true)), "{country:?} {typed}");
            }
        }
    }
}
