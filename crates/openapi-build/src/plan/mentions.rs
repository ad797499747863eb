//! Which types a type names, and which an operation does: what has to be there for it to compile.

use crate::ir::AnswerType;
use crate::ir::Answers;
use crate::ir::Client;
use crate::ir::Expr;
use crate::ir::Field;
use crate::ir::Kind;
use crate::ir::Operation;
use crate::ir::Presence;
use crate::ir::Reads;
use crate::ir::Rest;
use crate::ir::Sends;
use crate::ir::Stream;
use crate::ir::Type;
use crate::ir::TypeId;

/// The types that a definition names.
pub fn of_kind(kind: &Kind) -> Vec<TypeId> {
    let mut out = Vec::new();
    match kind {
        Kind::Struct(it) => {
            it.fields.iter().for_each(|it| field(it, &mut out));
            rest(it.rest.as_ref(), &mut out);
        }
        Kind::Multipart(it) => {
            it.fields.iter().for_each(|(it, _)| field(it, &mut out));
            rest(it.rest.as_ref(), &mut out);
        }
        Kind::Tagged(it) => {
            let variants = it.variants.iter().map(|it| &it.variant);
            variants.for_each(|it| ty(&it.payload, &mut out));
        }
        Kind::Union(it) => {
            let variants = it.variants.iter().map(|(it, _)| it);
            variants.for_each(|it| ty(&it.payload, &mut out));
        }
        Kind::Newtype(inner) | Kind::Alias(inner) => ty(inner, &mut out),
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) => {}
    }
    out
}

/// The types that an operation names.
pub fn of_operation(client: &Client, operation: &Operation) -> Vec<TypeId> {
    let mut out = Vec::new();
    for it in &operation.arguments {
        ty(&it.ty, &mut out);
        if let Sends::AnyBody(index) = it.sends {
            let ways = client.bodies.get(index).into_iter().flat_map(|it| &it.ways);
            ways.for_each(|it| ty(&it.ty, &mut out));
        }
    }
    operation.headers.iter().for_each(|it| ty(&it.ty, &mut out));
    operation.pages.iter().for_each(|it| ty(&it.item, &mut out));
    answers(client, &operation.ok, &mut out);
    answers(client, &operation.err, &mut out);
    out
}

fn answers(client: &Client, answers: &Answers, out: &mut Vec<TypeId>) {
    match &answers.ty {
        AnswerType::One(it) => ty(it, out),
        AnswerType::Stream(it) => stream(it, out),
        AnswerType::Outcome(index) => {
            let variants = client.outcomes.get(*index).into_iter();
            let variants = variants.flat_map(|it| &it.variants);
            variants.for_each(|it| reads(&it.reads, out));
        }
        AnswerType::Undeclared | AnswerType::Empty | AnswerType::Text | AnswerType::Bytes => {}
    }
    answers.rows.iter().for_each(|it| reads(&it.reads, out));
}

fn reads(reads: &Reads, out: &mut Vec<TypeId>) {
    match reads {
        Reads::Json(it, _) => ty(it, out),
        Reads::Stream(it, _) => stream(it, out),
        Reads::Text(_) | Reads::Bytes(_) | Reads::Empty => {}
    }
}

fn stream(stream: &Stream, out: &mut Vec<TypeId>) {
    match stream {
        Stream::Events(it, _)
        | Stream::EventObjects(it)
        | Stream::Lines(it)
        | Stream::Sequence(it) => ty(it, out),
        Stream::Bytes | Stream::TextEvents(_) => {}
    }
}

fn field(field: &Field, out: &mut Vec<TypeId>) {
    ty(&field.ty, out);
    match &field.presence {
        Presence::Optional(Some(it)) | Presence::OptionalNullable(Some(it)) => expr(&it.value, out),
        Presence::Defaulted(it) => expr(it, out),
        Presence::Required
        | Presence::Nullable
        | Presence::Optional(None)
        | Presence::OptionalNullable(None) => {}
    }
}

fn rest(rest: Option<&Rest>, out: &mut Vec<TypeId>) {
    if let Some(it) = rest {
        ty(&it.ty, out);
    }
}

fn ty(it: &Type, out: &mut Vec<TypeId>) {
    match it {
        Type::Def(id) => out.push(*id),
        Type::List(inner)
        | Type::Map(_, inner)
        | Type::Maybe(inner)
        | Type::Option(inner)
        | Type::Boxed(inner)
        | Type::Open(inner) => ty(inner, out),
        Type::Sequence(first, more) => {
            ty(first, out);
            ty(more, out);
        }
        Type::Tuple(items) => items.iter().for_each(|it| ty(it, out)),
        Type::Leaf(_) | Type::Foreign(_) => {}
    }
}

fn expr(it: &Expr, out: &mut Vec<TypeId>) {
    match it {
        Expr::Variant(id, _) => out.push(*id),
        Expr::New(id, inner) | Expr::Holding(id, _, inner) => {
            out.push(*id);
            expr(inner, out);
        }
        Expr::Struct(it) => {
            out.push(it.id);
            it.fields.iter().for_each(|(_, it)| expr(it, out));
        }
        Expr::List(items) | Expr::Tuple(items) => items.iter().for_each(|it| expr(it, out)),
        Expr::Map(_, members) => members.iter().for_each(|(_, it)| expr(it, out)),
        Expr::Sequence(first, rest) => {
            expr(first, out);
            rest.iter().for_each(|it| expr(it, out));
        }
        Expr::Some(inner) | Expr::Present(inner) | Expr::Boxed(inner) | Expr::Open(inner, _) => {
            expr(inner, out);
        }
        Expr::Bool(_)
        | Expr::Int(_)
        | Expr::Huge(_)
        | Expr::Float(_)
        | Expr::Str(_)
        | Expr::Strings(_)
        | Expr::Text(..)
        | Expr::Json(_)
        | Expr::Unit
        | Expr::None
        | Expr::Absent
        | Expr::Null => {}
    }
}
