//! How the customers of the day get to their call: from the first command over what they are asked to the booking.

use super::World;
use crate::callback::UserId;
use crate::conversation::{Click, What};
use crate::desk::Clock as _;
use crate::simulate::SimulationFault;
use crate::simulate::buttons;
use crate::simulate::plan::{ANSWERS_OFFER, TAKES_OFFER};
use crate::simulate::timeline::Event;
use crate::text::Language;

/// A customer who has pressed so often without getting anywhere gives up.
const PATIENCE: u32 = 40;

impl World<'_> {
    /// A customer comes, or acts on what they see.
    pub(super) async fn customer(&mut self, index: usize) -> Result<(), SimulationFault> {
        let Some(customer) = self.customers.get_mut(index) else { return Ok(()) };
        let chat = customer.chat;
        if !customer.came {
            customer.came = true;
            return self
                .customer_does(index, What::Text { message: 0, text: "/call".to_owned(), forwarded: false })
                .await;
        }
        let screen = self.mail.screen(chat);
        let presses = self.presses.entry(chat).or_default();
        if !std::mem::take(&mut screen.news) || *presses > PATIENCE {
            return Ok(());
        }
        *presses += 1;
        let own = self.store.open_request_of(chat).await?;
        let screen = self.mail.screen(chat);
        if screen.asks_contact {
            screen.asks_contact = false;
            if own.is_some() && !customer.sends_number {
                return Ok(());
            }
            if own.is_none() && customer.types_number && !customer.typed {
                customer.typed = true;
                let text = "+8613800138000".to_owned();
                return self.customer_does(index, What::Text { message: 0, text, forwarded: false }).await;
            }
            let owner = Some(UserId(chat.0));
            // Numbers of countries with one time zone, which nobody has to be asked for.
            let phone = match customer.language {
                Language::En => format!("447700900{:03}", index % 1000),
                Language::Zh => "8613800138000".to_owned(),
            };
            return self.customer_does(index, What::Contact { message: 0, phone, owner, forwarded: false }).await;
        }
        if let Some(own) = own.as_ref()
            && let Some(click) = buttons::earlier_call(&screen.last, own.value.id)
        {
            screen.last.clear();
            if customer.chance.happens(TAKES_OFFER) {
                let after = customer.chance.seconds(ANSWERS_OFFER);
                self.timeline.plan(self.clock.now() + after, Event::TakesOffer(index, click));
            }
            return Ok(());
        }
        if own.is_none() && buttons::is_booking(&screen.last) {
            let click = buttons::booking(&screen.last, &customer.wish);
            screen.last.clear();
            return self.customer_books(index, click).await;
        }
        Ok(())
    }

    /// The next step of a booking; what was promised, once it is the last.
    async fn customer_books(&mut self, index: usize, click: Option<Click>) -> Result<(), SimulationFault> {
        if let Some(click) = click {
            self.customer_presses(index, click).await?;
        }
        let Some(chat) = self.customers.get(index).map(|customer| customer.chat) else { return Ok(()) };
        if let Some(booked) = self.store.open_request_of(chat).await?
            && let Some(customer) = self.customers.get_mut(index)
        {
            customer.promised = Some(booked.value.promise);
            if let Some((_, after)) = customer.second_thought {
                self.timeline.plan(self.clock.now() + after, Event::SecondThoughts(index));
            }
        }
        Ok(())
    }
}
