//! `/queue`: what can be called now, what agents have, what waits for its time; in pages, and by what an agent looks for. Shows
//! no personal data.

use super::session::{Reply, Session};
use crate::callback::CallbackRequest;
use crate::conversation::context::{Facts, Part};
use crate::conversation::input::{AgentClick, QueueFilter};
use crate::conversation::output::{Body, Button, Keyboard, MessageRef, Recipient};
use crate::conversation::view::listing;
use crate::intents::Priority;
use crate::words::{Markdown, Words};

/// Requests on a page: half a phone screen, with the buttons below.
const ON_A_PAGE: usize = 8;

/// Filters in a row.
const FILTERS_A_ROW: usize = 3;

/// A request with the part of the queue it stands in.
type Listed<'r> = (&'static str, &'r CallbackRequest);

impl Session<'_> {
    /// Shows a page of the queue: in place of the one whose button was pressed, else as a message of its own.
    pub(super) fn show_queue(&mut self, filter: QueueFilter, page: u16) {
        let (text, keyboard) = self.page(filter, usize::from(page));
        match (self.reply, self.message) {
            (Reply::Press(_), Some(message)) => {
                self.acknowledge();
                let message = MessageRef::Id(message);
                self.out.send(Recipient::Chat(self.chat), Body::Edit { message, text, keyboard });
            }
            _ => {
                self.acknowledge();
                self.say_text(text, keyboard);
            }
        }
    }

    fn page(&self, filter: QueueFilter, page: usize) -> (Markdown, Keyboard) {
        let words = self.words;
        let all = self.listed(QueueFilter::All);
        let listed = self.listed(filter);
        if all.is_empty() {
            return (words.say("queue-empty", &[]), Keyboard::None);
        }
        let pages = listed.len().div_ceil(ON_A_PAGE).max(1);
        let page = page.min(pages - 1);
        let shown: Vec<Listed<'_>> = listed.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE).copied().collect();
        let mut text: Vec<String> = Vec::new();
        for part in shown.chunk_by(|(key, _), (next, _)| key == next) {
            let Some((key, _)) = part.first() else { continue };
            text.push(words.say(key, &[("count", self.count(filter, key, &listed).into())]).to_string());
            text.extend(part.iter().map(|(_, request)| listing::entry(self.facts, words, request).to_string()));
        }
        if shown.is_empty() {
            text.push(words.say("queue-none", &[]).to_string());
        }
        let unread = self.unread();
        if unread > 0 && page + 1 == pages {
            text.push(words.say("queue-more", &[("hidden", unread.into())]).to_string());
        }
        let mut rows = listing::claims(words, shown.iter().map(|(_, request)| *request));
        if pages > 1 {
            rows.push(turns(words, filter, page, pages));
        }
        if pages > 1 || filter != QueueFilter::All {
            let filters: Vec<Button> = QueueFilter::ALL
                .into_iter()
                .map(|other| (other, self.listed(other).len()))
                .filter(|(other, count)| *count > 0 || *other == filter)
                .map(|(other, count)| filter_button(words, other, count, other == filter))
                .collect();
            rows.extend(filters.chunks(FILTERS_A_ROW).map(<[Button]>::to_vec));
        }
        (Markdown::trusted(text.join("\n\n")), Keyboard::Inline(rows))
    }

    fn parts(&self) -> [(&'static str, &Part); 3] {
        let situation = &self.situation;
        [("queue-ready", &situation.ready), ("queue-worked", &situation.worked), ("queue-later", &situation.later)]
    }

    /// What is looked for, in the queue's order.
    fn listed(&self, filter: QueueFilter) -> Vec<Listed<'_>> {
        let all = self.parts().into_iter().flat_map(|(key, part)| part.requests.iter().map(move |one| (key, one)));
        all.filter(|(key, request)| self.is_meant(filter, key, request)).collect()
    }

    fn is_meant(&self, filter: QueueFilter, part: &str, request: &CallbackRequest) -> bool {
        let facts: &Facts<'_> = self.facts;
        match filter {
            QueueFilter::All => true,
            QueueFilter::Mine => part == "queue-ready" && facts.roster.may_call(self.agent, request.language()),
            QueueFilter::Urgent => request.priority == Priority::Urgent,
            QueueFilter::Late => listing::mark(facts, request) != "none",
            QueueFilter::Held => part == "queue-worked",
            QueueFilter::Later => part == "queue-later",
        }
    }

    /// How many a part has of what is looked for; without a filter, also those that were not read.
    fn count(&self, filter: QueueFilter, part: &str, listed: &[Listed<'_>]) -> usize {
        let whole = self.parts().into_iter().find(|(key, _)| *key == part).map(|(_, part)| part.count);
        match filter {
            QueueFilter::All => whole.unwrap_or_default(),
            _ => listed.iter().filter(|(key, _)| *key == part).count(),
        }
    }

    /// How many were not read, because there are too many.
    fn unread(&self) -> usize {
        self.parts().into_iter().map(|(_, part)| part.count.saturating_sub(part.requests.len())).sum()
    }
}

/// Back, where one is, and on.
fn turns(words: Words<'_>, filter: QueueFilter, page: usize, pages: usize) -> Vec<Button> {
    let to = |label: String, page: usize| Button {
        label,
        click: AgentClick::Queue(filter, u16::try_from(page).unwrap_or(u16::MAX)).into(),
    };
    let place = words.label("button-queue-page", &[("page", (page + 1).into()), ("pages", pages.into())]);
    let mut row = vec![to(place, page)];
    if page > 0 {
        row.insert(0, to("‹".to_owned(), page - 1));
    }
    if page + 1 < pages {
        row.push(to("›".to_owned(), page + 1));
    }
    row
}

fn filter_button(words: Words<'_>, filter: QueueFilter, count: usize, chosen: bool) -> Button {
    let key = match filter {
        QueueFilter::All => "button-queue-all",
        QueueFilter::Mine => "button-queue-mine",
        QueueFilter::Urgent => "button-queue-urgent",
        QueueFilter::Late => "button-queue-late",
        QueueFilter::Held => "button-queue-held",
        QueueFilter::Later => "button-queue-later",
    };
    let label = words.label(key, &[("count", count.into())]);
    let label = if chosen { format!("• {label}") } else { label };
    Button { label, click: AgentClick::Queue(filter, 0).into() }
}
