//! Stage 2. The tree read as OpenAPI 3.1: a faithful copy of the text.
//!
//! In: the tree. Out: typed objects, read where later stages ask for them, because a
//! reference may lead to any place of any file. 3.0 is upgraded here, so that no later stage
//! knows versions. Absent: no reference is followed, nothing is merged.

pub mod body;
pub mod dialect;
pub mod enum_values;
pub mod keywords;
pub mod operation;
pub mod parameter;
pub mod pattern;
pub mod reader;
pub mod response;
pub mod schema;
pub mod security;
pub mod server;
mod style;
pub mod tag;

pub use dialect::Dialect;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use reader::Reader;

/// The root object. Everything below it is read on demand.
#[derive(Debug)]
pub struct Document {
    /// The root node.
    pub at: NodeId,
    /// The version's rules.
    pub dialect: Dialect,
    /// `info.title`.
    pub title: Box<str>,
    /// `info.version`.
    pub version: Box<str>,
    /// `info.description`, or `info.summary`.
    pub description: Option<Box<str>>,
    /// `components.schemas`: key and schema.
    pub schemas: Vec<(Box<str>, NodeId)>,
}

/// Reads the root object; `None` when it is not an OpenAPI 3 document.
pub fn read(tree: &Tree, diags: &mut Diagnostics) -> Option<Document> {
    let at = tree.root();
    let Value::Map(_) = tree.value(at) else {
        let found = match tree.value(at) {
            Value::Null => "the document is empty".to_owned(),
            other => format!("the document is {}, not a mapping", other.kind()),
        };
        diags.push(
            Diagnostic::new(Code::NotADocument, at.value(), found)
                .help("an OpenAPI document starts with `openapi: 3.1.0`"),
        );
        return None;
    };
    let dialect = dialect::of(tree, at, diags)?;
    let mut reader = Reader { tree, diags };
    keywords::check(&mut reader, at, &keywords::ROOT);
    keywords::check_at(&mut reader, at, "externalDocs", &keywords::EXTERNAL_DOCS);
    dialect::of_schemas(&mut reader, at);
    let info = info(&mut reader, at);
    let components = checked_components(&mut reader, at);
    let mut about = |key| info.and_then(|it| reader.text_at(it, key));
    let title = about("title").unwrap_or_else(|| "API".into());
    let version = about("version").unwrap_or_default();
    let description = about("description").or_else(|| about("summary"));
    let schemas = components
        .map(|it| reader.entries_at(it, "schemas"))
        .unwrap_or_default();
    Some(Document {
        at,
        dialect,
        title,
        version,
        description,
        schemas,
    })
}

/// `info`, with a word about what is missing of it.
fn info(reader: &mut Reader<'_>, root: NodeId) -> Option<NodeId> {
    const HELP: &str = "add `info:` with `title` and `version`";
    let missing = |place: NodeId, what: &str| {
        Diagnostic::new(Code::WrongType, place.value(), what).help(HELP)
    };
    let Some(at) = reader.tree.get(root, "info") else {
        let found = missing(root, "the document has no `info` object");
        reader.diags.push(found);
        return None;
    };
    keywords::check(reader, at, &keywords::INFO);
    for (key, object) in [
        ("contact", &keywords::CONTACT),
        ("license", &keywords::LICENSE),
    ] {
        keywords::check_at(reader, at, key, object);
    }
    if reader.tree.value(at).as_map().is_some() {
        for key in ["title", "version"] {
            if reader.tree.get(at, key).is_none() {
                let found = missing(at, &format!("`info` has no `{key}`"));
                reader.diags.push(found);
            }
        }
    }
    Some(at)
}

/// `components` of the document at `root`; where it only refers to a file, what stands there.
pub fn components(tree: &Tree, root: NodeId) -> Option<NodeId> {
    let at = tree.get(root, "components")?;
    tree.referred(at).last()
}

/// `components`, and a word where there is nothing in the document at all.
fn checked_components(reader: &mut Reader<'_>, root: NodeId) -> Option<NodeId> {
    let there = |key: &str| reader.tree.get(root, key).is_some();
    if !["paths", "components", "webhooks"].into_iter().any(there) {
        let message = "the document has neither `paths` nor `components` nor `webhooks`";
        reader.diags.push(
            Diagnostic::new(Code::WrongType, root.value(), message)
                .help("`paths` has the operations that a client calls"),
        );
    }
    let at = components(reader.tree, root)?;
    let beside = reader.tree.get(root, "components");
    for (key, it) in beside
        .filter(|it| *it != at)
        .map_or(Vec::new(), |it| reader.entries(it))
    {
        if &*key != "$ref" {
            let message = format!("`{key}` has no effect beside the `$ref` of `components`");
            reader
                .diags
                .push(Diagnostic::new(Code::KeywordIgnored, it.key(), message));
        }
    }
    keywords::check(reader, at, &keywords::COMPONENTS);
    keywords::check_each(reader, at, "examples", &keywords::EXAMPLE);
    keywords::check_each(reader, at, "links", &keywords::LINK);
    Some(at)
}
