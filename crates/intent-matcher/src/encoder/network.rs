//! The network: from pieces and n-grams to a vector. Each piece is looked at with its neighbours, the pieces are summed
//! up, what the n-grams say is added, and a few dense layers make a vector of the whole.

use super::matrix::{Matrix, TOKENS};
use super::pieces::UNKNOWN;
use super::safetensors::{Tensors, widen};
use crate::numeric::exp;

/// The weights as trained and packed by `tools/encoder`.
pub(super) static WEIGHTS: &[u8] = include_bytes!("weights.safetensors");

/// The numbers of the vector, the most telling first.
pub(crate) const WIDTH: usize = 256;
/// The numbers of a piece.
const PIECE: usize = 256;
/// The columns of the table that share a scale.
const SHARED: usize = 32;
/// The numbers of an n-gram.
const GRAM: usize = 128;
/// The numbers of a text before the dense layers.
const POOLED: usize = 512;
/// The numbers in the narrow dense layers.
const NARROW: usize = 320;
/// The numbers of the first and the second half of what is reduced.
const HALVES: [usize; 2] = [512, 384];
/// Keep divisions by a variance finite, as in training.
const EPSILON: f32 = 1e-8;
const GRAM_EPSILON: f32 = 1e-5;

/// What the network is asked about.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The numbers of its pieces.
    pub(super) pieces: Vec<u32>,
    /// The numbers of its n-grams.
    pub(super) grams: Vec<u32>,
}

/// A layer that evens out mean and variance.
#[derive(Debug)]
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

/// The weights.
#[derive(Debug)]
pub(super) struct Network {
    table: &'static [[u8; PIECE / 2]],
    table_scale: &'static [[u8; 2 * PIECE / SHARED]],
    grams: &'static [[u8; GRAM]],
    gram_scale: Vec<f32>,
    project: Matrix,
    project_norm: Norm,
    convolutions: [Matrix; 2],
    token_norm: Norm,
    pool: Matrix,
    gram_norm: Norm,
    mix: Matrix,
    dense: [Matrix; 4],
    skip1: Matrix,
    skip3: Matrix,
    head: Matrix,
    reduce: Matrix,
    reduce_mean: Vec<f32>,
}

/// The buffers of a pass, named by what they hold.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    packed: Vec<[f32; TOKENS]>,
    pieces: Vec<f32>,
    tokens: Vec<f32>,
    windows: Vec<f32>,
    product: Vec<f32>,
    joined: Vec<f32>,
    sums: Vec<f32>,
    pooled: Vec<f32>,
    grams: Vec<f32>,
    layers: [Vec<f32>; 3],
    wide: Vec<f32>,
}

impl Norm {
    fn read(tensors: &Tensors, name: &str, epsilon: f32) -> Self {
        let part = |part: &str| tensors.floats(&format!("{name}.{part}"));
        Self { gain: part("gain"), bias: part("bias"), epsilon }
    }

    fn apply(&self, rows: &mut [f32]) {
        let width = self.gain.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = row.iter().sum::<f32>() / width as f32;
            let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / width as f32;
            let factor = 1.0 / (variance + self.epsilon).sqrt();
            for ((x, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
                *x = (*x - mean) * factor * gain + bias;
            }
        }
    }
}

impl Network {
    /// Reads the weights out of the binary.
    pub(super) fn load() -> Self {
        let tensors = Tensors::read(WEIGHTS);
        let matrix = |name, outputs| Matrix::read(&tensors, name, outputs);
        Self {
            table: tensors.bytes("table").as_chunks().0,
            table_scale: tensors.bytes("table.scale").as_chunks().0,
            grams: tensors.bytes("grams").as_chunks().0,
            gram_scale: tensors.floats("grams.scale"),
            project: matrix("project", PIECE),
            project_norm: Norm::read(&tensors, "project.norm", EPSILON),
            convolutions: [matrix("conv1", PIECE), matrix("conv2", PIECE)],
            token_norm: Norm::read(&tensors, "token.norm", EPSILON),
            pool: matrix("pool", POOLED),
            gram_norm: Norm::read(&tensors, "grams.norm", GRAM_EPSILON),
            mix: matrix("grams.mix", POOLED),
            dense: [
                matrix("dense0", NARROW),
                matrix("dense1", NARROW),
                matrix("dense2", POOLED),
                matrix("dense3", HALVES[0]),
            ],
            skip1: matrix("skip1", NARROW),
            skip3: matrix("skip3", HALVES[0]),
            head: matrix("heads", HALVES[1]),
            reduce: matrix("reduce", WIDTH),
            reduce_mean: tensors.floats("reduce.mean"),
        }
    }

    /// A vector for each input.
    pub(super) fn vectors(&self, inputs: &[Input], scratch: &mut Scratch, vectors: &mut [[f32; WIDTH]]) {
        scratch.sums.clear();
        for input in inputs {
            self.sum_tokens(input, scratch);
        }
        self.pool(inputs, scratch);
        self.dense(scratch);
        for (vector, row) in vectors.iter_mut().zip(scratch.wide.chunks_exact(WIDTH)) {
            vector.copy_from_slice(row);
        }
    }

