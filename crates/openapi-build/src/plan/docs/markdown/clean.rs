//! Which characters may stand in a comment, and which texts need no work at all.

use std::borrow::Cow;

use super::Removed;

/// The text without blanks around it, if it is one line in which nothing means anything to
/// Markdown or to rustdoc. Most texts are such.
pub(super) fn plain(text: &str) -> Option<&str> {
    let text = text.trim_matches([' ', '\n']);
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else {
        return Some(text);
    };
    if !(first.is_ascii_alphanumeric() || matches!(first, b'"' | b'\'' | b'(' | b'/' | b'{' | b'$'))
    {
        return None;
    }
    if first.is_ascii_digit()
        && matches!(
            text.trim_start_matches(|it: char| it.is_ascii_digit())
                .as_bytes()
                .first(),
            Some(b'.' | b')')
        )
    {
        return None;
    }
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        let fine = match byte {
            b'_' => {
                let word = |it: &u8| it.is_ascii_alphanumeric();
                word(&before) && bytes.get(at + 1).is_some_and(word)
            }
            b'/' => !(before == b'/' && at > 1 && bytes.get(at - 2) == Some(&b':')),
            b' ' | b'.' | b',' | b';' | b':' | b'\'' | b'"' | b'(' | b')' | b'-' | b'+' | b'='
            | b'%' | b'?' | b'!' | b'$' | b'@' | b'{' | b'}' | b'^' | b'#' => true,
            other => other.is_ascii_alphanumeric(),
        };
        if !fine {
            return None;
        }
        before = *byte;
    }
    Some(text)
}

/// The text with line feeds as its only line ends, without the characters of [`unwanted`],
/// without the indentation that all its lines share, and without lines of a hundred marks.
pub(super) fn tidy(text: &str) -> (Cow<'_, str>, Removed) {
    let mut removed = Removed::Nothing;
    let mut text = dedent(if suspicious(text) {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(it) = rest.next() {
            if it == '\r' && rest.peek() == Some(&'\n') {
                continue;
            }
            if line_end(it) {
                out.push('\n');
            } else if unwanted(it) {
                removed = Removed::Something;
            } else {
                out.push(it);
            }
        }
        Cow::Owned(out)
    } else {
        Cow::Borrowed(text)
    });
    if text.lines().any(|it| marks(it) > DEEPEST) {
        let lines = text.lines().map(|it| {
            if marks(it) > DEEPEST {
                format!("\\{}", it.trim_start())
            } else {
                it.to_owned()
            }
        });
        text = Cow::Owned(lines.collect::<Vec<_>>().join("\n"));
    }
    (text, removed)
}

/// Whether a text may hold characters that go: a quick look, for most texts hold none.
fn suspicious(text: &str) -> bool {
    let plain = |it| matches!(it, b' '..=b'~' | b'\n' | b'\t');
    !text.bytes().all(plain) && text.contains(|it| unwanted(it) || line_end(it))
}

/// Lists and quotes in one line beyond this are no lists and quotes: the parser looks at each of
/// them again at every later line.
const DEEPEST: usize = 100;

/// How many marks of lists and quotes a line begins with, at most.
fn marks(line: &str) -> usize {
    let mut count = 0;
    let mut before = b' ';
    for byte in line.bytes() {
        match byte {
            b'>' => count += 1,
            b' ' | b'\t' => {
                count += usize::from(matches!(before, b'-' | b'+' | b'*' | b'.' | b')'))
            }
            b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9' => {}
            _ => break,
        }
        before = byte;
    }
    count
}

/// A character that no comment should hold: rustc refuses the ones that change the direction of
/// text, and the others cannot be seen.
pub(in crate::plan::docs) fn unwanted(it: char) -> bool {
    match it {
        '\n' | '\t' | '\r' => false,
        '\u{061c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => true,
        _ => it.is_control(),
    }
}

/// A line end that Markdown does not know, or not alone.
pub(super) fn line_end(it: char) -> bool {
    matches!(it, '\r' | '\u{2028}' | '\u{2029}')
}

/// Takes away the blanks that every line begins with: a text that is indented as a whole is not
/// meant to be one block of code.
fn dedent(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut common: Option<&str> = None;
    for line in text.lines() {
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() {
            continue;
        }
        let blanks = line.strip_suffix(content).unwrap_or("");
        let shared = common.unwrap_or(blanks);
        let same = shared
            .bytes()
            .zip(blanks.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        common = shared.get(..same);
        if same == 0 {
            return text;
        }
    }
    let Some(common) = common else {
        return Cow::Borrowed("");
    };
    let common = common.to_owned();
    let lines: Vec<&str> = text
        .lines()
        .map(|it| it.strip_prefix(common.as_str()).unwrap_or(""))
        .collect();
    Cow::Owned(lines.join("\n"))
}
