//! One request: who waits, what happened, what to do. What a deed asks for in words stands on the same page.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::mark::mark;
use crate::callback::{DispositionCode, RequestId};
use crate::console::frame::{Frame, show};
use crate::console::markup;
use crate::console::notices::Notice;
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::Seated;
use crate::conversation::{AgentClick, AgentStep, Button, Click, Panel, Purpose, RequestPage, Sight, WorkClick};
use crate::words::Value;

/// What the address asks for besides the request.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// The words that are to be written now: a step's word.
    ask: Option<String>,
    /// The outcome that needs a note.
    outcome: Option<String>,
}

/// A button as a form sends it.
struct Press {
    label: String,
    wire: String,
    /// The key that presses it, where it has one.
    key: Option<String>,
    style: &'static str,
}

/// What can be pressed, under a heading.
struct Group {
    title: String,
    presses: Vec<Press>,
    outcome: bool,
}

/// Words that can be written.
struct Form {
    word: &'static str,
    title: String,
    hint: String,
    send: String,
    outcome: String,
    draft: String,
    prepared: Vec<Press>,
    open: bool,
    /// What the page asks for now: the keyboard is in it.
    wanted: bool,
    short: bool,
    key: &'static str,
}

/// Something that happened, as HTML.
struct Line {
    html: String,
    words: bool,
}

#[derive(Template)]
#[template(path = "request.html")]
struct Page<'a> {
    frame: Frame<'a>,
    notices: Vec<Notice>,
    page: &'a RequestPage,
    reference: String,
    here: String,
    head: String,
    mark: Option<(&'static str, String)>,
    covered: Option<String>,
    identity: String,
    ready: Option<String>,
    there: Option<String>,
    earlier: Vec<(String, String)>,
    line: Vec<Line>,
    groups: Vec<Group>,
    forms: Vec<Form>,
    written: Option<String>,
    undo: Option<Press>,
}

/// Shows a request.
pub async fn request(
    seated: Seated,
    Path(reference): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let id: RequestId = reference.parse().map_err(|()| Refusal::NotFound)?;
    let outcome = wanted.outcome.as_deref().and_then(DispositionCode::new);
    let asked = wanted.ask.and_then(|word| AgentStep::named(&word, id, outcome)).unwrap_or_default();
    let notices = seated.notices();
    draw(&seated, id, &asked, "", notices).await
}

/// The page with these words asked for, `draft` in their place, and what was said.
pub(super) async fn draw(
    seated: &Seated,
    id: RequestId,
    asked: &AgentStep,
    draft: &str,
    notices: Vec<Notice>,
) -> Result<Response, Refusal> {
    let (desk, who) = (&seated.visit.console.desk, seated.seat.member.id());
    let page = desk.read_request(who, id, seated.visit.look.locale).await.map_err(unavailable)?;
    let page = page.ok_or(Refusal::NotFound)?;
    let frame = Frame::of(seated);
    let person = page.person.as_ref();
    let own = page.sight == Sight::Own;
    let undo = page.written.as_ref().map(|_| press(&button(&frame, "console-undo", AgentClick::Undo(id)), &mut None));
    let shown = Page {
        notices,
        reference: id.to_string(),
        here: format!("/r/{id}"),
        head: markup::plain(&page.line),
        mark: mark(&frame, page.row.urgency),
        covered: covered(&frame, &page),
        identity: person.map(|person| markup::html(&person.identity)).unwrap_or_default(),
        ready: person.and_then(|person| person.ready.as_ref()).map(markup::html),
        there: person.and_then(|person| person.there.as_ref()).map(markup::html),
        earlier: person.map(earlier).unwrap_or_default(),
        line: page.line_of_time.iter().map(|it| Line { html: markup::html(&it.text), words: it.words }).collect(),
        groups: groups(&frame, &page),
        forms: if own { forms(&frame, &page, asked, draft) } else { covered_forms(&frame, &page, asked, draft) },
        written: page
            .written
            .as_ref()
            .map(|(outcome, _)| frame.tell("console-written", &[("outcome", outcome.as_str().into())])),
        undo,
        page: &page,
        frame,
    };
    Ok(show(StatusCode::OK, &shown).into_response())
}

fn covered(frame: &Frame<'_>, page: &RequestPage) -> Option<String> {
    match page.sight {
        Sight::Own => None,
        Sight::Covered => Some(frame.say("console-covered")),
        Sight::Until(_) => Some(frame.say("console-shown-for-a-while")),
    }
}

fn earlier(person: &crate::conversation::Caller) -> Vec<(String, String)> {
    person.earlier.iter().map(|(id, line)| (format!("/r/{id}"), markup::plain(line))).collect()
}

