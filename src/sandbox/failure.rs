//! Why a sandbox cannot run, in words for the person at the terminal.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::SettingsError;
use crate::intents::LoadError;

/// Why a sandbox cannot run.
#[derive(Debug, thiserror::Error)]
pub enum SandboxFault {
    /// Somebody else listens there.
    #[error(
        "{0} is taken by another program; name another address with --addr, or --addr 127.0.0.1:0 for any free port"
    )]
    Busy(SocketAddr),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// Others could reach it.
    #[error(
        "{0} can be reached from other machines, and the sandbox asks nobody who they are; \
         use 127.0.0.1, or add --allow-remote if that is what you want"
    )]
    Remote(SocketAddr),
    /// A folder or file cannot be made or read.
    #[error("cannot use {}: {error}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The desk's program cannot be started.
    #[error("cannot start the desk ({}): {error}", program.display())]
    Program {
        /// The program.
        program: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The settings have problems.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The intents have problems.
    #[error(transparent)]
    Intents(#[from] LoadError),
    /// The system has no randomness to give.
    #[error("the system gives no random bytes: {0}")]
    Random(String),
    /// A load cannot be run.
    #[error("{0}")]
    Load(String),
    /// The desk ended by itself.
    #[error("the desk has ended by itself; its last words:\n{0}")]
    DeskEnded(String),
}

impl SandboxFault {
    /// What kept us from listening at `address`.
    pub fn listening(address: SocketAddr, error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::AddrInUse { Self::Busy(address) } else { Self::Listen { address, error } }
    }
}
