//! What a reference names: a file, an identifier, and within it a pointer or an anchor.
//!
//! `#/a~1b` and `#name` look into the schema with an `$id` that they stand in, then into the file.
//! `other.yaml#/x` is a file beside the referring one; an address is one of the `$id`s that were read.

use super::build::Mark;
use super::{Step, Tree, Value, paths};
use crate::diag::Code;
use crate::source::{FileId, NodeId, Place};
use std::cell::Cell;

/// How many mappings may refer to each other as a whole.
const CHAIN: usize = 8;

/// How many references may be followed on the way of a pointer, each on the way of the one before.
const WITHIN: usize = 3;

/// How many steps of a pointer may be found in what a mapping refers to: `components`, `schemas`, and some more.
const STEPS: usize = 8;

/// Why a reference names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// `DanglingReference`; `Unreadable` or `Syntax` when the file that it names cannot be used.
    pub code: Code,
    /// One line that stands alone.
    pub reason: String,
    /// Where the parser gave up, or the last value on the way that is there.
    pub place: Option<Place>,
}

impl Unresolved {
    fn dangling(reason: String, last: Option<NodeId>) -> Self {
        Unresolved {
            code: Code::DanglingReference,
            reason,
            place: last.map(NodeId::value),
        }
    }
}

impl Tree {
    /// The value that `reference` names when it stands at `from`.
    ///
    /// # Errors
    ///
    /// Why it names nothing, in words.
    pub fn resolve(&self, from: NodeId, reference: &str) -> Result<NodeId, Unresolved> {
        self.resolve_at(from, reference, 0)
    }

