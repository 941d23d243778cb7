//! Steps of customers that several tests of the real program play: pressing what is shown, and booking a call.

use std::time::Duration;

use ringback::stand_in::{Person, StandIn, WaitedInVain};

/// The longest that anybody waits for the desk.
pub const SOON: Duration = Duration::from_secs(60);

/// Presses the last button whose label holds this, once it is there.
pub async fn presses(telegram: &StandIn, person: &Person, button: &str) -> Result<(), WaitedInVain> {
    let press = || {
        let view = person.view();
        let inline = view.messages.iter().rev().flat_map(|message| &message.buttons).flatten();
        let labels = inline.chain(view.keyboard.iter().flatten().flatten());
        let label = labels.map(|shown| shown.label.clone()).find(|label| label.contains(button))?;
        person.presses(&label).ok()
    };
    telegram.wait_for(button, SOON, press).await.map(drop)
}

/// Books a call about this, in words, as soon as possible, to the person's own number.
pub async fn books(telegram: &StandIn, person: &Person, story: &str) -> Result<(), WaitedInVain> {
    let shows = async |text: &str| telegram.wait_until(text, SOON, || person.view().shows(text)).await;
    person.says("/call");
    shows("What is it about?").await?;
    person.says(story);
    shows("Which number may we call?").await?;
    presses(telegram, person, "Share my number").await?;
    presses(telegram, person, "As soon as possible").await?;
    shows("Your call is booked: RB-").await
}
