//! The customer's side: what they write or press, and what they are told. All routing of a private chat stands here.

mod after;
mod answer;
mod blocked;
mod booking;
mod brief;
mod elsewhere;
mod excerpt;
mod files;
mod heard;
mod identity;
mod menu;
mod more;
mod other_number;
mod pieces;
mod prepare;
mod privacy;
mod raise;
mod request;
mod scam;
mod secret;
mod small_talk;
mod special_intents;
mod status;
mod story;
mod tongue;
mod tried;
mod urgent;
mod verify;
mod windows;
mod wishes;
mod wording;
mod zone;

use crate::callback::{Ahead, CallbackRequest, ChatId, Measure, Promised, RequestId};
use crate::conversation::context::{Awaited, Conversation, Facts, Pass, Situation, Step, is_urgent};
use crate::conversation::input::{Click, Command, CommandOf, CustomerClick, Incoming, Sent, What, Written};
use crate::conversation::output::{Body, Button, Decision, Keyboard, MessageRef, Recipient, button};
use crate::safety::CodeSeed;
use crate::text::Locale;
use crate::words::{Args, Markdown, Words};
pub use pieces::waits_for_more;

/// A talk with one customer while one event is worked off.
struct Talk<'a> {
    facts: &'a Facts<'a>,
    chat: ChatId,
    name: &'a str,
    state: Conversation,
    /// What Telegram's language code hints at.
    hint: Option<Locale>,
    own: Option<CallbackRequest>,
    /// The request that a press, or the words to a rating, are about.
    named: Option<CallbackRequest>,
    ahead: Ahead,
    promised: Promised,
    unproved: u64,
    fresh: Option<RequestId>,
    seed: Option<CodeSeed>,
    /// The menu that was pressed: the next one takes its place.
    menu: Option<i64>,
    /// The messages that a text came in, where it came in several.
    lines: Vec<Written>,
    out: Decision,
}

/// Decides on an event in a customer's private chat.
pub(super) fn on_event(facts: &Facts<'_>, situation: Situation, incoming: &Incoming) -> Decision {
    if matches!(incoming.what, What::Blocked | What::Unblocked | What::Migrated(_) | What::Nothing) {
        return Decision::default();
    }
    if facts.board.blocks.of(incoming.chat, facts.now).is_some() {
        return blocked::while_blocked(facts, &situation, incoming);
    }
    let mut talk = Talk {
        facts,
        chat: incoming.chat,
        name: &incoming.person.name,
        state: situation.conversation.unwrap_or_else(|| facts.new_conversation(incoming)),
        hint: incoming.person.language_tag.as_deref().and_then(Locale::from_tag),
        own: situation.own,
        named: situation.named,
        ahead: situation.ahead,
        promised: situation.promised,
        unproved: situation.unproved,
        fresh: situation.fresh,
        seed: situation.seed,
        menu: None,
        lines: Vec::new(),
        out: Decision::default(),
    };
    match &incoming.what {
        What::Text { message, text, forwarded } if talk.may_pass(None, incoming) => {
            talk.on_text(*message, text, Some(&incoming.what), *forwarded);
        }
        What::Contact { message, phone, owner, forwarded } if talk.may_pass(None, incoming) => {
            let is_own = *owner == Some(incoming.person.id) && !forwarded;
            talk.on_contact(*message, phone, is_own);
        }
        What::Media { message, media, caption, file } if talk.may_pass(None, incoming) => {
            let sent = Sent { message: *message, media: *media, caption: caption.clone(), file: file.clone() };
            talk.on_files(&[sent], &[]);
        }
        What::Texts(texts) => talk.on_texts(texts, incoming),
        What::Album(album) => talk.on_album(album, &[], incoming),
        What::Thought { texts, sent } => talk.on_album(sent, texts, incoming),
        What::Secret { message, kinds, text } => {
            let may_pass = talk.may_pass(None, incoming);
            talk.on_secret(*message, kinds, text, may_pass);
        }
        What::Code { message, proof } => talk.on_code(*message, proof),
        What::Click { press, message, click } if talk.may_pass(Some(press), incoming) => {
            talk.on_click(press, *message, click.as_ref());
        }
        What::Edited { message, text } if talk.may_pass(None, incoming) => talk.on_edit(*message, text),
        _ => {}
    }
    talk.keep_language();
    talk.note_urgency();
    talk.note_call();
    talk.state.heard_at = Some(facts.now);
    talk.out.conversation = Some(talk.state);
    talk.out
}

