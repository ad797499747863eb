//! Generated crates, compiled and called.
