//! What may stand in a cookie.
//!
//! In: the text of a cookie's value. Out: the same text as RFC 6265 lets it be sent, or why it cannot be. Servers
//! differ in what they decode (many decode nothing), so nothing is encoded unless the style asks for it.
//! Deliberately absent: a jar of cookies that servers have set.

use super::escape::{self, Keep};
use super::style::{CookieText, describe};

/// Writes a cookie's value.
pub(crate) fn value(text: &str, how: CookieText) -> Result<String, String> {
    match how {
        CookieText::Percent => Ok(escape::encode(text, Keep::Cookie)),
        CookieText::Raw => allow(text, octet).map(|()| text.to_owned()),
        CookieText::Quoted => allow(text, quotable).map(|()| format!("\"{text}\"")),
    }
}

fn octet(character: char) -> bool {
    u8::try_from(character).is_ok_and(escape::is_cookie_octet)
}

fn quotable(character: char) -> bool {
    octet(character) || matches!(character, ' ' | ',')
}

fn allow(text: &str, allowed: fn(char) -> bool) -> Result<(), String> {
    match text.chars().position(|character| !allowed(character)) {
        None => Ok(()),
        Some(at) => Err(format!(
            "{} is not allowed in a cookie's value",
            describe(text, at)
        )),
    }
}
