//! What every engine must keep, written once: `contract_of!(engine)` makes a test of each, over an [`Engine`] that opens
//! the same data again and again.

pub mod admission;
mod copies;
mod ending;
mod inbox;
mod outbox;
mod pieces;
mod queue;
mod records;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::join_all;
use jiff::civil::Date;
use ringback::callback::{
    Alarm, Block, Board, BoardPart, CallbackRequest, ChatId, Look, Measure, OpenSpan, Place, RequestId, Shift, Shown,
    State, TallyKey, UserId, Why,
};
use ringback::conversation::{Notice, Outlet, Recipient, Retention, Slot};
use ringback::intents::Priority;
use ringback::safety::secrets::SecretKind;
use ringback::store::{
    BoardRead, Changes, Commit, Delivery, Failed, Intake, OutboxRow, Put, PutBoard, RawUpdate, ReliedOn, ServiceClass,
    Store, StoreFault, Work,
};
use ringback::text::{Language, Locale};

pub use admission::*;
pub use copies::*;
pub use ending::*;
pub use inbox::*;
pub use outbox::*;
pub use pieces::*;
pub use queue::*;
pub use records::*;

use super::samples::*;

/// Opens stores over the same data. Nothing is open when `open` is called.
pub trait Engine {
    fn open(&self) -> Arc<dyn Store>;
}

pub const TTL: Duration = Duration::from_secs(60);
const GROUP: Recipient = Recipient::AgentsGroup;

macro_rules! contract_of {
    ($engine:expr) => {
        contract_of! { $engine;
            a_copy_is_the_store_as_it_was_when_it_was_begun,
            one_copy_is_made_at_a_time_and_closing_ends_it,
            known_updates_are_left_out,
            an_update_is_known_for_two_days_and_as_long_as_it_waits,
            another_update_under_a_known_number_is_taken_in,
            many_updates_are_few_rows,
            what_is_put_back_was_not_tried,
            pieces_go_together_once_nothing_more_comes,
            what_follows_ends_the_wait,
            a_clock_that_goes_back_keeps_no_thought,
            what_failed_together_is_tried_apart,
            a_lease_of_pieces_that_is_not_kept_sets_them_apart,
            pieces_outlive_a_crash_together,
            an_update_comes_back_as_it_was,
            lanes_keep_their_order_and_delay_nobody,
            an_update_outlives_its_worker,
            a_failing_update_is_tried_again_and_then_buried,
            tries_are_not_forgotten,
            a_conflict_writes_nothing,
            what_a_decision_relied_on_is_part_of_its_commit,
            the_parts_of_the_board_have_their_own_versions,
            versions_rise_from_one,
            a_customer_has_one_open_request,
            one_of_many_claims_wins,
            conflicts_spoil_nobody_elses_commit,
            the_queue_is_in_order,
            the_queue_has_its_places,
            what_is_due_is_found,
            numbers_are_given_out_once,
            messages_keep_their_order_by_recipient,
            a_lease_of_messages_ends,
            a_message_that_waits_holds_up_its_recipient_alone,
            a_later_edit_takes_the_place_of_a_waiting_one,
            urgent_cards_go_before_others_and_counting_lines_last,
            edits_keep_their_order_with_the_rest_of_their_slot,
            an_unreachable_chat_gets_nothing_until_its_person_writes,
            what_is_written_while_a_chat_becomes_unreachable_is_left_out,
            a_group_that_moves_is_followed,
            messages_are_remembered_by_slot,
            everything_under_a_gathering_slot_is_remembered,
            looks_are_kept_by_request,
            who_is_preferred_goes_first,
            turns_go_by_class_also_after_a_restart,
            what_is_urgent_overtakes_in_its_own_lane_too,
            answers_are_of_the_class_of_what_they_answer,
            each_way_out_has_its_own_messages,
            secrets_are_counted,
            a_long_record_is_kept_whole,
            too_large_a_record_is_refused_alone,
            what_is_gone_is_settled_in_silence,
            what_is_over_is_erased_a_portion_at_a_time,
            a_customer_is_erased_and_the_calls_stay_without_them,
            everything_kept_of_a_customer_is_told,
            a_sign_in_is_used_once_and_a_session_outlives_a_restart,
            what_was_done_is_told_newest_first_and_ends,
            everything_outlives_a_restart,
            a_closed_store_says_so,
        }
    };
    ($engine:expr; $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                contract::$promise(&$engine).await;
            }
        )+
    };
}
pub(crate) use contract_of;

async fn take_in(store: &dyn Store, updates: &[(i64, i64)], second: i64) -> Intake {
    store.intake(updates.iter().map(|(id, lane)| update(*id, *lane)).collect(), at(second)).await.unwrap()
}

async fn lease(store: &dyn Store, second: i64) -> Option<Work> {
    store.lease(at(second), TTL).await.unwrap()
}

/// The numbers of all updates that can be leased now.
async fn lease_all(store: &dyn Store, second: i64) -> Vec<i64> {
    let mut updates = Vec::new();
    while let Some(work) = lease(store, second).await {
        updates.push(work.update.update_id);
    }
    updates
}

async fn done(store: &dyn Store, changes: Changes) {
    assert_eq!(store.commit(None, changes, at(0)).await.unwrap(), Commit::Done);
}

async fn finish(store: &dyn Store, work: &Work) {
    assert_eq!(store.commit(Some(work.id), Changes::default(), at(0)).await.unwrap(), Commit::Done);
}

async fn messages(store: &dyn Store, second: i64) -> Vec<OutboxRow> {
    store.lease_outbox(Outlet::Telegram, at(second), usize::MAX, TTL).await.unwrap().rows
}

async fn send_all(store: &dyn Store, second: i64) -> Vec<String> {
    let mut sent = Vec::new();
    loop {
        let rows = messages(store, second).await;
        if rows.is_empty() {
            return sent;
        }
        for row in &rows {
            sent.push(words(&row.message));
        }
        let sent = rows.iter().map(|row| (row.id, Delivery::Sent { message: None })).collect();
        store.settle(sent, at(second)).await.unwrap();
    }
}

fn said(rows: &[OutboxRow]) -> Vec<String> {
    rows.iter().map(|row| words(&row.message)).collect()
}

async fn settle_one(store: &dyn Store, row: &OutboxRow, delivery: Delivery) {
    store.settle(vec![(row.id, delivery)], at(0)).await.unwrap();
}

const SENT: Delivery = Delivery::Sent { message: None };

/// The same data, opened again.
async fn reopened(engine: &impl Engine, store: Arc<dyn Store>) -> Arc<dyn Store> {
    store.close().await.unwrap();
    drop(store);
    engine.open()
}

/// A look at somebody else's request.
fn look(request: RequestId, reason: &str) -> Look {
    Look { at: at(0), by: UserId(5), request, why: Why::Reason(reason.to_owned()) }
}
