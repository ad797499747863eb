//! Answers to calls of an operation.
//!
//! In: an operation. Out: valid answers of every declared status and media type, with the declared headers; and answers
//! that nobody declared, which a client has to refuse. Each says what a client is to make of it.

use mock_server::Answer as Sent;
use serde_json::{Value, json};

use crate::body::{base64_of, bytes_of};
use crate::document::Node;
use crate::media::{self, Kind};
use crate::operation::{Answer, Operation};
use crate::reading::equal;
use crate::schema::{self, Position, Types};
use crate::stream;
use crate::unchanged;
use crate::values;

/// An answer, and what is expected of a client.
#[derive(Clone, Debug)]
pub struct Reply<'d> {
    /// The status.
    pub status: u16,
    /// Headers, with the content type, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
    /// What a client is to say.
    pub expected: Expected<'d>,
    /// What kind of answer it is, for messages.
    pub about: String,
}

/// What a client is to say of an answer.
#[derive(Clone, Debug)]
pub enum Expected<'d> {
    /// The same as was sent, by its type.
    Same(Value, Option<Node<'d>>),
    /// The list of these values, each by its type.
    Values(Value, Option<Node<'d>>),
    /// An error, for this reason.
    Refusal(&'static str),
}

/// The replies of an operation.
#[derive(Debug, Default)]
pub struct Replies<'d> {
    /// Those that can be made.
    pub all: Vec<Reply<'d>>,
    /// What cannot, and why: the same words for the same reason.
    pub left_out: Vec<String>,
}

/// Headers that say how an answer is sent, not what it is.
const FRAMING: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "keep-alive",
    "location",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Makes replies, with at most so many values for a body (and more for a schema with more variants).
#[must_use]
pub fn replies<'d>(operation: &Operation<'d>, most: usize) -> Replies<'d> {
    let mut out = Replies::default();
    for (declared, answer) in &operation.answers {
        let Some(status) = concrete(declared, operation) else {
            out.left_out
                .push(format!("no status for `{declared}` that is not another's"));
            continue;
        };
        if status < 200 {
            out.left_out
                .push("an informational answer, which is not the last".to_owned());
            continue;
        }
        let bodiless = operation.method == "HEAD" || matches!(status, 204 | 205 | 304);
        if answer.content.is_empty() || bodiless {
            out.all.push(empty(status, answer, most, &mut out.left_out));
            continue;
        }
        for (name, object) in &answer.content {
            valid(status, answer, (name, object), most, &mut out);
            out.all.extend(broken(status, answer, (name, object)));
        }
    }
    out.all.extend(undeclared(operation));
    out
}

/// A status that only `declared` stands for.
fn concrete(declared: &str, operation: &Operation<'_>) -> Option<u16> {
    if let Ok(status) = declared.parse::<u16>() {
        return Some(status);
    }
    // Beside a success that is declared, `default` is what fails; another success is an undeclared answer.
    let success = operation.answers.iter().any(|(it, _)| it.starts_with('2'));
    let fails = |status: &u16| declared != "default" || !success || !(200..300).contains(status);
    let of = |status: &u16| covering(*status, operation) == Some(declared) && fails(status);
    let failures = [418, 499, 451, 599, 505, 400];
    let successes = [203, 226, 299, 200, 202];
    failures
        .into_iter()
        .chain(successes)
        .chain([398, 305])
        .find(of)
}

/// The key of `responses` that stands for a status: itself, its range, `default`.
#[must_use]
pub fn covering<'o>(status: u16, operation: &'o Operation<'_>) -> Option<&'o str> {
    let find = |wanted: &str| {
        let found = operation
            .answers
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(wanted));
        found.map(|(it, _)| it.as_str())
    };
    find(&status.to_string())
        .or_else(|| find(&format!("{}XX", status / 100)))
        .or_else(|| find("default"))
}

fn empty<'d>(
    status: u16,
    answer: &Answer<'d>,
    most: usize,
    left_out: &mut Vec<String>,
) -> Reply<'d> {
    Reply {
        status,
        headers: headers(answer, most, left_out),
        body: Vec::new(),
        expected: Expected::Same(Value::Null, None),
        about: format!("{status} without a body"),
    }
}

