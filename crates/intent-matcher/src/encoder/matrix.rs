//! Matrices and the one product that the network is made of. Weights lie in panels of eight outputs, so that the sums
//! of a panel stay in registers while the inputs go by.

use super::safetensors::Tensors;

/// Outputs of a panel.
const PANEL: usize = 8;
/// So many rows are multiplied in one go.
pub(crate) const TOKENS: usize = 4;
/// So many panels are summed in one go for a single row, which would otherwise wait for each addition.
const PANELS: usize = 4;

/// A matrix of `[inputs, outputs]`, with what comes after the product.
#[derive(Debug)]
pub(super) struct Matrix {
    inputs: usize,
    outputs: usize,
    weights: Weights,
    /// Times this, one number an output.
    scale: Vec<f32>,
    /// Plus this, one number an output; empty for none.
    pub(super) bias: Vec<f32>,
}

/// Weights by panel, input and output in the panel.
#[derive(Debug)]
enum Weights {
    /// The upper halves of floats: exact for 8-bit integers, and half the memory.
    Halves(Vec<[u16; PANEL]>),
    Floats(Vec<[f32; PANEL]>),
}

/// A number that a float can be made of.
trait Weight: Copy {
    fn float(self) -> f32;
}

impl Weight for u16 {
    fn float(self) -> f32 {
        f32::from_bits(u32::from(self) << 16)
    }
}

impl Weight for f32 {
    fn float(self) -> f32 {
        self
    }
}

impl Matrix {
    /// The matrix of this name and of so many outputs, a multiple of [`PANEL`] times [`PANELS`].
    pub(super) fn read(tensors: &Tensors, name: &str, outputs: usize) -> Self {
        let (weights, scale, count) = if tensors.is_integer(name) {
            let upper = |byte: u8| (f32::from(i8::from_le_bytes([byte])).to_bits() >> 16) as u16;
            let halves: Vec<u16> = tensors.bytes(name).iter().map(|byte| upper(*byte)).collect();
            let scale = tensors.floats(&format!("{name}.scale"));
            (Weights::Halves(panels(&halves, outputs)), scale, halves.len())
        } else {
            let floats = tensors.floats(name);
            (Weights::Floats(panels(&floats, outputs)), vec![1.0; outputs], floats.len())
        };
        let bias = tensors.floats(&format!("{name}.bias"));
        Self { inputs: count / outputs, outputs, weights, scale, bias }
    }

    /// For each row of `x`: its product with the matrix, into `out`, without the bias.
    pub(super) fn product(&self, x: &[f32], packed: &mut Vec<[f32; TOKENS]>, out: &mut Vec<f32>) {
        out.clear();
        out.resize(x.len() / self.inputs.max(1) * self.outputs, 0.0);
        match &self.weights {
            Weights::Halves(weights) => self.multiply(weights, x, packed, out),
            Weights::Floats(weights) => self.multiply(weights, x, packed, out),
        }
        for row in out.chunks_exact_mut(self.outputs) {
            row.iter_mut().zip(&self.scale).for_each(|(value, scale)| *value *= scale);
        }
    }

    /// The same with the bias.
    pub(super) fn linear(&self, x: &[f32], packed: &mut Vec<[f32; TOKENS]>, out: &mut Vec<f32>) {
        self.product(x, packed, out);
        for row in out.chunks_exact_mut(self.outputs) {
            row.iter_mut().zip(&self.bias).for_each(|(value, bias)| *value += bias);
        }
    }

    fn multiply<W: Weight>(&self, weights: &[[W; PANEL]], x: &[f32], packed: &mut Vec<[f32; TOKENS]>, out: &mut [f32]) {
        let blocks = x.chunks(TOKENS * self.inputs).zip(out.chunks_mut(TOKENS * self.outputs));
        for (x, out) in blocks {
            if x.len() == self.inputs {
                single(weights, x, out);
                continue;
            }
            // Rows that are not there are zeros, and their sums are not kept.
            packed.clear();
            packed.resize(self.inputs, [0.0; TOKENS]);
            for (token, row) in x.chunks_exact(self.inputs).enumerate() {
                for (slot, value) in packed.iter_mut().zip(row) {
                    if let Some(slot) = slot.get_mut(token) {
                        *slot = *value;
                    }
                }
            }
            several(weights, packed, out, self.outputs);
        }
    }
}

/// Weights row by row, as panels.
fn panels<W: Copy + Default>(rows: &[W], outputs: usize) -> Vec<[W; PANEL]> {
    let mut panels = Vec::with_capacity(rows.len() / PANEL);
    for start in (0..outputs).step_by(PANEL) {
        for row in rows.chunks_exact(outputs) {
            panels.push(row.get(start..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([W::default(); PANEL]));
        }
    }
    panels
}

/// The product of one row.
fn single<W: Weight>(weights: &[[W; PANEL]], x: &[f32], out: &mut [f32]) {
    for (group, out) in weights.chunks_exact(PANELS * x.len()).zip(out.chunks_exact_mut(PANELS * PANEL)) {
        let mut sums = [[0.0_f32; PANEL]; PANELS];
        let (a, rest) = group.split_at(x.len());
        let (b, rest) = rest.split_at(x.len());
        let (c, d) = rest.split_at(x.len());
        for ((((x, a), b), c), d) in x.iter().zip(a).zip(b).zip(c).zip(d) {
            for (sums, weights) in sums.iter_mut().zip([a, b, c, d]) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight.float();
                }
            }
        }
        for (out, sums) in out.chunks_exact_mut(PANEL).zip(&sums) {
            out.copy_from_slice(sums);
        }
    }
}

/// The product of several rows.
fn several<W: Weight>(weights: &[[W; PANEL]], packed: &[[f32; TOKENS]], out: &mut [f32], outputs: usize) {
    for (panel, weights) in weights.chunks_exact(packed.len()).enumerate() {
        let mut sums = [[0.0_f32; PANEL]; TOKENS];
        for (x, weights) in packed.iter().zip(weights) {
            let weights = weights.map(Weight::float);
            for (sums, x) in sums.iter_mut().zip(x) {
                for (sum, weight) in sums.iter_mut().zip(&weights) {
                    *sum += x * weight;
                }
            }
        }
        for (row, sums) in out.chunks_exact_mut(outputs).zip(&sums) {
            if let Some(slot) = row.get_mut(panel * PANEL..(panel + 1) * PANEL) {
                slot.copy_from_slice(sums);
            }
        }
    }
}
