//! Which number to call: shared, typed in any way, or the one of the last call. A number of which the country is not sure is
//! asked about; every confirmation names the country.

use phonenumber::country::Id as Country;
use phonenumber::metadata::DATABASE;

use super::{Talk, book_button};
use crate::callback::{countries_in, zone_named};
use crate::conversation::context::{Booking, BookingStep, NumberChoice, Wish};
use crate::conversation::input::{BookClick, CustomerClick, Phrases};
use crate::conversation::output::{Button, Keyboard};
use crate::safety::{Dialled, Hint, Phone, Reading, Refusal, Strength, read_contact, read_number};
use crate::text::Locale;
use crate::words::{Markdown, Value};

/// Digits of a number shown as an example: enough to see how it begins, too few to be anybody's.
const EXAMPLE_DIGITS: usize = 3;

/// Numbers offered to choose from.
const CHOICES: usize = 4;

/// A run of digits of this length is a phone number, or part of one; clocks and amounts are shorter.
const NUMBER_DIGITS: usize = 6;

/// Digits as Chinese is written and spoken on the phone.
const HAN_DIGITS: &str = "零〇一二三四五六七八九幺";

/// Words by which a number among others is the customer's own.
const OWN_NUMBER: &[&str] = &[
    "my number",
    "my phone",
    "my cell",
    "my mobile",
    "call me on",
    "call me at",
    "ring me on",
    "reach me",
    "我的手机",
    "我的号码",
    "我的电话",
    "我手机",
    "我电话",
    "我号码",
    "手机号",
    "打给我",
];

/// Whether a text tells the number to call among other words.
pub(super) fn tells_own_number(text: &str) -> bool {
    text.chars().filter(|c| is_digit(*c)).count() > NUMBER_DIGITS && Phrases::of(text).any(OWN_NUMBER)
}

