//! The values of a document: what YAML and JSON have in common.
//!
//! Children are ids into the tree's arena. Order is the order of the text. Absent: comments, anchors,
//! tags, styles of quoting.

use std::fmt;

use crate::source::NodeId;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`. Plain `yes`, `no`, `on`, `off` are strings.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text; plain dates are text as well.
    String(Box<str>),
    /// A list.
    List(Vec<NodeId>),
    /// A mapping.
    Map(Map),
}

impl Value {
    /// The text, when the value is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The mapping, when the value is one.
    pub fn as_map(&self) -> Option<&Map> {
        if let Value::Map(map) = self {
            Some(map)
        } else {
            None
        }
    }

    /// The items, when the value is a list.
    pub fn as_list(&self) -> Option<&[NodeId]> {
        if let Value::List(items) = self {
            Some(items)
        } else {
            None
        }
    }

    /// The truth, when the value is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(it) = self {
            Some(*it)
        } else {
            None
        }
    }

    /// The number, when the value is one.
    pub fn as_number(&self) -> Option<Number> {
        if let Value::Number(it) = self {
            Some(*it)
        } else {
            None
        }
    }

    /// What it is, for messages: `a string`.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// A number as the document writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Written without a fraction or an exponent, or too large for a JSON reader's integers.
    Int(i128),
    /// An integer beyond `i128`.
    Huge(u128),
    /// Written with a fraction or an exponent (`1.0`, `1e3`), or beyond `u128`; it is finite.
    Float(f64),
}

impl Number {
    /// The nearest floating point number.
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(it) => it as f64,
            Number::Huge(it) => it as f64,
            Number::Float(it) => it,
        }
    }

    /// The integer that it is; `1.0` is one.
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Number::Int(it) => Some(it),
            Number::Float(it) if it.fract() == 0.0 && it.abs() < 1e38 => Some(it as i128),
            Number::Huge(_) | Number::Float(_) => None,
        }
    }
}

/// The shortest text that reads back as the same number.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(it) => write!(f, "{it}"),
            Number::Huge(it) => write!(f, "{it}"),
            Number::Float(it) => write!(f, "{it:?}"),
        }
    }
}

/// Mappings up to this size are searched from the front; larger ones have an index.
const SMALL: usize = 16;

/// A mapping in source order. Keys are text and unique.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    entries: Vec<(Box<str>, NodeId)>,
    /// Positions in `entries`, sorted by key; empty while the mapping is small.
    sorted: Box<[u32]>,
}

impl Map {
    /// From entries whose keys differ.
    pub(super) fn new(entries: Vec<(Box<str>, NodeId)>) -> Self {
        let sorted = if entries.len() > SMALL {
            sorted_positions(&entries)
        } else {
            Box::default()
        };
        Map { entries, sorted }
    }

    /// Entries in source order.
    pub fn iter(
        &self,
    ) -> impl ExactSizeIterator<Item = (&str, NodeId)> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|(key, node)| (&**key, *node))
    }

    /// Keys in source order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|(key, _)| &**key)
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<NodeId> {
        let slot = self.slot(key)?;
        self.entries.get(slot).map(|(_, node)| *node)
    }

    /// Whether the key is there.
    pub fn contains(&self, key: &str) -> bool {
        self.slot(key).is_some()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The position of a key.
    fn slot(&self, key: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            return self.entries.iter().position(|(it, _)| &**it == key);
        }
        let key_at = |at: &u32| self.entries.get(*at as usize).map(|(it, _)| &**it);
        let found = self
            .sorted
            .binary_search_by(|at| key_at(at).cmp(&Some(key)))
            .ok()?;
        self.sorted.get(found).map(|at| *at as usize)
    }

    /// The key at a position.
    pub(super) fn key_at(&self, slot: usize) -> Option<&str> {
        self.entries.get(slot).map(|(key, _)| &**key)
    }

    /// The entries, to be changed and made into a mapping again.
    pub(super) fn into_entries(self) -> Vec<(Box<str>, NodeId)> {
        self.entries
    }
}

/// Positions of entries in the order of their keys; equal keys keep their order.
pub(super) fn sorted_positions(entries: &[(Box<str>, NodeId)]) -> Box<[u32]> {
    let mut positions: Box<[u32]> = (0..entries.len() as u32).collect();
    let key = |at: &u32| entries.get(*at as usize).map(|(key, _)| &**key);
    positions.sort_by(|a, b| key(a).cmp(&key(b)));
    positions
}
