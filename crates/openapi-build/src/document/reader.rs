//! Values taken out of the tree with a type, and a word when they have another.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;

/// Reads typed values and reports what does not fit.
pub struct Reader<'a> {
    /// Where the values are.
    pub tree: &'a Tree,
    /// Where findings go.
    pub diags: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// A string under `key`, if there is one.
    pub fn text_at(&mut self, parent: NodeId, key: &str) -> Option<Box<str>> {
        let at = self.tree.get(parent, key)?;
        self.text(at)
    }

    /// A boolean under `key`; absent is `false`.
    pub fn flag_at(&mut self, parent: NodeId, key: &str) -> bool {
        self.tree
            .get(parent, key)
            .and_then(|at| self.flag(at))
            .unwrap_or(false)
    }

    /// A string. A number or boolean is taken as its text with a warning.
    pub fn text(&mut self, at: NodeId) -> Option<Box<str>> {
        match self.tree.value(at) {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => {
                let text = number.to_string();
                self.wrong(at, "a string");
                Some(text.into())
            }
            Value::Bool(value) => {
                let text = value.to_string();
                self.wrong(at, "a string");
                Some(text.into())
            }
            Value::Null => {
                self.null(at, "a string");
                None
            }
            Value::List(_) | Value::Map(_) => {
                self.wrong(at, "a string");
                None
            }
        }
    }

    /// A boolean. The strings `"true"` and `"false"` count, with a warning.
    pub fn flag(&mut self, at: NodeId) -> Option<bool> {
        match self.tree.value(at) {
            Value::Bool(value) => Some(*value),
            Value::Null => {
                self.null(at, "a boolean");
                None
            }
            Value::String(text) if &**text == "true" || &**text == "false" => {
                let value = &**text == "true";
                self.wrong(at, "a boolean");
                Some(value)
            }
            Value::String(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
                self.wrong(at, "a boolean");
                None
            }
        }
    }

    /// The items of a list.
    pub fn items(&mut self, at: NodeId) -> Vec<NodeId> {
        match self.tree.value(at) {
            Value::List(items) => items.clone(),
            Value::Null => {
                self.null(at, "a list");
                Vec::new()
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Map(_) => {
                self.wrong(at, "a list");
                Vec::new()
            }
        }
    }

    /// The strings of a list, each with its node.
    pub fn texts(&mut self, at: NodeId) -> Vec<(Box<str>, NodeId)> {
        let items = self.items(at);
        items
            .into_iter()
            .filter_map(|it| Some((self.text(it)?, it)))
            .collect()
    }

    /// The entries of a mapping, in source order.
    pub fn entries(&mut self, at: NodeId) -> Vec<(Box<str>, NodeId)> {
        match self.tree.value(at) {
            Value::Map(map) => map.iter().map(|(key, it)| (key.into(), it)).collect(),
            Value::Null => {
                self.null(at, "a mapping");
                Vec::new()
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {
                self.wrong(at, "a mapping");
                Vec::new()
            }
        }
    }

    /// The entries of a mapping of named things, in source order. Documents in many files refer to such a mapping as a
    /// whole, `schemas: { $ref: schemas.yaml }`: its entries stand where the reference does, and those beside it win.
    pub fn named(&mut self, at: NodeId) -> Vec<(Box<str>, NodeId)> {
        let mut out = self.entries(at);
        let is_reference = |tree: &Tree, (key, it): &(Box<str>, NodeId)| {
            &**key == "$ref" && tree.value(*it).as_str().is_some()
        };
        let mut seen = Vec::new();
        while let Some(index) = out.iter().position(|it| is_reference(self.tree, it)) {
            let (_, reference) = out.remove(index);
            if seen.contains(&reference) {
                let message = "this mapping refers to itself";
                let found = Diagnostic::new(Code::ReferenceLoop, reference.value(), message);
                self.diags.push(found.label("nothing is added by it"));
                break;
            }
            seen.push(reference);
            let Some(text) = self.tree.value(reference).as_str() else {
                break;
            };
            match self.tree.resolve(reference, text) {
                Ok(target) => {
                    let mut more = self.entries(target);
                    more.retain(|(key, _)| !out.iter().any(|(own, _)| own == key));
                    out.splice(index..index, more);
                }
                Err(why) => {
                    let code = Code::DanglingReference;
                    let found = Diagnostic::new(code, reference.value(), why.reason)
                        .label("nothing of what it should name is here");
                    self.diags.push(match why.place {
                        Some(place) => found.related(place, "so far the way was gone"),
                        None => found,
                    });
                }
            }
        }
        out
    }

    /// The items of a list under `key`; absent is empty.
    pub fn items_at(&mut self, parent: NodeId, key: &str) -> Vec<NodeId> {
        self.tree
            .get(parent, key)
            .map(|at| self.items(at))
            .unwrap_or_default()
    }

    /// The entries of a mapping of named things under `key`; absent is empty.
    pub fn entries_at(&mut self, parent: NodeId, key: &str) -> Vec<(Box<str>, NodeId)> {
        self.tree
            .get(parent, key)
            .map(|at| self.named(at))
            .unwrap_or_default()
    }

    /// Notes a key that nothing of ours knows. Extensions are anyone's to use.
    pub fn unknown(&mut self, key: &str, at: NodeId, of: &str) {
        if !key.starts_with("x-") {
            self.diags.push(Diagnostic::new(
                Code::UnknownKeyword,
                at.key(),
                format!("`{key}` is not a keyword of {of}"),
            ));
        }
    }

    /// Notes a null where something else belongs: it is read as if it were not there.
    fn null(&mut self, at: NodeId, expected: &str) {
        self.diags.push(
            Diagnostic::new(
                Code::NullIgnored,
                at.value(),
                format!("expected {expected}, found null"),
            )
            .label("read as if it were not there"),
        );
    }

    /// Reports a value that has the right type and is none of those that the specification knows.
    pub fn other(&mut self, at: NodeId, expected: &str) {
        let found = match self.tree.value(at) {
            Value::String(text) if text.chars().count() <= 40 => format!("`{text}`"),
            other => other.kind().to_owned(),
        };
        let message = format!("expected {expected}, found {found}");
        self.diags
            .push(Diagnostic::new(Code::WrongType, at.value(), message));
    }

    /// Reports that a value is not what the specification says.
    pub fn wrong(&mut self, at: NodeId, expected: &str) {
        let found = self.tree.value(at).kind();
        self.diags.push(
            Diagnostic::new(
                Code::WrongType,
                at.value(),
                format!("expected {expected}, found {found}"),
            )
            .label(format!("this is {found}")),
        );
    }
}
