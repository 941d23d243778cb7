//! Official contacts: spoofs, foreign letters, Chinese domains (S8).
