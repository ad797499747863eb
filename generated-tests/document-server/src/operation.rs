//! The operations of a document, as it writes them.
//!
//! In: a document. Out: each operation with its parameters, bodies and answers, references followed, and nothing left
//! out: what cannot be made sense of is still there, for others to say so.

use instances::Document;

use crate::document::Node;
use crate::schema::Position;
use crate::security;

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation<'d> {
    /// Its `operationId`, where it is there and unique; otherwise `METHOD /path`.
    pub id: String,
    /// The method, as it is sent.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The path of a server of its own that is relative, without a slash at its end; empty when there is none. Absolute
    /// ones are elsewhere.
    pub below: String,
    /// The parameters of the operation and its path, each once.
    pub parameters: Vec<Parameter<'d>>,
    /// The body of the request.
    pub body: Option<Body<'d>>,
    /// The answers by status: `200`, `4XX`, `default`.
    pub answers: Vec<(String, Answer<'d>)>,
    /// What it asks for: alternatives, each of names of security schemes that are asked for together.
    pub security: Vec<Vec<&'d str>>,
    /// Where it stands.
    pub node: Node<'d>,
}

/// A body of a request.
#[derive(Clone, Debug)]
pub struct Body<'d> {
    /// Whether it has to be there.
    pub required: bool,
    /// By media type.
    pub content: Vec<(String, Node<'d>)>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer<'d> {
    /// By media type.
    pub content: Vec<(String, Node<'d>)>,
    /// Headers by name.
    pub headers: Vec<(String, Node<'d>)>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query.
    Querystring,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// A style of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

/// A parameter, or a member of a form that is written like one.
#[derive(Clone, Debug)]
pub struct Parameter<'d> {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it has to be there.
    pub required: bool,
    /// Its style, with the default of its place.
    pub style: Style,
    /// Whether it is exploded, with the default of its style.
    pub explode: bool,
    /// What describes it: its schema, or that of its content; for a member of a form, every schema that declares it.
    pub position: Position<'d>,
    /// Whether reserved characters and percent-encoded triples stay as they are.
    pub reserved: bool,
    /// The media type that it is written in, where it has `content`.
    pub media: Option<String>,
    /// The Media Type Object of its `content`.
    pub object: Option<Node<'d>>,
}

/// Headers that are no parameters (OpenAPI 3.1 §4.8.12.2.1).
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// All operations, in the order of paths.
#[must_use]
pub fn operations(document: &Document) -> Vec<Operation<'_>> {
    let mut out = Vec::new();
    for (path, item) in Node::root(document)
        .at("paths")
        .iter()
        .flat_map(Node::members)
    {
        if path.starts_with("x-") {
            continue;
        }
        let item = item.followed();
        let usual = METHODS
            .iter()
            .filter_map(|it| Some((it.to_ascii_uppercase(), item.get(it)?)));
        let more = item
            .get("additionalOperations")
            .iter()
            .flat_map(Node::members)
            .map(|(method, it)| (method.to_owned(), it))
            .collect::<Vec<_>>();
        for (method, node) in usual.chain(more) {
            out.push(operation(path, method, &item, &node.followed()));
        }
    }
    let ids: Vec<String> = out.iter().map(|it: &Operation<'_>| it.id.clone()).collect();
    for it in &mut out {
        if it.id.is_empty() || ids.iter().filter(|id| **id == it.id).count() > 1 {
            it.id = format!("{} {}", it.method, it.path);
        }
    }
    out
}

fn operation<'d>(path: &str, method: String, item: &Node<'d>, node: &Node<'d>) -> Operation<'d> {
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    for from in [item, node] {
        for it in from.at("parameters").iter().flat_map(Node::items) {
            let Some(parameter) = parameter(&it.followed()) else {
                continue;
            };
            // Those of the operation replace those of the path.
            let same =
                |it: &Parameter<'_>| it.place == parameter.place && it.name == parameter.name;
            parameters.retain(|it| !same(it));
            parameters.push(parameter);
        }
    }
    // A variable of the path that no parameter declares is text. One of a query that is written behind the path may be
    // the query parameter of its name.
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    let of_query = |name: &str| {
        parameters
            .iter()
            .any(|it| it.place == Place::Query && it.name == name)
    };
    let mut variables = crate::template::variables(before);
    let more = crate::template::variables(query);
    variables.extend(more.into_iter().filter(|it| !of_query(it)));
    for name in variables {
        if !parameters
            .iter()
            .any(|it| it.place == Place::Path && it.name == name)
        {
            parameters.push(Parameter {
                name,
                place: Place::Path,
                required: true,
                style: Style::Simple,
                explode: false,
                position: Position::default(),
                reserved: false,
                media: Some("text/plain".to_owned()),
                object: None,
            });
        }
    }
    let body = node.at("requestBody").map(|it| Body {
        required: it.flag("required") == Some(true),
        content: media(&it),
    });
    let responses = node.at("responses");
    let answers = responses
        .iter()
        .flat_map(Node::members)
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, it)| {
            let it = it.followed();
            let headers = it.at("headers");
            let headers = headers.iter().flat_map(Node::members);
            let answer = Answer {
                content: media(&it),
                headers: headers
                    .map(|(name, it)| (name.to_owned(), it.followed()))
                    .collect(),
            };
            (status.to_owned(), answer)
        });
    Operation {
        id: node.text("operationId").unwrap_or_default().to_owned(),
        method,
        path: path.to_owned(),
        below: below(item, node),
        parameters,
        body,
        answers: answers.collect(),
        security: security::asked(node),
        node: node.clone(),
    }
}

impl Operation<'_> {
    /// The part of a path that stands below the operation's server; none for one that does not.
    #[must_use]
    pub fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&*self.below)
    }
}

