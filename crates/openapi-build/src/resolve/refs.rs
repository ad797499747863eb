//! The value behind a Reference Object, for everything but schemas.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::document::operation::reference;
use crate::document::reader::Reader;
use crate::source::NodeId;

/// How many references may follow each other; more is a loop in all but name.
const LONGEST: usize = 64;

/// The value at the end of a chain of `$ref`; `None`, with a word, when there is none.
pub(super) fn follow(reader: &mut Reader<'_>, start: NodeId, what: &str) -> Option<NodeId> {
    let mut at = start;
    for _ in 0..LONGEST {
        let Some((text, node)) = reference(reader, at) else {
            return Some(at);
        };
        match reader.tree.resolve(node, &text) {
            Ok(target) => at = target,
            Err(why) => {
                let message = format!("this {what} is not there: {}", why.reason);
                reader
                    .diags
                    .push(Diagnostic::new(why.code, node.value(), message));
                return None;
            }
        }
    }
    let message = format!("the references of this {what} only name each other");
    reader
        .diags
        .push(Diagnostic::new(Code::ReferenceLoop, start.value(), message));
    None
}
