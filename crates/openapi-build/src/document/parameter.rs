//! A Parameter Object (OpenAPI 3.1 §4.8.12): where a value goes and how it is spelled there.
//!
//! Headers of responses are read here too: they are parameters without a name and a place.
//! Absent: the defaults of `style` and `explode`, which depend on each other.

use super::body::media_types;
use super::keywords;
use super::reader::Reader;
use super::style::cookie_style;
use super::style::style;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use crate::tree::Value;
use openapiv3::CookieStyle;
use openapiv3::HeaderStyle;
use openapiv3::PathStyle;
use openapiv3::QueryStyle;

/// A Parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// `name`.
    pub name: Box<str>,
    /// `in`, with the styles that can be used there.
    pub place: Place,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required: true`.
    pub required: bool,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `explode`; its default depends on the style.
    pub explode: Option<bool>,
    /// `allowReserved: true`.
    pub allow_reserved: bool,
    /// `schema`.
    pub schema: Option<NodeId>,
    /// `content`: media type and Media Type Object; the specification allows one.
    pub content: Vec<(Box<str>, NodeId)>,
}

/// Where a parameter goes; `None` is a style that is not given.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Into the path template.
    Path(Option<PathStyle>),
    /// Into the query.
    Query(Option<QueryStyle>),
    /// Into a header.
    Header(Option<HeaderStyle>),
    /// Into the `Cookie` header.
    Cookie(Option<CookieStyle>),
    /// The whole query, as one value (3.2).
    Querystring,
}

/// A Header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `explode: true`; its only style is `simple`.
    pub explode: bool,
    /// `schema`.
    pub schema: Option<NodeId>,
    /// `content`: media type and Media Type Object; the specification allows one.
    pub content: Vec<(Box<str>, NodeId)>,
}

/// Reads the Parameter at `at`; `None`, with a word, when its name or place cannot be known.
pub fn read(reader: &mut Reader<'_>, at: NodeId) -> Option<Parameter> {
    keywords::check(reader, at, &keywords::PARAMETER);
    keywords::check_each(reader, at, "examples", &keywords::EXAMPLE);
    let name = name(reader, at)?;
    let place = place(reader, at)?;
    let explode = reader
        .tree
        .get(at, "explode")
        .and_then(|it| reader.flag(it));
    described_once(reader, at);
    Some(Parameter {
        name,
        place,
        description: reader.text_at(at, "description"),
        required: reader.flag_at(at, "required"),
        deprecated: reader.flag_at(at, "deprecated"),
        explode,
        allow_reserved: reader.flag_at(at, "allowReserved"),
        schema: reader.tree.get(at, "schema"),
        content: media_types(reader, at),
    })
}

/// `name`. Nothing is sent under that of a whole query, so that one without can be sent as well.
fn name(reader: &mut Reader<'_>, at: NodeId) -> Option<Box<str>> {
    const WHOLE: &str = "querystring";
    let name = reader.text_at(at, "name");
    if name.is_some() {
        return name;
    }
    let place = reader.tree.get(at, "in").map(|it| reader.tree.value(it));
    if !matches!(place, Some(Value::String(it)) if &**it == WHOLE) {
        reader.wrong(at, "a parameter with a `name`");
        return None;
    }
    reader.diags.push(
        Diagnostic::new(Code::WrongType, at.value(), "this parameter has no `name`")
            .label(format!("it is called `{WHOLE}`")),
    );
    Some(WHOLE.into())
}

/// Reads the Header at `at`. A style that headers do not have is reported and read as absent.
pub fn header(reader: &mut Reader<'_>, at: NodeId) -> Header {
    keywords::check(reader, at, &keywords::HEADER);
    keywords::check_each(reader, at, "examples", &keywords::EXAMPLE);
    let _: Option<HeaderStyle> = style(reader, at);
    Header {
        description: reader.text_at(at, "description"),
        deprecated: reader.flag_at(at, "deprecated"),
        explode: reader.flag_at(at, "explode"),
        schema: reader.tree.get(at, "schema"),
        content: media_types(reader, at),
    }
}

/// A parameter has a `schema`, or `content` with one media type. Of more than that, one counts.
fn described_once(reader: &mut Reader<'_>, at: NodeId) {
    let schema = reader.tree.get(at, "schema");
    let content = reader.tree.get(at, "content");
    let several = content.is_some() && media_types(reader, at).len() > 1;
    let (place, message) = match (schema, content) {
        (None, None) => {
            reader.wrong(at, "a parameter with a `schema`, or with `content`");
            return;
        }
        (Some(schema), Some(_)) => (
            schema.key(),
            "a parameter has either `schema` or `content`, and `content` counts",
        ),
        (None, Some(content)) if several => (
            content.key(),
            "`content` of a parameter has one media type, and the first counts",
        ),
        (Some(_), None) | (None, Some(_)) => return,
    };
    reader
        .diags
        .push(Diagnostic::new(Code::PartLeftOut, place, message).label("this has no effect"));
}

/// `in` and `style`. A style that cannot be used in its place is reported and read as absent.
fn place(reader: &mut Reader<'_>, at: NodeId) -> Option<Place> {
    let Some(node) = reader.tree.get(at, "in") else {
        reader.wrong(at, "a parameter with `in`");
        return None;
    };
    let word = reader.text(node)?;
    Some(match &*word {
        "path" => Place::Path(style(reader, at)),
        "query" => Place::Query(style(reader, at)),
        "header" => Place::Header(style(reader, at)),
        "cookie" => Place::Cookie(cookie_style(reader, at)),
        "querystring" => Place::Querystring,
        _ => {
            reader.other(node, "`path`, `query`, `header`, `cookie` or `querystring`");
            if &*word == "body" || &*word == "formData" {
                let message = format!(
                    "`in: {word}` is of Swagger 2.0: what it describes is the `requestBody` now"
                );
                reader
                    .diags
                    .push(Diagnostic::new(Code::Misplaced, node.value(), message));
            }
            return None;
        }
    })
}
