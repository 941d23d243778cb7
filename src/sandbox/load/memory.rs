//! How much memory a process has, as Linux tells. Elsewhere nobody is asked, and nothing is claimed.

use std::fs;

/// Memory of a process, in kibibytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// In memory now (`VmRSS`).
    pub resident_kib: u64,
    /// The most there was at any moment (`VmHWM`).
    pub peak_kib: u64,
}

/// What the process has now; `None` when the system does not tell.
pub fn of(process: u32) -> Option<Memory> {
    read(&fs::read_to_string(format!("/proc/{process}/status")).ok()?)
}

fn read(status: &str) -> Option<Memory> {
    let line = |name: &str| {
        let rest = status.lines().find_map(|line| line.strip_prefix(name))?;
        rest.split_whitespace().next()?.parse().ok()
    };
    Some(Memory { resident_kib: line("VmRSS:")?, peak_kib: line("VmHWM:")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_linux_writes() {
        let status = "Name:\tringback\nVmHWM:\t   20480 kB\nVmRSS:\t   10240 kB\n";
        assert_eq!(read(status), Some(Memory { resident_kib: 10_240, peak_kib: 20_480 }));
        assert_eq!(read("Name:\tx\n"), None);
    }
}
