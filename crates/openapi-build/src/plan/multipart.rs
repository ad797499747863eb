//! Bodies of several parts: which members are files, how each part is written, which types have no JSON form.
//!
//! A file is a string with `format: binary`, with `contentMediaType` and no text encoding, or (OpenAPI 3.1 §4.8.14) a
//! schema that says nothing; also behind null, in a list, or as one of several variants. `encoding` has the last word.

use super::constants;
use super::context::Context;
use super::flow::Flow;
use super::operations::media;
use super::operations::media::Family;
use super::operations::styles;
use super::secrets;
use super::selection::Form;
use super::structs;
use super::structs::FieldNames;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::ir::Deprecated;
use crate::ir::Field;
use crate::ir::Leaf;
use crate::ir::MapType;
use crate::ir::Multipart;
use crate::ir::PartCodec;
use crate::ir::Presence;
use crate::ir::Rest;
use crate::ir::Type;
use crate::ir::TypeId;
use crate::resolve::Encoding;
use crate::shape;
use crate::shape::Kind;
use crate::shape::Literal;
use crate::shape::Member;
use crate::shape::Null;
use crate::shape::Object;
use crate::shape::Required;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Text;
use crate::shape::Use;
use std::borrow::Cow;

/// The members of a body.
#[derive(Debug)]
pub struct Members<'a> {
    /// The members, and what may stand beside them.
    pub object: Cow<'a, Object>,
    /// Those that several variants declare differently.
    varying: Vec<Box<str>>,
}

impl Members<'_> {
    /// What a member is made of: by its schema, and by what `encoding` makes of a value.
    pub fn content(&self, shapes: &Shapes, member: &Member, form: &Form) -> Content {
        if self.varying.contains(&member.name) {
            return Content::Part;
        }
        let shape = member.value.shape;
        let content = content(shapes, shape);
        let said = encoding(form, member).filter(|it| styles::said(it).is_none());
        let said = said.and_then(|it| it.content_type.as_deref());
        match (content, said, primitive(shapes, shape)) {
            (Content::Value, Some(said), _) if media::family(said) == Family::Json => content,
            // Nothing is said of it but that it is JSON.
            (Content::Part | Content::Parts, Some(said), _)
                if says_nothing(shapes, shape) && media::family(said) == Family::Json =>
            {
                Content::Value
            }
            (Content::Value, Some(said), Primitive::Text) if is_bytes(said) => Content::File,
            // An object as something else than JSON is for the caller to write.
            (Content::Value, Some(_), Primitive::No) => Content::Part,
            (_, _, _) => content,
        }
    }
}

/// What the document says of one part.
fn encoding<'a>(form: &'a Form, member: &Member) -> Option<&'a Encoding> {
    let found = form.encoding.iter().find(|(name, _)| *name == member.name);
    found.map(|(_, it)| it)
}

/// The members of a body; none for one whose parts the document does not name.
///
/// The variants of a union are one set of members: which of them stand together is for the caller to know.
pub fn members(shapes: &Shapes, shape: ShapeId) -> Option<Members<'_>> {
    let of_object = |shape: ShapeId| match &shapes.get(shape).kind {
        Kind::Object(object) => Some(object),
        _ => None,
    };
    match &shapes.get(shape).kind {
        Kind::Object(object) => Some(Members {
            object: Cow::Borrowed(object),
            varying: Vec::new(),
        }),
        Kind::Union(union) => {
            let variants: Option<Vec<&Object>> = union
                .variants
                .iter()
                .map(|it| of_object(it.shape))
                .collect();
            Some(joined(shapes, &variants?))
        }
        _ => None,
    }
}

