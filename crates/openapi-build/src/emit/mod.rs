//! Stage 6. The plan, spelled. May match; may not choose.
//!
//! In: one item of `ir`. Out: its tokens, in pieces that `render` lays out. Nothing here
//! counts, compares, searches, renames or reads the configuration.

mod checks;
pub mod client;
mod definition;
pub mod dynamic;
mod expr;
mod multipart;
pub mod operations;
pub mod schemas;
pub mod spell;
pub mod types;
mod unions;

use crate::ir::Crate;
use crate::ir::Docs;
use crate::ir::Gate;
use proc_macro2::TokenStream;
use quote::format_ident;
use quote::quote;
use std::cell::RefCell;

/// What an item becomes: pieces in order, and the documentation that they name.
pub struct Page<'a> {
    /// The pieces.
    pub items: Vec<Item>,
    /// The documentation of `#[doc_0]`, `#[doc_1]` …
    pub docs: Vec<&'a [Box<str>]>,
    /// The attribute that stands before each piece, if one does.
    pub gate: TokenStream,
}

impl Page<'_> {
    /// The same behind features of cargo.
    pub fn behind(self, krate: &Crate, gate: &Gate) -> Self {
        Page {
            gate: self::gate(krate, gate),
            ..self
        }
    }
}

/// `#[cfg(any(feature = "owners", feature = "pets"))]`
fn gate(krate: &Crate, gate: &Gate) -> TokenStream {
    let name = |index: &usize| krate.features.get(*index).map(|it| &*it.name);
    match gate.as_slice() {
        [] => quote!(),
        [one] => {
            let name = name(one);
            quote!(#[cfg(feature = #name)])
        }
        several => {
            let names = several.iter().map(name);
            quote!(#[cfg(any(#(feature = #names),*))])
        }
    }
}

/// Collects documentation. Most of a client is documentation: it is kept apart as text, and only its place goes the way
/// of tokens.
#[derive(Default)]
pub struct Words<'a>(RefCell<Vec<&'a [Box<str>]>>);

impl<'a> Words<'a> {
    /// An attribute that stands for these lines.
    pub fn docs(&self, lines: &'a Docs) -> TokenStream {
        if lines.is_empty() {
            return TokenStream::new();
        }
        let mut all = self.0.borrow_mut();
        let name = format_ident!("doc_{}", all.len());
        all.push(lines);
        quote!(#[#name])
    }

    /// The items with all documentation that they name.
    pub fn page(self, items: Vec<Item>) -> Page<'a> {
        Page {
            items,
            docs: self.0.into_inner(),
            gate: quote!(),
        }
    }
}

/// Documentation as tokens, for what is laid out on one line where it fits.
pub fn written_out(lines: &Docs) -> TokenStream {
    let lines = lines.iter().map(|it| format!(" {it}"));
    quote! { #(#[doc = #lines])* }
}

/// A piece of generated code.
pub enum Item {
    /// One Rust item.
    Rust(TokenStream),
    /// A macro of the runtime with a row for each part.
    Rows(Rows),
    /// A macro of the runtime with a list of names.
    List(List),
}

/// `rt::NAME! { IDENT IDENT … }`
pub struct List {
    /// Name of the macro.
    pub name: &'static str,
    /// The names.
    pub idents: Vec<TokenStream>,
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
