//! HTML in descriptions: the tags that say something to a reader become Markdown, the ones that
//! only arrange a page go, and all others stay as text, for they are mostly no HTML at all but
//! placeholders such as `<your-domain>`.

use std::borrow::Cow;

use pulldown_cmark::Event;
use pulldown_cmark::Parser;

use super::blocks::Kind;
use super::links;
use super::page::Page;
use super::pieces::Origin::Html;
use super::pieces::Span;

/// Writes a block of HTML.
pub(super) fn block(page: &mut Page, html: &str) {
    let mut rest = html;
    let mut comments_close = true;
    while let Some(at) = rest.find('<') {
        text(page, rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        if comments_close && rest.starts_with("<!--") {
            match rest.find("-->") {
                Some(end) => {
                    rest = rest.get(end + 3..).unwrap_or("");
                    continue;
                }
                None => comments_close = false,
            }
        }
        let length = extent(rest).unwrap_or(0);
        if length > 0 {
            tag(page, rest.get(..length).unwrap_or(""));
            rest = rest.get(length..).unwrap_or("");
        } else {
            text(page, "<");
            rest = rest.get(1..).unwrap_or("");
        }
    }
    text(page, rest);
    // A paragraph of Markdown never goes on behind a block of HTML.
    if !page.in_code() {
        page.part();
    }
}

/// The length of the tag that a text begins with.
fn extent(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(name)?.is_ascii_alphabetic() {
        return None;
    }
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(name) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            // No tag goes on beyond another; this keeps the work linear.
            (_, b'<') => return None,
            (_, _) => {}
        }
    }
    None
}

/// Text between tags: line ends are blanks, entities stand for characters.
fn text(page: &mut Page, text: &str) {
    let text = decoded(text);
    if page.in_code() {
        return page.decoded(&text);
    }
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            page.soft();
        }
        page.decoded(line);
    }
}

