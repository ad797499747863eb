//! The value behind a Reference Object, for everything but schemas.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::diag::quoted;
use crate::document::operation::reference;
use crate::document::reader::Reader;
use crate::source::NodeId;
use crate::tree::Tree;
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
                let found = names_nothing(&why, node, message);
                let found = with_hint(reader.tree, node, &text, found);
                reader.diags.push(found);
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
/// lacks one of a hundred files, or has a fault in one, is still of use.
pub(super) fn names_nothing(why: &Unresolved, node: NodeId, message: String) -> Diagnostic {
    let words = match why.code {
        Code::Syntax => "the parser gave up here",
        _ => "the last value on the way that is there",
    };
    let found = Diagnostic::new(Code::DanglingReference, node.value(), message);
    match why.place {
        Some(place) => found.related(place, words),
        None => found,
    }
}

/// A finding with what a reference that names nothing was perhaps meant to name.
pub(super) fn with_hint(tree: &Tree, node: NodeId, text: &str, found: Diagnostic) -> Diagnostic {
    let (Some(meant), Some(at)) = (meant(tree, node, text), tree.parent(node)) else {
        return found;
    };
    let members = format!("{{ $ref: {} }}", quoted(&meant));
    found
        .help(format!("`{meant}` is there"))
        .remedy(Remedy::Update { at, members })
}

/// The reference that was perhaps meant: one of a few slips undone, or a name that is nearly the same.
fn meant(tree: &Tree, from: NodeId, text: &str) -> Option<String> {
    let named = |of: &str, it: &str| format!("#/components/{of}/{it}");
    let old = |of: &str, to: &str| Some(named(to, text.strip_prefix(&format!("#/{of}/"))?));
    let slips = [
        text.strip_suffix('/').map(str::to_owned),
        text.strip_prefix('/').map(|it| format!("#/{it}")),
        text.strip_prefix('#').map(|it| format!("#/{it}")),
        Some(named("schemas", text)),
        old("definitions", "schemas"),
        old("parameters", "parameters"),
        old("responses", "responses"),
        old("schemas", "schemas"),
    ];
    let is_there = |it: &String| tree.resolve(from, it).is_ok();
    slips
        .into_iter()
        .flatten()
        .find(is_there)
        .or_else(|| sibling(tree, from, text))
}

/// The key beside the missing one that is nearly the same.
fn sibling(tree: &Tree, from: NodeId, text: &str) -> Option<String> {
    let (folder, missing) = text.rsplit_once('/')?;
    let there = tree.resolve(from, folder).ok()?;
    let missing = missing.to_lowercase();
    let most = if missing.chars().count() < 5 { 0 } else { 2 };
    let far = |key: &str| strsim::damerau_levenshtein(&key.to_lowercase(), &missing);
    let keys = tree.value(there).as_map()?.keys();
    let nearest = keys.map(|it| (far(it), it)).min_by_key(|it| it.0)?;
    let key = nearest.1.replace('~', "~0").replace('/', "~1");
    (nearest.0 <= most).then(|| format!("{folder}/{key}"))
}
