//! How often somebody may ask to be signed in: a bucket an address and one for all, in memory. Keeps nothing of those at rest.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Sign-ins that one address may begin at once, and how often one more: a team behind one address begins its day together.
const OF_ONE: Bucket = Bucket { most: 10.0, every: Duration::from_secs(6) };

/// The same of all together, so that a crowd of addresses fills no disk: a row lasts three minutes, so there are 3,900 at most.
/// Far more than a few addresses can use up, for then nobody else could sign in.
const OF_ALL: Bucket = Bucket { most: 300.0, every: Duration::from_millis(50) };

/// Addresses that are remembered; beyond that all others count as one.
const MOST_ADDRESSES: usize = 1000;

/// Stands for the addresses that are not remembered; nobody comes from it.
const ALL_OTHERS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// A size and a pace.
#[derive(Clone, Copy)]
struct Bucket {
    most: f64,
    every: Duration,
}

/// What is left in a bucket, and since when.
#[derive(Clone, Copy)]
struct Level {
    left: f64,
    at: Duration,
}

impl Bucket {
    fn full(self, now: Duration) -> Level {
        Level { left: self.most, at: now }
    }

    fn refill(self, level: &mut Level, now: Duration) {
        let grown = now.saturating_sub(level.at).as_secs_f64() / self.every.as_secs_f64();
        *level = Level { left: (level.left + grown).min(self.most), at: now };
    }

    fn take(self, level: &mut Level, now: Duration) -> bool {
        self.refill(level, now);
        let room = level.left >= 1.0;
        if room {
            level.left -= 1.0;
        }
        room
    }
}

/// The buckets.
pub struct Pace(Mutex<Levels>);

struct Levels {
    all: Level,
    each: HashMap<IpAddr, Level>,
}

impl Pace {
    /// Full ones, by a clock that never goes back.
    pub fn new(now: Duration) -> Self {
        Self(Mutex::new(Levels { all: OF_ALL.full(now), each: HashMap::new() }))
    }

    /// Whether one more may begin from this address.
    pub fn admits(&self, address: Option<IpAddr>, now: Duration) -> bool {
        let mut levels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.each.len() >= MOST_ADDRESSES {
            levels.each.retain(|_, level| {
                OF_ONE.refill(level, now);
                level.left < OF_ONE.most
            });
        }
        let room = levels.each.len() < MOST_ADDRESSES;
        let one = address.map(network).map(|one| if room || levels.each.contains_key(&one) { one } else { ALL_OTHERS });
        if let Some(one) = one
            && !OF_ONE.take(levels.each.entry(one).or_insert_with(|| OF_ONE.full(now)), now)
        {
            return false;
        }
        OF_ALL.take(&mut levels.all, now)
    }
}

/// One customer of IPv6 has 2^64 addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(pace: &Pace, address: &str, second: u64) -> usize {
        let address = address.parse().ok();
        (0..1000).filter(|_| pace.admits(address, Duration::from_secs(second))).count()
    }

    #[test]
    fn nobody_begins_many_and_all_together_no_flood() {
        let pace = Pace::new(Duration::ZERO);
        assert_eq!(admitted(&pace, "203.0.113.7", 0), 10);
        assert_eq!(admitted(&pace, "203.0.113.7", 60), 10);
        assert_eq!(admitted(&pace, "2001:db8::1", 120), 10);
        assert_eq!(admitted(&pace, "2001:db8::2", 120), 0, "the same network");
        let crowd: usize = (0..200).map(|last| admitted(&pace, &format!("198.51.100.{last}"), 600)).sum();
        assert_eq!(crowd, 300);
    }
}
