//! What operations are called by name, and which `operationId`s cannot be that name.
//!
//! In: all operations. Out: a name for each, and findings. An operation goes by its `operationId`; one without it, or whose
//! id another one goes by as well, by `METHOD /path`. An id that is such a name of another operation would hide that one,
//! so it is not unique either (OpenAPI 3.1 §4.8.10: the `operationId` must be unique among all operations).

use super::operation::Operation;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::diag::quoted;
use crate::document::reader::Reader;
use crate::source::NodeId;
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::HashSet;

/// What each operation is called by name, in their order. No two names are the same.
pub fn names(operations: &[Operation]) -> Vec<Box<str>> {
    let own = are_own(operations);
    let name = |(it, own): (&Operation, bool)| match &it.id {
        Some((id, _)) if own => id.clone(),
        _ => it.key().into(),
    };
    operations.iter().zip(own).map(name).collect()
}

/// Whether each operation is called by its id.
fn are_own(operations: &[Operation]) -> Vec<bool> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, it) in operations.iter().enumerate() {
        if let Some((id, _)) = &it.id {
            by_id.entry(id).or_default().push(at);
        }
    }
    let is_alone = |(id, _): &(Box<str>, NodeId)| by_id.get(&**id).is_some_and(|it| it.len() == 1);
    let mut own: Vec<bool> = operations
        .iter()
        .map(|it| it.id.as_ref().is_some_and(is_alone))
        .collect();
    // One that loses its id has a new name, which may be the id of yet another one.
    let mut waiting: Vec<&Operation> = operations
        .iter()
        .zip(&own)
        .filter(|(_, own)| !**own)
        .map(|(it, _)| it)
        .collect();
    while let Some(loser) = waiting.pop() {
        for at in by_id.get(&*loser.key()).into_iter().flatten() {
            let lost = own.get_mut(*at).is_some_and(std::mem::take);
            waiting.extend(operations.get(*at).filter(|_| lost));
        }
    }
    own
}

/// Tells which ids are no names: those that are there twice, and those by which another operation goes that has no id of its
/// own.
pub(super) fn compare(reader: &mut Reader<'_>, operations: &[Operation]) {
    let own = are_own(operations);
    let keys = operations.iter().zip(&own).filter(|(_, own)| !**own);
    let keys: HashMap<String, NodeId> = keys.map(|(it, _)| (it.key(), it.at)).collect();
    let mut first: HashMap<&str, NodeId> = HashMap::new();
    let mut taken = Taken::by(operations);
    for operation in operations {
        let Some((id, at)) = &operation.id else {
            continue;
        };
        let hidden = keys.get(&**id).filter(|it| **it != operation.at);
        let (message, other) = match (first.get(&**id), hidden) {
            (Some(other), _) => (format!("`operationId: {id}` is there twice"), other.value()),
            (None, Some(other)) => (
                format!("`operationId: {id}` is what another operation is called by name"),
                other.key(),
            ),
            (None, None) => {
                first.insert(id, *at);
                continue;
            }
        };
        first.entry(id).or_insert(*at);
        let found = Diagnostic::new(Code::SameOperationId, at.value(), message)
            .related(other, "the other one");
        reader.diags.push(match reader.tree.parent(*at) {
            Some(parent) => found.remedy(taken.another(id, parent)),
            None => found,
        });
    }
}

/// What no other operation may be called.
struct Taken<'a> {
    names: HashSet<Cow<'a, str>>,
    /// The last number that was given behind each id.
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Taken<'a> {
    fn by(operations: &'a [Operation]) -> Self {
        let keys = operations.iter().map(|it| it.key().into());
        let ids = operations.iter().filter_map(|it| it.id.as_ref());
        Taken {
            names: ids.map(|(id, _)| (&**id).into()).chain(keys).collect(),
            numbers: HashMap::new(),
        }
    }

    /// The action that gives an operation an id that no other has, and that no other is given.
    fn another(&mut self, id: &'a str, at: NodeId) -> Remedy {
        let number = self.numbers.entry(id).or_insert(1);
        let other = loop {
            *number += 1;
            let other = format!("{id}{number}");
            if self.names.insert(other.clone().into()) {
                break other;
            }
        };
        Remedy::Update {
            at,
            members: format!("{{ operationId: {} }}", quoted(&other)),
        }
    }
}
