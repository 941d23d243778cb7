//! Putting the facts into an answer: `{name}`, `{name|words for when it is not set}`, and `{{` `}}` for braces themselves.

use super::Facts;
use super::facts::is_fact_name;
use crate::text::Language;

/// A text with its facts in place, and what could not be put there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// The text.
    pub text: String,
    /// What is wrong, in the order of the text.
    pub slips: Vec<Slip>,
}

/// Something in braces, or a brace, that cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// What stands in the text: the braces and what is between them, or a single brace and the rest of its line.
    pub found: String,
    /// What is wrong with it.
    pub kind: SlipKind,
}

/// What is wrong in braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SlipKind {
    /// No fact has this name, and no words stand in for it.
    Unknown(String),
    /// No fact has this name; the words that stand in for it are used.
    StandIn(String),
    /// Not a name in braces.
    Form,
}

/// Fills `template`; without `facts` it is taken as it stands.
pub(super) fn fill(template: &str, facts: Option<&Facts>, language: Language) -> Filled {
    let mut filled = Filled::default();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        filled.text.push_str(before);
        rest = filled.step(tail, facts, language);
    }
    filled.text.push_str(rest);
    filled
}

impl Filled {
    /// Takes the brace that `tail` begins with and what belongs to it; returns what follows.
    fn step<'t>(&mut self, tail: &'t str, facts: Option<&Facts>, language: Language) -> &'t str {
        for (double, brace) in [("{{", '{'), ("}}", '}')] {
            if let Some(after) = tail.strip_prefix(double) {
                self.text.push(brace);
                return after;
            }
        }
        let Some((inner, after)) = tail.strip_prefix('{').and_then(|tail| tail.split_once('}')) else {
            let line = tail.lines().next().unwrap_or_default();
            self.slips.push(Slip { found: line.to_owned(), kind: SlipKind::Form });
            let mut chars = tail.chars();
            chars.next();
            return chars.as_str();
        };
        let mut slip = |kind| self.slips.push(Slip { found: format!("{{{inner}}}"), kind });
        let (name, stand_in) = match inner.split_once('|') {
            Some((name, stand_in)) => (name.trim(), Some(stand_in.trim())),
            None => (inner.trim(), None),
        };
        if !is_fact_name(name) || inner.contains('{') || stand_in.is_some_and(str::is_empty) {
            slip(SlipKind::Form);
            return after;
        }
        match (facts.map(|facts| facts.value(name, language)), stand_in) {
            (None, stand_in) => self.text.push_str(stand_in.unwrap_or(name)),
            (Some(Some(value)), _) => self.text.push_str(&escaped(value)),
            (Some(None), Some(stand_in)) => {
                slip(SlipKind::StandIn(name.to_owned()));
                self.text.push_str(stand_in);
            }
            (Some(None), None) => slip(SlipKind::Unknown(name.to_owned())),
        }
        after
    }
}

/// A value as Markdown that shows it as written.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Filled, SlipKind, fill};
    use crate::intents::{Fact, Facts};
    use crate::text::Language;

    fn facts() -> Facts {
        let same = |value: &str| Fact::Same(value.to_owned());
        let time = Fact::ByLanguage([(Language::Zh, "一天内".to_owned())].into());
        [("fee".to_owned(), same("0.1%")), ("odd".to_owned(), same("2*3_4")), ("time".to_owned(), time)]
            .into_iter()
            .collect()
    }

    #[test]
    fn fills_names_stand_ins_and_braces() {
        let filled = |template| fill(template, Some(&facts()), Language::Zh).text;
        assert_eq!(filled("费率 {fee}，{time}到账"), "费率 0.1%，一天内到账");
        assert_eq!(filled("{ fee | unused }"), "0.1%");
        assert_eq!(filled("{none|as shown}"), "as shown");
        assert_eq!(filled("{{fee}} }}"), "{fee} }");
        assert_eq!(filled("{odd}"), r"2\*3\_4");
    }

    #[test]
    fn tells_what_cannot_be_filled() {
        let Filled { text, slips } = fill("a{fees}b{Fee}c{time}d{x|y}e{f{fee}}g}h{", Some(&facts()), Language::En);
        assert_eq!(text, "abcdyegh");
        let slips: Vec<_> = slips.iter().map(|slip| (slip.found.as_str(), &slip.kind)).collect();
        let unknown = |name: &str| SlipKind::Unknown(name.to_owned());
        assert_eq!(
            slips,
            [
                ("{fees}", &unknown("fees")),
                ("{Fee}", &SlipKind::Form),
                ("{time}", &unknown("time")),
                ("{x|y}", &SlipKind::StandIn("x".to_owned())),
                ("{f{fee}", &SlipKind::Form),
                ("}g}h{", &SlipKind::Form),
                ("}h{", &SlipKind::Form),
                ("{", &SlipKind::Form),
            ]
        );
    }
}
