//! One text becomes nodes: a serde visitor that writes straight into the arena.
//!
//! In: any serde deserializer (YAML, JSON). Out: nodes, and what the reader of files wants to know of them:
//! references, anchors and identifiers, keys that are there twice. Absent: positions; they are found later,
//! by path, and only when a diagnostic is shown.

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::value::{Map, Number, Value, sorted_positions};
use super::{NO_PARENT, Node};
use crate::source::NodeId;

/// What is read from one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `<<` merges, numbers are told apart by the reader.
    Yaml,
    /// Integers beyond 64 bits arrive as floating point numbers.
    Json,
}

/// A keyword of references that was met, with the node of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `$ref`
    Reference,
    /// A `discriminator`, for its `mapping`.
    Discriminator,
    /// `$id` or `$self`
    Id,
    /// `$anchor` or `$dynamicAnchor`
    Anchor,
}

/// Whether a member is one that the resolution of references lives on.
pub(super) fn keyword(key: &str, value: &Value) -> Option<Mark> {
    let mark = match key {
        "$ref" => Mark::Reference,
        "$id" | "$self" => Mark::Id,
        "$anchor" | "$dynamicAnchor" => Mark::Anchor,
        "discriminator" => return value.as_map().map(|_| Mark::Discriminator),
        _ => return None,
    };
    value.as_str().map(|_| mark)
}

/// A value that a later one of the same key replaced.
#[derive(Clone, Debug)]
pub(super) struct Shadowed {
    pub(super) key: Box<str>,
    pub(super) earlier: NodeId,
    pub(super) later: NodeId,
}

/// Builds the nodes of one text at the end of the arena.
pub(super) struct Builder<'a> {
    nodes: &'a mut Vec<Node>,
    syntax: Syntax,
    /// What may still be built: one for each node and one for each byte of text. Only aliases can exceed it.
    budget: usize,
    entries: Vec<(Box<str>, NodeId)>,
    items: Vec<NodeId>,
    pub(super) marks: Vec<(Mark, NodeId)>,
    pub(super) shadowed: Vec<Shadowed>,
    /// Integers of JSON that came as floats, in the order of the text.
    pub(super) rounded: Vec<NodeId>,
    /// Numbers that JSON has no digits for.
    pub(super) endless: Vec<NodeId>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(nodes: &'a mut Vec<Node>, syntax: Syntax, text: &str) -> Self {
        let budget = text.len().saturating_mul(2).saturating_add(1 << 20);
        Builder {
            nodes,
            syntax,
            budget,
            entries: Vec::new(),
            items: Vec::new(),
            marks: Vec::new(),
            shadowed: Vec::new(),
            rounded: Vec::new(),
            endless: Vec::new(),
        }
    }

    /// Reads a whole text; its root has no parent.
    pub(super) fn root<'de, D: Deserializer<'de>>(&mut self, from: D) -> Result<NodeId, D::Error> {
        Seed {
            builder: self,
            parent: NO_PARENT,
            slot: 0,
        }
        .deserialize(from)
    }

    fn spend<E: de::Error>(&mut self, cost: usize) -> Result<(), E> {
        match self.budget.checked_sub(cost) {
            Some(rest) if self.nodes.len() < NO_PARENT.0 as usize => self.budget = rest,
            Some(_) | None => return Err(E::custom("aliases make the document too large")),
        }
        Ok(())
    }

    fn push<E: de::Error>(&mut self, value: Value, parent: NodeId, slot: u32) -> Result<NodeId, E> {
        let length = value.as_str().map_or(0, str::len);
        self.spend(1 + length)?;
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            value,
            parent,
            slot,
        });
        Ok(id)
    }

    fn set(&mut self, id: NodeId, value: Value) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.value = value;
        }
    }

    fn value(&self, id: NodeId) -> &Value {
        self.nodes
            .get(id.0 as usize)
            .map_or(&Value::Null, |node| &node.value)
    }

    /// Makes a mapping of everything that was collected since `start`.
    fn close(&mut self, id: NodeId, start: usize) {
        let mut entries = self.entries.split_off(start);
        let merges = self.syntax == Syntax::Yaml && entries.iter().any(|(key, _)| &**key == "<<");
        let mut stale = self.unique(&mut entries);
        if merges {
            stale |= self.merge(&mut entries);
        }
        if stale {
            self.renumber(id, &entries);
        }
        self.set(id, Value::Map(Map::new(entries)));
    }

    /// The last of equal keys wins, at its own place. Says whether anything was taken out.
    fn unique(&mut self, entries: &mut Vec<(Box<str>, NodeId)>) -> bool {
        let mut gone: Vec<(usize, usize)> = Vec::new();
        if entries.len() <= 8 {
            for (later, (key, _)) in entries.iter().enumerate() {
                let same = entries.iter().take(later).rposition(|(it, _)| it == key);
                gone.extend(same.map(|earlier| (earlier, later)));
            }
        } else {
            for pair in sorted_positions(entries).windows(2) {
                let &[earlier, later] = pair else { continue };
                let (earlier, later) = (earlier as usize, later as usize);
                if let (Some(a), Some(b)) = (entries.get(earlier), entries.get(later))
                    && a.0 == b.0
                {
                    gone.push((earlier, later));
                }
            }
        }
        if gone.is_empty() {
            return false;
        }
        gone.sort_unstable();
        for (earlier, later) in gone.iter().rev() {
            if let (Some((key, earlier)), Some((_, later))) =
                (entries.get(*earlier), entries.get(*later))
            {
                self.shadowed.push(Shadowed {
                    key: key.clone(),
                    earlier: *earlier,
                    later: *later,
                });
            }
        }
        let mut at = 0;
        entries.retain(|_| {
            at += 1;
            gone.binary_search_by_key(&(at - 1), |it| it.0).is_err()
        });
        true
    }

    /// Puts the members of `<<: *base` (or of a list of bases) in its place; the mapping's own keys win, then
    /// those of the first base. Aliases were read as copies, so the members simply move.
    fn merge(&mut self, entries: &mut Vec<(Box<str>, NodeId)>) -> bool {
        let Some(place) = entries.iter().position(|(key, _)| &**key == "<<") else {
            return false;
        };
        let Some(&(_, base)) = entries.get(place) else {
            return false;
        };
        let bases = match self.value(base) {
            Value::Map(_) => vec![base],
            Value::List(items) if items.iter().all(|it| self.value(*it).as_map().is_some()) => {
                items.clone()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {
                return false;
            }
        };
        let own = Map::new(
            entries
                .iter()
                .filter(|(key, _)| &**key != "<<")
                .cloned()
                .collect(),
        );
        let mut merged: Vec<(Box<str>, NodeId)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for base in bases {
            let members = self.value(base).as_map().cloned().unwrap_or_default();
            for (key, node) in members.into_entries() {
                if !own.contains(&key) && seen.insert(key.clone()) {
                    merged.push((key, node));
                }
            }
        }
        entries.splice(place..=place, merged);
        true
    }

    /// Tells every member of a mapping where it stands.
    fn renumber(&mut self, parent: NodeId, entries: &[(Box<str>, NodeId)]) {
        for (slot, (_, node)) in entries.iter().enumerate() {
            if let Some(node) = self.nodes.get_mut(node.0 as usize) {
                node.parent = parent;
                node.slot = slot as u32;
            }
        }
    }
}

