//! The schemas of types: a row for each.

use super::Item;
use super::Rows;
use crate::ir::Crate;
use crate::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

/// The types that are always there, as one table.
pub(super) fn of_all(krate: &Crate) -> Option<Item> {
    let types = krate.types.iter().filter(|it| it.gate.is_empty());
    let rows: Vec<TokenStream> = types.filter_map(row).collect();
    table(rows)
}

/// The table of one type that is not always there.
pub(super) fn of_its_own(def: &TypeDef) -> Option<Item> {
    match def.gate.as_slice() {
        [] => None,
        [_, ..] => table(row(def).into_iter().collect()),
    }
}

/// `rt::checked! { super::client::SCHEMAS { Pet "#/components/schemas/Pet", … } }`
fn table(rows: Vec<TokenStream>) -> Option<Item> {
    match rows.as_slice() {
        [] => None,
        [_, ..] => Some(Item::Rows(Rows {
            name: "checked",
            head: quote!(super::client::SCHEMAS),
            rows: Some(rows),
            tail: quote!(),
        })),
    }
}

fn row(def: &TypeDef) -> Option<TokenStream> {
    let (ident, schemas) = (&def.ident, def.schemas.iter().map(|it| &**it));
    match def.schemas.as_slice() {
        [] => None,
        [_, ..] => Some(quote!(#ident #(#schemas)*,)),
    }
}
