//! An operation with all that belongs to it, every reference followed.

use super::SchemaId;
use super::access::Requirement;
use crate::document::body::Encoding;
use crate::document::operation::PagesSaid;
use crate::document::parameter::Place;
use crate::document::response::Status;
use crate::document::server::Server;
use crate::source::NodeId;

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

impl Operation {
    /// What the names lock and messages call it: `GET /pets`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
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
