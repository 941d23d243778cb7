//! One test for each finding that was reported, named after it, so that a test is found from its bug.
//!
//! `d1_` to `d3_` are defects found by reading, `s1_` to `s12_` findings of the attack, `fault_01_` to `fault_18_` those of
//! the fault campaign, `report_07_` and the like what people reported, `trial_a1_` and the like what a trial as users found. Where a finding belongs to a kind, the kind is
//! tested beside its code, and the test here says where.

mod agents;
mod alerts;
mod booking;
mod crowds;
mod data;
mod faults;
mod guard;
mod official;
mod stopping;
mod telegram;
mod trial_agents;
mod trial_pieces;
mod trial_pinyin;
pub mod wishes;
