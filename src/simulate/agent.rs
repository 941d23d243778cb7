//! One agent: languages, breaks, how careful they are, and what they have in hand. Claims nothing by itself.

use jiff::{SignedDuration, Timestamp};

use super::chance::Chance;
use super::plan::{
    BREAK, BREAK_EVERY, CARELESS_ONE_OF, FIRST_LUNCH, FORGETS, LONGEST_TALK, LUNCH, OUTCOMES, Plan, TALK_VARIES,
    UNANSWERED,
};
use crate::callback::{RequestId, Role, Roster, UserId};
use crate::text::Language;

/// The numbers of agents begin here.
const FIRST_AGENT: i64 = 101;

/// The streams of agents' chance begin here, above those of customers.
const STREAMS: u64 = 1 << 40;

/// How many go to lunch together.
const TOGETHER: i32 = 2;

/// An agent.
pub struct Agent {
    /// Who.
    pub id: UserId,
    /// What colleagues read.
    pub name: String,
    /// Forgets a claim now and then.
    pub careless: bool,
    /// Has had lunch today.
    pub lunched: bool,
    /// Began to work, or came back from a break.
    pub since: Timestamp,
    /// On a break, and back when they look again.
    pub away: bool,
    /// What they have put aside to call somebody urgent first.
    pub put_aside: Option<RequestId>,
    /// Their luck.
    pub chance: Chance,
}

/// The agents of a plan.
pub fn all(plan: &Plan) -> Vec<Agent> {
    (0..plan.agents)
        .map(|index| Agent {
            id: UserId(FIRST_AGENT + i64::from(index)),
            name: format!("Agent {}", index + 1),
            careless: index % CARELESS_ONE_OF == CARELESS_ONE_OF - 1,
            lunched: false,
            since: Timestamp::MIN,
            away: false,
            put_aside: None,
            chance: Chance::new(plan.seed, STREAMS + u64::from(index)),
        })
        .collect()
}

/// The roster of a plan. The first agent leads; half speak Chinese, a quarter English and a quarter both.
pub fn roster(plan: &Plan) -> Roster {
    all(plan).iter().enumerate().fold(Roster::new(), |roster, (index, agent)| {
        let languages: &[Language] = match index % 4 {
            0 => &[Language::Zh, Language::En],
            1 => &[Language::En],
            _ => &[Language::Zh],
        };
        roster.with(agent.id, &agent.name, languages, if index == 0 { Role::Lead } else { Role::Agent })
    })
}

impl Agent {
    /// Whether a break is due now, and how long it is.
    pub fn breaks(&mut self, index: usize, midday: Timestamp, now: Timestamp) -> Option<SignedDuration> {
        let turn = i32::try_from(index).unwrap_or_default() / TOGETHER;
        if !self.lunched && now >= midday + LUNCH * turn {
            self.lunched = true;
            return Some(LUNCH);
        }
        (now.duration_since(self.since) >= BREAK_EVERY).then_some(BREAK)
    }

    /// Whether this claim is forgotten.
    pub fn forgets(&mut self) -> bool {
        self.careless && self.chance.happens(FORGETS)
    }

    /// What comes of a call, and how long it takes.
    pub fn call(&mut self, plan: &Plan) -> (&'static str, SignedDuration) {
        let mut share = self.chance.share();
        let outcome = OUTCOMES.iter().find(|(_, likely)| {
            share -= likely;
            share < 0.0
        });
        let code = outcome.map_or("resolved", |(code, _)| code);
        let unanswered = ["no_answer", "busy", "voicemail", "wrong_number"].contains(&code);
        let talk = if unanswered {
            self.chance.seconds(UNANSWERED)
        } else {
            self.chance.around(plan.talk, TALK_VARIES, LONGEST_TALK)
        };
        (code, talk)
    }
}

/// When the first go to lunch, so many days after the first.
pub fn midday(plan: &Plan, days: i64) -> Timestamp {
    plan.at(days, FIRST_LUNCH)
}