/// The text that HTML stands for.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let name = rest
            .bytes()
            .take(40)
            .position(|it| it == b';')
            .map_or(1, |it| it + 1);
        let (entity, tail) = rest.split_at_checked(name).unwrap_or((rest, ""));
        // The parser knows the names of all entities.
        match Parser::new(entity).nth(1) {
            Some(Event::Text(it)) => out.push_str(&it),
            _ => out.push_str(entity),
        }
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What a tag says to a reader.
enum Element {
    Break,
    Rule,
    Span(Span),
    /// Parts blocks.
    Block,
    /// Parts blocks, and names the block.
    Title,
    Heading(usize),
    List(Option<u64>),
    Item,
    Quote,
    Code,
    Row,
    Cell,
    Image,
    /// A raised or lowered text, with the mark that says so.
    Raised(&'static str),
    /// Only arranges a page.
    Nothing,
}

fn element(name: &str) -> Option<Element> {
    Some(match name {
        "br" => Element::Break,
        "hr" => Element::Rule,
        "b" | "strong" => Element::Span(Span::Strong),
        "i" | "em" | "var" | "cite" => Element::Span(Span::Emphasis),
        "s" | "del" | "strike" => Element::Span(Span::Strike),
        "code" | "tt" | "kbd" | "samp" => Element::Span(Span::Code),
        "a" => Element::Span(Span::Link),
        "p" | "div" | "section" | "article" | "center" | "details" | "dl" | "dd" => Element::Block,
        "summary" | "dt" => Element::Title,
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        "ul" | "table" => Element::List(None),
        "ol" => Element::List(Some(1)),
        "li" => Element::Item,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        "blockquote" => Element::Quote,
        "pre" => Element::Code,
        "img" => Element::Image,
        "sup" => Element::Raised("^"),
        "sub" => Element::Raised("_"),
        "span" | "font" | "small" | "big" | "u" | "ins" | "mark" | "nobr" | "wbr" | "thead"
        | "tbody" | "tfoot" => Element::Nothing,
        _ => return None,
    })
}

/// Whether a tag opens or closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// Writes one tag, comment or the like.
pub(super) fn tag(page: &mut Page, raw: &str) {
    if raw.starts_with("<!--") {
        return;
    }
    let inner = raw.trim_start_matches('<');
    let (side, inner) = match inner.strip_prefix('/') {
        Some(it) => (Side::Close, it),
        None => (Side::Open, inner),
    };
    let name = inner
        .split(|it: char| !it.is_ascii_alphanumeric() && it != '-')
        .next()
        .unwrap_or("");
    let Some(element) = element(&name.to_ascii_lowercase()) else {
        return text(page, raw);
    };
    if page.in_code() {
        // In a block of code, tags only colour.
        if matches!(element, Element::Code) && side == Side::Close {
            page.flush();
        } else if matches!(element, Element::Break) {
            page.soft();
        }
        return;
    }
    match element {
        Element::Span(span) => enclose(page, span, side, raw),
        Element::Break => page.inline.hard(),
        Element::Image if side == Side::Open => image(page, raw),
        Element::Raised(mark) if side == Side::Open => page.text(mark),
        Element::Image | Element::Raised(_) | Element::Nothing => {}
        Element::Cell if side == Side::Open && !page.inline.is_empty() => page.text(" | "),
        Element::Cell => {}
        Element::Rule
        | Element::Block
        | Element::Title
        | Element::Heading(_)
        | Element::List(_)
        | Element::Item
        | Element::Row
        | Element::Quote
        | Element::Code => arrange(page, &element, side),
    }
}

/// Opens or closes a span.
fn enclose(page: &mut Page, span: Span, side: Side, raw: &str) {
    match side {
        Side::Open => {
            let destination = attribute(raw, "href").and_then(|it| links::destination(it.trim()));
            page.inline.open(span, Html, raw, destination);
        }
        Side::Close => page.inline.close(span, Html, raw),
    }
}

/// A tag that parts or holds blocks.
fn arrange(page: &mut Page, element: &Element, side: Side) {
    if matches!((element, side), (Element::Title, Side::Close)) {
        page.inline.close(Span::Strong, Html, "");
    }
    let in_cell = page.in_cell();
    page.part();
    if in_cell {
        if matches!((element, side), (Element::Item, Side::Open)) {
            page.text("• ");
        }
        return;
    }
    match side {
        Side::Open => begin(page, element),
        Side::Close => end(page, element),
    }
}

/// What parts or holds blocks begins.
fn begin(page: &mut Page, element: &Element) {
    match element {
        Element::Rule => page.rule(),
        Element::Title => page.inline.open(Span::Strong, Html, "", None),
        Element::Heading(level) => page.heading(*level),
        Element::Code => page.code_block("text"),
        Element::Quote => page.open(Kind::Quote, Html),
        Element::List(number) => page.open(Kind::List(*number), Html),
        Element::Item | Element::Row => item(page),
        Element::Block | Element::Break | Element::Span(_) | Element::Cell | Element::Image => {}
        Element::Raised(_) | Element::Nothing => {}
    }
}

/// What parts or holds blocks ends.
fn end(page: &mut Page, element: &Element) {
    match element {
        Element::Quote => page.close_tag(|it| it == Kind::Quote),
        Element::List(_) => page.close_tag(|it| matches!(it, Kind::List(_))),
        Element::Item | Element::Row => page.close_tag(|it| it == Kind::Item),
        Element::Rule | Element::Title | Element::Heading(_) | Element::Code | Element::Block => {}
        Element::Break | Element::Span(_) | Element::Cell | Element::Image => {}
        Element::Raised(_) | Element::Nothing => {}
    }
}

/// An item begins, in the list that a tag opened, or else in a list of its own.
fn item(page: &mut Page) {
    if !page.in_tag_list() {
        page.close_tag(|it| it == Kind::Item);
    }
    if !page.in_tag_list() {
        page.open(Kind::List(None), Html);
    }
    page.open(Kind::Item, Html);
}

/// An image: a link to it, named as the image is.
fn image(page: &mut Page, raw: &str) {
    let name = attribute(raw, "alt").unwrap_or_default();
    let source = attribute(raw, "src").and_then(|it| links::destination(it.trim()));
    page.inline.open(Span::Link, Html, "", source);
    page.decoded(&name);
    page.inline.close(Span::Link, Html, "");
}

/// The value of an attribute of a tag.
fn attribute(raw: &str, wanted: &str) -> Option<String> {
    let blank = |it: char| it.is_ascii_whitespace() || it == '/' || it == '>';
    let mut rest = raw.trim_start_matches(|it: char| !it.is_ascii_whitespace());
    loop {
        rest = rest.trim_start_matches(blank);
        let end = rest
            .find(|it: char| blank(it) || it == '=')
            .unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        let (name, tail) = rest.split_at_checked(end)?;
        rest = tail.trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start();
        let (value, tail) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split_once(quote)?,
            Some(_) | None => {
                let end = value
                    .find(|it: char| it.is_ascii_whitespace() || it == '>')
                    .unwrap_or(value.len());
                value.split_at_checked(end)?
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decoded(value).into_owned());
        }
        rest = tail;
    }
}
