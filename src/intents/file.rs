//! One intent file: read into an [`Intent`], everything that is wrong in it noted at its place.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::answer::{MESSAGE_UNITS, Visible};
use super::fill::{Slip, SlipKind, fill};
use super::label::{ID_CHARS, is_intent_id};
use super::load_rules::LoadRules;
use super::sameness::same_form;
use super::{Escalate, Intent, IntentText, Priority};
use crate::document::{Document, Located, Place, Span, Table, Value, near, one_slip_off, quoted};
use crate::matching::IntentId;
use crate::safety::asking::Shape;
use crate::safety::harms;
use crate::text::Language;

/// A longer title does not fit on a button of a phone.
pub(super) const TITLE_CHARS: usize = 64;

/// The short part of an answer: a third of a phone's screen.
const SHORT_CHARS: usize = 300;

/// The answer that `import` writes where the other tool had none, to be replaced by a person.
pub fn placeholder(language: Language) -> &'static str {
    match language {
        Language::Zh => "（尚未填写回答）",
        Language::En => "(No answer written yet)",
    }
}

/// What a file says.
#[derive(Debug)]
pub(super) struct IntentFile {
    /// The intent, as far as it can be used.
    pub intent: Intent,
    /// Its examples and keywords in the form in which they are compared with those of other files, each once.
    pub claims: Vec<Claim>,
}

