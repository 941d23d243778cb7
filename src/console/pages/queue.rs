//! The queue as a table: what is worst first, one part at a time, with what can be taken. Shows no person.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::mark::mark;
use crate::console::filter::{Filter, Narrow, ON_A_PAGE, Tab, Wanted};
use crate::console::frame::{Frame, show};
use crate::console::notices::Notice;
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::Seated;
use crate::conversation::{AgentClick, Click, Row};
use crate::desk::{Duty, QueueRead};
use crate::intents::Priority;
use crate::words::Value;

/// A link to another view of the queue.
struct Choice {
    address: String,
    label: String,
    count: Option<usize>,
    chosen: bool,
}

/// A row as the table shows it.
struct Shown {
    row: Row,
    address: String,
    mark: Option<(&'static str, String)>,
    priority: Option<(&'static str, String)>,
    can_claim: bool,
    claim: String,
    speaks: bool,
    claim_label: String,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage<'a> {
    frame: Frame<'a>,
    notices: Vec<Notice>,
    duty: &'a Duty,
    tabs: Vec<Choice>,
    narrows: Vec<Choice>,
    rows: Vec<Shown>,
    empty: String,
    here: String,
    find: String,
    filter: Filter,
    place: Option<String>,
    before: Option<String>,
    after: Option<String>,
    unread: Option<String>,
    hours: String,
    next: String,
    shift: Option<String>,
    late: Option<String>,
}

/// Shows the queue.
pub async fn queue(seated: Seated, Query(wanted): Query<Wanted>) -> Result<Response, Refusal> {
    let filter = Filter::from(wanted);
    let (console, who) = (&seated.visit.console, seated.seat.member.id());
    let read = console.desk.read_queue(who, seated.visit.look.locale).await.map_err(unavailable)?;
    let (Some(read), Some(duty)) = (read, seated.duty.as_ref()) else {
        // Writers and viewers have no calls.
        return Ok(Redirect::to("/session").into_response());
    };
    let notices = seated.notices();
    Ok(page(&seated, &read, duty, filter, notices))
}

fn page(seated: &Seated, read: &QueueRead, duty: &Duty, filter: Filter, notices: Vec<Notice>) -> Response {
    let frame = Frame::of(seated);
    let unread = (read.ready + read.with_agents + read.later).saturating_sub(read.rows.len());
    let found: Vec<&Row> = read.rows.iter().filter(|row| filter.shows(row, &duty.languages)).collect();
    let pages = found.len().div_ceil(ON_A_PAGE).max(1);
    let at = filter.page.min(pages - 1);
    let rows = found.iter().skip(at * ON_A_PAGE).take(ON_A_PAGE);
    let rows: Vec<Shown> = rows.map(|row| shown(&frame, duty, row)).collect();
    let turn = |page: Option<usize>| page.filter(|page| *page < pages).map(|page| filter.on_page(page).address());
    let args = [("page", (at + 1).into()), ("pages", pages.into()), ("count", found.len().into())];
    let whole = found.len() == read.rows.len();
    let late = duty.standing.overdue;
    let page = QueuePage {
        notices,
        tabs: Tab::ALL.into_iter().map(|tab| tab_choice(&frame, read, &filter, tab)).collect(),
        narrows: Narrow::ALL.into_iter().map(|narrow| narrow_choice(&frame, read, &filter, duty, narrow)).collect(),
        empty: frame.say(if whole { "console-queue-empty" } else { "console-queue-none" }),
        rows,
        here: filter.address(),
        find: filter.find.clone(),
        place: (pages > 1).then(|| frame.tell("console-queue-place", &args)),
        before: turn(at.checked_sub(1)),
        after: turn(at.checked_add(1)),
        hours: hours(&frame, seated, duty),
        next: Click::Agent(AgentClick::TakeNext).into(),
        shift: duty.since.filter(|_| duty.on).map(|since| moment(&frame, seated, since, "console-on-shift")),
        late: (late > 0).then(|| {
            frame.tell("console-late-count", &[("count", Value::Number(late.try_into().unwrap_or(i64::MAX)))])
        }),
        unread: (unread > 0).then(|| frame.tell("console-queue-unread", &[("count", unread.into())])),
        duty,
        filter,
        frame,
    };
    show(StatusCode::OK, &page).into_response()
}

/// Until when the desk is open, or when it opens.
fn hours(frame: &Frame<'_>, seated: &Seated, duty: &Duty) -> String {
    match (duty.open, duty.opens) {
        (Some(until), _) => moment(frame, seated, until, "console-open-until"),
        (None, Some(from)) => moment(frame, seated, from, "console-opens"),
        (None, None) => String::new(),
    }
}

/// A sentence with a time, by the desk's clock.
fn moment(frame: &Frame<'_>, seated: &Seated, at: Timestamp, key: &str) -> String {
    let desk = &seated.visit.console.desk;
    let time = frame.words().moment(at, &desk.profile().hours.zone, desk.now());
    frame.tell(key, &[("time", time.into())])
}

fn tab_choice(frame: &Frame<'_>, read: &QueueRead, filter: &Filter, tab: Tab) -> Choice {
    let other = filter.in_tab(tab);
    let count = match tab {
        Tab::Ready => read.ready,
        Tab::Agents => read.with_agents,
        Tab::Later => read.later,
        Tab::All => read.ready + read.with_agents + read.later,
        Tab::Needs => read.rows.iter().filter(|row| row.needs_something).count(),
    };
    let label = frame.tell("console-tab", &[("tab", Value::Key(tab.word()))]);
    Choice { address: other.address(), label, count: Some(count), chosen: filter.tab == tab }
}

fn narrow_choice(frame: &Frame<'_>, read: &QueueRead, filter: &Filter, duty: &Duty, narrow: Narrow) -> Choice {
    let only = Filter { only: vec![narrow], ..filter.clone() };
    let count = read.rows.iter().filter(|row| only.shows(row, &duty.languages)).count();
    let label = frame.tell("console-only", &[("only", Value::Key(narrow.word()))]);
    let chosen = filter.only.contains(&narrow);
    Choice { address: filter.toggled(narrow).address(), label, count: Some(count), chosen }
}

fn shown(frame: &Frame<'_>, duty: &Duty, row: &Row) -> Shown {
    let priority = match row.priority {
        Priority::Urgent => Some(("bad", frame.say("console-urgent"))),
        Priority::High => Some(("warn", frame.say("console-high"))),
        Priority::Normal | Priority::Low => None,
    };
    Shown {
        address: format!("/r/{}", row.id),
        mark: mark(frame, row.urgency),
        priority,
        can_claim: row.claimable && row.agent.is_none(),
        claim: Click::Agent(AgentClick::Claim(row.id)).into(),
        claim_label: frame.tell("console-claim", &[("reference", row.id.to_string().into())]),
        speaks: duty.languages.contains(&row.language),
        row: row.clone(),
    }
}
