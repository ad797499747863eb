//! What of an answer's headers may be shown.

use std::fmt;

use http::{HeaderMap, HeaderName, header};

/// Headers without the values that may be secret: those whose names say so, and the queries of URLs.
pub(super) struct Shown<'a>(pub(super) &'a HeaderMap);

/// Words of names whose values are not shown.
const SECRET: [&str; 11] = [
    "auth",
    "authorization",
    "cookie",
    "credential",
    "key",
    "password",
    "secret",
    "session",
    "signature",
    "token",
    "apikey",
];

const URLS: [HeaderName; 4] = [
    header::LOCATION,
    header::CONTENT_LOCATION,
    header::LINK,
    header::REFRESH,
];

fn is_secret(name: &HeaderName) -> bool {
    is_secret_name(name.as_str())
}

/// Whether the name of a header, in lower case, says that its value is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    name.split(['-', '_']).any(|word| SECRET.contains(&word))
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            let has_query = URLS.contains(name) && value.as_bytes().contains(&b'?');
            if value.is_sensitive() || is_secret(name) || has_query {
                map.entry(&name.as_str(), &format_args!("[redacted]"));
            } else {
                map.entry(&name.as_str(), value);
            }
        }
        map.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_headers_are_not_shown() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("set-cookie", "a=s3cret"),
            ("x-auth-token", "s3cret"),
            ("X-Api-Key", "s3cret"),
            ("location", "https://h/back?code=s3cret"),
            ("link", "</x?key=s3cret>; rel=next"),
            ("content-location", "/shown"),
            ("x-ratelimit-remaining-tokens", "also shown"),
        ] {
            let name = HeaderName::try_from(name).unwrap();
            headers.append(name, value.parse().unwrap());
        }
        let shown = format!("{:?}", Shown(&headers));
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(
            shown.contains("/shown") && shown.contains("also shown"),
            "{shown}"
        );
    }
}
