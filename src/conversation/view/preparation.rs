//! What to have ready for a call: which of it may be asked for in the chat, and what the claimer sees of it.

use crate::callback::CallbackRequest;
use crate::conversation::context::Facts;
use crate::safety::secrets::mentions;
use crate::text::Language;
use crate::words::{Markdown, Words};

/// What may be asked for, in this language: nothing that talks of passwords, codes or phrases, whatever the intent's file
/// says.
pub(in crate::conversation) fn items<'a>(
    facts: &Facts<'a>,
    request: &CallbackRequest,
    language: Language,
) -> Vec<&'a str> {
    let topic = request.topic.as_ref().and_then(|id| facts.library.intent(id));
    let text = topic.and_then(|intent| intent.text(language));
    let prepare = text.map(|text| text.prepare.as_slice()).unwrap_or_default();
    prepare.iter().map(String::as_str).filter(|line| !mentions(line)).collect()
}

/// What the customer said to one of them. An answer to the same question in another language is one.
pub(in crate::conversation) fn answer<'r>(
    facts: &Facts<'_>,
    request: &'r CallbackRequest,
    item: usize,
) -> Option<&'r str> {
    let asked: Vec<&str> =
        Language::ALL.into_iter().filter_map(|language| items(facts, request, language).get(item).copied()).collect();
    let prepared = request.prepared.iter().find(|prepared| asked.contains(&prepared.question.as_str()));
    prepared.map(|prepared| prepared.answer.as_str())
}

/// What the customer was asked to have ready, with what they said to it; `None` when there was nothing.
pub(in crate::conversation) fn details(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
) -> Option<Markdown> {
    let language = words.locale().language();
    let line = |question: &str, answer: Option<&str>| match answer {
        Some(answer) => {
            let args = [("question", words.own(question).into()), ("answer", answer.into())];
            format!("- {}", words.say("details-ready", &args))
        }
        None => format!("- {}", words.own(question)),
    };
    let asked = items(facts, request, language);
    let mut lines: Vec<String> = Vec::new();
    for (item, question) in asked.iter().enumerate() {
        lines.push(line(question, answer(facts, request, item)));
    }
    // Answers to questions that the intent's file no longer has, and what is only to be at hand.
    let known =
        |question: &str| Language::ALL.into_iter().any(|language| items(facts, request, language).contains(&question));
    let others = request.prepared.iter().filter(|prepared| !known(&prepared.question));
    lines.extend(others.map(|prepared| line(&prepared.question, Some(&prepared.answer))));
    let text = request.topic.as_ref().and_then(|id| facts.library.text(id, language));
    let at_hand = text.into_iter().flat_map(|text| text.ready()).filter(|line| !asked.contains(line));
    lines.extend(at_hand.map(|question| line(question, None)));
    let list = (!lines.is_empty()).then(|| Markdown::trusted(lines.join("\n")))?;
    Some(words.say("details-prepared", &[]).and(&list))
}
