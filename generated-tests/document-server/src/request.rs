//! A request, read by the operation that it is for.
//!
//! In: an operation, and a request as it came. Out: what every parameter can mean, the body, and everything that is wrong
//! in itself: another path, an item that nobody declares, a text that is not of its style. Whether the values are those
//! that somebody wanted to send is for [`crate::compare`].

use mock_server::Request;

use crate::body::{self, Content};
use crate::document::Node;
use crate::media;
use crate::operation::{Operation, Parameter, Place};
use crate::reading::Reading;
use crate::style::{self, Coding, Found, Pairs};
use crate::template::Template;

/// Headers that any client sends.
const USUAL: [&str; 9] = [
    "host",
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "transfer-encoding",
    "user-agent",
];

/// A request, read.
#[derive(Debug)]
pub struct Arrived<'o, 'd> {
    /// Each parameter, with what it can mean; none for one that did not come.
    pub parameters: Vec<(&'o Parameter<'d>, Option<Vec<Reading>>)>,
    /// The body: the declared media type, its Media Type Object, and what it holds.
    pub body: Option<(&'o str, &'o Node<'d>, Content)>,
    /// What is wrong.
    pub faults: Vec<String>,
}

/// Reads a request.
#[must_use]
pub fn read<'o, 'd>(operation: &'o Operation<'d>, request: &Request) -> Arrived<'o, 'd> {
    let mut arrived = Arrived {
        parameters: Vec::new(),
        body: None,
        faults: Vec::new(),
    };
    if request.method != operation.method {
        arrived.fault(format!("the method is `{}`", request.method));
    }
    arrived.path_and_query(operation, request);
    arrived.headers(operation, request);
    arrived.cookies(operation, request);
    arrived.read_body(operation, request);
    for (parameter, readings) in &arrived.parameters {
        if parameter.required && readings.is_none() {
            let fault = format!("the required parameter `{}` did not come", parameter.name);
            arrived.faults.push(fault);
        }
    }
    arrived
}

impl<'o, 'd> Arrived<'o, 'd> {
    fn fault(&mut self, text: String) {
        self.faults.push(text);
    }

    fn keep(&mut self, parameter: &'o Parameter<'d>, found: Found) {
        match found {
            Ok(readings) => self.parameters.push((parameter, readings)),
            Err(why) => {
                self.fault(format!("parameter `{}`: {why}", parameter.name));
                self.parameters.push((parameter, Some(Vec::new())));
            }
        }
    }

    fn path_and_query(&mut self, operation: &'o Operation<'d>, request: &Request) {
        let template = Template::new(&operation.path);
        let below = operation.below(request.path());
        let mut ways = below.map_or_else(Vec::new, |it| template.readings(it));
        if ways.is_empty() {
            self.fault(format!(
                "the path `{}` is not of `{}`",
                request.path(),
                template.path
            ));
        }
        let mut pairs = match Pairs::new(request.query(), "&", Coding::Url) {
            Ok(it) => it,
            Err(why) => {
                self.fault(format!("the query: {why}"));
                return;
            }
        };
        let whole = |it: &Parameter<'_>| it.place == Place::Querystring;
        if request.query().contains('+') && !operation.parameters.iter().any(whole) {
            self.fault(format!(
                "the query `{}` has a `+`, which some read as a space",
                request.query()
            ));
        }
        for item in template.query.split('&').filter(|it| !it.is_empty()) {
            self.item_of_template(operation, item, &mut pairs, &mut ways);
        }
        for parameter in operation
            .parameters
            .iter()
            .filter(|it| it.place == Place::Path)
        {
            let texts: Vec<&str> = ways
                .iter()
                .filter_map(|way| way.iter().find(|(name, _)| *name == parameter.name))
                .map(|(_, text)| text.as_str())
                .collect();
            self.keep(parameter, path_parameter(parameter, &texts));
        }
        self.query(operation, request, pairs);
    }

    /// An item of a query that stands in the path's template.
    fn item_of_template(
        &mut self,
        operation: &Operation<'_>,
        item: &str,
        pairs: &mut Pairs,
        ways: &mut [Vec<(String, String)>],
    ) {
        let (key, value) = item.split_once('=').unwrap_or((item, ""));
        let waits = |name: &str| {
            operation
                .parameters
                .iter()
                .any(|it| it.place == Place::Query && it.name == name)
        };
        let variable = value.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        if variable.is_some_and(waits) {
            return;
        }
        let key = Coding::Url.decode(key).unwrap_or_else(|_| key.to_owned());
        match (&*pairs.take(&key), variable) {
            ([got], Some(name)) => ways
                .iter_mut()
                .for_each(|it| it.push((name.to_owned(), got.clone()))),
            ([got], None) if Coding::Url.decode(got) == Coding::Url.decode(value) => {}
            (got, _) => self.fault(format!("the path's own item `{item}` came as {got:?}")),
        }
    }

    fn query(&mut self, operation: &'o Operation<'d>, request: &Request, mut pairs: Pairs) {
        let all = || operation.parameters.iter();
        if let Some(parameter) = all().find(|it| it.place == Place::Querystring) {
            let found = querystring(parameter, request.query());
            self.keep(parameter, found);
            return;
        }
        pairs.reserve(names(operation, Place::Query));
        // An object that takes every key is read when all others have theirs.
        let of_query = all().filter(|it| it.place == Place::Query);
        let (last, first): (Vec<_>, Vec<_>) = of_query.partition(|it| style::takes_the_rest(it));
        for parameter in first.into_iter().chain(last) {
            let found = style::pairs(parameter, &mut pairs);
            self.keep(parameter, found);
        }
        for left in pairs.left() {
            self.fault(format!("the query has `{left}`, which nobody declares"));
        }
    }

