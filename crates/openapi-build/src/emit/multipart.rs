//! Bodies of several parts: a struct in plain Rust, and a row with its coding for each part.

use super::Item;
use super::Rows;
use super::definition::deprecated;
use super::definition::redacted;
use super::spell::Spell;
use crate::ir::Fallback;
use crate::ir::Field;
use crate::ir::Leaf;
use crate::ir::Multipart;
use crate::ir::PartCodec;
use crate::ir::Presence;
use crate::ir::Type;
use crate::ir::TypeDef;
use proc_macro2::TokenStream;
use quote::quote;

/// A body of several parts: files are there once, so that it can be neither copied nor compared.
pub(super) fn multipart<'a>(spell: &Spell<'a>, def: &'a TypeDef, it: &'a Multipart) -> Vec<Item> {
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

impl Spell<'_> {
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
                let style = super::spell::style(*style);
                quote!(style #style)
            }
            PartCodec::Headed(codec) => {
                let codec = self.part_codec(codec);
                quote!(headed #codec)
            }
        }
    }

    /// The accessor of a part. What may have headers has none there.
    fn part_fallback(&self, fallback: &Fallback, codec: &PartCodec) -> TokenStream {
        let (accessor, value) = (&fallback.accessor, self.expr(&fallback.value));
        match codec {
            PartCodec::Headed(_) => quote!([#accessor = rt::Headed::new(#value)]),
            PartCodec::File(_)
            | PartCodec::Part
            | PartCodec::Value
            | PartCodec::Json(_)
            | PartCodec::Text(_)
            | PartCodec::Styled(_) => quote!([#accessor = #value]),
        }
    }

    fn part_row(&self, field: &Field, codec_of: &PartCodec) -> TokenStream {
        let (name, wire) = (&field.ident, &*field.wire);
        let (ty, codec) = (self.part_type(field, codec_of), self.part_codec(codec_of));
        match &field.presence {
            Presence::Required | Presence::Defaulted(_) => {
                quote!(required #name #wire [#ty] (#codec),)
            }
            Presence::Optional(Some(fallback)) => {
                let fallback = self.part_fallback(fallback, codec_of);
                quote!(optional #name #wire [#ty] (#codec) #fallback,)
            }
            Presence::Nullable | Presence::Optional(None) | Presence::OptionalNullable(_) => {
                quote!(optional #name #wire [#ty] (#codec),)
            }
        }
    }
}
