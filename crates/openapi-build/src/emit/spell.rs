//! How types and expressions are spelled: the names of the runtime, of the prelude and of generated types, as seen from one module.

use super::Words;
use crate::ir::Crate;
use crate::ir::DateCrate;
use crate::ir::Ident;
use crate::ir::Leaf;
use crate::ir::Literal;
use crate::ir::MapType;
use crate::ir::Style;
use crate::ir::StyleKind;
use crate::ir::Type;
use crate::ir::UriType;
use crate::ir::UuidType;
use proc_macro2::Literal as Token;
use proc_macro2::TokenStream;
use quote::ToTokens;
use quote::quote;

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
            Type::Map(kind, value) => {
                let value = self.ty(value);
                map(*kind, &value)
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
            Leaf::I128 => quote!(i128),
            Leaf::U128 => quote!(u128),
            Leaf::F32 => quote!(f32),
            Leaf::F64 => quote!(f64),
            Leaf::String => path(self.krate.prelude.string),
            Leaf::Base64 => quote!(rt::Base64),
            Leaf::Bytes => quote!(rt::Bytes),
            Leaf::Body => quote!(rt::Body),
            Leaf::Part => quote!(rt::Part),
            Leaf::Form => quote!(rt::Form),
            Leaf::DateTime(of) => in_module(&dates(of), &quote!(DateTime)),
            Leaf::Date(of) => in_module(&dates(of), &quote!(Date)),
            Leaf::Time(of) => in_module(&dates(of), &quote!(Time)),
            Leaf::Duration => quote!(rt::Duration),
            Leaf::Uuid(UuidType::Bits) => quote!(rt::Uuid),
            Leaf::Uuid(UuidType::Uuid) => quote!(rt::uuid::Uuid),
            Leaf::Uri(UriType::Http) => quote!(rt::Uri),
            Leaf::Uri(UriType::Url) => quote!(rt::url::Uri),
            Leaf::Ipv4 => quote!(rt::Ipv4),
            Leaf::Ipv6 => quote!(rt::Ipv6),
            Leaf::Decimal => quote!(rt::Decimal),
            Leaf::Json => quote!(rt::Json),
            Leaf::Null => quote!(()),
            Leaf::Never => quote!(rt::Never),
        }
    }
}

/// A map with such values.
pub(super) fn map(kind: MapType, value: &TokenStream) -> TokenStream {
    let map = any_map(kind);
    quote!(#map<#value>)
}

/// A map, without its values.
pub(super) fn any_map(kind: MapType) -> TokenStream {
    match kind {
        MapType::Indexed => quote!(rt::Map),
        MapType::Sorted => quote!(rt::SortedMap),
        MapType::Hashed => quote!(rt::HashedMap),
    }
}

/// The module of the runtime whose formats have values of a crate of dates.
fn dates(of: DateCrate) -> TokenStream {
    match of {
        DateCrate::Own => quote!(rt),
        DateCrate::Chrono => quote!(rt::chrono),
        DateCrate::Time => quote!(rt::time),
    }
}

/// A literal of the document.
pub(super) fn literal(it: &Literal) -> TokenStream {
    match it {
        Literal::Null => quote!(null),
        Literal::Bool(value) => quote!(#value),
        Literal::Int(value) => integer(*value),
        Literal::Huge(value) => natural(*value),
        Literal::Float(value) => float(*value),
        Literal::String(text) => Token::string(text).into_token_stream(),
        Literal::Json(text) => {
            let text = Token::string(text);
            quote!(json #text)
        }
    }
}

pub(super) fn natural(value: u128) -> TokenStream {
    Token::u128_unsuffixed(value).into_token_stream()
}

pub(super) fn integer(value: i128) -> TokenStream {
    let digits = Token::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

pub(super) fn float(value: f64) -> TokenStream {
    let digits = Token::f64_unsuffixed(value.abs());
    if value < 0.0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

fn in_module(module: &TokenStream, name: &TokenStream) -> TokenStream {
    quote!(#module::#name)
}

/// Rust of the caller's, which the plan has checked.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// A path that the plan chose.
pub(super) fn path(text: &'static str) -> TokenStream {
    let segments = text
        .split("::")
        .map(|it| proc_macro2::Ident::new(it, proc_macro2::Span::call_site()));
    quote!(#(#segments)::*)
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        proc_macro2::Ident::new(self.as_str(), proc_macro2::Span::call_site()).to_tokens(tokens);
    }
}

/// `rt::Style::FORM`
pub(super) fn style(style: Style) -> TokenStream {
    let name = match (style.kind, style.explode) {
        (StyleKind::Simple, false) => quote!(SIMPLE),
        (StyleKind::Simple, true) => quote!(SIMPLE_EXPLODE),
        (StyleKind::Label, false) => quote!(LABEL),
        (StyleKind::Label, true) => quote!(LABEL_EXPLODE),
        (StyleKind::Matrix, false) => quote!(MATRIX),
        (StyleKind::Matrix, true) => quote!(MATRIX_EXPLODE),
        (StyleKind::Form, false) => quote!(FORM),
        (StyleKind::Form, true) => quote!(FORM_EXPLODE),
        (StyleKind::SpaceDelimited, false) => quote!(SPACE_DELIMITED),
        (StyleKind::SpaceDelimited, true) => quote!(SPACE_DELIMITED_EXPLODE),
        (StyleKind::PipeDelimited, false) => quote!(PIPE_DELIMITED),
        (StyleKind::PipeDelimited, true) => quote!(PIPE_DELIMITED_EXPLODE),
        (StyleKind::DeepObject, _) => quote!(DEEP_OBJECT),
        (StyleKind::Json, _) => quote!(JSON),
        (StyleKind::WholeForm, _) => quote!(WHOLE_FORM),
        (StyleKind::WholeJson, _) => quote!(WHOLE_JSON),
        (StyleKind::WholeText, _) => quote!(WHOLE_TEXT),
    };
    if style.allow_reserved {
        quote!(rt::Style::#name.allow_reserved())
    } else {
        quote!(rt::Style::#name)
    }
}
