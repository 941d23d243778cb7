//! `/find RB-1042`: a request's card and its history. Shows no personal data, whoever asks.

use super::session::Session;
use crate::callback::{Cause, RequestId};
use crate::conversation::output::Keyboard;
use crate::conversation::view::{agent_buttons, card, history};
use crate::safety::Phone;
use crate::words::Markdown;

/// Lines of history shown, the latest: what fits a phone screen with the card.
const LINES: usize = 15;

impl Session<'_> {
    /// Shows the request with this reference.
    pub(super) fn find(&mut self, reference: &str) {
        let Some(request) = self.situation.named.take() else {
            if let Ok(phone) = Phone::typed(reference, self.facts.country)
                && self.may_search()
            {
                return self.ask_search(phone);
            }
            let key = match reference.parse::<RequestId>() {
                Ok(_) => "find-none",
                Err(()) if reference.is_empty() => "find-usage",
                Err(()) => "find-no-reference",
            };
            return self.say(key, &[("reference", reference.into())]);
        };
        let (card, _) = card::card(self.facts, self.words, &request);
        let lines: Vec<String> = request
            .history
            .iter()
            .filter(|line| line.why != Cause::ClaimWarned)
            .map(|line| history::line(self.facts, self.words, line).to_string())
            .collect();
        let latest = lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default();
        let text = card.and(&self.words.say("find-history", &[])).and(&Markdown::trusted(latest.join("\n\n")));
        let mut rows = agent_buttons::elsewhere(self.words, self.agent, &request);
        if self.chat != self.agent.id().chat() {
            rows.truncate(1); // to whom it is given is decided in private
        }
        self.say_text(text, Keyboard::Inline(rows));
    }
}