/// The buttons of the call, of what else can be done, and where it can go; those that only ask for words are forms.
fn groups(frame: &Frame<'_>, page: &RequestPage) -> Vec<Group> {
    if page.written.is_some() {
        return Vec::new();
    }
    let mut groups = Vec::new();
    let mut number = Some(1);
    for (panel, buttons) in &page.panels {
        let is_outcome = |button: &&Button| matches!(button.click, Click::Agent(AgentClick::Finish(..)));
        let (outcomes, others): (Vec<&Button>, Vec<&Button>) =
            buttons.iter().filter(|button| !asks_for_words(button)).partition(is_outcome);
        let title = |of: &'static str| frame.tell("console-group", &[("group", Value::Key(of))]);
        let group = match panel {
            Panel::Main if page.mine => "call",
            Panel::Main => "take",
            Panel::More => "more",
            Panel::Snooze => "snooze",
            Panel::Transfer => "give",
        };
        let mut presses: Vec<Press> = others.iter().map(|button| press(button, &mut None)).collect();
        if page.calling {
            // A new code is nothing for a finger that slips.
            for press in &mut presses {
                press.key = None;
                press.style = if press.style.is_empty() { "plain" } else { press.style };
            }
        }
        groups.push(Group { title: title(group), presses, outcome: false });
        let outcomes = outcomes.iter().map(|button| press(button, &mut number)).collect();
        groups.push(Group { title: title("outcome"), presses: outcomes, outcome: true });
    }
    groups.retain(|group| !group.presses.is_empty());
    groups
}

/// Whether pressing it in a chat only begins a question: the page has the field at once.
fn asks_for_words(button: &Button) -> bool {
    let Click::Agent(click) = &button.click else { return false };
    matches!(
        click,
        AgentClick::Note(_)
            | AgentClick::Reveal(_)
            | AgentClick::Work(_, WorkClick::Question | WorkClick::Number)
            | AgentClick::Work(_, WorkClick::Snooze(crate::conversation::SnoozeFor::Own))
    )
}

fn button(frame: &Frame<'_>, key: &str, click: AgentClick) -> Button {
    Button { label: frame.say(key), click: click.into() }
}

/// A button as a form sends it; those of `number` get the next digit as their key.
fn press(button: &Button, number: &mut Option<u8>) -> Press {
    let key = match &button.click {
        Click::Agent(AgentClick::Claim(_) | AgentClick::ClaimAnyway(_) | AgentClick::Calling(_)) => {
            Some("c".to_owned())
        }
        Click::Agent(AgentClick::Undo(_)) => Some("u".to_owned()),
        Click::Agent(AgentClick::Finish(..)) => number.as_mut().filter(|next| **next <= 9).map(|next| {
            *next += 1;
            (*next - 1).to_string()
        }),
        _ => None,
    };
    let style = match &button.click {
        Click::Agent(AgentClick::Claim(_) | AgentClick::Calling(_)) => "",
        Click::Agent(AgentClick::Release(_)) => "danger",
        _ => "plain",
    };
    Press { label: button.label.clone(), wire: button.click.clone().into(), key, style }
}

/// The fields of whoever has the request.
fn forms(frame: &Frame<'_>, page: &RequestPage, asked: &AgentStep, draft: &str) -> Vec<Form> {
    let id = page.row.id;
    let prepared = |purpose: Purpose| {
        let texts = page.prepared.iter().filter(|(other, _)| *other == purpose).flat_map(|(_, texts)| texts);
        texts.map(|text| press(text, &mut None)).collect::<Vec<_>>()
    };
    let mut steps = vec![AgentStep::Note(id)];
    if page.written.is_none() {
        steps.extend([AgentStep::Question(id), AgentStep::Number(id), AgentStep::Snooze(id)]);
    }
    // What a deed just asked for comes first.
    if asked.request() == Some(id) {
        steps.retain(|step| step != asked);
        steps.insert(0, asked.clone());
    }
    let form = |step: AgentStep| {
        let texts = match step {
            AgentStep::Question(_) => prepared(Purpose::Question),
            AgentStep::Summary(_) => prepared(Purpose::Summary),
            _ => Vec::new(),
        };
        field(frame, &step, asked, draft, texts)
    };
    steps.into_iter().filter_map(form).collect()
}

/// The fields of whoever does not have it: a reason to see the details.
fn covered_forms(frame: &Frame<'_>, page: &RequestPage, asked: &AgentStep, draft: &str) -> Vec<Form> {
    let id = page.row.id;
    let mut steps = Vec::new();
    if *asked == AgentStep::Summary(id) || *asked == AgentStep::Reason(id) {
        steps.push(asked.clone());
    }
    if page.sight == Sight::Covered {
        steps.push(AgentStep::Reveal(id));
    }
    steps.into_iter().filter_map(|step| field(frame, &step, asked, draft, Vec::new())).collect()
}

fn field(frame: &Frame<'_>, step: &AgentStep, asked: &AgentStep, draft: &str, prepared: Vec<Press>) -> Option<Form> {
    let word = step.word()?;
    let of = [("field", Value::Key(word))];
    let wanted = step == asked;
    let outcome = match step {
        AgentStep::Outcome(_, code) => code.to_string(),
        _ => String::new(),
    };
    Some(Form {
        word,
        title: frame.tell("console-field", &of),
        hint: frame.tell("console-field-hint", &of),
        send: frame.tell("console-field-send", &of),
        outcome,
        draft: if wanted { draft.to_owned() } else { String::new() },
        prepared,
        wanted,
        open: wanted || matches!(step, AgentStep::Note(_)),
        short: matches!(
            step,
            AgentStep::Number(_) | AgentStep::Snooze(_) | AgentStep::Reveal(_) | AgentStep::Address(_)
        ),
        key: match step {
            AgentStep::Note(_) => "e",
            AgentStep::Question(_) => "a",
            AgentStep::Snooze(_) => "s",
            _ => "",
        },
    })
}
