//! Operations: a method of their group, a request type with setters, and a row with the answers.

use super::Item;
use super::Page;
use super::Rows;
use super::client;
use super::definition::deprecated;
use super::gate;
use super::spell::Spell;
use super::spell::style;
use crate::ir::AnswerRow;
use crate::ir::AnswerType;
use crate::ir::Answers;
use crate::ir::Argument;
use crate::ir::BodyCodec;
use crate::ir::Crate;
use crate::ir::FromPayload;
use crate::ir::Group;
use crate::ir::Header;
use crate::ir::Holds;
use crate::ir::Leaf;
use crate::ir::Location;
use crate::ir::Need;
use crate::ir::NextPage;
use crate::ir::Operation;
use crate::ir::Pages;
use crate::ir::Passing;
use crate::ir::Reads;
use crate::ir::Sends;
use crate::ir::Step;
use crate::ir::Stream;
use crate::ir::Style;
use crate::ir::There;
use crate::ir::Type;
use proc_macro2::Literal;
use proc_macro2::TokenStream;
use quote::quote;

/// A group: its type, unless it is the client itself, and its methods.
pub fn group<'a>(krate: &'a Crate, group: &'a Group) -> Page<'a> {
    let spell = Spell::outside(krate);
    let (words, ident) = (spell.words.docs(&group.docs), &group.ident);
    let operations = group
        .operations
        .iter()
        .filter_map(|it| krate.client.operations.get(*it));
    let methods = operations.map(|it| method(&spell, it));
    let methods = Item::Rust(quote!(impl #ident { #(#methods)* }));
    let items = match &group.accessor {
        None => vec![methods],
        Some(_) => {
            let definition = Item::Rust(quote! {
                #words
                #[derive(Clone, Debug)]
                pub struct #ident(rt::Client);
            });
            vec![definition, methods]
        }
    };
    spell.words.page(items).behind(krate, &group.gate)
}

/// The request type of an operation, its setters, its answers and their types.
pub fn item<'a>(krate: &'a Crate, group: &Group, operation: &'a Operation) -> Page<'a> {
    let spell = Spell::outside(krate);
    let ident = &operation.ident;
    let method = format!(
        "{}::{}",
        group.ident.as_str(),
        operation.method_ident.as_str()
    );
    let words = format!(" The request of [`{method}`](super::{method}).");
    let setters = operation
        .arguments
        .iter()
        .filter(|it| it.need == Need::Optional)
        .map(|it| setter(&spell, it));
    let headers = operation.headers.iter().map(|it| header(&spell, it));
    let own: Vec<TokenStream> = headers.chain(setters).collect();
    let own = match own.as_slice() {
        [] => None,
        own => Some(Item::Rust(quote!(impl #ident { #(#own)* }))),
    };
    let definition = quote! {
        #[doc = #words]
        #[derive(Debug)]
        #[must_use = "nothing is sent until a request is awaited"]
        pub struct #ident(pub(super) rt::Request);
    };
    let mut items = vec![Item::Rust(definition)];
    items.extend(own);
    items.push(Item::Rows(rows(&spell, operation)));
    items.extend(operation.arguments.iter().flat_map(|it| ways(&spell, it)));
    items.extend(
        operation
            .servers
            .iter()
            .flat_map(|it| client::servers(&spell.words, it)),
    );
    items.extend(
        operation
            .pages
            .iter()
            .map(|it| pages(&spell, operation, it)),
    );
    items.extend(
        [&operation.ok, &operation.err]
            .into_iter()
            .filter_map(|it| outcome(&spell, it)),
    );
    spell.words.page(items).behind(krate, &operation.gate)
}

/// The enum of one side's answers, if they need one.
fn outcome<'a>(spell: &Spell<'a>, answers: &Answers) -> Option<Item> {
    let AnswerType::Outcome(index) = answers.ty else {
        return None;
    };
    let outcome = spell.krate.client.outcomes.get(index)?;
    let (words, ident) = (spell.words.docs(&outcome.docs), &outcome.ident);
    let variants = outcome.variants.iter().map(|it| {
        let (words, name) = (spell.words.docs(&it.docs), &it.ident);
        match &it.reads {
            Reads::Json(ty, _) => {
                let ty = spell.ty(ty);
                quote!(#words #name(#ty),)
            }
            Reads::Text(_) => {
                let ty = spell.leaf(Leaf::String);
                quote!(#words #name(#ty),)
            }
            Reads::Bytes(_) => quote!(#words #name(rt::Bytes),),
            Reads::Stream(stream, _) => {
                let ty = self::stream(spell, stream);
                quote!(#words #name(#ty),)
            }
            Reads::Empty => quote!(#words #name,),
        }
    });
    let derives = match outcome.holds {
        Holds::Values => quote!(#[derive(Clone, Debug, PartialEq)]),
        Holds::Streams => quote!(#[derive(Debug)]),
    };
    Some(Item::Rust(quote! {
        #words
        #derives
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    }))
}

/// The type of what is read bit by bit.
fn stream(spell: &Spell<'_>, stream: &Stream) -> TokenStream {
    match stream {
        Stream::Bytes => quote!(rt::ByteStream),
        Stream::Events(ty, _) | Stream::EventObjects(ty) => {
            let ty = spell.ty(ty);
            quote!(rt::EventStream<#ty>)
        }
        Stream::TextEvents(_) => {
            let ty = spell.leaf(Leaf::String);
            quote!(rt::EventStream<#ty>)
        }
        Stream::Lines(ty) | Stream::Sequence(ty) => {
            let ty = spell.ty(ty);
            quote!(rt::ItemStream<#ty>)
        }
    }
}

fn method<'a>(spell: &Spell<'a>, operation: &'a Operation) -> TokenStream {
    let (words, deprecated) = (
        spell.words.docs(&operation.docs),
        deprecated(operation.deprecated),
    );
    let (name, ident) = (&operation.method_ident, &operation.ident);
    let required: Vec<&Argument> = operation
        .arguments
        .iter()
        .filter(|it| it.need == Need::Required)
        .collect();
    let parameters = required
        .iter()
        .map(|it| parameter(spell, it, quote!(operations::)));
    let sends = required.iter().map(|it| send(it));
    let gate = gate(spell.krate, &operation.method_gate);
    quote! {
        #words
        #gate
        #deprecated
        #[inline]
        pub fn #name(&self #(, #parameters)*) -> operations::#ident {
            operations::#ident(rt::Client::call::<operations::#ident>(&self.0) #(#sends)*)
        }
    }
}

fn setter<'a>(spell: &Spell<'a>, argument: &'a Argument) -> TokenStream {
    let (words, deprecated) = (
        spell.words.docs(&argument.docs),
        deprecated(argument.deprecated),
    );
    let parameter = parameter(spell, argument, quote!());
    let (name, send) = (&argument.ident, send(argument));
    quote! {
        #words
        #deprecated
        #[inline]
        pub fn #name(self, #parameter) -> Self {
            Self(self.0 #send)
        }
    }
}

/// `pub const LINK: rt::Header<String> = rt::Header::new("Link", rt::Style::SIMPLE);`
fn header<'a>(spell: &Spell<'a>, header: &'a Header) -> TokenStream {
    let (words, deprecated) = (
        spell.words.docs(&header.docs),
        deprecated(header.deprecated),
    );
    let (name, wire) = (&header.ident, &*header.wire);
    let (ty, style) = (spell.ty(&header.ty), style(header.style));
    quote! {
        #words
        #deprecated
        pub const #name: rt::Header<#ty> = rt::Header::new(#wire, #style);
    }
}

/// `operations` is what stands before the types of that module.
fn parameter(spell: &Spell<'_>, argument: &Argument, operations: TokenStream) -> TokenStream {
    let name = &argument.binding;
    if let Sends::AnyBody(index) = argument.sends {
        let ways = spell.krate.client.bodies.get(index).map(|it| &it.ident);
        return quote!(#name: impl ::core::convert::Into<#operations #ways>);
    }
    let ty = match (argument.passing, &argument.ty) {
        (Passing::Value | Passing::Move, ty) => spell.ty(ty),
        (Passing::Reference, Type::Leaf(Leaf::String)) => quote!(&str),
        (Passing::Reference, Type::List(item)) => {
            let item = spell.ty(item);
            quote!(&[#item])
        }
        (Passing::Reference, ty) => {
            let ty = spell.ty(ty);
            quote!(&#ty)
        }
        (Passing::Into, ty) => {
            let ty = spell.ty(ty);
            quote!(impl ::core::convert::Into<#ty>)
        }
    };
    quote!(#name: #ty)
}

/// `.query("limit", rt::Style::FORM_EXPLODE, &limit)`
fn send(argument: &Argument) -> TokenStream {
    let name = &argument.binding;
    let value = match argument.passing {
        Passing::Value => quote!(&#name),
        Passing::Reference | Passing::Into | Passing::Move => quote!(#name),
    };
    match &argument.sends {
        Sends::Parameter {
            location,
            wire,
            style,
            styles,
        } => {
            let (wire, style) = (&**wire, of_parameter(*style, styles));
            let place = match location {
                Location::Path => quote!(path),
                Location::Query => quote!(query),
                Location::Header => quote!(header),
                Location::Cookie => quote!(cookie),
            };
            quote!(.#place(#wire, #style, #value))
        }
        Sends::Body {
            codec,
            media_type,
            styles,
            also: _,
        } => {
            let media_type = &**media_type;
            if let [_, ..] = styles.as_slice() {
                let styles = self::styles(styles);
                return quote!(.form_encoded(#media_type, #value, &[#styles]));
            }
            let codec = self::codec(*codec);
            quote!(.#codec(#media_type, #value))
        }
        Sends::AnyBody(_) => quote!(.any_body(::core::convert::Into::into(#name))),
    }
}

fn codec(codec: BodyCodec) -> TokenStream {
    match codec {
        BodyCodec::Json => quote!(json),
        BodyCodec::Form => quote!(form),
        BodyCodec::Text => quote!(text),
        BodyCodec::Bytes => quote!(bytes),
        BodyCodec::Multipart => quote!(multipart),
        BodyCodec::Lines => quote!(lines),
        BodyCodec::Sequence => quote!(sequence),
    }
}

/// The style of a parameter, with those of its members where it is the whole query.
pub(super) fn of_parameter(style: Style, members: &[(Box<str>, Style)]) -> TokenStream {
    let style = self::style(style);
    match members {
        [] => style,
        members => {
            let members = styles(members);
            quote!(const { #style.members(&[#members]) })
        }
    }
}

fn styles(styles: &[(Box<str>, Style)]) -> TokenStream {
    let styles = styles.iter().map(|(member, style)| {
        let (member, style) = (&**member, self::style(*style));
        quote!((#member, #style))
    });
    quote!(#(#styles),*)
}

/// The enum of the ways in which an operation's body can be written.
fn ways<'a>(spell: &Spell<'a>, argument: &Argument) -> Vec<Item> {
    let Sends::AnyBody(index) = argument.sends else {
        return Vec::new();
    };
    let Some(it) = spell.krate.client.bodies.get(index) else {
        return Vec::new();
    };
    let (words, ident) = (spell.words.docs(&it.docs), &it.ident);
    let variants = it.ways.iter().map(|way| {
        let (words, name, ty) = (spell.words.docs(&way.docs), &way.ident, spell.ty(&way.ty));
        quote!(#words #name(#ty),)
    });
    let definition = quote! {
        #words
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }
    };
    let rows = it.ways.iter().map(|way| {
        let (name, ty, media_type) = (&way.ident, spell.ty(&way.ty), &*way.media_type);
        let codec = codec(way.codec);
        let from = match way.from {
            FromPayload::Yes => quote!(from),
            FromPayload::No => quote!(),
        };
        let styles = match way.styles.as_slice() {
            [] => quote!(),
            styles => {
                let styles = self::styles(styles);
                quote!([#styles])
            }
        };
        quote!(#from #name(#ty) #codec #media_type #styles,)
    });
    vec![
        Item::Rust(definition),
        Item::Rows(Rows {
            name: "bodies",
            head: quote!(#ident),
            rows: Some(rows.collect()),
            tail: quote!(),
        }),
    ]
}

/// The answers of an operation, and what is known of it before it is called.
fn rows(spell: &Spell<'_>, operation: &Operation) -> Rows {
    let (ident, id, path) = (&operation.ident, &*operation.id, &*operation.path);
    let method = proc_macro2::Ident::new(&operation.http_method, proc_macro2::Span::call_site());
    let mut rows = Vec::new();
    match &*operation.server {
        "" => {}
        server => rows.push(quote!(server #server,)),
    }
    if let [_, ..] = operation.security.as_slice() {
        let alternatives = operation.security.iter().map(|all| {
            let all = all.iter().map(|(name, scopes)| {
                let (name, scopes) = (&**name, scopes.iter().map(|it| &**it));
                quote!(#name #(#scopes)*)
            });
            quote!([#(#all);*])
        });
        rows.push(quote!(security [#(#alternatives)*],));
    }
    rows.push(side(spell, quote!(ok), &operation.ok));
    rows.push(side(spell, quote!(err), &operation.err));
    Rows {
        name: "operation",
        head: quote!(#ident #id #method #path),
        rows: Some(rows),
        tail: quote!(),
    }
}

/// `rt::pages! { ListPets types::Pet { Query("cursor") [next_cursor] [] [] [pets] } }`
fn pages(spell: &Spell<'_>, operation: &Operation, pages: &Pages) -> Item {
    let (ident, item) = (&operation.ident, spell.ty(&pages.item));
    let way = match &pages.way {
        NextPage::Query(wire) => {
            let wire = &**wire;
            quote!(Query(#wire))
        }
        NextPage::Body(wire) => {
            let wire = &**wire;
            quote!(Body(#wire))
        }
        NextPage::Offset(wire, size) => {
            let (wire, size) = (&**wire, &**size);
            quote!(Offset(#wire, #size))
        }
        NextPage::Number(wire, size, first) => {
            let (wire, size) = (&**wire, &**size);
            let first = Literal::u64_unsuffixed(*first);
            quote!(Number(#wire, #size, #first))
        }
        NextPage::Link => quote!(Link),
    };
    let (next, more, total) = (
        member(&pages.next),
        member(&pages.more),
        member(&pages.total),
    );
    let items = &pages.items;
    Item::Rows(Rows {
        name: "pages",
        head: quote!(#ident #item),
        rows: Some(vec![quote!(#way [#next] [#more] [#total] [#(#items).*])]),
        tail: quote!(),
    })
}

/// The way to a member: `meta? next`, `page.total`.
fn member(path: &[Step]) -> TokenStream {
    let Some((last, steps)) = path.split_last() else {
        return quote!();
    };
    let last = &last.ident;
    let steps = steps.iter().map(|it| {
        let name = &it.ident;
        match it.there {
            There::Always => quote!(#name .),
            There::Perhaps => quote!(#name ?),
        }
    });
    quote!(#(#steps)* #last)
}

fn side(spell: &Spell<'_>, word: TokenStream, answers: &Answers) -> TokenStream {
    let ty = match &answers.ty {
        AnswerType::Undeclared => quote!(rt::Undeclared),
        AnswerType::Empty => quote!(()),
        AnswerType::One(ty) => spell.ty(ty),
        AnswerType::Text => spell.leaf(Leaf::String),
        AnswerType::Bytes => quote!(rt::Bytes),
        AnswerType::Stream(stream) => self::stream(spell, stream),
        AnswerType::Outcome(index) => {
            let outcome = spell.krate.client.outcomes.get(*index).map(|it| &it.ident);
            quote!(#outcome)
        }
    };
    let rows = answers.rows.iter().map(row);
    quote!(#word #ty { #(#rows)* })
}

/// `"422" json ["application/json"] => UnprocessableEntity,`
fn row(row: &AnswerRow) -> TokenStream {
    let status = &*row.status;
    let list = |types: &[Box<str>]| {
        let types = types.iter().map(|it| &**it);
        quote!([#(#types)*])
    };
    let reads = match &row.reads {
        Reads::Json(_, types) => {
            let types = list(types);
            quote!(json #types)
        }
        Reads::Text(types) => {
            let types = list(types);
            quote!(text #types)
        }
        Reads::Bytes(types) => {
            let types = list(types);
            quote!(bytes #types)
        }
        Reads::Stream(stream, types) => {
            let types = list(types);
            let word = match stream {
                Stream::Bytes => quote!(download),
                Stream::Events(..) => quote!(events),
                Stream::TextEvents(_) => quote!(text_events),
                Stream::EventObjects(_) => quote!(event_objects),
                Stream::Lines(_) => quote!(lines),
                Stream::Sequence(_) => quote!(sequence),
            };
            quote!(#word #types)
        }
        Reads::Empty => quote!(empty),
    };
    match &row.variant {
        Some(variant) => quote!(#status #reads => #variant,),
        None => quote!(#status #reads,),
    }
}