    fn headers(&mut self, operation: &'o Operation<'d>, request: &Request) {
        let declared: Vec<&Parameter<'_>> = operation
            .parameters
            .iter()
            .filter(|it| it.place == Place::Header)
            .collect();
        for parameter in &declared {
            let name = parameter.name.to_ascii_lowercase();
            let values: Vec<&str> = request
                .headers
                .iter()
                .filter(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
                .collect();
            // Several headers of one name are one list (RFC 9110 §5.2).
            let found = match &*values {
                [] => Ok(None),
                values => style::text(parameter, &values.join(","), Coding::Raw).map(Some),
            };
            self.keep(parameter, found);
        }
        for (name, _) in &request.headers {
            let known = USUAL.contains(&name.as_str())
                || declared.iter().any(|it| it.name.eq_ignore_ascii_case(name));
            if !known {
                self.fault(format!("the header `{name}` came, which nobody declares"));
            }
        }
        if let Some(accept) = request.header("accept") {
            self.accept(operation, accept);
        }
    }

    /// What the client says that it can read has to be what the document offers.
    fn accept(&mut self, operation: &Operation<'_>, accept: &str) {
        for item in accept.split(',').map(str::trim) {
            let declared = operation
                .answers
                .iter()
                .flat_map(|(_, it)| &it.content)
                .any(|(name, _)| media::essence(name) == media::essence(item));
            if item != "*/*" && !declared {
                self.fault(format!("`Accept` has `{item}`, which no answer is"));
            }
        }
    }

    fn cookies(&mut self, operation: &'o Operation<'d>, request: &Request) {
        let text = request.header("cookie").unwrap_or_default();
        let mut pairs = match Pairs::new(text, "; ", Coding::Raw) {
            Ok(it) => it,
            Err(why) => {
                self.fault(format!("the cookies: {why}"));
                return;
            }
        };
        pairs.reserve(names(operation, Place::Cookie));
        for parameter in operation
            .parameters
            .iter()
            .filter(|it| it.place == Place::Cookie)
        {
            let found = style::pairs(parameter, &mut pairs);
            self.keep(parameter, found);
        }
        for left in pairs.left() {
            self.fault(format!("the cookie `{left}` came, which nobody declares"));
        }
    }

    fn read_body(&mut self, operation: &'o Operation<'d>, request: &Request) {
        let content_type = request.header("content-type");
        let Some(declared) = &operation.body else {
            if !request.body.is_empty() || content_type.is_some() {
                self.fault("a body came, which nobody declares".to_owned());
            }
            return;
        };
        let Some(content_type) = content_type else {
            if !request.body.is_empty() {
                self.fault("a body came without a content type".to_owned());
            } else if declared.required && !declared.content.is_empty() {
                self.fault("the required body did not come".to_owned());
            }
            return;
        };
        // Parameters may tell two apart; where none is what came, they say nothing.
        let letters = |(name, _): &&(String, Node<'d>)| name.eq_ignore_ascii_case(content_type);
        let exact =
            |(name, _): &&(String, Node<'d>)| media::essence(name) == media::essence(content_type);
        let covering = |(name, _): &&(String, Node<'d>)| media::covers(name, content_type);
        let first =
            |wanted: &dyn Fn(&&(String, Node<'d>)) -> bool| declared.content.iter().find(wanted);
        let object = first(&letters)
            .or_else(|| first(&exact))
            .or_else(|| first(&covering));
        match object.map(|(name, it)| (name, it, body::read(&request.body, content_type, it))) {
            Some((name, object, Ok(content))) => self.body = Some((name, object, content)),
            Some((_, _, Err(why))) => self.fault(why),
            None => self.fault(format!(
                "a body of the type `{content_type}` came, which nobody declares"
            )),
        }
    }
}

fn names<'o>(operation: &'o Operation<'_>, place: Place) -> impl Iterator<Item = &'o str> {
    let own = operation
        .parameters
        .iter()
        .filter(move |it| it.place == place);
    own.map(|it| it.name.as_str())
}

fn path_parameter(parameter: &Parameter<'_>, texts: &[&str]) -> Found {
    let mut out = Vec::new();
    let mut why = "it is not in the path".to_owned();
    for it in texts {
        match style::text(parameter, it, Coding::Url) {
            Ok(readings) => out.extend(readings),
            Err(fault) => why = fault,
        }
    }
    if out.is_empty() {
        Err(why)
    } else {
        Ok(Some(out))
    }
}

/// A query that is one value (OpenAPI 3.2).
fn querystring(parameter: &Parameter<'_>, query: &str) -> Found {
    if query.is_empty() {
        return Ok(None);
    }
    let media = parameter.media.as_deref().unwrap_or_default();
    if let (media::Kind::Form, Some(object)) = (media::kind(media), &parameter.object) {
        return body::form(query, object).map(|it| Some(vec![it]));
    }
    style::content(media, &Coding::Url.decode(query)?).map(|it| Some(vec![it]))
}
