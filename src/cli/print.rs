//! The one way in which commands print: a reader that has gone is no failure, and a diagnostic that cannot be printed is let
//! go. Nothing here panics, as `println!` and `eprintln!` would.

use std::fmt::Display;
use std::io::{self, StdoutLock, Write};

/// Standard output. Once nobody reads it any more, what is written goes nowhere and the command goes on to its end, so that
/// its exit code stays true; a disk that is full is an error as ever.
pub struct Out {
    to: StdoutLock<'static>,
    gone: bool,
}

/// Standard output for a command's results.
pub fn out() -> Out {
    Out { to: io::stdout().lock(), gone: false }
}

impl Out {
    fn passed<T>(&mut self, outcome: io::Result<T>, instead: T) -> io::Result<T> {
        match outcome {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(instead)
            }
            outcome => outcome,
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let written = self.to.write(bytes);
        self.passed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.passed(flushed, ())
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        // What is left is a line without an end, and there is nobody to tell.
        let _ = self.flush();
    }
}

/// A line for the person at the terminal, on standard error; let go where that cannot be written.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A number and what it counts, as in "1 intent" and "2 intents".
pub fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