impl<'a> Talk<'a> {
    fn on_text(&mut self, message: i64, text: &str, what: Option<&What>, forwarded: bool) {
        // Words below a picture are nobody's command.
        let command = what.and_then(Command::read);
        // What somebody else wrote says nothing of the language that the customer reads.
        let reads = command.is_none() && !forwarded && self.tells_language(text);
        let tongue = if reads { self.follow_language(text) } else { None };
        self.note_secrets(text);
        if command.is_some() && self.booking().is_none() {
            self.state.step = Step::Idle;
        }
        match command {
            Some(Command::Start | Command::SignIn(_)) => self.start(),
            Some(Command::Help) => self.help(),
            Some(Command::Language) => self.ask_language(),
            Some(Command::Call) => self.begin_booking(None),
            Some(Command::Status) => self.show_status(),
            Some(Command::Verify) => self.verify(),
            Some(Command::Cancel) => self.on_cancel_command(),
            Some(Command::Privacy) => self.show_privacy(),
            Some(Command::Forget) => self.ask_forget(),
            Some(command) if command.whose() == CommandOf::Agents => {
                self.say("agents-only", &[], Keyboard::None);
            }
            Some(_) => self.help(),
            None if self.takes_new_number(message, text) || self.takes_address(text) => {}
            None if !forwarded && self.booking().is_none() && self.tells_of_urgent(text) => self.hear(message, text),
            None if self.takes_newest_answer(text) || self.takes_prepared(text) => {}
            None if matches!(self.state.step, Step::Booking(_)) => self.book_with_text(message, text),
            None if self.takes_awaited(text) => {}
            None if self.takes_answer(text) => {}
            None if !forwarded && self.takes_other_number(message, text) => {}
            None if self.looks_at(text, forwarded) => {}
            None if !forwarded && self.asks_to_be_called(message, text) => {}
            None => match tongue {
                Some(tongue) => self.say_languages(tongue, text),
                None => self.hear(message, text),
            },
        }
    }

    fn on_click(&mut self, press: &str, message: Option<i64>, click: Option<&Click>) {
        let Some(click) = click else { return self.old_button(press) };
        let goes_on = matches!(
            click,
            Click::Customer(
                CustomerClick::SkipItem(..)
                    | CustomerClick::StopPreparing(_)
                    | CustomerClick::CodeAgain(_)
                    | CustomerClick::CallThis(..)
            )
        );
        if self.booking().is_none() && !goes_on {
            // Whatever was asked for, a button is pressed instead.
            self.state.step = Step::Idle;
        }
        match click {
            Click::Customer(click) => self.on_own_click(press, message, click),
            Click::Agent(_) => {
                let line = self.words().label("agents-only", &[]);
                self.out.refuse(self.chat, press, line);
            }
        }
    }

