//! Chance, seeded: each person has a stream of their own, so that what one does never changes another's luck.

use jiff::SignedDuration;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// A stream of chance.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream with this number.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(stream);
        Self(chance)
    }

    /// Whether something happens that is so likely.
    pub fn happens(&mut self, likely: f64) -> bool {
        self.share() < likely
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.random_range(0..end) }
    }

    /// Some seconds between two numbers of them.
    pub fn seconds(&mut self, (from, to): (f64, f64)) -> SignedDuration {
        SignedDuration::from_millis_f64(1000.0 * (from + (to - from) * self.share()))
    }

    /// A time around a mean as calls have it (log-normal: many short ones, few very long ones).
    pub fn around(&mut self, mean: SignedDuration, varies: f64, longest: f64) -> SignedDuration {
        let variance = (1.0 + varies * varies).ln();
        // Box and Muller's way to a normal number.
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * self.share()).cos();
        let factor = (normal * variance.sqrt() - variance / 2.0).exp().min(longest);
        SignedDuration::from_millis_f64(1000.0 * mean.as_secs_f64() * factor)
    }
}

/// Milliseconds are all that the desk's manual clock knows.
trait Milliseconds {
    fn from_millis_f64(milliseconds: f64) -> SignedDuration;
}

impl Milliseconds for SignedDuration {
    fn from_millis_f64(milliseconds: f64) -> SignedDuration {
        SignedDuration::try_from_secs_f64(milliseconds.round() / 1000.0).unwrap_or(SignedDuration::ZERO)
    }
}
