//! The faults of disk, log, clock, settings and folder (fault_01 to 05, 10 to 12, 14 to 16, 18).
