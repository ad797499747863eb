//! Where the API is: a base URL.
//!
//! In: text, or a documented server with values for its variables. Out: scheme, authority and path prefix that a path
//! can be added to, or why the text is no base URL. Deliberately absent: name resolution, and international host
//! names (write them as `xn--…`).

use std::fmt;

use http::Uri;
use http::uri::{Authority, Scheme};

use super::escape::{Keep, encode, is_dot_segment};
use super::redirect;

/// A base URL as it was given; checked when the client is built.
///
/// Documented servers convert into it, and so does text.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: Result<String, String>,
    source: Source,
}

/// Who says where the API is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Document,
    Caller,
}

/// Where operations are sent that have servers of their own in the document.
///
/// What [`CallOptions::server`](crate::CallOptions::server) names for a call goes before all of this, and a relative server
/// is always at the client's own origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationServers {
    /// There, where the client was built with a server of the document, or with its URL; to the client's base URL where it is the caller's own
    /// (a test server, a proxy, an installation). The default.
    #[default]
    OfDocument,
    /// There.
    Always,
    /// To the client's base URL.
    Never,
}

impl BaseUrl {
    /// A URL with `{name}` where a variable stands.
    ///
    /// Values that stand in host or port can only hold what a host and a port can hold.
    #[must_use]
    pub fn template(template: &str, variables: &[(&str, &str)]) -> Self {
        BaseUrl::of(fill(template, variables), Source::Caller)
    }

    /// A server of the document.
    #[doc(hidden)]
    #[must_use]
    pub fn documented(template: &str, variables: &[(&str, &str)]) -> Self {
        BaseUrl::of(fill(template, variables), Source::Document)
    }

    fn of(url: Result<String, String>, source: Source) -> Self {
        BaseUrl { url, source }
    }

    /// Whether it is a server of the document: chosen as one, or written as one of these is. A server on this machine that is
    /// written is the caller's own, also where the document names one for trying things out.
    pub(crate) fn is_documented(&self, base: &Base, servers: &[&str]) -> bool {
        let same = |url: &&str| check(url).is_ok_and(|it| it.is_same_as(base));
        self.source == Source::Document || (!base.is_local() && servers.iter().any(same))
    }

    /// The base URL, or why it is none.
    pub(crate) fn check(&self) -> Result<Base, String> {
        let text = self.url.as_ref().map_err(Clone::clone)?;
        check(text).map_err(|reason| format!("{} is not a base URL: {reason}", shown(text)))
    }
}

impl From<&str> for BaseUrl {
    fn from(url: &str) -> Self {
        BaseUrl::from(url.to_owned())
    }
}

impl From<String> for BaseUrl {
    fn from(url: String) -> Self {
        BaseUrl::of(Ok(url), Source::Caller)
    }
}

impl From<&String> for BaseUrl {
    fn from(url: &String) -> Self {
        BaseUrl::from(url.clone())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.url {
            Ok(url) => write!(f, "BaseUrl({})", shown(url)),
            Err(reason) => write!(f, "BaseUrl({reason})"),
        }
    }
}

/// The text in quotes, without what stands before an `@`, which may be a password.
fn shown(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(start), Some(at)) if start < at => {
            format!("{:?}", format!("{}://…{}", &url[..start], &url[at..]))
        }
        (None | Some(_), None | Some(_)) => format!("{url:?}"),
    }
}

fn fill(template: &str, variables: &[(&str, &str)]) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            return Err(format!(
                "the server {template:?} opens a brace that it does not close"
            ));
        };
        out.push_str(before);
        let Some((_, value)) = variables.iter().find(|(known, _)| *known == name) else {
            return Err(format!(
                "the server {template:?} has a variable `{name}` without a value"
            ));
        };
        if is_in_authority(&out) && !value.bytes().all(is_host_byte) {
            return Err(format!(
                "the variable `{name}` of the server {template:?} cannot stand in a host or port"
            ));
        }
        out.push_str(value);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn is_in_authority(before: &str) -> bool {
    before
        .split_once("://")
        .is_some_and(|(_, authority)| !authority.contains(['/', '?', '#']))
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':' | b'[' | b']')
}

