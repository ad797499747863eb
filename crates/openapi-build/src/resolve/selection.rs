//! Which operations the client is to have.
//!
//! In: all operations, and what the caller wants of them. Out: those that are wanted; callbacks go with the operation
//! that declares them, webhooks are judged like calls. A selector that names nothing is reported. Absent: which types
//! that leaves, which follows from what the operations reach.

use super::operation::Operation;
use super::operations::Operations;
use crate::config::Selection;
use crate::config::Selector;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::NodeId;
use std::collections::HashMap;
use std::collections::HashSet;

/// So many names are listed as help.
const LISTED: usize = 8;

/// Leaves only what is wanted; gives what the names lock calls the rest. `at` is where the operations stand.
pub(super) fn apply(
    operations: &mut Operations,
    wanted: &Selection,
    at: NodeId,
    diags: &mut Diagnostics,
) -> HashSet<Box<str>> {
    if wanted.is_everything() {
        return HashSet::new();
    }
    report(operations, wanted, at, diags);
    let parents: HashMap<NodeId, NodeId> = operations
        .inbound
        .iter()
        .filter_map(|it| Some((it.at, it.parent?)))
        .collect();
    let judged = operations.calls.iter().chain(&operations.inbound);
    let kept: HashSet<NodeId> = judged
        .filter(|it| it.parent.is_none() && is_wanted(it, wanted))
        .map(|it| it.at)
        .collect();
    let left_out = operations
        .calls
        .iter()
        .filter(|it| !kept.contains(&it.at))
        .map(|it| it.key().into())
        .collect();
    operations.calls.retain(|it| kept.contains(&it.at));
    operations
        .inbound
        .retain(|it| kept.contains(&outermost(it.at, &parents)));
    if operations.calls.is_empty() && operations.inbound.is_empty() {
        let message = "the selection leaves no operation";
        diags.push(Diagnostic::new(Code::NothingSelected, at.key(), message));
    }
    left_out
}

/// The operation around all callbacks. Callbacks are read once, so that no chain of them is a circle.
fn outermost(at: NodeId, parents: &HashMap<NodeId, NodeId>) -> NodeId {
    let up = |at: &NodeId| parents.get(at).copied();
    std::iter::successors(Some(at), up).last().unwrap_or(at)
}

fn is_wanted(operation: &Operation, wanted: &Selection) -> bool {
    let any = |of: &[Selector]| of.iter().any(|it| names(it, operation));
    (wanted.include.is_empty() || any(&wanted.include)) && !any(&wanted.exclude)
}

fn names(selector: &Selector, operation: &Operation) -> bool {
    match selector {
        Selector::Tag(wanted) if wanted.is_empty() => {
            operation.tags.iter().all(|(it, _)| it.trim().is_empty())
        }
        Selector::Tag(wanted) => {
            let mut tags = operation.tags.iter().map(|(it, _)| it.trim());
            tags.any(|it| matches(wanted.trim(), it, Stars::CrossSlashes))
        }
        Selector::Operation(wanted) => operation
            .id
            .as_ref()
            .is_some_and(|(id, _)| matches(wanted, id, Stars::CrossSlashes)),
        Selector::Path(wanted) => {
            let (method, path) = wanted
                .split_once(char::is_whitespace)
                .filter(|(method, _)| !method.starts_with('/'))
                .map_or((None, wanted.as_str()), |(method, path)| {
                    (Some(method), path.trim_start())
                });
            method.is_none_or(|it| it.eq_ignore_ascii_case(&operation.method))
                && matches(path, &operation.path, Stars::StopAtSlashes)
        }
    }
}

/// Whether a single `*` stands for a slash too; `**` always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stars {
    CrossSlashes,
    StopAtSlashes,
}

