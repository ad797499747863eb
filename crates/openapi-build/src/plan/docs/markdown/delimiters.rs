//! Emphasis that Markdown reads as it was meant: blanks stand outside of it, and what Markdown
//! would not take for emphasis loses its marks (never its text).

use super::pieces;
use super::pieces::Item;
use super::pieces::Span;

/// Moves blanks and breaks out of the edges of spans, and drops the marks that would not be read.
pub(super) fn settle(items: Vec<Item>) -> Vec<Item> {
    let mut items = linked(edged(items));
    for _ in 0..4 {
        let bad = unreadable(&items);
        if bad.is_empty() {
            return items;
        }
        items = without(items, |pair| bad.binary_search(&pair).is_ok());
    }
    if unreadable(&items).is_empty() {
        items
    } else {
        without(items, |_| true)
    }
}

/// The items with the blanks outside of the spans.
fn edged(items: Vec<Item>) -> Vec<Item> {
    let mut edges = Edges::default();
    for item in items {
        edges.take(item);
    }
    edges.out
}

/// The items with links where texts hold addresses.
fn linked(items: Vec<Item>) -> Vec<Item> {
    if items
        .iter()
        .any(|it| matches!(it, Item::Text(text) if text.contains("://")))
    {
        edged(pieces::addresses(items))
    } else {
        items
    }
}

/// A blank or a break that waits for the content behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Soft,
    Hard,
    Split,
}

/// The work of moving blanks out of spans.
#[derive(Default)]
struct Edges {
    out: Vec<Item>,
    gap: Gap,
    /// What was opened and has no content yet.
    waiting: Vec<Item>,
    /// How many spans are open and have content.
    depth: usize,
}

impl Edges {
    fn take(&mut self, item: Item) {
        match item {
            Item::Soft => self.gap = self.gap.max(Gap::Soft),
            Item::Hard => {
                self.gap = if self.gap >= Gap::Hard {
                    Gap::Split
                } else {
                    Gap::Hard
                }
            }
            Item::Split => self.gap = Gap::Split,
            Item::Open(..) | Item::Link => self.waiting.push(item),
            Item::Close(..) | Item::LinkEnd(_) => {
                if self.waiting.pop().is_none() {
                    self.depth = self.depth.saturating_sub(1);
                    self.out.push(item);
                }
            }
            Item::Text(text) => self.text(&text),
            Item::Code(code) if code.trim().is_empty() => self.gap = self.gap.max(Gap::Space),
            Item::Code(code) => {
                self.content();
                add_code(&mut self.out, code);
            }
            Item::Address(_) => {
                self.content();
                self.out.push(item);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let blank = char::is_whitespace;
        if text.starts_with(blank) {
            self.gap = self.gap.max(Gap::Space);
        }
        let inner = text.trim_matches(blank);
        if inner.is_empty() {
            return;
        }
        self.content();
        add_text(&mut self.out, inner);
        if text.ends_with(blank) {
            self.gap = self.gap.max(Gap::Space);
        }
    }

    /// Content follows: what waits for it is due.
    fn content(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.out.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Space => add_text(&mut self.out, " "),
                Gap::Soft => self.out.push(Item::Soft),
                Gap::Split if self.depth == 0 => self.out.push(Item::Split),
                Gap::Hard | Gap::Split => self.out.push(Item::Hard),
            }
        }
        self.depth += self.waiting.len();
        self.out.append(&mut self.waiting);
    }
}

/// Adds text, to the text before it if there is some.
fn add_text(out: &mut Vec<Item>, text: &str) {
    if let Some(Item::Text(last)) = out.last_mut() {
        last.push_str(text);
    } else {
        out.push(Item::Text(text.to_owned()));
    }
}

/// Adds code, to the code before it if there is some: their marks would be read as one.
fn add_code(out: &mut Vec<Item>, code: String) {
    if let Some(Item::Code(last)) = out.last_mut() {
        last.push_str(&code);
    } else {
        out.push(Item::Code(code));
    }
}

