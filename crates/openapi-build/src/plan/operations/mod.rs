//! Operations. (Signatures that `plan/mod.rs` calls; the bodies are on their way.)

use super::flow::Flow;
use super::lookup::Lookup;
use super::names::lock::Entry;
use super::names::lock::Lock;
use crate::diag::Diagnostics;
use crate::ir;
use crate::resolve::Api;
use crate::resolve::SchemaId;

/// Names of operations.
#[derive(Debug, Default)]
pub struct Names {
    /// Name of each operation's request type, by index in `Api::operations` (then `Api::inbound`).
    pub idents: Vec<ir::Ident>,
    /// What the lock is to say.
    pub entries: Vec<Entry>,
}

/// A schema that an operation names.
#[derive(Debug)]
pub struct OperationUse {
    /// Index of the operation, as in `Names::idents`.
    pub operation: usize,
    /// The schema.
    pub schema: SchemaId,
    /// Words after the operation's name.
    pub words: Vec<Box<str>>,
    /// The direction.
    pub flow: Flow,
}

/// Names every operation.
pub fn names(_: &Api, _: &Lock, _: &mut Diagnostics) -> Names {
    Names::default()
}

/// Lists the schemas that operations name.
pub fn uses(_: &Api) -> Vec<OperationUse> {
    Vec::new()
}

/// Plans the client.
pub fn plan(_: &Api, _: &Names, _: Lookup<'_>, _: &mut Diagnostics) -> ir::Client {
    ir::Client {
        servers: Vec::new(),
        server_ident: ir::Ident::claimed("Server"),
        schemes: Vec::new(),
        groups: Vec::new(),
        operations: Vec::new(),
        outcomes: Vec::new(),
    }
}