/// A base URL that paths can be added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    scheme: Scheme,
    authority: Authority,
    /// Empty, or from a slash to before a slash.
    prefix: String,
}

impl Base {
    /// A URL for a path, which begins with a slash, and a query, which may be empty.
    pub(crate) fn url(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let mark = if query.is_empty() { "" } else { "?" };
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path}{mark}{query}", self.prefix))
            .build()
    }

    /// Whether both are one place. Without its number, a port is that of the scheme.
    fn is_same_as(&self, other: &Base) -> bool {
        let place = |it: &Base| {
            let usual = if it.scheme == Scheme::HTTPS { 443 } else { 80 };
            let port = it.authority.port_u16().unwrap_or(usual);
            (it.authority.host().to_ascii_lowercase(), port)
        };
        self.scheme == other.scheme && place(self) == place(other) && self.prefix == other.prefix
    }

    /// Whether it is on this machine.
    fn is_local(&self) -> bool {
        let host = self.authority.host().to_ascii_lowercase();
        let bare = host.trim_matches(['[', ']']);
        let address: Option<std::net::IpAddr> = bare.parse().ok();
        address.is_some_and(|it| it.is_loopback() || it.is_unspecified())
            || host == "localhost"
            || host.ends_with(".localhost")
    }

    /// The server of an operation as the document writes it: a relative one is at the same origin.
    pub(crate) fn of_operation(&self, server: &str) -> Result<Base, String> {
        if is_absolute(server) {
            let whole = if server.starts_with("//") {
                format!("{}:{server}", self.scheme)
            } else {
                server.to_owned()
            };
            let own = check(&whole)
                .map_err(|reason| format!("its own server {server:?} is not one: {reason}"))?;
            if self.scheme == Scheme::HTTPS && own.scheme != Scheme::HTTPS {
                return Err(format!(
                    "its own server {server:?} is http, where that of the client is https: nothing is sent there"
                ));
            }
            return Ok(own);
        }
        let unfit = || format!("its own server {server:?} is not a base URL");
        let root = self.url("/", "").map_err(|_| unfit())?;
        let found = redirect::resolve(&root, server).ok_or_else(unfit)?;
        Ok(Base {
            prefix: encode(found.path().trim_end_matches('/'), Keep::Path),
            ..self.clone()
        })
    }
}