    fn on_own_click(&mut self, press: &str, message: Option<i64>, click: &CustomerClick) {
        match click {
            CustomerClick::Book(number, answer) => return self.book_with_click(press, message, *number, answer),
            CustomerClick::Move(id, pick) => return self.move_own(press, message, *id, *pick),
            CustomerClick::AddInfo(id) => return self.ask_info(press, *id),
            CustomerClick::NewNumber(id) => return self.ask_number(press, *id),
            CustomerClick::CallThis(id, yes) => return self.call_this(press, message, *id, *yes),
            CustomerClick::HeadsUpRead(id) => return self.heads_up_read(press, message, *id),
            CustomerClick::Helped(id, yes) => return self.helped(press, message, *id, *yes),
            CustomerClick::Rate(id, stars) => return self.rate(press, message, *id, *stars),
            CustomerClick::NoComment(_) => return self.no_comment(press, message),
            CustomerClick::Reopen(id, pick) => return self.reopen(press, message, *id, *pick),
            CustomerClick::Cancel(id) => return self.ask_cancel(press, *id),
            CustomerClick::ReallyCancel(id, yes) => return self.really_cancel(press, message, *id, *yes),
            CustomerClick::Prepare(id) => return self.begin_preparing(press, *id),
            CustomerClick::SkipItem(id, item) => return self.skip_item(press, message, *id, *item),
            CustomerClick::StopPreparing(id) => return self.stop_preparing(press, message, *id),
            CustomerClick::Prove(id) => return self.offer_proof(press, *id),
            CustomerClick::CodeAgain(id) => return self.code_again(press, message, *id),
            _ => self.out.answer(self.chat, press, None),
        }
        match click {
            CustomerClick::Topics => self.show_topics(),
            CustomerClick::Topic(id) => self.press_topic(id),
            CustomerClick::More(id) => self.show_all(message, id),
            CustomerClick::Solved => self.solved(message),
            CustomerClick::Human(topic) => self.hand_to_person(topic.clone()),
            CustomerClick::NoneOfThese => self.none_of_these(),
            CustomerClick::Languages => self.ask_language(),
            CustomerClick::Speak(choice) => self.speak(*choice),
            CustomerClick::Status => self.show_status(),
            CustomerClick::AskZone => {
                self.menu = message.filter(|_| self.booking().is_some());
                self.on_ask_zone();
            }
            CustomerClick::InZone(zone) => {
                self.menu = message.filter(|_| self.booking().is_some());
                self.take_zone(zone);
            }
            CustomerClick::Forget => self.ask_forget(),
            CustomerClick::ReallyForget(asked_about) => self.really_forget(message, *asked_about),
            CustomerClick::KeepData => self.keep_data(message),
            CustomerClick::Verify => self.verify(),
            CustomerClick::Report => self.report(),
            CustomerClick::Told(disclosed) => self.told(*disclosed),
            _ => {}
        }
        let left = self.menu.take();
        self.unbutton(left);
    }

    fn on_contact(&mut self, message: i64, phone: &str, is_own: bool) {
        match &self.state.step {
            _ if self.own.as_ref().is_some_and(|own| own.number_wrong) => self.new_number_from_contact(phone, is_own),
            _ if self.awaits(Awaited::Number) => self.new_number_from_contact(phone, is_own),
            Step::Booking(_) => self.book_with_contact(message, phone, is_own),
            _ if !is_own => self.looks_at_contact(phone),
            _ if self.own.as_ref().is_some_and(CallbackRequest::is_unproved) => {
                self.new_number_from_contact(phone, is_own);
            }
            _ if self.own.is_some() => self.show_status(),
            _ => {
                if self.open_booking(None) {
                    self.book_with_contact(message, phone, is_own);
                }
            }
        }
    }

    /// Takes words that were asked for: for the agent, a place, a comment. Says whether they were.
    fn takes_awaited(&mut self, text: &str) -> bool {
        match std::mem::take(&mut self.state.step) {
            Step::Awaiting { what: Awaited::Information, .. } if self.own.is_some() => self.add_to_request(text),
            Step::Awaiting { request, what: Awaited::Comment } => self.comment(request, text),
            Step::Place => return self.takes_place(text),
            Step::OtherNumber { request, phone } => {
                if self.answers_number(text, &phone) {
                    return true;
                }
                self.state.step = Step::OtherNumber { request, phone };
                return false;
            }
            Step::Booking(booking) => {
                self.state.step = Step::Booking(booking);
                return false;
            }
            Step::Idle | Step::Preparing { .. } | Step::Awaiting { .. } => return false,
        }
        true
    }

