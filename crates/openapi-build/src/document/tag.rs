//! Tags (OpenAPI 3.1 §4.8.22).

use super::keywords;
use super::reader::Reader;
use crate::source::NodeId;

/// A Tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`.
    pub name: Box<str>,
    /// `summary` (3.2).
    pub summary: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
}

/// Reads the list of tags at `at`. One without a name is reported and left out.
pub fn read(reader: &mut Reader<'_>, at: NodeId) -> Vec<Tag> {
    let items = reader.items(at);
    items.into_iter().filter_map(|it| tag(reader, it)).collect()
}

fn tag(reader: &mut Reader<'_>, at: NodeId) -> Option<Tag> {
    let Some(name) = reader.text_at(at, "name") else {
        reader.wrong(at, "a tag with a `name`");
        return None;
    };
    keywords::check(reader, at, &keywords::TAG);
    keywords::check_at(reader, at, "externalDocs", &keywords::EXTERNAL_DOCS);
    Some(Tag {
        name,
        summary: reader.text_at(at, "summary"),
        description: reader.text_at(at, "description"),
    })
}
