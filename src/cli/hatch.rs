//! A Unix socket beside the data, through which commands ask a running desk: the data have one reader at a time.
//! Whoever can open it could read the data themself. Answers reports; changes nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::time::timeout;

use super::copying;
use super::export::{self, Who};
use crate::callback::RequestId;
use crate::desk::Desk;

/// The longest question, bytes.
const MAX_QUESTION: u64 = 4096;

/// A question and its answer take milliseconds; longer, something is wrong.
const PATIENCE: Duration = Duration::from_secs(10);

/// What can be asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The numbers from one day to another.
    Stats(Date, Date),
    /// Everything that is kept of a person.
    Kept(Who),
    /// Who has seen whose details; of one request, or of all.
    Looks(Option<RequestId>),
    /// All rows, as a backup.
    Copy,
}

/// The socket of the desk with this data folder.
pub fn path(data: &Path) -> PathBuf {
    data.join("desk.sock")
}

/// Removes the socket of a desk that has stopped: nobody is to think that it can still be asked.
pub fn remove(data: &Path) {
    if let Err(error) = std::fs::remove_file(path(data)) {
        tracing::debug!(%error, "the socket of this desk was not removed");
    }
}

/// Answers questions for as long as the desk runs.
///
/// # Errors
/// When the socket cannot be made.
pub fn open(desk: Arc<Desk>, data: &Path) -> io::Result<impl Future<Output = ()> + use<>> {
    let path = path(data);
    // What lies there is of a desk that has ended: the data are ours alone.
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let desk = Arc::clone(&desk);
                    tokio::spawn(async move {
                        if let Err(error) = answer(&desk, stream).await {
                            tracing::warn!(%error, "a command's question was not answered");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "commands cannot ask this desk any more");
                    return;
                }
            }
        }
    })
}

async fn answer(desk: &Desk, stream: UnixStream) -> anyhow::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut question = String::new();
    let mut asked = BufReader::new(reader).take(MAX_QUESTION);
    timeout(PATIENCE, asked.read_line(&mut question)).await??;
    match serde_json::from_str(&question)? {
        Question::Stats(from, to) => reply(&mut writer, desk.report(from, to)).await,
        Question::Kept(who) => reply(&mut writer, export::gather(&**desk.store(), who)).await,
        Question::Looks(request) => {
            let of = request.map_or_else(|| "all".to_owned(), |request| request.to_string());
            tracing::info!(of, "who looked at what was read by a command");
            reply(&mut writer, desk.store().looks(request)).await
        }
        Question::Copy => copying::send(&**desk.store(), &mut writer).await,
    }
}

/// Answers with a line of JSON.
async fn reply<A: Serialize, E: Into<anyhow::Error>>(
    writer: &mut OwnedWriteHalf,
    answer: impl Future<Output = Result<A, E>>,
) -> anyhow::Result<()> {
    let replying = async {
        let mut line = serde_json::to_vec(&answer.await.map_err(Into::into)?)?;
        line.push(b'\n');
        writer.write_all(&line).await?;
        Ok(())
    };
    timeout(PATIENCE, replying).await?
}

/// Asks the running desk for a stream of bytes; `None` when no desk runs on this data folder. Each read waits for `patience` at
/// most.
///
/// # Errors
/// When a desk runs and cannot be asked.
pub fn stream(
    data: &Path,
    question: &Question,
    patience: Duration,
) -> anyhow::Result<Option<std::os::unix::net::UnixStream>> {
    let Ok(mut stream) = std::os::unix::net::UnixStream::connect(path(data)) else { return Ok(None) };
    let asked = (|| {
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut line = serde_json::to_vec(question)?;
        line.push(b'\n');
        io::Write::write_all(&mut stream, &line)
    })();
    asked.context("the running desk cannot be asked")?;
    Ok(Some(stream))
}

/// Asks the running desk; `None` when none runs on this data folder.
///
/// # Errors
/// When a desk runs and does not answer.
pub async fn ask<A: DeserializeOwned>(data: &Path, question: &Question) -> anyhow::Result<Option<A>> {
    let Ok(stream) = UnixStream::connect(path(data)).await else { return Ok(None) };
    let asking = async {
        let (reader, mut writer) = stream.into_split();
        let mut line = serde_json::to_vec(question)?;
        line.push(b'\n');
        writer.write_all(&line).await?;
        let mut answer = String::new();
        BufReader::new(reader).read_line(&mut answer).await?;
        anyhow::Ok(serde_json::from_str(&answer)?)
    };
    let answer = timeout(PATIENCE, asking).await.context("the running desk does not answer")?;
    answer.context("the running desk gave no answer that can be read").map(Some)
}