fn valid<'d>(
    status: u16,
    answer: &Answer<'d>,
    (name, object): (&str, &Node<'d>),
    most: usize,
    out: &mut Replies<'d>,
) {
    let sent_as = concrete_media(name, object);
    if let Some((body, value)) = stream::body(&sent_as, object, most) {
        let mut headers = headers(answer, most, &mut out.left_out);
        headers.push(("content-type".to_owned(), sent_as.clone()));
        // What a failure says is needed at once: it is the text as it came.
        let failure = status >= 400;
        let expected = match failure {
            true => Expected::Same(json!(String::from_utf8_lossy(&body)), None),
            false => Expected::Values(value, stream::item(object)),
        };
        out.all.push(Reply {
            status,
            headers,
            body,
            expected,
            about: format!("{status} with `{sent_as}`"),
        });
        return;
    }
    let made = values::of_body(&sent_as, object, most);
    if made.is_empty() {
        out.left_out
            .push("an answer whose schema has no value".to_owned());
    }
    for value in made {
        let Some(body) = written(&sent_as, &value) else {
            out.left_out
                .push(format!("an answer of the type `{}`", media::essence(name)));
            return;
        };
        let mut headers = headers(answer, most, &mut out.left_out);
        headers.push(("content-type".to_owned(), sent_as.clone()));
        let schema = object.get("schema");
        out.all.push(Reply {
            status,
            headers,
            body,
            expected: Expected::Same(value, schema),
            about: format!("{status} with `{sent_as}`"),
        });
    }
}

/// A media type that a range covers: of `*/*`, the one that fits the schema.
fn concrete_media(name: &str, object: &Node<'_>) -> String {
    if matches!(name.trim(), "*/*" | "*" | "") {
        let types = object.get("schema").map(|it| schema::types(&it));
        return match types {
            Some(Types::STRING) => "text/plain",
            Some(_) => "application/json",
            None => "application/octet-stream",
        }
        .to_owned();
    }
    match name.split_once("/*") {
        Some((kind, rest)) => format!("{kind}/x-test{rest}"),
        None => name.to_owned(),
    }
}

/// The bytes of a body; none for what only requests have.
fn written(media: &str, value: &Value) -> Option<Vec<u8>> {
    match media::kind(media) {
        Kind::Json => Some(value.to_string().into_bytes()),
        Kind::Text => Some(value.as_str()?.as_bytes().to_vec()),
        Kind::Bytes | Kind::Any => bytes_of(value.as_str()?),
        Kind::Form | Kind::Multipart | Kind::Lines | Kind::Events => None,
    }
}

/// A value for each declared header that can have one.
fn headers(answer: &Answer<'_>, most: usize, left_out: &mut Vec<String>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (name, node) in &answer.headers {
        let lower = name.to_ascii_lowercase();
        if FRAMING.contains(&lower.as_str()) {
            continue;
        }
        let values = values::of(node.get("schema").as_ref(), most);
        match values.iter().find_map(simple) {
            Some(text) => out.push((lower, text)),
            None => left_out.push("a header of an answer that has no text".to_owned()),
        }
    }
    out
}

/// A value as a header has it, when it is one text.
fn simple(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(it) => it.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let fits = text.chars().all(|it| matches!(it, ' '..='~')) && text.trim() == text;
    fits.then_some(text)
}

