//! What is written in the midst of a booking: the answer to its question, a question of the customer's own, something that
//! cannot wait, a time, or words for the story. Nothing written is lost, and the open question follows whatever it was.

use super::meaning::Meaning;
use super::{Talk, number, time};
use crate::conversation::context::{Booking, BookingStep, Wish};
use crate::conversation::customer::special_intents::{CALLBACK_STATUS, CANCEL_CALLBACK, REQUEST_CALLBACK};
use crate::conversation::customer::wording::{is_brief, is_one_of, is_question, is_short, plain};
use crate::conversation::input::{Phrases, read_fraud};
use crate::conversation::output::Keyboard;
use crate::intents::Escalate;
use crate::matching::{IntentId, Verdict};
use crate::text::{Aside, Locale, aside};
use crate::words::{Markdown, Phrasebook};

/// Words by which people leave, written alone.
const LEAVING: [&str; 19] = [
    "never mind",
    "nevermind",
    "nvm",
    "forget it",
    "forget about it",
    "no thanks",
    "no thank you",
    "not now",
    "stop",
    "cancel",
    "cancel it",
    "quit",
    "算了",
    "不用了",
    "不打了",
    "不约了",
    "不需要了",
    "取消",
    "不预约了",
];

/// Words by which they go back.
const BACK: [&str; 8] = ["back", "go back", "previous", "one step back", "返回", "上一步", "后退", "回到上一步"];

/// Other ways to be reached than a phone call.
const MESSENGERS: [&str; 11] =
    ["wechat", "weixin", "whatsapp", "微信", "威信", "qq", "skype", "viber", "signal", "facetime", "line id"];

/// Words by which somebody doubts that we need a number.
const WHY_NUMBER: &[&str] = &[
    "why…need",
    "why…number",
    "what for",
    "dont want to give",
    "do not want to give",
    "not giving",
    "wont give",
    "rather not",
    "no phone",
    "dont have a phone",
    "what do you do with",
    "为什么要…号",
    "为啥要…号",
    "要号码干",
    "要我号码",
    "要电话干",
    "不想给",
    "不给号码",
    "不方便给",
    "不想留",
    "没有电话",
];

/// Words by which any time is as good as another.
const ANY_TIME: &[&str] = &[
    "whenever",
    "any time",
    "anytime",
    "any",
    "i dont care",
    "dont care",
    "i dont mind",
    "you choose",
    "its up to you",
    "up to you",
    "doesnt matter",
    "随便",
    "都可以",
    "都行",
    "随时",
    "随时都行",
    "随时可以",
    "什么时候都行",
    "什么时候都可以",
    "无所谓",
    "你们定",
    "看你们",
    "都方便",
];

