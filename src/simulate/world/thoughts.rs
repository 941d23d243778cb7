//! What customers do about a call that they have booked: take an offer, choose another time, cancel.

use super::World;
use crate::conversation::{Click, CustomerClick};
use crate::simulate::customer::SecondThought;
use crate::simulate::{SimulationFault, buttons};

impl World<'_> {
    pub(super) async fn takes_offer(&mut self, index: usize, click: Click) -> Result<(), SimulationFault> {
        let Some(customer) = self.customers.get(index) else { return Ok(()) };
        // Called, or done with meanwhile.
        let own = self.store.open_request_of(customer.chat).await?.map(|own| own.value);
        if own.is_some_and(|own| own.promise_is_open() && own.state.waits()) {
            self.customer_presses(index, click).await?;
        }
        Ok(())
    }

    pub(super) async fn second_thoughts(&mut self, index: usize) -> Result<(), SimulationFault> {
        let Some(customer) = self.customers.get_mut(index) else { return Ok(()) };
        let (chat, nth) = (customer.chat, customer.chance.below(4));
        let thought = customer.second_thought.take().map(|(thought, _)| thought);
        let Some(own) = self.store.open_request_of(chat).await?.map(|own| own.value) else { return Ok(()) };
        match thought {
            Some(SecondThought::Cancel) => {
                self.customer_presses(index, Click::Customer(CustomerClick::Cancel(own.id))).await?;
                self.customer_presses(index, Click::Customer(CustomerClick::ReallyCancel(own.id, true))).await
            }
            Some(SecondThought::Move) | None => {
                let Some(click) = buttons::another_time(&self.mail.screen(chat).all, own.id) else { return Ok(()) };
                self.customer_presses(index, click).await?;
                let Some(click) = buttons::new_time(&self.mail.screen(chat).last, own.id, nth) else { return Ok(()) };
                if let Some(customer) = self.customers.get_mut(index) {
                    customer.moved = true;
                }
                self.customer_presses(index, click).await
            }
        }
    }
}
