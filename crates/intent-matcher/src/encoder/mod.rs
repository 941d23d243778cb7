//! What a short text means, in 256 numbers: a small neural network for Chinese and English that was trained for this
//! crate (`tools/encoder`) and lies inside the binary. Texts that mean about the same get vectors that point about the
//! same way, whatever their words. No network, no files, the same bits on every machine of a kind.

mod grams;
mod kept_file;
mod long;
mod matrix;
mod memory;
mod network;
mod normal_form;
mod packed;
mod pieces;
mod safetensors;

use std::sync::LazyLock;

#[cfg(test)]
pub(crate) use memory::common;
pub(crate) use memory::{encode_all, file_of};
pub use memory::{kept_vectors, recall};
pub(crate) use network::WIDTH;
use network::{Input, Network};

/// What a text means.
pub(crate) type Vector = [f32; WIDTH];

/// The weights, widened once a process.
static NETWORK: LazyLock<Network> = LazyLock::new(Network::load);

/// The buffers of one thread, used again for each text.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    normal: String,
    viterbi: pieces::Viterbi,
    inputs: Vec<Input>,
    scratch: network::Scratch,
}

/// So many texts are encoded in one go: the layers behind the pooling then read each weight once for all of them.
pub(crate) const BATCH: usize = matrix::TOKENS;

impl Encoder {
    /// Encodes a text.
    pub(crate) fn encode(&mut self, text: &str) -> Vector {
        let mut vector = [0.0; WIDTH];
        self.encode_all(&[text], std::slice::from_mut(&mut vector));
        vector
    }

    /// Encodes up to [`BATCH`] texts into as many vectors. What a text gets does not depend on the others.
    pub(crate) fn encode_all(&mut self, texts: &[&str], vectors: &mut [Vector]) {
        if self.inputs.len() < texts.len() {
            self.inputs.resize_with(texts.len(), Input::default);
        }
        for (text, input) in texts.iter().zip(&mut self.inputs) {
            normal_form::normal_form(text, &mut self.normal);
            self.viterbi.pieces(&self.normal, &mut input.pieces);
            grams::grams(&self.normal, &mut input.grams);
        }
        let inputs = self.inputs.get(..texts.len()).unwrap_or(&[]);
        NETWORK.vectors(inputs, &mut self.scratch, vectors);
    }
}

#[cfg(test)]
mod tests;
