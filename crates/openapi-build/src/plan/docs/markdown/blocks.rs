//! Blocks within lists and quotes: what stands before each of their lines, and which lines stay empty.

use super::pieces::Origin;

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

/// What a block is to the list that comes behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, which a list may follow without an empty line.
    Text,
    /// Anything else.
    Other,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    Dash,
    Star,
    Dot,
    Bracket,
}

impl Marks {
    /// The marks of a list behind another: with the same marks they would be read as one list.
    fn behind(number: Option<u64>, last: Option<Marks>) -> Self {
        match (number, last) {
            (None, Some(Self::Dash)) => Self::Star,
            (None, _) => Self::Dash,
            (Some(_), Some(Self::Dot)) => Self::Bracket,
            (Some(_), _) => Self::Dot,
        }
    }

    /// The mark of an item.
    fn mark(self, number: Option<u64>) -> String {
        let number = number.unwrap_or(1);
        match self {
            Self::Dash => "- ".to_owned(),
            Self::Star => "* ".to_owned(),
            Self::Dot => format!("{number}. "),
            Self::Bracket => format!("{number}) "),
        }
    }
}

/// Something open that holds blocks.
#[derive(Debug)]
struct Container {
    kind: Kind,
    origin: Origin,
    /// What stands before its first line, and before all others. Nothing for a list.
    first: String,
    others: String,
    /// Whether its first line is written.
    begun: bool,
    /// Of a list: whether its items are paragraphs.
    loose: bool,
    /// Of a list: the marks of the items that stand last in it.
    marks: Option<Marks>,
    /// Of a quote or an item: the marks of the list that stands last in it.
    last: Option<Marks>,
}

/// The lines of all blocks so far, and what is open around the next.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    lines: Vec<Box<str>>,
    open: Vec<Container>,
    /// How many containers are open beyond the deepest.
    flat: usize,
    /// Whether an empty line comes before the next line.
    gap: bool,
    /// Whether the last block was a paragraph.
    after_text: bool,
    /// The marks of the list that stands last outside of all containers.
    last: Option<Marks>,
}

impl Blocks {
    /// All lines.
    pub fn lines(self) -> Vec<Box<str>> {
        self.lines
    }

    /// A paragraph begins: items that hold one are apart from each other.
    pub fn loosen(&mut self) {
        if let ([.., list, item], 0) = (self.open.as_mut_slice(), self.flat) {
            list.loose |= item.kind == Kind::Item;
        }
    }

    /// A container begins.
    pub fn open(&mut self, kind: Kind, origin: Origin) {
        if self.flat > 0 || self.open.len() >= DEEPEST {
            // Tags need not be closed, so only Markdown's own containers are counted.
            self.flat += usize::from(origin == Origin::Markdown);
            self.gap = true;
            return;
        }
        let (first, others) = match kind {
            Kind::Quote => ("> ".to_owned(), "> ".to_owned()),
            Kind::List(_) => {
                self.interrupt();
                (String::new(), String::new())
            }
            Kind::Item => {
                let mark = self.mark();
                let blank = " ".repeat(mark.len());
                (mark, blank)
            }
        };
        self.open.push(Container {
            kind,
            origin,
            first,
            others,
            begun: false,
            loose: false,
            marks: None,
            last: None,
        });
    }

    /// A list begins right in a list: for the outer list's next item, it is a list before it.
    fn interrupt(&mut self) {
        if let Some(marks) = self.open.last_mut().and_then(|it| it.marks.take()) {
            *self.last() = Some(marks);
        }
    }

    /// The mark of the next item of the list that is open.
    fn mark(&mut self) -> String {
        let close = self.is_close();
        let last = *self.last();
        let Some(list) = self.open.last_mut() else {
            return Marks::Dash.mark(None);
        };
        let number = match list.kind {
            Kind::List(number) => number,
            Kind::Quote | Kind::Item => None,
        };
        let marks = list.marks.unwrap_or_else(|| Marks::behind(number, last));
        self.gap &= !close;
        marks.mark(number)
    }

