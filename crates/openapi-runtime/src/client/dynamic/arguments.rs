//! From arguments as JSON to a request.
//!
//! In: `{"path": {}, "query": {}, "header": {}, "cookie": {}, "body": …, "contentType": "…"}`. Out: a request, or the
//! first argument that cannot be, with its place. Deliberately absent: how a value is spelled, which is the request's.

use serde_json::Map;

use super::values::Way;
use super::{Body, Callable, Need, Parameter};
use crate::client::api::In;
use crate::client::media::MediaType;
use crate::client::request::Request;
use crate::wire::Json;

/// What is wrong with arguments: the parameter, if it is one, and the reason.
struct Fault<'a> {
    parameter: Option<(In, &'a str)>,
    reason: String,
}

impl<'a> Fault<'a> {
    fn of(place: In, name: &'a str, reason: impl Into<String>) -> Self {
        Fault {
            parameter: Some((place, name)),
            reason: reason.into(),
        }
    }

    fn whole(reason: impl Into<String>) -> Self {
        Fault {
            parameter: None,
            reason: reason.into(),
        }
    }
}

const PLACES: [(In, &str); 4] = [
    (In::Path, "path"),
    (In::Query, "query"),
    (In::Header, "header"),
    (In::Cookie, "cookie"),
];
const BODY: &str = "body";
const CONTENT_TYPE: &str = "contentType";

/// Puts arguments into a request; a request with a fault is not sent.
pub(super) fn request(request: Request, operation: &Callable, arguments: &Json) -> Request {
    let nothing = Map::new();
    let filled = members(arguments, &nothing)
        .ok_or_else(|| Fault::whole("the arguments are an object"))
        .and_then(|arguments| check(operation, arguments).map(|()| arguments));
    match filled {
        Ok(arguments) => fill(request, operation, arguments),
        Err(fault) => request.failed(fault.parameter, &fault.reason),
    }
}

/// The members of an object; null is one without.
fn members<'a>(value: &'a Json, nothing: &'a Map<String, Json>) -> Option<&'a Map<String, Json>> {
    match value {
        Json::Null => Some(nothing),
        other => other.as_object(),
    }
}

/// Whether everything that is given is known, and given once.
fn check<'a>(operation: &Callable, arguments: &'a Map<String, Json>) -> Result<(), Fault<'a>> {
    let places = PLACES.map(|(_, key)| key);
    for key in arguments.keys().map(String::as_str) {
        if !places.contains(&key) && key != BODY && key != CONTENT_TYPE {
            let reason = format!(
                "the arguments have a member {key:?}, which is none of {}, {BODY} and {CONTENT_TYPE}",
                places.join(", ")
            );
            return Err(Fault::whole(reason));
        }
    }
    for (place, key) in PLACES {
        match arguments.get(key) {
            None | Some(Json::Null) => {}
            Some(Json::Object(given)) => check_place(operation, place, given)?,
            Some(_) => {
                let reason = format!("the {place} parameters are an object of names and values");
                return Err(Fault::whole(reason));
            }
        }
    }
    Ok(())
}

fn check_place<'a>(
    operation: &Callable,
    place: In,
    given: &'a Map<String, Json>,
) -> Result<(), Fault<'a>> {
    let own = || operation.parameters.iter().filter(|it| it.place == place);
    for name in given.keys() {
        let Some(parameter) = own().find(|it| it.is_named(name)) else {
            let names: Vec<String> = own().map(|it| format!("`{}`", it.name)).collect();
            let reason = match names.as_slice() {
                [] => format!("the operation has no {place} parameters"),
                names => format!("the operation has only {}", names.join(", ")),
            };
            return Err(Fault::of(place, name, reason));
        };
        if given.keys().filter(|it| parameter.is_named(it)).count() > 1 {
            return Err(Fault::of(place, name, "it is given twice"));
        }
    }
    Ok(())
}

