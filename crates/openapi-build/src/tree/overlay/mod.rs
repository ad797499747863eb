//! An OpenAPI Overlay (1.0 or 1.1) is applied to the document.
//!
//! ```yaml
//! overlay: 1.1.0
//! info: { title: Corrections, version: 1.0.0 }
//! actions:
//!   - target: $.components.schemas.Token.properties.token_type   # RFC 9535
//!     update: { default: bearer }
//!   - target: $.paths['/internal']
//!     remove: true
//!   - target: $.components.schemas.NewToken
//!     copy: $.components.schemas.Token
//! ```
//!
//! In: the tree and the name of the overlay. Out: the tree, changed; what came from the overlay has its place there.
//! Actions are applied in order, each to the result of those before. An action that cannot be applied changes
//! nothing and is an error, one that matches nothing is a warning. `extends` is not read: who names the overlay says
//! what it is for. Only the document itself is changed, not the files that it refers to.

mod edit;
mod select;

use super::{Source, Tree, Value};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::NodeId;

/// What an action does.
enum Change {
    /// Merge, concatenate, append or replace with this value.
    Update(NodeId),
    /// The same, with the value that the query names.
    Copy(NodeId),
    Remove,
}

impl Tree {
    /// Reads an overlay and applies it to the document. Files that new references name are read as well.
    ///
    /// # Example
    ///
    /// ```
    /// use openapi_build::{diag::Diagnostics, tree::Tree};
    ///
    /// let files = |name: &str| Ok(match name {
    ///     "overlay.yaml" => "overlay: 1.1.0\nactions: [{ target: $.info, update: { version: '2' } }]",
    ///     _ => "openapi: 3.1.0\ninfo: { title: T, version: '1' }",
    /// }.to_owned());
    /// let mut diags = Diagnostics::default();
    /// let mut tree = Tree::read("openapi.yaml", &files, &mut diags);
    /// tree.overlay("overlay.yaml", &files, &mut diags);
    /// let version = tree.resolve(tree.root(), "#/info/version").unwrap();
    /// assert_eq!(tree.value(version).as_str(), Some("2"));
    /// ```
    pub fn overlay(&mut self, name: &str, source: &dyn Source, diags: &mut Diagnostics) {
        let Some(root) = self.read_overlay(name, source, diags) else {
            return;
        };
        let Some(actions) = self.actions(root, diags) else {
            return;
        };
        let mut edit = edit::Edit::new(self);
        for action in actions {
            if let Err(finding) = edit.act(action) {
                diags.push(*finding);
            }
        }
        let marks = edit.finish();
        self.forget_removed();
        self.adopt(&marks);
        self.add_referred(source, diags);
    }

    /// The root of the overlay's own file.
    fn read_overlay(
        &mut self,
        name: &str,
        source: &dyn Source,
        diags: &mut Diagnostics,
    ) -> Option<NodeId> {
        match source.read(name) {
            Ok(text) => self.add_document(name, text, diags).ok().map(|it| it.root),
            Err(reason) => {
                let message = format!("`{name}` cannot be read: {reason}");
                diags.push(Diagnostic::new(
                    Code::Unreadable,
                    self.root().value(),
                    message,
                ));
                None
            }
        }
    }

    /// The actions, when the root is that of an overlay.
    fn actions(&self, root: NodeId, diags: &mut Diagnostics) -> Option<Vec<NodeId>> {
        let version = self.get(root, "overlay");
        let known = version
            .and_then(|it| self.value(it).as_str())
            .is_some_and(|it| it.starts_with("1."));
        if !known {
            let place = version.unwrap_or(root).value();
            let finding = Diagnostic::new(Code::BadOverlay, place, "not an overlay of version 1.x")
                .help("an overlay begins with `overlay: 1.1.0`");
            diags.push(finding);
            return None;
        }
        let actions = self.get(root, "actions");
        let items = actions.and_then(|it| self.value(it).as_list());
        if items.is_none() {
            let place = actions.unwrap_or(root).value();
            diags.push(Diagnostic::new(
                Code::BadOverlay,
                place,
                "`actions` must be a list",
            ));
        }
        items.map(<[NodeId]>::to_vec)
    }

    /// What an action does.
    fn change(&self, action: NodeId) -> Result<Change, Box<Diagnostic>> {
        let remove = self
            .get(action, "remove")
            .is_some_and(|it| self.value(it) == &Value::Bool(true));
        match (remove, self.get(action, "update"), self.get(action, "copy")) {
            (true, _, _) => Ok(Change::Remove),
            (false, Some(update), None) => Ok(Change::Update(update)),
            (false, None, Some(copy)) => Ok(Change::Copy(copy)),
            (false, Some(_), Some(copy)) => {
                Err(bad(copy, "an action has either `update` or `copy`"))
            }
            (false, None, None) => Err(bad(
                action,
                "an action has `update`, `copy` or `remove: true`",
            )),
        }
    }
}

/// An action that cannot be applied.
fn bad(at: NodeId, message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::BadOverlay, at.value(), message))
}
