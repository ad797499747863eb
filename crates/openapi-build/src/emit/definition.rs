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
    let mut derives = vec![quote!(Clone)];
    if def.derives.debug {
        derives.push(quote!(Debug));
    }
    if def.derives.default {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    if def.derives.eq && eq_is_derived(&def.kind) {
        derives.push(quote!(Eq));
    }
    if def.derives.hash {
        derives.push(quote!(Hash));
    }
    derives.extend(def.extra.iter().map(|it| tokens(it)));
    quote! { #docs #deprecated #[derive(#(#derives),*)] }
}

/// Whether `derive` makes `Eq`; the rows of the other kinds do, because rustc makes a function of a derived one.
fn eq_is_derived(kind: &Kind) -> bool {
    match kind {
        Kind::Struct(_) | Kind::Tagged(_) | Kind::Union(_) => false,
        Kind::Strings(_)
        | Kind::Integers(_)
        | Kind::Literals(_)
        | Kind::Newtype(_)
        | Kind::Alias(_)
        | Kind::Multipart(_) => true,
    }
}

/// `: Eq` for the rows of a type for which it holds.
pub(super) fn eq(def: &TypeDef) -> TokenStream {
    if def.derives.eq {
        quote!(: Eq)
    } else {
        quote!()
    }
}

/// `#[deprecated]`, if it is.
pub(super) fn deprecated(it: Deprecated) -> TokenStream {
    match it {
        Deprecated::Yes => quote!(#[deprecated]),
        Deprecated::No => quote!(),
    }
}

/// `Debug` that hides secrets, where rustc is not to derive it.
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
