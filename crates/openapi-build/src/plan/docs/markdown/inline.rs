//! Inline content written as Markdown.

use super::delimiters;
use super::escape;
use super::escape::Brackets;
use super::escape::Place;
use super::pieces::Item;
use super::pieces::Pieces;
use super::pieces::Span;

/// The lines of a block's content; a heading or a cell has at most one. An empty line parts two
/// paragraphs.
pub(super) fn lines(pieces: Pieces, place: Place) -> Vec<String> {
    let items = delimiters::settle(pieces.pair());
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut brackets = Brackets::Outside;
    for (at, item) in items.iter().enumerate() {
        let next = items.get(at + 1).map_or('\n', |it| follows(it, place));
        match item {
            Item::Text(text) => escape::text(&mut line, text, next, place, brackets),
            Item::Code(code) => escape::code(&mut line, code, next, place, brackets),
            Item::Address(address) => line.extend(["<", address, ">"]),
            Item::Open(span, _) | Item::Close(span, _) => line.push_str(mark(*span)),
            Item::Link => {
                brackets = Brackets::Inside;
                line.push('[');
            }
            Item::LinkEnd(destination) => {
                brackets = Brackets::Outside;
                line.extend(["](", destination, ")"]);
            }
            Item::Soft | Item::Hard | Item::Split => ends(&mut lines, &mut line, item, place),
        }
    }
    if place == Place::Heading {
        closing_hashes(&mut line);
    }
    finish(&mut lines, &mut line, place);
    lines
}

/// The character that an item is written with first.
fn follows(item: &Item, place: Place) -> char {
    match (place, item) {
        (Place::Cell, Item::Hard | Item::Split) => '<',
        (Place::Paragraph, Item::Hard) => '\\',
        (Place::Heading | Place::Cell, Item::Soft | Item::Hard | Item::Split) => ' ',
        (Place::Paragraph | Place::Heading | Place::Cell, _) => delimiters::first(item),
    }
}

/// The marks of a span.
fn mark(span: Span) -> &'static str {
    match span {
        Span::Emphasis => "*",
        Span::Strong => "**",
        Span::Strike => "~~",
        Span::Code | Span::Link => "",
    }
}

/// A line ends, if lines may end here.
fn ends(lines: &mut Vec<String>, line: &mut String, item: &Item, place: Place) {
    match (place, item) {
        (Place::Paragraph, Item::Hard) => {
            line.push('\\');
            finish(lines, line, place);
        }
        (Place::Paragraph, Item::Split) => {
            finish(lines, line, place);
            lines.push(String::new());
        }
        (Place::Paragraph, _) => finish(lines, line, place),
        (Place::Cell, Item::Hard | Item::Split) => line.push_str("<br>"),
        (Place::Heading | Place::Cell, _) => line.push(' '),
    }
}

/// Puts a line to the others.
fn finish(lines: &mut Vec<String>, line: &mut String, place: Place) {
    line.truncate(line.trim_end_matches(' ').len());
    if line.is_empty() {
        return;
    }
    if place == Place::Paragraph {
        escape::start(line);
    }
    lines.push(std::mem::take(line));
}

/// Escapes `#` at the end of a heading, where it would be taken for a part of the mark.
fn closing_hashes(line: &mut String) {
    let text = line.trim_end_matches('#').len();
    if text < line.len() && (text == 0 || line.get(..text).is_some_and(|it| it.ends_with(' '))) {
        line.insert(text, '\\');
    }
}
