//! Stage 2. The tree read as OpenAPI 3.1: a faithful copy of the text.
//!
//! In: the tree. Out: typed objects, read where later stages ask for them, because a
//! reference may lead to any place of any file. 3.0 is upgraded here, so that no later stage
//! knows versions. Absent: no reference is followed, nothing is merged.

pub mod body;
pub mod dialect;
pub mod operation;
pub mod parameter;
pub mod reader;
pub mod response;
pub mod schema;
pub mod security;
pub mod server;
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
        diags.push(Diagnostic::new(
            Code::NotADocument,
            at.value(),
            "the document is not a mapping",
        ));
        return None;
    };
    let dialect = dialect::of(tree, at, diags)?;
    let mut reader = Reader { tree, diags };
    let info = tree.get(at, "info");
    if info.is_none() {
        reader.diags.push(
            Diagnostic::new(
                Code::WrongType,
                at.value(),
                "the document has no `info` object",
            )
            .help("add `info:` with `title` and `version`"),
        );
    }
    let mut about = |key| info.and_then(|it| reader.text_at(it, key));
    let title = about("title").unwrap_or_else(|| "API".into());
    let version = about("version").unwrap_or_default();
    let description = about("description").or_else(|| about("summary"));
    let schemas = tree
        .get(at, "components")
        .and_then(|it| tree.get(it, "schemas"))
        .map(|it| reader.entries(it))
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
