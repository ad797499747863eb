//! What stands around every definition: documentation, attributes and derived traits, and the end of its rows.

use super::Item;
use super::Rows;
use super::spell::Spell;
use super::spell::tokens;
use crate::ir::Deprecated;
use crate::ir::Field;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Rest;
use crate::ir::Shown;
use crate::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

/// Documentation and attributes of a definition.
pub(super) fn head<'a>(spell: &Spell<'a>, def: &'a TypeDef) -> TokenStream {
    let docs = spell.words.docs(&def.docs);
    let deprecated = deprecated(def.deprecated);
    let by_rows = by_rows(&def.kind);
    let mut derives = vec![quote!(Clone)];
    if !by_rows.contains(&Trait::Debug) {
        derives.push(quote!(Debug));
    }
    if def.derives.default {
        derives.push(quote!(Default));
    }
    if !by_rows.contains(&Trait::Equality) {
        derives.push(quote!(PartialEq));
        if def.derives.eq {
            derives.push(quote!(Eq));
        }
        if def.derives.hash {
            derives.push(quote!(Hash));
        }
    }
    derives.extend(def.extra.iter().map(|it| tokens(it)));
    quote! { #docs #deprecated #[derive(#(#derives),*)] }
}

#[derive(PartialEq)]
enum Trait {
    Debug,
    /// `PartialEq`, `Eq` and `Hash`.
    Equality,
}

/// The traits that a type's rows implement: those that go through its members as writing does, by the same list.
fn by_rows(kind: &Kind) -> &'static [Trait] {
    match kind {
        Kind::Struct(_) | Kind::Tagged(_) | Kind::Union(_) => &[Trait::Debug, Trait::Equality],
        Kind::Strings(_) => &[Trait::Equality],
        Kind::Integers(_)
        | Kind::Literals(_)
        | Kind::Newtype(_)
        | Kind::Alias(_)
        | Kind::Multipart(_) => &[],
    }
}

/// `: Eq + Hash` for the rows of a type, each if it holds.
pub(super) fn traits(def: &TypeDef) -> TokenStream {
    match (def.derives.eq, def.derives.hash) {
        (true, true) => quote!(: Eq + Hash),
        (true, false) => quote!(: Eq),
        (false, _) => quote!(),
    }
}

/// `#[deprecated]`, if it is.
pub(super) fn deprecated(it: Deprecated) -> TokenStream {
    match it {
        Deprecated::Yes => quote!(#[deprecated]),
        Deprecated::No => quote!(),
    }
}

/// `Debug` that hides the secrets of a body of several parts.
pub(super) fn redacted<'f>(
    def: &TypeDef,
    fields: impl Iterator<Item = &'f Field>,
    rest: &Option<Rest>,
) -> Option<Item> {
    if def.derives.debug {
        return None;
    }
    let ident = &def.ident;
    let shown = fields.map(|field| {
        let name = &field.ident;
        match field.shown {
            Shown::Plain => quote!(plain #name,),
            Shown::Secret => quote!(secret #name,),
        }
    });
    let rest = rest.iter().map(|rest| {
        let name = &rest.ident;
        quote!(plain #name,)
    });
    let rows = shown.chain(rest).collect();
    Some(Item::Rows(Rows {
        name: "redacted",
        head: quote!(#ident),
        rows: Some(rows),
        tail: quote!(),
    }))
}

pub(super) fn unknown_tail(unknown: &Option<Ident>) -> TokenStream {
    match unknown {
        Some(name) => quote!(else #name),
        None => quote!(),
    }
}
