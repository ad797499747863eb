//! The HTTP request that goes out.
//!
//! In: a request that is put together, and what its credentials add. Out: method, URL, headers and body, or what cannot be
//! sent. Deliberately absent: how values are spelled, and getting tokens.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Uri, header};

use super::{Called, Reading, Request, What};
use crate::client::answer::{Answer, Codec, Sides};
use crate::client::api::{Declared, In};
use crate::client::auth::{self, Additions, Choice};
use crate::client::error::RequestError;
use crate::client::escape::decode;
use crate::client::options::{Limit, Problem};
use crate::client::path;
use crate::client::retry::{self, Retries};
use crate::client::server::{self, Base};
use crate::client::tokens::TokenError;
use crate::client::transport::Body;

/// A request that can be sent.
pub(crate) struct Prepared {
    pub(crate) called: Called,
    pub(crate) accepts: Declared,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// How long one attempt may take.
    pub(crate) attempt_timeout: Option<Duration>,
    /// How long a stream may be silent.
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retries: Retries,
    /// What to say when the server refuses the credentials.
    pub(crate) refused: Option<Box<str>>,
    reading: Reading,
}

impl Prepared {
    /// Whether the answer may be one that is read bit by bit.
    pub(crate) fn may_stream(&self) -> bool {
        match self.reading {
            Reading::Declared => self.accepts.0.may_stream(),
            Reading::Whole => false,
            Reading::Stream => true,
        }
    }

    /// Whether an answer is read bit by bit, to judge by its head.
    pub(crate) fn streams(&self, answer: &Answer) -> bool {
        match self.reading {
            Reading::Declared => self.accepts.0.stream(answer),
            Reading::Whole => false,
            Reading::Stream => answer.status().is_success(),
        }
    }
}

impl Request {
    /// The request as it goes out, with these additions and this body.
    pub(crate) fn prepare(
        &self,
        additions: &Additions,
        body: Body,
    ) -> Result<Prepared, Box<RequestError>> {
        let uri = self.uri(additions).map_err(|it| self.refused(it))?;
        let headers = self
            .all_headers(additions, &body)
            .map_err(|it| self.refused(it))?;
        let idle = self.options.idle_timeout;
        Ok(Prepared {
            called: self.called.clone(),
            accepts: self.accepts.clone(),
            method: self.method()?,
            uri,
            headers,
            body,
            attempt_timeout: self
                .options
                .attempt_timeout
                .or(self.client.attempt_timeout()),
            idle_timeout: idle.map_or(self.client.idle_timeout(), Limit::time),
            retries: self.retries().cloned().unwrap_or_else(Retries::none),
            refused: additions.note.clone(),
            reading: self.reading,
        })
    }

    fn method(&self) -> Result<Method, Box<RequestError>> {
        match &self.called.what {
            What::Operation(info) => Method::from_bytes(info.method.as_bytes())
                .map_err(|_| self.broken(format!("{:?} is not a method", info.method))),
            What::Undocumented(method, _) => Ok(method.clone()),
        }
    }

    fn retries(&self) -> Option<&Retries> {
        self.options.retries.as_ref().or(self.client.retries())
    }

    /// Adds the key by which a server knows the call, if retries are to have one.
    pub(super) fn add_key(&mut self) -> Result<(), Box<RequestError>> {
        let all = [self.client.headers(), &self.headers, &self.options.headers];
        let has_key = all.iter().any(|it| it.contains_key(retry::KEY));
        let method = self.method()?;
        let key = self
            .retries()
            .filter(|_| !has_key)
            .and_then(|it| it.key(&method))
            .and_then(|it| HeaderValue::try_from(it).ok());
        if let Some(key) = key {
            self.headers.insert(retry::KEY, key);
        }
        Ok(())
    }

    /// The credentials that go with it, as they are configured.
    pub(crate) fn choose(&self) -> Result<Choice, Box<RequestError>> {
        let api = self.client.api();
        for (scheme, credential) in &self.options.credentials {
            auth::check(api, scheme, credential).map_err(|it| self.broken(it))?;
        }
        let choice = auth::choose(api, &self.security, |name| {
            let own = self
                .options
                .credentials
                .iter()
                .find(|(known, _)| **known == *name);
            own.map(|(_, credential)| credential)
                .or_else(|| self.client.credential(name))
        });
        choice.map_err(|it| self.broken(it))
    }

    /// What credentials that are ready add.
    pub(crate) fn placed(&self, choice: &Choice) -> Result<Additions, Box<RequestError>> {
        let mut additions = auth::placed(choice).map_err(|it| self.broken(it))?;
        let query = self.query.iter().chain(&self.options.query);
        additions.yield_to(&self.headers, query, &self.cookies);
        Ok(additions)
    }

    /// The error for a scheme whose token could not be got.
    pub(crate) fn without_token(&self, scheme: &str, why: Arc<TokenError>) -> Box<RequestError> {
        let reason = format!("there is no token for `{scheme}`: {why}");
        Box::new(RequestError {
            source: Some(why),
            ..*self.broken(reason)
        })
    }