/// All members of all variants; required are those that every variant requires.
fn joined<'a>(shapes: &Shapes, variants: &[&'a Object]) -> Members<'a> {
    let mut all: Vec<Member> = Vec::new();
    let mut varying = Vec::new();
    for member in variants.iter().flat_map(|it| &it.members) {
        if all.iter().any(|it| it.name == member.name) {
            continue;
        }
        let named = |it: &&'a Object| it.members.iter().find(|it| it.name == member.name);
        let same: Vec<&Member> = variants.iter().filter_map(named).collect();
        let required =
            same.len() == variants.len() && same.iter().all(|it| it.required == Required::Yes);
        if !same
            .iter()
            .all(|it| alike(shapes, &it.value, &member.value))
        {
            varying.push(member.name.clone());
        }
        all.push(Member {
            required: if required {
                Required::Yes
            } else {
                Required::No
            },
            ..member.clone()
        });
    }
    let rest = variants.iter().find_map(|it| match &it.rest {
        shape::Rest::Values(value) => Some(shape::Rest::Values(value.clone())),
        shape::Rest::Undeclared | shape::Rest::Refused => None,
    });
    Members {
        object: Cow::Owned(Object {
            members: all,
            rest: rest.unwrap_or(shape::Rest::Undeclared),
        }),
        varying,
    }
}

/// Whether two members have one type.
fn alike(shapes: &Shapes, a: &Use, b: &Use) -> bool {
    let kinds = (&shapes.get(a.shape).kind, &shapes.get(b.shape).kind);
    a.shape == b.shape
        || match kinds {
            (Kind::String(a), Kind::String(b)) => {
                (&a.format, &a.encoding, &a.media_type) == (&b.format, &b.encoding, &b.media_type)
            }
            (Kind::Integer(a), Kind::Integer(b)) => a.format == b.format,
            (Kind::Bool, Kind::Bool) | (Kind::Number(_), Kind::Number(_)) => true,
            _ => false,
        }
}

/// What a member of a body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A file.
    File,
    /// A list of files.
    Files,
    /// A file or something else.
    Part,
    /// Files or something else.
    Parts,
    /// A value with a type of its own.
    Value,
}

/// What a member is made of, to judge by its schema.
fn content(shapes: &Shapes, shape: ShapeId) -> Content {
    match &shapes.get(shape).kind {
        Kind::Any => Content::Part,
        Kind::String(text) if is_file(text) => Content::File,
        Kind::List(item) => match &shapes.get(item.shape).kind {
            Kind::String(text) if is_file(text) => Content::Files,
            Kind::Any => Content::Parts,
            _ => Content::Value,
        },
        Kind::Union(union) => {
            let variants: Vec<Content> = union
                .variants
                .iter()
                .map(|it| match &shapes.get(it.shape).kind {
                    Kind::Union(_) | Kind::Any => Content::Value,
                    _ => content(shapes, it.shape),
                })
                .collect();
            let has = |one| variants.contains(&one);
            match (has(Content::File), has(Content::Files), has(Content::Value)) {
                (false, false, _) => Content::Value,
                (_, true, false) => Content::Files,
                (_, true, true) => Content::Parts,
                (true, false, true) => Content::Part,
                (true, false, false) => Content::File,
            }
        }
        _ => Content::Value,
    }
}

/// Whether a schema, or that of each item of a list, lets anything through.
fn says_nothing(shapes: &Shapes, shape: ShapeId) -> bool {
    match &shapes.get(shape).kind {
        Kind::List(item) => matches!(shapes.get(item.shape).kind, Kind::Any),
        kind => matches!(kind, Kind::Any),
    }
}

/// Whether a string is a file where parts are sent. JSON in a string is a value like others.
fn is_file(text: &Text) -> bool {
    let raw = match text.encoding.as_deref() {
        None => true,
        Some(it) => ["binary", "7bit", "8bit"]
            .iter()
            .any(|raw| it.eq_ignore_ascii_case(raw)),
    };
    let typed = text
        .media_type
        .as_deref()
        .is_some_and(|it| media::family(it) != Family::Json);
    raw && (typed || text.encoding.is_some() || text.format.as_deref() == Some("binary"))
}

