//! The secrets guard: what got past it and what it took wrongly (S4, S5, report 15).
