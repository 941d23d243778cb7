//! What the operator reads while a desk runs: lines on standard error, chosen by `RINGBACK_LOG` and
//! formed by `RINGBACK_LOG_FORMAT`. A log that cannot be written
//! stops, slows and ends nobody: lines wait for a thread of their own, and those that find no room are counted and let go.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::config::environment;
use crate::telegram::Token;

/// What is logged when nobody says otherwise: our own news, and only the warnings of libraries.
const DEFAULT: &str = "warn,ringback=info";

/// Lines that wait at most: a burst of a minute's errors, and some megabytes at worst.
const WAITING_LINES: usize = 4096;

/// How long the end of the program waits for the last lines to be taken.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The way to the thread that writes.
static LINES: OnceLock<Lines> = OnceLock::new();
/// What no line may show.
static TOKEN: OnceLock<Token> = OnceLock::new();

enum Item {
    Line(Vec<u8>),
    /// Says when everything before it has been written.
    Written(SyncSender<()>),
}

/// Where lines go: whoever logs waits for nothing.
#[derive(Clone)]
struct Lines {
    waiting: SyncSender<Item>,
    lost: Arc<AtomicU64>,
}

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// The form of this process's log.
static FORM: OnceLock<Form> = OnceLock::new();

/// A line that does not come from the subscriber, as the others look.
fn plain(level: &str, message: &str) -> String {
    match FORM.get().copied().unwrap_or_default() {
        Form::Text => format!("{level:>5} ringback: {message}\n"),
        Form::Json => {
            let at = jiff::Timestamp::now().to_string();
            let line = serde_json::json!({ "timestamp": at, "level": level, "target": "ringback", "message": message });
            format!("{line}\n")
        }
    }
}

/// Begins to log. Called once, by commands that run on.
pub fn start(form: Form) {
    let form = *FORM.get_or_init(|| form);
    let lines = LINES.get_or_init(|| Lines::to(io::stderr()));
    let filter = EnvFilter::try_from_env(environment::LOG).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .log_internal_errors(false) // they would be printed, and printing may panic
        .with_writer(lines.clone());
    // A second start changes nothing.
    let _ = match form {
        Form::Text => log.try_init(),
        Form::Json => log.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init(),
    };
    let of_panics = lines.clone();
    // A panic's words may quote what a customer wrote: the log gets its place alone. Not by way of the subscriber, which
    // may be what panicked: a panic in here would end the program.
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = format!("a panic; its words are left out because they may quote people place=\"{place}\"");
        of_panics.push(plain("ERROR", &words).into_bytes());
    }));
}

/// Keeps the token out of every line from now on, whatever echoes it.
pub fn hide(token: &Token) {
    // A second token would be another desk's.
    let _ = TOKEN.set(token.clone());
}

/// The last words of the program: what kept it from running.
pub fn last(words: &str) {
    let line = match FORM.get() {
        Some(Form::Json) => plain("ERROR", words),
        Some(Form::Text) | None => format!("{words}\n"),
    };
    let line = hidden(line.into_bytes());
    match LINES.get() {
        Some(lines) => lines.push(line),
        None => drop(io::stderr().write_all(&line)),
    }
}

/// Waits a moment for the last lines to be written.
pub fn finish() {
    let Some(lines) = LINES.get() else { return };
    let (written, waits) = mpsc::sync_channel(1);
    if lines.waiting.try_send(Item::Written(written)).is_ok() {
        // Nobody who reads so slowly is waited for.
        let _ = waits.recv_timeout(LAST_LINES);
    }
}

fn hidden(line: Vec<u8>) -> Vec<u8> {
    match (TOKEN.get(), std::str::from_utf8(&line)) {
        (Some(token), Ok(text)) if token.is_in(text) => token.taken_out_of(text).into_bytes(),
        _ => line,
    }
}

impl Lines {
    /// Begins a thread that writes to `sink`.
    fn to(sink: impl Write + Send + 'static) -> Self {
        let (waiting, lines) = mpsc::sync_channel(WAITING_LINES);
        let lost = Arc::new(AtomicU64::new(0));
        let of_writer = Arc::clone(&lost);
        let writer = thread::Builder::new().name("log".into()).spawn(move || write(sink, &lines, &of_writer));
        if let Err(error) = writer {
            super::print::tell(format_args!("ringback: nothing is logged, for there can be no thread: {error}"));
        }
        Self { waiting, lost }
    }