    /// Whether the next item stands right under what is before it.
    fn is_close(&self) -> bool {
        match self.open.as_slice() {
            [.., list] if list.marks.is_some() => !list.loose,
            // The first item of a list stays close to the text of the item that it is in. With
            // another number than one it would be read as a part of that text.
            [.., outer, item, list]
                if item.kind == Kind::Item && matches!(list.kind, Kind::List(None | Some(1))) =>
            {
                item.begun && !outer.loose && self.after_text
            }
            _ => false,
        }
    }

    /// The innermost container of Markdown ends, with the tags' containers in it.
    pub fn close(&mut self) {
        if self.flat > 0 {
            self.flat -= 1;
            self.gap = true;
            return;
        }
        while let Some(container) = self.open.pop() {
            let origin = container.origin;
            self.closed(&container);
            if origin == Origin::Markdown {
                return;
            }
        }
    }

    /// A tag closes a container that a tag opened; nothing if there is none.
    pub fn close_tag(&mut self, wanted: fn(Kind) -> bool) {
        let of_tags = self
            .open
            .iter()
            .rev()
            .take_while(|it| it.origin == Origin::Html);
        let Some(depth) = of_tags.map(|it| it.kind).position(wanted) else {
            return;
        };
        for _ in 0..=depth {
            if let Some(container) = self.open.pop() {
                self.closed(&container);
            }
        }
    }

    /// Whether the innermost container is a list that a tag opened.
    pub fn in_tag_list(&self) -> bool {
        let list = |it: &Container| it.origin == Origin::Html && matches!(it.kind, Kind::List(_));
        self.flat == 0 && self.open.last().is_some_and(list)
    }

    /// Remembers what ended, if anything of it was written.
    fn closed(&mut self, container: &Container) {
        self.gap = true;
        if !container.begun {
            return;
        }
        match container.kind {
            Kind::Item => self.item_closed(),
            Kind::List(_) => {
                if let Some(marks) = container.marks {
                    *self.last() = Some(marks);
                }
            }
            Kind::Quote => self.part(),
        }
    }

    /// The list that is open has an item more.
    fn item_closed(&mut self) {
        let last = *self.last();
        let Some(list) = self.open.last_mut() else {
            return;
        };
        if let Kind::List(number) = &mut list.kind {
            list.marks = list.marks.or(Some(Marks::behind(*number, last)));
            // A number of more than nine digits is no mark.
            *number = number.map(|it| (it + 1).min(999_999_999));
        }
    }

    /// Something else stands where a list was last. A list has no mark of its own: what stands in
    /// it beside its items stands around it.
    fn part(&mut self) {
        for list in self
            .open
            .iter_mut()
            .rev()
            .take_while(|it| matches!(it.kind, Kind::List(_)))
        {
            list.marks = None;
        }
        *self.last() = None;
    }

    /// The marks of the list that stands last where the next block will stand.
    fn last(&mut self) -> &mut Option<Marks> {
        let around = self
            .open
            .iter_mut()
            .rev()
            .find(|it| !matches!(it.kind, Kind::List(_)));
        around.map_or(&mut self.last, |it| &mut it.last)
    }

    /// Writes a block; nothing if it has no lines.
    pub fn write(&mut self, lines: Vec<String>, block: Block) {
        if lines.is_empty() {
            return;
        }
        self.part();
        for line in lines {
            self.line(&line);
        }
        self.gap = true;
        self.after_text = block == Block::Text;
    }

    /// Writes a line behind the marks of all that is open.
    fn line(&mut self, text: &str) {
        if self.gap && !self.lines.is_empty() {
            let begun = self.open.iter().take_while(|it| it.begun);
            let marks: String = begun.map(|it| it.others.as_str()).collect();
            self.lines.push(marks.trim_end().into());
        }
        self.gap = false;
        let mut out = String::new();
        for container in &mut self.open {
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