/// The body of parts that a shape is.
pub fn define(
    context: &Context<'_>,
    (ty, id): (TypeId, ShapeId),
    form: &Form,
    diags: &mut Diagnostics,
) -> Multipart {
    let shapes = context.lookup.shapes;
    let members = members(shapes, id).unwrap_or_else(|| joined(shapes, &[]));
    let object = &members.object;
    if let Kind::Union(_) = shapes.get(id).kind {
        let message = "the variants of this body are one struct with the members of all of them";
        diags.push(Diagnostic::new(
            Code::VariantsJoined,
            shapes.get(id).at.value(),
            message,
        ));
    }
    without_member(form, object, diags);
    // What only the server sets is not sent, even if it has one value only.
    let constant = |it: &Member| {
        constants::of(shapes, context.tags, Flow::Request, id, it)
            .filter(|_| members.content(shapes, it, form) == Content::Value)
            .filter(|_| !it.value.notes.read_only)
    };
    let named = object.members.iter().filter(|it| constant(it).is_none());
    let named: Vec<&Member> = named.collect();
    let mut names = FieldNames::new(context, context.names.key(ty), &named, diags);
    let (mut fields, mut constants) = (Vec::new(), Vec::new());
    for member in &object.members {
        let content = members.content(shapes, member, form);
        if let Some((literal, _)) = constant(member) {
            constants.push((member.name.clone(), text(&literal)));
            continue;
        }
        let (ty, codec) = part(context, form, member, content, diags);
        let field = field(context, member, ty, &names, diags);
        fields.extend(field.map(|it| (it, codec)));
    }
    let rest = match &object.rest {
        shape::Rest::Values(value) => Some(Rest {
            ident: names.rest(),
            maps: MapType::default(),
            ty: match rest_of_files(shapes, value) {
                true => Type::Leaf(Leaf::Part),
                false => context.lookup.with_null(value),
            },
        }),
        shape::Rest::Undeclared | shape::Rest::Refused => None,
    };
    Multipart {
        fields,
        constants,
        rest,
    }
}

/// Whether parts that are not named are files.
pub fn rest_of_files(shapes: &Shapes, value: &Use) -> bool {
    content(shapes, value.shape) == Content::File
}

/// Says which entries of `encoding` belong to no member.
fn without_member(form: &Form, object: &Object, diags: &mut Diagnostics) {
    for (name, encoding) in &form.encoding {
        if !object.members.iter().any(|it| it.name == *name) {
            let message = format!("`encoding` names `{name}`, which is no member of the body");
            diags.push(Diagnostic::new(
                Code::PartLeftOut,
                encoding.at.key(),
                message,
            ));
        }
    }
}

/// The text of a part with one possible content.
fn text(literal: &Literal) -> Box<str> {
    match literal {
        Literal::String(text) => text.clone(),
        other => other.json().into(),
    }
}

/// The type of a member and how it is written.
fn part(
    context: &Context<'_>,
    form: &Form,
    member: &Member,
    content: Content,
    diags: &mut Diagnostics,
) -> (Type, PartCodec) {
    let (ty, codec) = plain_part(context, form, member, content, diags);
    // Files and other parts have room for headers themselves.
    let headed =
        content == Content::Value && encoding(form, member).is_some_and(|it| it.headers.is_some());
    match codec {
        codec if headed => (ty, PartCodec::Headed(Box::new(codec))),
        codec => (ty, codec),
    }
}

/// The same, without headers of its own.
fn plain_part(
    context: &Context<'_>,
    form: &Form,
    member: &Member,
    content: Content,
    diags: &mut Diagnostics,
) -> (Type, PartCodec) {
    let encoding = encoding(form, member);
    if let Some(encoding) = encoding
        && let Some(style) = styles::said(encoding)
    {
        return match (content, form.is_form_data()) {
            (Content::Value, true) => (context.lookup.of(&member.value), PartCodec::Styled(style)),
            _ => {
                let message = format!("the style of the part `{}` has no effect", member.name);
                diags.push(Diagnostic::new(
                    Code::PartLeftOut,
                    encoding.at.key(),
                    message,
                ));
                by_content(context, &member.value, content, None)
            }
        };
    }
    let said = encoding.and_then(|it| it.content_type.as_deref());
    by_content(context, &member.value, content, said)
}

