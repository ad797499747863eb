//! Unions: an enum in plain Rust, and a row with its test or tag for each variant.

use super::Item;
use super::Rows;
use super::definition::head;
use super::definition::traits;
use super::definition::unknown_tail;
use super::spell::Spell;
use super::spell::literal;
use crate::ir::Digits;
use crate::ir::FromPayload;
use crate::ir::Ident;
use crate::ir::TagWriter;
use crate::ir::Tagged;
use crate::ir::Takes;
use crate::ir::Test;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::UndeclaredMembers;
use crate::ir::Union;
use crate::ir::Variant;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn tagged<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Tagged) -> Vec<Item> {
    let (ident, property, traits) = (&def.ident, &*it.property, traits(def));
    let digits = digits(it.digits);
    let definition =
        spell.union_definition(def, it.variants.iter().map(|it| &it.variant), &it.unknown);
    let rows = it
        .variants
        .iter()
        .map(|row| {
            let start = spell.variant_row(&row.variant);
            let values = row.values.iter().map(literal);
            let takes = takes(&row.takes);
            let added = match row.tag {
                TagWriter::Payload => None,
                TagWriter::Union => row.values.first().map(literal),
            };
            let adds = added.map(|it| quote!(adds #it));
            quote!(#start [#(#values)*] #adds #takes,)
        })
        .collect();
    let tail = unknown_tail(&it.unknown);
    let rows = Rows {
        name: "tagged",
        head: quote!(#ident #traits #digits = #property),
        rows: Some(rows),
        tail,
    };
    vec![definition, Item::Rows(rows)]
}

pub(super) fn union<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Union) -> Vec<Item> {
    let (ident, traits) = (&def.ident, traits(def));
    let digits = digits(it.digits);
    let definition = spell.union_definition(def, it.variants.iter().map(|(it, _)| it), &it.unknown);
    let rows = it
        .variants
        .iter()
        .map(|(variant, test)| {
            let (start, test) = (spell.variant_row(variant), test_row(test));
            quote!(#start #test,)
        })
        .collect();
    let tail = unknown_tail(&it.unknown);
    vec![
        definition,
        Item::Rows(Rows {
            name: "union",
            head: quote!(#ident #traits #digits),
            rows: Some(rows),
            tail,
        }),
    ]
}

/// `[exactly]`, where all digits are kept.
fn digits(it: Digits) -> TokenStream {
    match it {
        Digits::AsTheyCome => quote!(),
        Digits::AllKept => quote!([exactly]),
    }
}

impl<'a> Spell<'a> {
    fn union_definition(
        &self,
        def: &'a TypeDef,
        variants: impl Iterator<Item = &'a Variant>,
        unknown: &Option<Ident>,
    ) -> Item {
        let (ident, head) = (&def.ident, head(self, def));
        let variants = variants.map(|it| {
            let (docs, name, payload) =
                (self.words.docs(&it.docs), &it.ident, self.ty(&it.payload));
            quote! { #docs #name(#payload), }
        });
        let unknown = unknown.iter().map(|name| {
            quote! {
                /// A value that is none of the documented ones.
                #name(rt::Json),
            }
        });
        Item::Rust(
            quote! { #head #[non_exhaustive] pub enum #ident { #(#variants)* #(#unknown)* } },
        )
    }

    fn variant_row(&self, it: &Variant) -> TokenStream {
        let (name, payload) = (&it.ident, self.ty(&it.payload));
        let from = match (it.from, &it.payload) {
            (FromPayload::No, _) => quote!(),
            (FromPayload::Yes, Type::Boxed(inner) | Type::Open(inner)) => {
                let inner = self.ty(inner);
                quote!(: From<#inner>)
            }
            (FromPayload::Yes, _) => quote!(: From),
        };
        quote!(#name(#payload) #from)
    }
}

/// What a variant takes beside its tags.
fn takes(takes: &[Takes]) -> TokenStream {
    let words = takes.iter().map(|it| match it {
        Takes::Absent => quote!(absent),
        Takes::Other => quote!(other),
    });
    if words.len() == 0 {
        quote!()
    } else {
        quote!(takes #(#words)*)
    }
}

fn test_row(it: &Test) -> TokenStream {
    let kinds = it
        .kinds
        .iter()
        .map(|it| proc_macro2::Ident::new(it.word(), proc_macro2::Span::call_site()));
    let list = |word: TokenStream, names: &[Box<str>]| {
        let names = names.iter().map(|it| &**it);
        if names.len() == 0 {
            quote!()
        } else {
            quote!(#word [#(#names)*])
        }
    };
    let one_of = if it.one_of.is_empty() {
        quote!()
    } else {
        let values = it.one_of.iter().map(literal);
        quote!(one_of [#(#values)*])
    };
    let constants = it.constants.iter().map(|(name, values)| {
        let (name, values) = (&**name, values.iter().map(literal));
        quote!(constant #name [#(#values)*])
    });
    let needs = list(quote!(needs), &it.needs);
    let knows = list(quote!(knows), &it.knows);
    let keeps = match it.others {
        UndeclaredMembers::Kept => quote!(keeps others),
        UndeclaredMembers::Dropped => quote!(),
    };
    let members = it.members.iter().map(|(name, tests)| {
        let (name, tests) = (&**name, test_rows(tests));
        quote!(member #name #tests)
    });
    let inside = |word: TokenStream, tests: &[Test]| {
        if tests.is_empty() {
            quote!()
        } else {
            let tests = test_rows(tests);
            quote!(#word #tests)
        }
    };
    let items = inside(quote!(items), &it.items);
    let rest = inside(quote!(rest), &it.rest);
    let or = inside(quote!(or), &it.or);
    quote!([#(#kinds)*] #one_of #(#constants)* #needs #knows #keeps #(#members)* #items #rest #or)
}

fn test_rows(tests: &[Test]) -> TokenStream {
    let rows = tests.iter().map(test_row);
    quote!({ #(#rows),* })
}
