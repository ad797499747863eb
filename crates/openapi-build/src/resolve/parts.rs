//! Parameters, bodies and responses, each behind its references.
//!
//! What cannot be read is reported where it stands, and its node is kept in `missing`: the
//! operation must not be called as if the part did not exist.

use super::operation::Body;
use super::operation::Header;
use super::operation::Media;
use super::operation::Parameter;
use super::operation::Response;
use super::refs::follow;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::document;
use crate::document::parameter::Place;
use crate::document::reader::Reader;
use crate::document::response::Status;
use crate::source::NodeId;

/// The parameters of a path and of one of its operations, which replace those of the path.
pub(super) fn parameters(
    reader: &mut Reader<'_>,
    of_path: &[NodeId],
    of_operation: &[NodeId],
    missing: &mut Vec<NodeId>,
) -> Vec<Parameter> {
    let mut out = distinct(reader, of_path, missing);
    for parameter in distinct(reader, of_operation, missing) {
        match out.iter_mut().find(|it| same(it, &parameter)) {
            Some(replaced) => *replaced = parameter,
            None => out.push(parameter),
        }
    }
    out
}

/// The parameters of one list. Of two with the same name and place, the first counts.
fn distinct(
    reader: &mut Reader<'_>,
    nodes: &[NodeId],
    missing: &mut Vec<NodeId>,
) -> Vec<Parameter> {
    let mut out: Vec<Parameter> = Vec::new();
    for node in nodes {
        let Some(parameter) = parameter(reader, *node) else {
            missing.push(*node);
            continue;
        };
        match out.iter().find(|it| same(it, &parameter)) {
            Some(first) => reader.diags.push(
                Diagnostic::new(
                    Code::PartLeftOut,
                    node.value(),
                    format!("the parameter `{}` is declared twice", parameter.name),
                )
                .label("this one is left out")
                .related(first.at.value(), "this one counts"),
            ),
            None => out.push(parameter),
        }
    }
    out
}

/// Whether two parameters are one to a server. Names of headers do not depend on case.
fn same(a: &Parameter, b: &Parameter) -> bool {
    match (&a.place, &b.place) {
        (Place::Header(_), Place::Header(_)) => a.name.eq_ignore_ascii_case(&b.name),
        (Place::Path(_), Place::Path(_))
        | (Place::Query(_), Place::Query(_))
        | (Place::Cookie(_), Place::Cookie(_))
        | (Place::Querystring, Place::Querystring) => a.name == b.name,
        (
            Place::Path(_)
            | Place::Query(_)
            | Place::Header(_)
            | Place::Cookie(_)
            | Place::Querystring,
            _,
        ) => false,
    }
}

fn parameter(reader: &mut Reader<'_>, node: NodeId) -> Option<Parameter> {
    let at = follow(reader, node, "parameter")?;
    let read = document::parameter::read(reader, at)?;
    let content = media(reader, &read.content);
    Some(Parameter {
        at,
        name: read.name,
        place: read.place,
        description: read.description,
        required: read.required,
        deprecated: read.deprecated,
        explode: read.explode,
        allow_reserved: read.allow_reserved,
        schema: read.schema,
        content: content.into_iter().next(),
    })
}

/// The body at `node`.
pub(super) fn body(
    reader: &mut Reader<'_>,
    node: NodeId,
    missing: &mut Vec<NodeId>,
) -> Option<Body> {
    let Some(at) = follow(reader, node, "body") else {
        missing.push(node);
        return None;
    };
    let read = document::body::read(reader, at);
    Some(Body {
        at,
        description: read.description,
        required: read.required,
        content: media(reader, &read.content),
    })
}

/// The answers of an operation.
pub(super) fn responses(reader: &mut Reader<'_>, entries: &[(Box<str>, NodeId)]) -> Vec<Response> {
    let mut out: Vec<Response> = Vec::new();
    for (key, node) in entries.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = document::response::status(reader, key, *node) else {
            continue;
        };
        if let Some(first) = out.iter().find(|it| it.status == status) {
            reader.diags.push(
                Diagnostic::new(
                    Code::PartLeftOut,
                    node.key(),
                    format!("`{key}` is declared twice"),
                )
                .label("this response is left out")
                .related(first.at.key(), "this one counts"),
            );
            continue;
        }
        let Some(at) = follow(reader, *node, "response") else {
            out.push(unknown(status, *node));
            continue;
        };
        let read = document::response::read(reader, at);
        let headers = read
            .headers
            .iter()
            .filter_map(|(name, it)| header(reader, name, *it))
            .collect();
        out.push(Response {
            at,
            status,
            description: read.description,
            headers,
            content: media(reader, &read.content),
        });
    }
    out
}

/// An answer that is not there: it may have any content, which is bytes.
fn unknown(status: Status, at: NodeId) -> Response {
    let anything = Media {
        at,
        name: "*/*".into(),
        schema: None,
        item_schema: None,
        encoding: Vec::new(),
    };
    Response {
        at,
        status,
        description: None,
        headers: Vec::new(),
        content: vec![anything],
    }
}

/// A header of an answer. One that is not there is reported and left out.
fn header(reader: &mut Reader<'_>, name: &str, node: NodeId) -> Option<Header> {
    let at = follow(reader, node, "header")?;
    let read = document::parameter::header(reader, at);
    let content = media(reader, &read.content);
    Some(Header {
        at: node,
        name: name.into(),
        description: read.description,
        deprecated: read.deprecated,
        explode: read.explode,
        schema: read.schema,
        content: content.into_iter().next(),
    })
}

/// The entries of `content`. One that is not there is reported and left out.
fn media(reader: &mut Reader<'_>, entries: &[(Box<str>, NodeId)]) -> Vec<Media> {
    let mut out = Vec::new();
    for (name, node) in entries {
        let Some(at) = follow(reader, *node, "media type") else {
            continue;
        };
        let read = document::body::media_type(reader, at);
        out.push(Media {
            at: *node,
            name: name.trim().into(),
            schema: read.schema,
            item_schema: read.item_schema,
            encoding: read
                .encoding
                .iter()
                .map(|(key, it)| (key.clone(), document::body::encoding(reader, *it)))
                .collect(),
        });
    }
    out
}
