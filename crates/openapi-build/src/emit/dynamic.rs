//! The table of operations that can be called by name: a row for each, and a function that passes it on.

use super::Item;
use super::Page;
use super::Rows;
use super::Words;
use super::client::place;
use super::gate;
use super::operations::of_parameter;
use super::spell::Spell;
use super::spell::style;
use crate::ir::AnswerRow;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Crate;
use crate::ir::Deprecated;
use crate::ir::Need;
use crate::ir::NullArgument;
use crate::ir::Operation;
use crate::ir::Reads;
use crate::ir::Sends;
use crate::ir::Stream;
use crate::ir::Style;
use crate::ir::Told;
use crate::ir::Type;
use proc_macro2::TokenStream;
use quote::quote;

/// What every file of this kind has: the table, and the call.
pub fn items(krate: &Crate) -> Page<'_> {
    let rows = krate.client.operations.iter().map(|it| {
        let (ident, gate) = (&it.ident, gate(krate, &it.gate));
        quote!(#gate <operations::#ident as rt::dynamic::Invocable>::CALLABLE)
    });
    let items = vec![Item::Rust(quote! {
        /// The operations of the document, in its order: what [`invoke`] can call.
        pub const OPERATIONS: &[rt::dynamic::Callable] = &[#(#rows),*];

        /// Calls an operation by its name, with JSON in and JSON out.
        ///
        /// `operation_id` is the document's, letter by letter; where it is missing or not unique, it is `METHOD /path`, the method
        /// in upper case and the path as the document has it. See [`OPERATIONS`].
        ///
        /// `arguments` is `{"path": {}, "query": {}, "header": {}, "cookie": {}, "body": …, "contentType": "…"}`; parts that are not
        /// needed are left out. Parameters go by their names in the document; the case of a header does not matter. A binary body is
        /// a string in base64; a body of several parts is an object, in which a file is such a string, or `{"base64": "…",
        /// "fileName": "…", "contentType": "…"}`. `contentType` chooses among several declared media types of the body.
        ///
        /// The result is `{"status", "headers", "body"}` for every declared status, failures too. Headers are in lower case, values
        /// of one name are joined by `, `. No body is null, a binary one is a string in base64, text is a string. A stream is a list
        /// of what its events or items hold, of which the first 1000 are waited for. Arguments and bodies are read as the types
        /// of the document, and written from them.
        ///
        /// # Errors
        ///
        /// Before anything is sent: no operation has this name; an argument is missing, unknown, or not of its type; the error names
        /// it. After that: what can go wrong with any call, an answer that is not declared or not what is declared among it.
        #[inline]
        pub async fn invoke(client: &client::Client, operation_id: &str, arguments: rt::Json) -> ::core::result::Result<rt::Json, rt::Error> {
            rt::dynamic::invoke(&client.0, OPERATIONS, operation_id, arguments).await
        }
    })];
    Words::default().page(items)
}

/// The row of an operation.
pub fn item<'a>(krate: &'a Crate, operation: &'a Operation) -> Page<'a> {
    let spell = Spell::outside(krate);
    let (ident, about) = (&operation.ident, &*operation.about);
    let method = operation.method_ident.as_str();
    let standing = match operation.deprecated {
        Deprecated::Yes => quote!(Deprecated),
        Deprecated::No => quote!(Current),
    };
    let arguments = &operation.arguments;
    let mut rows: Vec<TokenStream> = arguments
        .iter()
        .filter_map(|it| parameter(&spell, it))
        .collect();
    rows.extend(arguments.iter().flat_map(|it| bodies(&spell, it)));
    let answers = operation.ok.rows.iter().chain(&operation.err.rows);
    rows.extend(answers.map(|it| answer(&spell, it)));
    let items = vec![Item::Rows(Rows {
        name: "callable",
        head: quote!(operations::#ident, #method #about #standing),
        rows: Some(rows),
        tail: quote!(),
    })];
    spell.words.page(items).behind(krate, &operation.gate)
}

fn need(argument: &Argument) -> TokenStream {
    match (argument.need, argument.null) {
        (Need::Required, _) => quote!(Required),
        (Need::Optional, NullArgument::Value) => quote!(Optional),
        (Need::Optional, NullArgument::LeftOut) => quote!(Nullable),
    }
}

/// `parameter Query Optional "limit" "How many." rt::Style::FORM_EXPLODE => i64,`
fn parameter(spell: &Spell<'_>, argument: &Argument) -> Option<TokenStream> {
    let Sends::Parameter {
        location,
        wire,
        style,
        styles,
    } = &argument.sends
    else {
        return None;
    };
    let style = of_parameter(*style, styles);
    let (place, need) = (place(*location), need(argument));
    let (wire, about, ty) = (&**wire, &*argument.about, spell.ty(&argument.ty));
    Some(quote!(parameter #place #need #wire #about #style => #ty,))
}

/// A row for each media type that the body can have.
fn bodies(spell: &Spell<'_>, argument: &Argument) -> Vec<TokenStream> {
    match &argument.sends {
        Sends::Parameter { .. } => Vec::new(),
        Sends::Body {
            codec,
            media_type,
            also,
            styles,
        } => std::iter::once(media_type)
            .chain(also)
            .map(|name| body(spell, argument, *codec, name, styles, &argument.ty))
            .collect(),
        Sends::AnyBody(index) => {
            let ways = spell.krate.client.bodies.get(*index);
            let ways = ways.iter().flat_map(|it| &it.ways);
            ways.flat_map(|it| {
                std::iter::once(&it.media_type)
                    .chain(&it.also)
                    .map(|name| body(spell, argument, it.codec, name, &it.styles, &it.ty))
            })
            .collect()
        }
    }
}

/// `body Required "application/json" "The run." [] json => types::Run,`
fn body(
    spell: &Spell<'_>,
    argument: &Argument,
    codec: BodyCodec,
    media_type: &str,
    styles: &[(Box<str>, Style)],
    ty: &Type,
) -> TokenStream {
    let (need, about) = (need(argument), &*argument.about);
    let styles = styles.iter().map(|(member, style)| {
        let (member, style) = (&**member, self::style(*style));
        quote!((#member, #style))
    });
    let of = |ty| spell.ty(ty);
    let value = match (codec, ty) {
        (BodyCodec::Json, ty) => {
            let ty = of(ty);
            quote!(json => #ty)
        }
        (BodyCodec::Form, ty) => {
            let ty = of(ty);
            quote!(form => #ty)
        }
        (BodyCodec::Text, _) => quote!(text),
        (BodyCodec::Bytes, _) => quote!(bytes),
        (BodyCodec::Multipart, Type::Leaf(_)) => quote!(parts),
        (BodyCodec::Multipart, ty) => {
            let ty = of(ty);
            quote!(multipart => #ty)
        }
        (BodyCodec::Lines, Type::List(item)) => {
            let ty = of(item);
            quote!(lines => #ty)
        }
        (BodyCodec::Sequence, Type::List(item)) => {
            let ty = of(item);
            quote!(sequence => #ty)
        }
        (BodyCodec::Lines | BodyCodec::Sequence, ty) => {
            let ty = of(ty);
            quote!(json => #ty)
        }
    };
    quote!(body #need #media_type #about [#(#styles),*] #value,)
}

/// `answer json => types::Run,`
fn answer(spell: &Spell<'_>, row: &AnswerRow) -> TokenStream {
    match &row.reads {
        Reads::Json(ty, _) => {
            let ty = spell.ty(ty);
            quote!(answer json => #ty,)
        }
        Reads::Text(_) => quote!(answer text,),
        Reads::Bytes(_) => quote!(answer bytes,),
        Reads::Stream(stream, _) => match stream {
            Stream::Bytes => quote!(answer download,),
            Stream::TextEvents(Told::Data) => quote!(answer text_events,),
            Stream::TextEvents(Told::Whole) => quote!(answer whole_text_events,),
            Stream::Events(ty, Told::Data) => {
                let ty = spell.ty(ty);
                quote!(answer events => #ty,)
            }
            Stream::Events(ty, Told::Whole) => {
                let ty = spell.ty(ty);
                quote!(answer whole_events => #ty,)
            }
            Stream::EventObjects(ty) => {
                let ty = spell.ty(ty);
                quote!(answer event_objects => #ty,)
            }
            Stream::Lines(ty) => {
                let ty = spell.ty(ty);
                quote!(answer lines => #ty,)
            }
            Stream::Sequence(ty) => {
                let ty = spell.ty(ty);
                quote!(answer sequence => #ty,)
            }
        },
        Reads::Empty => quote!(answer empty,),
    }
}