    /// Whether these words of the customer's are awaited.
    fn awaits(&self, awaited: Awaited) -> bool {
        matches!(self.state.step, Step::Awaiting { what, .. } if what == awaited)
    }

    /// Remembers when the talk is about something that must not wait, so that what follows does not wait either.
    fn note_urgency(&mut self) {
        let booked = self.booking().and_then(|booking| booking.topic);
        if self.is_urgent(self.state.topic.as_ref()) || self.is_urgent(booked.as_ref()) {
            self.state.urgent_at = Some(self.facts.now);
        }
    }

    /// What the desk writes of an owed call is in the language that the customer reads by now.
    fn keep_language(&mut self) {
        let locale = self.state.language.locale;
        for request in &mut self.out.requests {
            request.customer.locale = locale;
        }
        if let Some(own) = self.own.as_ref().filter(|own| own.customer.locale != locale)
            && self.out.kept(own.id).is_none()
        {
            let mut own = own.clone();
            own.customer.locale = locale;
            self.out.keep(own);
        }
    }

    /// Whether the event may be worked off, or comes from somebody who floods the desk. What is urgent may even then.
    fn may_pass(&mut self, press: Option<&str>, incoming: &Incoming) -> bool {
        let facts = self.facts;
        let pass = self.state.allowance.take(facts.now);
        if pass == Pass::Yes {
            return true;
        }
        if is_urgent(facts.library, facts.matcher, incoming) && self.state.allowance.take_urgent(facts.now) {
            return true;
        }
        self.out.tally.push((Measure::LeftUnread, None, None, 1));
        if let Some(press) = press {
            let line = self.words().label("slow-down-press", &[]);
            self.out.answer(self.chat, press, Some(line));
        }
        match pass {
            Pass::NoAndTell { pause } if pause.is_positive() => {
                let pause = self.words().length(pause);
                self.say("slow-down-pause", &[("pause", pause.into())], Keyboard::None);
            }
            Pass::NoAndTell { .. } => self.say("slow-down", &[], Keyboard::None),
            Pass::No | Pass::Yes => {}
        }
        false
    }

    fn old_button(&mut self, press: &str) {
        let line = self.words().label("old-button", &[]);
        self.out.answer(self.chat, press, Some(line));
    }

    fn words(&self) -> Words<'a> {
        self.facts.words(self.state.language.locale)
    }

    fn say(&mut self, key: &str, args: Args<'_>, keyboard: Keyboard) {
        let text = self.words().say(key, args);
        self.out.say(self.chat, text, keyboard);
    }

    fn say_text(&mut self, text: Markdown, keyboard: Keyboard) {
        self.out.say(self.chat, text, keyboard);
    }

    /// Deletes a message that holds personal data, now that it is stored; of several, those that hold it.
    fn delete(&mut self, message: i64) {
        for message in self.messages_with_number(message) {
            self.out.delete(self.chat, message);
        }
    }

    /// Puts a text and its buttons in the place of a message of ours.
    fn edit(&mut self, message: i64, text: Markdown, keyboard: Keyboard) {
        let message = MessageRef::Id(message);
        self.out.send(Recipient::Chat(self.chat), Body::Edit { message, text, keyboard });
    }

    /// Takes the buttons of a message away that has been answered.
    fn unbutton(&mut self, message: Option<i64>) {
        if let Some(message) = message {
            self.out.send(Recipient::Chat(self.chat), Body::Unbutton { message: MessageRef::Id(message) });
        }
    }

    /// The button to a person, about what the talk was about.
    fn human_button(&self) -> Button {
        button(self.words(), "button-human", CustomerClick::Human(self.state.topic.clone()))
    }
}
