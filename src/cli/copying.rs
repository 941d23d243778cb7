//! Sends a copy of all rows on its way from a store to a command. Bounded in memory and in waiting; writes no file.

use std::time::Duration;

use anyhow::bail;
use jiff::Timestamp;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::time::timeout;

use crate::store::Store;
use crate::store::backup::{Encoder, Head};

/// A command that takes nothing for so long has gone, or writes to a disk that hangs.
const STALL: Duration = Duration::from_secs(30);
/// A copy that takes longer than this never ends: at a megabyte a second it is more than three gigabytes.
const WHOLE: Duration = Duration::from_hours(1);
/// Sends a copy of all rows; why not, when it cannot.
///
/// # Errors
/// When the other side has gone.
pub async fn send(store: &dyn Store, to: &mut (impl AsyncWrite + Unpin)) -> anyhow::Result<()> {
    let mut encoder = Encoder::default();
    let sent = timeout(WHOLE, rows(store, &mut encoder, to)).await;
    let outcome = sent.unwrap_or_else(|_| bail!("the copy has not ended within {} minutes", WHOLE.as_secs() / 60));
    match outcome {
        Ok(rows) => {
            tracing::info!(rows, "a command took a copy of the data");
            Ok(())
        }
        Err(error) => {
            // Whoever is still there is told.
            let _ = pass_on(to, &encoder.stopped(&format!("{error:#}"))).await;
            Err(error.context("a command got no whole copy of the data"))
        }
    }
}

async fn rows(store: &dyn Store, encoder: &mut Encoder, to: &mut (impl AsyncWrite + Unpin)) -> anyhow::Result<usize> {
    let mut snapshot = store.snapshot().await?;
    let contents = snapshot.contents().clone();
    let head = Head { made_at: Timestamp::now(), program: env!("CARGO_PKG_VERSION").to_owned(), contents };
    pass_on(to, &encoder.begin(&head)?).await?;
    let mut rows = 0;
    while let Some(portion) = snapshot.next().await? {
        rows += portion.rows.len();
        pass_on(to, &encoder.rows(&portion)).await?;
    }
    pass_on(to, &encoder.end()).await?;
    Ok(rows)
}

async fn pass_on(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> anyhow::Result<()> {
    let written = timeout(STALL, to.write_all(bytes)).await;
    written.map_err(|_| anyhow::anyhow!("nobody has taken it for {} seconds", STALL.as_secs()))??;
    Ok(())
}