    fn push(&self, line: Vec<u8>) {
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) = self.waiting.try_send(Item::Line(line)) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Writes lines as they come, and says how many were lost as soon as one can be written again.
fn write(mut sink: impl Write, lines: &Receiver<Item>, lost: &AtomicU64) {
    loop {
        let item = match lines.recv_timeout(LAST_LINES) {
            Ok(item) => item,
            Err(RecvTimeoutError::Timeout) => {
                tell_lost(&mut sink, lost);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        match item {
            Item::Line(line) => {
                tell_lost(&mut sink, lost);
                if sink.write_all(&line).is_err() {
                    lost.fetch_add(1, Ordering::Relaxed);
                }
            }
            Item::Written(written) => {
                tell_lost(&mut sink, lost);
                // Whoever waited may have gone.
                let _ = written.try_send(());
            }
        }
    }
}

fn tell_lost(sink: &mut impl Write, lost: &AtomicU64) {
    let count = lost.swap(0, Ordering::Relaxed);
    if count == 0 {
        return;
    }
    let words = format!("{count} lines of the log were lost: they could not be written, or not as fast as they came");
    let line = plain("WARN", &words);
    if sink.write_all(line.as_bytes()).is_err() {
        lost.fetch_add(count, Ordering::Relaxed);
    }
}

/// One line that is being put together.
struct Line<'a>(&'a Lines);

impl Write for Line<'_> {
    /// Takes a whole line: the subscriber hands over one at a time. Never fails.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(hidden(bytes.to_vec()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex, PoisonError};

    use super::*;

    /// A sink that takes nothing until it is opened, and then fails or keeps what it gets.
    #[derive(Clone, Default)]
    struct Sink(Arc<(Mutex<State>, Condvar)>);

    #[derive(Default)]
    struct State {
        open: bool,
        full: bool,
        written: Vec<u8>,
    }

    impl Sink {
        fn change(&self, change: impl FnOnce(&mut State)) {
            change(&mut self.0.0.lock().unwrap_or_else(PoisonError::into_inner));
            self.0.1.notify_all();
        }

        fn text(&self) -> String {
            let state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
            String::from_utf8_lossy(&state.written).into_owned()
        }
    }

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
            let wait = self.0.1.wait_while(state, |state| !state.open);
            let mut state = wait.unwrap_or_else(PoisonError::into_inner);
            if state.full {
                return Err(io::ErrorKind::StorageFull.into());
            }
            state.written.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn settled(lines: &Lines) {
        let (written, waits) = mpsc::sync_channel(1);
        lines.waiting.send(Item::Written(written)).ok();
        waits.recv().ok();
    }

    #[test]
    fn nobody_waits_for_a_log_that_nobody_reads_and_what_was_lost_is_counted() {
        let sink = Sink::default();
        let lines = Lines::to(sink.clone());
        for number in 0..WAITING_LINES + 100 {
            lines.push(format!("line {number}\n").into_bytes());
        }
        sink.change(|state| state.open = true);
        settled(&lines);
        let text = sink.text();
        let kept = text.lines().filter(|line| line.starts_with("line ")).count();
        let lost = WAITING_LINES + 100 - kept;
        assert!((98..=100).contains(&lost), "the queue, and the line in hand: {lost}");
        // Some may have been lost while the first ones were told.
        let told = text
            .lines()
            .filter_map(|line| line.strip_prefix(" WARN ringback: ")?.split(' ').next()?.parse::<usize>().ok());
        assert_eq!(told.sum::<usize>(), lost, "{text}");
    }

    #[test]
    fn a_disk_that_is_full_for_a_while_costs_lines_and_nothing_else() {
        let sink = Sink::default();
        sink.change(|state| (state.open, state.full) = (true, true));
        let lines = Lines::to(sink.clone());
        for _ in 0..5 {
            lines.push(b"lost\n".to_vec());
        }
        settled(&lines);
        assert_eq!(sink.text(), "");
        sink.change(|state| state.full = false);
        lines.push(b"kept\n".to_vec());
        settled(&lines);
        let text = sink.text();
        assert!(text.starts_with(" WARN ringback: 5 lines of the log were lost") && text.ends_with("kept\n"), "{text}");
    }
}
