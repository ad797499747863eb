//! Changes of a tree: values are added as copies, replaced, removed.
//!
//! A copy knows where it came from, and an item of a list that moved up where it stood, so that places stay right.

use std::collections::BTreeMap;

use super::super::build::{Mark, keyword};
use super::super::{Map, NO_PARENT, Node, Tree, Value};
use super::{Change, bad};
use crate::diag::{Code, Diagnostic};
use crate::source::NodeId;

/// So many values an overlay may add.
const LARGEST: usize = 1 << 20;

/// No value stands deeper than this after an overlay.
const DEEPEST: usize = 256;

type Done = Result<(), Box<Diagnostic>>;

/// The changes of one overlay.
pub(super) struct Edit<'a> {
    tree: &'a mut Tree,
    /// Keywords of references among what was added.
    marks: Vec<(Mark, NodeId)>,
    /// How many values there may be.
    limit: usize,
}

/// The three groups of values that the specification tells apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Mapping,
    List,
    Primitive,
}

fn group(value: &Value) -> Group {
    match value {
        Value::Map(_) => Group::Mapping,
        Value::List(_) => Group::List,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Group::Primitive,
    }
}

impl<'a> Edit<'a> {
    pub(super) fn new(tree: &'a mut Tree) -> Self {
        let limit = tree
            .nodes
            .len()
            .saturating_add(LARGEST)
            .min(NO_PARENT.0 as usize);
        Edit {
            tree,
            marks: Vec::new(),
            limit,
        }
    }

    /// The keywords of references among what was added.
    pub(super) fn finish(self) -> Vec<(Mark, NodeId)> {
        self.marks
    }

    /// Applies one action.
    pub(super) fn act(&mut self, action: NodeId) -> Done {
        let Some(target) = self.tree.get(action, "target") else {
            return Err(bad(action, "an action has a `target`"));
        };
        let change = self.tree.change(action)?;
        let targets = self.tree.select(target)?;
        if targets.is_empty() {
            let message = "this action matches nothing";
            return Err(Box::new(Diagnostic::new(
                Code::IdleOverlay,
                target.value(),
                message,
            )));
        }
        match change {
            Change::Remove => self.remove(target, &targets),
            Change::Update(update) => self.update(&targets, update, update),
            Change::Copy(query) => match self.tree.select(query)?[..] {
                [from] => {
                    // What is copied is what was there before this action.
                    let snapshot = self.graft(from, NO_PARENT, 0, query)?;
                    self.update(&targets, snapshot, query)
                }
                [] => Err(bad(query, "there is nothing to copy")),
                _ => Err(bad(query, "`copy` must name one value")),
            },
        }
    }

