//! The operations of a document, each with all that belongs to it.
//!
//! In: paths, webhooks and callbacks. Out: operations in the order of the text; path-level
//! parameters, servers and security put to each; every reference followed. Absent: whether
//! something of this can be expressed in a client, and Rust.

use super::access;
use super::access::Requirement;
use super::ids;
use super::operation::Operation;
use super::parts;
use super::paths;
use super::refs::follow;
use crate::diag::Diagnostics;
use crate::document;
use crate::document::Document;
use crate::document::operation::PathItem;
use crate::document::reader::Reader;
use crate::document::server::Server;
use crate::source::NodeId;
use crate::tree::Tree;
use std::collections::HashSet;

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
    ids::compare(&mut walk.reader, &calls);
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
