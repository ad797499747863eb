//! The keys of `paths`: what is sent for one that is not as the specification says, and which are the same.
//!
//! In: keys as they are written; at last all operations. Out: path templates; findings. Absent: the parameters that a
//! template names.

use super::operation::Operation;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::document::reader::Reader;
use crate::source::NodeId;
use std::collections::HashMap;
use std::collections::HashSet;

/// The template of a key of `paths`; `None`, with a word, where its operations cannot be called.
pub(super) fn template(reader: &mut Reader<'_>, key: &str, at: NodeId) -> Option<Box<str>> {
    if let Err(why) = callable(key) {
        let message = format!("the operations of `{key}` are left out: {why}");
        reader.diags.push(
            Diagnostic::new(Code::OperationLeftOut, at.key(), message)
                .help("`client.request(…)` can still call them"),
        );
        return None;
    }
    if let Some((message, label)) = odd(key) {
        reader
            .diags
            .push(Diagnostic::new(Code::OddPath, at.key(), message).label(label));
    }
    let slash = if key.starts_with('/') { "" } else { "/" };
    Some(format!("{slash}{key}").into())
}

/// Why nothing can be sent for a path.
fn callable(key: &str) -> Result<(), &'static str> {
    let scheme = key.split_once("://").map_or("", |it| it.0);
    if !scheme.is_empty() && scheme.bytes().all(|it| it.is_ascii_alphanumeric()) {
        return Err("a path is no address; its server belongs into `servers`");
    }
    if key.contains("{}") {
        return Err("a variable of the path has no name");
    }
    Ok(())
}

/// What is odd about a path, and what is done about it.
fn odd(key: &str) -> Option<(String, &'static str)> {
    let said = |what: &str| format!("the path `{key}` {what}");
    let unclosed = key.split('{').skip(1).any(|it| !it.contains('}'));
    if unclosed {
        return Some((
            said("opens a brace that it does not close"),
            "the brace is sent as it is",
        ));
    }
    if !key.starts_with('/') {
        return Some((said("does not begin with a slash"), "read as if it did"));
    }
    if key.contains('#') {
        return Some((said("has a fragment"), "a fragment is not sent"));
    }
    if key.contains('?') {
        return Some((said("has a query"), "the query is sent as it is"));
    }
    None
}

/// Notes a path without operations.
pub(super) fn empty(reader: &mut Reader<'_>, key: &str, at: NodeId) {
    let message = format!("the path `{key}` has no operation");
    reader
        .diags
        .push(Diagnostic::new(Code::OddPath, at.key(), message));
}

/// Notes paths that differ only in the names of their variables.
pub(super) fn compare(reader: &mut Reader<'_>, operations: &[Operation]) {
    let mut paths: HashMap<String, &Operation> = HashMap::new();
    let mut told: HashSet<&str> = HashSet::new();
    for operation in operations {
        let first = *paths.entry(nameless(&operation.path)).or_insert(operation);
        if first.path != operation.path && told.insert(&operation.path) {
            let message = format!(
                "`{}` and `{}` are the same path: they differ only in names of variables",
                first.path, operation.path
            );
            let found = Diagnostic::new(Code::SamePath, operation.at.key(), message);
            reader
                .diags
                .push(found.related(first.at.key(), "the other one"));
        }
    }
}

/// A template without the names of its variables.
fn nameless(path: &str) -> String {
    let mut out = String::new();
    for (index, part) in path.split('{').enumerate() {
        match part.split_once('}').filter(|_| index > 0) {
            Some((_, rest)) => {
                out.push_str("{}");
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variables_do_not_tell_paths_apart() {
        assert_eq!(nameless("/a/{b}/c.{d}"), "/a/{}/c.{}");
        assert_eq!(nameless("/a/{b"), "/a/b");
        assert_eq!(nameless("/a}/b"), "/a}/b");
    }
}
