//! The value behind a Reference Object, for everything but schemas.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::document::operation::reference;
use crate::document::reader::Reader;
use crate::source::NodeId;
use crate::tree::Unresolved;

/// How many references may follow each other; more is a loop in all but name.
const LONGEST: usize = 64;

/// The value at the end of a chain of `$ref`; `None`, with a word, when there is none.
pub(super) fn follow(reader: &mut Reader<'_>, start: NodeId, what: &str) -> Option<NodeId> {
    let mut at = start;
    let mut seen: Vec<NodeId> = Vec::new();
    while seen.len() < LONGEST && !seen.contains(&at) {
        let Some((text, node)) = reference(reader, at) else {
            return Some(at);
        };
        seen.push(at);
        match reader.tree.resolve(node, &text) {
            Ok(target) => at = target,
            Err(why) => {
                let message = format!("this {what} is not there: {}", why.reason);
                reader.diags.push(names_nothing(&why, node, message));
                return None;
            }
        }
    }
    // Told once, however many places lead into the loop: at the first of it.
    let round = seen.into_iter().skip_while(|it| *it != at);
    let first = round.min().unwrap_or(start);
    let message = format!("the references of this {what} only name each other");
    reader
        .diags
        .push(Diagnostic::new(Code::ReferenceLoop, first.value(), message));
    None
}

/// A reference that names nothing. What it should have named is left out, and all else is generated: a document that
/// lacks one of a hundred files is still of use. A file that is there and cannot be parsed is an error.
pub(super) fn names_nothing(why: &Unresolved, node: NodeId, message: String) -> Diagnostic {
    let (code, words) = match why.code {
        Code::Syntax => (Code::Syntax, "the parser gave up here"),
        _ => (
            Code::DanglingReference,
            "the last value on the way that is there",
        ),
    };
    let found = Diagnostic::new(code, node.value(), message);
    match why.place {
        Some(place) => found.related(place, words),
        None => found,
    }
}