/// The items without the marks of some pairs.
fn without(items: Vec<Item>, bad: impl Fn(usize) -> bool) -> Vec<Item> {
    linked(joined(items, bad))
}

/// The same, with the text joined that the marks parted.
fn joined(items: Vec<Item>, bad: impl Fn(usize) -> bool) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Item::Open(_, pair) | Item::Close(_, pair) if bad(pair) => {}
            Item::Text(text) => add_text(&mut out, &text),
            Item::Code(code) => add_code(&mut out, code),
            other => out.push(other),
        }
    }
    out
}

/// The pairs whose marks Markdown would not read as meant, in order.
fn unreadable(items: &[Item]) -> Vec<usize> {
    let mut bad = Vec::new();
    let mut at = 0;
    while let Some(item) = items.get(at) {
        let Some(mark) = mark(item) else {
            at += 1;
            continue;
        };
        let rest = items.get(at..).unwrap_or_default();
        let run = rest
            .iter()
            .take_while(|it| self::mark(it) == Some(mark))
            .count();
        let before = at
            .checked_sub(1)
            .and_then(|it| items.get(it))
            .map_or('\n', last);
        let after = rest.get(run).map_or('\n', first);
        let run = rest.get(..run).unwrap_or_default();
        let closes = run.iter().any(|it| matches!(it, Item::Close(..)));
        for item in run {
            // An opening mark right behind a closing one would be read as one run of marks.
            let (pair, fine) = match item {
                Item::Open(_, pair) => (*pair, !closes && flanks(after, before)),
                Item::Close(_, pair) => (*pair, flanks(before, after)),
                Item::Text(_)
                | Item::Code(_)
                | Item::Address(_)
                | Item::Link
                | Item::LinkEnd(_) => continue,
                Item::Soft | Item::Hard | Item::Split => continue,
            };
            if !fine {
                bad.push(pair);
            }
        }
        at += run.len();
    }
    bad.sort_unstable();
    bad
}

/// The character that marks a span.
fn mark(item: &Item) -> Option<char> {
    match item {
        Item::Open(Span::Strike, _) | Item::Close(Span::Strike, _) => Some('~'),
        Item::Open(..) | Item::Close(..) => Some('*'),
        Item::Text(_) | Item::Code(_) | Item::Address(_) | Item::Link | Item::LinkEnd(_) => None,
        Item::Soft | Item::Hard | Item::Split => None,
    }
}

/// What a character is to the rules for emphasis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Punctuation,
    /// A symbol, which versions of the rules class differently.
    Symbol,
}

fn class(it: char) -> Class {
    if it.is_whitespace() {
        Class::Blank
    } else if it.is_alphanumeric() {
        Class::Word
    } else if it.is_ascii_punctuation() {
        Class::Punctuation
    } else {
        Class::Symbol
    }
}

/// Whether a mark belongs to what stands on its inner side.
fn flanks(inner: char, outer: char) -> bool {
    match class(inner) {
        Class::Blank => false,
        Class::Word => true,
        Class::Punctuation | Class::Symbol => {
            matches!(class(outer), Class::Blank | Class::Punctuation)
        }
    }
}

/// The character that an item begins with.
pub(super) fn first(item: &Item) -> char {
    match item {
        Item::Text(text) => text.chars().next().unwrap_or('\n'),
        Item::Code(_) => '`',
        Item::Address(_) => '<',
        Item::Link => '[',
        Item::LinkEnd(_) => ']',
        Item::Open(..) | Item::Close(..) => mark(item).unwrap_or('*'),
        Item::Soft | Item::Hard | Item::Split => '\n',
    }
}

/// The character that an item ends with.
fn last(item: &Item) -> char {
    match item {
        Item::Text(text) => text.chars().next_back().unwrap_or('\n'),
        Item::Code(_) => '`',
        Item::Address(_) => '>',
        Item::Link => '[',
        Item::LinkEnd(_) => ')',
        Item::Open(..) | Item::Close(..) => mark(item).unwrap_or('*'),
        Item::Soft | Item::Hard | Item::Split => '\n',
    }
}
