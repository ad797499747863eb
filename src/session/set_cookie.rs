//! What an answer says about a cookie.
//!
//! In: the headers of an answer, the name of a cookie. Out: its new value, or that it is to be forgotten. Of the
//! attributes only `Max-Age` and `Expires` count, as far as they delete the cookie; where a cookie may be sent is not
//! asked, because the session sends it to one operation only.

use std::time::SystemTime;

use openapi_runtime::HeaderMap;

/// What an answer says about a cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing: it stays as it is.
    Nothing,
    /// It has this value now.
    New(String),
    /// It is to be forgotten.
    Forget,
}

/// What the headers say about the cookie of this name; the last word counts.
pub(crate) fn told(headers: &HeaderMap, name: &str, now: SystemTime) -> Told {
    headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|line| one(line, name, now))
        .next_back()
        .unwrap_or(Told::Nothing)
}

fn one(line: &str, name: &str, now: SystemTime) -> Option<Told> {
    let mut parts = line.split(';').map(str::trim);
    let (known, value) = parts.next()?.split_once('=')?;
    if known.trim_end() != name {
        return None;
    }
    let value = unquoted(value.trim_start());
    if value.is_empty() || is_over(parts, now) {
        return Some(Told::Forget);
    }
    Some(Told::New(value.to_owned()))
}

/// Servers put quotes around values that do not need them, and take the value back without.
fn unquoted(value: &str) -> &str {
    value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(value)
}

/// Whether the attributes delete the cookie. `Max-Age` goes before `Expires`, and what cannot be read is not there
/// (RFC 6265, 5.2 and 5.3).
fn is_over<'a>(attributes: impl Iterator<Item = &'a str>, now: SystemTime) -> bool {
    let mut max_age = None;
    let mut expires = None;
    for (name, value) in attributes.filter_map(|attribute| attribute.split_once('=')) {
        let (name, value) = (name.trim_end(), value.trim_start());
        if name.eq_ignore_ascii_case("max-age") {
            max_age = seconds(value).or(max_age);
        } else if name.eq_ignore_ascii_case("expires") {
            expires = date(value).or(expires);
        }
    }
    match (max_age, expires) {
        (Some(Lasts::No), _) => true,
        (Some(Lasts::Yes), _) | (None, None) => false,
        (None, Some(expires)) => expires <= now,
    }
}

#[derive(Clone, Copy)]
enum Lasts {
    Yes,
    No,
}

/// Whether so many seconds last; a number of any length is one.
fn seconds(text: &str) -> Option<Lasts> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lasts = digits.len() == text.len() && digits.bytes().any(|byte| byte != b'0');
    Some(if lasts { Lasts::Yes } else { Lasts::No })
}

/// A date of HTTP, or the older spelling with dashes that servers still write into cookies.
fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text)
        .or_else(|_| httpdate::parse_http_date(&text.replace('-', " ")))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    fn of(lines: &[&str]) -> Told {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("set-cookie", line.parse().unwrap());
        }
        told(
            &headers,
            "refresh_token",
            UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        )
    }

    #[test]
    fn a_new_value_is_found_among_attributes() {
        let new = |text: &str| Told::New(text.to_owned());
        for (line, value) in [
            ("refresh_token=abc", "abc"),
            ("refresh_token=a=b==; Path=/; HttpOnly", "a=b=="),
            (" refresh_token = abc ;Max-Age=60", "abc"),
            ("refresh_token=\"abc\"; Secure", "abc"),
            (
                "refresh_token=abc; expires=Fri, 01 Jan 2100 00:00:00 GMT",
                "abc",
            ),
            (
                "refresh_token=abc; Max-Age=99999999999999999999; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "abc",
            ),
            ("refresh_token=abc; Expires=tomorrow; Max-Age=soon", "abc"),
        ] {
            assert_eq!(of(&[line]), new(value), "{line}");
        }
        assert_eq!(
            of(&["a=1", "refresh_token=x", "refresh_token=y", "b=2"]),
            new("y")
        );
    }

    #[test]
    fn a_deletion_is_told_from_a_value() {
        for line in [
            "refresh_token=",
            "refresh_token=\"\"; Path=/",
            "refresh_token=x; Max-Age=0",
            "refresh_token=x; max-age=-1",
            "refresh_token=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "refresh_token=x; Expires=Thu, 01-Jan-1970 00:00:00 GMT",
            "refresh_token=x; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        ] {
            assert_eq!(of(&[line]), Told::Forget, "{line}");
        }
        assert_eq!(
            of(&["refresh_token=x; Max-Age=0", "refresh_token=y"]),
            Told::New("y".to_owned())
        );
    }

    #[test]
    fn other_cookies_say_nothing() {
        for line in [
            "",
            "refresh_token",
            "Refresh_Token=x",
            "xrefresh_token=x",
            "a=b; refresh_token=x",
        ] {
            assert_eq!(of(&[line]), Told::Nothing, "{line}");
        }
        assert_eq!(of(&[]), Told::Nothing);
    }
}