    fn resolve_at(
        &self,
        from: NodeId,
        reference: &str,
        depth: usize,
    ) -> Result<NodeId, Unresolved> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if address.is_empty() {
            let file = self.top(from);
            return match self.resource(from) {
                Some(resource) => self
                    .within(resource, fragment, reference, depth)
                    .or_else(|_| self.within(file, fragment, reference, depth)),
                None => self.within(file, fragment, reference, depth),
            };
        }
        let target = self.by_address(from, address, reference)?;
        self.within(target, fragment, reference, depth)
    }

    /// The mapping itself, and those that it and they refer to as a whole by a `$ref`.
    pub fn referred(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.referred_at(id, 0)
    }

    fn referred_at(&self, id: NodeId, depth: usize) -> impl Iterator<Item = NodeId> {
        let next = move |it: &NodeId| {
            let text = self.value(self.get(*it, "$ref")?).as_str()?;
            self.resolve_at(*it, text, depth).ok()
        };
        std::iter::successors(Some(id), next).take(CHAIN)
    }

    /// The root of the file, or the schema with the identifier.
    fn by_address(
        &self,
        from: NodeId,
        address: &str,
        reference: &str,
    ) -> Result<NodeId, Unresolved> {
        if let Some(id) = self.by_id.get(&self.full_address(from, address)) {
            return Ok(*id);
        }
        let Some(name) = self.file_named(from, address) else {
            let reason =
                format!("`{reference}` is not fetched, and nothing that was read has this `$id`");
            return Err(Unresolved::dangling(reason, None));
        };
        match self.by_name.get(&name) {
            Some(Ok(file)) => self.file_root(*file),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(Unresolved::dangling(format!("`{name}` was not read"), None)),
        }
    }

    fn file_root(&self, file: FileId) -> Result<NodeId, Unresolved> {
        let missing = || Unresolved::dangling("the file was not read".to_owned(), None);
        self.files
            .get(usize::from(file.0))
            .map(|it| it.root)
            .ok_or_else(missing)
    }

    /// The file that a reference at `from` names; nothing when it names none.
    pub(super) fn file_named(&self, from: NodeId, reference: &str) -> Option<String> {
        let address = reference.split('#').next().unwrap_or_default();
        if address.is_empty()
            || address.len() > 1024
            || address.contains(['\n', '\0'])
            || paths::is_address(address)
        {
            return None;
        }
        let file = self.files.get(usize::from(self.file(from).0))?;
        Some(paths::join(&file.name, &paths::percent_decoded(address)))
    }

    /// Looks up a pointer or an anchor below `base`.
    fn within(
        &self,
        base: NodeId,
        fragment: &str,
        reference: &str,
        depth: usize,
    ) -> Result<NodeId, Unresolved> {
        let decoded = paths::percent_decoded(fragment);
        if !decoded.is_empty() && !decoded.starts_with('/') {
            let reason = format!("`{reference}`: there is no `$anchor: {decoded}`");
            let found = self.by_anchor.get(&(base, decoded)).copied();
            return found.ok_or_else(|| Unresolved::dangling(reason, Some(base)));
        }
        // A key may hold a percent sign that encodes nothing, so the fragment is tried as it is as well.
        let found = self
            .walk(base, &decoded, depth)
            .or_else(|fault| self.walk(base, fragment, depth).map_err(|_| fault));
        found.map_err(|(last, missing)| self.missing(last, &missing, reference))
    }

    /// Follows a pointer; fails with the last value that is there and the step that is not. A step that is not there may
    /// be in what the mapping refers to as a whole.
    fn walk(&self, base: NodeId, pointer: &str, depth: usize) -> Result<NodeId, (NodeId, String)> {
        let direct = self.walk_by(base, pointer, |at, step| self.step_to(at, step));
        direct.or_else(|fault| {
            if depth >= WITHIN {
                return Err(fault);
            }
            let left = Cell::new(STEPS);
            let around = |at, step: &str| {
                self.step_to(at, step).or_else(|| {
                    left.set(left.get().checked_sub(1)?);
                    let mut others = self.referred_at(at, depth + 1).skip(1);
                    others.find_map(|it| self.step_to(it, step))
                })
            };
            self.walk_by(base, pointer, around).map_err(|_| fault)
        })
    }

    fn step_to(&self, at: NodeId, step: &str) -> Option<NodeId> {
        match self.value(at) {
            Value::Map(map) => map.get(step),
            Value::List(items) => index(step).and_then(|it| items.get(it)).copied(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }

    fn walk_by(
        &self,
        base: NodeId,
        pointer: &str,
        to: impl Fn(NodeId, &str) -> Option<NodeId>,
    ) -> Result<NodeId, (NodeId, String)> {
        let mut at = base;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            let next = to(at, &step);
            at = next.ok_or((at, step))?;
        }
        Ok(at)
    }

    fn missing(&self, last: NodeId, step: &str, reference: &str) -> Unresolved {
        let pointer = self.pointer(last);
        let reason = match self.value(last) {
            Value::Map(map) => {
                let alike = map.keys().find(|it| it.eq_ignore_ascii_case(step));
                let hint = alike.map(|it| format!(", only `{it}`")).unwrap_or_default();
                format!("`{reference}`: `{pointer}` has no `{step}`{hint}")
            }
            Value::List(items) => format!(
                "`{reference}`: `{pointer}` has {} items, no `{step}`",
                items.len()
            ),
            other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
                format!(
                    "`{reference}`: `{pointer}` is {}, it has no `{step}`",
                    other.kind()
                )
            }
        };
        Unresolved::dangling(reason, Some(last))
    }

    /// The nearest schema with an `$id` around a value.
    fn resource(&self, from: NodeId) -> Option<NodeId> {
        let mut around = std::iter::successors(Some(from), |it| self.parent(*it));
        around.find(|it| self.identifier(*it).is_some())
    }

    /// The text of `$id` (or, on a document, `$self`).
    fn identifier(&self, id: NodeId) -> Option<&str> {
        let map = self.value(id).as_map()?;
        let text = map.get("$id").or_else(|| map.get("$self"))?;
        // Draft 4 wrote anchors as `id: '#name'`.
        let text = self.value(text).as_str()?;
        (!text.is_empty() && !text.starts_with('#')).then_some(text)
    }

    /// `address` as seen from `from`: joined to every `$id` around it, and at last to the file.
    fn full_address(&self, from: NodeId, address: &str) -> String {
        let mut full = address.to_owned();
        let mut at = Some(from);
        while let Some(id) = at {
            if let Some(base) = self.identifier(id) {
                full = paths::join(base, &full);
            }
            at = self.parent(id);
        }
        match self.files.get(usize::from(self.file(from).0)) {
            Some(file) => paths::join(&file.name, &full),
            None => full,
        }
    }

    /// Files the identifiers and anchors of a new file.
    pub(super) fn register(&mut self, marks: &[(Mark, NodeId)]) {
        let mut outer = Vec::new();
        for (mark, node) in marks {
            let (Some(text), Some(owner)) = (self.value(*node).as_str(), self.parent(*node)) else {
                continue;
            };
            match mark {
                Mark::Id => {
                    let address = text.split('#').next().unwrap_or_default();
                    let outside = self.parent(owner).unwrap_or(owner);
                    if !address.is_empty() {
                        let full = self.full_address(outside, address);
                        self.by_id.entry(full).or_insert(owner);
                    }
                }
                Mark::Anchor => {
                    let (top, text) = (self.top(*node), text.to_owned());
                    let base = self.resource(*node).unwrap_or(top);
                    outer.push(((top, text.clone()), owner));
                    self.by_anchor.entry((base, text)).or_insert(owner);
                }
                Mark::Reference | Mark::Discriminator => {}
            }
        }
        // Documents name anchors from outside the schema with the identifier too; its own come first.
        for (key, owner) in outer {
            self.by_anchor.entry(key).or_insert(owner);
        }
    }
}

/// An index as pointers write it: digits without leading zeros.
fn index(text: &str) -> Option<usize> {
    let plain = text == "0" || !text.starts_with('0');
    if plain && text.bytes().all(|it| it.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

impl std::fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Step::Root(_) => f.write_str("#"),
            Step::Key(key) => f.write_str(key),
            Step::Index(index) => write!(f, "{index}"),
        }
    }
}