    /// Looks at each piece with its neighbours and adds the sum over the pieces to `sums`.
    fn sum_tokens(&self, input: &Input, scratch: &mut Scratch) {
        let Scratch { packed, pieces, tokens, windows, product, joined, sums, .. } = scratch;
        let unknown = |rows: &mut [f32], width: usize| {
            for (row, piece) in rows.chunks_exact_mut(width).zip(&input.pieces) {
                if *piece == UNKNOWN {
                    row.fill(0.0);
                }
            }
        };
        pieces.clear();
        input.pieces.iter().for_each(|piece| self.look_up(*piece, pieces));
        self.project.linear(pieces, packed, tokens);
        self.project_norm.apply(tokens);
        unknown(tokens, PIECE);
        for (layer, convolution) in self.convolutions.iter().enumerate() {
            neighbours(tokens, windows);
            convolution.linear(windows, packed, product);
            for (token, new) in tokens.iter_mut().zip(product.iter()) {
                *token += new.max(0.0);
            }
            if layer == 0 {
                unknown(tokens, PIECE);
            }
        }
        joined.clear();
        for (piece, token) in pieces.chunks_exact(PIECE).zip(tokens.chunks_exact(PIECE)) {
            joined.extend_from_slice(piece);
            joined.extend_from_slice(token);
        }
        self.token_norm.apply(joined);
        unknown(joined, POOLED);
        let start = sums.len();
        sums.resize(start + POOLED, 0.0);
        for row in joined.chunks_exact(POOLED) {
            sums.iter_mut().skip(start).zip(row).for_each(|(sum, value)| *sum += value);
        }
    }

    /// Adds the numbers of a piece: four bits each, the even column in the low half of a byte.
    fn look_up(&self, piece: u32, out: &mut Vec<f32>) {
        let Some(row) = self.table.get(piece as usize) else { return };
        let scales = self.table_scale.get(piece as usize).map_or(&[][..], |scales| scales.as_chunks().0);
        for (columns, scale) in row.chunks_exact(SHARED / 2).zip(scales) {
            let scale = widen(u16::from_le_bytes(*scale));
            let number = |half: u8| (f32::from(half) - 8.0) * scale;
            out.extend(columns.iter().flat_map(|byte| [number(byte & 15), number(byte >> 4)]));
        }
    }

    /// From the sums over pieces, and the n-grams, to a row of `pooled` for each input.
    fn pool(&self, inputs: &[Input], scratch: &mut Scratch) {
        let Scratch { packed, product, sums, pooled, grams, .. } = scratch;
        self.pool.product(sums, packed, pooled);
        grams.clear();
        for (row, input) in pooled.chunks_exact_mut(POOLED).zip(inputs) {
            let known = input.pieces.iter().filter(|piece| **piece != UNKNOWN).count() as f32;
            for (value, bias) in row.iter_mut().zip(&self.pool.bias) {
                *value = (*value + known * bias) / known.sqrt();
            }
            let start = grams.len();
            grams.resize(start + GRAM, 0.0);
            let share = 1.0 / (input.grams.len().max(1) as f32).sqrt();
            for gram in &input.grams {
                let Some(row) = self.grams.get(*gram as usize) else { continue };
                let scale = self.gram_scale.get(*gram as usize).copied().unwrap_or(0.0) * share;
                for (sum, byte) in grams.iter_mut().skip(start).zip(row) {
                    *sum += f32::from(i8::from_le_bytes([*byte])) * scale;
                }
            }
        }
        self.gram_norm.apply(grams);
        self.mix.product(grams, packed, product);
        pooled.iter_mut().zip(product.iter()).for_each(|(value, more)| *value += more);
    }

    /// The layers behind the pooling; leaves the vectors in `wide`.
    fn dense(&self, scratch: &mut Scratch) {
        let Scratch { packed, product, joined, pooled, layers: [a, b, c], wide, .. } = scratch;
        let [dense0, dense1, dense2, dense3] = &self.dense;
        let relu = |values: &mut [f32]| values.iter_mut().for_each(|value| *value = value.max(0.0));
        let add = |to: &mut [f32], more: &[f32]| to.iter_mut().zip(more).for_each(|(value, more)| *value += more);
        dense0.product(pooled, packed, a);
        relu(a);
        dense1.product(a, packed, b);
        self.skip1.product(pooled, packed, product);
        add(b, product);
        relu(b);
        dense2.product(b, packed, c);
        relu(c);
        dense3.product(c, packed, wide);
        self.skip3.product(b, packed, product);
        add(wide, product);
        wide.iter_mut().for_each(|value| *value = tanh(*value));
        joined.clear();
        for (b, c) in b.chunks_exact(NARROW).zip(c.chunks_exact(POOLED)) {
            joined.extend_from_slice(b);
            joined.extend_from_slice(c);
        }
        self.head.linear(joined, packed, product);
        joined.clear();
        for (first, second) in wide.chunks_exact_mut(HALVES[0]).zip(product.chunks_exact_mut(HALVES[1])) {
            unit(first);
            unit(second);
            joined.extend(first.iter().chain(second.iter()).zip(&self.reduce_mean).map(|(value, mean)| value - mean));
        }
        self.reduce.product(joined, packed, wide);
    }
}

/// For each token: the one before it, itself and the one after it; zeros beyond the ends.
fn neighbours(tokens: &[f32], windows: &mut Vec<f32>) {
    windows.clear();
    let none = [0.0; PIECE];
    let mut before = &none[..];
    let mut rest = tokens.chunks_exact(PIECE).peekable();
    while let Some(token) = rest.next() {
        windows.extend_from_slice(before);
        windows.extend_from_slice(token);
        windows.extend_from_slice(rest.peek().copied().unwrap_or(&none));
        before = token;
    }
}

/// Makes a vector as long as 1, unless it has no length.
fn unit(values: &mut [f32]) {
    let length = values.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
    values.iter_mut().for_each(|value| *value /= length);
}

/// The hyperbolic tangent, by the matcher's own `exp`: the platform's differ in the last bits.
fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / (exp(2.0 * x) + 1.0)
}
