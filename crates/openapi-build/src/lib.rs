//! Generates a Rust client from an OpenAPI document, in a build script.

pub mod cargo;
pub mod config;
pub mod diag;
pub mod document;
pub mod ir;
pub mod plan;
pub mod resolve;
pub mod shape;
pub mod source;
pub mod tree;
