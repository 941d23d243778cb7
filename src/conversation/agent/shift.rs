//! `/on` and `/off`: who is at work. Ends no claim by itself; whoever goes is asked what becomes of theirs.

use super::next::list;
use super::work::given_up;
use crate::callback::{Agent, Cause, ChatId, Shift, State};
use crate::conversation::context::{Facts, Situation};
use crate::conversation::input::{Click, Incoming};
use crate::conversation::output::{Decision, Keyboard, button};
use crate::words::{Args, Words};

/// Begins or ends an agent's shift.
pub(super) fn change(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: &Situation,
    chat: ChatId,
    agent: &Agent,
    on: bool,
    out: &mut Decision,
) {
    let said = facts.board.shifts.get(&agent.id()).map(|shift| shift.on);
    let key = match (on, said) {
        (true, Some(true)) => "shift-on-already",
        (true, _) => "shift-on",
        (false, Some(false)) => "shift-off-already",
        (false, _) => "shift-off",
    };
    if said != Some(on) {
        let mut board = facts.board.clone();
        board.shifts.insert(agent.id(), Shift { on, since: facts.now });
        out.board = Some(board);
    }
    out.say(chat, words.say(key, &[("agent", agent.name().into())]), Keyboard::None);
    if !on && situation.mine.count > 0 {
        let head = words.say("shift-off-claims", &[("count", situation.mine.count.into())]);
        let release = vec![vec![button(words, "button-release-mine", Click::ReleaseMine)]];
        out.say(agent.id().chat(), head.and(&list(facts, words, situation)), Keyboard::Inline(release));
    }
}

/// Gives back everything that the agent has. A call that runs stays theirs: its outcome is still to be written down.
pub(super) fn release_all(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    press: &str,
    out: &mut Decision,
) {
    let mut released = 0_usize;
    for mut request in situation.mine.requests {
        let before = request.clone();
        if matches!(before.state, State::Calling { .. }) || request.release(agent, Cause::Released, facts.now).is_err()
        {
            continue;
        }
        given_up(facts, out, &before, &request);
        out.keep(request);
        released += 1;
    }
    let args: Args<'_> = &[("count", released.into())];
    out.answer(incoming.chat, press, Some(words.label("released-mine", args)));
}
