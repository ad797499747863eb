//! What the parsers say of a text that they cannot read, and where.

use std::ops::Range;

use super::guards;

/// What a parser said of a text, and where.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) at: Range<usize>,
}

/// Refuses what the YAML reader must not be given.
pub(super) fn guard(text: &str) -> Result<(), Fault> {
    if let Some(at) = guards::too_deep(text) {
        return Err(Fault {
            message: "values are nested too deep".to_owned(),
            at: spot(text, at),
        });
    }
    match guards::anchored_twice(text) {
        Some((name, at)) => {
            let message = format!("the anchor `&{name}` is there already; give each its own name");
            Err(Fault { message, at })
        }
        None => Ok(()),
    }
}

/// serde_json counts lines from 1 and columns in bytes.
pub(super) fn json(text: &str, error: &serde_json::Error) -> Fault {
    let full = error.to_string();
    let message = full
        .rsplit_once(" at line ")
        .map_or(&*full, |it| it.0)
        .to_owned();
    let line = error.line().saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    Fault {
        message,
        at: spot(text, start + error.column().saturating_sub(1)),
    }
}

/// The YAML reader's index counts bytes. A text that it cannot even decode has its place only in the message.
pub(super) fn yaml(text: &str, error: &serde_yaml::Error) -> Fault {
    let full = error.to_string();
    if let Some((message, position)) = full.rsplit_once(" at position ") {
        let at = position.parse().unwrap_or(0);
        return Fault {
            message: message.to_owned(),
            at: spot(text, at),
        };
    }
    let (message, rest) = full.split_once(" at line ").unwrap_or((&full, ""));
    let context = rest
        .find(", ")
        .and_then(|it| rest.get(it..))
        .unwrap_or_default();
    let at = error.location().map_or(0, |it| it.index());
    let tab = match text.as_bytes().get(at) {
        Some(b'\t') => ": this is a tab, and YAML is indented with blanks",
        Some(_) | None => "",
    };
    Fault {
        message: format!("{message}{context}{tab}"),
        at: spot(text, at),
    }
}

/// The character at or after a byte, or the last one of the text.
fn spot(text: &str, at: usize) -> Range<usize> {
    let mut start = at.min(text.trim_end().len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text
        .get(start..)
        .and_then(|it| it.chars().next())
        .map_or(0, char::len_utf8);
    start..start + length
}
