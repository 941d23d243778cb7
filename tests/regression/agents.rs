//! A dishonest agent: questions that fish for secrets, outcomes without calls, proofs that prove nothing (S1, S3, S6).