/// A text that only one intent may claim.
#[derive(Debug)]
pub(super) struct Claim {
    /// Whether it is a keyword.
    pub keyword: bool,
    /// The form that equal texts share.
    pub form: String,
    /// The text as written.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Reads a parsed file.
pub(super) fn read(file: &Path, document: &Document<'_>, rules: &LoadRules) -> IntentFile {
    let root = document.root();
    let id = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if !is_intent_id(id) {
        document.error(
            &(0..0),
            format!(
                "the file's name is the intent's: expected 1 to {ID_CHARS} of a-z, 0-9 and -, then .toml; found {}",
                quoted(id)
            ),
        );
    }
    let mut reading = Reading { document, rules, claims: Vec::new() };
    let priority = choice(&root, "priority", &PRIORITIES);
    let escalate = choice(&root, "escalate", &ESCALATES);
    let flag = |key| root.value(key).and_then(|value| value.boolean()).is_some_and(|flag| flag.value);
    let (courtesy, verify, money) = (flag("courtesy"), flag("verify"), flag("money"));
    let (awaited, front) = (flag("awaited"), flag("front"));
    let keywords = reading.claimed(root.value("keywords").as_ref(), true);
    let mut texts = BTreeMap::new();
    for language in Language::ALL {
        match root.value(language.code()) {
            Some(value) => {
                let text = value.table().map(|table| {
                    let text = reading.text(&table, language);
                    table.end();
                    text
                });
                if rules.speaks(language) {
                    texts.extend(text.map(|text| (language, text)));
                }
            }
            None if rules.demands(language) => {
                document.missing(&(0..0), format!("no [{language}]; the desk speaks it (languages in [desk])"));
            }
            None => {}
        }
    }
    if rules.demands_none() && Language::ALL.iter().all(|language| root.value(language.code()).is_none()) {
        document.missing(&(0..0), "no language; expected [zh] or [en] with title, examples and answer");
    }
    root.end();
    let intent =
        Intent { id: IntentId::new(id), priority, escalate, courtesy, verify, money, awaited, front, keywords, texts };
    IntentFile { intent, claims: reading.claims }
}

const PRIORITIES: [(&str, Priority); 4] =
    [("low", Priority::Low), ("normal", Priority::Normal), ("high", Priority::High), ("urgent", Priority::Urgent)];

const ESCALATES: [(&str, Escalate); 3] =
    [("offer", Escalate::Offer), ("always", Escalate::Always), ("never", Escalate::Never)];

fn choice<T: Copy + Default>(table: &Table<'_>, key: &'static str, choices: &[(&'static str, T)]) -> T {
    let Some((value, word)) = table.value(key).and_then(|value| value.text().map(|word| (value, word))) else {
        return T::default();
    };
    if let Some(&(_, choice)) = choices.iter().find(|(name, _)| *name == word.value) {
        return choice;
    }
    let names = || choices.iter().map(|&(name, _)| name);
    let expected = names().collect::<Vec<_>>().join(", ");
    let hint = near(word.value, names()).map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    value.error(format_args!("must be one of {expected}; found {}{hint}", quoted(word.value)));
    T::default()
}

struct Reading<'d> {
    document: &'d Document<'d>,
    rules: &'d LoadRules,
    claims: Vec<Claim>,
}

impl Reading<'_> {
    fn text(&mut self, table: &Table<'_>, language: Language) -> IntentText {
        let title = self.demanded(table, "title", Value::words).map(|title| self.title(&title)).unwrap_or_default();
        let examples = self.demanded(table, "examples", |value| Some(value.clone()));
        let examples = self.claimed(examples.as_ref(), false);
        let not = self.counter_examples(table.value("not").as_ref());
        let answer = self.demanded(table, "answer", Value::words);
        let answer = answer.map(|answer| self.answer(&answer, language)).unwrap_or_default();
        let short = table.value("short").and_then(|value| value.words());
        let short = short.map(|short| self.short(&short, language));
        let prepare = self.list(table, "prepare", language);
        let at_hand = self.list(table, "at_hand", language);
        IntentText { title, examples, not, short, answer, prepare, at_hand }
    }

    fn list(&self, table: &Table<'_>, key: &'static str, language: Language) -> Vec<String> {
        let items = table.value(key).and_then(|value| value.list_of_words()).unwrap_or_default();
        items.iter().map(|item| self.shown(item, language, Shape::ToPrepare)).collect()
    }

    fn demanded<'t, T>(
        &self,
        table: &Table<'t>,
        key: &'static str,
        read: impl FnOnce(&Value<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = table.value(key);
        if value.is_none() {
            self.document.missing(table.span(), format!("no \"{key}\" in [{}]", table.name()));
        }
        read(&value?)
    }

    fn title(&self, title: &Located<&str>) -> String {
        if title.value.chars().count() > TITLE_CHARS || title.value.contains('\n') {
            self.document.error(
                &title.span,
                format!("the title stands on a button: expected one line of at most {TITLE_CHARS} characters"),
            );
        }
        self.refuse_harm(title, &Visible::new(title.value), Shape::Said);
        title.value.to_owned()
    }

    /// Texts that only one intent may claim: the examples of a language, or the keywords.
    fn claimed(&mut self, value: Option<&Value<'_>>, keyword: bool) -> Vec<String> {
        let Some((value, texts)) = value.and_then(|value| value.list_of_words().map(|texts| (value, texts))) else {
            return Vec::new();
        };
        if texts.is_empty() && !keyword {
            value.error("is empty; expected what people write when they mean this");
        }
        let mut kept = Vec::new();
        for (form, Located { value: text, span }) in self.each_once(texts) {
            self.claims.push(Claim { keyword, form, text: text.to_owned(), place: self.document.place(&span) });
            kept.push(text.to_owned());
        }
        kept
    }

    /// What looks like this intent and is none of the desk's business. It must be no example of the same intent.
    fn counter_examples(&self, value: Option<&Value<'_>>) -> Vec<String> {
        let Some(texts) = value.and_then(Value::list_of_words) else { return Vec::new() };
        let mut kept = Vec::new();
        for (form, Located { value: text, span }) in self.each_once(texts) {
            match self.claims.iter().find(|claim| claim.form == form) {
                Some(claim) => {
                    let kind = if claim.keyword { "a keyword" } else { "an example" };
                    let line = claim.place.position.map_or(0, |position| position.line);
                    let message = format!("{} is {kind} of this intent too, in line {line}; keep one", quoted(text));
                    self.document.error(&span, message);
                }
                None => kept.push(text.to_owned()),
            }
        }
        kept
    }

    /// Texts with the form that equal ones share; of equal ones the first, the others are told.
    fn each_once<'t>(&self, texts: Vec<Located<&'t str>>) -> Vec<(String, Located<&'t str>)> {
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut kept = Vec::new();
        for text in texts {
            let form = same_form(text.value);
            if let Some(first) = seen.get(&form) {
                let line = self.document.place(first).position.map_or(0, |position| position.line);
                let message = format!("{} stands here twice, first in line {line}", quoted(text.value));
                self.document.warn(&text.span, message);
                continue;
            }
            seen.insert(form.clone(), text.span.clone());
            kept.push((form, text));
        }
        kept
    }

