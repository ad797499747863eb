//! Request bodies and media types (OpenAPI 3.1 §4.8.13–4.8.15).

use super::keywords;
use super::reader::Reader;
use super::style::style;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use openapiv3::QueryStyle;

/// A Request Body.
#[derive(Clone, Debug)]
pub struct Body {
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required: true`.
    pub required: bool,
    /// `content`: media type and Media Type Object.
    pub content: Vec<(Box<str>, NodeId)>,
}

/// A Media Type Object.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// `schema`: the whole content.
    pub schema: Option<NodeId>,
    /// `itemSchema`: each item of a stream (3.2).
    pub item_schema: Option<NodeId>,
    /// `encoding`: property and Encoding Object.
    pub encoding: Vec<(Box<str>, NodeId)>,
}

/// An Encoding Object: how one member of a form is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// Its node.
    pub at: NodeId,
    /// `contentType`.
    pub content_type: Option<Box<str>>,
    /// `style`.
    pub style: Option<QueryStyle>,
    /// `explode`; its default depends on the style.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: Option<bool>,
    /// `headers`: of the part, where there are parts.
    pub headers: Option<NodeId>,
}

/// Reads the Encoding at `at`.
pub fn encoding(reader: &mut Reader<'_>, at: NodeId) -> Encoding {
    keywords::check(reader, at, &keywords::ENCODING);
    without_effect(reader, at, &["encoding", "prefixEncoding", "itemEncoding"]);
    let flag =
        |reader: &mut Reader<'_>, key| reader.tree.get(at, key).and_then(|it| reader.flag(it));
    Encoding {
        at,
        content_type: reader.text_at(at, "contentType"),
        style: style(reader, at),
        explode: flag(reader, "explode"),
        allow_reserved: flag(reader, "allowReserved"),
        headers: headers(reader, at),
    }
}

/// Encodings by position and of parts within parts (3.2), which nothing here writes.
fn without_effect(reader: &mut Reader<'_>, at: NodeId, keywords: &[&str]) {
    for key in keywords {
        if let Some(it) = reader.tree.get(at, key) {
            let message = format!("`{key}` has no effect on what is sent");
            let found = Diagnostic::new(Code::PartLeftOut, it.key(), message);
            reader.diags.push(found);
        }
    }
}

/// The headers of a part, if there are any beside `Content-Type`, which is ignored (OpenAPI 3.1 §4.8.15).
fn headers(reader: &mut Reader<'_>, at: NodeId) -> Option<NodeId> {
    let all = reader.tree.get(at, "headers")?;
    let named = reader.entries(all);
    let other = |(name, _): &(Box<str>, NodeId)| !name.eq_ignore_ascii_case("content-type");
    named.iter().any(other).then_some(all)
}

/// Reads the Request Body at `at`.
pub fn read(reader: &mut Reader<'_>, at: NodeId) -> Body {
    keywords::check(reader, at, &keywords::BODY);
    Body {
        description: reader.text_at(at, "description"),
        required: reader.flag_at(at, "required"),
        content: media_types(reader, at),
    }
}

/// The entries of `content` below `at`.
pub fn media_types(reader: &mut Reader<'_>, at: NodeId) -> Vec<(Box<str>, NodeId)> {
    let mut entries = reader.entries_at(at, "content");
    entries.retain(|(key, _)| !key.starts_with("x-"));
    for (key, it) in &entries {
        if !key.contains('/') && &**key != "*" {
            let message = format!("`{key}` is not a media type");
            reader.diags.push(
                Diagnostic::new(Code::BadMediaType, it.key(), message)
                    .label("nothing is sent so, and what comes so is bytes")
                    .help("write a media type such as `application/json`"),
            );
        }
    }
    entries
}

/// Reads the Media Type Object at `at`.
pub fn media_type(reader: &mut Reader<'_>, at: NodeId) -> MediaType {
    keywords::check(reader, at, &keywords::MEDIA_TYPE);
    keywords::check_each(reader, at, "examples", &keywords::EXAMPLE);
    without_effect(reader, at, &["prefixEncoding", "itemEncoding"]);
    MediaType {
        schema: reader.tree.get(at, "schema"),
        item_schema: reader.tree.get(at, "itemSchema"),
        encoding: reader.entries_at(at, "encoding"),
    }
}
