//! Data at rest: plain data, roll-back, modes, keys, tokens (S7, S12, D3).
