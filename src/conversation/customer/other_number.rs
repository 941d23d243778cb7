//! A number that is written while a call is owed: whether we shall call it instead, or it is one that called them. Taken out
//! of the chat either way, as at booking.

use super::Talk;
use crate::callback::RequestId;
use crate::conversation::context::{Awaited, Step};
use crate::conversation::input::{CustomerClick, Phrases};
use crate::conversation::output::{Keyboard, button};
use crate::safety::{Dialled, Hint, Phone, Reading, Strength, read_number};
use crate::words::Args;

/// Words by which a number is one to look at: somebody called from it.
const CALLED_ME: &[&str] = &[
    "called me",
    "call from",
    "calls from",
    "rang me",
    "phoned me",
    "texted me",
    "is this you",
    "is it you",
    "is that you",
    "is this your*",
    "is that your*",
    "is this number",
    "is this really",
    "was this you",
    "are you calling",
    "your number",
    "calling me from",
    "scam*",
    "fake",
    "genuine",
    "legit",
    "打给我的",
    "打来",
    "来电",
    "打电话给我",
    "打了我",
    "打过来",
    "是你们",
    "是不是你们",
    "是官方",
    "是真的",
    "骗子",
    "诈骗",
    "假的",
    "真的吗",
    "的电话吗",
    "官方吗",
    "你们的",
];

/// Words by which it is one to call.
const CALL_IT: &[&str] = &[
    "call me",
    "call this",
    "ring me",
    "reach me",
    "phone me",
    "call on",
    "my number",
    "new number",
    "wrong number",
    "other number",
    "another number",
    "different number",
    "correct number",
    "right number",
    "number is",
    "number changed",
    "instead",
    "use this",
    "please use",
    "is dead",
    "out of battery",
    "打这个",
    "打给",
    "没电",
    "打我",
    "打到",
    "拨这个",
    "改打",
    "换成",
    "换个",
    "换了",
    "改成",
    "改为",
    "新号码",
    "我的号码",
    "我号码",
    "我的电话",
    "我电话",
    "手机号",
    "号码错",
    "号码不对",
    "正确的",
    "另一个",
    "联系我",
    "用这个",
];

/// A number to call has at least so many digits.
const FEWEST_DIGITS: usize = 7;

/// Beside a number that is all of a message, about so many words.
const AROUND: usize = 3;

impl Talk<'_> {
    /// Takes a number that is written while a call is owed and none was asked for. Says whether there was one to ask about.
    pub(super) fn takes_other_number(&mut self, message: i64, text: &str) -> bool {
        let Some(own) = self.own.as_ref().filter(|own| own.state.is_open()) else { return false };
        let id = own.id;
        let said = Phrases::of(text);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let letters = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
        let meant = said.any(CALL_IT) || (letters <= AROUND && digits >= FEWEST_DIGITS && is_mostly_number(text));
        if said.any(CALLED_ME) || !meant {
            return false;
        }
        match read_number(text, &self.number_hints()) {
            Reading::One(dialled) if dialled.phone.reveal() == own.phone.reveal() => {
                self.delete(message);
                let args: Args<'_> =
                    &[("phone", self.words().phone(&dialled.phone).into()), ("reference", id.to_string().into())];
                self.say("number-same", args, Keyboard::None);
            }
            Reading::One(dialled) => {
                self.delete(message);
                self.ask_this_number(id, dialled);
            }
            Reading::Which(_) => self.ask_again(id, "phone-no-country"),
            Reading::Several(_) => self.ask_again(id, "number-several"),
            Reading::Refused(_) => return false,
        }
        true
    }

    /// A press below that question.
    pub(super) fn call_this(&mut self, press: &str, button: Option<i64>, id: RequestId, yes: bool) {
        let Step::OtherNumber { request, phone } = self.state.step.clone() else { return self.old_button(press) };
        if request != id || self.own_request(id).is_none() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.unbutton(button);
        self.settle_number(phone, yes);
    }

    /// "Yes" and "no" in words. Says whether it was one.
    pub(super) fn answers_number(&mut self, text: &str, phone: &Phone) -> bool {
        const YES: &[&str] = &[
            "yes",
            "yes please",
            "yep",
            "yeah",
            "ok",
            "okay",
            "sure",
            "correct",
            "是",
            "是的",
            "对",
            "对的",
            "好",
            "好的",
            "嗯",
            "可以",
            "打这个",
        ];
        const NO: &[&str] = &[
            "no",
            "nope",
            "no it called me",
            "it called me",
            "不是",
            "不",
            "不用",
            "不是的",
            "它打给我的",
            "是打给我的",
        ];
        let said = Phrases::of(text);
        let yes = said.is(YES);
        if yes || said.is(NO) {
            self.settle_number(phone.clone(), yes);
            return true;
        }
        false
    }

    fn settle_number(&mut self, phone: Phone, yes: bool) {
        self.state.step = Step::Idle;
        if yes {
            return self.renumber(phone);
        }
        self.looks_at_contact(phone.reveal());
    }

    fn ask_this_number(&mut self, id: RequestId, dialled: Dialled) {
        if let Some(extension) = &dialled.extension {
            let note = self.words().label("extension-story", &[("extension", extension.as_str().into())]);
            self.add_quietly(&note);
        }
        let words = self.words();
        let phone = dialled.phone;
        let args: Args<'_> = &[("phone", words.phone(&phone).into()), ("reference", id.to_string().into())];
        let rows = vec![
            vec![button(words, "button-call-this", CustomerClick::CallThis(id, true))],
            vec![button(words, "button-called-me", CustomerClick::CallThis(id, false))],
        ];
        self.state.step = Step::OtherNumber { request: id, phone };
        self.say("ask-this-number", args, Keyboard::Inline(rows));
    }

    fn ask_again(&mut self, id: RequestId, key: &str) {
        self.state.step = Step::Awaiting { request: id, what: Awaited::Number };
        let keyboard = self.share_keyboard();
        self.say(key, &[], keyboard);
    }

    /// The countries that a number without one may belong to.
    fn number_hints(&self) -> Vec<Hint> {
        let own = self.own.as_ref().and_then(|own| own.phone.country());
        let own = own.map(|country| Hint { country, strength: Strength::Number });
        let desk = self.facts.country.map(|country| Hint { country, strength: Strength::Desk });
        own.into_iter().chain(desk).collect()
    }
}

/// Whether digits and what stands between them are most of a text.
fn is_mostly_number(text: &str) -> bool {
    let number = text.chars().filter(|c| c.is_ascii_digit() || "+-() ./".contains(*c)).count();
    number * 3 >= text.chars().count() * 2
}