/// By what a member is made of, and by the media type that `encoding` says.
fn by_content(
    context: &Context<'_>,
    meaning: &Use,
    content: Content,
    said: Option<&str>,
) -> (Type, PartCodec) {
    let part = Type::Leaf(Leaf::Part);
    let list = Type::List(Box::new(Type::Leaf(Leaf::Part)));
    let file = || PartCodec::File(file_type(context.lookup.shapes, meaning.shape, said));
    match content {
        Content::File => (part, file()),
        Content::Files => (list, file()),
        Content::Part => (part, PartCodec::Part),
        Content::Parts => (list, PartCodec::Part),
        Content::Value => {
            let codec = match said.map(|it| (it, media::family(it))) {
                None => PartCodec::Value,
                Some((said, Family::Json)) => PartCodec::Json(said.into()),
                Some((said, _)) => PartCodec::Text(said.into()),
            };
            (context.lookup.of(meaning), codec)
        }
    }
}

/// Whether a value has a text form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Primitive {
    /// It is text.
    Text,
    /// It has one: a number, a boolean, an enum, a list of them.
    Other,
    /// It has none.
    No,
}

fn primitive(shapes: &Shapes, shape: ShapeId) -> Primitive {
    match &shapes.get(shape).kind {
        Kind::String(_) => Primitive::Text,
        Kind::Bool | Kind::Integer(_) | Kind::Number(_) | Kind::Literals(_) => Primitive::Other,
        Kind::List(item) => match &shapes.get(item.shape).kind {
            Kind::String(_)
            | Kind::Bool
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::Literals(_) => Primitive::Other,
            _ => Primitive::No,
        },
        _ => Primitive::No,
    }
}

/// Application types of which a text is none; one that is not here may be text, as `application/sdp` is.
const BYTES: [&str; 12] = [
    "cbor",
    "gzip",
    "msword",
    "octet-stream",
    "pdf",
    "protobuf",
    "wasm",
    "x-gzip",
    "x-protobuf",
    "x-tar",
    "x-zip-compressed",
    "zip",
];

/// Whether a media type is of bytes, or leaves a choice: what a string cannot hold or decide.
fn is_bytes(said: &str) -> bool {
    if said.contains(',') || said.contains('*') {
        return true;
    }
    let essence = media::essence(said);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    let of_office = subtype.starts_with("vnd.") && media::family(said) == Family::Bytes;
    match kind {
        "image" | "audio" | "video" | "font" => true,
        "application" => of_office || BYTES.contains(&subtype),
        _ => false,
    }
}

/// The media type of a file, unless the caller says another.
fn file_type(shapes: &Shapes, shape: ShapeId, said: Option<&str>) -> Box<str> {
    let own = match &shapes.get(shape).kind {
        Kind::String(text) => text.media_type.as_deref(),
        Kind::List(item) => match &shapes.get(item.shape).kind {
            Kind::String(text) => text.media_type.as_deref(),
            _ => None,
        },
        _ => None,
    };
    let certain = |it: &&str| !it.contains(',') && !it.contains('*') && it.contains('/');
    said.filter(certain)
        .or(own.filter(certain))
        .unwrap_or("application/octet-stream")
        .trim()
        .into()
}

/// The field of a member: null has no spelling in a part, so that it is the same as being left out.
fn field(
    context: &Context<'_>,
    member: &Member,
    ty: Type,
    names: &FieldNames,
    diags: &mut Diagnostics,
) -> Option<Field> {
    let notes = &member.value.notes;
    let must = member.required == Required::Yes
        && member.value.null == Null::Refused
        && !(notes.read_only && context.flow(member.value.shape) != Flow::Response);
    Some(Field {
        ident: names.field(member)?,
        wire: member.name.clone(),
        ty,
        presence: if must {
            Presence::Required
        } else {
            Presence::Optional(None)
        },
        docs: structs::member_docs(context, member, diags),
        deprecated: if notes.deprecated {
            Deprecated::Yes
        } else {
            Deprecated::No
        },
        shown: secrets::shown(&member.name, context.lookup.shapes.get(member.value.shape)),
        origin: member.value.at,
    })
}
