//! The short form of an answer: what was asked, in a line or two, for those who are in the midst of something else.

use super::Talk;
use crate::matching::IntentId;
use crate::words::Markdown;

/// A short form of this many characters is long enough: three lines on a phone.
const BRIEF: usize = 280;

impl Talk<'_> {
    /// The short part of an intent's answer, or else its beginning.
    pub(super) fn brief(&self, id: &IntentId) -> Markdown {
        let words = self.words();
        let Some(text) = self.facts.library.text(id, words.locale().language()) else { return Markdown::default() };
        let brief = text.short.clone().unwrap_or_else(|| first_part(&text.answer));
        Markdown::trusted(words.own(&brief))
    }
}

/// The first paragraph; what introduces a list is followed by it. A part that is still too long ends with a whole line.
fn first_part(answer: &str) -> String {
    let mut parts = answer.trim().split("\n\n");
    let mut first = parts.next().unwrap_or_default().to_owned();
    let introduces = |part: &str| part.trim_end_matches(['*', ' ']).ends_with([':', '：']);
    if introduces(&first)
        && let Some(list) = parts.next()
    {
        first = format!("{first}\n\n{list}");
    }
    if first.chars().count() <= BRIEF {
        return first;
    }
    let mut brief = String::new();
    for line in first.lines() {
        if !brief.is_empty() && brief.chars().count() + line.chars().count() > BRIEF {
            break;
        }
        brief.push_str(line);
        brief.push('\n');
    }
    brief.trim_end().to_owned()
}
