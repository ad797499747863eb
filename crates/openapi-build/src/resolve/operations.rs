//! The operations of a document, each with all that belongs to it.
//!
//! In: paths, webhooks and callbacks. Out: operations in the order of the text; path-level
//! parameters, servers and security put to each; every reference followed. Absent: whether
//! something of this can be expressed in a client, and Rust.

use super::SchemaId;
use super::access;
use super::access::Requirement;
use super::parts;
use super::paths;
use super::refs::follow;
use crate::diag::Diagnostics;
use crate::document;
use crate::document::Document;
use crate::document::body::Encoding;
use crate::document::operation::PagesSaid;
use crate::document::operation::PathItem;
use crate::document::parameter::Place;
use crate::document::reader::Reader;
use crate::document::response::Status;
use crate::document::server::Server;
use crate::source::NodeId;
use crate::tree::Tree;
use std::collections::HashSet;

/// An operation that a client can call, or that a server calls on the client.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operation's node.
    pub at: NodeId,
    /// JSON pointer, for the names lock and the configuration.
    pub pointer: Box<str>,
    /// `operationId`: text and node.
    pub id: Option<(Box<str>, NodeId)>,
    /// HTTP method as it is sent.
    pub method: Box<str>,
    /// Path template; the name of a webhook; the expression of a callback.
    pub path: Box<str>,
    /// Tags: text and node.
    pub tags: Vec<(Box<str>, NodeId)>,
    /// `summary`, or that of the path.
    pub summary: Option<Box<str>>,
    /// `description`, or that of the path.
    pub description: Option<Box<str>>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Parameters of the path and the operation, each name and place once.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub body: Option<Body>,
    /// The answers, in the order of the text.
    pub responses: Vec<Response>,
    /// Any of these lets a request in; empty when no credential is asked for.
    pub security: Vec<Requirement>,
    /// Servers that differ from the document's.
    pub servers: Option<Vec<Server>>,
    /// How its list comes in pages, as `x-pages` says.
    pub pages: PagesSaid,
    /// The operation that declares this one as a callback.
    pub parent: Option<NodeId>,
    /// Places of parameters and bodies that could not be read.
    pub missing: Vec<NodeId>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its node.
    pub at: NodeId,
    /// `name`.
    pub name: Box<str>,
    /// `in`, with the style if one is given.
    pub place: Place,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required: true`.
    pub required: bool,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `explode`; its default depends on the style.
    pub explode: Option<bool>,
    /// `allowReserved: true`.
    pub allow_reserved: bool,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `content`: the one way in which the value is written instead.
    pub content: Option<Media>,
}

/// A request's body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its node.
    pub at: NodeId,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `required: true`.
    pub required: bool,
    /// The ways to write it, in the order of the text.
    pub content: Vec<Media>,
}

/// One way to write a value.
#[derive(Clone, Debug)]
pub struct Media {
    /// Its node.
    pub at: NodeId,
    /// The media type, as written.
    pub name: Box<str>,
    /// The schema of the whole.
    pub schema: Option<SchemaId>,
    /// The schema of each item of a stream.
    pub item_schema: Option<SchemaId>,
    /// `encoding`: how some members of a form are written.
    pub encoding: Vec<(Box<str>, Encoding)>,
}

/// A declared answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// Its node.
    pub at: NodeId,
    /// Which answers it describes.
    pub status: Status,
    /// `description`.
    pub description: Option<Box<str>>,
    /// Its headers.
    pub headers: Vec<Header>,
    /// The ways it may be written, in the order of the text.
    pub content: Vec<Media>,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its node.
    pub at: NodeId,
    /// Its name, as written.
    pub name: Box<str>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `explode: true`.
    pub explode: bool,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `content`: the one way in which the value is written instead.
    pub content: Option<Media>,
}

impl Operation {
    /// The schemas that its parameters, body, answers and their headers name.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let content = self.parameters.iter().filter_map(|it| it.content.as_ref());
        let body = self.body.iter().flat_map(|it| &it.content);
        let answers = self.responses.iter().flat_map(|it| &it.content);
        let media = content.chain(body).chain(answers);
        let parameters = self.parameters.iter().filter_map(|it| it.schema);
        let headers = || self.responses.iter().flat_map(|it| &it.headers);
        let media = media.chain(headers().filter_map(|it| it.content.as_ref()));
        let named = parameters.chain(headers().filter_map(|it| it.schema));
        named.chain(media.flat_map(|it| [it.schema, it.item_schema]).flatten())
    }
}

/// All operations of a document.
#[derive(Debug, Default)]
pub(super) struct Operations {
    /// Those of `paths`.
    pub(super) calls: Vec<Operation>,
    /// Those of `webhooks` and `callbacks`.
    pub(super) inbound: Vec<Operation>,
}

/// Reads every operation of `document`.
pub(super) fn read(
    tree: &Tree,
    document: &Document,
    schemes: &[access::Scheme],
    servers: &[Server],
    diags: &mut Diagnostics,
) -> Operations {
    let mut reader = Reader { tree, diags };
    let security = tree.get(document.at, "security");
    let security = security
        .map(|it| access::security(&mut reader, it, schemes))
        .unwrap_or_default();
    let mut walk = Walk {
        reader,
        schemes,
        servers,
        security,
        seen: HashSet::new(),
        inbound: Vec::new(),
    };
    let mut calls = Vec::new();
    for (path, item) in walk.paths(document.at, "paths") {
        let before = calls.len();
        if let Some(template) = paths::template(&mut walk.reader, &path, item) {
            walk.path_item(&template, item, &mut calls);
            if calls.len() == before {
                paths::empty(&mut walk.reader, &path, item);
            }
        }
    }
    paths::compare(&mut walk.reader, &calls);
    let mut inbound = Vec::new();
    for (name, item) in walk.paths(document.at, "webhooks") {
        walk.path_item(&name, item, &mut inbound);
    }
    inbound.append(&mut walk.inbound);
    Operations { calls, inbound }
}

/// What every operation of the document shares.
struct Walk<'a> {
    reader: Reader<'a>,
    schemes: &'a [access::Scheme],
    servers: &'a [Server],
    /// The document's own requirements.
    security: Vec<Requirement>,
    /// Callbacks that were read: one may lead to itself.
    seen: HashSet<NodeId>,
    inbound: Vec<Operation>,
}

impl Walk<'_> {
    fn paths(&mut self, at: NodeId, key: &str) -> Vec<(Box<str>, NodeId)> {
        let found = self.reader.tree.get(at, key);
        found
            .map(|it| document::operation::paths(&mut self.reader, it))
            .unwrap_or_default()
    }

    /// Reads the operations of a path into `out`.
    fn path_item(&mut self, path: &str, at: NodeId, out: &mut Vec<Operation>) {
        let own = document::operation::path_item(&mut self.reader, at);
        let mut levels = vec![own];
        if levels.iter().any(|it| it.reference.is_some())
            && let Some(target) = follow(&mut self.reader, at, "path")
        {
            levels.push(document::operation::path_item(&mut self.reader, target));
        }
        let item = merged(levels);
        for (method, operation) in &item.operations {
            let read = self.operation(path, &item, method, *operation);
            out.push(read);
        }
    }

    /// Reads one operation. The specification allows no reference in its place; documents in many
    /// files have them, and mean what they name.
    fn operation(&mut self, path: &str, item: &PathItem, method: &str, at: NodeId) -> Operation {
        let target = follow(&mut self.reader, at, "operation");
        let read = document::operation::operation(&mut self.reader, target.unwrap_or(at));
        let mut missing: Vec<NodeId> = if target.is_none() {
            vec![at]
        } else {
            Vec::new()
        };
        let parameters = parts::parameters(
            &mut self.reader,
            &item.parameters,
            &read.parameters,
            &mut missing,
        );
        let body = read
            .body
            .and_then(|it| parts::body(&mut self.reader, it, &mut missing));
        let responses = parts::responses(&mut self.reader, &read.responses);
        let security = match read.security {
            Some(it) => access::security(&mut self.reader, it, self.schemes),
            None => self.security.clone(),
        };
        let servers = read.servers.or(item.servers);
        let servers = servers.map(|it| document::server::read(&mut self.reader, it));
        for (_, callback) in &read.callbacks {
            self.callback(*callback, at);
        }
        // Words of the path stand for all of its operations, but never beside words of their own.
        let silent = read.summary.is_none() && read.description.is_none();
        let of_path = |words: &Option<Box<str>>| if silent { words.clone() } else { None };
        Operation {
            at,
            pointer: self.reader.tree.pointer(at).into(),
            id: read.id,
            method: method.into(),
            path: path.into(),
            tags: read.tags,
            summary: read.summary.or(of_path(&item.summary)),
            description: read.description.or(of_path(&item.description)),
            deprecated: read.deprecated,
            parameters,
            body,
            responses,
            security,
            servers: servers.filter(|it| differ(it, self.servers)),
            pages: read.pages,
            parent: None,
            missing,
        }
    }

    /// Reads the operations of a callback of `parent` among the inbound ones.
    fn callback(&mut self, at: NodeId, parent: NodeId) {
        let Some(at) = follow(&mut self.reader, at, "callback") else {
            return;
        };
        if !self.seen.insert(at) {
            return;
        }
        for (expression, item) in document::operation::paths(&mut self.reader, at) {
            let mut out = Vec::new();
            self.path_item(&expression, item, &mut out);
            out.iter_mut().for_each(|it| it.parent = Some(parent));
            self.inbound.append(&mut out);
        }
    }
}

/// A path item and the one that its `$ref` names, its own fields first.
fn merged(levels: Vec<PathItem>) -> PathItem {
    let mut levels = levels.into_iter();
    let empty = PathItem {
        reference: None,
        summary: None,
        description: None,
        operations: Vec::new(),
        parameters: Vec::new(),
        servers: None,
    };
    let mut item = levels.next().unwrap_or(empty);
    for below in levels {
        item.summary = item.summary.or(below.summary);
        item.description = item.description.or(below.description);
        item.servers = item.servers.or(below.servers);
        item.parameters.extend(below.parameters);
        for (method, operation) in below.operations {
            if !item.operations.iter().any(|(it, _)| *it == method) {
                item.operations.push((method, operation));
            }
        }
    }
    item
}

/// Whether two lists of servers lead to different places.
fn differ(these: &[Server], those: &[Server]) -> bool {
    !these
        .iter()
        .map(|it| &it.url)
        .eq(those.iter().map(|it| &it.url))
}
