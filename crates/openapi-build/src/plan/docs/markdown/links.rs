//! Which destinations stay links, and where a bare address stands in a text.

use super::escape;

/// The destination as it can be written in a link; none if it leads nowhere from a documentation
/// page, or could be taken for the path of an item.
pub(super) fn destination(raw: &str) -> Option<String> {
    let scheme_end = raw.find(':')?;
    let (scheme, rest) = (raw.get(..scheme_end)?, raw.get(scheme_end + 1..)?);
    let leads_somewhere = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|it| !it.is_empty()),
        "mailto" => rest
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
        _ => false,
    };
    if !leads_somewhere {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    for (at, it) in raw.char_indices() {
        let entity = it == '&' && escape::entity(raw.get(at..).unwrap_or(""));
        if stays(it) && !entity {
            out.push(it);
        } else {
            let mut bytes = [0; 4];
            for byte in it.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(out)
}

/// An address of a text as it can be written between angle brackets.
pub(super) fn address(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for (at, it) in raw.char_indices() {
        let entity = it == '&' && escape::entity(raw.get(at..).unwrap_or(""));
        out.push_str(if entity {
            "%26"
        } else {
            raw.get(at..at + it.len_utf8()).unwrap_or("")
        });
    }
    out
}

/// A link whose text is its own address, as the part of a text that it would be.
pub(super) fn named_by_address<'a>(text: &'a str, destination: &'a str) -> Option<Part<'a>> {
    if text.trim().is_empty() {
        return Some(Part::Address(destination));
    }
    let mail = destination.strip_prefix("mailto:") == Some(text);
    if !mail && self::destination(text).as_deref() != Some(destination) {
        return None;
    }
    Some(if text.contains(['{', '}', '<', '>']) {
        Part::Template(text)
    } else if text.chars().all(|it| stays(it) || it == '(' || it == ')') {
        Part::Address(text)
    } else {
        Part::Address(destination)
    })
}

/// Whether a character of an address stands for itself in a link.
fn stays(it: char) -> bool {
    it.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(it)
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// An address that a reader can follow.
    Address(&'a str),
    /// An address with places to fill in: `https://{host}/`.
    Template(&'a str),
}

/// Takes a text apart at the addresses that it holds.
pub(super) fn parts<'a>(text: &'a str, mut part: impl FnMut(Part<'a>)) {
    let mut from = 0;
    let mut search = 0;
    while let Some(found) = text.get(search..).and_then(|it| it.find("://")) {
        let colon = search + found;
        search = colon + 3;
        let head = text.get(from..colon).unwrap_or("");
        let scheme = if head.ends_with("https") {
            5
        } else if head.ends_with("http") {
            4
        } else {
            continue;
        };
        let start = colon - scheme;
        let address = extent(text.get(start..).unwrap_or(""));
        if address.len() <= scheme + 3 {
            continue;
        }
        if from < start {
            part(Part::Text(text.get(from..start).unwrap_or("")));
        }
        part(if address.contains(['{', '<']) {
            Part::Template(address)
        } else {
            Part::Address(address)
        });
        from = start + address.len();
        search = from;
    }
    if from < text.len() {
        part(Part::Text(text.get(from..).unwrap_or("")));
    }
}

/// The address that a text begins with, without the punctuation of the sentence around it.
fn extent(text: &str) -> &str {
    let mut open = Vec::new();
    let mut end = 0;
    for (at, it) in text.char_indices() {
        match it {
            // Brackets that are never closed must not be looked at again and again.
            '(' | '{' | '<' if open.len() >= 8 => break,
            '(' | '{' | '<' => open.push((it, at)),
            ')' | '}' | '>' => match open.pop() {
                Some((before, _)) if closes(before) == it => {}
                Some(_) | None => break,
            },
            it if stays(it) => {}
            _ => break,
        }
        end = at + it.len_utf8();
    }
    let end = open.first().map_or(end, |(_, at)| *at);
    text.get(..end)
        .unwrap_or("")
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~'])
}

/// The bracket that closes a bracket.
fn closes(open: char) -> char {
    match open {
        '(' => ')',
        '{' => '}',
        _ => '>',
    }
}
