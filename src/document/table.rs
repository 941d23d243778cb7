//! Reading tables and values: asks by name, notes every wrong type and unknown key, returns what is usable.

use std::cell::RefCell;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Document, Span, near, quoted};

/// A value and the stretch of the file that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A key of a document, however deep, and the text beside it if there is one; once for every text of a list.
#[derive(Clone, Debug)]
pub struct Leaf<'d> {
    /// The key.
    pub key: Located<&'d str>,
    /// The text.
    pub text: Option<Located<&'d str>>,
}

impl<'d> Leaf<'d> {
    pub(super) fn all_of(entries: &'d DeTable<'_>, leaves: &mut Vec<Self>) {
        for (key, value) in entries {
            let key = Located { value: key.get_ref().as_ref(), span: key.span() };
            leaves.push(Self { key: key.clone(), text: None });
            Self::all_in(&key, value, leaves);
        }
    }

    fn all_in(key: &Located<&'d str>, value: &'d Spanned<DeValue<'_>>, leaves: &mut Vec<Self>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let text = Located { value: text.as_ref(), span: value.span() };
                leaves.push(Self { key: key.clone(), text: Some(text) });
            }
            DeValue::Array(items) => items.iter().for_each(|item| Self::all_in(key, item, leaves)),
            DeValue::Table(entries) => Self::all_of(entries, leaves),
            _ => {}
        }
    }
}

/// A table of a document. Ask for each key that may stand in it, then call [`Table::end`].
#[derive(Debug)]
pub struct Table<'d> {
    document: &'d Document<'d>,
    /// `None` for the whole file.
    name: Option<String>,
    entries: &'d DeTable<'d>,
    span: Span,
    asked: RefCell<Vec<&'static str>>,
}

impl<'d> Table<'d> {
    pub(super) fn new(document: &'d Document<'d>, name: Option<String>, entries: &'d DeTable<'d>, span: Span) -> Self {
        Self { document, name, entries, span, asked: RefCell::default() }
    }

    /// The document it stands in.
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// The key or header that it stands under; empty for the whole file.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// Where it begins.
    pub fn span(&self) -> &Span {
        &self.span
    }

    /// What `key` says, if it is there.
    pub fn value(&self, key: &'static str) -> Option<Value<'d>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        let (_, value) = self.entries.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(self.child(key, value))
    }

    /// Every key and its value, as written from top to bottom: for tables whose keys are free.
    pub fn entries(&self) -> Vec<(Located<&'d str>, Value<'d>)> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref().as_ref();
                (Located { value: name, span: key.span() }, self.child(name, value))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// Notes the keys that nobody asked for; but for those after a broken line, which may belong to another table.
    pub fn end(self) {
        let asked = self.asked.into_inner();
        for (key, _) in self.entries.iter().filter(|(key, _)| !asked.contains(&key.get_ref().as_ref())) {
            let inside = self.name.as_ref().map_or_else(String::new, |name| format!(" in [{name}]"));
            let hint = near(key.get_ref(), asked.iter().copied()).map_or_else(
                || format!("expected one of {}", asked.join(", ")),
                |key| format!("did you mean \"{key}\"?"),
            );
            self.document.unknown(&key.span(), format!("unknown key {}{inside}; {hint}", quoted(key.get_ref())));
        }
    }

    fn child(&self, key: &str, inner: &'d Spanned<DeValue<'d>>) -> Value<'d> {
        Value {
            document: self.document,
            subject: Subject { table: self.name.clone(), key: key.to_owned(), item: None },
            inner,
        }
    }
}

/// What a value is the value of.
#[derive(Clone, Debug)]
struct Subject {
    table: Option<String>,
    key: String,
    /// Which item of its list, from 1.
    item: Option<usize>,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(item) = self.item {
            write!(f, "item {item} of ")?;
        }
        write!(f, "\"{}\"", self.key)?;
        self.table.as_ref().map_or(Ok(()), |table| write!(f, " in [{table}]"))
    }
}

/// A value of a document, not yet known to be of the right type.
#[derive(Clone, Debug)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    subject: Subject,
    inner: &'d Spanned<DeValue<'d>>,
}

