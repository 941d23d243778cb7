//! Signing in to the console: a browser shows a number, and whoever sits before it presses the same one here. For everybody on the
//! roster, whatever their role, in private alone. Makes no session: the browser that asked comes for it.

use crate::admission::{Attempt, AttemptCode, Denied, Happened, Record};
use crate::callback::{Member, Surface};
use crate::conversation::context::{Facts, Situation};
use crate::conversation::input::{AgentClick, Click, Command, Incoming, What};
use crate::conversation::output::{Body, Button, Decision, Keyboard, MessageRef, Recipient};
use crate::conversation::view::leads;
use crate::text::Locale;
use crate::words::{Markdown, Words};

/// Decides on an event that is about a sign-in; hands the situation back where it is about something else.
pub(super) fn on_event(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
) -> Result<Decision, Box<Situation>> {
    let member = facts.roster.member(incoming.person.id);
    let wish = match &incoming.what {
        What::Text { .. } => match Command::read(&incoming.what) {
            Some(Command::SignIn(code)) => Wish::Begin(code),
            // To everybody else it is a command like any that there is not.
            Some(Command::Console(code)) if member.is_some() => Wish::Begin(code),
            _ => return Err(Box::new(situation)),
        },
        What::Click { click: Some(Click::Agent(AgentClick::SignIn(_, number))), .. } => Wish::Choose(*number),
        What::Click { click: Some(Click::Agent(AgentClick::NotMe(code))), .. } => Wish::Disown(*code),
        _ => return Err(Box::new(situation)),
    };
    let locale = match member {
        Some(member) => member_locale(facts, member),
        None => {
            let state = situation.conversation.as_ref();
            state.map_or_else(|| facts.new_conversation(incoming).language.locale, |state| state.language.locale)
        }
    };
    let mut door = Door { facts, words: facts.words(locale), incoming, situation, out: Decision::default() };
    match (member, wish) {
        // Without an attempt that waits it is a message like any, with a message's allowance.
        (None, _) if door.situation.attempt.is_none() => return Err(Box::new(door.situation)),
        (None, _) => door.refuse(Denied::Stranger),
        (Some(_), Wish::Begin("")) => door.say("sign-in-how"),
        (Some(member), Wish::Begin(_)) => door.ask(member),
        (Some(member), Wish::Choose(number)) => door.choose(member, number),
        (Some(member), Wish::Disown(code)) => door.disown(member, code),
    }
    Ok(door.out)
}

/// What somebody wants.
enum Wish<'a> {
    /// To come in with the browser that shows this code.
    Begin(&'a str),
    /// To be the one who sees this number.
    Choose(u8),
    /// Not to have asked.
    Disown(AttemptCode),
}

/// One event while it is worked off.
struct Door<'a> {
    facts: &'a Facts<'a>,
    words: Words<'a>,
    incoming: &'a Incoming,
    situation: Situation,
    out: Decision,
}