impl Callable {
    /// The way in which a body of this media type is written; without one, the usual way.
    pub(super) fn way(&self, media_type: Option<&str>) -> Option<&Body> {
        let Some(name) = media_type else {
            return self.bodies.first();
        };
        let wanted = MediaType::new(name);
        // Letter by letter, because parameters may tell two apart; then the same type; then a range.
        let letters = |it: &&Body| it.media_type.eq_ignore_ascii_case(name);
        let says = |it: &&Body| wanted.is_one_of(&MediaType::new(it.media_type));
        let same = |it: &&Body| !MediaType::new(it.media_type).is_range() && says(it);
        let ways = || self.bodies.iter();
        let exact = ways().find(letters).or_else(|| ways().find(same));
        exact.or_else(|| ways().find(says))
    }
}

impl Parameter {
    /// Whether a value is of its type, and can be spelled.
    pub(super) fn takes(&self, value: &Json) -> bool {
        (self.value)(self.style, value).0.is_ok()
    }

    /// Whether it goes by this name; the case of a header does not matter.
    fn is_named(&self, name: &str) -> bool {
        match self.place {
            In::Header => self.name.eq_ignore_ascii_case(name),
            In::Path | In::Query | In::Cookie => self.name == name,
        }
    }

    /// The value that is given for it.
    fn given<'a>(&self, arguments: &'a Map<String, Json>) -> Option<&'a Json> {
        let (_, key) = PLACES.iter().find(|(place, _)| *place == self.place)?;
        let (_, value) = arguments
            .get(*key)?
            .as_object()?
            .iter()
            .find(|(name, _)| self.is_named(name))?;
        Some(value)
    }
}

fn fill(mut request: Request, operation: &Callable, arguments: &Map<String, Json>) -> Request {
    for it in operation.parameters {
        request = match (it.given(arguments), it.need) {
            (None, Need::Required) => request.failed(
                Some((it.place, it.name)),
                "it is required, and not among the arguments",
            ),
            (None | Some(Json::Null), Need::Nullable) | (None, Need::Optional) => request,
            (Some(value), _) => {
                request.put(it.place, it.name, it.style, (it.value)(it.style, value).0)
            }
        };
    }
    body(request, operation, arguments)
}

fn body(request: Request, operation: &Callable, arguments: &Map<String, Json>) -> Request {
    let (body, way) = match way(operation, arguments.get(CONTENT_TYPE)) {
        Ok(Some(found)) => found,
        Ok(None) => {
            return match arguments.get(BODY) {
                None | Some(Json::Null) => request,
                Some(_) => request.failed(None, "the body: the operation takes none"),
            };
        }
        Err(reason) => return request.failed(None, &format!("{CONTENT_TYPE}: {reason}")),
    };
    match (arguments.get(BODY), body.need) {
        (None, Need::Required) => request.failed(
            None,
            "the body: it is required, and not among the arguments",
        ),
        (None | Some(Json::Null), Need::Nullable) | (None, Need::Optional) => request,
        (Some(value), _) => (body.value.put)(request, way, value),
    }
}

/// The way in which the body is written; none when the operation takes no body.
fn way<'a>(
    operation: &'a Callable,
    chosen: Option<&'a Json>,
) -> Result<Option<(&'a Body, Way<'a>)>, String> {
    let name = match chosen {
        None | Some(Json::Null) => None,
        Some(Json::String(name)) => Some(name.as_str()),
        Some(_) => return Err("a media type is a string".to_owned()),
    };
    let found = operation.way(name);
    if found.is_none() && name.is_some() {
        return Err(not_a_way(operation));
    }
    Ok(found.map(|body| {
        let range = MediaType::new(body.media_type).is_range();
        let media_type = name.filter(|_| range).unwrap_or(body.media_type);
        let styles = body.styles;
        (body, Way { media_type, styles })
    }))
}

fn not_a_way(operation: &Callable) -> String {
    let names: Vec<&str> = operation.bodies.iter().map(|it| it.media_type).collect();
    match names.as_slice() {
        [] => "the operation takes no body".to_owned(),
        names => format!("the body can be sent as {}", names.join(", ")),
    }
}
