//! Security: what an operation asks for, and which credentials came.
//!
//! In: a document, an operation, and requests as they came. Out: a credential for every scheme, no two of them alike, each with
//! characters that its place has to look after; the alternatives that an operation asks for; and whether exactly what one of
//! them asks came (OpenAPI 3.1 §4.8.27, §4.8.30). Deliberately absent: how tokens are got, and what scopes mean.

use base64::Engine as _;
use instances::Document;
use mock_server::Request;
use serde_json::{Value, json};

use crate::compare;
use crate::document::Node;
use crate::operation::{Operation, Place};
use crate::percent;

/// A security scheme, with a credential for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Where and how its credential is sent.
    pub kind: Kind,
    /// Makes its credential another one than those of other schemes.
    number: usize,
}

/// Where and how a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `apiKey`: a value of its own.
    Key(Place, String),
    /// `http` with the scheme `basic` (RFC 7617).
    Basic,
    /// `http` with another scheme, which stands before the credential. `oauth2` and `openIdConnect` are `Bearer` (RFC 6750).
    Http(String),
    /// `mutualTLS`: nothing is sent in a request.
    Certificate,
}

/// All schemes of a document whose meaning is known.
#[must_use]
pub fn schemes(document: &Document) -> Vec<Scheme> {
    let components = Node::root(document).at("components");
    let schemes = components.and_then(|it| it.at("securitySchemes"));
    let members = schemes.iter().flat_map(Node::members);
    members
        .enumerate()
        .filter_map(|(number, (name, node))| {
            Some(Scheme {
                name: name.to_owned(),
                kind: kind(&node.followed())?,
                number,
            })
        })
        .collect()
}

fn kind(node: &Node<'_>) -> Option<Kind> {
    match node.text("type")? {
        "apiKey" => {
            let place = match node.text("in")? {
                "header" => Place::Header,
                "query" => Place::Query,
                "cookie" => Place::Cookie,
                _ => return None,
            };
            Some(Kind::Key(place, node.text("name")?.to_owned()))
        }
        "http" => {
            let scheme = node.text("scheme")?;
            match scheme.eq_ignore_ascii_case("basic") {
                true => Some(Kind::Basic),
                false => Some(Kind::Http(scheme.to_owned())),
            }
        }
        "oauth2" | "openIdConnect" => Some(Kind::Http("Bearer".to_owned())),
        "mutualTLS" => Some(Kind::Certificate),
        _ => None,
    }
}

/// What an operation asks for: alternatives, each of names of schemes. Its own `security` goes before that of the document;
/// an empty list asks for nothing.
#[must_use]
pub fn asked<'d>(operation: &Node<'d>) -> Vec<Vec<&'d str>> {
    let own = operation.get("security");
    let all = own.or_else(|| Node::root(operation.document()).get("security"));
    let alternatives = all.iter().flat_map(Node::items);
    alternatives
        .map(|it| it.members().into_iter().map(|(name, _)| name).collect())
        .collect()
}

impl Scheme {
    /// The credential, as a client takes it: `{"text"}`, or `{"user", "password"}`; none for a certificate.
    #[must_use]
    pub fn credential(&self) -> Option<Value> {
        match self.kind {
            Kind::Basic => Some(json!({ "user": self.user(), "password": self.text() })),
            Kind::Key(..) | Kind::Http(_) => Some(json!({ "text": self.text() })),
            Kind::Certificate => None,
        }
    }

    fn user(&self) -> String {
        format!("user {} é", self.number)
    }

    /// A text that its place can hold, with what must be encoded there, and what must not be.
    fn text(&self) -> String {
        let number = self.number;
        match &self.kind {
            Kind::Key(Place::Query, _) => format!("key {number}&admin=1#é+%41"),
            Kind::Key(Place::Cookie, _) => format!("key{number}+/=%41&"),
            Kind::Key(..) => format!("key {number}, \"a\"; %41=&"),
            Kind::Basic => format!("pass:{number} é+%41"),
            // The characters of a token (RFC 6750 §2.1).
            Kind::Http(name) if name.eq_ignore_ascii_case("bearer") => {
                format!("t-._~+/{number}==")
            }
            Kind::Http(_) => format!("name=\"{number}\", nonce=\"%41\""),
            Kind::Certificate => String::new(),
        }
    }