    pub(super) fn uri(&self, additions: &Additions) -> Result<Uri, Problem> {
        if let Some(target) = &self.target {
            return with_query_items(target, additions.query.iter().chain(&self.options.query));
        }
        let template = match &self.called.what {
            What::Operation(info) => info.path,
            What::Undocumented(_, path) => path,
        };
        let target = path::fill(template, &self.path).map_err(|unfit| Problem {
            parameter: unfit.parameter.map(|name| (In::Path, name)),
            reason: unfit.reason.into(),
        })?;
        let items = self
            .query
            .iter()
            .chain(&additions.query)
            .chain(&self.options.query)
            .map(String::as_str);
        let query: Vec<&str> = std::iter::once(target.query.as_str())
            .filter(|query| !query.is_empty())
            .chain(items)
            .collect();
        let refused = |error: http::Error| Problem {
            parameter: None,
            reason: format!("its URL is refused: {error}").into(),
        };
        self.base()?
            .url(&target.path, &query.join("&"))
            .map_err(refused)
    }

    /// Where it goes: what the call says, the operation's own server where it is to be believed, the client's.
    pub(crate) fn base(&self) -> Result<Cow<'_, Base>, Problem> {
        let refused = |reason: String| Problem {
            parameter: None,
            reason: reason.into(),
        };
        let of_client = self.client.base();
        // Those of the client are among those of the call as soon as it is settled.
        let of_options = || self.client.options()?.server.as_ref();
        if let Some(server) = self.options.server.as_ref().or_else(of_options) {
            return server.check().map(Cow::Owned).map_err(refused);
        }
        let own = match &self.called.what {
            What::Operation(info) => info.server,
            What::Undocumented(..) => "",
        };
        if own.is_empty() || (server::is_absolute(own) && !self.client.own_servers()) {
            return Ok(Cow::Borrowed(of_client));
        }
        of_client.of_operation(own).map(Cow::Owned).map_err(refused)
    }

    fn all_headers(&self, additions: &Additions, body: &Body) -> Result<HeaderMap, Problem> {
        let mut headers = self.client.headers().clone();
        headers.extend(self.headers.clone());
        if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, accept(&self.accepts.0));
        }
        if let Some(body) = &self.body {
            headers.insert(header::CONTENT_TYPE, body.media_type.clone());
        }
        for (name, value) in &additions.headers {
            headers.insert(name.clone(), value.clone());
        }
        headers.extend(self.options.headers.clone());
        self.join_cookies(&mut headers, additions)?;
        check_length(body, &mut headers)?;
        Ok(headers)
    }

    /// All cookies in one header, those of a header that was set by hand last.
    fn join_cookies(&self, headers: &mut HeaderMap, additions: &Additions) -> Result<(), Problem> {
        let refused = || Problem {
            parameter: Some((In::Header, "cookie".into())),
            reason: "it cannot stand in a header".into(),
        };
        let mut cookies: Vec<String> = self
            .cookies
            .iter()
            .chain(&additions.cookies)
            .cloned()
            .collect();
        if let Some(by_hand) = headers.remove(header::COOKIE) {
            cookies.push(by_hand.to_str().map_err(|_| refused())?.to_owned());
        }
        if !cookies.is_empty() {
            let mut value = HeaderValue::try_from(cookies.join("; ")).map_err(|_| refused())?;
            value.set_sensitive(true);
            headers.insert(header::COOKIE, value);
        }
        Ok(())
    }
}

/// A length that was set by hand has to be true, and is the transport's to send.
fn check_length(body: &Body, headers: &mut HeaderMap) -> Result<(), Problem> {
    let Some(length) = headers.remove(header::CONTENT_LENGTH) else {
        return Ok(());
    };
    let real = body.len();
    // A document may call it a `number`, which is spelled `13.0`.
    let text = length.to_str().ok();
    let said: Option<u64> = text.and_then(|it| it.strip_suffix(".0").unwrap_or(it).parse().ok());
    if said.is_some() && said == real {
        return Ok(());
    }
    let reason = match real {
        Some(real) => format!("the body has {real} bytes"),
        None => "the length of the body is not known before it is sent".to_owned(),
    };
    Err(Problem {
        parameter: Some((In::Header, "content-length".into())),
        reason: reason.into(),
    })
}

/// A URL that a server has named, with the items that credentials and options add; what it has by their names stays.
fn with_query_items<'a>(
    target: &Uri,
    items: impl Iterator<Item = &'a String>,
) -> Result<Uri, Problem> {
    let mut query = target.query().unwrap_or_default().to_owned();
    let name = |item: &str| decode(item.split('=').next().unwrap_or_default());
    let named: Vec<String> = query.split('&').map(name).collect();
    for item in items.filter(|it| !named.contains(&name(it))) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(item);
    }
    let mark = if query.is_empty() { "" } else { "?" };
    let mut parts = target.clone().into_parts();
    let path = format!("{}{mark}{query}", target.path());
    let refused = |error: String| Problem {
        parameter: None,
        reason: format!("its URL is refused: {error}").into(),
    };
    parts.path_and_query = Some(
        path.parse()
            .map_err(|it: http::uri::InvalidUri| refused(it.to_string()))?,
    );
    Uri::from_parts(parts).map_err(|it| refused(it.to_string()))
}

/// What the client can read: every declared media type, in the document's order.
fn accept(sides: &Sides) -> HeaderValue {
    let mut media: Vec<&str> = Vec::new();
    for name in sides
        .all()
        .filter(|row| row.codec != Codec::Empty)
        .flat_map(|row| row.media)
    {
        if !media.contains(name) {
            media.push(name);
        }
    }
    let any = HeaderValue::from_static("*/*");
    if media.is_empty() {
        any
    } else {
        HeaderValue::try_from(media.join(", ")).unwrap_or(any)
    }
}
