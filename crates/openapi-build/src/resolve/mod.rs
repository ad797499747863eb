//! Stage 3. References followed: every one becomes the node that it names.
//!
//! In: the document. Out: an `Api`: all schemas that can be reached, each with the schema
//! that its `$ref` names, and all operations with their parameters, bodies and responses
//! put together. Absent: what a schema means, and Rust.

mod access;
mod elsewhere;
pub mod ids;
mod operation;
mod operations;
mod parts;
mod paths;
mod refs;
mod schemas;
mod selection;
pub mod settings;

pub use crate::document::body::Encoding;
pub use crate::document::operation::PagesSaid;
pub use crate::document::parameter::Place;
pub use crate::document::response::Status;
pub use crate::document::security::SchemeKind;
pub use crate::document::server::Server;
pub use crate::document::tag::Tag;
pub use access::Requirement;
pub use access::Scheme;
pub use operation::Body;
pub use operation::Header;
pub use operation::Media;
pub use operation::Operation;
pub use operation::Parameter;
pub use operation::Response;
pub use schemas::Schema;
pub use schemas::reach_constraints;

use crate::config::Selection;
use crate::diag::Diagnostics;
use crate::document;
use crate::document::Dialect;
use crate::document::Document;
use crate::document::reader::Reader;
use crate::source::NodeId;
use crate::tree::Tree;
use indexmap::IndexMap;
use std::collections::HashSet;

/// A schema: its node in the tree.
pub type SchemaId = NodeId;

/// A document without references.
#[derive(Debug)]
pub struct Api {
    /// The root object.
    pub at: NodeId,
    /// The version's rules, for schemas that are read later.
    pub dialect: Dialect,
    /// `info.title`.
    pub title: Box<str>,
    /// `info.version`.
    pub version: Box<str>,
    /// `info.description`.
    pub description: Option<Box<str>>,
    /// `components.schemas`, and schemas that have a name elsewhere.
    pub components: Vec<Component>,
    /// The schemas that components and operations name directly.
    pub roots: Vec<SchemaId>,
    /// Every schema that `roots` reach.
    pub schemas: IndexMap<SchemaId, Schema>,
    /// The operations of `paths`, in the order of the text.
    pub operations: Vec<Operation>,
    /// The operations of `webhooks` and `callbacks`: the other side calls, so that a client has
    /// their types and nothing more.
    pub inbound: Vec<Operation>,
    /// `servers` of the document.
    pub servers: Vec<Server>,
    /// `components.securitySchemes`.
    pub schemes: Vec<Scheme>,
    /// `tags` of the document.
    pub tags: Vec<Tag>,
    /// What the names lock calls operations that a selection leaves out.
    pub left_out: HashSet<Box<str>>,
}

/// A schema with a name of its own.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its key in `components.schemas`, or what it is called where it stands.
    pub name: Box<str>,
    /// The schema.
    pub schema: SchemaId,
    /// JSON pointer, for the names lock and the configuration.
    pub pointer: Box<str>,
}

/// Follows every reference of `document`, as far as what is `wanted` of it leads.
pub fn resolve(
    tree: &Tree,
    document: Document,
    wanted: &Selection,
    diags: &mut Diagnostics,
) -> Api {
    let mut components: Vec<Component> = document
        .schemas
        .iter()
        .map(|(name, schema)| Component {
            name: name.clone(),
            schema: *schema,
            pointer: tree.pointer(*schema).into(),
        })
        .collect();
    let mut reader = Reader { tree, diags };
    let servers = tree.get(document.at, "servers");
    let servers = servers
        .map(|it| document::server::read(&mut reader, it))
        .unwrap_or_default();
    let tags = tree.get(document.at, "tags");
    let tags = tags
        .map(|it| document::tag::read(&mut reader, it))
        .unwrap_or_default();
    let schemes = access::schemes(&mut reader, document.at);
    let mut operations = operations::read(tree, &document, &schemes, &servers, diags);
    let paths = tree.get(document.at, "paths").unwrap_or(document.at);
    let left_out = selection::apply(&mut operations, wanted, paths, diags);
    let of_operations = operations
        .calls
        .iter()
        .chain(&operations.inbound)
        .flat_map(Operation::schemas);
    // Without a selection all components are wanted, be they used or not.
    let unused = if wanted.is_everything() {
        components.as_slice()
    } else {
        &[]
    };
    let roots: Vec<SchemaId> = unused
        .iter()
        .map(|it| it.schema)
        .chain(of_operations)
        .collect();
    let schemas = schemas::reach(tree, document.dialect, roots.clone(), diags);
    components.retain(|it| schemas.contains_key(&it.schema));
    components.extend(elsewhere::components(tree, &components, &schemas));
    Api {
        at: document.at,
        dialect: document.dialect,
        title: document.title,
        version: document.version,
        description: document.description,
        components,
        roots,
        schemas,
        operations: operations.calls,
        inbound: operations.inbound,
        servers,
        schemes,
        tags,
        left_out,
    }
}