    /// Takes the values out of the mappings and lists that they are in.
    fn remove(&mut self, target: NodeId, targets: &[NodeId]) -> Done {
        let mut by_parent: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for id in targets {
            match self.tree.parent(*id) {
                Some(parent) => by_parent.entry(parent).or_default().push(*id),
                None => return Err(bad(target, "the whole document cannot be removed")),
            }
        }
        for (parent, gone) in by_parent {
            let kept = match self.tree.take(parent) {
                Value::Map(map) => {
                    let mut entries = map.into_entries();
                    entries.retain(|(_, it)| gone.binary_search(it).is_err());
                    Value::Map(Map::new(entries))
                }
                Value::List(mut items) => {
                    items.retain(|it| gone.binary_search(it).is_err());
                    Value::List(items)
                }
                other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                    other
                }
            };
            self.tree.put(parent, kept);
        }
        Ok(())
    }

    /// Brings a value into each target. Nothing is changed unless it fits all of them.
    fn update(&mut self, targets: &[NodeId], with: NodeId, at: NodeId) -> Done {
        let kinds: Vec<Group> = targets
            .iter()
            .map(|it| group(self.tree.value(*it)))
            .collect();
        if kinds.iter().any(|it| Some(it) != kinds.first()) {
            return Err(bad(
                at,
                "the targets must be all mappings, all lists or none of both",
            ));
        }
        for target in targets {
            self.fits(*target, with, at)?;
        }
        for target in targets {
            self.bring(*target, with, at)?;
        }
        Ok(())
    }

    /// Whether the value can be brought into the target.
    fn fits(&self, target: NodeId, with: NodeId, at: NodeId) -> Done {
        let (old, new) = (self.tree.value(target), self.tree.value(with));
        match (old, new) {
            (Value::Map(old), Value::Map(new)) => {
                for (key, with) in new.iter() {
                    if let Some(target) = old.get(key) {
                        self.fits_member(target, with, at)?;
                    }
                }
                Ok(())
            }
            (Value::List(_), _) => Ok(()),
            (old, new) if group(old) == group(new) => Ok(()),
            _ => Err(self.unfit(target, with)),
        }
    }

    /// As [`Edit::fits`], for members of a mapping: a list takes only a list there.
    fn fits_member(&self, target: NodeId, with: NodeId, at: NodeId) -> Done {
        let (old, new) = (self.tree.value(target), self.tree.value(with));
        if group(old) == group(new) {
            return self.fits(target, with, at);
        }
        Err(self.unfit(target, with))
    }

    fn unfit(&self, target: NodeId, with: NodeId) -> Box<Diagnostic> {
        let (old, new) = (self.tree.value(target), self.tree.value(with));
        let message = format!(
            "{} cannot change {}, which is {}",
            new.kind(),
            self.tree.pointer(target),
            old.kind()
        );
        Box::new((*bad(with, message)).related(target.value(), "the target"))
    }

    /// Merges, concatenates, appends or replaces.
    fn bring(&mut self, target: NodeId, with: NodeId, at: NodeId) -> Done {
        match (self.tree.value(target), self.tree.value(with).clone()) {
            (Value::Map(_), Value::Map(new)) => self.merge(target, &new, at),
            (Value::List(_), Value::List(new)) => self.append(target, &new, at),
            (Value::List(_), _) => self.append(target, &[with], at),
            (
                Value::Map(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
                _,
            ) => self.replace(target, with, at),
        }
    }

    fn merge(&mut self, target: NodeId, new: &Map, at: NodeId) -> Done {
        let mut added = Vec::new();
        for (key, with) in new.iter() {
            match self.tree.get(target, key) {
                Some(member) => self.bring(member, with, at)?,
                None => added.push((Box::from(key), with)),
            }
        }
        if added.is_empty() {
            return Ok(());
        }
        for (key, with) in &mut added {
            let copy = self.graft(*with, target, 0, at)?;
            *with = copy;
            self.marks
                .extend(keyword(key, self.tree.value(copy)).map(|mark| (mark, copy)));
        }
        if let Value::Map(map) = self.tree.take(target) {
            let mut entries = map.into_entries();
            entries.extend(added);
            self.tree.put(target, Value::Map(Map::new(entries)));
        }
        Ok(())
    }

    fn append(&mut self, target: NodeId, new: &[NodeId], at: NodeId) -> Done {
        let mut added = Vec::new();
        for with in new {
            added.push(self.graft(*with, target, 0, at)?);
        }
        if let Value::List(mut items) = self.tree.take(target) {
            items.extend(added);
            self.tree.put(target, Value::List(items));
        }
        Ok(())
    }

    fn replace(&mut self, target: NodeId, with: NodeId, at: NodeId) -> Done {
        let Some(parent) = self.tree.parent(target) else {
            return Err(bad(at, "the whole document cannot be replaced"));
        };
        let copy = self.graft(with, parent, 0, at)?;
        let renewed = match self.tree.take(parent) {
            Value::Map(map) => {
                let mut entries = map.into_entries();
                for (key, it) in entries.iter_mut().filter(|entry| entry.1 == target) {
                    *it = copy;
                    self.marks
                        .extend(keyword(key, self.tree.value(copy)).map(|mark| (mark, copy)));
                }
                Value::Map(Map::new(entries))
            }
            Value::List(mut items) => {
                items
                    .iter_mut()
                    .filter(|it| **it == target)
                    .for_each(|it| *it = copy);
                Value::List(items)
            }
            other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => other,
        };
        self.tree.put(parent, renewed);
        Ok(())
    }

    /// Copies a value and all below it. `at` is blamed when that is too much.
    fn graft(
        &mut self,
        from: NodeId,
        parent: NodeId,
        slot: u32,
        at: NodeId,
    ) -> Result<NodeId, Box<Diagnostic>> {
        let depth = std::iter::successors(Some(parent), |it| self.tree.parent(*it)).count();
        let copy = self
            .copy(from, parent, slot, depth)
            .ok_or_else(|| bad(at, "the document becomes too large or too deep"))?;
        self.tree.origins.insert(copy, from);
        Ok(copy)
    }

    fn copy(&mut self, from: NodeId, parent: NodeId, slot: u32, depth: usize) -> Option<NodeId> {
        let id = NodeId(u32::try_from(self.tree.nodes.len()).ok()?);
        if self.tree.nodes.len() >= self.limit || depth > DEEPEST {
            return None;
        }
        self.tree.nodes.push(Node {
            value: Value::Null,
            parent,
            slot,
        });
        let value = match self.tree.value(from).clone() {
            Value::Map(map) => {
                let mut entries = Vec::with_capacity(map.len());
                for (slot, (key, it)) in map.into_entries().into_iter().enumerate() {
                    let copy = self.copy(it, id, slot as u32, depth + 1)?;
                    self.marks
                        .extend(keyword(&key, self.tree.value(copy)).map(|mark| (mark, copy)));
                    entries.push((key, copy));
                }
                Value::Map(Map::new(entries))
            }
            Value::List(items) => {
                let mut copies = Vec::with_capacity(items.len());
                for (slot, it) in items.into_iter().enumerate() {
                    copies.push(self.copy(it, id, slot as u32, depth + 1)?);
                }
                Value::List(copies)
            }
            scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => scalar,
        };
        self.tree.set(id, value);
        Some(id)
    }
}