/// Answers that are not what was declared.
fn broken<'d>(
    status: u16,
    answer: &Answer<'d>,
    (name, object): (&str, &Node<'d>),
) -> Vec<Reply<'d>> {
    let reply = |media: &str, body: &[u8], why: &'static str| Reply {
        status,
        headers: vec![("content-type".to_owned(), media.to_owned())],
        body: body.to_vec(),
        expected: Expected::Refusal(why),
        about: format!("{status} with `{media}`, {why}"),
    };
    let mut out = Vec::new();
    let sent_as = concrete_media(name, object);
    match media::kind(&sent_as) {
        Kind::Json => {
            out.push(reply(&sent_as, b"{\"a\":", "JSON that is cut"));
            out.push(reply(&sent_as, b"{} {}", "two values"));
            let schema = object.get("schema");
            if let Some(value) = schema.as_ref().and_then(wrong) {
                let body = value.to_string();
                out.push(reply(&sent_as, body.as_bytes(), "a value of another type"));
            }
        }
        Kind::Text => out.push(reply(&sent_as, b"\xff\xfe", "text that is not UTF-8")),
        Kind::Lines | Kind::Events | Kind::Form | Kind::Multipart | Kind::Bytes | Kind::Any => {}
    }
    let closed = |(name, _): &(String, Node<'_>)| {
        matches!(media::kind(name), Kind::Json | Kind::Text) && !name.contains('*')
    };
    let other = "image/x-undeclared";
    if answer.content.iter().all(closed) && answer.content.first().is_some_and(|(it, _)| it == name)
    {
        out.push(reply(other, b"\x00", "a media type that is not declared"));
    }
    out
}

/// A value of a type that a schema does not allow; none where the schema has alternatives, of which clients keep even
/// those that they do not know.
fn wrong(schema: &Node<'_>) -> Option<Value> {
    let position = Position::of(Some(schema));
    let alternatives = ["anyOf", "oneOf", "enum", "const", "not"];
    let plain = position
        .parts()
        .iter()
        .all(|it| alternatives.iter().all(|key| it.get(key).is_none()));
    let types = schema::types(schema);
    let candidates = [json!(true), json!({}), json!([[]]), json!("x")];
    candidates
        .into_iter()
        .find(|it| plain && !types.meet(Types::of(it)))
}

/// A status that nobody declared.
fn undeclared<'d>(operation: &Operation<'_>) -> Option<Reply<'d>> {
    // Where no success is declared, any success is given as it comes.
    let status = [418, 499, 599, 451]
        .into_iter()
        .find(|it| covering(*it, operation).is_none())?;
    Some(Reply {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: b"{}".to_vec(),
        expected: Expected::Refusal("a status that is not declared"),
        about: format!("{status}, which is not declared"),
    })
}

impl Reply<'_> {
    /// The answer as it is sent.
    #[must_use]
    pub fn sent(&self) -> Sent {
        let content_type = |(name, _): &&(String, String)| name == "content-type";
        let mut sent = match self.headers.iter().find(content_type) {
            Some((_, media)) => Sent::body(self.status, media, self.body.clone()),
            None => Sent::status(self.status),
        };
        for (name, value) in self.headers.iter().filter(|it| !content_type(it)) {
            sent = sent.header(name, value);
        }
        sent
    }

    /// How what a client said differs from what it should have said.
    ///
    /// A client says `{"status", "headers", "body"}`, or the text of an error.
    #[must_use]
    pub fn difference(&self, said: &Result<Value, String>) -> Option<String> {
        match (&self.expected, said) {
            (Expected::Refusal(_), Err(_)) => None,
            (Expected::Refusal(_), Ok(said)) => {
                Some(format!("it is not refused: {}", unchanged::short(said)))
            }
            (Expected::Same(..) | Expected::Values(..), Err(why)) => {
                Some(format!("it is refused: {why}"))
            }
            (Expected::Same(value, schema), Ok(said)) => {
                self.same(value, &Position::of(schema.as_ref()), said)
            }
            (Expected::Values(value, item), Ok(said)) => {
                self.same(value, &Position::list_of(item.as_ref()), said)
            }
        }
    }

    fn same(&self, value: &Value, position: &Position<'_>, said: &Value) -> Option<String> {
        if said.get("status") != Some(&json!(self.status)) {
            return Some(format!("the status is {:?}", said.get("status")));
        }
        for (name, sent) in &self.headers {
            let got = said.get("headers").and_then(|it| it.get(name));
            if got != Some(&json!(sent)) {
                return Some(format!("the header `{name}` was `{sent}` and is {got:?}"));
            }
        }
        let body = said.get("body").unwrap_or(&Value::Null);
        let found = unchanged::difference(value, body, position)?;
        // A media type of which the document says nothing may be given as bytes.
        let bytes = json!(base64_of(&self.body));
        let open = position.schemas().next().is_none() && equal(&bytes, body);
        (!open).then(|| format!("the body: {found}"))
    }
}