impl<'d> Value<'d> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        self.inner.span()
    }

    /// The document it stands in.
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// The text, when it is a string.
    pub fn text(&self) -> Option<Located<&'d str>> {
        match self.inner.get_ref() {
            DeValue::String(text) => Some(self.located(text.as_ref())),
            _ => self.wrong("a string"),
        }
    }

    /// The text, when it is a string that is not blank; without the white space around it.
    pub fn words(&self) -> Option<Located<&'d str>> {
        let text = self.text()?;
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            self.document.error(&text.span, format!("{} is empty", self.subject));
            return None;
        }
        Some(Located { value: trimmed, span: text.span })
    }

    /// The strings of a list, the blank ones and the other things in it noted and left out.
    pub fn list_of_words(&self) -> Option<Vec<Located<&'d str>>> {
        Some(self.list()?.iter().filter_map(Value::words).collect())
    }

    /// The items, when it is a list.
    pub fn list(&self) -> Option<Vec<Value<'d>>> {
        match self.inner.get_ref() {
            DeValue::Array(items) => {
                let item = |(index, inner)| {
                    let subject = Subject { item: Some(index + 1), ..self.subject.clone() };
                    Self { inner, subject, ..*self }
                };
                Some(items.iter().enumerate().map(item).collect())
            }
            _ => self.wrong("a list, like [\"…\", \"…\"]"),
        }
    }

    /// The whole number, when it is one.
    pub fn integer(&self) -> Option<Located<i64>> {
        match self.inner.get_ref() {
            DeValue::Integer(number) => {
                let parsed = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if parsed.is_none() {
                    self.document.error(&self.span(), format!("{} is out of range: {number}", self.subject));
                }
                parsed.map(|number| self.located(number))
            }
            _ => self.wrong("a whole number"),
        }
    }

    /// The value, when it is `true` or `false`.
    pub fn boolean(&self) -> Option<Located<bool>> {
        match self.inner.get_ref() {
            DeValue::Boolean(value) => Some(self.located(*value)),
            _ => self.wrong("true or false"),
        }
    }

    /// The number, whole or not, when it is a finite one.
    pub fn number(&self) -> Option<Located<f64>> {
        let written = match self.inner.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return self.wrong("a number"),
        };
        match written.parse::<f64>() {
            Ok(number) if number.is_finite() => Some(self.located(number)),
            _ => self.wrong("a number"),
        }
    }

    /// What is written, when it is a string or a number: for values that are shown as they are.
    pub fn written(&self) -> Option<Located<String>> {
        match self.inner.get_ref() {
            DeValue::String(text) => Some(self.located(text.trim().to_owned())),
            DeValue::Integer(number) => Some(self.located(number.to_string())),
            DeValue::Float(number) => Some(self.located(number.as_str().to_owned())),
            _ => self.wrong("a string or a number"),
        }
    }

    /// What is written, when it is a date, with quotes or without.
    pub fn date(&self) -> Option<Located<String>> {
        match self.inner.get_ref() {
            DeValue::String(text) => Some(self.located(text.trim().to_owned())),
            DeValue::Datetime(date) => Some(self.located(date.to_string())),
            _ => self.wrong("a date like \"2027-01-31\""),
        }
    }

    /// The table, when it is one. Keys in it are named after this one.
    pub fn table(&self) -> Option<Table<'d>> {
        match self.inner.get_ref() {
            DeValue::Table(entries) => {
                let outer = self.subject.table.iter().map(|table| format!("{table}."));
                let name = outer.chain([self.subject.key.clone()]).collect();
                Some(Table::new(self.document, Some(name), entries, self.span()))
            }
            _ => self.wrong("a table"),
        }
    }

    /// Whether it is a table.
    pub fn is_table(&self) -> bool {
        self.inner.get_ref().is_table()
    }

    /// Notes what is wrong with it; `message` follows its name, like `"id" in [agents] `.
    pub fn error(&self, message: impl fmt::Display) {
        self.document.error(&self.span(), format!("{} {message}", self.subject));
    }

    fn located<T>(&self, value: T) -> Located<T> {
        Located { value, span: self.span() }
    }

    fn wrong<T>(&self, expected: &str) -> Option<T> {
        let found = match self.inner.get_ref() {
            DeValue::String(text) => format!("the string {}", quoted(text)),
            DeValue::Integer(number) => format!("the whole number {number}"),
            DeValue::Float(number) => format!("the number {number}"),
            DeValue::Boolean(value) => format!("{value}"),
            DeValue::Datetime(date) => format!("the date {date}"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(format_args!("must be {expected}; found {found}"));
        None
    }
}
