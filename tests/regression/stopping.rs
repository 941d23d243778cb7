//! What could stop the desk for good, and decisions on what had changed (D1, D2).
