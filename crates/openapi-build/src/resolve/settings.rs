//! The caller's settings for parts of the document: where they stand, and whether they were of use.
//!
//! In: pointers and changes. Out: changes by node. A pointer that names nothing is reported here; a change that had no
//! effect is reported when all is planned. Absent: what a change does.

use crate::config::Change;
use crate::config::Setting;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::resolve::Operation;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

/// What begins a setting for all strings of a format.
const FORMAT: &str = "format:";

/// What begins a setting for the operations of a tag.
const TAG: &str = "tag:";

/// What begins a setting for an operation by its `operationId`.
const OPERATION: &str = "operation:";

/// Settings by the node that they are for.
#[derive(Debug, Default)]
pub struct Settings {
    list: Vec<Setting>,
    at: HashMap<NodeId, Vec<usize>>,
    /// Settings for a part and all that is written in it, by each node of the part: the outermost first.
    over: HashMap<NodeId, Vec<usize>>,
    formats: BTreeMap<Box<str>, Vec<usize>>,
    tags: BTreeMap<Box<str>, usize>,
    // Who asks does not care who else does.
    used: RefCell<HashSet<usize>>,
}

/// Finds the nodes of all settings.
pub fn locate(
    tree: &Tree,
    operations: &[Operation],
    settings: &[Setting],
    diags: &mut Diagnostics,
) -> Settings {
    let mut found = Settings {
        list: settings.to_vec(),
        ..Settings::default()
    };
    for (index, setting) in settings.iter().enumerate() {
        if let Some(format) = setting.pointer.strip_prefix(FORMAT) {
            found.formats.entry(format.into()).or_default().push(index);
            continue;
        }
        if let Some(tag) = setting.pointer.strip_prefix(TAG) {
            found.tags.insert(tag.replace("%20", " ").into(), index);
            continue;
        }
        if let Some(id) = setting.pointer.strip_prefix(OPERATION) {
            let id = id.replace("%20", " ");
            let is = |it: &&Operation| it.id.as_ref().is_some_and(|(own, _)| **own == *id);
            let named = operations.iter().filter(is).map(|it| it.at);
            for node in named {
                found.at.entry(node).or_default().push(index);
            }
            continue;
        }
        match tree.resolve(tree.root(), &setting.pointer) {
            Ok(node) => found.at.entry(node).or_default().push(index),
            Err(why) => {
                found.used.borrow_mut().insert(index);
                let place = why.place.unwrap_or(tree.root().value());
                diags.push(
                    Diagnostic::new(
                        Code::IdleSetting,
                        place,
                        format!("the setting `{setting}` names nothing: {}", why.reason),
                    )
                    .help("a pointer is written like `#/components/schemas/Pet/properties/name`"),
                );
            }
        }
    }
    found.over = over(tree, &found);
    found
}

/// Spreads settings that hold for a whole part over what is written in it. One for the root is for everything, and is not
/// here.
fn over(tree: &Tree, settings: &Settings) -> HashMap<NodeId, Vec<usize>> {
    let mut parts: Vec<(usize, usize, NodeId)> = Vec::new();
    for (node, index, ()) in settings.each(|it| holds_below(it).then_some(())) {
        if node != tree.root() {
            let depth = std::iter::successors(Some(node), |it| tree.parent(*it)).count();
            parts.push((depth, index, node));
        }
    }
    // What stands deeper says more, and of two at one place the later one counts.
    parts.sort_unstable();
    let mut out: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (_, index, node) in parts {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            let here = out.entry(node).or_default();
            // An alias of YAML leads to one value by two ways.
            if here.last() != Some(&index) {
                here.push(index);
                match tree.value(node) {
                    Value::Map(map) => waiting.extend(map.iter().map(|(_, it)| it)),
                    Value::List(items) => waiting.extend(items),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
                }
            }
        }
    }
    out
}

/// Whether a change is for all that is written at and below its place.
fn holds_below(change: &Change) -> bool {
    matches!(change, Change::Map(_) | Change::Values(_))
}

