//! Blocks written as lines: what stands before each line because of the lists and quotes around it.

use std::borrow::Cow;

use pulldown_cmark::Alignment;

use super::Removed;
use super::clean;
use super::escape::Place;
use super::fence;
use super::inline;
use super::pieces::Origin;
use super::pieces::Pieces;
use super::table::Table;

/// Lists and quotes deeper than this are written without their marks: each line pays for every
/// mark, and a hostile text can be as deep as it is long.
const DEEPEST: usize = 16;

/// What holds blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A block quote.
    Quote,
    /// A list, numbered from the number on if there is one.
    List(Option<u64>),
    /// An item of a list.
    Item,
}

/// Something open that holds blocks.
#[derive(Debug)]
struct Container {
    kind: Kind,
    origin: Origin,
    /// What stands before its lines: the first, and all others.
    first: String,
    others: String,
    /// Whether its first line is written.
    begun: bool,
    /// Of a list: whether its items are paragraphs.
    loose: bool,
    /// Of a list: whether an item of it is written.
    items: bool,
    /// Of a list: whether it uses the other mark than usual, to be told from the list before it.
    other_mark: bool,
    /// The list that ended last in it, with nothing behind it: whether it had numbers and which mark.
    last_list: Option<(bool, bool)>,
    /// The same of where it stands, when it began.
    before: Option<(bool, bool)>,
}

impl Container {
    fn new(kind: Kind, origin: Origin) -> Self {
        let mark = if kind == Kind::Quote { "> " } else { "" };
        Self {
            kind,
            origin,
            first: mark.to_owned(),
            others: mark.to_owned(),
            begun: false,
            loose: false,
            items: false,
            other_mark: false,
            last_list: None,
            before: None,
        }
    }
}

/// The block that is open, which holds no other blocks.
#[derive(Debug)]
enum Leaf {
    None,
    Paragraph,
    Heading(usize),
    Cell,
    /// A block of code with its label.
    Code(&'static str, String),
}

/// What is being written.
#[derive(Debug)]
pub(super) struct Page {
    lines: Vec<Box<str>>,
    removed: Removed,
    containers: Vec<Container>,
    /// Containers beyond the deepest.
    flat: usize,
    /// Inline content of the open block.
    pub inline: Pieces,
    leaf: Leaf,
    table: Option<Table>,
    /// Whether an empty line comes before the next line.
    gap: bool,
    /// Whether the last block was a paragraph.
    after_text: bool,
    /// The list that ended last outside of all containers.
    last_list: Option<(bool, bool)>,
}

impl Page {
    pub fn new() -> Self {
        Self {
            lines: Vec::new(),
            removed: Removed::Nothing,
            containers: Vec::new(),
            flat: 0,
            inline: Pieces::default(),
            leaf: Leaf::None,
            table: None,
            gap: false,
            after_text: false,
            last_list: None,
        }
    }

    /// All lines, after the last, and what was removed from them.
    pub fn finish(mut self) -> (Vec<Box<str>>, Removed) {
        self.flush();
        (self.lines, self.removed)
    }

    /// Text of the open block, of a paragraph if none is open.
    pub fn text(&mut self, text: &str) {
        match &mut self.leaf {
            Leaf::Code(_, code) => code.push_str(text),
            Leaf::None | Leaf::Paragraph | Leaf::Heading(_) | Leaf::Cell => self.inline.text(text),
        }
    }

    /// Text in which entities are decoded: it may hold what no comment should.
    pub fn decoded(&mut self, text: &str) {
        let bad = |it: char| clean::unwanted(it) || clean::line_end(it);
        let mut text = Cow::Borrowed(text);
        if text.contains(bad) {
            self.removed = Removed::Something;
            text = Cow::Owned(text.replace(bad, ""));
        }
        if text.contains('\n') && !self.in_code() {
            text = Cow::Owned(text.replace('\n', " "));
        }
        self.text(&text);
    }

    /// Whether the open block is code, in which nothing but text counts.
    pub fn in_code(&self) -> bool {
        matches!(self.leaf, Leaf::Code(..))
    }

    /// The end of a line of text.
    pub fn soft(&mut self) {
        match &mut self.leaf {
            Leaf::Code(_, code) => code.push('\n'),
            Leaf::None | Leaf::Paragraph | Leaf::Heading(_) | Leaf::Cell => self.inline.soft(),
        }
    }

