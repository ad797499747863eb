//! JSON in the order in which it was made, with numbers as they were written.

use crate::source::NodeId;
use crate::tree::Number;
use crate::tree::Tree;
use crate::tree::Value;
use indexmap::IndexMap;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// Null, a truth, a number or a text, as it is written.
    Written(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Members),
    /// The address of a schema, as `$ref` has it.
    Reference(NodeId, Face),
}

/// Which of a schema is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Face {
    /// All of it.
    Whole,
    /// What it is when it is not null, where it may also be null.
    NotNull,
}

/// The members of an object.
pub(super) type Members = IndexMap<Box<str>, Json>;

impl Json {
    pub fn text(text: &str) -> Self {
        Json::Written(quoted(text))
    }

    pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Json::List(texts.into_iter().map(Json::text).collect())
    }

    pub fn flag(flag: bool) -> Self {
        Json::Written(flag.to_string())
    }

    pub fn null() -> Self {
        Json::Written("null".to_owned())
    }

    pub fn nothing() -> Self {
        Json::Object(Members::new())
    }

    pub fn number(number: Number) -> Self {
        Json::Written(number.to_string())
    }

    /// A value of the document.
    pub fn value(tree: &Tree, at: NodeId) -> Self {
        match tree.value(at) {
            Value::Null => Json::null(),
            Value::Bool(it) => Json::flag(*it),
            Value::Number(it) => Json::number(*it),
            Value::String(it) => Json::text(it),
            Value::List(items) => {
                let items = items.iter().map(|it| Json::value(tree, *it));
                Json::List(items.collect())
            }
            Value::Map(map) => {
                let member = |(key, it): (&str, NodeId)| (key.into(), Json::value(tree, it));
                Json::Object(map.iter().map(member).collect())
            }
        }
    }

    /// Writes it on one line. `reference` says what the address of a schema is.
    pub fn write(&self, out: &mut String, reference: &dyn Fn(NodeId, Face) -> String) {
        match self {
            Json::Written(it) => out.push_str(it),
            Json::Reference(at, face) => out.push_str(&quoted(&reference(*at, *face))),
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    separate(out, index);
                    item.write(out, reference);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    separate(out, index);
                    out.push_str(&quoted(key));
                    out.push(':');
                    value.write(out, reference);
                }
                out.push('}');
            }
        }
    }
}

/// A text as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}
