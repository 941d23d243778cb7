//! A word for a secret in a text, with what it names. Finds none.

use std::ops::Range;

use crate::safety::secrets::SecretKind;

/// A word for a secret.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    pub(super) kind: SecretKind,
    pub(super) range: Range<usize>,
}