impl Settings {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every change that `pick` takes, of the place alone, with the index that [`Settings::using`] asks for.
    pub fn each<'a, T: 'a>(
        &'a self,
        pick: impl Fn(&'a Change) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (NodeId, usize, T)> + 'a {
        let mut all: Vec<(NodeId, usize)> = self
            .at
            .iter()
            .flat_map(|(node, list)| list.iter().map(|it| (*node, *it)))
            .collect();
        all.sort_by_key(|it| it.1);
        all.into_iter().filter_map(move |(node, index)| {
            Some((node, index, pick(&self.list.get(index)?.change)?))
        })
    }

    /// The change for a node that `pick` takes; it counts as used.
    pub fn at<'a, T>(&'a self, node: NodeId, pick: impl Fn(&'a Change) -> Option<T>) -> Option<T> {
        let indices = self.at.get(&node)?;
        indices.iter().rev().find_map(|index| {
            let picked = pick(&self.list.get(*index)?.change)?;
            self.using(*index);
            Some(picked)
        })
    }

    /// The change that `pick` takes of the innermost part that a node is in, with the index that [`Settings::using`] asks
    /// for. One for everything is not among them.
    pub fn over<'a, T>(
        &'a self,
        node: NodeId,
        pick: impl Fn(&'a Change) -> Option<T>,
    ) -> Option<(usize, T)> {
        self.last(self.over.get(&node)?, pick)
    }

    /// Whether some part has a change that is for all that is written in it.
    pub fn has_parts(&self) -> bool {
        !self.over.is_empty()
    }

    /// The change for all strings of a format that `pick` takes, with the index that [`Settings::using`] asks for.
    pub fn of_format<'a, T>(
        &'a self,
        format: &str,
        pick: impl Fn(&'a Change) -> Option<T>,
    ) -> Option<(usize, T)> {
        self.last(self.formats.get(format)?, pick)
    }

    fn last<'a, T>(
        &'a self,
        indices: &[usize],
        pick: impl Fn(&'a Change) -> Option<T>,
    ) -> Option<(usize, T)> {
        let picked = |index: &usize| Some((*index, pick(&self.list.get(*index)?.change)?));
        indices.iter().rev().find_map(picked)
    }

    /// The type that all strings of a format have; it counts as used.
    pub fn format(&self, format: &str) -> Option<&str> {
        let (index, path) = self.of_format(format, |it| match it {
            Change::Type(path) => Some(&**path),
            _ => None,
        })?;
        self.using(index);
        Some(path)
    }

    /// What the operations of a tag are called together; it counts as used.
    pub fn tag(&self, tag: &str) -> Option<&str> {
        let index = *self.tags.get(tag)?;
        let Change::Name(name) = &self.list.get(index)?.change else {
            return None;
        };
        self.using(index);
        Some(name)
    }

    /// What the caller wants of formats.
    pub fn of_formats(&self) -> impl Iterator<Item = &Setting> {
        let all = self.formats.values().flatten();
        all.filter_map(|it| self.list.get(*it))
    }

    /// What `pick` takes of the changes that are of use.
    pub fn used<'a, T>(
        &'a self,
        pick: impl Fn(&'a Change) -> Option<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        let used = self.used.borrow().clone();
        let list = self.list.iter().enumerate();
        list.filter(move |(index, _)| used.contains(index))
            .filter_map(move |(_, it)| pick(&it.change))
    }

    /// A change is of use.
    pub fn using(&self, index: usize) {
        self.used.borrow_mut().insert(index);
    }

    /// Says which settings had no effect. `root` is the document.
    pub fn report(&self, root: NodeId, diags: &mut Diagnostics) {
        let used = self.used.borrow();
        for (index, setting) in self.list.iter().enumerate() {
            if used.contains(&index) {
                continue;
            }
            let node = self.at.iter().find(|(_, list)| list.contains(&index));
            let place = node.map_or(root.value(), |(node, _)| node.key());
            diags.push(Diagnostic::new(
                Code::IdleSetting,
                place,
                format!("the setting `{setting}` has no effect"),
            ));
        }
    }
}
