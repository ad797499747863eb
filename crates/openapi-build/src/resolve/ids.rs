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
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (id, _) in operations.iter().filter_map(|it| it.id.as_ref()) {
        *count.entry(id).or_default() += 1;
    }
    let id = |it: &'_ Operation| it.id.as_ref().map(|(id, _)| id.clone());
    let mut own: Vec<bool> = operations
        .iter()
        .map(|it| id(it).is_some_and(|it| count.get(&*it) == Some(&1)))
        .collect();
    // One that loses its id has a new name, which may be the id of yet another one. Each round takes an id away.
    let mut keys: HashSet<String> = HashSet::new();
    loop {
        let before = keys.len();
        let others = operations.iter().zip(&own).filter(|(_, own)| !**own);
        keys.extend(others.map(|(it, _)| it.key()));
        if keys.len() == before {
            return own;
        }
        for (it, own) in operations.iter().zip(&mut own) {
            *own &= id(it).is_some_and(|it| !keys.contains(&*it));
        }
    }
}

/// Tells which ids are no names: those that are there twice, and those by which another operation goes that has no id of its
/// own.
pub(super) fn compare(reader: &mut Reader<'_>, operations: &[Operation]) {
    let own = are_own(operations);
    let keys = operations.iter().zip(&own).filter(|(_, own)| !**own);
    let keys: HashMap<String, NodeId> = keys.map(|(it, _)| (it.key(), it.at)).collect();
    let mut first: HashMap<&str, NodeId> = HashMap::new();
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
            Some(parent) => found.remedy(another_id(id, operations, parent)),
            None => found,
        });
    }
}

/// The action that gives an operation an id that no other has.
fn another_id(id: &str, operations: &[Operation], at: NodeId) -> Remedy {
    let is = |it: &Operation, text: &str| {
        it.key() == text || it.id.as_ref().is_some_and(|(id, _)| **id == *text)
    };
    let mut number = 2usize;
    let mut other = format!("{id}{number}");
    while operations.iter().any(|it| is(it, &other)) {
        number += 1;
        other = format!("{id}{number}");
    }
    Remedy::Update {
        at,
        members: format!("{{ operationId: {} }}", quoted(&other)),
    }
}
