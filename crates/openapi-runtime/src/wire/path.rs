//! The JSON path at the head of an error's message.
//!
//! In: the message of an error one level below. Out: the same message with one more step in its path. serde's errors
//! are opaque and carry text only, so the path travels in the text: `$.detail[0].msg: the reason`. This runs on the
//! error path only, once for each level.

use serde::de::Error;
use std::borrow::Cow;
use std::fmt::Write;

/// The longest reason that is kept, in bytes: an error never quotes a whole body.
const LONGEST_REASON: usize = 300;

/// Adds the step into a list to an error.
#[cold]
pub(crate) fn at_index<E: Error>(error: E, index: usize) -> E {
    E::custom(nest(&error.to_string(), &format!("[{index}]")))
}

/// Adds the step into an object to an error.
#[cold]
pub(crate) fn at_key<E: Error>(error: E, key: &str) -> E {
    E::custom(nest(&error.to_string(), &step(key)))
}

/// An error about a member of the object that is being read.
#[cold]
pub(crate) fn member<E: Error>(key: &str, reason: &str) -> E {
    E::custom(format_args!("${}: {reason}", step(key)))
}

/// A step into an object: `.name`, or `['a name']` for a key that is no identifier.
pub(crate) fn step(key: &str) -> String {
    let mut characters = key.chars();
    let plain = characters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_')
        && characters.all(|c| c.is_alphanumeric() || c == '_');
    if plain {
        return format!(".{key}");
    }
    let mut out = String::with_capacity(key.len() + 4);
    out.push_str("['");
    for character in shorten(key).chars() {
        match character {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push_str("']");
    out
}

/// The message with one more step at the head of its path.
fn nest(message: &str, step: &str) -> String {
    let (text, position) = split_position(message);
    let (path, reason) = split(without_foreign_path(text));
    let path = path.strip_prefix('$').unwrap_or_default();
    format!("${step}{path}: {}{position}", presentable(reason))
}

/// Splits a message into its path (`$` when it has none) and its reason.
pub(crate) fn split(message: &str) -> (&str, &str) {
    path_length(message)
        .and_then(|length| {
            Some((
                message.get(..length)?,
                message.get(length..)?.strip_prefix(": ")?,
            ))
        })
        .unwrap_or(("$", message))
}

/// How long the path at the head of the message is, in bytes.
fn path_length(message: &str) -> Option<usize> {
    let mut rest = message.strip_prefix('$')?;
    loop {
        rest = if let Some(quoted) = rest.strip_prefix("['") {
            after_quoted(quoted)?
        } else if let Some(index) = rest.strip_prefix('[') {
            index
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .strip_prefix(']')?
        } else if let Some(name) = rest.strip_prefix('.') {
            name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
        } else {
            return Some(message.len() - rest.len());
        };
    }
}

/// What follows the closing `']` of a quoted key.
fn after_quoted(text: &str) -> Option<&str> {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '\'' => return text.get(at..)?.strip_prefix("']"),
            _ => {}
        }
    }
    None
}

/// The message without the trailing ` at line 1 column 2`, and that part. When formats add one for each level, the
/// first is kept: it is the innermost.
pub(crate) fn split_position(message: &str) -> (&str, &str) {
    let mut text = message;
    let mut position = "";
    while let Some(at) = text.rfind(" at line ") {
        let (head, tail) = text.split_at(at);
        if !is_position(tail) {
            break;
        }
        (text, position) = (head, tail);
    }
    (text, position)
}

/// Whether the text reads ` at line 1 column 2`.
fn is_position(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix(" at line ")
        .and_then(|rest| rest.split_once(" column "))
        .is_some_and(|(line, column)| digits(line) && digits(column))
}

/// The message without a path that another format put before ours (`detail[0]: $.msg: the reason`).
fn without_foreign_path(message: &str) -> &str {
    match message.split_once(": $") {
        Some((head, _)) if !head.contains(char::is_whitespace) && !head.starts_with('$') => {
            message.get(head.len() + 2..).unwrap_or(message)
        }
        _ => message,
    }
}

/// The reason as it may be shown: without the text that it quotes (which may be a secret), and short.
pub(crate) fn presentable(reason: &str) -> Cow<'_, str> {
    let unquoted = reason.split_once(": string \"").and_then(|(head, rest)| {
        let (_, expected) = rest.rsplit_once("\", expected ")?;
        matches!(head, "invalid type" | "invalid value")
            .then(|| format!("{head}: string, expected {expected}"))
    });
    match unquoted {
        Some(reason) => shorten(&reason).into_owned().into(),
        None => shorten(reason),
    }
}

/// The text, or its beginning and end when it is too long to be a reason.
fn shorten(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_REASON {
        return text.into();
    }
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (head, tail) = (
        floor(LONGEST_REASON / 2),
        floor(text.len() - LONGEST_REASON / 4),
    );
    format!(
        "{}…{}",
        text.get(..head).unwrap_or_default(),
        text.get(tail..).unwrap_or_default()
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::{nest, split, step};

    #[test]
    fn steps_are_put_before_the_path_and_the_position_stays_last() {
        let inner = nest("invalid type at line 3 column 14", &step("msg"));
        assert_eq!(inner, "$.msg: invalid type at line 3 column 14");
        let outer = nest(&nest(&inner, "[0]"), &step("a b: c"));
        assert_eq!(
            outer,
            "$['a b: c'][0].msg: invalid type at line 3 column 14"
        );
        assert_eq!(
            split("$['a b: c'][0].msg: no: $.x"),
            ("$['a b: c'][0].msg", "no: $.x")
        );
    }

    #[test]
    fn quotes_in_keys_do_not_end_the_path() {
        let message = nest("bad", &step("it's: \\ \n"));
        assert_eq!(message, r"$['it\'s: \\ \u000a']: bad");
        assert_eq!(split(&message).1, "bad");
    }

    #[test]
    fn paths_and_positions_of_other_formats_are_not_repeated() {
        assert_eq!(
            nest("a[0]: $.b: bad at line 1 column 2 at line 1 column 1", ".x"),
            "$.x.b: bad at line 1 column 2"
        );
        assert_eq!(
            nest("bad at line one column 2", ".x"),
            "$.x: bad at line one column 2"
        );
        assert_eq!(split("$5 is no path: x"), ("$", "$5 is no path: x"));
    }

    #[test]
    fn quoted_text_is_left_out() {
        let message = nest(
            "invalid type: string \"se\\\"cret\", expected u8\", expected an object",
            ".a",
        );
        assert_eq!(message, "$.a: invalid type: string, expected an object");
    }

    #[test]
    fn long_reasons_are_shortened_between_characters() {
        let message = nest(
            &format!("invalid: {}, expected an object", "é".repeat(5000)),
            ".a",
        );
        assert!(
            message.len() < 330 && message.ends_with(", expected an object"),
            "{message}"
        );
    }
}
