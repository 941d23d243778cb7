//! The values that answers take as `{name}`: the same in every language, or one a language.

use std::collections::BTreeMap;

use crate::text::Language;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Written the same in every language: `withdrawal_fee = "0.1%"`.
    Same(String),
    /// Written in each language: `withdrawal_time = { zh = "24 小时内", en = "within 24 hours" }`.
    ByLanguage(BTreeMap<Language, String>),
}

/// All values, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    /// What `{name}` says in `language`.
    pub fn value(&self, name: &str, language: Language) -> Option<&str> {
        match self.0.get(name)? {
            Fact::Same(value) => Some(value),
            Fact::ByLanguage(values) => values.get(&language).map(String::as_str),
        }
    }

    /// Whether there is such a value, in whatever language.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Sets a value; a later one replaces an earlier.
    pub fn set(&mut self, name: &str, fact: Fact) {
        self.0.insert(name.to_owned(), fact);
    }
}

impl FromIterator<(String, Fact)> for Facts {
    fn from_iter<I: IntoIterator<Item = (String, Fact)>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}

/// Whether `name` may name a value: `a` to `z`, digits and `_`.
pub fn is_fact_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
}
