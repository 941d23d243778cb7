//! The figures by name: what each is, in which unit, with which labels. The names are a promise to those who alert on them.

use std::sync::LazyLock;

use prometheus::{
    Encoder as _, Gauge, Histogram, HistogramOpts, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
    TextEncoder,
};

use super::labels::{Event, Handled, Promised, Question, Received, Sent, Standing};

/// Bounds of how long a message waits for its answer, seconds: what people feel as at once, as slow, as gone.
const WAITS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 600.0];

/// Bounds of a commit, seconds: a disk that syncs in one millisecond, and one that is about to be declared dead.
const COMMITS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1.0, 10.0];

/// The names of all figures, for documents, dashboards and rules: a test holds them against this list.
pub const NAMES: [&str; 25] = [
    "ringback_build_info",
    "ringback_start_time_seconds",
    "ringback_updates_received_total",
    "ringback_updates_settled_total",
    "ringback_update_handling_seconds",
    "ringback_updates_waiting",
    "ringback_updates_set_aside",
    "ringback_messages_settled_total",
    "ringback_message_delivery_seconds",
    "ringback_messages_waiting",
    "ringback_messages_unread_total",
    "ringback_telegram_slowdowns_total",
    "ringback_telegram_silence_seconds",
    "ringback_secrets_removed_total",
    "ringback_questions_total",
    "ringback_requests_total",
    "ringback_promises_total",
    "ringback_call_attempts_total",
    "ringback_requests_open",
    "ringback_requests_overdue",
    "ringback_oldest_request_age_seconds",
    "ringback_agents_at_work",
    "ringback_store_commit_seconds",
    "ringback_store_failed",
    "ringback_store_free_bytes",
];

/// All of them.
pub(super) struct Figures {
    registry: Registry,
    pub(super) traffic: Traffic,
    pub(super) calls: Calls,
    pub(super) health: Health,
}

static FIGURES: LazyLock<Option<Figures>> = LazyLock::new(|| {
    Figures::new().inspect_err(|error| tracing::error!(%error, "nothing is counted for those who watch")).ok()
});

/// The figures of this process; `None` where they could not be made, which a test rules out.
pub(super) fn figures() -> Option<&'static Figures> {
    FIGURES.as_ref()
}

/// All figures in the text form that Prometheus reads; empty where nothing could be counted.
pub fn text() -> String {
    let Some(figures) = figures() else { return String::new() };
    let mut text = Vec::new();
    match TextEncoder::new().encode(&figures.registry.gather(), &mut text) {
        Ok(()) => String::from_utf8(text).unwrap_or_default(),
        Err(error) => {
            tracing::error!(%error, "the figures cannot be written out");
            String::new()
        }
    }
}

impl Figures {
    fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let make = Maker { registry: &registry };
        let version = env!("CARGO_PKG_VERSION");
        let build =
            make.labelled_gauge("build_info", "1, with the version that runs as its label.", "version", &[version])?;
        build.get_metric_with_label_values(&[version])?.set(1);
        let started = make.gauge("start_time_seconds", "When this run began, seconds since 1970.")?;
        started.set(jiff::Timestamp::now().as_millisecond() as f64 / 1000.0);
        let (traffic, calls, health) = (Traffic::new(&make)?, Calls::new(&make)?, Health::new(&make)?);
        Ok(Self { traffic, calls, health, registry })
    }
}

/// What comes in and goes out.
pub(super) struct Traffic {
    pub(super) updates_received: IntCounterVec,
    pub(super) updates_settled: IntCounterVec,
    pub(super) update_handling: Histogram,
    pub(super) updates_waiting: IntGauge,
    pub(super) updates_set_aside: IntGauge,
    pub(super) messages_settled: IntCounterVec,
    pub(super) message_delivery: Histogram,
    pub(super) messages_waiting: IntGauge,
    pub(super) messages_unread: IntCounter,
    pub(super) slowdowns: IntCounter,
    pub(super) secrets_removed: IntCounterVec,
    pub(super) questions: IntCounterVec,
}

impl Traffic {
    fn new(make: &Maker<'_>) -> prometheus::Result<Self> {
        Ok(Self {
            updates_received: make.labelled(
                "updates_received_total",
                "Updates that Telegram delivered: new ones, those known already, and those left out in a flood.",
                "result",
                &Received::ALL.map(Received::name),
            )?,
            updates_settled: make.labelled(
                "updates_settled_total",
                "Updates worked off: done, to be tried again, or set aside among the dead letters.",
                "result",
                &Handled::ALL.map(Handled::name),
            )?,
            update_handling: make.histogram(
                "update_handling_seconds",
                "From an update's arrival on the disk to the commit of what it led to.",
                &WAITS,
            )?,
            updates_waiting: make.count("updates_waiting", "Updates that are not worked off yet.")?,
            updates_set_aside: make.count("updates_set_aside", "Updates among the dead letters.")?,
            messages_settled: make.labelled(
                "messages_settled_total",
                "Messages to people: sent, to be tried again, dropped, or to somebody who blocked the bot.",
                "result",
                &Sent::ALL.map(Sent::name),
            )?,
            message_delivery: make.histogram(
                "message_delivery_seconds",
                "From the commit that owes a message to Telegram's word that it was sent.",
                &WAITS,
            )?,
            messages_waiting: make.count("messages_waiting", "Messages that are not sent yet.")?,
            messages_unread: make.counter(
                "messages_unread_total",
                "Messages that were not read because their chat wrote more than one person may.",
            )?,
            slowdowns: make.counter("telegram_slowdowns_total", "How often Telegram asked to slow down (429).")?,
            secrets_removed: make.labelled(
                "secrets_removed_total",
                "Secrets that were taken out of what customers wrote.",
                "kind",
                &[],
            )?,
            questions: make.labelled(
                "questions_total",
                "Questions of customers: answered, asked back, or without an answer.",
                "result",
                &Question::ALL.map(Question::name),
            )?,
        })
    }
}

