//! What the desk's messages show to each person: the part of Telegram. Takes them from the outbox and reports them sent.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::callback::ChatId;
use crate::conversation::{Body, Click, Keyboard, Outlet, Recipient};
use crate::store::{Delivery, Store, StoreFault};

/// Messages taken at once.
const AT_ONCE: usize = 100;
/// A lease that nobody else waits for.
const LEASE: Duration = Duration::from_secs(3600);
/// Buttons that a person still finds when scrolling up.
const REMEMBERED: usize = 60;

/// What one person sees.
#[derive(Default)]
pub struct Screen {
    /// The buttons of the last message that had any.
    pub last: Vec<Click>,
    /// The buttons of the last messages, the newest last.
    pub all: Vec<Click>,
    /// The desk asks for a phone number.
    pub asks_contact: bool,
    /// Something new has come.
    pub news: bool,
}

/// Everybody's screens.
#[derive(Default)]
pub struct Mail {
    screens: HashMap<ChatId, Screen>,
    sent: i64,
}

impl Mail {
    /// What a person sees.
    pub fn screen(&mut self, chat: ChatId) -> &mut Screen {
        self.screens.entry(chat).or_default()
    }

    /// Delivers everything that waits; tells who got something.
    pub async fn deliver(&mut self, store: &dyn Store, now: Timestamp) -> Result<Vec<ChatId>, StoreFault> {
        let mut got = Vec::new();
        loop {
            let rows = store.lease_outbox(Outlet::Telegram, now, AT_ONCE, LEASE).await?.rows;
            if rows.is_empty() {
                return Ok(got);
            }
            let mut deliveries = Vec::with_capacity(rows.len());
            for row in rows {
                self.sent += 1;
                deliveries.push((row.id, Delivery::Sent { message: Some(self.sent) }));
                if let Recipient::Chat(chat) = row.message.to
                    && self.show(chat, &row.message.body)
                {
                    got.push(chat);
                }
            }
            store.settle(deliveries, now).await?;
        }
    }

    fn show(&mut self, chat: ChatId, body: &Body) -> bool {
        let (Body::Say { keyboard, .. }
        | Body::Card { keyboard, .. }
        | Body::File { keyboard, .. }
        | Body::Edit { keyboard, .. }) = body
        else {
            return false;
        };
        let screen = self.screen(chat);
        match keyboard {
            Keyboard::Inline(rows) => {
                screen.last = rows.iter().flatten().map(|button| button.click.clone()).collect();
                screen.all.extend(screen.last.iter().cloned());
                let old = screen.all.len().saturating_sub(REMEMBERED);
                screen.all.drain(..old);
                screen.asks_contact = false;
            }
            Keyboard::AskContact { .. } => {
                screen.asks_contact = true;
                screen.last.clear();
            }
            Keyboard::Remove => screen.asks_contact = false,
            Keyboard::None => {}
        }
        screen.news = true;
        true
    }
}
