//! Types: the definition in plain Rust, the wire code as rows.

use super::Item;
use super::List;
use super::Page;
use super::Rows;
use super::Words;
use super::checks;
use super::definition::deprecated;
use super::definition::head;
use super::definition::traits;
use super::definition::unknown_tail;
use super::multipart::multipart;
use super::spell::Spell;
use super::spell::integer;
use super::spell::literal;
use super::spell::map;
use super::unions::tagged;
use super::unions::union;
use crate::ir::Choice;
use crate::ir::Constant;
use crate::ir::ConstantPresence;
use crate::ir::Crate;
use crate::ir::Fallback;
use crate::ir::Field;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Letters;
use crate::ir::Presence;
use crate::ir::Shown;
use crate::ir::Struct;
use crate::ir::TypeDef;
use proc_macro2::Literal as Token;
use proc_macro2::TokenStream;
use quote::ToTokens;
use quote::quote;

/// A type and its wire code.
pub fn item<'a>(krate: &'a Crate, def: &'a TypeDef) -> Page<'a> {
    let spell = Spell {
        krate,
        path: quote!(),
        words: Words::default(),
    };
    let mut items = pieces(&spell, def);
    items.extend(own_serde(def));
    spell.words.page(items).behind(krate, &def.gate)
}

fn pieces<'a>(spell: &Spell<'a>, def: &'a TypeDef) -> Vec<Item> {
    let ident = &def.ident;
    match &def.kind {
        Kind::Struct(it) => structure(spell, def, it),
        Kind::Strings(it) => {
            let payload = spell.leaf(Leaf::String);
            choice(spell, "strings", def, it, payload, |it| {
                Token::string(it).into_token_stream()
            })
        }
        Kind::Integers(it) => choice(spell, "integers", def, it, quote!(i64), |it| {
            integer(i128::from(*it))
        }),
        Kind::Literals(it) => choice(spell, "literals", def, it, quote!(rt::Json), literal),
        Kind::Tagged(it) => tagged(spell, def, it),
        Kind::Union(it) => union(spell, def, it),
        Kind::Newtype(inner) => {
            let head = head(spell, def);
            let inner = spell.ty(inner);
            let rows = Rows {
                name: "newtype",
                head: quote!(#ident(#inner)),
                rows: None,
                tail: quote!(),
            };
            vec![
                Item::Rust(quote! { #head pub struct #ident(pub #inner); }),
                Item::Rows(rows),
            ]
        }
        Kind::Multipart(it) => multipart(spell, def, it),
        Kind::Alias(inner) => {
            let docs = spell.words.docs(&def.docs);
            let inner = spell.ty(inner);
            vec![Item::Rust(quote! { #docs pub type #ident = #inner; })]
        }
    }
}

/// What is said of all types together.
pub fn all(krate: &Crate) -> Page<'_> {
    let mut items = vec![serde(krate)];
    items.extend(checks::table(krate));
    Words::default().page(items)
}

/// The types that serde reads and writes, as one list: every one with a JSON form that is always there.
fn serde(krate: &Crate) -> Item {
    let types = krate.types.iter().filter(|it| it.gate.is_empty());
    let types = types.filter(|it| it.kind.has_json_form());
    let idents = types.map(|it| it.ident.to_token_stream()).collect();
    Item::List(List {
        name: "serde",
        idents,
    })
}

/// The same for one type that is not always there.
fn own_serde(def: &TypeDef) -> Option<Item> {
    match (def.gate.as_slice(), def.kind.has_json_form()) {
        ([], _) | (_, false) => None,
        ([_, ..], true) => Some(Item::List(List {
            name: "serde",
            idents: vec![def.ident.to_token_stream()],
        })),
    }
}

fn structure<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Struct) -> Vec<Item> {
    let ident = &def.ident;
    let head = head(spell, def);
    let fields = it.fields.iter().map(|field| spell.field(field));
    let rest = it.rest.iter().map(|rest| {
        let (name, map) = (&rest.ident, map(rest.maps, &spell.ty(&rest.ty)));
        quote! {
            /// Members that the document does not name.
            pub #name: #map,
        }
    });
    let definition = quote! { #head #[non_exhaustive] pub struct #ident { #(#fields)* #(#rest)* } };
    let mut rows: Vec<TokenStream> = it.constants.iter().map(constant_row).collect();
    rows.extend(it.fields.iter().map(|field| spell.field_row(field)));
    let rest = it.rest.as_ref().map(|rest| {
        let (name, ty) = (&rest.ident, spell.ty(&rest.ty));
        quote!(rest #name: #ty)
    });
    let traits = traits(def);
    vec![
        Item::Rust(definition),
        Item::Rows(Rows {
            name: "object",
            head: quote!(#ident #traits),
            rows: Some(rows),
            tail: quote!(#rest),
        }),
    ]
}

fn constant_row(it: &Constant) -> TokenStream {
    let wire = &*it.wire;
    let value = literal(&it.value);
    match it.presence {
        ConstantPresence::Required => quote!(constant required #wire = #value,),
        ConstantPresence::Optional => quote!(constant optional #wire = #value,),
    }
}

impl<'a> Spell<'a> {
    fn field(&self, field: &'a Field) -> TokenStream {
        self.field_of(field, self.ty(&field.ty))
    }

    /// A field that holds values of this type.
    pub(super) fn field_of(&self, field: &'a Field, ty: TokenStream) -> TokenStream {
        let (docs, deprecated, name) = (
            self.words.docs(&field.docs),
            deprecated(field.deprecated),
            &field.ident,
        );
        let ty = match &field.presence {
            Presence::Required | Presence::Defaulted(_) => ty,
            Presence::Nullable | Presence::Optional(_) => self.option(ty),
            Presence::OptionalNullable(_) => quote!(rt::Patch<#ty>),
        };
        quote! { #docs #deprecated pub #name: #ty, }
    }

    /// `required name: Type = "wire"`
    fn field_row(&self, field: &Field) -> TokenStream {
        let (name, wire, ty) = (&field.ident, &*field.wire, self.ty(&field.ty));
        let (kind, more) = match &field.presence {
            Presence::Required => (quote!(required), quote!()),
            Presence::Nullable => (quote!(nullable), quote!()),
            Presence::Optional(fallback) => (quote!(optional), self.fallback(fallback)),
            Presence::OptionalNullable(fallback) => (quote!(patch), self.fallback(fallback)),
            Presence::Defaulted(value) => {
                let value = self.expr(value);
                (quote!(default), quote!([#value]))
            }
        };
        let secret = match field.shown {
            Shown::Secret => quote!(as secret),
            Shown::Plain => quote!(),
        };
        quote!(#kind #name: #ty = #wire #secret #more,)
    }

    fn fallback(&self, fallback: &Option<Fallback>) -> TokenStream {
        let Some(Fallback { accessor, value }) = fallback else {
            return quote!();
        };
        let value = self.expr(value);
        quote!([#accessor = #value])
    }
}

fn choice<'a, T>(
    spell: &Spell<'a>,
    name: &'static str,
    def: &'a TypeDef,
    it: &'a Choice<T>,
    payload: TokenStream,
    spelled: impl Fn(&T) -> TokenStream,
) -> Vec<Item> {
    let ident = &def.ident;
    let head = head(spell, def);
    let variants = it.variants.iter().map(|variant| {
        let (name, docs) = (&variant.ident, spell.words.docs(&variant.docs));
        quote! { #docs #name, }
    });
    let unknown = it.unknown.iter().map(|name| {
        quote! {
            /// A value that the document does not list.
            #name(#payload),
        }
    });
    let definition =
        quote! { #head #[non_exhaustive] pub enum #ident { #(#variants)* #(#unknown)* } };
    let rows = it
        .variants
        .iter()
        .map(|variant| {
            let (name, value) = (&variant.ident, spelled(&variant.value));
            quote!(#name #value,)
        })
        .collect();
    let tail = unknown_tail(&it.unknown);
    vec![
        Item::Rust(definition),
        Item::Rows(Rows {
            name,
            head: match it.letters {
                Letters::AsTheyAre => quote!(#ident),
                Letters::AnyCase => quote!(#ident any case),
            },
            rows: Some(rows),
            tail,
        }),
    ]
}