/// What is owed, and who is there for it.
pub(super) struct Calls {
    pub(super) requests: IntCounterVec,
    pub(super) promises: IntCounterVec,
    pub(super) call_attempts: IntCounter,
    pub(super) requests_open: IntGaugeVec,
    pub(super) requests_overdue: IntGauge,
    pub(super) oldest_request: Gauge,
    pub(super) agents_at_work: IntGauge,
}

impl Calls {
    fn new(make: &Maker<'_>) -> prometheus::Result<Self> {
        Ok(Self {
            requests: make.labelled(
                "requests_total",
                "What happened to callback requests.",
                "event",
                &Event::ALL.map(Event::name),
            )?,
            promises: make.labelled(
                "promises_total",
                "Promises of a call: made, kept, broken.",
                "event",
                &Promised::ALL.map(Promised::name),
            )?,
            call_attempts: make.counter("call_attempts_total", "Attempts to reach a customer by telephone.")?,
            requests_open: make.labelled_gauge(
                "requests_open",
                "Calls that are owed: ready, waiting for their time, or in an agent's hands.",
                "state",
                &Standing::ALL.map(Standing::name),
            )?,
            requests_overdue: make.count("requests_overdue", "Calls whose promised time has passed.")?,
            oldest_request: make.gauge(
                "oldest_request_age_seconds",
                "How long the one who asked first of the ready calls has waited; 0 when none is ready.",
            )?,
            agents_at_work: make.count("agents_at_work", "Agents on shift.")?,
        })
    }
}

/// What the desk stands on.
pub(super) struct Health {
    pub(super) silence: Gauge,
    pub(super) commits: Histogram,
    pub(super) store_failed: IntGauge,
    pub(super) free_bytes: IntGauge,
}

impl Health {
    fn new(make: &Maker<'_>) -> prometheus::Result<Self> {
        Ok(Self {
            silence: make.gauge("telegram_silence_seconds", "Time since Telegram last answered a poll.")?,
            commits: make.histogram(
                "store_commit_seconds",
                "One commit of the store, synced to the disk.",
                &COMMITS,
            )?,
            store_failed: make.count("store_failed", "1 when the store failed and is read-only.")?,
            free_bytes: make
                .count("store_free_bytes", "Free space on the disk of the data, looked at once a minute.")?,
        })
    }
}

/// Makes figures and registers them under our prefix.
struct Maker<'a> {
    registry: &'a Registry,
}

impl Maker<'_> {
    fn options(name: &str, help: &str) -> Opts {
        Opts::new(name, help).namespace("ringback")
    }

    fn register<F: prometheus::core::Collector + Clone + 'static>(&self, figure: F) -> prometheus::Result<F> {
        self.registry.register(Box::new(figure.clone())).map(|()| figure)
    }

    fn counter(&self, name: &str, help: &str) -> prometheus::Result<IntCounter> {
        self.register(IntCounter::with_opts(Self::options(name, help))?)
    }

    /// With every value that the label can have, so that a rate is zero, and not absent, before the first.
    fn labelled(&self, name: &str, help: &str, label: &str, values: &[&str]) -> prometheus::Result<IntCounterVec> {
        let figure = self.register(IntCounterVec::new(Self::options(name, help), &[label])?)?;
        values.iter().try_for_each(|value| figure.get_metric_with_label_values(&[*value]).map(drop))?;
        Ok(figure)
    }

    fn count(&self, name: &str, help: &str) -> prometheus::Result<IntGauge> {
        self.register(IntGauge::with_opts(Self::options(name, help))?)
    }

    fn gauge(&self, name: &str, help: &str) -> prometheus::Result<Gauge> {
        self.register(Gauge::with_opts(Self::options(name, help))?)
    }

    fn labelled_gauge(&self, name: &str, help: &str, label: &str, values: &[&str]) -> prometheus::Result<IntGaugeVec> {
        let figure = self.register(IntGaugeVec::new(Self::options(name, help), &[label])?)?;
        values.iter().try_for_each(|value| figure.get_metric_with_label_values(&[*value]).map(drop))?;
        Ok(figure)
    }

    fn histogram(&self, name: &str, help: &str, bounds: &[f64]) -> prometheus::Result<Histogram> {
        let options = HistogramOpts { common_opts: Self::options(name, help), buckets: bounds.to_vec() };
        self.register(Histogram::with_opts(options)?)
    }
}
