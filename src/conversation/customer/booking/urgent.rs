//! Somebody in danger: the first steps at once, and under them the way to a call that asks for nothing but the number.

use super::Talk;
use crate::conversation::context::{Booking, BookingStep};
use crate::conversation::output::Keyboard;
use crate::intents::Priority;
use crate::matching::IntentId;
use crate::words::Markdown;

impl Talk<'_> {
    /// Tells the first steps of something urgent and asks for the number to call about it.
    pub(in crate::conversation::customer) fn help_urgently(&mut self, id: &IntentId, steps: Markdown) {
        self.state.topic = Some(id.clone());
        if let Some(booking) = self.booking() {
            return self.urge(booking, id, steps);
        }
        if self.soonest(true).is_none() {
            self.say_text(steps, Keyboard::None);
            return self.say("no-opening", &[], Keyboard::None);
        }
        if self.open_booking(Some(id.clone()))
            && let Some(booking) = self.booking()
        {
            self.ask_phone(&booking, Some(steps));
        }
    }

    /// Whether this topic, told in the midst of a booking, is one that cannot wait.
    pub(super) fn turns_urgent(&self, booking: &Booking, id: &IntentId) -> bool {
        self.is_urgent(Some(id)) && booking.topic.as_ref() != Some(id)
    }

    /// Makes the booking one that cannot wait, with the first steps said.
    pub(super) fn turn_urgent(&mut self, booking: Booking, id: &IntentId) {
        let words = self.words();
        let answer = self.facts.library.text(id, words.locale().language()).map(|text| words.own(&text.answer));
        let steps = Markdown::trusted(answer.unwrap_or_default());
        self.state.topic = Some(id.clone());
        self.urge(booking, id, steps);
    }

    fn urge(&mut self, booking: Booking, id: &IntentId, steps: Markdown) {
        // A time that was said for something else is none for this.
        let booking = Booking { topic: Some(id.clone()), wish: None, ..booking };
        if booking.phone.is_some() {
            let left = self.menu.take();
            self.unbutton(left);
            self.say_text(steps, Keyboard::None);
            return self.next(booking, BookingStep::Timing);
        }
        let booking = Booking { step: BookingStep::Phone, numbers: Vec::new(), ..booking };
        self.put(booking.clone());
        self.ask_phone(&booking, Some(steps));
    }

    /// Of what a call was to be about and what was told since, the one that must not wait.
    pub(in crate::conversation::customer) fn more_urgent(
        &self,
        topic: Option<IntentId>,
        told: Option<IntentId>,
    ) -> Option<IntentId> {
        let priority = |id: &Option<IntentId>| {
            id.as_ref().and_then(|id| self.facts.library.intent(id)).map_or(Priority::Normal, |intent| intent.priority)
        };
        if priority(&told) > priority(&topic) { told } else { topic.or(told) }
    }

    /// For an urgent booking while nobody is there to call: when the call comes.
    pub(super) fn closed_before(&self, booking: &Booking) -> Markdown {
        let soon = self.soonest(true).filter(|soon| soon.from > self.facts.now);
        let Some(soon) = soon.filter(|_| self.is_urgent(booking.topic.as_ref())) else { return Markdown::default() };
        let words = self.words();
        let zone = words.zone(&self.zone());
        words.say("urgent-closed", &[("when", self.show(soon).into()), ("zone", zone.into())])
    }
}