    /// A paragraph of Markdown begins.
    pub fn paragraph(&mut self) {
        self.flush();
        self.leaf = Leaf::Paragraph;
        if let [.., list, item] = self.containers.as_mut_slice()
            && item.kind == Kind::Item
            && self.flat == 0
        {
            list.loose = true;
        }
    }

    /// A heading begins.
    pub fn heading(&mut self, level: usize) {
        self.flush();
        self.leaf = Leaf::Heading(level);
    }

    /// A block of code begins.
    pub fn code_block(&mut self, label: &'static str) {
        self.flush();
        self.leaf = Leaf::Code(label, String::new());
    }

    /// A tag that parts blocks: the open block ends, or, where there can be only one, its line.
    pub fn part(&mut self) {
        match self.leaf {
            Leaf::Cell if self.inline.is_empty() => {}
            Leaf::Cell => self.inline.hard(),
            Leaf::None | Leaf::Paragraph | Leaf::Heading(_) | Leaf::Code(..) => self.flush(),
        }
    }

    /// Whether the open block is a cell of a table, which holds no blocks.
    pub fn in_cell(&self) -> bool {
        matches!(self.leaf, Leaf::Cell)
    }

    /// The open block ends.
    pub fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.inline);
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None if pieces.is_empty() => {}
            Leaf::None | Leaf::Paragraph => {
                let lines = inline::lines(pieces, Place::Paragraph);
                let written = !lines.is_empty();
                self.block(lines);
                self.after_text |= written;
            }
            Leaf::Heading(level) => {
                let mark = "#".repeat(level);
                let lines = inline::lines(pieces, Place::Heading);
                self.block(lines.iter().map(|it| format!("{mark} {it}")).collect());
            }
            Leaf::Cell => {
                let text = inline::lines(pieces, Place::Cell).concat();
                if let Some(table) = &mut self.table {
                    table.cell(text);
                }
            }
            Leaf::Code(label, code) => self.block(fence::lines(label, &code)),
        }
    }

    /// A rule between blocks.
    pub fn rule(&mut self) {
        self.flush();
        // Dashes behind the mark of a list would be taken for one rule with it.
        self.block(vec!["___".to_owned()]);
    }

    /// A table begins.
    pub fn table(&mut self, columns: Vec<Alignment>) {
        self.flush();
        self.table = Some(Table::new(columns));
    }

    /// A row of the table begins.
    pub fn row(&mut self) {
        if let Some(table) = &mut self.table {
            table.row();
        }
    }

    /// A cell of the table begins.
    pub fn cell(&mut self) {
        self.flush();
        self.leaf = Leaf::Cell;
    }

    /// The table ends.
    pub fn table_end(&mut self) {
        self.flush();
        if let Some(table) = self.table.take() {
            self.block(table.lines());
        }
    }

    /// A container begins.
    pub fn open(&mut self, kind: Kind, origin: Origin) {
        self.flush();
        if self.flat > 0 || self.containers.len() >= DEEPEST {
            // Tags need not be closed, so only Markdown's own containers are counted.
            self.flat += usize::from(origin == Origin::Markdown);
            self.gap = true;
            return;
        }
        let mut container = Container::new(kind, origin);
        match kind {
            Kind::Quote => container.before = self.between(None),
            Kind::List(number) => {
                container.before = self.between(None);
                container.other_mark = container.before == Some((number.is_some(), false));
            }
            Kind::Item => {
                if let Some(list) = self
                    .containers
                    .last_mut()
                    .filter(|it| it.begun && !it.items)
                {
                    // What stands in a list before its first item parts it from the list before.
                    let ordered = matches!(list.kind, Kind::List(Some(_)));
                    list.other_mark = list.last_list == Some((ordered, false));
                }
                let mark = self.mark();
                container.others = " ".repeat(mark.len());
                container.first = mark;
            }
        }
        self.containers.push(container);
    }

    /// The mark of the next item, from the list that it is in.
    fn mark(&mut self) -> String {
        let (list, outer) = match self.containers.as_slice() {
            [.., outer, item, list] if item.kind == Kind::Item => (list, Some((outer, item))),
            [.., list] => (list, None),
            [] => return "- ".to_owned(),
        };
        let close = match (outer, list.kind) {
            // Items of one list.
            _ if list.items => !list.loose,
            // A list stays close to the text of the item that it is in. With another number than
            // one it would be read as a part of that text.
            (Some((outer, item)), Kind::List(None | Some(1))) => {
                item.begun && !outer.loose && self.after_text
            }
            (Some(_) | None, _) => false,
        };
        let mark = match (list.kind, list.other_mark) {
            (Kind::List(Some(number)), true) => format!("{number}) "),
            (Kind::List(Some(number)), false) => format!("{number}. "),
            (Kind::List(None) | Kind::Quote | Kind::Item, true) => "* ".to_owned(),
            (Kind::List(None) | Kind::Quote | Kind::Item, false) => "- ".to_owned(),
        };
        self.gap &= !close;
        mark
    }

    /// The innermost container of Markdown ends, with the tags' containers in it.
    pub fn close(&mut self) {
        self.flush();
        if self.flat > 0 {
            self.flat -= 1;
            self.gap = true;
            return;
        }
        while let Some(container) = self.containers.pop() {
            self.closed(&container);
            if container.origin == Origin::Markdown {
                return;
            }
        }
    }

    /// A tag closes a container that a tag opened; nothing if there is none.
    pub fn close_tag(&mut self, wanted: fn(Kind) -> bool) {
        self.flush();
        let of_tags = self
            .containers
            .iter()
            .rev()
            .take_while(|it| it.origin == Origin::Html);
        let Some(depth) = of_tags.map(|it| it.kind).position(wanted) else {
            return;
        };
        for _ in 0..=depth {
            if let Some(container) = self.containers.pop() {
                self.closed(&container);
            }
        }
    }

    /// Whether the innermost container is a list that a tag opened.
    pub fn in_tag_list(&self) -> bool {
        self.flat == 0
            && self
                .containers
                .last()
                .is_some_and(|it| it.origin == Origin::Html && matches!(it.kind, Kind::List(_)))
    }

    /// Remembers what ended last.
    fn closed(&mut self, container: &Container) {
        self.gap = true;
        let outer = self.containers.last_mut();
        match (container.kind, outer) {
            (Kind::Item, Some(list)) if container.begun => {
                list.items = true;
                if let Kind::List(Some(number)) = &mut list.kind {
                    // A number of more than nine digits is no mark.
                    *number = (*number + 1).min(999_999_999);
                }
            }
            (Kind::Item, Some(_) | None) => {}
            (Kind::List(number), _) if container.items => {
                self.between(Some((number.is_some(), container.other_mark)));
            }
            // What left no trace did not come between.
            (Kind::List(_) | Kind::Quote, _) if !container.begun => {
                self.between(container.before);
            }
            (Kind::List(_) | Kind::Quote, Some(_) | None) => {}
        }
    }

    /// Something else begins where a list may have ended: that list.
    fn between(&mut self, now: Option<(bool, bool)>) -> Option<(bool, bool)> {
        match self.containers.last_mut() {
            Some(it) => std::mem::replace(&mut it.last_list, now),
            None => std::mem::replace(&mut self.last_list, now),
        }
    }

    /// Writes the lines of a block.
    fn block(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        // A list has no mark of its own: what stands in it beside its items stands around it too.
        self.last_list = None;
        for container in self.containers.iter_mut().rev() {
            container.last_list = None;
            container.items = false;
            if !matches!(container.kind, Kind::List(_)) {
                break;
            }
        }
        for line in lines {
            self.line(&line);
        }
        self.gap = true;
        self.after_text = false;
    }

    /// Writes a line behind the marks of all that is open.
    fn line(&mut self, text: &str) {
        if self.gap && !self.lines.is_empty() {
            let begun = self.containers.iter().take_while(|it| it.begun);
            let marks: String = begun.map(|it| it.others.as_str()).collect();
            self.lines.push(marks.trim_end().into());
        }
        self.gap = false;
        let mut out = String::new();
        for container in &mut self.containers {
            out.push_str(if container.begun {
                &container.others
            } else {
                &container.first
            });
            container.begun = true;
        }
        out.push_str(text);
        out.truncate(out.trim_end_matches(' ').len());
        self.lines.push(out.into());
    }
}
