//! From names to texts to nodes: the document, then every file that a reference in it names.
//!
//! Only the document itself must be readable. A referred file that is missing or broken is remembered with the
//! reason, and reported by who needs it: not everything that looks like a reference is one.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use super::build::{Builder, Mark, Syntax};
use super::faults::{self, Fault};
use super::reference::Unresolved;
use super::value::Value;
use super::{File, NO_PARENT, Node, Tree, digits, paths};
use crate::diag::{Code, Diagnostic, Diagnostics, Failed};
use crate::source::{FileId, NodeId};

/// Where texts come from.
pub trait Source {
    /// The text of a file. The path is the document's own, or a reference joined to the folder of the file that it
    /// stands in, with `a/../b` made `b`.
    ///
    /// # Errors
    ///
    /// The reason, in words that follow "cannot be read: ".
    fn read(&self, path: &str) -> Result<String, String>;
}

impl<F: Fn(&str) -> Result<String, String>> Source for F {
    fn read(&self, path: &str) -> Result<String, String> {
        self(path)
    }
}

/// Texts in memory.
impl Source for BTreeMap<String, String> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

impl Tree {
    /// Reads the document and, file by file, everything that references in it name. Addresses (`https://…`) are
    /// not fetched.
    ///
    /// When the document cannot be read or parsed, that is reported as an error and the tree's root is null: call
    /// [`Diagnostics::gate`] next.
    pub fn read(root: &str, source: &dyn Source, diags: &mut Diagnostics) -> Tree {
        let mut tree = Tree::empty();
        match source.read(root) {
            Ok(text) => tree.add_root(root, text, source, diags),
            Err(reason) => {
                let (_, node) = tree.add_file(root, String::new(), Syntax::Yaml);
                let message = format!("`{root}` cannot be read: {reason}");
                diags.push(Diagnostic::new(Code::Unreadable, node.value(), message));
            }
        }
        tree
    }

    /// Makes a tree of a value in memory, such as an `openapiv3::OpenAPI`. Its pretty JSON is the text that
    /// diagnostics show, under the given name. References to other files are read from `source`.
    ///
    /// A value that cannot be written as JSON is reported as an error, and the root is null.
    pub fn from_value(
        name: &str,
        value: &impl serde::Serialize,
        source: &dyn Source,
        diags: &mut Diagnostics,
    ) -> Tree {
        let mut tree = Tree::empty();
        match serde_json::to_string_pretty(value) {
            Ok(text) => tree.add_root(name, text, source, diags),
            Err(reason) => {
                let (_, node) = tree.add_file(name, String::new(), Syntax::Json);
                let message = format!("`{name}` cannot be written as JSON: {reason}");
                diags.push(Diagnostic::new(Code::Unreadable, node.value(), message));
            }
        }
        tree
    }

    /// The document, and all that it refers to.
    fn add_root(&mut self, name: &str, text: String, source: &dyn Source, diags: &mut Diagnostics) {
        if let Ok(added) = self.add_document(name, text, diags) {
            self.adopt(&added.marks);
            self.add_referred(source, diags);
        }
    }

    fn empty() -> Tree {
        Tree {
            nodes: Vec::new(),
            files: Vec::new(),
            by_name: HashMap::new(),
            by_id: HashMap::new(),
            by_anchor: HashMap::new(),
            shadowed: HashMap::new(),
            spots: HashMap::new(),
            origins: HashMap::new(),
            stood: HashMap::new(),
            pending: Vec::new(),
        }
    }

    /// Parses a text that must be readable, and reports when it is not.
    pub(super) fn add_document(
        &mut self,
        name: &str,
        text: String,
        diags: &mut Diagnostics,
    ) -> Result<Added, Failed> {
        let result = self.add_text(name, text, diags);
        self.by_name.insert(
            paths::normalise(name),
            result.as_ref().map(|it| it.file).map_err(Clone::clone),
        );
        result.map_err(
            |Unresolved {
                 code,
                 reason,
                 place,
             }| {
                diags.push(Diagnostic::new(
                    code,
                    place.unwrap_or(NodeId(0).value()),
                    reason,
                ));
                Failed
            },
        )
    }

    /// Takes note of the references, identifiers and anchors of new values.
    pub(super) fn adopt(&mut self, marks: &[(Mark, NodeId)]) {
        self.register(marks);
        self.follow(marks);
    }

