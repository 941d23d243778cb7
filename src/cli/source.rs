//! Where a command gets a copy of all rows: from the running desk through its socket, or from the data when none runs. Waits for
//! nobody who is silent.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, bail};

use super::copying::send;
use super::hatch::{self, Question};
use super::locations::{Locations, Storage};
use crate::store::{self, StoreFault};

/// A desk that sends nothing for so long hangs: each piece of its copy takes ten seconds at most.
pub const SILENCE: Duration = Duration::from_secs(60);

/// Where a copy comes from.
pub struct Source {
    stream: UnixStream,
    /// Sends it, where no desk does.
    sender: Option<JoinHandle<anyhow::Result<()>>>,
}

impl Source {
    /// Asks the running desk for a copy, or opens the data itself.
    ///
    /// # Errors
    /// When neither can be done.
    pub fn open(locations: &Locations, storage: &Storage) -> anyhow::Result<Self> {
        if let Some(stream) = hatch::stream(&storage.data, &Question::Copy, SILENCE)? {
            return Ok(Self { stream, sender: None });
        }
        if !storage.data.is_dir() {
            bail!("there is no data folder {}", storage.data.display());
        }
        let settings = locations.settings()?;
        let store = store::open(&storage.data, &storage.protection(&settings.data)?)?;
        let (stream, other) = UnixStream::pair().context("cannot make a pipe")?;
        stream.set_read_timeout(Some(SILENCE)).context("cannot make a pipe")?;
        let sender = thread::Builder::new().name("copy".into()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                other.set_nonblocking(true)?;
                let mut to = tokio::net::UnixStream::from_std(other)?;
                let sent = send(&*store, &mut to).await;
                drop(to);
                store.close().await.context("the data could not be closed in order")?;
                sent
            })
        });
        Ok(Self { stream, sender: Some(sender.context("cannot start a thread")?) })
    }

    /// Whether a running desk sends it.
    pub fn is_desk(&self) -> bool {
        self.sender.is_none()
    }

    /// Waits for the sender to end in order.
    ///
    /// # Errors
    /// When it did not.
    pub fn close(self) -> anyhow::Result<()> {
        let Self { stream, sender } = self;
        drop(stream);
        match sender.map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) => Err(StoreFault::Broken("the copy ended badly".to_owned()).into()),
        }
    }
}

impl Read for Source {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.stream.read(to).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                io::Error::other(format!("the desk has sent nothing for {} seconds", SILENCE.as_secs()))
            }
            _ => error,
        })
    }
}