    /// Whether a header is this scheme's credential.
    fn is_header(&self, (name, value): &(String, String)) -> bool {
        let authorization = |scheme: &str| {
            let rest = value.split_once(' ').filter(|_| name == "authorization");
            rest.filter(|(it, _)| it.eq_ignore_ascii_case(scheme))
                .map(|(_, rest)| rest)
        };
        match &self.kind {
            Kind::Key(Place::Header, header) => {
                name.eq_ignore_ascii_case(header) && *value == self.text()
            }
            Kind::Http(scheme) => authorization(scheme) == Some(&self.text()),
            Kind::Basic => authorization("Basic").is_some_and(|it| {
                let bytes = base64::engine::general_purpose::STANDARD.decode(it);
                bytes.is_ok_and(|it| it == format!("{}:{}", self.user(), self.text()).as_bytes())
            }),
            Kind::Key(..) | Kind::Certificate => false,
        }
    }

    /// Whether an item of a query is this scheme's credential; a `+` is one that some read as a space.
    fn is_query(&self, item: &str) -> bool {
        let Kind::Key(Place::Query, key) = &self.kind else {
            return false;
        };
        let (name, value) = item.split_once('=').unwrap_or((item, ""));
        let is = |got: &str, wanted: &str| percent::decoded(got).as_deref() == Ok(wanted);
        !item.contains('+') && is(name, key) && is(value, &self.text())
    }

    fn is_cookie(&self, pair: &str) -> bool {
        let Kind::Key(Place::Cookie, key) = &self.kind else {
            return false;
        };
        pair.split_once('=') == Some((key.as_str(), &self.text()))
    }

    /// Whether arguments have a parameter of its place and name.
    #[must_use]
    pub fn is_said(&self, arguments: &Value) -> bool {
        let Kind::Key(place, key) = &self.kind else {
            return false;
        };
        let said = arguments
            .get(compare::key(*place))
            .and_then(Value::as_object);
        said.is_some_and(|it| match place {
            Place::Header => it.keys().any(|it| it.eq_ignore_ascii_case(key)),
            _ => it.contains_key(key),
        })
    }

    /// Whether both would be one header.
    fn clashes(&self, other: &Scheme) -> bool {
        let header = |it: &Scheme| match &it.kind {
            Kind::Key(Place::Header, name) => Some(name.to_ascii_lowercase()),
            Kind::Basic | Kind::Http(_) => Some("authorization".to_owned()),
            Kind::Key(..) | Kind::Certificate => None,
        };
        self != other && header(self).is_some() && header(self) == header(other)
    }
}

/// Takes credentials out of a request: what is left, and the schemes whose credentials came, each as often as it came.
#[must_use]
pub fn taken<'s>(request: &Request, schemes: &'s [Scheme]) -> (Request, Vec<&'s str>) {
    let mut left = request.clone();
    let mut came = Vec::new();
    let mut stays = |found: Option<&'s Scheme>| {
        came.extend(found.map(|it| it.name.as_str()));
        found.is_none()
    };
    left.headers
        .retain(|header| stays(schemes.iter().find(|it| it.is_header(header))));
    let query = without(request.query(), "&", |item| {
        stays(schemes.iter().find(|it| it.is_query(item)))
    });
    if query != request.query() {
        left.target = match query.as_str() {
            "" => request.path().to_owned(),
            query => format!("{}?{query}", request.path()),
        };
    }
    for (_, value) in left.headers.iter_mut().filter(|(it, _)| it == "cookie") {
        *value = without(value, "; ", |pair| {
            stays(schemes.iter().find(|it| it.is_cookie(pair)))
        });
    }
    left.headers
        .retain(|(name, value)| name != "cookie" || !value.is_empty());
    (left, came)
}

fn without(text: &str, between: &str, mut stays: impl FnMut(&str) -> bool) -> String {
    let kept: Vec<&str> = text.split(between).filter(|it| stays(it)).collect();
    kept.join(between)
}

