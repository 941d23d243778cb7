//! What a form does: one deed of whoever is signed in, at the desk's door. Then the page shows what is true.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

use super::request;
use crate::callback::{DispositionCode, RequestId};
use crate::console::notices::Notice;
use crate::console::path::OwnPath;
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::{Seated, Signed};
use crate::conversation::{AgentClick, AgentStep, Answer, Button, Click, ConsoleDeed, Keyboard};
use crate::desk::Acted;

/// A button that was pressed.
#[derive(Debug, Deserialize)]
pub struct Pressed {
    press: String,
    /// The page to come back to.
    back: String,
    /// The words that were asked for where it stood.
    #[serde(default)]
    to: String,
    #[serde(default)]
    outcome: String,
}

/// Words that were written.
#[derive(Debug, Deserialize)]
pub struct Written {
    request: String,
    to: String,
    #[serde(default)]
    outcome: String,
    text: String,
}

/// Does what a button says.
pub async fn press(Signed { seated, fields: pressed }: Signed<Pressed>) -> Result<Response, Refusal> {
    let Some(Click::Agent(click)) = Click::decode(&pressed.press) else { return Err(Refusal::Malformed) };
    let id = Click::Agent(click.clone()).request();
    let asked = id.and_then(|id| AgentStep::named(&pressed.to, id, DispositionCode::new(&pressed.outcome)));
    let takes = matches!(click, AgentClick::Claim(_) | AgentClick::ClaimAnyway(_) | AgentClick::TakeNext);
    let deed = ConsoleDeed::Press(click, asked.unwrap_or_default());
    let answers = act(&seated, deed).await?;
    let said = said(&answers);
    let duty = seated.visit.console.desk.read_duty(seated.seat.member.id(), seated.visit.look.locale).await;
    let duty = duty.map_err(unavailable)?.ok_or(Refusal::NotFound)?;
    // Whoever has just taken one goes on to it.
    let taken = id.or(duty.latest).filter(|id| takes && duty.mine.iter().any(|held| held.id == *id));
    let refused = answers.iter().any(|answer| answer.refused);
    let back = match taken.filter(|_| !refused) {
        Some(id) => format!("/r/{id}"),
        None => OwnPath::or_home(&pressed.back).as_str().to_owned(),
    };
    let back = asked_for(&answers).map_or(back, |(id, query)| format!("/r/{id}?{query}"));
    seated.visit.console.notices.keep(&seated.seat.id, said);
    Ok(Redirect::to(&back).into_response())
}

/// Takes what was written. Words that are not taken stay in their field.
pub async fn write(Signed { seated, fields: written }: Signed<Written>) -> Result<Response, Refusal> {
    let id: RequestId = written.request.parse().map_err(|()| Refusal::Malformed)?;
    let step = AgentStep::named(&written.to, id, DispositionCode::new(&written.outcome)).ok_or(Refusal::Malformed)?;
    let answers = act(&seated, ConsoleDeed::Write(step.clone(), written.text.clone())).await?;
    let said = said(&answers);
    if answers.iter().any(|answer| answer.refused || answer.asks.as_ref() == Some(&step)) {
        return request::draw(&seated, id, &step, &written.text, said).await;
    }
    seated.visit.console.notices.keep(&seated.seat.id, said);
    let query = asked_for(&answers).map(|(_, query)| format!("?{query}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/r/{id}{query}")).into_response())
}

/// A command that has a button of its own on the console.
#[derive(Debug, Deserialize)]
pub struct Ordered {
    order: String,
    back: String,
}

/// Begins or ends the shift of whoever is signed in.
pub async fn shift(Signed { seated, fields: ordered }: Signed<Ordered>) -> Result<Response, Refusal> {
    let command = match ordered.order.as_str() {
        "on" => "/on",
        "off" => "/off",
        _ => return Err(Refusal::Malformed),
    };
    let answers = act(&seated, ConsoleDeed::Command(command.to_owned())).await?;
    seated.visit.console.notices.keep(&seated.seat.id, said(&answers));
    Ok(Redirect::to(OwnPath::or_home(&ordered.back).as_str()).into_response())
}

async fn act(seated: &Seated, deed: ConsoleDeed) -> Result<Vec<Answer>, Refusal> {
    let (desk, who, locale) =
        (Arc::clone(&seated.visit.console.desk), seated.seat.member.id(), seated.visit.look.locale);
    // On its own, so that it is done to the end although the browser goes away.
    let acted = tokio::spawn(async move { desk.act(who, deed, locale).await }).await;
    match acted.map_err(|_| Refusal::Unavailable)?.map_err(unavailable)? {
        Acted::Settled(answers) => Ok(answers),
        Acted::Stranger => Err(Refusal::NotFound),
        Acted::Busy => Err(Refusal::Unavailable),
    }
}

/// What is shown of the answers: all but a question that the page's own field asks.
fn said(answers: &[Answer]) -> Vec<Notice> {
    let told = answers.iter().map(|answer| (answer, presses(&answer.keyboard)));
    let shown = told.filter(|(answer, presses)| answer.refused || answer.asks.is_none() || !presses.is_empty());
    shown.map(|(answer, presses)| Notice { presses, ..Notice::from(answer) }).collect()
}

/// The buttons of an answer, as forms send them.
fn presses(keyboard: &Keyboard) -> Vec<(String, String)> {
    let Keyboard::Inline(rows) = keyboard else { return Vec::new() };
    // The field has prepared texts of its own, and leaving it needs no button.
    let of_field =
        |button: &&Button| matches!(button.click, Click::Agent(AgentClick::NoNote(_) | AgentClick::Block(..)));
    let buttons = rows.iter().flatten().filter(|button| !of_field(button));
    buttons.map(|button| (button.label.clone(), button.click.clone().into())).collect()
}

/// The last field that the answers ask for, and how its page's address names it.
fn asked_for(answers: &[Answer]) -> Option<(RequestId, String)> {
    let step = answers.iter().rev().find_map(|answer| answer.asks.clone())?;
    let (id, word) = (step.request()?, step.word()?);
    let outcome = match &step {
        AgentStep::Outcome(_, code) => format!("&outcome={code}"),
        _ => String::new(),
    };
    Some((id, format!("ask={word}{outcome}")))
}
