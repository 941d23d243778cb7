//! Numbers as people type them: between two countries, two at once, with an extension, with words around, or none at all.

use ringback::callback::ChatId;

use super::{Stage, Tongue, in_both};

in_both!(two_countries, two_numbers, with_words, with_extension, none_to_call, of_another_contact);

/// The request's number and extension.
async fn booked(stage: &Stage) -> (String, Option<String>) {
    let chat = ChatId(stage.customer.chat_id());
    let request = stage.store.open_request_of(chat).await.unwrap().expect("booked").value;
    (request.phone.reveal().to_owned(), request.extension)
}

async fn up_to_the_number(tongue: Tongue) -> Stage {
    let stage = Stage::open(tongue).await;
    stage.says(&stage.customer, "/call").await;
    stage.taps(&stage.customer, "button-other-topic").await;
    stage.begin();
    stage
}

/// A number that two countries have is asked about.
async fn two_countries(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    stage.says(&stage.customer, "2025550143").await;
    stage.taps_what_says(&stage.customer, stage.tongue.says("+1（", "+1 (")).await;
    stage.keep("two-countries", &[stage.customer_view()]);
    stage.close().await;
}

/// Of two numbers one is chosen.
async fn two_numbers(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    stage.tells(&stage.customer, "打+8613800138000或者+8613900139000", "+44 20 7946 0018 or +44 20 7946 0019").await;
    stage.keep("two-numbers", &[stage.customer_view()]);
    stage.taps_first(&stage.customer).await;
    stage.taps_first(&stage.customer).await;
    let (phone, _) = booked(&stage).await;
    assert_eq!(phone, stage.tongue.says("+8613800138000", "+442079460018"));
    stage.close().await;
}

/// What stands around a number is kept for the agent, and the number is not.
async fn with_words(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    stage.tells(&stage.customer, "+86 13800138000 张先生", "+44 20 7946 0018, ask for Mr Zhang").await;
    stage.taps_first(&stage.customer).await;
    let chat = ChatId(stage.customer.chat_id());
    let story = stage.store.open_request_of(chat).await.unwrap().unwrap().value.story;
    let story: Vec<&str> = story.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(story, [stage.tongue.says("张先生", ", ask for Mr Zhang")]);
    stage.close().await;
}

/// An extension is kept for the agent.
async fn with_extension(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    stage.tells(&stage.customer, "+86 10 6234 5678 转 8012", "+44 20 7946 0018 ext. 8012").await;
    stage.taps_first(&stage.customer).await;
    assert_eq!(booked(&stage).await.1.as_deref(), Some("8012"));
    stage.claims().await;
    assert!(stage.agent.view().shows("8012"), "{}", stage.agent.view());
    stage.close().await;
}

/// What cannot be called is told with its reason.
async fn none_to_call(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    stage.says(&stage.customer, "+888 0555 6677").await;
    stage.says(&stage.customer, "110").await;
    stage.says(&stage.customer, "12345").await;
    stage.says(&stage.customer, "+86 12 3456").await;
    stage.tells(&stage.customer, "微信 wx_abc", "my whatsapp please").await;
    stage.keep("none-to-call", &[stage.customer_view()]);
    stage.close().await;
}

/// A contact from the address book is read like a typed number.
async fn of_another_contact(tongue: Tongue) {
    let stage = up_to_the_number(tongue).await;
    let typed = stage.tongue.says("13800138000", "+44 20 7946 0018");
    stage.customer.shares_contact_of("Bob", typed, None);
    stage.settle().await;
    stage.taps_first(&stage.customer).await;
    assert_eq!(booked(&stage).await.0, stage.tongue.says("+8613800138000", "+442079460018"));
    stage.close().await;
}
