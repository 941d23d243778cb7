//! A vector in 8 bits a number, as it is kept and learnt from: what was kept and what is encoded anew are the same bits.

use super::{Vector, WIDTH};

/// The bytes of a vector in a file: its scale, its numbers.
pub(super) const BYTES: usize = size_of::<f32>() + WIDTH;
/// The largest number.
const MOST: f32 = 127.0;

/// A quarter of a vector's size, within half of a hundredth of its largest number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Packed {
    scale: f32,
    numbers: [i8; WIDTH],
}

impl Packed {
    /// Packs a vector.
    pub(super) fn pack(vector: &Vector) -> Self {
        let largest = vector.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        let scale = largest / MOST;
        let factor = if largest > 0.0 { MOST / largest } else { 0.0 };
        let nearest = |number: &f32| (number * factor + 0.5 * number.signum()) as i8;
        let mut numbers = [0; WIDTH];
        numbers.iter_mut().zip(vector).for_each(|(packed, number)| *packed = nearest(number));
        Self { scale, numbers }
    }

    /// The vector.
    pub(crate) fn unpack(&self) -> Vector {
        self.numbers.map(|number| f32::from(number) * self.scale)
    }

    /// Writes it to a file.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scale.to_le_bytes());
        out.extend(self.numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    /// Reads what [`Self::write`] wrote. `None` if the bytes are not a vector.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (scale, rest) = bytes.split_first_chunk()?;
        let scale = f32::from_le_bytes(*scale);
        let rest: &[u8; WIDTH] = rest.try_into().ok()?;
        scale.is_finite().then(|| Self { scale, numbers: rest.map(|byte| i8::from_le_bytes([byte])) })
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES, MOST, Packed, WIDTH};

    #[test]
    fn packing_loses_less_than_half_a_step_and_a_file_nothing() {
        let mut vector = [0.0; WIDTH];
        (0..)
            .zip(&mut vector)
            .for_each(|(at, number)| *number = f32::from(i16::from(at % 2 == 0) * 2 - 1) / (1.0 + at as f32));
        let packed = Packed::pack(&vector);
        let step = 1.0 / MOST;
        assert!(packed.unpack().iter().zip(&vector).all(|(a, b)| (a - b).abs() <= 0.5 * step + 1e-6));
        assert_eq!(Packed::pack(&packed.unpack()), packed);
        let mut bytes = Vec::new();
        packed.write(&mut bytes);
        assert_eq!((bytes.len(), Packed::read(&bytes)), (BYTES, Some(packed)));
        assert_eq!(Packed::read(bytes.get(1..).unwrap_or(&bytes)), None);
        assert_eq!(Packed::pack(&[0.0; WIDTH]).unpack(), [0.0; WIDTH]);
    }
}
