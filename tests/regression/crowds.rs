//! Strangers and crowds: reports, newcomers, bookings, floods (S2, S9, S10, S11).
