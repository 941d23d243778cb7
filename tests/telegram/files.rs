//! Files of customers: read from what they send, sent on by name, protected, with their words.

use insta::assert_snapshot;
use ringback::callback::{ChatId, FileKind, FileRef};
use ringback::conversation::{Body, Keyboard, Outgoing, Recipient, What};
use ringback::store::Delivery;
use ringback::words::Markdown;

use super::bench::Bench;

fn sent_on(file: FileRef, caption: Option<Markdown>) -> Outgoing {
    let body = Body::File { file, caption, keyboard: Keyboard::None, slot: None, protect: true };
    Outgoing { to: Recipient::Chat(ChatId(2)), body }
}

#[tokio::test]
async fn a_file_is_sent_on_by_its_name_as_it_was_sent() {
    let mut bench = Bench::new().await;
    let (customer, agent) = (bench.person(1), bench.person(2));
    customer.sends_photo("");
    customer.sends_document("trade.pdf", "application/pdf", "my trades");
    customer.sends_voice(3);
    bench.open();
    bench.desk.wait_until("all", || bench.desk.handled_ids().len() == 5).await;
    let files: Vec<FileRef> = bench
        .desk
        .events()
        .into_iter()
        .filter_map(|what| match what {
            What::Media { file, .. } => file,
            _ => None,
        })
        .collect();
    let kinds: Vec<FileKind> = files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [FileKind::Photo, FileKind::Document, FileKind::Voice]);
    for file in files {
        let words = (file.kind != FileKind::Voice).then(|| Markdown::trusted("**from Ann**, 1 < 2"));
        let row = bench.write(sent_on(file, words));
        bench.settled(row, |delivery| matches!(delivery, Delivery::Sent { message: Some(_) })).await;
    }
    let begun = agent.view().messages.first().map(|message| message.id).unwrap();
    assert_snapshot!(agent.view().since(begun), @r"
    bot (protected): ‹photo› from Ann, 1 < 2
    bot (protected): ‹document› from Ann, 1 < 2
    bot (protected): ‹voice›
    ");
    bench.close().await;
}

#[tokio::test]
async fn of_a_file_that_is_gone_the_words_arrive_and_long_words_are_cut() {
    let mut bench = Bench::new().await;
    let agent = bench.person(2);
    bench.open();
    let gone = || FileRef { id: "gone".to_owned(), kind: FileKind::Document };
    let row = bench.write(sent_on(gone(), Some(Markdown::literal("the screen"))));
    bench.settled(row, |delivery| matches!(delivery, Delivery::Sent { message: Some(_) })).await;
    assert_eq!(agent.view().last_from_bot().unwrap().text, "the screen");
    let row = bench.write(sent_on(gone(), None));
    bench.settled(row, |delivery| *delivery == Delivery::Dropped).await;
    agent.sends_photo("");
    let first = "photo-1"; // the stand-in counts its files
    let file = FileRef { id: first.to_owned(), kind: FileKind::Photo };
    let row = bench.write(sent_on(file, Some(Markdown::literal("字".repeat(2000).as_str()))));
    bench.settled(row, |delivery| matches!(delivery, Delivery::Sent { message: Some(_) })).await;
    assert_eq!(agent.view().last_from_bot().unwrap().text.chars().count(), 1024);
    bench.close().await;
}
