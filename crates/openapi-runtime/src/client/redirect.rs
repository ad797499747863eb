//! Whether a redirect is followed, and what goes along.
//!
//! In: a request and its answer. Out: the next request, or the decision to stop, with a word on why. Deliberately
//! absent: the transport's own redirects, which are off.
//!
//! - A redirect that the operation declares is an answer, not a detour.
//! - `GET` and `HEAD` are repeated; other methods only on 307 and 308, and 303 turns them into `GET`. A 301 or 302 to a
//!   `POST` is not followed: whether the method stays is anyone's guess.
//! - To another origin (scheme, host or port) go only `Accept`, `Accept-Language`, `Range` and `User-Agent`: no
//!   credential in any form, no header that a caller set, no body. A request with a body does not go there at all.
//! - From https to http nothing goes.

use http::uri::{Authority, Scheme};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

use super::answer::Answer;
use super::request::Prepared;
use super::send::Hop;
use super::transport::Body;

/// Which redirects a client follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// None.
    Never,
    /// Those that stay at the same scheme, host and port.
    SameOrigin,
    /// Those to other origins too, without credentials, headers of the caller and bodies. The default.
    #[default]
    Safe,
}

const MOST: usize = 10;

/// What may go to another origin.
const HARMLESS: [HeaderName; 4] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::RANGE,
    header::USER_AGENT,
];

/// What happens after an answer.
pub(crate) enum Next {
    Follow(Box<Hop>),
    /// The answer stands; the word is for the case that it is a failure.
    Stop(Option<Box<str>>),
}

pub(crate) fn next(
    policy: Redirects,
    prepared: &Prepared,
    hop: &Hop,
    answer: &Answer,
    followed: usize,
) -> Next {
    let status = answer.status;
    let redirects = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let (true, Some(location)) = (redirects, answer.headers.get(header::LOCATION)) else {
        return Next::Stop(None);
    };
    if policy == Redirects::Never || prepared.accepts.0.all().any(|row| row.names(status)) {
        return Next::Stop(None);
    }
    let stop = |why: &str| Next::Stop(Some(format!("the redirect was not followed: {why}").into()));
    if followed >= MOST {
        return stop("it is the eleventh in a row");
    }
    let Some(target) = location
        .to_str()
        .ok()
        .and_then(|location| resolve(&hop.uri, location))
    else {
        return stop("its location is not a URL for http or https");
    };
    let mut next = match repeated(hop, status) {
        Repeated::Next(next) => *next,
        Repeated::Unclear => {
            return stop("it does not say whether the method stays (307 or 308 would)");
        }
        Repeated::Spent => return stop("the body is a stream, which cannot be sent twice"),
    };
    if hop.uri.scheme() == Some(&Scheme::HTTPS) && target.scheme() == Some(&Scheme::HTTP) {
        return stop("it leads from https to http");
    }
    if !same_origin(&hop.uri, &target) {
        if policy == Redirects::SameOrigin {
            return stop("it leads to another origin");
        }
        if !next.body.as_ref().is_none_or(Body::is_empty) {
            return stop("it leads to another origin, and the request has a body");
        }
        next.headers = harmless(&hop.headers);
    }
    next.uri = target;
    Next::Follow(Box::new(next))
}

/// The request as it is repeated.
enum Repeated {
    Next(Box<Hop>),
    /// The status does not say whether the method stays.
    Unclear,
    /// The body was a stream, and is gone.
    Spent,
}

fn repeated(hop: &Hop, status: StatusCode) -> Repeated {
    let reads = hop.method == Method::GET || hop.method == Method::HEAD;
    let again = || {
        hop.again()
            .map_or(Repeated::Spent, |next| Repeated::Next(Box::new(next)))
    };
    match status.as_u16() {
        307 | 308 => again(),
        303 if !reads => {
            let mut next = hop.without_body();
            next.method = Method::GET;
            next.headers.remove(header::CONTENT_TYPE);
            Repeated::Next(Box::new(next))
        }
        _ if reads => again(),
        _ => Repeated::Unclear,
    }
}

