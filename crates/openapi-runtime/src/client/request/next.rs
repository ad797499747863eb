//! The request for what comes next: the page after it, the rest of a stream.
//!
//! In: a request, and what asks for more. Out: the same request with that, or why there is none. Deliberately
//! absent: finding that in an answer, which is `pages.rs` and `stream`.

use super::Request;
use http::{HeaderName, HeaderValue};

use super::body::RequestBody;
use crate::client::auth::Additions;
use crate::client::error::RequestError;
use crate::client::escape::{Keep, encode};
use crate::client::pages;
use crate::client::redirect;
use crate::client::transport::Body;

/// Where a stream of events goes on (WHATWG HTML, "Server-sent events").
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

impl Request {
    /// The same request once more, if its body can be sent twice.
    pub(crate) fn again(&self) -> Option<Request> {
        let body = match &self.body {
            None => None,
            Some(body) => Some(RequestBody {
                media_type: body.media_type.clone(),
                body: body.body.try_clone()?,
            }),
        };
        Some(Request {
            client: self.client.clone(),
            called: self.called.clone(),
            accepts: self.accepts.clone(),
            security: self.security.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body,
            options: self.options.clone(),
            problem: self.problem.clone(),
            violating: self.violating.clone(),
            named: self.named.clone(),
            target: self.target.clone(),
            reading: self.reading,
        })
    }

    /// The value of an item of the query that was set.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let name = format!("{}=", encode(name, Keep::Unreserved));
        self.query.iter().find_map(|it| it.strip_prefix(&*name))
    }

    /// The same request with an item of the query set.
    pub(crate) fn with_query(mut self, name: &str, value: &str) -> Request {
        let name = format!("{}=", encode(name, Keep::Unreserved));
        self.query.retain(|it| !it.starts_with(&*name));
        self.query
            .push(format!("{name}{}", encode(value, Keep::Unreserved)));
        self
    }

    /// The same request with a member of its JSON body set; an error if it has no such body.
    pub(crate) fn with_member(
        mut self,
        name: &str,
        json: &str,
    ) -> Result<Request, Box<RequestError>> {
        let text = match &self.body {
            None => Some("{}"),
            Some(body) => body
                .body
                .as_bytes()
                .and_then(|it| std::str::from_utf8(it).ok()),
        };
        let Some(changed) = text.and_then(|it| pages::with_member(it, name, json)) else {
            return Err(self.without_page("its body is not a JSON object"));
        };
        match &mut self.body {
            Some(body) => body.body = Body::from(changed),
            None => return Ok(self.json_text(changed)),
        }
        Ok(self)
    }

    fn json_text(self, json: String) -> Request {
        self.body("application/json", "", Ok(Body::from(json)))
    }

    /// The same request to another URL of the same origin; an error if it is not one.
    pub(crate) fn at(mut self, url: &str) -> Result<Request, Box<RequestError>> {
        let Ok(base) = self.uri(&Additions::default()) else {
            return Err(self.without_page("its URL leads to another origin"));
        };
        match redirect::resolve(&base, url).filter(|it| redirect::same_origin(it, &base)) {
            Some(target) => {
                self.target = Some(target);
                Ok(self)
            }
            None => Err(self.without_page("its URL leads to another origin")),
        }
    }

    /// The error when the next page is not asked for.
    pub(crate) fn without_page(&self, why: &str) -> Box<RequestError> {
        self.broken(format!("the next page: {why}"))
    }

    /// The same request for the events behind the one with this id; without one, behind where it began.
    pub(crate) fn after_event(
        &self,
        last_id: Option<HeaderValue>,
    ) -> Result<Request, Box<RequestError>> {
        let gone = || self.broken("its body is a stream, which cannot be sent twice".to_owned());
        let mut request = self.again().ok_or_else(gone)?;
        if let Some(id) = last_id {
            request.options.headers.insert(LAST_EVENT_ID, id);
        }
        Ok(request)
    }
}