impl Tree {
    /// Takes a value out, to be changed and put back.
    fn take(&mut self, id: NodeId) -> Value {
        self.nodes
            .get_mut(id.0 as usize)
            .map_or(Value::Null, |node| {
                std::mem::replace(&mut node.value, Value::Null)
            })
    }

    fn set(&mut self, id: NodeId, value: Value) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.value = value;
        }
    }

    /// Puts a changed mapping or list back and tells its children where they stand now.
    fn put(&mut self, id: NodeId, value: Value) {
        let (children, list): (Vec<NodeId>, bool) = match &value {
            Value::Map(map) => (map.iter().map(|it| it.1).collect(), false),
            Value::List(items) => (items.clone(), true),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                (Vec::new(), false)
            }
        };
        self.set(id, value);
        for (slot, child) in (0_u32..).zip(children) {
            let Some(node) = self.nodes.get_mut(child.0 as usize) else {
                continue;
            };
            let before = std::mem::replace(&mut node.slot, slot);
            if list && before != slot && !self.origins.contains_key(&child) {
                self.stood.entry(child).or_insert(before);
            }
        }
    }

    /// Forgets identifiers and anchors of schemas that are no longer there.
    pub(super) fn forget_removed(&mut self) {
        let mut by_id = std::mem::take(&mut self.by_id);
        by_id.retain(|_, id| self.is_attached(*id));
        self.by_id = by_id;
        let mut by_anchor = std::mem::take(&mut self.by_anchor);
        by_anchor.retain(|_, id| self.is_attached(*id));
        self.by_anchor = by_anchor;
    }

    /// Whether the way up from a value leads down to it again.
    fn is_attached(&self, id: NodeId) -> bool {
        let mut way = std::iter::successors(Some(id), |it| self.parent(*it));
        way.all(
            |it| match self.parent(it).map(|parent| self.value(parent)) {
                Some(Value::Map(map)) => map.iter().any(|(_, child)| child == it),
                Some(Value::List(items)) => items.contains(&it),
                Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => false,
                None => true,
            },
        )
    }
}
