//! Stage 6. The plan, spelled. May match; may not choose.
//!
//! In: one item of `ir`. Out: its tokens, in pieces that `render` lays out. Nothing here
//! counts, compares, searches, renames or reads the configuration.

pub mod client;
pub mod dynamic;
pub mod operations;
pub mod types;

use proc_macro2::TokenStream;

/// A piece of generated code.
pub enum Item {
    /// Rust items.
    Rust(TokenStream),
    /// A macro of the runtime with a row for each part.
    Rows(Rows),
}

/// `rt::NAME! { HEAD { ROW, … } TAIL }`
pub struct Rows {
    /// Name of the macro.
    pub name: &'static str,
    /// What stands before the rows.
    pub head: TokenStream,
    /// One line each, in braces; none for a macro without rows.
    pub rows: Option<Vec<TokenStream>>,
    /// What stands after them.
    pub tail: TokenStream,
}
