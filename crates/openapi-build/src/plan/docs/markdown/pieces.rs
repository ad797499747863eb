//! The inline content of one block, first as it comes, then paired: what opens and is closed.
//!
//! An HTML tag that opens and is never closed, or closes what is not open, becomes text again.

use super::escape::Brackets;
use super::links;
use super::links::Part;

/// Something that encloses inline content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
    /// HTML's `<code>`: what it holds is text.
    Code,
    /// `[…](…)`
    Link,
}

/// Who opened or closes a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The Markdown parser, always in pairs.
    Markdown,
    /// A tag of the document, in any order.
    Html,
}

/// Inline content as it comes.
#[derive(Debug)]
enum Piece {
    Text(String),
    Code(String),
    Soft,
    Hard,
    Open {
        span: Span,
        raw: String,
        destination: Option<String>,
        close: Option<usize>,
    },
    Close {
        span: Span,
        open: usize,
    },
}

/// Inline content that is paired.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    Text(String),
    Code(String),
    /// An address between angle brackets.
    Address(String),
    /// Begins emphasis; the number is the pair's.
    Open(Span, usize),
    Close(Span, usize),
    Link,
    LinkEnd(String),
    /// The line may end here.
    Soft,
    /// The line ends here.
    Hard,
    /// The paragraph ends here.
    Split,
}

/// Collects the inline content of a block.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    open: Vec<(Span, Origin, usize)>,
}

impl Pieces {
    /// Whether nothing has come yet.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    /// Adds a span of code.
    pub fn code(&mut self, code: &str) {
        self.pieces.push(Piece::Code(code.to_owned()));
    }

    /// Adds a place where the line may end.
    pub fn soft(&mut self) {
        self.pieces.push(Piece::Soft);
    }

    /// Adds a place where the line ends.
    pub fn hard(&mut self) {
        self.pieces.push(Piece::Hard);
    }

    /// Opens a span; `raw` is what stays if nothing closes it.
    pub fn open(&mut self, span: Span, origin: Origin, raw: &str, destination: Option<String>) {
        self.open.push((span, origin, self.pieces.len()));
        self.pieces.push(Piece::Open {
            span,
            raw: raw.to_owned(),
            destination,
            close: None,
        });
    }

    /// Closes a span; `raw` is what stays if nothing opened it.
    pub fn close(&mut self, span: Span, origin: Origin, raw: &str) {
        if origin == Origin::Markdown {
            while self.open.last().is_some_and(|it| it.1 == Origin::Html) {
                self.open.pop();
            }
        }
        match self.open.last() {
            Some((opened, by, at)) if *opened == span && *by == origin => {
                let here = self.pieces.len();
                if let Some(Piece::Open { close, .. }) = self.pieces.get_mut(*at) {
                    *close = Some(here);
                }
                self.pieces.push(Piece::Close { span, open: *at });
                self.open.pop();
            }
            Some(_) | None => self.text(raw),
        }
    }

    /// Pairs what came.
    pub fn pair(self) -> Vec<Item> {
        let mut pairing = Pairing::default();
        let mut at = 0;
        while let Some(piece) = self.pieces.get(at) {
            at = match piece {
                Piece::Open {
                    close: Some(close),
                    span,
                    destination,
                    ..
                } => {
                    let within = self.pieces.get(at + 1..*close).unwrap_or_default();
                    pairing.open(*span, at, *close, destination.as_deref(), within)
                }
                Piece::Open {
                    close: None, raw, ..
                } => pairing.step(at, |it| it.text.push_str(raw)),
                Piece::Close { span, open } => pairing.step(at, |it| it.close(*span, *open)),
                Piece::Text(text) => pairing.step(at, |it| it.text.push_str(text)),
                Piece::Code(code) => pairing.step(at, |it| it.item(Item::Code(code.clone()))),
                Piece::Soft => pairing.step(at, |it| it.item(Item::Soft)),
                Piece::Hard => pairing.step(at, |it| it.item(Item::Hard)),
            };
        }
        pairing.flush();
        pairing.items
    }
}