/// The alternatives of an operation that these credentials are enough for, those that send nothing only where no other is:
/// the names of what is sent.
fn met<'s>(operation: &Operation<'_>, given: &[&'s Scheme]) -> Vec<Vec<&'s Scheme>> {
    let find = |name: &str| given.iter().copied().find(|it| it.name == name);
    let alternatives = operation.security.iter();
    let mut met: Vec<Vec<&Scheme>> = alternatives
        .filter_map(|it| it.iter().map(|name| find(name)).collect())
        .collect();
    for it in &mut met {
        it.retain(|it| it.kind != Kind::Certificate);
    }
    if met.iter().any(|it| !it.is_empty()) {
        met.retain(|it| !it.is_empty());
    }
    met
}

/// What a client is given for the calls of an operation, one after the other: credentials of all schemes, those of one
/// alternative alone, none. Left out is, with its reason, what would have to be one header twice.
#[must_use]
pub fn purses<'s>(
    operation: &Operation<'_>,
    schemes: &'s [Scheme],
) -> (Vec<Vec<&'s Scheme>>, Vec<String>) {
    let all: Vec<&Scheme> = schemes.iter().collect();
    let certificates = all.iter().filter(|it| it.kind == Kind::Certificate);
    let certificates: Vec<&Scheme> = certificates.copied().collect();
    let mut purses: Vec<Vec<&Scheme>> = vec![all.clone()];
    for alternative in met(operation, &all) {
        purses.push(certificates.iter().copied().chain(alternative).collect());
    }
    purses.push(certificates);
    purses.dedup();
    let mut left_out = Vec::new();
    purses.retain(|purse| {
        let first = met(operation, purse).into_iter().next().unwrap_or_default();
        let fits = !first
            .iter()
            .any(|it| first.iter().any(|other| it.clashes(other)));
        if !fits {
            left_out.push("an alternative of `security` that is one header twice".to_owned());
        }
        fits
    });
    (purses, left_out)
}