impl Talk<'_> {
    /// Takes a text that is written while a booking is open.
    pub(in crate::conversation::customer) fn book_with_text(&mut self, message: i64, text: &str) {
        let Some(booking) = self.booking() else { return };
        if self.is_label(text, "button-not-now") || is_one_of(text, &LEAVING) {
            return self.abandon();
        }
        if self.is_label(text, "button-back") || is_one_of(text, &BACK) {
            return self.go_back(booking);
        }
        if booking.step == BookingStep::Phone && self.is_label(text, "button-type-number") {
            return self.ask_other_number(booking);
        }
        let meant = self.meaning(text);
        if meant.is(CANCEL_CALLBACK) && is_short(text) {
            return self.abandon();
        }
        let fraud = self.whole_and_lines(text).find_map(read_fraud).map(|_| self.fraud_topic());
        let line = self.urgent_line();
        let mut urgent = fraud.iter().chain(meant.all()).chain(&line);
        let urgent = urgent.find(|id| self.turns_urgent(&booking, id)).cloned();
        if let Some(id) = urgent {
            self.note(message, text);
            let Some(booking) = self.booking() else { return };
            return self.turn_urgent(booking, &id);
        }
        if self.takes_answer_of_step(message, text, &booking) || self.takes_early_time(message, text, &meant, &booking)
        {
            return;
        }
        self.take_words(message, text, &meant, booking);
    }

    /// Takes a text as the answer to the open question, if it is one.
    pub(super) fn takes_answer_of_step(&mut self, message: i64, text: &str, booking: &Booking) -> bool {
        match booking.step {
            BookingStep::Topic => self.takes_number(message, text, booking),
            BookingStep::Phone => self.takes_number(message, text, booking),
            BookingStep::Zone => self.takes_place(text) || self.takes_number(message, text, booking),
            BookingStep::Timing if Phrases::of(text).is(ANY_TIME) => self.takes_time(message, "asap", booking),
            BookingStep::Timing => self.takes_time(message, text, booking) || self.takes_number(message, text, booking),
        }
    }

    /// Takes a time that is said before it is asked for.
    fn takes_early_time(&mut self, message: i64, text: &str, meant: &Meaning, booking: &Booking) -> bool {
        let Some(rest) = self.said_in(text).map(|said| said.rest(text)) else { return false };
        // "Somebody took my coins this morning" says when, and asks for no call then.
        if !(meant.is(REQUEST_CALLBACK) || time::asks_for_call(text) || is_brief(&rest)) {
            return false;
        }
        let wish = Some(Wish { text: text.to_owned(), at: self.facts.now });
        let mut booking = Booking { wish, ..booking.clone() };
        if booking.step == BookingStep::Topic && booking.topic.is_none() {
            booking.topic = self.topic_of(text, &rest, meant);
        }
        let is_known = booking.topic.is_some();
        self.put(booking.clone());
        if !(self.is_small_talk(&rest, &self.meaning(&rest)) || is_short(&rest)) {
            self.note(message, text);
        }
        let noted = self.words().say("time-noted", &[]);
        match (booking.step, self.booking()) {
            (BookingStep::Topic, Some(booking)) if is_known => {
                self.put(Booking { step: BookingStep::Phone, ..booking });
            }
            _ => {}
        }
        self.ask_step_again(noted);
        true
    }

    /// Takes words that answer no question of ours.
    fn take_words(&mut self, message: i64, text: &str, meant: &Meaning, booking: Booking) {
        let answer = match meant.first.clone() {
            _ if aside(text) == Some(Aside::Human) => self.words().say("booking-under-way", &[]),
            _ if self.is_small_talk(text, meant) => Markdown::default(),
            Some(id) if self.is_offered(&id) => return self.take_topical(message, text, &id, booking),
            Some(_) if meant.is(REQUEST_CALLBACK) || meant.is(CANCEL_CALLBACK) => {
                if !self.is_bare_errand(text, meant) {
                    self.note(message, text);
                }
                if let Some(topic) = meant.second.clone().filter(|id| self.is_offered(id) && booking.topic.is_none()) {
                    let Some(booking) = self.booking() else { return };
                    return self.take_topic(booking, Some(topic));
                }
                self.words().say("booking-under-way", &[])
            }
            Some(_) if meant.is(CALLBACK_STATUS) => self.words().say("booking-not-yet", &[]),
            Some(id) => self.brief(&id),
            None if booking.step == BookingStep::Zone && is_short(text) => return self.ask_zone_again(&booking),
            None if booking.step == BookingStep::Phone && names_messenger(text) => {
                self.words().say("phone-messenger", &[])
            }
            None if booking.step == BookingStep::Phone && is_short(text) && Phrases::of(text).any(WHY_NUMBER) => {
                self.words().say("phone-why", &[])
            }
            None => self.note(message, text),
        };
        if booking.step == BookingStep::Topic && meant.first.is_none() && !answer.source().is_empty() {
            // Somebody who tells what happened has answered: no topic of ours fits.
            let Some(booking) = self.booking() else { return };
            self.put(Booking { step: BookingStep::Phone, ..booking });
        }
        self.ask_step_again(answer);
    }

    /// Takes words about a topic: it is what the call is about, a question beside it, or something else altogether.
    fn take_topical(&mut self, message: i64, text: &str, id: &IntentId, booking: Booking) {
        let asks = is_question(text);
        let fits = match &booking.topic {
            Some(topic) => topic == id,
            // A question asked beside it is not what a call about something else is about.
            None => !asks || booking.step == BookingStep::Topic,
        };
        if asks && !fits {
            let answer = self.brief(id);
            return self.ask_step_again(answer);
        }
        let noted = self.note(message, text);
        let Some(booking) = self.booking() else { return };
        if !fits {
            return self.ask_change_of_topic(&booking, id, noted);
        }
        let answer = if asks { self.brief(id) } else { noted };
        let step = if booking.step == BookingStep::Topic { BookingStep::Phone } else { booking.step };
        let booking = Booking { topic: Some(id.clone()), step, ..booking };
        self.put(booking.clone());
        if step == BookingStep::Phone && booking.phone.is_some() {
            self.say_text(answer, Keyboard::None);
            return self.next(booking, BookingStep::Phone);
        }
        self.ask_step_again(answer);
    }

    /// Begins a booking with the words that ask for it, if they do: with the topic, the time and the number in them.
    pub(in crate::conversation::customer) fn asks_to_be_called(&mut self, message: i64, text: &str) -> bool {
        let meant = self.meaning(text);
        let timed = time::asks_for_call(text) && self.said_in(text).is_some();
        let urgent = read_fraud(text).is_some() || meant.all().any(|id| self.is_urgent(Some(id)));
        let wanted = meant.all().any(|id| id.as_str() == REQUEST_CALLBACK);
        // The bare wish for a person is heard with the other short messages.
        let told = wanted && !self.is_bare_errand(text, &meant) && self.aside(text).is_none();
        let numbered = time::asks_for_call(text) && number::tells_own_number(text);
        if self.own.is_some() || urgent || !(told || timed || numbered) {
            return false;
        }
        let said = self.said_in(text);
        let rest = said.as_ref().map_or_else(|| text.to_owned(), |said| said.rest(text));
        let topic = self.topic_of(text, &rest, &meant);
        if !self.open_booking(topic) {
            return true;
        }
        let Some(booking) = self.booking() else { return true };
        if self.takes_number(message, text, &booking) {
            return true;
        }
        let wish = said.is_some().then(|| Wish { text: text.to_owned(), at: self.facts.now });
        let booking = Booking { wish, ..booking };
        let bare = booking.topic.is_none() && is_short(&rest);
        self.put(booking);
        if !(bare || self.is_bare_errand(text, &meant)) {
            self.note(message, text);
        }
        // A question that comes with the wish is answered in a line or two.
        let asked = meant.first.as_ref().filter(|id| self.is_offered(id) && is_question(text)).cloned();
        let answer = asked.map(|id| self.brief(&id)).unwrap_or_default();
        let noted = said.map(|_| self.words().say("time-noted", &[])).unwrap_or_default();
        let before = answer.and(&noted);
        if before.source().is_empty() {
            self.ask_step()
        } else {
            self.ask_step_again(before)
        }
        true
    }

    /// What a text surely means.
    pub(in crate::conversation::customer) fn meaning(&self, text: &str) -> Meaning {
        match self.facts.matcher.verdict(text) {
            Verdict::Answer { first, second } => {
                Meaning { first: Some(first.intent), second: second.map(|second| second.intent) }
            }
            Verdict::Unsure(_) | Verdict::None => Meaning::default(),
        }
    }

    /// Whether a text says nothing that anybody needs to know: a greeting, thanks, one of our own buttons.
    pub(super) fn is_small_talk(&self, text: &str, meant: &Meaning) -> bool {
        let courtesy = |id: &IntentId| self.facts.library.intent(id).is_some_and(|intent| intent.courtesy);
        let courteous = meant.first.as_ref().is_some_and(courtesy) && meant.second.is_none();
        let buttons =
            ["button-none-of-these", "button-human", "button-call-me", "button-solved", "button-share-contact"];
        (courteous && is_short(text))
            || matches!(
                aside(text),
                Some(Aside::Nothing | Aside::Heard | Aside::Thanks | Aside::NoneOfThese | Aside::Help | Aside::Human)
            )
            || is_one_of(text, &LEAVING)
            || buttons.iter().any(|key| self.is_label(text, key))
    }

    /// What a call that is asked for in these words is to be about: as they are understood, or else by a topic that they name.
    fn topic_of(&self, text: &str, rest: &str, meant: &Meaning) -> Option<IntentId> {
        let offered = |meant: &Meaning| meant.all().find(|id| self.is_offered(id)).cloned();
        if let Some(topic) = offered(meant).or_else(|| offered(&self.meaning(rest))) {
            return Some(topic);
        }
        let words = plain(text);
        let mut named = self.topics().filter(|intent| intent.texts.values().any(|text| is_named(&text.title, &words)));
        // Two topics named are none.
        named.next().filter(|_| named.next().is_none()).map(|intent| intent.id.clone())
    }

    /// Whether a call can be about this.
    fn is_offered(&self, id: &IntentId) -> bool {
        self.facts.library.intent(id).is_some_and(|intent| intent.escalate == Escalate::Offer)
    }

    /// Whether a text is what a button says, in whatever language the button was read.
    pub(super) fn is_label(&self, text: &str, key: &str) -> bool {
        Locale::ALL.iter().any(|locale| plain(&self.facts.words(*locale).label(key, &[])) == plain(text))
    }
}

/// Whether a text is what a button below the input field says: a press, though it comes as a text. Or says the same in words.
pub(in crate::conversation::customer) fn is_reply_button(phrasebook: &Phrasebook, text: &str) -> bool {
    if is_one_of(text, &LEAVING) || is_one_of(text, &BACK) {
        return true;
    }
    let text = plain(text);
    let buttons = ["button-type-number", "button-back", "button-not-now"];
    let label = |locale: &Locale, key| plain(&phrasebook.page(*locale).label(key, &[]));
    Locale::ALL.iter().any(|locale| buttons.iter().any(|key| label(locale, key) == text))
}

/// Whether a text names a topic by its title, in the singular or plural.
fn is_named(title: &str, text: &str) -> bool {
    let title = plain(title);
    let title = title.strip_suffix('s').filter(|title| title.is_ascii()).unwrap_or(&title);
    !title.is_empty() && text.contains(title)
}

/// Whether a text names another way to be reached, and is short enough to be about that.
fn names_messenger(text: &str) -> bool {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
    let named = |name: &&str| if name.is_ascii() { words.contains(name) } else { plain.contains(*name) };
    is_short(text) && MESSENGERS.iter().any(named)
}