    fn answer(&self, answer: &Located<&str>, language: Language) -> String {
        let filled = self.shown(answer, language, Shape::Said);
        if filled == placeholder(language) {
            self.document.warn(&answer.span, "the answer is still the placeholder that import wrote");
        }
        let units = Visible::new(&filled).units();
        if units > MESSAGE_UNITS {
            self.document.error(
                &answer.span,
                format!("the answer takes {units} UTF-16 units; a Telegram message holds {MESSAGE_UNITS}"),
            );
        }
        filled
    }

    /// The first part of an answer, which stands alone until the customer asks for more.
    fn short(&self, short: &Located<&str>, language: Language) -> String {
        let filled = self.shown(short, language, Shape::Said);
        let chars = Visible::new(&filled).text().trim().chars().count();
        if chars > SHORT_CHARS {
            let problem = format!("the short part of an answer has {chars} characters; expected at most {SHORT_CHARS}");
            self.document.error(&short.span, problem);
        }
        filled
    }

    /// A text that customers see: filled with facts, its links compared with the official ones.
    fn shown(&self, text: &Located<&str>, language: Language, shape: Shape) -> String {
        let Some(rules) = self.rules.answers() else {
            return fill(text.value, None, language).text;
        };
        let filled = fill(text.value, Some(&rules.facts), language);
        for Slip { found, kind } in filled.slips {
            let at = self.document.find(&text.span, &found);
            match kind {
                SlipKind::Unknown(name) if rules.facts.contains(&name) => {
                    self.document.error(&at, format!("the fact {{{name}}} has no value for {language} in [facts]"));
                }
                SlipKind::Unknown(name) => {
                    let hint = near(&name, rules.facts.names()).map_or_else(
                        || "expected a name from [facts]".to_owned(),
                        |name| format!("did you mean {{{name}}}?"),
                    );
                    self.document.error(&at, format!("unknown fact {{{name}}}; {hint}"));
                }
                SlipKind::StandIn(name) => {
                    if let Some(meant) = one_slip_off(&name, rules.facts.names()) {
                        self.document.warn(&at, format!("no fact is called {{{name}}}; did you mean {{{meant}}}?"));
                    }
                }
                SlipKind::Form => {
                    let expected = "expected {name} or {name|words}, or {{ and }} for braces";
                    self.document.error(&at, format!("{expected}; found {}", quoted(&found)));
                }
            }
        }
        let visible = Visible::new(&filled.text);
        if visible.shows_stars() {
            let at = self.document.find(&text.span, "**");
            self.document
                .warn(&at, "some ** will be shown as stars; put punctuation outside of **…**, or a blank after it");
        }
        self.refuse_harm(text, &visible, shape);
        filled.text
    }
    /// A text must not lead customers elsewhere, nor ask them for what nobody may know.
    fn refuse_harm(&self, text: &Located<&str>, visible: &Visible, shape: Shape) {
        let Some(rules) = self.rules.answers() else { return };
        for harm in harms(visible.text(), visible.links(), shape, &rules.official) {
            let found = harm.words().map(|words| self.document.find(&text.span, words));
            let at = found.iter().find(|found| **found != text.span).unwrap_or(&text.span);
            self.document.error(at, harm.to_string());
        }
    }
}
