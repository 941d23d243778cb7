//! A press of one of our buttons: a customer's or an agent's. Rights are checked on every press, never here.

use serde::{Deserialize, Serialize};

use super::wire::Wire;
use super::{AgentClick, CustomerClick};
use crate::callback::RequestId;

/// Telegram's limit of `callback_data`, bytes.
pub const MAX_CLICK_BYTES: usize = 64;

/// A press of an inline button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Click {
    /// Of a button that customers have.
    Customer(CustomerClick),
    /// Of a button that only agents have.
    Agent(AgentClick),
}

/// The press of a button that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a button of ours")]
pub struct UnknownClick;

impl Click {
    /// Reads a button's data; `None` for anything that no button of ours carries.
    pub fn decode(data: &str) -> Option<Self> {
        if data.len() > MAX_CLICK_BYTES {
            return None;
        }
        CustomerClick::read(data).map(Self::Customer).or_else(|| AgentClick::read(data).map(Self::Agent))
    }

    /// The request that the button is about.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            // That one is only what the question was about; what is erased is the chat's.
            Self::Customer(CustomerClick::ReallyForget(_)) => None,
            Self::Customer(click) => click.request(),
            Self::Agent(click) => click.request(),
        }
    }
}

impl From<Click> for String {
    fn from(click: Click) -> Self {
        match click {
            Click::Customer(click) => click.write(),
            Click::Agent(click) => click.write(),
        }
    }
}

impl TryFrom<String> for Click {
    type Error = UnknownClick;

    fn try_from(data: String) -> Result<Self, UnknownClick> {
        Self::decode(&data).ok_or(UnknownClick)
    }
}

impl From<CustomerClick> for Click {
    fn from(click: CustomerClick) -> Self {
        Self::Customer(click)
    }
}

impl From<AgentClick> for Click {
    fn from(click: AgentClick) -> Self {
        Self::Agent(click)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The wire form of every button, as it stands in people's chats: these texts never change.
    fn in_chats(id: u64, small: u8, number: i64, page: u16, booking: u32) -> Vec<String> {
        let choices = ["next", "soon", "now", "day:2026-11-25"].map(str::to_owned);
        let choices: Vec<String> =
            choices.into_iter().chain([format!("days:{page}"), format!("at:{number}")]).collect();
        let plain = [
            "topics",
            "topic:withdraw",
            "solved",
            "human",
            "human:withdraw",
            "none",
            "speak:auto",
            "speak:hans",
            "speak:hant",
            "speak:en",
            "status",
            "verify",
            "report",
            "told:nothing",
            "told:code",
            "told:phrase",
            "told:money",
            "told:device",
            "askzone",
            "zone:America/Argentina/Buenos_Aires",
            "forget",
            "forgetyes",
            "forgetno",
            "takenext",
            "releasemine",
            "signin:0k7mp2qx:42",
            "notme:0k7mp2qx",
        ];
        let with_id = [
            "add",
            "number",
            "ready",
            "helped",
            "nothelped",
            "nocomment",
            "cancel",
            "cancelyes",
            "cancelno",
            "prepare",
            "later",
            "prove",
            "code",
            "forgetyes",
            "claim",
            "release",
            "calling",
            "note",
            "nonote",
            "mail",
            "askmail",
            "named",
            "address",
            "passed",
            "failed",
            "keep",
            "reveal",
            "hide",
        ];
        let work = [
            "details",
            "show:main",
            "show:more",
            "show:snooze",
            "show:give",
            "soon",
            "snooze:morning",
            "snooze:own",
            "giveto:zh",
            "giveto:en",
            "question",
            "number",
        ];
        let answers = ["about:withdraw", "other", "known", "number:2", "type", "back", "no"];
        let mut all: Vec<String> = plain.map(str::to_owned).to_vec();
        all.extend(with_id.map(|verb| format!("{verb}:{id}")));
        all.extend(work.map(|work| format!("work:{id}:{work}")));
        all.extend(answers.map(|answer| format!("book:{booking}:{answer}")));
        for choice in &choices {
            all.extend([
                format!("move:{id}:{choice}"),
                format!("reopen:{id}:{choice}"),
                format!("book:{booking}:{choice}"),
            ]);
        }
        all.extend([format!("rate:{id}:{small}"), format!("skip:{id}:{small}"), format!("allow:{number}")]);
        all.extend([format!("finish:{id}:no_answer"), format!("block:{id}:which_bank")]);
        all.extend([format!("work:{id}:give:{number}"), format!("work:{id}:snooze:{page}")]);
        all
    }

    proptest! {
        #[test]
        fn each_button_decodes_to_itself(
            id in any::<u64>(),
            small in any::<u8>(),
            number in any::<i64>(),
            page in any::<u16>(),
            booking in any::<u32>(),
        ) {
            for text in in_chats(id, small, number, page, booking) {
                let click = Click::decode(&text);
                prop_assert!(click.is_some(), "{} is none of ours", text);
                prop_assert_eq!(click.clone().map(String::from), Some(text));
                prop_assert_eq!(click.clone().map(String::from).and_then(|text| Click::decode(&text)), click);
            }
        }

        #[test]
        fn what_is_read_is_written_the_same_way_again(text in "[a-z]{1,10}(:[a-z0-9-]{0,6}){0,3}") {
            if let Some(click) = Click::decode(&text) {
                prop_assert_eq!(Click::decode(&String::from(click.clone())), Some(click));
            }
        }
    }

    #[test]
    fn every_verb_is_either_a_customers_or_an_agents() {
        for text in in_chats(1001, 5, 2, 3, 1) {
            assert!(
                CustomerClick::read(&text).is_none() || AgentClick::read(&text).is_none(),
                "{text} is a button of both"
            );
        }
    }

    #[test]
    fn what_no_button_carries_is_none_of_ours() {
        let long = format!("zone:{}", "a".repeat(MAX_CLICK_BYTES));
        for text in
            ["", ":", "topics:", "topics:x", "claim", "claim:", "claim:RB-1", "rate:1", "move:1", "work:1:", &long]
        {
            assert_eq!(Click::decode(text), None, "{text}");
        }
    }
}