impl Talk<'_> {
    /// Asks which number to call; with `before`, in one line below it.
    pub(super) fn ask_phone(&mut self, booking: &Booking, before: Option<Markdown>) {
        let urgent = self.is_urgent(booking.topic.as_ref());
        let again = before.is_some();
        let key = match (&self.state.known_phone, urgent) {
            (Some(_), true) => "ask-phone-urgent-known",
            (Some(_), false) => "ask-phone-known",
            (None, true) => "ask-phone-urgent",
            (None, false) if again => "ask-phone-again",
            (None, false) => "ask-phone",
        };
        let example = self.example(booking);
        let known = self.state.known_phone.as_ref().map(|phone| self.words().phone(phone)).unwrap_or_default();
        let asked = self.words().say(key, &[("example", example.into()), ("phone", known.clone().into())]);
        let closed = self.closed_before(booking);
        let text = before.unwrap_or_default().and(&closed).and(&asked);
        let keyboard = if self.state.known_phone.is_some() {
            self.known_phone_keyboard(booking, &known)
        } else {
            self.contact_keyboard(booking)
        };
        self.show_menu(text, keyboard);
    }

    fn known_phone_keyboard(&self, booking: &Booking, known: &str) -> Keyboard {
        let words = self.words();
        let key = if self.is_urgent(booking.topic.as_ref()) { "button-call-now-on" } else { "button-call-on" };
        let this = Button {
            label: words.label(key, &[("phone", known.to_owned().into())]),
            click: CustomerClick::Book(booking.number, BookClick::KnownNumber).into(),
        };
        let other = book_button(words, "button-type-number", booking.number, BookClick::OtherNumber);
        Keyboard::Inline(vec![vec![this], vec![other], self.leaving_row(booking)])
    }

    /// Telegram's contact button, and the ways out. What it says is what it does: somebody in danger is called at once.
    pub(super) fn contact_keyboard(&self, booking: &Booking) -> Keyboard {
        let words = self.words();
        let (share, other) = if self.is_urgent(booking.topic.as_ref()) {
            ("button-share-and-call", "button-type-number")
        } else {
            ("button-share-contact", "button-back")
        };
        let others = [other, "button-not-now"].map(|key| words.label(key, &[]));
        Keyboard::AskContact { share: words.label(share, &[]), others: others.to_vec() }
    }

    /// Another number than the one that was shown.
    pub(super) fn ask_other_number(&mut self, booking: Booking) {
        let booking = Booking { phone: None, numbers: Vec::new(), ..booking };
        let keyboard = self.contact_keyboard(&booking);
        let text = self.words().say("ask-phone-typed", &[("example", self.example(&booking).into())]);
        self.put(booking);
        self.show_menu(text, keyboard);
    }

    /// Takes a text as the number to call, if it is one. One that was not asked for must look like nothing else.
    pub(super) fn takes_number(&mut self, message: i64, text: &str, booking: &Booking) -> bool {
        let asked = booking.step == BookingStep::Phone;
        let digits = text.chars().filter(|c| is_digit(*c)).count();
        let own = tells_own_number(text);
        if !(asked || own || text.contains('+') || (is_like_number(text) && digits > NUMBER_DIGITS)) {
            return false;
        }
        let reading = read_number(text, &self.hints(booking));
        match &reading {
            Reading::Refused(Refusal::NotAPhone) => return false,
            Reading::Refused(why) if !(is_like_number(text) && asked || *why == Refusal::Anonymous) => return false,
            Reading::Refused(_) => {}
            _ => {
                self.delete(message);
                self.keep_rest(message, text);
            }
        }
        self.take_reading(reading, false);
        true
    }

    /// Takes a shared contact as the number to call; Telegram vouches for it only if it is the sender's own.
    pub(in crate::conversation::customer) fn book_with_contact(&mut self, message: i64, phone: &str, is_own: bool) {
        let Some(booking) = self.booking() else { return };
        let reading = read_contact(phone, is_own, &self.hints(&booking));
        if !is_own && !matches!(reading, Reading::Refused(_)) {
            self.delete(message);
        }
        self.take_reading(reading, !is_own);
    }

    fn take_reading(&mut self, reading: Reading, others_contact: bool) {
        let Some(booking) = self.booking() else { return };
        let booking = Booking { others_contact, ..booking };
        match reading {
            Reading::One(dialled) => {
                self.take_phone(Booking { extension: dialled.extension, ..booking }, dialled.phone);
            }
            Reading::Which(numbers) => self.ask_which(booking, "ask-phone-country", numbers),
            Reading::Several(numbers) => self.ask_which(booking, "ask-phone-which", numbers),
            Reading::Refused(why) => {
                let example = self.example(&booking);
                let args = [("why", Value::Key(refusal_key(why))), ("example", example.into())];
                let text = self.words().say("phone-refused", &args);
                let keyboard = self.contact_keyboard(&booking);
                self.put(Booking { step: BookingStep::Phone, ..booking });
                self.say_text(text, keyboard);
            }
        }
    }

    /// Asks between numbers.
    fn ask_which(&mut self, booking: Booking, key: &str, numbers: Vec<Dialled>) {
        let choice = |dialled: Dialled| NumberChoice { phone: dialled.phone, extension: dialled.extension };
        let numbers: Vec<NumberChoice> = numbers.into_iter().take(CHOICES).map(choice).collect();
        let booking = Booking { step: BookingStep::Phone, phone: None, numbers, ..booking };
        let buttons = (0..u8::MAX).zip(&booking.numbers).map(|(index, number)| Button {
            label: self.words().phone(&number.phone),
            click: CustomerClick::Book(booking.number, BookClick::Number(index)).into(),
        });
        let mut rows: Vec<Vec<Button>> = buttons.map(|button| vec![button]).collect();
        rows.push(vec![book_button(self.words(), "button-type-number", booking.number, BookClick::OtherNumber)]);
        rows.push(self.leaving_row(&booking));
        let text = self.words().say(key, &[]);
        self.put(booking);
        self.show_menu(text, Keyboard::Inline(rows));
    }

    /// One of the numbers that were shown.
    pub(super) fn take_chosen_number(&mut self, booking: Booking, index: u8) {
        let Some(chosen) = booking.numbers.get(usize::from(index)).cloned() else { return self.ask_step() };
        self.take_phone(Booking { extension: chosen.extension, ..booking }, chosen.phone);
    }

    /// The number of the last call.
    pub(super) fn take_known_number(&mut self, booking: Booking) {
        let Some(phone) = self.state.known_phone.clone() else { return self.ask_step() };
        self.take_phone(Booking { others_contact: false, extension: None, ..booking }, phone);
    }

    fn take_phone(&mut self, booking: Booking, phone: Phone) {
        let before = booking.step;
        // What was chosen stays above what follows.
        let left = self.menu.take();
        self.unbutton(left);
        self.guess_zone(&phone);
        let hint = self.words().phone(&phone);
        let key = match (phone.is_verified(), &booking.extension) {
            (true, _) => "phone-verified",
            (false, None) => "phone-unverified",
            (false, Some(_)) => "phone-extension",
        };
        let booking = Booking { phone: Some(phone), numbers: Vec::new(), ..booking };
        self.put(booking.clone());
        let crowded = self.is_held_back() && !self.is_urgent(booking.topic.as_ref());
        let (key, keyboard) =
            if crowded { ("phone-unverified-many", self.share_keyboard()) } else { (key, Keyboard::Remove) };
        let extension = booking.extension.clone().unwrap_or_default();
        self.say(key, &[("phone", hint.into()), ("extension", extension.into())], keyboard);
        let step = if before < BookingStep::Phone { before } else { BookingStep::Timing };
        self.next(booking, step);
    }

    /// Keeps what was written around a number: a time, what it is about, words for the agent. The number itself stays in none.
    fn keep_rest(&mut self, message: i64, text: &str) {
        let rest = without_number(text);
        let Some(mut booking) = self.booking() else { return };
        if self.said_in(&rest).is_some() {
            booking.wish = Some(Wish { text: rest.clone(), at: self.facts.now });
        }
        let meant = self.meaning(&rest);
        if booking.topic.is_none() {
            booking.topic = meant.all().find(|id| self.topics().any(|intent| intent.id == **id)).cloned();
            if booking.topic.is_some() && booking.step == BookingStep::Topic {
                booking.step = BookingStep::Phone;
            }
        }
        self.put(booking);
        let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 1 && !(self.is_small_talk(&rest, &meant) || self.is_bare_errand(&rest, &meant)) {
            for part in self.parts_of(message, text) {
                let rest = without_number(&part.text);
                if rest.chars().any(char::is_alphanumeric) {
                    self.note(part.message, &rest);
                }
            }
        }
    }

    /// The countries that a number without one may belong to, by what is known of the customer.
    pub(in crate::conversation::customer) fn hints(&self, booking: &Booking) -> Vec<Hint> {
        let hint = |strength| move |country| Hint { country, strength };
        let numbers =
            [self.state.known_phone.as_ref(), self.own.as_ref().map(|own| &own.phone), booking.phone.as_ref()];
        let numbers = numbers.into_iter().flatten().filter_map(Phone::country);
        let zone = self.state.zone.as_ref().filter(|zone| zone.chosen && zone_named(&zone.name).is_some());
        let zones = zone.map(|zone| countries_in(&zone.name)).unwrap_or_default();
        let languages = match self.state.language.locale {
            Locale::ZhHans => vec![Country::CN],
            Locale::ZhHant => vec![Country::TW, Country::HK],
            Locale::ZhHantHk => vec![Country::HK, Country::MO],
            Locale::En => Vec::new(),
        };
        numbers
            .map(hint(Strength::Number))
            .chain(zones.into_iter().map(hint(Strength::Zone)))
            .chain(languages.into_iter().map(hint(Strength::Language)))
            .chain(self.facts.country.map(hint(Strength::Desk)))
            .collect()
    }

    /// How a number of the customer's own country begins, like "+44 740…".
    fn example(&self, booking: &Booking) -> String {
        let mut hints = self.hints(booking);
        // Whoever writes English to a desk in China is not likely to have a Chinese number.
        let chinese = [Country::CN, Country::TW, Country::HK, Country::MO];
        let abroad = self.state.language.locale == Locale::En;
        hints.retain(|hint| hint.strength > Strength::Desk || !(abroad && chinese.contains(&hint.country)));
        let best = hints.iter().max_by_key(|hint| hint.strength).map(|hint| hint.country);
        let mobile = |country: Country| {
            let meta = DATABASE.by_id(country.as_ref())?;
            let number: String = meta.descriptors().mobile()?.example()?.chars().take(EXAMPLE_DIGITS).collect();
            Some(format!("+{} {number}…", meta.country_code()))
        };
        best.and_then(mobile).unwrap_or_else(|| "+44 740…".to_owned())
    }
}

