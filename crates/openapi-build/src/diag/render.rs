//! Diagnostics as people see them: the place in the text, underlined, as rustc shows it.
//!
//! In: a diagnostic and who finds places. Out: text. Absent: what is shown where and how much of it; see `cargo`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{FileId, Locate, Located};

/// Whether the text is for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Characters only.
    Plain,
    /// With the escape sequences of colours.
    Colour,
}

/// Labels at most this many lines apart are shown in one piece of text.
const APART: usize = 20;

/// Of a longer line only the part around the label is shown.
const LONGEST: usize = 400;

/// One line that stands alone: `spec/openapi.yaml:812:15: a key is there twice [W0103]`.
pub fn headline(tree: &dyn Locate, it: &Diagnostic) -> String {
    let at = tree.locate(it.primary.place);
    let message = one_line(&it.message);
    format!(
        "{}:{}:{}: {message} [{}]",
        tree.path(at.file),
        at.line,
        at.column,
        it.code.number()
    )
}

/// The whole of a finding: the message, the places, what to do. Several lines, the last without its end.
pub fn snippet(tree: &dyn Locate, it: &Diagnostic, look: Look) -> String {
    let level = match it.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(one_line(&it.message))
        .id(it.code.number())
        .elements(Vec::<Origin<'_>>::new());
    for piece in pieces(tree, it) {
        group = piece.show(tree, group);
    }
    if let Some(help) = &it.help {
        group = group.element(Level::HELP.message(one_line(help)));
    }
    for line in it.remedies.iter().filter_map(|it| it.help(tree)) {
        group = group.element(Level::HELP.message(one_line(&line)));
    }
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Colour => Renderer::styled(),
    };
    renderer.render(&[group])
}

/// A place with its words.
#[derive(Clone)]
struct Mark<'a> {
    at: Located,
    kind: AnnotationKind,
    text: &'a str,
}

/// Lines of one file that are shown together.
struct Piece<'a> {
    file: FileId,
    lines: Range<usize>,
    marks: Vec<Mark<'a>>,
}

/// The pieces of text that show all labels, the one at fault first.
fn pieces<'a>(tree: &dyn Locate, it: &'a Diagnostic) -> Vec<Piece<'a>> {
    let primary = Mark {
        at: tree.locate(it.primary.place),
        kind: AnnotationKind::Primary,
        text: &it.primary.text,
    };
    let related = it.related.iter().map(|label| Mark {
        at: tree.locate(label.place),
        kind: AnnotationKind::Context,
        text: &label.text,
    });
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    for mark in std::iter::once(primary).chain(related) {
        let line = line_around(tree.text(mark.at.file), &(mark.at.start..mark.at.end));
        let near = |piece: &&mut Piece<'_>| {
            piece.file == mark.at.file
                && piece
                    .marks
                    .iter()
                    .any(|it| it.at.line.abs_diff(mark.at.line) <= APART)
                && line.len() <= LONGEST
                && piece.lines.len() <= LONGEST * APART
        };
        match pieces.iter_mut().find(near) {
            Some(piece) => {
                piece.lines = piece.lines.start.min(line.start)..piece.lines.end.max(line.end);
                piece.marks.push(mark);
            }
            None => pieces.push(Piece {
                file: mark.at.file,
                lines: line,
                marks: vec![mark],
            }),
        }
    }
    pieces
}

impl Piece<'_> {
    fn show<'a>(&self, tree: &'a dyn Locate, group: Group<'a>) -> Group<'a> {
        let path = tree.path(self.file);
        let text = tree.text(self.file);
        let first = self.marks.iter().map(|it| it.at.line).min().unwrap_or(1);
        let long = self.lines.len() > LONGEST && self.marks.len() == 1;
        let shown = if long {
            window(text, self.lines.clone(), &self.marks)
        } else {
            self.lines.clone()
        };
        if text.is_empty() {
            return group.element(Origin::path(path));
        }
        // The carriage returns of Windows would be shown as a sign.
        let lines = text
            .get(shown.clone())
            .unwrap_or_default()
            .replace('\r', " ");
        let mut snippet = Snippet::source(lines).line_start(first);
        for mark in &self.marks {
            let start = mark.at.start.saturating_sub(shown.start);
            let end = mark
                .at
                .end
                .min(shown.end)
                .saturating_sub(shown.start)
                .max(start);
            let label = (!mark.text.is_empty()).then(|| one_line(mark.text));
            snippet = snippet.annotation(mark.kind.span(start..end).label(label));
        }
        if !long {
            return group.element(snippet.path(path));
        }
        // A part of a line would give a wrong column, so the place is named apart.
        let (line, column) = self
            .marks
            .first()
            .map_or((1, 1), |it| (it.at.line, it.at.column));
        group
            .element(Origin::path(path).line(line).char_column(column))
            .element(snippet)
    }
}

/// The bytes of the line that a range begins on.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text
        .get(..range.start)
        .and_then(|it| it.rfind('\n'))
        .map_or(0, |it| it + 1);
    let rest = text.get(range.start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    before..range.start + line.trim_end_matches('\r').len()
}

/// The part of a long line around the first mark.
fn window(text: &str, line: Range<usize>, marks: &[Mark<'_>]) -> Range<usize> {
    let at = marks
        .first()
        .map_or(line.start..line.start, |it| it.at.start..it.at.end);
    let mut start = at.start.saturating_sub(LONGEST / 8).max(line.start);
    let mut end = (at.end + LONGEST / 8).min(line.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Text of a document may hold line ends and control characters: a message is one line.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\n' | '\r' | '\t' => line.push(' '),
            it if it.is_control() => line.push(char::REPLACEMENT_CHARACTER),
            it if changes_direction(it) => line.push(char::REPLACEMENT_CHARACTER),
            it => line.push(it),
        }
    }
    line
}

/// Characters that make a line read otherwise than it is.
fn changes_direction(it: char) -> bool {
    matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