/// Where the next value goes.
struct Seed<'b, 'a> {
    builder: &'b mut Builder<'a>,
    parent: NodeId,
    slot: u32,
}

impl Seed<'_, '_> {
    fn push<E: de::Error>(self, value: Value) -> Result<NodeId, E> {
        self.builder.push(value, self.parent, self.slot)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = NodeId;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<NodeId, D::Error> {
        from.deserialize_any(self)
    }
}

/// The key under which serde_json hands out numbers when a crate of the graph enables `arbitrary_precision`.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = NodeId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<NodeId, E> {
        self.push(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<NodeId, E> {
        self.push(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, it: bool) -> Result<NodeId, E> {
        self.push(Value::Bool(it))
    }

    fn visit_i64<E: de::Error>(self, it: i64) -> Result<NodeId, E> {
        self.push(Value::Number(Number::Int(it.into())))
    }

    fn visit_u64<E: de::Error>(self, it: u64) -> Result<NodeId, E> {
        self.push(Value::Number(Number::Int(it.into())))
    }

    fn visit_i128<E: de::Error>(self, it: i128) -> Result<NodeId, E> {
        self.push(Value::Number(Number::Int(it)))
    }

    fn visit_u128<E: de::Error>(self, it: u128) -> Result<NodeId, E> {
        let number = i128::try_from(it).map_or(Number::Huge(it), Number::Int);
        self.push(Value::Number(number))
    }

    fn visit_f64<E: de::Error>(self, it: f64) -> Result<NodeId, E> {
        if let Some(word) = word_for(it) {
            let id = self
                .builder
                .push(Value::String(word.into()), self.parent, self.slot)?;
            self.builder.endless.push(id);
            return Ok(id);
        }
        let number = match self.builder.syntax {
            Syntax::Yaml => Number::Float(it),
            Syntax::Json => large_integer(it).unwrap_or(Number::Float(it)),
        };
        let is_rounded = self.builder.syntax == Syntax::Json && may_be_rounded(it);
        let id = self
            .builder
            .push(Value::Number(number), self.parent, self.slot)?;
        if is_rounded {
            self.builder.rounded.push(id);
        }
        Ok(id)
    }

    fn visit_str<E: de::Error>(self, it: &str) -> Result<NodeId, E> {
        self.push(Value::String(it.into()))
    }

    fn visit_string<E: de::Error>(self, it: String) -> Result<NodeId, E> {
        self.push(Value::String(it.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<NodeId, A::Error> {
        let Seed {
            builder,
            parent,
            slot,
        } = self;
        let id = builder.push(Value::Null, parent, slot)?;
        let start = builder.items.len();
        let mut slot = 0;
        while let Some(item) = access.next_element_seed(Seed {
            builder: &mut *builder,
            parent: id,
            slot,
        })? {
            builder.items.push(item);
            slot += 1;
        }
        let items = builder.items.split_off(start);
        builder.set(id, Value::List(items));
        Ok(id)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<NodeId, A::Error> {
        let Seed {
            builder,
            parent,
            slot,
        } = self;
        let id = builder.push(Value::Null, parent, slot)?;
        let start = builder.entries.len();
        let mut slot = 0;
        while let Some(key) = access.next_key_seed(Key)? {
            builder.spend(key.len())?;
            let node = access.next_value_seed(Seed {
                builder: &mut *builder,
                parent: id,
                slot,
            })?;
            if slot == 0
                && &*key == EXACT_NUMBER
                && let Some(number) = builder.value(node).as_str().and_then(number)
            {
                builder.set(id, Value::Number(number));
                return Ok(id);
            }
            let mark = keyword(&key, builder.value(node));
            builder.marks.extend(mark.map(|it| (it, node)));
            builder.entries.push((key, node));
            slot += 1;
        }
        builder.close(id, start);
        Ok(id)
    }

    /// A custom YAML tag: the value is read as if it had none.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<NodeId, A::Error> {
        let (de::IgnoredAny, variant) = access.variant()?;
        variant.newtype_variant_seed(self)
    }
}

/// A key as text: `200:` is `200`, `no:` is `no`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Box<str>, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: de::Error>(self, it: &str) -> Result<Box<str>, E> {
        Ok(it.into())
    }

    fn visit_string<E: de::Error>(self, it: String) -> Result<Box<str>, E> {
        Ok(it.into())
    }
}

/// serde_json reads integers beyond 64 bits as floating point numbers; their shortest text is an integer again.
fn large_integer(it: f64) -> Option<Number> {
    if !may_be_rounded(it) {
        return None;
    }
    it.to_string().parse().ok().map(Number::Int)
}

/// What YAML calls a number that JSON has no digits for.
fn word_for(it: f64) -> Option<&'static str> {
    match it {
        _ if it.is_nan() => Some(".nan"),
        f64::INFINITY => Some(".inf"),
        f64::NEG_INFINITY => Some("-.inf"),
        _ => None,
    }
}

/// Whether a float of JSON may have been an integer beyond 64 bits.
pub(super) fn may_be_rounded(it: f64) -> bool {
    it.abs() >= 9_223_372_036_854_775_808.0 && it.fract() == 0.0
}

/// A JSON number from its text.
pub(super) fn number(text: &str) -> Option<Number> {
    if let Ok(it) = text.parse() {
        return Some(Number::Int(it));
    }
    if let Ok(it) = text.parse() {
        return Some(Number::Huge(it));
    }
    let float = text.parse().ok().filter(|it: &f64| it.is_finite());
    float.map(Number::Float)
}

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, MapDeserializer};

    use super::*;

    /// serde_json does so when a crate of the graph enables `arbitrary_precision`; here it is not enabled.
    #[test]
    fn numbers_that_come_as_text_are_numbers() {
        let read = |text: &str| {
            let mut nodes = Vec::new();
            let mut builder = Builder::new(&mut nodes, Syntax::Json, "");
            let map = MapDeserializer::<_, Error>::new([(EXACT_NUMBER, text)].into_iter());
            let root = builder.root(map).unwrap();
            builder.value(root).clone()
        };
        assert_eq!(read("1.50"), Value::Number(Number::Float(1.5)));
        let large = 123_456_789_012_345_678_901_234_567_890;
        assert_eq!(read(&format!("{large}")), Value::Number(Number::Int(large)));
        assert!(matches!(read("text"), Value::Map(_)));
    }
}
