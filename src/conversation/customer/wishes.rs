//! What a customer wants of a call that is owed, done or offered instead of filed: another time, cancelling, sooner, how long,
//! and why nobody rang.

use jiff::SignedDuration;

use super::Talk;
use super::special_intents::{CALLBACK_STATUS, CANCEL_CALLBACK, COMPLAINT, REQUEST_CALLBACK, WAITING_TIME};
use crate::callback::{CallbackRequest, Nearest, RequestId, SaidTime, State, Stretch, When, nearest, said_time};
use crate::conversation::context::{Awaited, Step};
use crate::conversation::input::{CallWish, Click, CustomerClick, Phrases, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::matching::Verdict;
use crate::words::Args;

/// Windows offered for a time that was said: as many as are compared at a glance.
const OFFERED: usize = 3;

/// A time within this is as good as now.
const SOON: SignedDuration = SignedDuration::from_hours(1);

/// Words that say nothing of their own beside a time: with only these around it, it is one for the call.
const AROUND: &[&str] = &[
    "please", "pls", "plz", "at", "on", "in", "by", "the", "a", "it", "is", "ok", "okay", "fine", "better", "best",
    "maybe", "then", "for", "me", "would", "could", "can", "you", "we", "be", "good", "great", "works", "suits", "how",
    "about", "what", "thanks", "thank", "hi", "hello", "i", "prefer", "make", "that", "rather", "around", "do", "my",
    "time", "if", "possible", "or", "so", "and", "yes", "no", "not", "today", "now", "s", "im", "too", "also", "only",
    "back",
];

/// The same in Chinese, character by character.
const AROUND_HAN: &str =
    "吧好可以行我你您们要想就在那请麻烦的最还是吗呢左右前后之这个时候间点了啊呀能不得到约帮谢也才更比较";

/// Words by which a time in a longer message is one for the call.
const OF_THE_CALL: &[&str] = &[
    "call*",
    "ring",
    "phone me",
    "instead",
    "move…to",
    "push it",
    "push the",
    "push my",
    "shift it",
    "only home",
    "im home",
    "am home",
    "be home",
    "get home",
    "change…to",
    "reschedul*",
    "appointment",
    "im free",
    "i am free",
    "available",
    "reach me",
    "打给",
    "打电话",
    "给我打",
    "再打",
    "打过来",
    "打来",
    "回电",
    "电话",
    "改到",
    "改成",
    "改为",
    "改在",
    "换到",
    "换成",
    "方便",
    "有空",
    "有时间",
    "接听",
    "联系我",
    "约在",
    "约到",
    "推迟到",
    "推到",
    "挪到",
    "调到",
    "延到",
    "在家",
    "到家",
    "提前到",
];

impl Talk<'_> {
    /// Takes what is wanted of the call that is owed, or of the last one. Says whether something was.
    pub(super) fn takes_wish(&mut self, text: &str, verdict: &Verdict) -> bool {
        let meant = match verdict {
            Verdict::Answer { first, .. } => first.intent.as_str(),
            Verdict::Unsure(_) | Verdict::None => "",
        };
        // Asked for beside something else: whoever has changed their mind asks nothing else any more.
        let cancels = matches!(verdict, Verdict::Answer { second: Some(second), .. } if second.intent.as_str() == CANCEL_CALLBACK);
        let meant = if cancels { CANCEL_CALLBACK } else { meant };
        match self.own.clone() {
            Some(own) => self.takes_wish_for(&own, text, meant),
            None => self.takes_wish_without(text, meant),
        }
    }

    fn takes_wish_for(&mut self, own: &CallbackRequest, text: &str, meant: &str) -> bool {
        if matches!(own.state, State::Calling { .. }) {
            return false;
        }
        let wish = CallWish::read(text);
        // "Will you call today?" names a day and wants no other.
        if !matches!(wish, Some(CallWish::Cancel | CallWish::HowLong))
            && let Some(stretch) = self.time_for_call(text)
        {
            self.offer_move(own, stretch);
            return true;
        }
        match (wish, meant) {
            (Some(CallWish::Later), _) => {
                self.ask_move(own.id, TimeChoice::Next, self.is_urgent(own.topic.as_ref()), None)
            }
            (Some(CallWish::Cancel), _) => {
                self.add_quietly(text);
                self.say_cancel_question(own.id);
            }
            (Some(CallWish::NobodyCalled), _) | (None, COMPLAINT) => {
                self.add_quietly(text);
                self.say_tried(own.id);
            }
            (Some(CallWish::Sooner), _) => self.sooner(own),
            (Some(CallWish::OtherNumber), _) => self.await_number(own.id),
            (Some(CallWish::HowLong | CallWish::CallAgain | CallWish::Person), _)
            | (None, CALLBACK_STATUS | WAITING_TIME | REQUEST_CALLBACK) => {
                self.show_status();
            }
            (None, CANCEL_CALLBACK) => self.say_cancel_question(own.id),
            (None, _) => return false,
        }
        true
    }

    /// The same where no call is owed: about the last one, or in general.
    fn takes_wish_without(&mut self, text: &str, meant: &str) -> bool {
        let wish = CallWish::read(text);
        let ended = self.last_ended().cloned();
        let wants_call = meant == REQUEST_CALLBACK || wish == Some(CallWish::CallAgain);
        match (wish, ended) {
            (Some(CallWish::NobodyCalled), Some(ended)) => self.say_tried_in_vain(&ended),
            // Words that only sound like cancelling want a call, if anything.
            (wish, _) if meant == CANCEL_CALLBACK && wish != Some(CallWish::Cancel) => self.show_status(),
            (Some(CallWish::NobodyCalled), None) => self.show_status(),
            (None, Some(ended)) if meant == CALLBACK_STATUS => self.say_tried_in_vain(&ended),
            (_, Some(ended)) if wants_call && self.is_worth_reopening(&ended, wish) => self.offer_reopening(&ended),
            (Some(CallWish::CallAgain), _) => self.begin_booking(None),
            (Some(CallWish::HowLong), _) => self.say_wait(),
            (None, _) if meant == WAITING_TIME => self.say_wait(),
            (Some(CallWish::Later), _) if meant == REQUEST_CALLBACK => return false,
            (Some(CallWish::Cancel | CallWish::Later), _) => {
                self.forget_topic();
                self.say("nothing-owed", &[], Keyboard::None);
            }
            (Some(CallWish::Person), _) if meant != REQUEST_CALLBACK => self.begin_booking(None),
            _ => return false,
        }
        true
    }

    /// The last call that was owed and is over.
    pub(super) fn last_ended(&self) -> Option<&CallbackRequest> {
        let last = self.state.heard.last_call?;
        let own = |request: &&CallbackRequest| {
            request.id == last && request.customer.chat == self.chat && !request.state.is_open()
        };
        self.named.as_ref().filter(own)
    }

    /// Whether a call that is over is what they want again: they say so, or have cancelled it a moment ago.
    fn is_worth_reopening(&self, ended: &CallbackRequest, wish: Option<CallWish>) -> bool {
        let lately = self.facts.now.duration_since(ended.touched_at()) < SOON;
        let cancelled = ended.state == State::Cancelled && lately;
        ended.can_reopen(self.facts.now) && !ended.number_wrong && (cancelled || wish == Some(CallWish::CallAgain))
    }

    /// A time that a message names for the call.
    fn time_for_call(&self, text: &str) -> Option<Stretch> {
        let said = self.said(text)?;
        let When::In(stretch) = said.when else { return None };
        let rest = said.rest(text);
        (is_around(&rest) || Phrases::of(&rest).any(OF_THE_CALL)).then_some(stretch)
    }

    fn said(&self, text: &str) -> Option<SaidTime> {
        let now = self.facts.now.to_zoned(self.zone());
        said_time(text, &now, &|at| self.facts.hours.open_now(at).is_some())
    }

    /// Offers the windows nearest to a time, one tap each.
    fn offer_move(&mut self, own: &CallbackRequest, stretch: Stretch) {
        let now = self.facts.now;
        let Nearest { windows, fits } = nearest(self.capacity().windows(), When::In(stretch), now, OFFERED);
        let words = self.words();
        let soon = self.soonest(self.is_urgent(own.topic.as_ref()));
        let mut rows: Vec<Vec<Button>> = Vec::new();
        if stretch.earliest.duration_since(now) < SOON
            && let Some(soon) = soon.filter(|soon| soon.from <= now)
        {
            let label = words.label("button-soon", &[("window", self.show(soon).into())]);
            rows.push(vec![Button { label, click: CustomerClick::Move(own.id, TimeChoice::Soon).into() }]);
        }
        rows.extend(windows.iter().map(|window| {
            let click = Click::Customer(CustomerClick::Move(own.id, TimeChoice::At(window.from.as_second())));
            vec![Button { label: self.show(*window), click }]
        }));
        if rows.is_empty() {
            return self.say("fully-booked", &[], Keyboard::None);
        }
        rows.push(vec![
            button(words, "button-other-times", CustomerClick::Move(own.id, TimeChoice::Next)),
            button(words, "button-leave-it", CustomerClick::ReallyCancel(own.id, false)),
        ]);
        let key = if fits { "offer-move" } else { "offer-move-near" };
        let args: Args<'_> = &[("reference", own.id.to_string().into()), ("zone", words.zone(&self.zone()).into())];
        self.say(key, args, Keyboard::Inline(rows));
    }

    /// Sooner, if somebody can; else the first times there are, or the place in line.
    fn sooner(&mut self, own: &CallbackRequest) {
        let words = self.words();
        if self.can_be_called_now(own) {
            let row = vec![button(words, "button-call-now", CustomerClick::Move(own.id, TimeChoice::Now))];
            return self.say("sooner-now", &self.reference(), Keyboard::Inline(vec![row]));
        }
        if own.state.waits_for_its_time() && !own.number_wrong {
            return self.ask_move(own.id, TimeChoice::Next, self.is_urgent(own.topic.as_ref()), None);
        }
        self.show_status();
    }

    fn await_number(&mut self, id: RequestId) {
        self.state.step = Step::Awaiting { request: id, what: Awaited::Number };
        let keyboard = self.share_keyboard();
        self.say("ask-new-number", &self.reference(), keyboard);
    }

    /// How long a call takes to come, if one is asked for now.
    fn say_wait(&mut self) {
        let words = self.words();
        let row = vec![button(words, "button-call-me", CustomerClick::Human(self.state.topic.clone()))];
        let wait = self.closed_now().or_else(|| self.soon_wait(false));
        let text = wait.unwrap_or_else(|| words.say("wait-unknown", &[]));
        let text = text.and(&words.say("wait-then-book", &[]));
        self.say_text(text, Keyboard::Inline(vec![row]));
    }
}

/// Whether what stands beside a time says nothing of its own.
fn is_around(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    let latin = |word: &str| word.is_empty() || AROUND.contains(&word);
    lower.split(|c: char| !c.is_ascii_alphabetic()).all(latin)
        && lower.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).all(|c| AROUND_HAN.contains(c))
        && !lower.contains(|c: char| c.is_ascii_digit())
}
