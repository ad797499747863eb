//! Generates a Rust client from an OpenAPI document, in a build script.

pub mod diag;
pub mod source;
pub mod tree;
