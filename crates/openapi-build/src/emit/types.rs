//! Types: the definition in plain Rust, the wire code as rows.

use super::Item;
use super::List;
use super::Page;
use super::Rows;
use super::Words;
use super::multipart::multipart;
use super::spell::Spell;
use super::spell::integer;
use super::spell::literal;
use super::spell::tokens;
use super::unions::tagged;
use super::unions::union;
use crate::ir::Choice;
use crate::ir::Constant;
use crate::ir::ConstantPresence;
use crate::ir::Crate;
use crate::ir::Deprecated;
use crate::ir::Fallback;
use crate::ir::Field;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Letters;
use crate::ir::Presence;
use crate::ir::Rest;
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
    let items = pieces(&spell, def);
    spell.words.page(items)
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

/// The types that serde reads and writes, as one list: every one with a JSON form.
pub fn serde(krate: &Crate) -> Item {
    let types = krate.types.iter().filter(|it| it.kind.has_json_form());
    let idents = types.map(|it| it.ident.to_token_stream()).collect();
    Item::List(List {
        name: "serde",
        idents,
    })
}

/// `#[deprecated]`, if it is.
pub fn deprecated(it: Deprecated) -> TokenStream {
    match it {
        Deprecated::Yes => quote!(#[deprecated]),
        Deprecated::No => quote!(),
    }
}

fn structure<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Struct) -> Vec<Item> {
    let ident = &def.ident;
    let head = head(spell, def);
    let fields = it.fields.iter().map(|field| spell.field(field));
    let rest = it.rest.iter().map(|rest| {
        let (name, map) = (&rest.ident, spell.map(&spell.ty(&rest.ty)));
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
    let eq = eq(def);
    let mut items = vec![
        Item::Rust(definition),
        Item::Rows(Rows {
            name: "object",
            head: quote!(#ident #eq),
            rows: Some(rows),
            tail: quote!(#rest),
        }),
    ];
    items.extend(redacted(def, it.fields.iter(), &it.rest));
    items
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
        quote!(#kind #name: #ty = #wire #more,)
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

pub(super) fn unknown_tail(unknown: &Option<Ident>) -> TokenStream {
    match unknown {
        Some(name) => quote!(else #name),
        None => quote!(),
    }
}