fn refusal_key(why: Refusal) -> &'static str {
    match why {
        Refusal::NotAPhone => "none",
        Refusal::TooShort => "short",
        Refusal::NeedsCountry => "country",
        Refusal::Impossible => "impossible",
        Refusal::Anonymous => "anonymous",
        Refusal::Special => "special",
    }
}

/// Whether a text is a number, or was meant to be one: hardly anything but digits.
pub(super) fn is_like_number(text: &str) -> bool {
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic() && !is_digit(*c)).count();
    digits > 0 && letters <= digits / 2 && (letters == 0 || digits >= NUMBER_DIGITS - 1)
}

/// Whether a text is a number to call and nothing else, complete as it stands.
pub(in crate::conversation::customer) fn is_number(text: &str) -> bool {
    is_like_number(text) && text.chars().filter(|c| is_digit(*c)).count() > NUMBER_DIGITS
}

/// Whether a number, or part of one, stands in a text.
pub(in crate::conversation::customer) fn holds_number(text: &str) -> bool {
    is_like_number(text) || text.chars().filter(|c| is_digit(*c)).count() >= NUMBER_DIGITS
}

fn is_digit(c: char) -> bool {
    c.is_numeric() || HAN_DIGITS.contains(c)
}

/// A text without the phone numbers in it.
fn without_number(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, rest: &mut String| {
        let long = run.chars().filter(|c| is_digit(*c)).count() >= NUMBER_DIGITS;
        rest.push_str(if long { " " } else { run });
        run.clear();
    };
    for c in text.chars() {
        if is_digit(c) || "+-() ./–".contains(c) {
            run.push(c);
        } else {
            flush(&mut run, &mut rest);
            rest.push(c);
        }
    }
    flush(&mut run, &mut rest);
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}
