//! Pages of windows to choose from, for a new call and for moving one.

use super::Talk;
use crate::callback::{Capacity, Promise};
use crate::conversation::{Button, Click, Keyboard};
use crate::intents::Priority;
use crate::matching::IntentId;

/// Windows on one page of buttons: with the rows around them, what a phone shows without scrolling.
const WINDOWS_A_PAGE: usize = 6;

/// Windows in a row: their labels are long.
const WINDOWS_A_ROW: usize = 2;

/// A press on a page of windows.
#[derive(Clone, Copy)]
pub(super) enum WindowClick {
    /// The window that begins at this Unix second; 0 is as soon as possible.
    At(i64),
    /// Another page.
    Later(u16),
}

impl Talk<'_> {
    /// What can be promised to this customer.
    pub(super) fn capacity(&self) -> Capacity<'_> {
        self.facts.capacity(&self.promised, self.state.language.locale.language())
    }

    /// The soonest promise; an urgent call does not wait behind others.
    pub(super) fn soonest(&self, urgent: bool) -> Option<Promise> {
        self.capacity().soonest(urgent)
    }

    /// Whether calls about this topic go before all others.
    pub(super) fn is_urgent(&self, topic: Option<&IntentId>) -> bool {
        let intent = topic.and_then(|id| self.facts.library.intent(id));
        intent.is_some_and(|intent| intent.priority == Priority::Urgent)
    }

    /// Asks for a time; says when the desk opens if it is closed now.
    pub(super) fn say_timing(&mut self, key: &str, rows: Vec<Vec<Button>>) {
        let facts = self.facts;
        let zone = self.words().zone(&facts.hours.zone);
        let mut text = self.words().say(key, &[("zone", zone.into())]);
        if facts.hours.open_now(facts.now).is_none()
            && let Some(opens) = facts.hours.open_from(facts.now)
        {
            let opens = self.words().moment(opens, &facts.hours.zone, facts.now);
            text = self.words().say("closed-now", &[("opens", opens.into())]).and(&text);
        }
        self.say_text(text, Keyboard::Inline(rows));
    }

    /// One page of windows, "as soon as possible" first.
    pub(super) fn window_rows(
        &self,
        page: u16,
        urgent: bool,
        click: impl Fn(WindowClick) -> Click,
    ) -> Vec<Vec<Button>> {
        let facts = self.facts;
        let words = self.words();
        let show = |promise: Promise| words.window(promise, &facts.hours.zone, facts.now);
        let soon = self.soonest(urgent);
        let mut rows = Vec::new();
        if let Some(soon) = soon.filter(|_| page == 0) {
            let key = if soon.from <= facts.now { "button-soon" } else { "button-when-open" };
            let label = words.label(key, &[("window", show(soon).into())]);
            rows.push(vec![Button { label, click: click(WindowClick::At(0)) }]);
        }
        let offered: Vec<Promise> = self
            .capacity()
            .windows()
            .filter(|window| soon != Some(*window))
            .skip(usize::from(page) * WINDOWS_A_PAGE)
            .take(WINDOWS_A_PAGE + 1)
            .collect();
        let buttons: Vec<Button> = offered
            .iter()
            .take(WINDOWS_A_PAGE)
            .map(|window| Button { label: show(*window), click: click(WindowClick::At(window.from.as_second())) })
            .collect();
        rows.extend(buttons.chunks(WINDOWS_A_ROW).map(<[Button]>::to_vec));
        let mut turn = Vec::new();
        if page > 0 {
            turn.push(Button { label: words.label("button-earlier", &[]), click: click(WindowClick::Later(page - 1)) });
        }
        if offered.len() > WINDOWS_A_PAGE {
            turn.push(Button { label: words.label("button-later", &[]), click: click(WindowClick::Later(page + 1)) });
        }
        if !turn.is_empty() {
            rows.push(turn);
        }
        rows
    }
}
