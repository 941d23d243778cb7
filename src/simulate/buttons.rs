//! Which button a person presses of those they are shown. Knows what buttons mean, not what they say.

use crate::callback::RequestId;
use crate::conversation::{BookClick, Click, CustomerClick, TimeChoice};
use crate::matching::IntentId;

/// What a customer wants of a booking.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What it is about.
    pub topic: IntentId,
    /// Which of the windows shown; `None` is as soon as possible.
    pub window: Option<usize>,
    /// Leaves when times are shown.
    pub leaves: bool,
}

/// The button of a booking's present question; `None` when none of these belongs to a booking.
pub fn booking(shown: &[Click], wish: &Wish) -> Option<Click> {
    let answers: Vec<(&Click, &BookClick)> = shown.iter().filter_map(answer).collect();
    let find = |wanted: &dyn Fn(&BookClick) -> bool| answers.iter().find(|(_, answer)| wanted(answer));
    let windows: Vec<&Click> =
        answers.iter().filter(|(_, answer)| is_window(answer)).map(|(click, _)| *click).collect();
    let soon = find(&is_soon).map(|(click, _)| *click);
    if wish.leaves && (soon.is_some() || !windows.is_empty()) {
        return find(&|answer| matches!(answer, BookClick::Abandon)).map(|(click, _)| (*click).clone());
    }
    let own_topic = find(&|answer| matches!(answer, BookClick::About(topic) if *topic == wish.topic));
    let known = own_topic.or_else(|| find(&|answer| matches!(answer, BookClick::AboutOther))).map(|(click, _)| *click);
    let window = wish.window.and_then(|nth| windows.get(nth % windows.len().max(1)).copied());
    let last_resort = || find(&|answer| !matches!(answer, BookClick::Abandon)).map(|(click, _)| *click);
    known.or(window).or(soon).or_else(|| windows.first().copied()).or_else(last_resort).cloned()
}

/// Whether these are buttons of a booking.
pub fn is_booking(shown: &[Click]) -> bool {
    shown.iter().any(|click| answer(click).is_some())
}

/// The button that offers other times for a request.
pub fn another_time(shown: &[Click], id: RequestId) -> Option<Click> {
    shown
        .iter()
        .rev()
        .find(|click| matches!(click, Click::Customer(CustomerClick::Move(of, TimeChoice::Next)) if *of == id))
        .cloned()
}

/// The button of an offer to be called sooner: the one time that is shown, beside the way to others.
pub fn earlier_call(shown: &[Click], id: RequestId) -> Option<Click> {
    another_time(shown, id)?;
    let mut times = shown.iter().filter(|click| takes_time(click, id));
    times.next().filter(|_| times.next().is_none()).cloned()
}

/// One of the times offered for a request.
pub fn new_time(shown: &[Click], id: RequestId, nth: usize) -> Option<Click> {
    let times: Vec<&Click> = shown.iter().filter(|click| takes_time(click, id)).collect();
    times.get(nth % times.len().max(1)).map(|click| (*click).clone())
}

fn answer(click: &Click) -> Option<(&Click, &BookClick)> {
    match click {
        Click::Customer(CustomerClick::Book(_, answer)) => Some((click, answer)),
        _ => None,
    }
}

fn is_soon(answer: &BookClick) -> bool {
    matches!(answer, BookClick::When(TimeChoice::Soon))
}

fn is_window(answer: &BookClick) -> bool {
    matches!(answer, BookClick::When(TimeChoice::At(_)))
}

fn takes_time(click: &Click, id: RequestId) -> bool {
    matches!(click, Click::Customer(CustomerClick::Move(of, pick)) if *of == id && pick.takes())
}
