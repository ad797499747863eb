//! The parser's events, put on a page.

use pulldown_cmark::CodeBlockKind;
use pulldown_cmark::CowStr;
use pulldown_cmark::Event;
use pulldown_cmark::LinkType;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use super::Removed;
use super::blocks::Kind;
use super::fence;
use super::html;
use super::links;
use super::page::Page;
use super::pieces::Origin::Markdown;
use super::pieces::Span;

/// Reads a text and writes it anew.
pub(super) fn read(text: &str) -> (Vec<Box<str>>, Removed) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader {
        page: Page::new(),
        html: None,
        note: None,
    };
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.page.finish()
}

struct Reader {
    page: Page,
    /// The block of HTML that is being collected.
    html: Option<String>,
    /// The label of a footnote whose text has not come yet.
    note: Option<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(CowStr::Borrowed(text)) => self.page.text(text),
            Event::Text(text) => self.page.decoded(&text),
            Event::Code(code) if self.page.in_code() => self.page.text(&code),
            Event::Code(code) => self.page.inline.code(&code),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => html::block(&mut self.page, &html),
            },
            Event::InlineHtml(html) => html::tag(&mut self.page, &html),
            Event::SoftBreak => self.page.soft(),
            Event::HardBreak if self.page.in_code() => self.page.soft(),
            Event::HardBreak => self.page.inline.hard(),
            Event::Rule => self.page.rule(),
            Event::FootnoteReference(label) => self.page.text(&format!("[{label}]")),
            Event::TaskListMarker(done) => self.page.text(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.page.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let page = &mut self.page;
        match tag {
            Tag::Paragraph => {
                page.paragraph();
                self.note();
            }
            Tag::Heading { level, .. } => page.heading(level as usize),
            Tag::BlockQuote(_) => page.open(Kind::Quote, Markdown),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => page.code_block(fence::label(&info)),
            Tag::CodeBlock(CodeBlockKind::Indented) => page.code_block("text"),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(number) => page.open(Kind::List(number), Markdown),
            Tag::Item => page.open(Kind::Item, Markdown),
            Tag::FootnoteDefinition(label) => {
                page.flush();
                self.note = Some(label.into_string());
            }
            Tag::Table(columns) => page.table(columns),
            Tag::TableHead | Tag::TableRow => page.row(),
            Tag::TableCell => page.cell(),
            Tag::Emphasis => self.open(Span::Emphasis),
            Tag::Strong => self.open(Span::Strong),
            Tag::Strikethrough => self.open(Span::Strike),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => {
                self.page.flush()
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.page.close(),
            TagEnd::HtmlBlock => {
                let block = self.html.take().unwrap_or_default();
                html::block(&mut self.page, &block);
            }
            TagEnd::FootnoteDefinition => {
                self.note();
                self.page.flush();
            }
            TagEnd::Table => self.page.table_end(),
            TagEnd::Emphasis => self.close(Span::Emphasis),
            TagEnd::Strong => self.close(Span::Strong),
            TagEnd::Strikethrough => self.close(Span::Strike),
            TagEnd::Link | TagEnd::Image => self.close(Span::Link),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Writes the label of a footnote before its text.
    fn note(&mut self) {
        if let Some(label) = self.note.take() {
            self.page.text(&format!("[{label}]: "));
        }
    }

    fn open(&mut self, span: Span) {
        if !self.page.in_code() {
            self.page.inline.open(span, Markdown, "", None);
        }
    }

    fn close(&mut self, span: Span) {
        if !self.page.in_code() {
            self.page.inline.close(span, Markdown, "");
        }
    }

    fn link(&mut self, kind: LinkType, destination: &str) {
        let destination = match kind {
            LinkType::Email => links::destination(&format!("mailto:{destination}")),
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink
            | LinkType::WikiLink { .. } => links::destination(destination),
        };
        if !self.page.in_code() {
            self.page.inline.open(Span::Link, Markdown, "", destination);
        }
    }
}