/// What is wrong with the credentials that came, where these were given; nothing when they are what one alternative asks. A key
/// does not come where the arguments of the call have a parameter of its place and name.
#[must_use]
pub fn fault(
    operation: &Operation<'_>,
    given: &[&Scheme],
    arguments: &Value,
    came: &[&str],
) -> Option<String> {
    let mut came = came.to_vec();
    came.sort_unstable();
    let mut wanted: Vec<Vec<&str>> = Vec::new();
    for alternative in met(operation, given) {
        let sent = alternative.iter().filter(|it| !it.is_said(arguments));
        let mut names: Vec<&str> = sent.map(|it| it.name.as_str()).collect();
        names.sort_unstable();
        wanted.push(names);
    }
    if wanted.contains(&came) || (wanted.is_empty() && came.is_empty()) {
        return None;
    }
    let given: Vec<&str> = given.iter().map(|it| it.name.as_str()).collect();
    Some(format!(
        "credentials of {came:?} came, {:?} is asked for, {given:?} were given",
        operation.security
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::operations;

    const DOCUMENT: &str = "
openapi: 3.1.0
security: [ { bearer: [] } ]
paths:
  /usual: { get: {} }
  /none: { get: { security: [] } }
  /either: { get: { security: [ { query: [] }, { header: [], cookie: [], certificate: [] }, {} ] } }
  /unknown: { get: { security: [ { nobody: [] } ] } }
  /twice: { get: { security: [ { bearer: [], basic: [] } ] } }
components: { securitySchemes: {
  bearer: { type: oauth2, flows: {} }, basic: { type: http, scheme: BASIC }, header: { type: apiKey, in: header, name: X-Key },
  query: { type: apiKey, in: query, name: 'the key' }, cookie: { type: apiKey, in: cookie, name: sid }, certificate: { type: mutualTLS },
  digest: { $ref: '#/x-digest' }, unknown: { type: magic }
} }
x-digest: { type: http, scheme: Digest }
";

    fn request(target: &str, headers: &[(&str, &str)]) -> Request {
        let headers = headers.iter();
        Request {
            method: "GET".to_owned(),
            target: target.to_owned(),
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Vec::new(),
        }
    }

    #[test]
    fn credentials_are_found_where_they_belong_and_nowhere_else() {
        let schemes = schemes(&Document::parse(DOCUMENT).unwrap());
        let names: Vec<&str> = schemes.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.len(), 7, "{names:?}");
        let text = |name: &str| schemes.iter().find(|it| it.name == name).unwrap().text();
        let bearer = format!("bearer {}", text("bearer"));
        let digest = format!("Digest {}", text("digest"));
        let cookie = format!("a=b; sid={}; c=d", text("cookie"));
        let number = schemes.iter().find(|it| it.name == "query").unwrap().number;
        let item = format!("the%20key=key%20{number}%26admin%3D1%23%C3%A9%2B%2541");
        let came = request(
            &format!("/?x=1&{item}&y=2"),
            &[
                ("authorization", &bearer),
                ("authorization", &digest),
                ("x-key", &text("header")),
                ("x-key", "other"),
                ("cookie", &cookie),
            ],
        );
        let (left, mut found) = taken(&came, &schemes);
        found.sort_unstable();
        assert_eq!(found, ["bearer", "cookie", "digest", "header", "query"]);
        assert_eq!(left.target, "/?x=1&y=2");
        let cookies = ("cookie".to_owned(), "a=b; c=d".to_owned());
        assert_eq!(
            left.headers,
            [("x-key".to_owned(), "other".to_owned()), cookies]
        );
        let spaces = item.replace("%20", "+");
        assert!(
            taken(&request(&format!("/?{spaces}"), &[]), &schemes)
                .1
                .is_empty()
        );
    }

    #[test]
    fn exactly_what_one_alternative_asks_has_to_come() {
        let document = Document::parse(DOCUMENT).unwrap();
        let (all, schemes) = (operations(&document), schemes(&document));
        let check = |path: &str, given: &[&str], came: &[&str]| {
            let operation = all.iter().find(|it| it.path == path).unwrap();
            let given = schemes.iter().filter(|it| given.contains(&&*it.name));
            fault(operation, &given.collect::<Vec<_>>(), &json!({}), came).is_none()
        };
        let every = ["bearer", "header", "query", "cookie", "certificate"];
        assert!(check("/usual", &every, &["bearer"]) && !check("/usual", &every, &[]));
        assert!(!check("/usual", &every, &["bearer", "bearer"]) && check("/usual", &[], &[]));
        assert!(check("/none", &every, &[]) && !check("/none", &every, &["bearer"]));
        assert!(check("/either", &every, &["query"]) && !check("/either", &every, &[]));
        assert!(check("/either", &every, &["cookie", "header"]));
        assert!(!check("/either", &every, &["header"]));
        assert!(check("/either", &["header", "cookie"], &[]));
        assert!(check("/unknown", &every, &[]));
        let said = json!({ "header": { "x-key": "a" }, "query": { "sid": "b" } });
        let operation = all.iter().find(|it| it.path == "/either").unwrap();
        let given = schemes
            .iter()
            .filter(|it| ["header", "cookie", "certificate"].contains(&&*it.name));
        let given: Vec<&Scheme> = given.collect();
        assert!(fault(operation, &given, &said, &["cookie"]).is_none());
        assert!(fault(operation, &given, &said, &["cookie", "header"]).is_some());
    }

    #[test]
    fn every_alternative_has_a_turn_of_its_own() {
        let document = Document::parse(DOCUMENT).unwrap();
        let (all, schemes) = (operations(&document), schemes(&document));
        let of = |path: &str| {
            let operation = all.iter().find(|it| it.path == path).unwrap();
            let (purses, left_out) = purses(operation, &schemes);
            let names = |it: &Vec<&Scheme>| it.iter().map(|it| it.name.clone()).collect();
            (
                purses.iter().map(names).collect::<Vec<Vec<String>>>(),
                left_out.len(),
            )
        };
        let (purses, left_out) = of("/either");
        assert_eq!((purses.len(), left_out), (4, 0), "{purses:?}");
        assert_eq!(purses[1], ["certificate", "query"]);
        assert_eq!(purses[2], ["certificate", "cookie", "header"]);
        assert_eq!(purses[3], ["certificate"]);
        let (purses, left_out) = of("/twice");
        assert_eq!((purses.len(), left_out), (1, 2), "{purses:?}");
    }
}