/// The work of [`Pieces::pair`].
#[derive(Default)]
struct Pairing {
    items: Vec<Item>,
    text: String,
    /// What is open: the span, the piece that opened it, and its destination.
    open: Vec<(Span, usize, Option<String>)>,
}

impl Pairing {
    /// Does one thing and goes on to the next piece.
    fn step(&mut self, at: usize, act: impl FnOnce(&mut Self)) -> usize {
        act(self);
        at + 1
    }

    /// Opens a pair, or takes it as a whole; says which piece is next.
    fn open(
        &mut self,
        span: Span,
        at: usize,
        close: usize,
        destination: Option<&str>,
        within: &[Piece],
    ) -> usize {
        if span == Span::Code {
            self.item(Item::Code(plain(within).0));
            return close + 1;
        }
        // Emphasis in emphasis says no more, and a link in a link is none.
        if self.open.iter().any(|it| it.0 == span) {
            return at + 1;
        }
        if span != Span::Link {
            self.open.push((span, at, None));
            self.item(Item::Open(span, at));
            return at + 1;
        }
        let Some(destination) = destination else {
            return at + 1;
        };
        let (text, only_text) = plain(within);
        if (only_text || text.trim().is_empty())
            && let Some(part) = links::named_by_address(&text, destination)
        {
            self.item(item(part));
            return close + 1;
        }
        self.open.push((span, at, Some(destination.to_owned())));
        self.item(Item::Link);
        at + 1
    }

    /// Closes a pair if it was opened.
    fn close(&mut self, span: Span, open: usize) {
        let Some(place) = self.open.iter().position(|it| it.1 == open) else {
            return;
        };
        match (span, self.open.remove(place).2) {
            (Span::Link, Some(destination)) => self.item(Item::LinkEnd(destination)),
            (Span::Link, None) | (Span::Code, _) => {}
            (Span::Emphasis | Span::Strong | Span::Strike, _) => self.item(Item::Close(span, open)),
        }
    }

    /// Adds an item behind the text that came before it.
    fn item(&mut self, item: Item) {
        self.flush();
        self.items.push(item);
    }

    /// Adds the text that is held back.
    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.items.push(Item::Text(std::mem::take(&mut self.text)));
        }
    }
}

/// The items with the addresses in their texts as links, outside of links.
pub(super) fn addresses(items: Vec<Item>) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    let mut place = Brackets::Outside;
    for it in items {
        match (it, place) {
            (Item::Text(text), Brackets::Outside) => {
                links::parts(&text, |part| out.push(item(part)))
            }
            (it, _) => {
                match &it {
                    Item::Link => place = Brackets::Inside,
                    Item::LinkEnd(_) => place = Brackets::Outside,
                    Item::Text(_)
                    | Item::Code(_)
                    | Item::Address(_)
                    | Item::Open(..)
                    | Item::Close(..) => {}
                    Item::Soft | Item::Hard | Item::Split => {}
                }
                out.push(it);
            }
        }
    }
    out
}

/// A part of a text outside of links.
fn item(part: Part<'_>) -> Item {
    match part {
        Part::Text(it) => Item::Text(it.to_owned()),
        Part::Address(it) => Item::Address(links::address(it)),
        Part::Template(it) => Item::Code(it.to_owned()),
    }
}

/// The text of pieces, and whether they are nothing but text.
fn plain(pieces: &[Piece]) -> (String, bool) {
    let mut out = String::new();
    let mut only_text = true;
    for piece in pieces {
        only_text &= matches!(piece, Piece::Text(_));
        match piece {
            Piece::Text(it) | Piece::Code(it) => out.push_str(it),
            Piece::Soft | Piece::Hard => out.push(' '),
            Piece::Open {
                close: None, raw, ..
            } => out.push_str(raw),
            Piece::Open { .. } | Piece::Close { .. } => {}
        }
    }
    (out, only_text)
}
