//! The schemas of types: one table with a row for each.

use super::Item;
use super::Rows;
use super::gate;
use crate::ir::Crate;
use crate::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

/// `rt::checked! { super::client::SCHEMAS { Pet "#/components/schemas/Pet", … } }`
pub(super) fn table(krate: &Crate) -> Option<Item> {
    let rows: Vec<TokenStream> = krate.types.iter().filter_map(|it| row(krate, it)).collect();
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

fn row(krate: &Crate, def: &TypeDef) -> Option<TokenStream> {
    let (ident, gate) = (&def.ident, gate(krate, &def.gate));
    let schemas = def.schemas.iter().map(|it| &**it);
    match def.schemas.as_slice() {
        [] => None,
        [_, ..] => Some(quote!(#gate #ident #(#schemas)*,)),
    }
}
