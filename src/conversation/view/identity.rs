//! How far it is known who the customer is, as agents read it, and what they can do about it. Checks nothing.

use super::names;
use crate::callback::{Actor, CallbackRequest, CheckKind};
use crate::conversation::context::Facts;
use crate::conversation::input::{AgentClick, Click};
use crate::conversation::output::{Button, button};
use crate::words::{Markdown, Value, Words};

/// How the customer's identity was checked: by each way passed, failed or not done, when and by whom.
pub(in crate::conversation) fn details(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    let must = if must_verify(facts, request) { "yes" } else { "no" };
    let mut lines = vec![check_line(facts, words, request, CheckKind::Contact)];
    if facts.mails || request.check(CheckKind::Email).is_some() {
        let line = check_line(facts, words, request, CheckKind::Email);
        let address = request.unconfirmed_address().or(request.mail_check.address.as_ref()).map(|address| {
            let named = match (address.by, address.confirmed_by) {
                (Actor::Customer, None) => "customer",
                (Actor::Customer, Some(_)) => "confirmed",
                _ => "agent",
            };
            let by = address.confirmed_by.map(|id| names::agent_name(facts, id)).unwrap_or_default();
            let email = address.email.reveal().into();
            let args = [("named", Value::Key(named)), ("address", email), ("agent", by.into())];
            words.say("details-address", &args).to_string()
        });
        lines.push([Some(line), address].into_iter().flatten().collect::<Vec<_>>().join(" – "));
    }
    lines.push(check_line(facts, words, request, CheckKind::Agent));
    let list: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    words.say("details-identity", &[("must", Value::Key(must))]).and(&Markdown::trusted(list.join("\n")))
}

fn check_line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, kind: CheckKind) -> String {
    let name = match kind {
        CheckKind::Contact => "contact",
        CheckKind::Email => "email",
        CheckKind::Agent => "agent",
    };
    let last = request.check(kind);
    let mail = (kind == CheckKind::Email).then_some(&request.mail_check);
    let awaited = mail.and_then(|mail| mail.code.as_ref()).filter(|code| code.is_good(facts.now));
    let (result, at) = match (last, awaited) {
        (_, Some(code)) => ("waiting", Some(code.expires_at())),
        (_, None) if mail.is_some_and(|mail| mail.address_wanted) => ("wanted", None),
        (Some(check), None) => {
            let unconfirmed = kind == CheckKind::Email && request.unconfirmed_address().is_some();
            (
                if unconfirmed {
                    "unconfirmed"
                } else if check.passed {
                    "passed"
                } else {
                    "failed"
                },
                Some(check.at),
            )
        }
        (None, None) => ("none", None),
    };
    let by = match last.map(|check| check.by) {
        Some(Actor::Agent(id)) => names::agent_name(facts, id),
        _ => String::new(),
    };
    let at = at.map(|at| words.moment(at, &facts.hours.zone, facts.now)).unwrap_or_default();
    let has_name = if by.is_empty() { "no" } else { "yes" };
    let args = [
        ("kind", Value::Key(name)),
        ("result", Value::Key(result)),
        ("time", at.into()),
        ("has-name", Value::Key(has_name)),
        ("by", by.into()),
    ];
    words.say("details-check", &args).to_string()
}

/// What the claimer can do about it.
pub(in crate::conversation) fn buttons(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Vec<Button> {
    let mail = facts.mails.then(|| button(words, "button-mail-check", AgentClick::MailCheck(request.id)));
    let own = [("button-check-passed", true), ("button-check-failed", false)];
    let own = own.map(|(key, passed)| button(words, key, Click::Agent(AgentClick::Checked(request.id, passed))));
    let compare = request
        .address_to_compare()
        .map(|_| button(words, "button-address-right", AgentClick::AddressIsRight(request.id)));
    mail.into_iter().chain(compare).chain(own).collect()
}

/// Whether a call about this topic is settled only once it is known who called.
pub(in crate::conversation) fn must_verify(facts: &Facts<'_>, request: &CallbackRequest) -> bool {
    request.topic.as_ref().and_then(|id| facts.library.intent(id)).is_some_and(|intent| intent.verify)
}
