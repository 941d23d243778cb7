//! A request as a page of the console: who waits, what happened, what can be done. Personal data only before whoever has it, or
//! was shown it for a while.

use jiff::Timestamp;

use super::queue_page::{self, Row};
use super::{agent_buttons, card, details_text, earlier, history, identity, preparation, status_label};
use crate::callback::{Agent, CallbackRequest, Cause, State};
use crate::conversation::context::{Facts, Purpose};
use crate::conversation::input::{AgentClick, Click, Panel, WorkClick};
use crate::conversation::output::{Button, Keyboard, button};
use crate::words::{Markdown, Words, flag};

/// What whoever looks may see of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Nothing.
    Covered,
    /// All, because the request is theirs.
    Own,
    /// All until then, for a reason that was written down.
    Until(Timestamp),
}

/// Who waits for the call; personal data.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The name shown in Telegram.
    pub name: String,
    /// What is dialled, as people read it.
    pub phone: String,
    /// The number alone, for a `tel:` link.
    pub dial: String,
    /// The customer's Telegram shares this number.
    pub verified: bool,
    /// The country of the number.
    pub country: Option<String>,
    /// What the clock shows there.
    pub there: Option<Markdown>,
    /// Whether Telegram reaches them.
    pub reachable: bool,
    /// What they were asked to have at hand.
    pub ready: Option<Markdown>,
    /// How it was checked who they are.
    pub identity: Markdown,
    /// What they asked for before.
    pub earlier: Vec<(crate::callback::RequestId, Markdown)>,
    /// What proves the call that is being made, as it is spoken.
    pub code: Option<String>,
}

/// Something that happened, or was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What, with its time.
    pub text: Markdown,
    /// Words of a person, not the desk's.
    pub words: bool,
}

/// A request as a page.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestPage {
    /// What its row in the queue shows.
    pub row: Row,
    /// Reference, topic and urgency.
    pub line: Markdown,
    /// What may be seen.
    pub sight: Sight,
    /// Whether whoever looks has it.
    pub mine: bool,
    /// Whether it is being called.
    pub calling: bool,
    /// Who waits, where that may be seen.
    pub person: Option<Person>,
    /// What happened, oldest first.
    pub line_of_time: Vec<Happened>,
    /// The outcome that was written down and can be taken back, and until when.
    pub written: Option<(String, Timestamp)>,
    /// The buttons that can be pressed now, in the order of a call.
    pub panels: Vec<(Panel, Vec<Button>)>,
    /// The prepared texts that may be sent in place of own words.
    pub prepared: Vec<(Purpose, Vec<Button>)>,
}

/// The page of a request, as this agent sees it.
pub fn page(
    facts: &Facts<'_>,
    words: Words<'_>,
    agent: &Agent,
    request: &CallbackRequest,
    before: &[CallbackRequest],
    reachable: bool,
) -> RequestPage {
    let mine = request.state.owner() == Some(agent.id());
    let own = (request.id, agent.id());
    let shown = facts.board.shown.iter().find(|shown| (shown.request, shown.to) == own && shown.until > facts.now);
    let sight = match shown {
        _ if mine => Sight::Own,
        Some(shown) => Sight::Until(shown.until),
        None => Sight::Covered,
    };
    let open = sight != Sight::Covered;
    let written = request.written.as_ref();
    RequestPage {
        row: queue_page::row(facts, words, request),
        line: card::card_line(facts, words, request),
        sight,
        mine,
        calling: matches!(request.state, State::Calling { .. }),
        person: open.then(|| person(facts, words, request, before, reachable)),
        line_of_time: line_of_time(facts, words, request, open),
        written: written.map(|it| (status_label::outcome_name(facts, words, &it.code), it.until)),
        panels: panels(facts, words, agent, request, mine, open),
        prepared: [Purpose::Question, Purpose::Summary]
            .map(|purpose| (purpose, prepared(facts, words, request, purpose)))
            .into(),
    }
}

/// The prepared texts for a purpose, by their titles.
fn prepared(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, purpose: Purpose) -> Vec<Button> {
    let language = words.locale().language();
    let texts = facts.texts.of(purpose).filter_map(|block| {
        let label = words.own(block.title(language)?);
        Some(Button { label, click: AgentClick::Block(request.id, block.code.clone()).into() })
    });
    texts.collect()
}

fn person(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
    before: &[CallbackRequest],
    reachable: bool,
) -> Person {
    let country = request.phone.country();
    Person {
        name: request.customer.name.clone(),
        phone: details_text::dialled(words, request),
        dial: request.phone.reveal().to_owned(),
        verified: request.phone.is_verified(),
        country: country.map(|country| format!("{} {}", flag(country.as_ref()), words.country(country.as_ref()))),
        there: details_text::there(facts, words, request),
        reachable,
        ready: preparation::details(facts, words, request),
        identity: identity::details(facts, words, request),
        earlier: before.iter().map(|one| (one.id, earlier::line(facts, words, one))).collect(),
        code: request.code.filter(|code| code.is_good(facts.now)).map(|code| code.spoken()),
    }
}

/// What happened, in the order in which it did; with the words of people where those may be seen.
fn line_of_time(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, open: bool) -> Vec<Happened> {
    let told = request.history.iter().filter(|line| line.why != Cause::ClaimWarned);
    let told = told.map(|line| Happened { at: line.at, text: history::line(facts, words, line), words: false });
    let written = if open { details_text::written(facts, words, request) } else { Vec::new() };
    let written = written.into_iter().map(|(at, text)| Happened { at, text, words: true });
    let mut line: Vec<Happened> = told.chain(written).collect();
    line.sort_by_key(|happened| happened.at);
    line
}

/// The buttons of all panels: a page has room for them. What only turns a chat's message to other buttons is left out.
fn panels(
    facts: &Facts<'_>,
    words: Words<'_>,
    agent: &Agent,
    request: &CallbackRequest,
    mine: bool,
    shown: bool,
) -> Vec<(Panel, Vec<Button>)> {
    if !mine {
        let mut buttons = agent_buttons::elsewhere(words, agent, request).concat();
        if shown {
            buttons.push(button(words, "button-hide", AgentClick::Hide(request.id)));
        }
        return vec![(Panel::Main, buttons)];
    }
    let turns = |button: &Button| {
        matches!(button.click, Click::Agent(AgentClick::Work(_, WorkClick::Show(_) | WorkClick::Details)))
    };
    let written = request.written.is_some();
    let all = [Panel::Main, Panel::More, Panel::Snooze, Panel::Transfer].into_iter();
    all.filter(|panel| !written || *panel == Panel::Main)
        .filter_map(|panel| match agent_buttons::buttons(facts, words, agent, request, panel) {
            Keyboard::Inline(rows) => {
                let buttons = rows.concat().into_iter().filter(|button| !turns(button)).collect();
                Some((panel, buttons))
            }
            _ => None,
        })
        .collect()
}
