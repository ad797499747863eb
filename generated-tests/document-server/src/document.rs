//! Places in a document.
//!
//! In: a document as the crate `instances` reads it: all files as one value, every reference one within it, every schema
//! one of JSON Schema 2020-12. Out: [`Node`]s, which can be walked and followed. Deliberately absent: what any of it means.

use std::fmt;

use instances::Document;
use serde_json::Value;

use crate::percent;

/// So many references may follow each other.
const CHAIN: usize = 64;

/// A place in a document.
#[derive(Clone)]
pub struct Node<'d> {
    document: &'d Document,
    /// The pointer within [`Document::root`].
    place: String,
    value: &'d Value,
}

impl<'d> Node<'d> {
    /// The whole document.
    #[must_use]
    pub fn root(document: &'d Document) -> Node<'d> {
        const NOTHING: &Value = &Value::Null;
        let place = document.entry().to_owned();
        Node {
            document,
            value: document.root().pointer(&place).unwrap_or(NOTHING),
            place,
        }
    }

    /// The document that it is a place of.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Where it stands; the document finds its schema there.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What stands there.
    #[must_use]
    pub fn value(&self) -> &'d Value {
        self.value
    }

    /// The member `key`, when this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        let value = self.value.as_object()?.get(key)?;
        Some(self.child(key, value))
    }

    /// The member `key`, behind its references.
    #[must_use]
    pub fn at(&self, key: &str) -> Option<Node<'d>> {
        self.get(key).map(|it| it.followed())
    }

    /// The members; none when this is no object.
    #[must_use]
    pub fn members(&self) -> Vec<(&'d str, Node<'d>)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(key, value)| (key.as_str(), self.child(key, value)))
            .collect()
    }

    /// The items; none when this is no list.
    #[must_use]
    pub fn items(&self) -> Vec<Node<'d>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect()
    }

    /// The text under `key`.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// The boolean under `key`.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.value.get(key)?.as_bool()
    }

    /// What this refers to, after all references; itself when it refers to nothing that is there.
    #[must_use]
    pub fn followed(&self) -> Node<'d> {
        let mut here = self.clone();
        for _ in 0..CHAIN {
            match here.next() {
                Some(next) => here = next,
                None => return here,
            }
        }
        self.clone()
    }

    /// What its `$ref` names.
    #[must_use]
    pub fn next(&self) -> Option<Node<'d>> {
        let pointer = self.text("$ref")?.strip_prefix('#')?;
        let place = percent::decoded(pointer).ok()?;
        let value = self.document.root().pointer(&place)?;
        Some(Node {
            document: self.document,
            place,
            value,
        })
    }

    fn child(&self, key: &str, value: &'d Value) -> Node<'d> {
        let key = key.replace('~', "~0").replace('/', "~1");
        Node {
            document: self.document,
            place: format!("{}/{key}", self.place),
            value,
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

/// The place as a reference within its file.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.place.strip_prefix(self.document.entry());
        write!(f, "#{}", within.unwrap_or(&self.place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, key: &str) -> String {
        let document = Document::parse(&format!("openapi: 3.1.0\n{text}")).unwrap();
        let node = Node::root(&document).at(key).unwrap();
        format!("{node} {}", node.value())
    }

    #[test]
    fn references_are_followed_through_escapes() {
        let text = "a/b: { é: { x: 1 } }\nc: { $ref: '#/a~1b/%C3%A9' }\nd: { $ref: '#/c' }";
        assert_eq!(at(text, "d"), "#/a~1b/é {\"x\":1}");
    }

    #[test]
    fn loops_and_dangling_references_stay_where_they_are() {
        let text = "a: { $ref: '#/b' }\nb: { $ref: '#/a' }\nc: { $ref: '#/x' }";
        assert!(at(text, "a").starts_with("#/a "));
        assert!(at(text, "c").starts_with("#/c "));
    }
}