/// Whether the server of an operation names a host.
pub(crate) fn is_absolute(server: &str) -> bool {
    server.contains("://") || server.starts_with("//")
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

fn check(text: &str) -> Result<Base, String> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err("it does not begin with http:// or https://".to_owned());
    };
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "http" => Scheme::HTTP,
        "https" => Scheme::HTTPS,
        other => return Err(format!("{other}:// is neither http:// nor https://")),
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err(
            "a user name or password does not belong here; give it as a credential".to_owned(),
        );
    }
    if path.contains(['?', '#']) {
        return Err("it has a query or a fragment".to_owned());
    }
    if path.split('/').any(is_dot_segment) {
        return Err("its path has a segment `.` or `..`".to_owned());
    }
    let refused = |error: http::uri::InvalidUri| format!("its host is not one ({error})");
    let authority = authority.parse::<Authority>().map_err(refused)?;
    if authority.host().is_empty()
        || (authority.port().is_none() && authority.as_str().ends_with(':'))
    {
        return Err("its host or port is empty".to_owned());
    }
    if authority.as_str().len() > authority.host().len() && authority.port_u16().is_none() {
        return Err("its port is not one".to_owned());
    }
    let prefix = encode(path.trim_end_matches('/'), Keep::Path);
    Ok(Base {
        scheme,
        authority,
        prefix,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<String, String> {
        let base = BaseUrl::from(text).check()?;
        Ok(base.url("/v1/x", "a=b").unwrap().to_string())
    }

    #[test]
    fn a_path_is_added_with_one_slash() {
        assert_eq!(url("http://h").unwrap(), "http://h/v1/x?a=b");
        assert_eq!(
            url("HTTPS://h:8443/api/").unwrap(),
            "https://h:8443/api/v1/x?a=b"
        );
        assert_eq!(
            url("http://[::1]:80/a%20b c").unwrap(),
            "http://[::1]:80/a%20b%20c/v1/x?a=b"
        );
    }

    #[test]
    fn what_is_no_base_url_is_named() {
        for (text, reason) in [
            ("", "does not begin with http"),
            ("h/api", "does not begin with http"),
            ("ftp://h", "ftp:// is neither"),
            ("http://", "host"),
            ("http://h:", "empty"),
            ("http://h:x", "port"),
            ("http://h:99999", "port"),
            ("http://h?x=1", "query"),
            ("http://h/#x", "fragment"),
            ("http://h/a/../b", "`..`"),
            ("http://h/%2e%2E/b", "`..`"),
            ("http://a b", "host"),
            ("http://münchen.example", "host"),
        ] {
            let error = url(text).unwrap_err();
            assert!(error.contains(reason), "{text:?}: {error}");
            assert!(error.contains(&format!("{text:?}")), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_password_is_not_repeated() {
        let base = BaseUrl::from("https://anna:s3cret@h/api");
        let error = base.check().unwrap_err();
        assert!(
            error.contains("credential") && error.contains("…@h/api"),
            "{error}"
        );
        assert!(!format!("{error}{base:?}").contains("s3cret"), "{error}");
    }

    #[test]
    fn variables_fill_a_template() {
        let filled = |region, base| {
            BaseUrl::template(
                "https://{region}.h:{port}/{base}",
                &[("region", region), ("port", "8443"), ("base", base)],
            )
            .check()
        };
        assert_eq!(
            filled("eu", "v2/x").unwrap().to_string(),
            "https://eu.h:8443/v2/x"
        );
        assert_eq!(
            BaseUrl::template("{all}/v1", &[("all", "http://h")])
                .check()
                .unwrap()
                .to_string(),
            "http://h/v1"
        );
        assert!(filled("evil.com/", "").unwrap_err().contains("`region`"));
        assert!(filled("eu", "../x").is_err());
        assert!(
            BaseUrl::template("https://{x}", &[])
                .check()
                .unwrap_err()
                .contains("`x`")
        );
        assert!(BaseUrl::template("https://{x", &[]).check().is_err());
    }

    #[test]
    fn a_text_that_is_a_server_of_the_document_is_one() {
        let servers = [
            "https://api.h/v1/",
            "http://h:8080",
            "http://localhost:3000",
            "x",
        ];
        let is = |text: &str| {
            let url = BaseUrl::from(text);
            url.is_documented(&url.check().unwrap(), &servers)
        };
        for text in [
            "https://api.h/v1",
            "HTTPS://API.h:443/v1/",
            "http://h:8080/",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "http://api.h/v1",
            "https://api.h",
            "https://api.h:8443/v1",
            "https://api.h/V1",
            "http://h",
            // The document's own, and yet a test server.
            "http://localhost:3000",
        ] {
            assert!(!is(text), "{text}");
        }
        let local = BaseUrl::documented("http://localhost:3000", &[]);
        assert!(local.is_documented(&local.check().unwrap(), &[]));
    }

    #[test]
    fn a_server_of_an_operation_is_relative_or_stands_alone() {
        let base = BaseUrl::from("https://h:8443/api/v1").check().unwrap();
        let at = |server: &str| base.of_operation(server).map(|it| it.to_string());
        assert_eq!(at("/v2/").unwrap(), "https://h:8443/v2");
        assert_eq!(at("files").unwrap(), "https://h:8443/api/v1/files");
        assert_eq!(at("..").unwrap(), "https://h:8443/api");
        assert_eq!(at("https://files.h/x").unwrap(), "https://files.h/x");
        assert!(at("http://files.h").unwrap_err().contains("is http"));
        assert!(at("ftp://files.h").unwrap_err().contains("neither"));
        assert_eq!(at("//files.h/x").unwrap(), "https://files.h/x");
        assert!(is_absolute("//files.h") && is_absolute("https://h") && !is_absolute("/a"));
    }
}
