//! Types: the definition in plain Rust, the wire code as rows.

use super::Item;
use super::List;
use super::Page;
use super::Rows;
use super::Words;
use crate::ir::Choice;
use crate::ir::Constant;
use crate::ir::ConstantPresence;
use crate::ir::Crate;
use crate::ir::DateCrate;
use crate::ir::Deprecated;
use crate::ir::Expr;
use crate::ir::Fallback;
use crate::ir::Field;
use crate::ir::FromPayload;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Letters;
use crate::ir::Literal;
use crate::ir::MapType;
use crate::ir::Multipart;
use crate::ir::PartCodec;
use crate::ir::Presence;
use crate::ir::Rest;
use crate::ir::Shown;
use crate::ir::Struct;
use crate::ir::TagWriter;
use crate::ir::Tagged;
use crate::ir::Takes;
use crate::ir::Test;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::Union;
use crate::ir::UriType;
use crate::ir::UuidType;
use crate::ir::Variant;
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
fn head<'a>(spell: &Spell<'a>, def: &'a TypeDef) -> TokenStream {
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
fn eq(def: &TypeDef) -> TokenStream {
    if def.derives.eq {
        quote!(: Eq)
    } else {
        quote!()
    }
}

/// The types that serde reads and writes, as one list: every one with a JSON form.
pub fn serde(krate: &Crate) -> Item {
    let types = krate.types.iter().filter(|it| match it.kind {
        Kind::Alias(_) | Kind::Multipart(_) => false,
        Kind::Struct(_)
        | Kind::Strings(_)
        | Kind::Integers(_)
        | Kind::Literals(_)
        | Kind::Tagged(_)
        | Kind::Union(_)
        | Kind::Newtype(_) => true,
    });
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
fn redacted<'f>(
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

/// A body of several parts: files are there once, so that it can be neither copied nor compared.
fn multipart<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Multipart) -> Vec<Item> {
    let (ident, docs) = (&def.ident, spell.words.docs(&def.docs));
    let deprecated = deprecated(def.deprecated);
    let mut derives = Vec::new();
    if def.derives.debug {
        derives.push(quote!(Debug));
    }
    if def.derives.default {
        derives.push(quote!(Default));
    }
    let fields = it.fields.iter().map(|(field, codec)| {
        let ty = spell.part_type(field, codec);
        spell.field_of(field, ty)
    });
    let rest = it.rest.iter().map(|rest| {
        let (name, ty) = (&rest.ident, spell.ty(&rest.ty));
        quote! {
            /// Parts that the document does not name.
            pub #name: rt::Map<#ty>,
        }
    });
    let derives = match derives.as_slice() {
        [] => quote!(),
        derives => quote!(#[derive(#(#derives),*)]),
    };
    let definition = quote! {
        #docs #deprecated #derives #[non_exhaustive]
        pub struct #ident { #(#fields)* #(#rest)* }
    };
    let constants = it.constants.iter().map(|(wire, text)| {
        let (wire, text) = (&**wire, &**text);
        quote!(constant #wire (text #text),)
    });
    let fields = it
        .fields
        .iter()
        .map(|(field, codec)| spell.part_row(field, codec));
    let rest = it.rest.iter().map(|rest| {
        let (name, ty) = (&rest.ident, spell.ty(&rest.ty));
        match rest.ty {
            Type::Leaf(Leaf::Part) => quote!(rest #name [#ty] (part),),
            _ => quote!(rest #name [#ty] (value),),
        }
    });
    let rows = Rows {
        name: "multipart",
        head: quote!(#ident),
        rows: Some(constants.chain(fields).chain(rest).collect()),
        tail: quote!(),
    };
    let mut items = vec![Item::Rust(definition), Item::Rows(rows)];
    items.extend(redacted(
        def,
        it.fields.iter().map(|(field, _)| field),
        &it.rest,
    ));
    items
}

fn constant_row(it: &Constant) -> TokenStream {
    let wire = &*it.wire;
    let value = literal(&it.value);
    match it.presence {
        ConstantPresence::Required => quote!(constant required #wire = #value,),
        ConstantPresence::Optional => quote!(constant optional #wire = #value,),
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

fn unknown_tail(unknown: &Option<Ident>) -> TokenStream {
    match unknown {
        Some(name) => quote!(else #name),
        None => quote!(),
    }
}

fn tagged<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Tagged) -> Vec<Item> {
    let (ident, property, eq) = (&def.ident, &*it.property, eq(def));
    let definition = spell.union(def, it.variants.iter().map(|it| &it.variant), &it.unknown);
    let rows = it
        .variants
        .iter()
        .map(|row| {
            let start = spell.variant_row(&row.variant);
            let values = row.values.iter().map(literal);
            let takes = row.takes.iter().map(|it| match it {
                Takes::Absent => quote!(absent),
                Takes::Other => quote!(other),
            });
            match row.tag {
                TagWriter::Payload => quote!(#start [#(#values)*] #(#takes)*,),
                TagWriter::Union => quote!(#start [#(#values)*] adds #(#takes)*,),
            }
        })
        .collect();
    let tail = unknown_tail(&it.unknown);
    let rows = Rows {
        name: "tagged",
        head: quote!(#ident #eq #property),
        rows: Some(rows),
        tail,
    };
    vec![definition, Item::Rows(rows)]
}

fn union<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Union) -> Vec<Item> {
    let (ident, eq) = (&def.ident, eq(def));
    let definition = spell.union(def, it.variants.iter().map(|(it, _)| it), &it.unknown);
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
            head: quote!(#ident #eq),
            rows: Some(rows),
            tail,
        }),
    ]
}

fn test_row(it: &Test) -> TokenStream {
    let kinds = it
        .kinds
        .iter()
        .map(|it| proc_macro2::Ident::new(it, proc_macro2::Span::call_site()));
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
    quote!([#(#kinds)*] #one_of #(#constants)* #needs #knows #(#members)* #items #rest #or)
}

fn test_rows(tests: &[Test]) -> TokenStream {
    let rows = tests.iter().map(test_row);
    quote!({ #(#rows),* })
}

/// A literal of the document.
fn literal(it: &Literal) -> TokenStream {
    match it {
        Literal::Null => quote!(null),
        Literal::Bool(value) => quote!(#value),
        Literal::Int(value) => integer(*value),
        Literal::Float(value) => float(*value),
        Literal::String(text) => Token::string(text).into_token_stream(),
        Literal::Json(text) => {
            let text = Token::string(text);
            quote!(json #text)
        }
    }
}

fn integer(value: i128) -> TokenStream {
    let digits = Token::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

fn in_module(module: &TokenStream, name: &TokenStream) -> TokenStream {
    quote!(#module::#name)
}

fn float(value: f64) -> TokenStream {
    let digits = Token::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// Spells types and expressions as seen from one module.
pub struct Spell<'a> {
    /// Names of types.
    pub krate: &'a Crate,
    /// What stands before a generated type's name: nothing in their own module, `types::` elsewhere.
    pub path: TokenStream,
    /// The documentation of what is spelled.
    pub words: Words<'a>,
}

impl<'a> Spell<'a> {
    /// As seen from a module beside `types` that calls the runtime `rt`.
    pub fn outside(krate: &'a Crate) -> Self {
        Spell {
            krate,
            path: quote!(types::),
            words: Words::default(),
        }
    }

    /// A type.
    pub fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Def(id) => {
                let path = &self.path;
                let name = self.krate.types.get(id.0 as usize).map(|it| &it.ident);
                quote!(#path #name)
            }
            Type::Leaf(leaf) => self.leaf(*leaf),
            Type::List(item) => {
                let (vec, item) = (path(self.krate.prelude.vec), self.ty(item));
                quote!(#vec<#item>)
            }
            Type::Map(value) => {
                let value = self.ty(value);
                self.map(&value)
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|it| self.ty(it));
                quote!((#(#items,)*))
            }
            Type::Maybe(inner) => {
                let inner = self.ty(inner);
                quote!(rt::Patch<#inner>)
            }
            Type::Sequence(first, rest) => {
                let (first, rest) = (self.ty(first), self.ty(rest));
                quote!(rt::Sequence<#first, #rest>)
            }
            Type::Option(inner) => self.option(self.ty(inner)),
            Type::Boxed(inner) => {
                let (boxed, inner) = (path(self.krate.prelude.boxed), self.ty(inner));
                quote!(#boxed<#inner>)
            }
            Type::Open(inner) => {
                let inner = self.ty(inner);
                quote!(rt::Open<#inner>)
            }
            Type::Foreign(path) => {
                let path = tokens(path);
                quote!(rt::Foreign<#path>)
            }
        }
    }

    /// A map with such values.
    fn map(&self, value: &TokenStream) -> TokenStream {
        match self.krate.vocabulary.maps {
            MapType::Indexed => quote!(rt::Map<#value>),
            MapType::Sorted => quote!(rt::SortedMap<#value>),
            MapType::Hashed => quote!(rt::HashedMap<#value>),
        }
    }

    /// The module of the runtime whose formats have values of the chosen crate of dates.
    fn dates(&self) -> TokenStream {
        match self.krate.vocabulary.dates {
            None => quote!(rt),
            Some(DateCrate::Chrono) => quote!(rt::chrono),
            Some(DateCrate::Time) => quote!(rt::time),
        }
    }

    /// `Option<…>`
    pub fn option(&self, inner: TokenStream) -> TokenStream {
        let option = path(self.krate.prelude.option);
        quote!(#option<#inner>)
    }

    /// A type that needs no definition.
    pub fn leaf(&self, leaf: Leaf) -> TokenStream {
        match leaf {
            Leaf::Bool => quote!(bool),
            Leaf::I32 => quote!(i32),
            Leaf::I64 => quote!(i64),
            Leaf::U32 => quote!(u32),
            Leaf::U64 => quote!(u64),
            Leaf::F32 => quote!(f32),
            Leaf::F64 => quote!(f64),
            Leaf::String => path(self.krate.prelude.string),
            Leaf::Base64 => quote!(rt::Base64),
            Leaf::Bytes => quote!(rt::Bytes),
            Leaf::Body => quote!(rt::Body),
            Leaf::Part => quote!(rt::Part),
            Leaf::Form => quote!(rt::Form),
            Leaf::DateTime => in_module(&self.dates(), &quote!(DateTime)),
            Leaf::Date => in_module(&self.dates(), &quote!(Date)),
            Leaf::Time => in_module(&self.dates(), &quote!(Time)),
            Leaf::Duration => quote!(rt::Duration),
            Leaf::Uuid => match self.krate.vocabulary.uuids {
                UuidType::Bits => quote!(rt::Uuid),
                UuidType::Uuid => quote!(rt::uuid::Uuid),
            },
            Leaf::Uri => match self.krate.vocabulary.uris {
                UriType::Http => quote!(rt::Uri),
                UriType::Url => quote!(rt::url::Uri),
            },
            Leaf::Ipv4 => quote!(rt::Ipv4),
            Leaf::Ipv6 => quote!(rt::Ipv6),
            Leaf::Decimal => quote!(rt::Decimal),
            Leaf::Json => quote!(rt::Json),
            Leaf::Null => quote!(()),
            Leaf::Never => quote!(rt::Never),
        }
    }

    fn field(&self, field: &'a Field) -> TokenStream {
        self.field_of(field, self.ty(&field.ty))
    }

    /// A field that holds values of this type.
    fn field_of(&self, field: &'a Field, ty: TokenStream) -> TokenStream {
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

    /// The type of a part's content, as the caller gives it.
    fn part_type(&self, field: &Field, codec: &PartCodec) -> TokenStream {
        let ty = self.ty(&field.ty);
        match codec {
            PartCodec::Headed(_) => quote!(rt::Headed<#ty>),
            PartCodec::File(_)
            | PartCodec::Part
            | PartCodec::Value
            | PartCodec::Json(_)
            | PartCodec::Text(_)
            | PartCodec::Styled(_) => ty,
        }
    }

    fn part_codec(&self, codec: &PartCodec) -> TokenStream {
        match codec {
            PartCodec::File(media_type) => {
                let media_type = &**media_type;
                quote!(file #media_type)
            }
            PartCodec::Part => quote!(part),
            PartCodec::Value => quote!(value),
            PartCodec::Json(media_type) => {
                let media_type = &**media_type;
                quote!(json #media_type)
            }
            PartCodec::Text(media_type) => {
                let media_type = &**media_type;
                quote!(text #media_type)
            }
            PartCodec::Styled(style) => {
                let style = super::operations::style(*style);
                quote!(style #style)
            }
            PartCodec::Headed(codec) => {
                let codec = self.part_codec(codec);
                quote!(headed #codec)
            }
        }
    }

    fn part_row(&self, field: &Field, codec: &PartCodec) -> TokenStream {
        let (name, wire) = (&field.ident, &*field.wire);
        let (ty, codec) = (self.part_type(field, codec), self.part_codec(codec));
        match &field.presence {
            Presence::Required | Presence::Defaulted(_) => {
                quote!(required #name #wire [#ty] (#codec),)
            }
            Presence::Nullable | Presence::Optional(_) | Presence::OptionalNullable(_) => {
                quote!(optional #name #wire [#ty] (#codec),)
            }
        }
    }

    fn fallback(&self, fallback: &Option<Fallback>) -> TokenStream {
        let Some(Fallback { accessor, value }) = fallback else {
            return quote!();
        };
        let value = self.expr(value);
        quote!([#accessor = #value])
    }

    /// An expression for a literal.
    pub fn expr(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Bool(value) => quote!(#value),
            Expr::Int(value) => integer(*value),
            Expr::Float(value) => float(*value),
            Expr::Str(text) => {
                let text = &**text;
                let string = path(self.krate.prelude.string);
                quote!(#string::from(#text))
            }
            Expr::Variant(id, variant) => {
                let name = self.ty(&Type::Def(*id));
                quote!(#name::#variant)
            }
            Expr::New(id, inner) => {
                let (name, inner) = (self.ty(&Type::Def(*id)), self.expr(inner));
                quote!(#name(#inner))
            }
            Expr::List(items) => {
                let (vec, items) = (
                    path(self.krate.prelude.vec),
                    items.iter().map(|it| self.expr(it)),
                );
                quote!(#vec::from([#(#items),*]))
            }
            Expr::Empty => match self.krate.vocabulary.maps {
                MapType::Indexed => quote!(rt::Map::default()),
                MapType::Sorted => quote!(rt::SortedMap::default()),
                MapType::Hashed => quote!(rt::HashedMap::default()),
            },
            Expr::None => quote!(::core::option::Option::None),
            Expr::Some(inner) => {
                let inner = self.expr(inner);
                quote!(::core::option::Option::Some(#inner))
            }
        }
    }

    fn union(
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
        match it.from {
            FromPayload::Yes => quote!(from #name(#payload)),
            FromPayload::No => quote!(#name(#payload)),
        }
    }
}

/// Rust of the caller's, which the plan has checked.
fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// A path that the plan chose.
fn path(text: &'static str) -> TokenStream {
    let (lead, segments) = match text.strip_prefix("::") {
        Some(rest) => (quote!(::), rest),
        None => (quote!(), text),
    };
    let segments = segments
        .split("::")
        .map(|it| proc_macro2::Ident::new(it, proc_macro2::Span::call_site()));
    quote!(#lead #(#segments)::*)
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        proc_macro2::Ident::new(self.as_str(), proc_macro2::Span::call_site()).to_tokens(tokens);
    }
}