/// The first of an operation's own servers, or of its path's, counts (OpenAPI 3.1 §4.8.9, §4.8.10).
fn below(item: &Node<'_>, node: &Node<'_>) -> String {
    let own = node.at("servers").or_else(|| item.at("servers"));
    let first = own.iter().flat_map(Node::items).next();
    let url = first.as_ref().and_then(|it| it.text("url"));
    match url.filter(|it| it.starts_with('/') && !it.starts_with("//")) {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => String::new(),
    }
}

fn media<'d>(node: &Node<'d>) -> Vec<(String, Node<'d>)> {
    let content = node.at("content");
    let members = content.iter().flat_map(Node::members);
    members
        .map(|(name, it)| (name.to_owned(), it.followed()))
        .collect()
}

/// Reads a Parameter Object; none for what is none, or is not one by the specification.
fn parameter<'d>(node: &Node<'d>) -> Option<Parameter<'d>> {
    let place = match node.text("in")? {
        "path" => Place::Path,
        "query" => Place::Query,
        "querystring" => Place::Querystring,
        "header" => Place::Header,
        "cookie" => Place::Cookie,
        _ => return None,
    };
    let name = match (node.text("name"), place) {
        (Some(name), _) => name.to_owned(),
        // Nothing is sent under it.
        (None, Place::Querystring) => "querystring".to_owned(),
        (None, _) => return None,
    };
    if place == Place::Header && NOT_PARAMETERS.contains(&&*name.to_ascii_lowercase()) {
        return None;
    }
    let (style, explode) = style(node, place);
    let content = node.at("content").and_then(|it| {
        let (name, it) = it.members().into_iter().next()?;
        Some((name.to_owned(), it.followed()))
    });
    let schema = match &content {
        Some((_, it)) => it.get("schema"),
        None => node.get("schema"),
    };
    Some(Parameter {
        name,
        place,
        required: place == Place::Path || node.flag("required") == Some(true),
        style,
        explode,
        position: Position::of(schema.as_ref()),
        reserved: node.flag("allowReserved") == Some(true),
        object: content.as_ref().map(|(_, it)| it.clone()),
        media: content.map(|(name, _)| name),
    })
}

/// `style` and `explode` of a Parameter, Header or Encoding Object, with their defaults.
pub(crate) fn style(node: &Node<'_>, place: Place) -> (Style, bool) {
    let usual = match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Querystring | Place::Cookie => Style::Form,
    };
    let style = match (node.text("style"), place) {
        (Some("simple"), Place::Path | Place::Header) => Style::Simple,
        (Some("label"), Place::Path) => Style::Label,
        (Some("matrix"), Place::Path) => Style::Matrix,
        (Some("form"), Place::Query | Place::Cookie) => Style::Form,
        (Some("spaceDelimited"), Place::Query) => Style::SpaceDelimited,
        (Some("pipeDelimited"), Place::Query) => Style::PipeDelimited,
        (Some("deepObject"), Place::Query) => Style::DeepObject,
        // What has no meaning in a place is as good as not written.
        (_, _) => usual,
    };
    let explode = node
        .flag("explode")
        .unwrap_or(matches!(style, Style::Form | Style::DeepObject));
    (style, explode)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "
openapi: 3.1.0
paths:
  /a/{b}.{c}:
    parameters:
    - { name: b, in: path, required: true, schema: { type: string } }
    - { name: q, in: query, schema: { type: string } }
    get:
      operationId: twice
      parameters:
      - { $ref: '#/components/parameters/q' }
      - { name: Accept, in: header, schema: { type: string } }
      responses: { 200: { $ref: '#/components/responses/ok' }, x-y: 1 }
    post: { operationId: twice, requestBody: { content: { 'text/plain': {} } } }
  /d: { additionalOperations: { COPY: { operationId: copy } } }
components:
  parameters: { q: { name: q, in: query, style: deepObject, content: { application/json: { schema: { type: integer } } } } }
  responses: { ok: { description: ok, content: { text/plain: {} }, headers: { x: { schema: { type: integer } } } } }
";

    #[test]
    fn operations_are_read_with_what_they_refer_to() {
        let document = Document::parse(DOCUMENT).unwrap();
        let all = operations(&document);
        let ids: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["GET /a/{b}.{c}", "POST /a/{b}.{c}", "copy"]);
        let names: Vec<_> = all[0]
            .parameters
            .iter()
            .map(|it| (it.name.as_str(), it.place, it.style, it.explode))
            .collect();
        assert_eq!(
            names,
            [
                ("b", Place::Path, Style::Simple, false),
                ("q", Place::Query, Style::DeepObject, true),
                ("c", Place::Path, Style::Simple, false)
            ]
        );
        assert_eq!(
            all[0].parameters[1].media.as_deref(),
            Some("application/json")
        );
        assert_eq!(all[0].answers.len(), 1);
        assert_eq!(all[0].answers[0].1.headers[0].0, "x");
        assert!(!all[1].body.as_ref().unwrap().required);
        assert_eq!(all[2].method, "COPY");
    }
}
