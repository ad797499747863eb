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
    formats: BTreeMap<Box<str>, usize>,
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
            found.formats.insert(format.into(), index);
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
    found
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

    /// The type that all strings of a format have; it counts as used.
    pub fn format(&self, format: &str) -> Option<&str> {
        let index = *self.formats.get(format)?;
        let Change::Type(path) = &self.list.get(index)?.change else {
            return None;
        };
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

    /// Types that the caller names for formats.
    pub fn of_formats(&self) -> impl Iterator<Item = &Setting> {
        self.formats.values().filter_map(|it| self.list.get(*it))
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