/// Whether a pattern names a text. The work grows with the product of their lengths, never beyond.
fn matches(pattern: &str, text: &str, stars: Stars) -> bool {
    let text: Vec<char> = text.chars().collect();
    // ends[n]: whether what was read of the pattern names the first n characters.
    let mut ends = vec![false; text.len() + 1];
    if let Some(start) = ends.first_mut() {
        *start = true;
    }
    let mut rest = pattern.chars().peekable();
    while let Some(it) = rest.next() {
        let double = it == '*' && rest.next_if_eq(&'*').is_some();
        let crosses = double || stars == Stars::CrossSlashes;
        let mut next = vec![false; text.len() + 1];
        let mut before = false;
        for (at, ended) in ends.iter().enumerate() {
            let character = at.checked_sub(1).and_then(|it| text.get(it));
            let here = match it {
                // One more character of the star, or none.
                '*' => *ended || (before && (crosses || character != Some(&'/'))),
                it => {
                    let reached = at.checked_sub(1).and_then(|it| ends.get(it));
                    reached == Some(&true) && character == Some(&it)
                }
            };
            if let Some(slot) = next.get_mut(at) {
                *slot = here;
            }
            before = here;
        }
        ends = next;
    }
    ends.last() == Some(&true)
}

/// Says which selectors name nothing.
fn report(operations: &Operations, wanted: &Selection, at: NodeId, diags: &mut Diagnostics) {
    let all = || {
        let judged = operations.calls.iter().chain(&operations.inbound);
        judged.filter(|it| it.parent.is_none())
    };
    for selector in wanted.include.iter().chain(&wanted.exclude) {
        if all().any(|it| names(selector, it)) {
            continue;
        }
        let (message, known): (String, Vec<&str>) = match selector {
            Selector::Tag(text) => (
                format!("no operation has the tag `{text}` of the selection"),
                all()
                    .flat_map(|it| it.tags.iter().map(|(tag, _)| tag.trim()))
                    .collect(),
            ),
            Selector::Operation(text) => (
                format!("no operation has the `operationId` `{text}` of the selection"),
                all()
                    .filter_map(|it| it.id.as_ref().map(|(id, _)| &**id))
                    .collect(),
            ),
            Selector::Path(text) => (
                format!("no operation has the path `{text}` of the selection"),
                all().map(|it| &*it.path).collect(),
            ),
        };
        let text = match selector {
            Selector::Tag(it) | Selector::Operation(it) | Selector::Path(it) => it,
        };
        let mut found = Diagnostic::new(Code::IdleSelector, at.key(), message);
        if let Some(help) = near(text, known) {
            found = found.help(help);
        }
        diags.push(found);
    }
}

/// The names that hold a word of the text, or else the first ones.
fn near(text: &str, mut known: Vec<&str>) -> Option<String> {
    let mut seen = HashSet::new();
    known.retain(|it| seen.insert(*it));
    let folded = text.to_lowercase();
    let words: Vec<&str> = folded
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| it.len() > 2)
        .collect();
    let holds = |it: &&&str| {
        let name = it.to_lowercase();
        words
            .iter()
            .any(|word| name.contains(*word) || word.contains(name.as_str()))
    };
    let like: Vec<&str> = known.iter().filter(holds).copied().collect();
    let shown = if like.is_empty() { known } else { like };
    let listed: Vec<String> = shown
        .iter()
        .take(LISTED)
        .map(|it| format!("`{it}`"))
        .collect();
    let more = if shown.len() > LISTED { ", …" } else { "" };
    (!listed.is_empty()).then(|| format!("there is {}{more}", listed.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_in_its_segment_and_two_do_not() {
        let path = |pattern, text| matches(pattern, text, Stars::StopAtSlashes);
        assert!(path("/v1/*", "/v1/pets"));
        assert!(!path("/v1/*", "/v1/pets/{id}"));
        assert!(path("/v1/**", "/v1/pets/{id}"));
        assert!(path("/*/pets/{id}", "/v1/pets/{id}"));
        assert!(!path("/v1/pets", "/v1/pets/{id}"));
        assert!(path("/v1/p*s", "/v1/ps") && path("**", "") && !path("", "/"));
        let id = |pattern, text| matches(pattern, text, Stars::CrossSlashes);
        assert!(id("repos/*", "repos/list/all") && id("list_*_v2", "list_pets_v2"));
        assert!(!id("list_*", "relist_pets"));
        // A pattern of stars alone costs no more than its length.
        assert!(!path(&"*a".repeat(500), &"/a".repeat(500)));
    }
}
