//! Paths, Path Items and Operations (OpenAPI 3.1 §4.8.8–4.8.10), field by field.
//!
//! Parameters, bodies, responses and callbacks stay nodes: each may be a reference, which
//! `resolve` follows before it reads on. 3.2's `query` and `additionalOperations` are read in
//! every version; a document that has them means them.

use super::keywords;
use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use crate::tree::Value;

/// The methods that have a keyword of their own.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A Path Item: the operations of one path.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// `$ref`: text and node.
    pub reference: Option<(Box<str>, NodeId)>,
    /// `summary`, shared by all operations.
    pub summary: Option<Box<str>>,
    /// `description`, shared by all operations.
    pub description: Option<Box<str>>,
    /// HTTP method as it is sent, and operation, in the order of the text.
    pub operations: Vec<(Box<str>, NodeId)>,
    /// Parameters of all operations.
    pub parameters: Vec<NodeId>,
    /// Servers of all operations.
    pub servers: Option<NodeId>,
}

/// An Operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`: text and node.
    pub id: Option<(Box<str>, NodeId)>,
    /// `tags`: text and node.
    pub tags: Vec<(Box<str>, NodeId)>,
    /// `summary`.
    pub summary: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `parameters`.
    pub parameters: Vec<NodeId>,
    /// `requestBody`.
    pub body: Option<NodeId>,
    /// `responses`: key and response.
    pub responses: Vec<(Box<str>, NodeId)>,
    /// `callbacks`: name and Callback Object.
    pub callbacks: Vec<(Box<str>, NodeId)>,
    /// `security`; when absent, the document's own counts.
    pub security: Option<NodeId>,
    /// `servers`; when absent, those of the path or the document count.
    pub servers: Option<NodeId>,
    /// `x-pages`: how its list comes in pages.
    pub pages: PagesSaid,
}

/// What `x-pages` says: whether and how an operation gives its list in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagesSaid {
    /// It is not there.
    Nothing,
    /// `false`: it does not.
    Off,
    /// It does so; the keys `cursor`, `next`, `more`, `offset`, `page`, `first`, `size`, `link`, `items` with their values as
    /// text.
    Stated(Vec<(Box<str>, Box<str>)>),
}

/// The entries of a Paths, Webhooks or Callback Object: path, name or expression, and Path Item.
pub fn paths(reader: &mut Reader<'_>, at: NodeId) -> Vec<(Box<str>, NodeId)> {
    let mut entries = reader.named(at);
    entries.retain(|(key, _)| !key.starts_with("x-"));
    entries
}

/// Reads the Path Item at `at`.
pub fn path_item(reader: &mut Reader<'_>, at: NodeId) -> PathItem {
    let mut operations = Vec::new();
    for (key, it) in reader.entries(at) {
        match &*key {
            word if METHODS.contains(&word) => {
                operations.push((key.to_ascii_uppercase().into(), it));
            }
            // Methods are case-sensitive: these are sent as they are written.
            "additionalOperations" => operations.extend(reader.entries(it)),
            _ => operations.extend(odd_method(reader, &key, it)),
        }
    }
    PathItem {
        reference: reference(reader, at),
        summary: reader.text_at(at, "summary"),
        description: reader.text_at(at, "description"),
        operations,
        parameters: reader.items_at(at, "parameters"),
        servers: reader.tree.get(at, "servers"),
    }
}

/// Reads the Operation at `at`.
pub fn operation(reader: &mut Reader<'_>, at: NodeId) -> Operation {
    for (key, it) in reader.entries(at) {
        // Documents in many files have references here, and mean what they name.
        if &*key != "$ref" && !keywords::OPERATION.keywords.contains(&&*key) {
            keywords::stranger(reader, &keywords::OPERATION, &key, it);
        }
    }
    keywords::check_at(reader, at, "externalDocs", &keywords::EXTERNAL_DOCS);
    let id = reader.tree.get(at, "operationId");
    let tags = reader.tree.get(at, "tags");
    Operation {
        id: id.and_then(|it| name(reader, it)),
        tags: tags.map(|it| reader.texts(it)).unwrap_or_default(),
        summary: reader.text_at(at, "summary"),
        description: reader.text_at(at, "description"),
        deprecated: reader.flag_at(at, "deprecated"),
        parameters: reader.items_at(at, "parameters"),
        body: reader.tree.get(at, "requestBody"),
        responses: reader.entries_at(at, "responses"),
        callbacks: reader.entries_at(at, "callbacks"),
        security: reader.tree.get(at, "security"),
        servers: reader.tree.get(at, "servers"),
        pages: pages(reader, at),
    }
}

/// A key of a path item that is none of its keywords in lower case. A method in capitals is meant as it is; what looks like
/// an operation under a method that there is none of is left out, with a word.
fn odd_method(reader: &mut Reader<'_>, key: &str, at: NodeId) -> Option<(Box<str>, NodeId)> {
    if keywords::PATH_ITEM.keywords.contains(&key) {
        return None;
    }
    let lower = key.to_ascii_lowercase();
    let is_operation = reader.tree.get(at, "responses").is_some();
    if METHODS.contains(&&*lower) && is_operation {
        let message = format!("`{key}` is not a keyword of path items; `{lower}` is");
        reader.diags.push(
            Diagnostic::new(Code::Misspelt, at.key(), message)
                .label(format!("read as `{lower}`"))
                .help(format!("write `{lower}`")),
        );
        return Some((lower.to_ascii_uppercase().into(), at));
    }
    if is_operation {
        let message = format!("`{key}` is not a method that path items have");
        reader.diags.push(
            Diagnostic::new(Code::OperationLeftOut, at.key(), message).help(
                "OpenAPI 3.2 has other methods below `additionalOperations`, in any version here",
            ),
        );
    } else {
        keywords::stranger(reader, &keywords::PATH_ITEM, key, at);
    }
    None
}

/// A name that is not empty.
fn name(reader: &mut Reader<'_>, at: NodeId) -> Option<(Box<str>, NodeId)> {
    let text = reader.text(at)?;
    if text.trim().is_empty() {
        reader.other(at, "a name");
        return None;
    }
    Some((text, at))
}

fn pages(reader: &mut Reader<'_>, at: NodeId) -> PagesSaid {
    let Some(it) = reader.tree.get(at, "x-pages") else {
        return PagesSaid::Nothing;
    };
    if let Value::Bool(wanted) = reader.tree.value(it) {
        return if *wanted {
            PagesSaid::Nothing
        } else {
            PagesSaid::Off
        };
    }
    let mut fields = Vec::new();
    for (key, it) in reader.entries(it) {
        match &*key {
            "first" => match reader.tree.value(it) {
                Value::Number(number) => fields.push((key, number.to_string().into())),
                _ => fields.extend(reader.text(it).map(|it| (key, it))),
            },
            "link" => fields.push((key, "true".into())),
            "cursor" | "next" | "more" | "total" | "offset" | "page" | "size" | "items" => {
                fields.extend(reader.text(it).map(|it| (key, it)));
            }
            _ => reader.unknown(&key, it, "`x-pages`"),
        }
    }
    PagesSaid::Stated(fields)
}

/// The `$ref` of an object that may be a Reference Object.
pub fn reference(reader: &mut Reader<'_>, at: NodeId) -> Option<(Box<str>, NodeId)> {
    let it = reader.tree.get(at, "$ref")?;
    Some((reader.text(it)?, it))
}
