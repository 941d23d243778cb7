//! The mail that brings a one-time code, and what both sides read of the check. Never sees the code.

use super::customer::button;
use super::{Body, Button, CODE_PLACE, Click, Decision, Facts, Keyboard, Mail, MailFault, Recipient, cards};
use crate::callback::{Actor, CallbackRequest, CheckKind, zone_named};
use crate::safety::{AwaitedCode, CODE_LIFE, Email};
use crate::words::{Args, Markdown, Value, Words};

/// Sends a code, and asks the customer for it in their chat.
pub(super) fn send_code(
    facts: &Facts<'_>,
    out: &mut Decision,
    request: &CallbackRequest,
    address: &Email,
    code: &AwaitedCode,
) {
    let words = facts.words(request.customer.locale);
    let mail = mail(facts, words, request, address, code);
    out.send(Recipient::Mailbox(request.customer.chat), Body::Mail(mail));
    let again = vec![vec![button(words, "button-code-again", Click::CodeAgain(request.id))]];
    let args: Args<'_> = &[("address", address.masked().into()), ("minutes", Value::Number(CODE_LIFE.as_mins()))];
    out.say(request.customer.chat, words.say("code-sent", args), Keyboard::Inline(again));
}

fn mail(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, address: &Email, code: &AwaitedCode) -> Mail {
    let zone = request.customer.zone.as_deref().and_then(zone_named).unwrap_or_else(|| facts.hours.zone.clone());
    let args: Args<'_> = &[
        ("code", CODE_PLACE.into()),
        ("desk", facts.desk.into()),
        ("reference", request.id.to_string().into()),
        ("time", words.clock(code.expires_at(), &zone).into()),
        ("zone", words.zone(&zone).into()),
    ];
    Mail {
        address: address.clone(),
        subject: words.label("mail-code-subject", &[("desk", facts.desk.into())]),
        text: words.label("mail-code", args),
        seed: code.seed,
        request: request.id,
        until: code.expires_at(),
    }
}

/// How the customer's identity was checked: by each way passed, failed or not done, when and by whom.
pub(super) fn details(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
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
            let by = address.confirmed_by.map(|id| cards::agent_name(facts, id)).unwrap_or_default();
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
        Some(Actor::Agent(id)) => cards::agent_name(facts, id),
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
pub(super) fn buttons(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Vec<Button> {
    let mail = facts.mails.then(|| button(words, "button-mail-check", Click::MailCheck(request.id)));
    let own = [("button-check-passed", true), ("button-check-failed", false)];
    let own = own.map(|(key, passed)| button(words, key, Click::Checked(request.id, passed)));
    let compare =
        request.address_to_compare().map(|_| button(words, "button-address-right", Click::AddressIsRight(request.id)));
    mail.into_iter().chain(compare).chain(own).collect()
}

/// Whether a call about this topic is settled only once it is known who called.
pub(super) fn must_verify(facts: &Facts<'_>, request: &CallbackRequest) -> bool {
    request.topic.as_ref().and_then(|id| facts.library.intent(id)).is_some_and(|intent| intent.verify)
}

/// A mail was given up: whoever waits for its code is told, the customer and the claimer. Nothing is said of a mail whose
/// code has been replaced, entered or told about before.
pub(super) fn on_mail_given_up(
    facts: &Facts<'_>,
    mut request: CallbackRequest,
    mail: &Mail,
    fault: MailFault,
) -> Decision {
    let mut out = Decision::default();
    if !request.code_undelivered(mail.seed) {
        return out;
    }
    let by_customer = request.mail_check.address.as_ref().is_some_and(|address| address.by == Actor::Customer);
    // Whoever named a wrong address may name another.
    request.mail_check.address_wanted = by_customer && fault == MailFault::Refused;
    if request.state.is_open() {
        let words = facts.words(request.customer.locale);
        let key = match (fault, by_customer) {
            (MailFault::Refused, true) => "code-refused",
            _ => "code-not-sent",
        };
        let text = words.say(key, &[("address", mail.address.masked().into())]);
        out.say(request.customer.chat, text, Keyboard::None);
        let key = match fault {
            MailFault::Refused => "claimer-code-refused",
            MailFault::Late | MailFault::Off => "claimer-code-not-sent",
        };
        let owner = request.state.owner();
        cards::tell_claimer(facts, &mut out, &request, owner, key, Some(mail.address.masked()));
        cards::refresh_owner(facts, &mut out, &request);
    }
    out.keep(request);
    out
}