    /// Reads files until no reference names a new one.
    pub(super) fn add_referred(&mut self, source: &dyn Source, diags: &mut Diagnostics) {
        while let Some(name) = self.pending.pop() {
            if self.by_name.contains_key(&name) {
                continue;
            }
            let result = match source.read(&name) {
                Ok(text) => match self.add_text(&name, text, diags) {
                    Ok(it) => {
                        self.adopt(&it.marks);
                        Ok(it.file)
                    }
                    Err(why) => Err(Unresolved {
                        reason: format!("`{name}` cannot be used: {}", why.reason),
                        ..why
                    }),
                },
                Err(reason) => Err(Unresolved {
                    code: Code::Unreadable,
                    reason: format!("`{name}` cannot be read: {reason}"),
                    place: None,
                }),
            };
            self.by_name.insert(name, result);
        }
    }

    /// A file without values.
    fn add_file(&mut self, name: &str, text: String, syntax: Syntax) -> (FileId, NodeId) {
        let file = FileId(self.files.len() as u16);
        let root = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            value: Value::Null,
            parent: NO_PARENT,
            slot: u32::from(file.0),
        });
        let short = self
            .files
            .first()
            .map_or_else(|| name.to_owned(), |it| paths::relative(&it.name, name));
        self.files.push(File {
            name: name.to_owned(),
            short,
            text,
            syntax,
            root,
            positions: OnceLock::new(),
        });
        (file, root)
    }

    /// Parses a text into a new file. When that fails, the file stays for its text, with a null root and a node
    /// for the place of the fault.
    fn add_text(
        &mut self,
        name: &str,
        text: String,
        diags: &mut Diagnostics,
    ) -> Result<Added, Unresolved> {
        let text = text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text);
        if self.files.len() >= usize::from(u16::MAX) {
            let reason = format!("`{name}` is one file too many");
            return Err(Unresolved {
                code: Code::Unreadable,
                reason,
                place: None,
            });
        }
        let start = self.nodes.len();
        let called_json = name.to_ascii_lowercase().ends_with(".json");
        if called_json || text.trim_start().starts_with(['{', '[']) {
            let fault = match self.parse(&text, Syntax::Json) {
                Ok(parsed) => return Ok(self.settle(name, text, parsed, diags)),
                Err(fault) => fault,
            };
            // Flow YAML looks like JSON, and published `.json` has comments and commas that only YAML takes.
            self.nodes.truncate(start);
            let Ok(parsed) = self.parse(&text, Syntax::Yaml) else {
                return Err(self.fail(name, text, start, fault));
            };
            let added = self.settle(name, text, parsed, diags);
            if called_json {
                let place = self.spot(added.root, fault.at).value();
                diags.push(Diagnostic::new(
                    Code::NotJson,
                    place,
                    format!("read as YAML: {}", fault.message),
                ));
            }
            return Ok(added);
        }
        match self.parse(&text, Syntax::Yaml) {
            Ok(parsed) => Ok(self.settle(name, text, parsed, diags)),
            Err(fault) => Err(self.fail(name, text, start, fault)),
        }
    }

    /// A file that could not be parsed: its text, and a node for the place of the fault.
    fn fail(&mut self, name: &str, text: String, start: usize, fault: Fault) -> Unresolved {
        self.nodes.truncate(start);
        let (_, root) = self.add_file(name, text, Syntax::Yaml);
        let place = self.spot(root, fault.at).value();
        Unresolved {
            code: Code::Syntax,
            reason: fault.message,
            place: Some(place),
        }
    }

    /// A node that stands for bytes of a file.
    fn spot(&mut self, root: NodeId, at: Range<usize>) -> NodeId {
        let spot = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            value: Value::Null,
            parent: root,
            slot: 0,
        });
        self.spots.insert(spot, at);
        spot
    }

    /// Makes nodes of a text, at the end of the arena.
    fn parse(&mut self, text: &str, syntax: Syntax) -> Result<Parsed, Fault> {
        if syntax == Syntax::Yaml {
            faults::guard(text)?;
        }
        let mut more = false;
        let mut builder = Builder::new(&mut self.nodes, syntax, text);
        let root = match syntax {
            Syntax::Json => {
                let mut json = serde_json::Deserializer::from_str(text);
                builder
                    .root(&mut json)
                    .and_then(|root| json.end().map(|()| root))
                    .map_err(|it| faults::json(text, &it))
            }
            Syntax::Yaml => {
                let mut documents = serde_yaml::Deserializer::from_str(text);
                let root = match documents.next() {
                    Some(first) => builder.root(first).map_err(|it| faults::yaml(text, &it)),
                    None => Err(Fault {
                        message: "the text is empty".to_owned(),
                        at: 0..0,
                    }),
                };
                more = root.is_ok() && documents.any(says_something);
                root
            }
        }?;
        let (marks, shadowed, endless) = (builder.marks, builder.shadowed, builder.endless);
        let rounded = builder.rounded;
        digits::keep(&mut self.nodes, &rounded, text);
        Ok(Parsed {
            root,
            syntax,
            marks,
            shadowed,
            endless,
            more,
        })
    }

    /// Files the parsed text and reports the keys that were replaced.
    fn settle(
        &mut self,
        name: &str,
        text: String,
        parsed: Parsed,
        diags: &mut Diagnostics,
    ) -> Added {
        let file = FileId(self.files.len() as u16);
        let root = parsed.root;
        if let Some(node) = self.nodes.get_mut(root.0 as usize) {
            node.slot = u32::from(file.0);
        }
        let short = self
            .files
            .first()
            .map_or_else(|| name.to_owned(), |it| paths::relative(&it.name, name));
        let (name, syntax) = (name.to_owned(), parsed.syntax);
        self.files.push(File {
            name,
            short,
            text,
            syntax,
            root,
            positions: OnceLock::new(),
        });
        if parsed.more {
            let message = "the file has more than one YAML document; the first is read";
            diags.push(
                Diagnostic::new(Code::SecondDocument, root.value(), message)
                    .label("this one is read")
                    .help("what follows `---` or `...` is another document: give it a file of its own"),
            );
        }
        for it in parsed.shadowed {
            let message = format!("`{}` is there twice; the last one counts", it.key);
            let finding = Diagnostic::new(Code::DuplicateKey, it.later.key(), message)
                .label("this one counts")
                .related(it.earlier.key(), "this one is not read");
            diags.push(finding);
            self.shadowed.insert(it.earlier, it);
        }
        for it in parsed.endless {
            let word = self.value(it).as_str().unwrap_or_default();
            let message = format!("`{word}` is a number of YAML, and none of JSON");
            diags.push(
                Diagnostic::new(Code::NoJsonNumber, it.value(), message)
                    .label("read as this text")
                    .help("write a number that is no greater than 1.7976931348623157e308"),
            );
        }
        Added {
            file,
            root,
            marks: parsed.marks,
        }
    }

    /// Notes the files that references of a new file name.
    fn follow(&mut self, marks: &[(Mark, NodeId)]) {
        let mut names = Vec::new();
        for (mark, node) in marks {
            match mark {
                Mark::Reference => names.extend(
                    self.value(*node)
                        .as_str()
                        .and_then(|it| self.file_named(*node, it)),
                ),
                Mark::Discriminator => {
                    let mapping = self.get(*node, "mapping").map(|it| self.value(it));
                    let targets = mapping
                        .and_then(Value::as_map)
                        .into_iter()
                        .flat_map(|it| it.iter());
                    for (_, target) in targets {
                        // A plain word is the name of a component.
                        let text = self
                            .value(target)
                            .as_str()
                            .filter(|it| it.contains(['/', '.']));
                        names.extend(text.and_then(|it| self.file_named(target, it)));
                    }
                }
                Mark::Id | Mark::Anchor => {}
            }
        }
        // Read in the order of the text: the list is taken from its end.
        self.pending.extend(
            names
                .into_iter()
                .rev()
                .filter(|it| !self.by_name.contains_key(it)),
        );
    }
}

/// A file that was read, and what is to be done about its references.
pub(super) struct Added {
    file: FileId,
    pub(super) root: NodeId,
    marks: Vec<(Mark, NodeId)>,
}

/// The nodes of a text, before it is a file.
struct Parsed {
    root: NodeId,
    syntax: Syntax,
    marks: Vec<(Mark, NodeId)>,
    shadowed: Vec<super::build::Shadowed>,
    /// Numbers that JSON has no digits for.
    endless: Vec<NodeId>,
    /// Whether other documents follow.
    more: bool,
}

/// Whether a document is more than the blank one behind a last `---`. One that cannot be parsed says something.
fn says_something(document: serde_yaml::Deserializer<'_>) -> bool {
    use serde::Deserialize as _;
    <()>::deserialize(document).is_err()
}