fn harmless(headers: &HeaderMap) -> HeaderMap {
    headers
        .iter()
        .filter(|(name, _)| HARMLESS.contains(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

pub(crate) fn same_origin(one: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| {
        let port = uri.port_u16().or(if uri.scheme() == Some(&Scheme::HTTPS) {
            Some(443)
        } else {
            Some(80)
        });
        (
            uri.scheme().cloned(),
            uri.host().map(str::to_ascii_lowercase),
            port,
        )
    };
    origin(one) == origin(other)
}

/// RFC 3986's resolution of a reference, for http and https; the fragment is dropped.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.trim().split('#').next().unwrap_or_default();
    let scheme = base.scheme()?;
    if let Some(rest) = reference.strip_prefix("//") {
        return absolute(scheme.as_str(), rest);
    }
    if let Some((scheme, rest)) = reference
        .split_once("://")
        .filter(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
    {
        return absolute(scheme, rest);
    }
    let base_query = base
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let joined = match reference.as_bytes().first() {
        None => format!("{}{base_query}", base.path()),
        Some(b'/') => reference.to_owned(),
        Some(b'?') => format!("{}{reference}", base.path()),
        Some(_) => {
            let folder = base
                .path()
                .rfind('/')
                .map_or("/", |end| &base.path()[..=end]);
            format!("{folder}{reference}")
        }
    };
    build(scheme.clone(), base.authority()?.clone(), &joined)
}

fn absolute(scheme: &str, rest: &str) -> Option<Uri> {
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => Scheme::HTTP,
        "https" => Scheme::HTTPS,
        _ => return None,
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let authority: Authority = authority.parse().ok()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    build(scheme, authority, &format!("{slash}{path}"))
}

fn build(scheme: Scheme, authority: Authority, path_and_query: &str) -> Option<Uri> {
    let (path, query) = path_and_query
        .split_once('?')
        .map_or((path_and_query, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let target = format!("{}{query}", without_dots(path));
    Uri::builder()
        .scheme(scheme)
        .authority(authority)
        .path_and_query(target)
        .build()
        .ok()
}

/// RFC 3986's removal of dot segments.
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let last = index + 1 == segments.len();
        match *segment {
            "." if last => out.push(""),
            "." => {}
            ".." => {
                out.pop();
                if last {
                    out.push("");
                }
            }
            other => out.push(other),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(reference: &str) -> Option<String> {
        resolve(&"https://h:8443/a/b?c=d".parse().unwrap(), reference).map(|uri| uri.to_string())
    }

    #[test]
    fn references_resolve_as_rfc_3986_says() {
        for (reference, expected) in [
            ("/x?y=z#f", "https://h:8443/x?y=z"),
            ("x", "https://h:8443/a/x"),
            ("../x/./y/..", "https://h:8443/x/"),
            ("../../../x", "https://h:8443/x"),
            ("?q", "https://h:8443/a/b?q"),
            ("", "https://h:8443/a/b?c=d"),
            ("//other/x", "https://other/x"),
            ("http://other", "http://other/"),
            ("HTTP://other?x=http://y", "http://other/?x=http://y"),
            ("/login?next=http://y", "https://h:8443/login?next=http://y"),
        ] {
            assert_eq!(
                resolved(reference).as_deref(),
                Some(expected),
                "{reference}"
            );
        }
        for reference in [
            "ftp://h/x",
            "https://",
            "https://user:pw@h/",
            "https://h h/",
        ] {
            assert_eq!(resolved(reference), None, "{reference}");
        }
    }

    #[test]
    fn the_default_port_is_the_same_origin() {
        let same =
            |one: &str, other: &str| same_origin(&one.parse().unwrap(), &other.parse().unwrap());
        assert!(same("https://H/x", "https://h:443/y"));
        assert!(!same("https://h/", "http://h/"));
        assert!(!same("http://h/", "http://h:8080/"));
        assert!(!same("http://h/", "http://h.evil/"));
    }
}
