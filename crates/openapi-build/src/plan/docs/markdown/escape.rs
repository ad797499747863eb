//! Text as Markdown that means exactly this text.

use super::fence;

/// Where text stands: what must be escaped depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph.
    Paragraph,
    /// In a heading: one line.
    Heading,
    /// In the cell of a table: one line, without a bare `|`.
    Cell,
}

/// Whether text stands within the brackets of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Brackets {
    /// It does: `]` would end the link.
    Inside,
    /// It does not.
    #[default]
    Outside,
}

/// Writes `text` behind what `out` holds of the line; `next` is the character that will follow
/// it, a line feed at the end of the line.
pub(super) fn text(out: &mut String, text: &str, next: char, place: Place, brackets: Brackets) {
    let mut before = out.chars().next_back().unwrap_or('\n');
    let mut rest = text;
    loop {
        let (plain, tail) = rest.split_at_checked(harmless(rest)).unwrap_or((rest, ""));
        out.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        rest = tail;
        let Some(it) = rest.chars().next() else {
            return;
        };
        let here = rest;
        rest = rest.get(it.len_utf8()..).unwrap_or("");
        let after = rest.chars().next().unwrap_or(next);
        match it {
            '\\' if after.is_ascii_punctuation() || after == '\n' => out.push_str("\\\\"),
            '`' | '[' => escaped(out, it),
            ']' if brackets == Brackets::Inside => escaped(out, it),
            '*' if !(before.is_whitespace() && after.is_whitespace()) => escaped(out, it),
            '_' => {
                let tail = rest.trim_start_matches('_');
                let after_run = tail.chars().next().unwrap_or(next);
                let run = here.len() - tail.len();
                let word = before.is_alphanumeric() && after_run.is_alphanumeric();
                out.push_str(&if word { "_" } else { "\\_" }.repeat(run));
                rest = tail;
            }
            '<' if !(after.is_whitespace() || after.is_ascii_digit() || after == '=') => {
                escaped(out, it)
            }
            '&' if entity(here) => escaped(out, it),
            '~' if !before.is_whitespace() || after == '~' => escaped(out, it),
            '|' if place == Place::Cell => {
                out.push_str(if out.ends_with('\\') { "&#124;" } else { "\\|" })
            }
            '!' if rest.is_empty() && next == '[' => escaped(out, it),
            '\t' | '\n' => out.push(' '),
            _ => out.push(it),
        }
        before = it;
    }
}

/// How many bytes a text begins with that mean nothing to Markdown within a line.
fn harmless(text: &str) -> usize {
    const MARKS: &[u8] = b"\\`[]*_<&~|!\t\n";
    text.bytes()
        .position(|it| MARKS.contains(&it))
        .unwrap_or(text.len())
}

fn escaped(out: &mut String, it: char) {
    out.push('\\');
    out.push(it);
}

/// Whether a text begins with something like `&amp;` or `&#38;`.
pub(super) fn entity(text: &str) -> bool {
    let mut name = text.bytes().skip(1).take(40).skip_while(|it| *it == b'#');
    let Some(end) = name.find(|it| !it.is_ascii_alphanumeric()) else {
        return false;
    };
    end == b';'
}

/// Escapes what would make a paragraph's line the beginning of something else: a list, a heading,
/// a quote, a rule, the second row of a table.
pub(super) fn start(line: &mut String) {
    let Some(first) = line.bytes().next() else {
        return;
    };
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let at = match first {
        b'>' => Some(0),
        b'-' | b'+' | b'*' if ends_word(line.get(1..).unwrap_or("")) => Some(0),
        b'#' => {
            let rest = line.trim_start_matches('#');
            (line.len() - rest.len() <= 6 && ends_word(rest)).then_some(0)
        }
        b'0'..=b'9' => {
            let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
            let digits = line.len() - rest.len();
            let marker = rest.strip_prefix(['.', ')']).is_some_and(ends_word);
            (digits <= 9 && marker).then_some(digits)
        }
        b'-' | b':' | b'|'
            if line
                .bytes()
                .all(|it| matches!(it, b'-' | b':' | b'|' | b' ')) =>
        {
            Some(0)
        }
        b'=' if line.bytes().all(|it| matches!(it, b'=' | b' ')) => Some(0),
        _ => None,
    };
    if let Some(at) = at {
        line.insert(at, '\\');
    }
}

/// Code as an inline span, or as text where a span cannot hold it.
pub(super) fn code(out: &mut String, code: &str, next: char, place: Place, brackets: Brackets) {
    let code: String = code.chars().map(blank).collect();
    let beyond_cell = place == Place::Cell && (code.contains("\\|") || code.ends_with('\\'));
    if code.trim().is_empty() || beyond_cell {
        return text(out, &code, next, place, brackets);
    }
    let ticks = "`".repeat(fence::longest_run(&code) + 1);
    let framed = code.starts_with(' ') && code.ends_with(' ');
    let pad = if framed || code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    let code = if place == Place::Cell {
        code.replace('|', "\\|")
    } else {
        code
    };
    for part in [ticks.as_str(), pad, &code, pad, &ticks] {
        out.push_str(part);
    }
}

/// A character of code as it stands on one line.
fn blank(it: char) -> char {
    if it == '\n' || it == '\t' { ' ' } else { it }
}
