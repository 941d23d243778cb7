//! Arithmetic that gives the same bits on every machine. The platform's own `exp` and `ln` do not, so they are not
//! used anywhere in the matcher; add, multiply, divide and square root are exact by IEEE 754.

/// log2(e), to scale the argument of [`exp`].
const LOG2_E: f32 = std::f32::consts::LOG2_E;
/// ln 2 in two parts, so that the reduced argument keeps its low bits.
const LN2_HIGH: f32 = 0.693_359_4;
/// The rest of ln 2.
const LN2_LOW: f32 = -2.121_944_4e-4;
/// Below this e^x is smaller than any normal number; above its negative it would overflow.
const EXP_RANGE: f32 = 87.0;

/// e^x, within 2 units in the last place of the result; saturates outside ±87.
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-EXP_RANGE, EXP_RANGE);
    let half = if x < 0.0 { -0.5 } else { 0.5 };
    let power = (x * LOG2_E + half) as i32;
    let n = power as f32;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    // Taylor's series to the sixth power: |r| <= ln 2 / 2, so what is left out is below 2^-24.
    let series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r / 720.0)))));
    series * f32::from_bits(u32::try_from((power + 127).clamp(1, 254)).unwrap_or(127) << 23)
}

/// The natural logarithm of a positive number, within 1e-6; the smallest normal number's for anything else.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    let mut power = (bits >> 23) as i32 - 127;
    let mut m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    if m > std::f32::consts::SQRT_2 {
        m *= 0.5;
        power += 1;
    }
    // ln m = 2 artanh((m-1)/(m+1)), |argument| <= 0.1716.
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    let series = 2.0 * s * (1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0 + s2 / 9.0))));
    let n = power as f32;
    n * std::f32::consts::LN_2 + series
}

/// 1 / (1 + e^-x).
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The log-odds of a probability.
pub(crate) fn logit(p: f32) -> f32 {
    /// Keeps certain answers finite: odds of one in ten million are as good as certain.
    const EDGE: f32 = 1e-7;
    let p = p.clamp(EDGE, 1.0 - EDGE);
    ln(p / (1.0 - p))
}

/// A small seeded generator (xorshift64*): the same sequence everywhere, for shuffling and dropout alone.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    /// A generator; any seed will do.
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed | 1).max(1))
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `bound`; 0 for 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Puts `items` in a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// The sum of products of two vectors of one length. Summed in lanes, so that the compiler can use wide registers.
pub(crate) fn dot(one: &[f32], other: &[f32]) -> f32 {
    const LANES: usize = 16;
    let ((one, rest), (other, other_rest)) = (one.as_chunks::<LANES>(), other.as_chunks::<LANES>());
    let mut sums = [0.0_f32; LANES];
    for (a, b) in one.iter().zip(other) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + rest.iter().zip(other_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// Spreads the bits of `x` over the whole word (the finisher of splitmix64).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::{dot, exp, ln, logit, sigmoid};

    #[test]
    fn exp_and_ln_are_close_to_the_true_ones() {
        for i in -800..=800_i16 {
            let x = f32::from(i) / 10.0;
            let truth = f64::from(x).exp();
            assert!((f64::from(exp(x)) / truth - 1.0).abs() < 1e-5, "exp {x}");
        }
        for i in 1..=5000_i16 {
            let x = f32::from(i) / 7.0;
            assert!((f64::from(ln(x)) - f64::from(x).ln()).abs() < 2e-6, "ln {x}");
        }
        assert!((logit(sigmoid(3.0)) - 3.0).abs() < 1e-4);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite() && ln(0.0).is_finite());
    }

    #[test]
    fn dot_sums_all_of_it() {
        let numbers: Vec<f32> = (1..=37_u8).map(f32::from).collect();
        assert_eq!((dot(&numbers, &numbers), dot(&[], &[])), (17_575.0, 0.0));
    }
}
