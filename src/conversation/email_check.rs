//! A one-time code on its way to a customer: the mail that brings it, and what is said when it cannot be delivered. Never sees
//! the code.

use crate::callback::{Actor, CallbackRequest, zone_named};
use crate::conversation::context::Facts;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Body, CODE_PLACE, Decision, Keyboard, Mail, MailFault, Recipient, button};
use crate::conversation::view::details;
use crate::safety::{AwaitedCode, CODE_LIFE, Email};
use crate::words::{Args, Value, Words};

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
    let again = vec![vec![button(words, "button-code-again", CustomerClick::CodeAgain(request.id))]];
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
        details::tell_claimer(facts, &mut out, &request, owner, key, Some(mail.address.masked()));
        details::refresh_owner(facts, &mut out, &request);
    }
    out.keep(request);
    out
}
