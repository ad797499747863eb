//! The type of what an operation takes or gives: a value, a way to write a body, a declared answer.

use super::answers::Declared;
use super::answers::WhichSide;
use super::answers::known_by;
use super::events;
use super::media;
use super::media::Family;
use super::wanted::Goes;
use super::wanted::Value;
use super::wanted::Wanted;
use super::wanted::Way;
use crate::ir::BodyCodec;
use crate::ir::Deprecated;
use crate::ir::Leaf;
use crate::ir::Need;
use crate::ir::NullArgument;
use crate::ir::Reads;
use crate::ir::Stream;
use crate::ir::Type;
use crate::plan::lookup::Lookup;
use crate::resolve::SchemaId;
use crate::shape;
use crate::shape::Null;

/// The type of a value. Null has no spelling in a parameter, and leaving a setter out says the same of a body, so that only
/// a required body may be null.
pub(super) fn value_type(value: Value, null: Null, types: &Lookup<'_>) -> Type {
    let any = Type::Leaf(Leaf::Json);
    match value {
        Value::Schema(schema) if null == Null::Allowed => with_null(types, schema),
        Value::Schema(schema) => types.at(schema).map_or(any, |(ty, _)| ty),
        Value::Items(None) => Type::List(Box::new(any)),
        Value::Items(Some(schema)) => Type::List(Box::new(item(types, schema))),
        Value::Form(_) => Type::Leaf(Leaf::Form),
        Value::Json => any,
        Value::Text => Type::Leaf(Leaf::String),
        Value::Bytes => Type::Leaf(Leaf::Body),
    }
}

/// The type of one way to write a body.
pub(super) fn way_type(way: &Way, need: Need, types: &Lookup<'_>) -> Type {
    let form = || {
        let shape = types.shapes.at(way.schema?)?.shape;
        types.selection.form(shape, way.form.as_ref()?)
    };
    match (way.codec, need) {
        (BodyCodec::Multipart, _) => form().map_or(Type::Leaf(Leaf::Form), Type::Def),
        (BodyCodec::Json, Need::Required) => value_type(way.value, Null::Allowed, types),
        (_, _) => value_type(way.value, Null::Refused, types),
    }
}

/// The type of one of many values: documents describe the value, or a list of all of them.
pub(super) fn item(types: &Lookup<'_>, schema: SchemaId) -> Type {
    let meaning = types.shapes.at(schema);
    match meaning.map(|it| (it, &types.shapes.get(it.shape).kind)) {
        Some((_, shape::Kind::List(item))) => types.with_null(item),
        // Raw lines, of which nothing is said but that they are text.
        Some((_, shape::Kind::String(_))) | None => Type::Leaf(Leaf::Json),
        Some((meaning, _)) => types.with_null(meaning),
    }
}

/// What null says of an argument whose type does not have it.
pub(super) fn null(wanted: &Wanted<'_>, ty: &Type, types: &Lookup<'_>) -> NullArgument {
    let (Value::Schema(schema) | Value::Form(Some(schema))) = wanted.value else {
        return NullArgument::Value;
    };
    let allowed = types.shapes.at(schema).map(|it| it.null);
    match (&wanted.goes, wanted.need, allowed) {
        // Any JSON has null, and a body can say it.
        (Goes::Body(_), ..) if *ty == Type::Leaf(Leaf::Json) => NullArgument::Value,
        (_, Need::Optional, Some(Null::Allowed)) => NullArgument::LeftOut,
        (_, Need::Required | Need::Optional, _) => NullArgument::Value,
    }
}

pub(super) fn with_null(types: &Lookup<'_>, schema: SchemaId) -> Type {
    types
        .shapes
        .at(schema)
        .map_or(Type::Leaf(Leaf::Json), |it| types.with_null(it))
}

/// Whether a schema says plain text, as `*/*` with `type: string` does.
pub(super) fn is_text(types: &Lookup<'_>, schema: SchemaId) -> bool {
    let shape = types
        .shapes
        .at(schema)
        .map(|it| &types.shapes.get(it.shape).kind);
    matches!(shape, Some(shape::Kind::String(_)))
        && types
            .shapes
            .at(schema)
            .is_some_and(|it| it.null == Null::Refused)
}

/// How a declared answer is read.
pub(super) fn reads(declared: &Declared<'_>, types: &Lookup<'_>) -> Reads {
    let Some(media) = declared.media else {
        return match declared.response {
            Some(_) => Reads::Empty,
            None => Reads::Bytes(vec!["*/*".into()]),
        };
    };
    let content = declared.response.map_or(&[][..], |it| &it.content);
    let name = vec![known_by(content, media)];
    let schema = declared.schema();
    let items = || schema.map_or(Type::Leaf(Leaf::Json), |it| item(types, it));
    // What a failure says is needed at once, and whole.
    let streams = declared.side == WhichSide::Ok;
    match (media::family(&media.name), media.schema) {
        (Family::Events, _) if streams => Reads::Stream(events::read(types, schema), name),
        (Family::Lines, _) if streams => Reads::Stream(Stream::Lines(items()), name),
        (Family::Sequence, _) if streams => Reads::Stream(Stream::Sequence(items()), name),
        (Family::Multipart | Family::Bytes, _) if streams => Reads::Stream(Stream::Bytes, name),
        (Family::Any, Some(schema)) if is_text(types, schema) => Reads::Text(name),
        (Family::Any, None) => Reads::Bytes(name),
        (Family::Json | Family::Any, Some(schema)) => Reads::Json(with_null(types, schema), name),
        (Family::Json, None) => Reads::Json(Type::Leaf(Leaf::Json), name),
        (Family::Text | Family::Form | Family::Events | Family::Lines | Family::Sequence, _) => {
            Reads::Text(name)
        }
        (Family::Multipart | Family::Bytes, _) => Reads::Bytes(name),
    }
}

pub(super) fn deprecated(it: bool) -> Deprecated {
    if it { Deprecated::Yes } else { Deprecated::No }
}
