//! Reads the file of weights: the length of a JSON header, the header, then the numbers, all little-endian. The file
//! is part of the binary, so what is missing is a mistake of the build and gives nothing.

use std::collections::HashMap;

use serde::Deserialize;

/// The bytes before the header: its length.
const LENGTH: usize = 8;

/// Where a tensor lies.
#[derive(Debug, Deserialize)]
struct Place {
    dtype: String,
    data_offsets: [usize; 2],
}

/// The tensors of a file.
#[derive(Debug)]
pub(super) struct Tensors {
    places: HashMap<String, Place>,
    data: &'static [u8],
}

impl Tensors {
    /// Reads the header.
    pub(super) fn read(file: &'static [u8]) -> Self {
        let length = file.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let header_end = LENGTH + usize::try_from(length).unwrap_or(0);
        let header = file.get(LENGTH..header_end).unwrap_or(&[]);
        let places = serde_json::from_slice(header).unwrap_or_default();
        Self { places, data: file.get(header_end..).unwrap_or(&[]) }
    }

    /// Whether the numbers of a tensor are 8-bit integers.
    pub(super) fn is_integer(&self, name: &str) -> bool {
        self.places.get(name).is_some_and(|place| place.dtype == "I8")
    }

    /// The bytes of a tensor.
    pub(super) fn bytes(&self, name: &str) -> &'static [u8] {
        let place = self.places.get(name);
        place.and_then(|place| self.data.get(place.data_offsets[0]..place.data_offsets[1])).unwrap_or(&[])
    }

    /// The numbers of a tensor of 16 or 32-bit floats.
    pub(super) fn floats(&self, name: &str) -> Vec<f32> {
        let bytes = self.bytes(name);
        if self.places.get(name).is_some_and(|place| place.dtype == "F16") {
            bytes.as_chunks().0.iter().map(|half| widen(u16::from_le_bytes(*half))).collect()
        } else {
            bytes.as_chunks().0.iter().map(|number| f32::from_le_bytes(*number)).collect()
        }
    }
}

/// A 16-bit float (IEEE 754 binary16) as one of 32 bits. Infinities do not occur in weights.
pub(super) fn widen(half: u16) -> f32 {
    /// 2^-24, the smallest number above 0.
    const LEAST: f32 = 5.960_464_5e-8;
    let sign = u32::from(half >> 15) << 31;
    let exponent = u32::from(half >> 10 & 0x1f);
    let fraction = u32::from(half & 0x3ff);
    let bits = match exponent {
        0 => (fraction as f32 * LEAST).to_bits(),
        _ => (exponent + 127 - 15) << 23 | fraction << 13,
    };
    f32::from_bits(sign | bits)
}
