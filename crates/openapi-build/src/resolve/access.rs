//! Security schemes, and which of them an operation asks for.

use super::refs::follow;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::document;
use crate::document::reader::Reader;
use crate::document::security::SchemeKind;
use crate::source::NodeId;

/// A declared security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its node.
    pub at: NodeId,
    /// Its key in `components.securitySchemes`.
    pub name: Box<str>,
    /// How a credential is sent.
    pub kind: SchemeKind,
    /// `description`.
    pub description: Option<Box<str>>,
}

/// All of these schemes together: name and scopes.
pub type Requirement = Vec<(Box<str>, Vec<Box<str>>)>;

/// Reads `components.securitySchemes` of the document at `root`.
pub(super) fn schemes(reader: &mut Reader<'_>, root: NodeId) -> Vec<Scheme> {
    let components = document::components(reader.tree, root);
    let entries = components
        .map(|it| reader.entries_at(it, "securitySchemes"))
        .unwrap_or_default();
    let mut out = Vec::new();
    for (name, node) in entries {
        let Some(at) = follow(reader, node, "security scheme") else {
            continue;
        };
        let Some(read) = document::security::scheme(reader, at) else {
            continue;
        };
        out.push(Scheme {
            at: node,
            name,
            kind: read.kind,
            description: read.description,
        });
    }
    out
}

/// Reads a `security` list. A requirement that names an undeclared scheme cannot be met and is
/// left out, with a word.
pub(super) fn security(
    reader: &mut Reader<'_>,
    at: NodeId,
    schemes: &[Scheme],
) -> Vec<Requirement> {
    let mut out = Vec::new();
    for requirement in document::security::requirements(reader, at) {
        let unknown = requirement
            .iter()
            .find(|(name, _, _)| !schemes.iter().any(|it| it.name == *name));
        if let Some((name, _, node)) = unknown {
            let message =
                format!("`{name}` is not a usable scheme of `components.securitySchemes`");
            let found = Diagnostic::new(Code::UnknownScheme, node.key(), message)
                .label("no credential is sent for this requirement");
            reader.diags.push(match reader.tree.parent(*node) {
                Some(at) => found.remedy(Remedy::Remove { at }),
                None => found,
            });
            continue;
        }
        out.push(
            requirement
                .into_iter()
                .map(|(name, scopes, _)| (name, scopes))
                .collect(),
        );
    }
    // A single empty requirement asks for nothing.
    if out.iter().all(Vec::is_empty) {
        Vec::new()
    } else {
        out
    }
}
