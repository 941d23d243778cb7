//! What the people of a load ask, and what they must be answered: the intents' own examples, tried once beforehand.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::desk::Knowledge;
use crate::intents::{Escalate, Priority};
use crate::matching::{IntentId, Verdict};
use crate::sandbox::SandboxFault;
use crate::stand_in::{NewPerson, StandIn};
use crate::text::Language;

/// Examples taken from an intent in a language.
const EXAMPLES: usize = 4;

/// How long an answer may take beforehand, when a few hundred are asked at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// The intents that the desk acts on: their answers depend on what came before.
const ACTS: [&str; 4] = ["request-callback", "callback-status", "cancel-callback", "scam-report"];

/// A question with the one message that answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it means.
    pub intent: IntentId,
    /// What is written.
    pub text: String,
    /// What is answered, as people see it.
    pub answer: String,
}

/// The questions by language; at least one language has some.
pub type Questions = BTreeMap<Language, Vec<Question>>;

/// Texts that are surely answered by one intent alone.
pub fn texts(knowledge: &Knowledge) -> BTreeMap<Language, Vec<(IntentId, String)>> {
    let mut texts: BTreeMap<Language, Vec<(IntentId, String)>> = BTreeMap::new();
    for intent in knowledge.library.training().intents {
        // Where money is moved, the answer ends with another line once a day; what is urgent begins a booking.
        let offers = knowledge.library.intent(&intent.id).is_some_and(|found| {
            found.escalate != Escalate::Always && found.priority != Priority::Urgent && !found.money
        });
        if !offers || ACTS.contains(&intent.id.as_str()) {
            continue;
        }
        for examples in intent.texts {
            let sure = |text: &&String| {
                matches!(knowledge.matcher.verdict(text),
                    Verdict::Answer { first, second: None } if first.intent == intent.id)
            };
            let sure = examples.examples.iter().filter(sure).take(EXAMPLES);
            let taken = sure.map(|text| (intent.id.clone(), text.clone()));
            texts.entry(examples.language).or_default().extend(taken);
        }
    }
    texts
}

/// One wording of each intent, another for the next person: whoever asks the same in other words is reminded of the answer
/// instead of reading it again.
pub fn of_person(questions: &[Question], number: usize) -> Vec<Question> {
    let mut wordings: BTreeMap<&IntentId, Vec<&Question>> = BTreeMap::new();
    for question in questions {
        wordings.entry(&question.intent).or_default().push(question);
    }
    let one = |same: Vec<&Question>| same.get(number.checked_rem(same.len())?).map(|question| (*question).clone());
    wordings.into_values().filter_map(one).collect()
}

/// Whether a reply is what stands in the intent's file, not what the desk knows at the moment (hours, place in line).
fn tells(knowledge: &Knowledge, intent: &IntentId, language: Language, reply: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let Some(text) = knowledge.library.text(intent, language) else { return false };
    let told = text.short.as_deref().unwrap_or(&text.answer);
    told.lines().map(plain).find(|line| !line.is_empty()).is_some_and(|first| plain(reply).starts_with(&first))
}

/// Asks every text once, each as somebody else, and keeps those that one message answers from the intents' files.
///
/// # Errors
/// When the desk does not answer, or nothing can be asked.
pub async fn try_out(telegram: &StandIn, knowledge: &Knowledge) -> Result<Questions, SandboxFault> {
    let mut asked = Vec::new();
    for (language, texts) in texts(knowledge) {
        for (number, (intent, text)) in texts.into_iter().enumerate() {
            // A new person each time: an answer must not hang on what was asked before.
            let person = telegram.person(NewPerson::named(&format!("Trial {number}")).language(language.code()));
            let message = person.says(&text);
            asked.push((language, intent, text, person, message));
        }
    }
    let mut questions = Questions::new();
    for (language, intent, text, person, message) in asked {
        let answered = || person.view().last_from_bot().is_some();
        telegram
            .wait_until(&format!("an answer to {text:?}"), PATIENCE, answered)
            .await
            .map_err(|vain| SandboxFault::Load(format!("the desk did not answer {text:?} within {:?}", vain.waited)))?;
        let said: Vec<_> = person.view().messages.into_iter().filter(|said| said.id > message).collect();
        if let [answer] = said.as_slice()
            && tells(knowledge, &intent, language, &answer.text)
        {
            questions.entry(language).or_default().push(Question { intent, text, answer: answer.text.clone() });
        }
    }
    if questions.is_empty() {
        return Err(SandboxFault::Load("none of the intents' examples gets one sure answer".to_owned()));
    }
    Ok(questions)
}
