//! How long to wait after failures in a row. Pure; whoever uses it does the waiting.

use std::time::Duration;

/// Doubles from `first` with every failure before this one, up to `most`.
pub fn after_failures(before: u32, first: Duration, most: Duration) -> Duration {
    let factor = 2_u32.saturating_pow(before);
    first.saturating_mul(factor).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_the_bound() {
        let pause = |before| after_failures(before, Duration::from_secs(1), Duration::from_secs(30)).as_secs();
        assert_eq!([0, 1, 2, 4, 5, 200].map(pause), [1, 2, 4, 16, 30, 30]);
    }
}
