//! The wire form of buttons: words parted by colons. Each kind of button has one table, read both ways, so that what is written
//! can always be read. Says nothing of what a button means.

use jiff::civil::Date;

use crate::admission::AttemptCode;
use crate::callback::{DispositionCode, RequestId, UserId};
use crate::matching::IntentId;
use crate::text::{Language, Locale};

/// What stands in the wire form of a button, or is one.
pub(super) trait Wire: Sized {
    /// Its words.
    fn write(&self) -> String;

    /// Reads them; `None` for words that are never written.
    fn read(words: &str) -> Option<Self>;

    /// The request that it names.
    fn request(&self) -> Option<RequestId> {
        None
    }
}

/// The words after a verb, parted into so many; the last keeps its colons.
pub(super) fn words_after<'t>(verb: &str, text: &'t str, count: usize) -> Option<Vec<&'t str>> {
    let rest = text.strip_prefix(verb)?;
    if count == 0 {
        return rest.is_empty().then(Vec::new);
    }
    Some(rest.strip_prefix(':')?.splitn(count, ':').collect())
}

/// The table of one kind of button, a line each: its verb, its shape, and what stands after the verb. A last line without a
/// verb takes all other words.
macro_rules! wire {
    ($of:ident {
        $($verb:literal = $variant:ident $(($($shape:tt)*))? [$($part:ident: $kind:ty),*],)*
        $(_ = $rest:ident($inner:ident: $inner_kind:ty),)?
    }) => {
        impl $crate::conversation::input::wire::Wire for $of {
            fn write(&self) -> String {
                match self {
                    $(Self::$variant $(($($shape)*))? => [$verb.to_owned() $(, $crate::conversation::input::wire::Wire::write($part))*].join(":"),)*
                    $(Self::$rest($inner) => $crate::conversation::input::wire::Wire::write($inner),)?
                }
            }

            fn read(text: &str) -> Option<Self> {
                $(
                    if let Some(words) = $crate::conversation::input::wire::words_after($verb, text, <[&str]>::len(&[$(stringify!($part)),*])) {
                        let [$($part),*] = words.as_slice() else { return None };
                        $(let $part = <$kind as $crate::conversation::input::wire::Wire>::read($part)?;)*
                        return Some(Self::$variant $(($($shape)*))?);
                    }
                )*
                $(if let Some($inner) = <$inner_kind as $crate::conversation::input::wire::Wire>::read(text) {
                    return Some(Self::$rest($inner));
                })?
                None
            }

            fn request(&self) -> Option<$crate::callback::RequestId> {
                match self {
                    $(Self::$variant $(($($shape)*))? => [None $(, $crate::conversation::input::wire::Wire::request($part))*].into_iter().flatten().next(),)*
                    $(Self::$rest($inner) => $crate::conversation::input::wire::Wire::request($inner),)?
                }
            }
        }
    };
}

pub(super) use wire;

/// What is written and read as its own text.
macro_rules! as_text {
    ($($kind:ty),*) => {
        $(impl Wire for $kind {
            fn write(&self) -> String {
                self.to_string()
            }

            fn read(words: &str) -> Option<Self> {
                words.parse().ok()
            }
        })*
    };
}

as_text!(u8, u16, u32, i64, String, Date, Language, AttemptCode);

impl Wire for RequestId {
    fn write(&self) -> String {
        self.0.to_string()
    }

    fn read(words: &str) -> Option<Self> {
        words.parse().ok().map(Self)
    }

    fn request(&self) -> Option<RequestId> {
        Some(*self)
    }
}

impl Wire for UserId {
    fn write(&self) -> String {
        self.0.to_string()
    }

    fn read(words: &str) -> Option<Self> {
        words.parse().ok().map(Self)
    }
}

impl Wire for IntentId {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(words: &str) -> Option<Self> {
        Some(Self::new(words))
    }
}

impl Wire for DispositionCode {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(words: &str) -> Option<Self> {
        Self::new(words)
    }
}

/// A choice of language; `None` follows what the customer writes.
impl Wire for Option<Locale> {
    fn write(&self) -> String {
        let (word, _) = LOCALES.iter().find(|(_, locale)| locale == self).unwrap_or(&LOCALES[0]);
        (*word).to_owned()
    }

    fn read(words: &str) -> Option<Self> {
        LOCALES.iter().find(|(word, _)| *word == words).map(|(_, locale)| *locale)
    }
}

const LOCALES: [(&str, Option<Locale>); 5] = [
    ("auto", None),
    ("hans", Some(Locale::ZhHans)),
    ("hant", Some(Locale::ZhHant)),
    ("hk", Some(Locale::ZhHantHk)),
    ("en", Some(Locale::En)),
];
