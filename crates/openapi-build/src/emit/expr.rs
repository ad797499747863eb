//! Values that the document writes out: what `plan` decided, in Rust.

use super::spell::Spell;
use super::spell::any_map;
use super::spell::float;
use super::spell::integer;
use super::spell::natural;
use super::spell::path;
use crate::ir::Expr;
use crate::ir::Json;
use crate::ir::MapType;
use crate::ir::OtherFields;
use crate::ir::StructExpr;
use crate::ir::Type;
use proc_macro2::TokenStream;
use quote::quote;

impl Spell<'_> {
    /// An expression for a literal.
    pub fn expr(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Bool(value) => quote!(#value),
            Expr::Int(value) => integer(*value),
            Expr::Huge(value) => natural(*value),
            Expr::Float(value) => float(*value),
            Expr::Str(text) => self.text(text),
            Expr::Text(leaf, text) => {
                let (leaf, text) = (self.leaf(*leaf), &**text);
                quote!(#leaf::from_text(#text))
            }
            Expr::Json(value) => self.json(value),
            Expr::Unit => quote!(()),
            Expr::Variant(id, variant) => {
                let name = self.ty(&Type::Def(*id));
                quote!(#name::#variant)
            }
            Expr::Holding(id, variant, inner) => {
                let (name, inner) = (self.ty(&Type::Def(*id)), self.expr(inner));
                quote!(#name::#variant(#inner))
            }
            Expr::New(id, inner) => {
                let (name, inner) = (self.ty(&Type::Def(*id)), self.expr(inner));
                quote!(#name(#inner))
            }
            Expr::Struct(it) => self.structure(it),
            Expr::List(items) => self.list(items.iter().map(|it| self.expr(it))),
            Expr::Strings(items) => {
                let items = items.iter().map(|it| &**it);
                quote!(rt::texts(&[#(#items),*]))
            }
            Expr::Map(kind, members) => self.filled_map(*kind, members),
            Expr::Tuple(items) => {
                let items = items.iter().map(|it| self.expr(it));
                quote!((#(#items,)*))
            }
            Expr::Sequence(first, rest) => {
                let first = self.expr(first);
                let rest = self.list(rest.iter().map(|it| self.expr(it)));
                quote!(rt::Sequence { first: #first, rest: #rest })
            }
            Expr::Boxed(inner) => {
                let (boxed, inner) = (path(self.krate.prelude.boxed), self.expr(inner));
                quote!(#boxed::new(#inner))
            }
            Expr::Open(inner, members) => {
                let (inner, members) = (self.expr(inner), self.json_members(members));
                quote!(rt::Open { value: #inner, additional: rt::Map::from(#members) })
            }
            Expr::None => quote!(::core::option::Option::None),
            Expr::Some(inner) => {
                let inner = self.expr(inner);
                quote!(::core::option::Option::Some(#inner))
            }
            Expr::Absent => quote!(rt::Patch::Absent),
            Expr::Null => quote!(rt::Patch::null()),
            Expr::Present(inner) => {
                let inner = self.expr(inner);
                quote!(rt::Patch::value(#inner))
            }
        }
    }

    fn text(&self, text: &str) -> TokenStream {
        let string = path(self.krate.prelude.string);
        quote!(#string::from(#text))
    }

    fn list(&self, items: impl Iterator<Item = TokenStream>) -> TokenStream {
        let vec = path(self.krate.prelude.vec);
        quote!(#vec::from([#(#items),*]))
    }

    fn structure(&self, it: &StructExpr) -> TokenStream {
        let name = self.ty(&Type::Def(it.id));
        let fields = it.fields.iter().map(|(field, value)| {
            let value = self.expr(value);
            quote!(#field: #value)
        });
        match (it.others, it.fields.as_slice()) {
            (OtherFields::None, _) => quote!(#name { #(#fields),* }),
            (OtherFields::New, []) => quote!(#name::new()),
            (OtherFields::New, _) => quote!(#name { #(#fields,)* ..#name::new() }),
        }
    }

    fn filled_map(&self, kind: MapType, members: &[(Box<str>, Expr)]) -> TokenStream {
        let map = any_map(kind);
        if members.is_empty() {
            return quote!(#map::default());
        }
        let members = members.iter().map(|(key, value)| {
            let (key, value) = (self.text(key), self.expr(value));
            quote!((#key, #value))
        });
        quote!(#map::from([#(#members),*]))
    }

    fn json(&self, value: &Json) -> TokenStream {
        match value {
            Json::Null => quote!(rt::Json::Null),
            Json::Bool(value) => quote!(rt::Json::Bool(#value)),
            Json::Int(value) => quote!(rt::Json::from(#value)),
            Json::Large(value) => quote!(rt::Json::from(#value)),
            Json::Float(value) => {
                let value = float(*value);
                quote!(rt::Json::from(#value))
            }
            Json::String(text) => {
                let text = self.text(text);
                quote!(rt::Json::String(#text))
            }
            Json::List(items) => {
                let items = self.list(items.iter().map(|it| self.json(it)));
                quote!(rt::Json::Array(#items))
            }
            Json::Object(members) => {
                let members = self.json_members(members);
                quote!(rt::json_object(#members))
            }
        }
    }

    fn json_members(&self, members: &[(Box<str>, Json)]) -> TokenStream {
        let members = members.iter().map(|(key, value)| {
            let (key, value) = (self.text(key), self.json(value));
            quote!((#key, #value))
        });
        quote!([#(#members),*])
    }
}
