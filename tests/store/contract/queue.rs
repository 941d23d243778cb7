//! The order of the open requests, their places and times.

use super::*;

/// How many that can be called now stand before this one.
async fn ahead(store: &dyn Store, id: RequestId) -> usize {
    store.ahead_of(id).await.unwrap().values().sum()
}

pub async fn the_queue_is_in_order(engine: &impl Engine) {
    let store = engine.open();
    let mut ids = Vec::new();
    for (customer, priority, promised) in
        [(1, Priority::Normal, 900), (2, Priority::Normal, 300), (3, Priority::Urgent, 900), (4, Priority::Low, 0)]
    {
        let id = store.reserve_request_id().await.unwrap();
        let mut booked = request(id, customer, State::Scheduled);
        booked.priority = priority;
        booked.state = State::New;
        booked.promise.to = at(promised);
        done(&*store, books(new(booked))).await;
        ids.push(id);
    }
    // Urgent first, then by promise whatever the priority.
    let order = [ids[2], ids[3], ids[1], ids[0]];
    for round in 0..2 {
        let page = store.queue(10).await.unwrap();
        assert_eq!(page.requests.iter().map(|request| request.value.id).collect::<Vec<_>>(), order, "round {round}");
        assert_eq!(page.open, 4);
        for (place, id) in order.into_iter().enumerate() {
            assert_eq!(ahead(&*store, id).await, place - usize::from(round == 1 && place > 1));
        }
        // A claim changes nothing about the order.
        let mut taken = store.request(order[1]).await.unwrap().unwrap();
        taken.value.state = claimed(99);
        done(&*store, books(over(taken.version, taken.value))).await;
    }
    let mut ended = store.request(order[0]).await.unwrap().unwrap();
    ended.value.state = State::Cancelled;
    done(&*store, books(over(ended.version, ended.value))).await;
    assert_eq!(ahead(&*store, order[0]).await, 0);
    assert_eq!(ahead(&*store, order[3]).await, 1);
    let page = store.queue(2).await.unwrap();
    assert_eq!((page.requests.len(), page.open), (2, 3));
    assert_eq!(ahead(&*store, RequestId(1)).await, 0);
    store.close().await.unwrap();
    assert_eq!(engine.open().queue(2).await.unwrap(), page);
}

pub async fn the_queue_has_its_places(engine: &impl Engine) {
    let store = engine.open();
    let waits = |customer, promised, locale| {
        let store = &store;
        async move {
            let id = store.reserve_request_id().await.unwrap();
            let mut booked = request(id, customer, State::Scheduled);
            booked.state = State::New;
            booked.promise.to = at(promised);
            booked.customer.locale = locale;
            done(&**store, books(new(booked))).await;
            id
        }
    };
    let late = waits(1, 900, Locale::En).await;
    let chinese = waits(2, 300, Locale::ZhHant).await;
    let soon = waits(3, 600, Locale::En).await;
    let snoozed = waits(4, 100, Locale::En).await;
    let change = async |id, change: &dyn Fn(&mut CallbackRequest)| {
        let mut found = store.request(id).await.unwrap().unwrap();
        change(&mut found.value);
        done(&*store, books(over(found.version, found.value))).await;
    };
    change(snoozed, &|request| request.state = State::Snoozed { until: at(5000) }).await;
    let there = async |places: &[Place], limit| {
        let page = store.queue_at(places, limit).await.unwrap();
        (page.requests.iter().map(|request| request.value.id).collect::<Vec<_>>(), page.open)
    };
    let (en, zh) = (Place::Ready(Language::En), Place::Ready(Language::Zh));
    assert_eq!(there(&[en], 9).await, (vec![soon, late], 2));
    assert_eq!(there(&[en, zh], 9).await, (vec![chinese, soon, late], 3));
    assert_eq!(there(&[zh, en], 2).await, (vec![chinese, soon], 3));
    assert_eq!(there(&[Place::Later], 9).await, (vec![snoozed], 1));
    assert_eq!(there(&[], 9).await, (vec![], 0));
    assert_eq!(store.places().await.unwrap(), [zh, en, Place::Later]);

    // A claim, and another language, move a request to another place.
    change(soon, &|request| request.state = claimed(99)).await;
    change(late, &|request| request.wanted_language = Some(Language::Zh)).await;
    let with = Place::With(UserId(99));
    assert_eq!(there(&[with], 9).await, (vec![soon], 1));
    assert_eq!(there(&[en], 9).await, (vec![], 0));
    assert_eq!(there(&[zh], 9).await, (vec![chinese, late], 2));
    assert_eq!(store.places().await.unwrap(), [zh, with, Place::Later]);

    // A wrong number is nobody's to call, and what has ended stands nowhere.
    change(chinese, &|request| request.number_wrong = true).await;
    change(soon, &|request| request.state = State::Resolved).await;
    assert_eq!(there(&[Place::Later], 9).await, (vec![chinese, snoozed], 2));
    assert_eq!(store.places().await.unwrap(), [zh, Place::Later]);
    store.close().await.unwrap();
    let store = engine.open();
    assert_eq!(store.places().await.unwrap(), [zh, Place::Later]);
    assert_eq!(store.queue_at(&[zh], 9).await.unwrap().requests[0].value.id, late);
}

pub async fn what_is_due_is_found(engine: &impl Engine) {
    let store = engine.open();
    let states = [State::Snoozed { until: at(50) }, State::Scheduled, State::New, State::Snoozed { until: at(40) }];
    let mut ids = Vec::new();
    for (customer, state) in states.into_iter().enumerate() {
        let id = store.reserve_request_id().await.unwrap();
        // Nobody is alarmed about any of them: only their own times matter here.
        let quiet = CallbackRequest { alarm: Alarm::Breached, ..request(id, customer as i64, state) };
        done(&*store, books(new(quiet))).await;
        ids.push(id);
    }
    let due = async |second: i64, limit| -> Vec<_> {
        store.due(at(second), limit).await.unwrap().iter().map(|request| request.value.id).collect()
    };
    assert_eq!(due(39, 9).await, []);
    assert_eq!(due(40, 9).await, [ids[3]]);
    assert_eq!(due(600, 9).await, [ids[3], ids[0], ids[1]]);
    assert_eq!(due(600, 2).await, [ids[3], ids[0]]);
    let back = CallbackRequest { alarm: Alarm::Breached, ..request(ids[3], 3, State::New) };
    done(&*store, books(over(1, back))).await;
    assert_eq!(due(600, 9).await, [ids[0], ids[1]], "what has come back is no longer due");
}