impl Door<'_> {
    fn ask(&mut self, member: &Member) {
        let Some((code, mut attempt)) = self.situation.attempt.take() else { return self.refuse(Denied::Unknown) };
        if let Err(why) = attempt.ask(member.id(), self.facts.now) {
            return self.deny(member, why, &attempt);
        }
        let number = |number: u8| Button { label: number.to_string(), click: AgentClick::SignIn(code, number).into() };
        let numbers = attempt.choices.map(number).to_vec();
        let keyboard = Keyboard::Inline(vec![numbers, vec![self.not_me(code)]]);
        let text = self.words.say("sign-in-ask", &[("browser", attempt.browser.to_string().into())]);
        self.out.say(self.incoming.chat, text, keyboard);
        self.out.attempt = Some((code, attempt));
    }

    fn choose(&mut self, member: &Member, number: u8) {
        let Some((code, mut attempt)) = self.situation.attempt.take() else { return self.refuse(Denied::Unknown) };
        let before = attempt.stage;
        match attempt.choose(member.id(), number, self.facts.now) {
            Ok(()) => {
                let zone = &self.facts.hours.zone;
                let at = self.words.moment(self.facts.now, zone, self.facts.now);
                let args = [("browser", attempt.browser.to_string().into()), ("time", at.into())];
                let text = self.words.say("sign-in-done", &args);
                self.answer(None);
                self.replace(text, Keyboard::Inline(vec![vec![self.not_me(code)]]));
            }
            Err(why) => self.deny(member, why, &attempt),
        }
        if attempt.stage != before {
            self.out.attempt = Some((code, attempt));
        }
    }

    /// Whoever is asked for a sign-in that they did not begin has somebody at their door: it is closed, what stands open is closed
    /// too, and the leads hear of it.
    fn disown(&mut self, member: &Member, code: AttemptCode) {
        // Once the browser is in, the attempt is gone, and its session tells of it.
        let led_to = self.situation.sessions.iter().find(|(_, session)| session.attempt == Some(code));
        let mut browser = led_to.map(|(_, session)| session.browser.clone());
        if let Some((code, mut attempt)) = self.situation.attempt.take()
            && attempt.disown(member.id()).is_ok()
        {
            browser = Some(attempt.browser.clone());
            self.out.attempt = Some((code, attempt));
        }
        let Some(browser) = browser else { return self.answer(Some("sign-in-closed-already")) };
        self.out.ended_sessions = self.situation.sessions.iter().map(|(id, _)| id.clone()).collect();
        self.record(Some(member), Happened::Disowned { browser });
        self.answer(None);
        let text = self.words.say("sign-in-disowned", &[]);
        self.replace(text, Keyboard::None);
        leads::tell(self.facts, &mut self.out, "alarm-sign-in", &[("agent", member.name().into())]);
    }

    /// A sign-in that leads nowhere: told and written down.
    fn deny(&mut self, member: &Member, why: Denied, attempt: &Attempt) {
        self.record(Some(member), Happened::SignInDenied { why, browser: Some(attempt.browser.clone()) });
        self.refuse(why);
    }

    /// Says why nothing comes of it.
    fn refuse(&mut self, why: Denied) {
        if why == Denied::Stranger {
            self.record(None, Happened::SignInDenied { why, browser: None });
        }
        let key = why.sentence();
        let pressed = matches!(self.incoming.what, What::Click { .. });
        if pressed {
            self.answer(Some(key));
        }
        let text = self.words.say(key, &[]);
        match (pressed, why) {
            (false, _) => self.out.say(self.incoming.chat, text, Keyboard::None),
            // The buttons are worth nothing any more, but for whoever they were not meant for.
            (true, Denied::Stranger | Denied::Taken) => {}
            (true, _) => self.replace(text, Keyboard::None),
        }
    }

    fn say(&mut self, key: &str) {
        let text = self.words.say(key, &[]);
        self.out.say(self.incoming.chat, text, Keyboard::None);
    }

    /// Ends the spinner of a press.
    fn answer(&mut self, key: Option<&'static str>) {
        let What::Click { press, .. } = &self.incoming.what else { return };
        match key {
            Some(key) => self.out.refuse(self.incoming.chat, press, self.words.label(key, &[])),
            None => self.out.answer(self.incoming.chat, press, None),
        }
    }

    /// Puts a text in the place of the message that carries the pressed button.
    fn replace(&mut self, text: Markdown, keyboard: Keyboard) {
        if let What::Click { message: Some(message), .. } = &self.incoming.what {
            let body = Body::Edit { message: MessageRef::Id(*message), text, keyboard };
            self.out.send(Recipient::Chat(self.incoming.chat), body);
        }
    }

    fn not_me(&self, code: AttemptCode) -> Button {
        Button { label: self.words.label("button-not-me", &[]), click: AgentClick::NotMe(code).into() }
    }

    fn record(&mut self, by: Option<&Member>, what: Happened) {
        let by = by.map(Member::id);
        self.out.audit.push(Record { at: self.facts.now, by, surface: Surface::Telegram, what });
    }
}

fn member_locale(facts: &Facts<'_>, member: &Member) -> Locale {
    let spoken = member.languages().iter().find(|language| facts.languages.contains(language));
    spoken.map_or(facts.default_locale(), |language| Locale::from(*language))
}
