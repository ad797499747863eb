//! The page that is being written: the open block and its content. What stands around a block is
//! `blocks`' part.

use std::borrow::Cow;

use pulldown_cmark::Alignment;

use super::Removed;
use super::blocks::Block;
use super::blocks::Blocks;
use super::blocks::Kind;
use super::clean;
use super::escape::Place;
use super::fence;
use super::inline;
use super::pieces::Origin;
use super::pieces::Pieces;
use super::table::Table;

/// The block that is open, which holds no other blocks.
#[derive(Debug, Default)]
enum Leaf {
    #[default]
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
    /// Inline content of the open block.
    pub inline: Pieces,
    leaf: Leaf,
    table: Option<Table>,
    blocks: Blocks,
    removed: Removed,
}

impl Page {
    /// An empty page.
    pub fn new() -> Self {
        Self {
            inline: Pieces::default(),
            leaf: Leaf::None,
            table: None,
            blocks: Blocks::default(),
            removed: Removed::Nothing,
        }
    }

    /// All lines, after the last, and what was removed from them.
    pub fn finish(mut self) -> (Vec<Box<str>>, Removed) {
        self.flush();
        (self.blocks.lines(), self.removed)
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

    /// The end of a line of text.
    pub fn soft(&mut self) {
        match &mut self.leaf {
            Leaf::Code(_, code) => code.push('\n'),
            Leaf::None | Leaf::Paragraph | Leaf::Heading(_) | Leaf::Cell => self.inline.soft(),
        }
    }

    /// Whether the open block is code, in which nothing but text counts.
    pub fn in_code(&self) -> bool {
        matches!(self.leaf, Leaf::Code(..))
    }

    /// Whether the open block is a cell of a table, which holds no blocks.
    pub fn in_cell(&self) -> bool {
        matches!(self.leaf, Leaf::Cell)
    }

    /// Whether the innermost container is a list that a tag opened.
    pub fn in_tag_list(&self) -> bool {
        self.blocks.in_tag_list()
    }

    /// A paragraph of Markdown begins.
    pub fn paragraph(&mut self) {
        self.begin(Leaf::Paragraph);
        self.blocks.loosen();
    }

    /// A heading begins.
    pub fn heading(&mut self, level: usize) {
        self.begin(Leaf::Heading(level));
    }

    /// A block of code begins.
    pub fn code_block(&mut self, label: &'static str) {
        self.begin(Leaf::Code(label, String::new()));
    }

    /// A rule between blocks.
    pub fn rule(&mut self) {
        self.flush();
        // Dashes behind the mark of a list would be taken for one rule with it.
        self.blocks.write(vec!["___".to_owned()], Block::Other);
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
        self.begin(Leaf::Cell);
    }

    /// The table ends.
    pub fn table_end(&mut self) {
        self.flush();
        if let Some(table) = self.table.take() {
            self.blocks.write(table.lines(), Block::Other);
        }
    }

    /// A container begins.
    pub fn open(&mut self, kind: Kind, origin: Origin) {
        self.flush();
        self.blocks.open(kind, origin);
    }

    /// The innermost container of Markdown ends.
    pub fn close(&mut self) {
        self.flush();
        self.blocks.close();
    }

    /// A tag closes a container that a tag opened; nothing if there is none.
    pub fn close_tag(&mut self, wanted: fn(Kind) -> bool) {
        self.flush();
        self.blocks.close_tag(wanted);
    }

    /// A tag that parts blocks: the open block ends, or, where there can be only one, its line.
    pub fn part(&mut self) {
        match self.leaf {
            Leaf::Cell if self.inline.is_empty() => {}
            Leaf::Cell => self.inline.hard(),
            Leaf::None | Leaf::Paragraph | Leaf::Heading(_) | Leaf::Code(..) => self.flush(),
        }
    }

    fn begin(&mut self, leaf: Leaf) {
        self.flush();
        self.leaf = leaf;
    }

    /// The open block ends.
    pub fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.inline);
        match std::mem::take(&mut self.leaf) {
            Leaf::None if pieces.is_empty() => {}
            Leaf::None | Leaf::Paragraph => {
                self.blocks
                    .write(inline::lines(pieces, Place::Paragraph), Block::Text);
            }
            Leaf::Heading(level) => {
                let mark = "#".repeat(level);
                let lines = inline::lines(pieces, Place::Heading);
                self.blocks.write(
                    lines.iter().map(|it| format!("{mark} {it}")).collect(),
                    Block::Other,
                );
            }
            Leaf::Cell => {
                let text = inline::lines(pieces, Place::Cell).concat();
                if let Some(table) = &mut self.table {
                    table.cell(text);
                }
            }
            Leaf::Code(label, code) => self.blocks.write(fence::lines(label, &code), Block::Other),
        }
    }
}
