//! Texts become a tree of values whose places are known.
//!
//! In: a document's name and a [`Source`] of texts. Out: a [`Tree`]: the values of the document and of every file
//! that a `$ref` in it names. Absent: any knowledge of OpenAPI beyond the keywords that references live on
//! (`$ref`, `$id`, `$anchor`, `$dynamicAnchor`, a discriminator's `mapping`).
//!
//! ```
//! use openapi_build::{diag::Diagnostics, tree::Tree};
//!
//! let files = |name: &str| match name {
//!     "api/openapi.yaml" => Ok("a: { $ref: 'b.yaml#/x' }".to_owned()),
//!     "api/b.yaml" => Ok("x: [1, 2]".to_owned()),
//!     other => Err(format!("there is no `{other}`")),
//! };
//! let mut diags = Diagnostics::default();
//! let tree = Tree::read("api/openapi.yaml", &files, &mut diags);
//! let a = tree.get(tree.root(), "a").unwrap();
//! let reference = tree.get(a, "$ref").unwrap();
//! let x = tree.resolve(reference, "b.yaml#/x").unwrap();
//! assert_eq!(tree.pointer(x), "b.yaml#/x");
//! ```

mod build;
mod digits;
mod faults;
mod guards;
mod locate;
mod overlay;
mod paths;
mod positions;
mod read;
mod reference;
mod value;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use read::Source;
pub use reference::Unresolved;
pub use value::{Map, Number, Value};

use crate::source::{FileId, NodeId};
use build::Shadowed;
use positions::Positions;

/// The parent of a file's root.
const NO_PARENT: NodeId = NodeId(u32::MAX);

/// A value and the way to it.
#[derive(Debug)]
struct Node {
    value: Value,
    parent: NodeId,
    /// Position among the parent's children; for a root, the file.
    slot: u32,
}

/// A file that was read.
#[derive(Debug)]
struct File {
    /// As the source knows it.
    name: String,
    /// As pointers write it: relative to the folder of the root document.
    short: String,
    text: String,
    syntax: build::Syntax,
    root: NodeId,
    positions: OnceLock<Positions>,
}

/// One step from a value to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step<'a> {
    /// The value is the whole of a file.
    Root(FileId),
    /// It is a member of a mapping.
    Key(&'a str),
    /// It is an item of a list, from 0.
    Index(usize),
}

/// The values of all files, in one arena, and the files' texts.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    files: Vec<File>,
    /// Files by the name that the source knows; a file that could not be read has the reason.
    by_name: HashMap<String, Result<FileId, Unresolved>>,
    /// Schemas by `$id`, as an absolute address or path.
    by_id: HashMap<String, NodeId>,
    /// Schemas by the file or the schema with an `$id` that they are in, and their anchor.
    by_anchor: HashMap<(NodeId, String), NodeId>,
    /// Values that a later one of the same key replaced; they are children of no one.
    shadowed: HashMap<NodeId, Shadowed>,
    /// Places of syntax errors, as bytes of the text.
    spots: HashMap<NodeId, std::ops::Range<usize>>,
    /// Values that were copied, by an overlay, and what they are copies of.
    origins: HashMap<NodeId, NodeId>,
    /// Items of lists that moved up when others were removed, and where they stood.
    stood: HashMap<NodeId, u32>,
    /// Files that references name and that are not read yet.
    pending: Vec<String>,
}

impl Tree {
    /// The root of the document.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The value of a node.
    pub fn value(&self, id: NodeId) -> &Value {
        self.node(id).map_or(&Value::Null, |node| &node.value)
    }

    /// The member of a mapping; nothing when the value is none.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.value(id).as_map()?.get(key)
    }

    /// The mapping or list that the value is in; nothing for the root of a file.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id)?.parent;
        (parent != NO_PARENT).then_some(parent)
    }

    /// How its parent leads to the value.
    pub fn step(&self, id: NodeId) -> Step<'_> {
        if let Some(shadowed) = self.shadowed.get(&id) {
            return Step::Key(&shadowed.key);
        }
        let Some(node) = self.node(id) else {
            return Step::Root(FileId(0));
        };
        let slot = node.slot as usize;
        match self.node(node.parent).map(|parent| &parent.value) {
            Some(Value::Map(map)) => map.key_at(slot).map_or(Step::Index(slot), Step::Key),
            Some(Value::List(_)) => Step::Index(slot),
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                Step::Index(slot)
            }
            None => Step::Root(FileId(node.slot as u16)),
        }
    }

    /// The file that the value belongs to.
    pub fn file(&self, id: NodeId) -> FileId {
        match self.step(self.top(id)) {
            Step::Root(file) => file,
            Step::Key(_) | Step::Index(_) => FileId(0),
        }
    }

    /// Where the value stands, as a reference writes it: `#/components/schemas/Token` in the document itself,
    /// `models/token.yaml#/Token` in another file. `~` and `/` in keys are escaped, nothing else.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut steps = Vec::with_capacity(16);
        let mut at = id;
        let file = loop {
            match (self.step(at), self.parent(at)) {
                (Step::Root(file), _) => break file,
                (_, None) => break FileId(0),
                (step, Some(parent)) => {
                    steps.push(step);
                    at = parent;
                }
            }
        };
        let mut pointer = String::with_capacity(80);
        if let Some(it) = self.files.get(usize::from(file.0)).filter(|_| file.0 != 0) {
            pointer.push_str(&it.short);
        }
        pointer.push('#');
        for step in steps.iter().rev() {
            pointer.push('/');
            match step {
                Step::Key(key) if key.contains(['~', '/']) => {
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"))
                }
                Step::Key(key) => pointer.push_str(key),
                Step::Index(index) => pointer.push_str(&index.to_string()),
                Step::Root(_) => {}
            }
        }
        pointer
    }

    /// The value as JSON on one line, where that is not longer than `most` bytes.
    pub fn one_line(&self, id: NodeId, most: usize) -> Option<String> {
        let text = self.json(id).to_string();
        (text.len() <= most).then_some(text)
    }

    /// Every file that was read, as the source knows them, the document first.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.name)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The root above a value.
    fn top(&self, id: NodeId) -> NodeId {
        std::iter::successors(Some(id), |it| self.parent(*it))
            .last()
            .unwrap_or(id)
    }
}
