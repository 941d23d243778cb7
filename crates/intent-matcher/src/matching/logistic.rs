//! Logistic regression on a handful of numbers, for calibration: exact, by Newton's method.

use crate::numeric::sigmoid;

/// Keeps the weights finite where a number parts good from bad perfectly.
const PULL: f64 = 1.0;
/// Newton's method doubles the right digits each round; more rounds change nothing.
const ROUNDS: usize = 25;
/// The longest step of a round, so that a flat start does not overshoot.
const LONGEST_STEP: f64 = 2.0;

/// One case to learn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<const N: usize> {
    /// What there is to judge by; the last number constant.
    pub(super) values: [f32; N],
    /// What came of it.
    pub(super) good: bool,
    /// How much the case counts.
    pub(super) weight: f32,
}

/// The weights whose sum of values is the log-odds of a good outcome. Targets are smoothed as Platt (1999) advises.
pub(super) fn fit<const N: usize>(cases: impl Iterator<Item = Case<N>> + Clone) -> [f32; N] {
    let sum = |good| cases.clone().filter(|case| case.good == good).map(|case| f64::from(case.weight)).sum::<f64>();
    let (good, bad) = (sum(true), sum(false));
    let targets = [1.0 / (bad + 2.0), (good + 1.0) / (good + 2.0)];
    let mut weights = [0.0_f64; N];
    for _ in 0..ROUNDS {
        let mut slope = [0.0; N];
        let mut curve = [[0.0; N]; N];
        for (at, (row, slope)) in curve.iter_mut().zip(&mut slope).enumerate() {
            // The constant is not pulled.
            let pull = if at + 1 < N { PULL } else { 1e-6 };
            *slope = weights.get(at).map_or(0.0, |weight| pull * weight);
            if let Some(own) = row.get_mut(at) {
                *own = pull;
            }
        }
        for case in cases.clone() {
            let values = case.values.map(f64::from);
            let log_odds: f64 = weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
            let p = f64::from(sigmoid(log_odds as f32));
            let [low, high] = targets;
            let error = (p - if case.good { high } else { low }) * f64::from(case.weight);
            let bend = (p * (1.0 - p)).max(1e-9) * f64::from(case.weight);
            for ((row, slope), value) in curve.iter_mut().zip(&mut slope).zip(&values) {
                *slope += error * value;
                for (cell, other) in row.iter_mut().zip(&values) {
                    *cell += bend * value * other;
                }
            }
        }
        let step = solve(curve, slope);
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight -= step.clamp(-LONGEST_STEP, LONGEST_STEP);
        }
    }
    weights.map(|weight| weight as f32)
}

/// Solves `matrix * x = right` for a symmetric positive matrix by elimination.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        let (Some(&line), Some(&value)) = (matrix.get(pivot), right.get(pivot)) else { continue };
        let Some(&own) = line.get(pivot) else { continue };
        for (at, (row, target)) in matrix.iter_mut().zip(&mut right).enumerate() {
            let Some(&factor) = row.get(pivot).filter(|_| at != pivot) else { continue };
            let factor = factor / own;
            for (cell, above) in row.iter_mut().zip(&line) {
                *cell -= factor * above;
            }
            *target -= factor * value;
        }
    }
    let mut solution = right;
    for (at, (value, row)) in solution.iter_mut().zip(&matrix).enumerate() {
        *value /= row.get(at).copied().unwrap_or(1.0);
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::{Case, fit, solve};

    #[test]
    fn finds_the_odds_that_the_cases_were_made_with() {
        // Of ten cases at value v, 5 + v are good: odds (5 + v) : (5 - v).
        let cases = (-3..=3_i16).flat_map(|v| {
            (0..1000_i16).map(move |n| Case { values: [f32::from(v), 1.0], good: n % 10 < 5 + v, weight: 1.0 })
        });
        let [slope, offset] = fit(cases);
        assert!((slope - 0.44).abs() < 0.02 && offset.abs() < 0.02, "{slope} {offset}");
    }

    #[test]
    fn solves_a_system() {
        assert_eq!(solve([[2.0, 1.0], [1.0, 3.0]], [5.0, 10.0]), [1.0, 3.0]);
    }
}
