//! From small Markdown to the HTML that Telegram reads. Cuts at Telegram's limit, never inside a tag, an escape or a
//! character. Everything that is no formatting of ours is text.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::words::{Markdown, parse};

/// Telegram's limit of a message, UTF-16 units after the formatting is read.
pub const MAX_UNITS: usize = 4096;

/// Telegram's limit of the words below a file.
const MAX_CAPTION_UNITS: usize = 1024;

/// What stands where a text was cut.
const CUT: char = '…';

/// A rendered text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// For `parse_mode` HTML.
    pub html: String,
    /// The same without formatting.
    pub plain: String,
}

/// Renders a text; `None` when nothing visible is in it.
pub fn render(text: &Markdown) -> Option<Page> {
    within(text, MAX_UNITS)
}

/// Renders the words below a file.
pub fn caption(text: &Markdown) -> Option<Page> {
    within(text, MAX_CAPTION_UNITS)
}

/// Renders a text of at most so many UTF-16 units.
fn within(text: &Markdown, most: usize) -> Option<Page> {
    let mut writer = Writer::default();
    for event in parse(text) {
        writer.event(event);
    }
    let pieces = trimmed(writer.pieces);
    let page = Page { html: html(&pieces, most), plain: plain(&pieces, most) };
    (!page.plain.trim().is_empty()).then_some(page)
}

/// Cuts plain text to so many UTF-16 units, with a sign where something is missing.
pub fn cut(text: &str, units: usize) -> String {
    if text.encode_utf16().count() <= units {
        return text.to_owned();
    }
    let mut left = units.saturating_sub(CUT.len_utf16());
    let fits = |c: &char| {
        let rest = left.checked_sub(c.len_utf16());
        left = rest.unwrap_or_default();
        rest.is_some()
    };
    let mut short = text.chars().take_while(fits).collect::<String>();
    short.push(CUT);
    short
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Open(Format),
    Close(Format),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Format {
    Bold,
    Italic,
    Code,
    Block,
    Link(String),
}

impl Format {
    fn open(&self, html: &mut String) {
        match self {
            Self::Bold => html.push_str("<b>"),
            Self::Italic => html.push_str("<i>"),
            Self::Code => html.push_str("<code>"),
            Self::Block => html.push_str("<pre>"),
            Self::Link(address) => {
                html.push_str("<a href=\"");
                address.chars().for_each(|c| escape(c, html));
                html.push_str("\">");
            }
        }
    }

    fn close(&self) -> &'static str {
        match self {
            Self::Bold => "</b>",
            Self::Italic => "</i>",
            Self::Code => "</code>",
            Self::Block => "</pre>",
            Self::Link(_) => "</a>",
        }
    }
}

/// A list being written.
#[derive(Debug)]
struct List {
    /// The number of the next item, if they have any.
    next: Option<u64>,
}

#[derive(Debug, Default)]
struct Writer {
    pieces: Vec<Piece>,
    open: Vec<Format>,
    lists: Vec<List>,
    /// Line ends owed before the next visible thing.
    gap: usize,
    started: bool,
    /// Right behind the mark of an item, where whatever follows stays on the line.
    behind_mark: bool,
    /// Inside links whose address Telegram would not take.
    plain_links: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.open(Format::Code);
                self.text(&code);
                self.close();
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.gap(2);
                self.text("———");
                self.gap(2);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.text(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.gap(if self.lists.is_empty() { 2 } else { 1 }),
            Tag::Heading { .. } => {
                self.gap(2);
                self.open(Format::Bold);
            }
            Tag::CodeBlock(_) => {
                self.gap(2);
                self.open(Format::Block);
            }
            Tag::List(next) => {
                self.gap(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(List { next });
            }
            Tag::Item => self.item(),
            Tag::Strong => self.open(Format::Bold),
            Tag::Emphasis => self.open(Format::Italic),
            Tag::Link { dest_url, .. } => {
                if takes_address(&dest_url) {
                    self.open(Format::Link(dest_url.into_string()));
                } else {
                    self.plain_links += 1;
                }
            }
            _ => self.gap(if matches!(tag, Tag::Image { .. }) { 0 } else { 2 }),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::CodeBlock
            && let Some(Piece::Text(code)) = self.pieces.last_mut()
        {
            code.truncate(code.trim_end().len());
        }
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Heading(_) | TagEnd::CodeBlock => self.close(),
            TagEnd::Link if self.plain_links > 0 => self.plain_links -= 1,
            TagEnd::Link => self.close(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
        let ends_block = matches!(
            tag,
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::BlockQuote(_)
        );
        if ends_block || matches!(tag, TagEnd::List(_)) {
            self.gap(if self.lists.is_empty() { 2 } else { 1 });
        }
    }

    fn item(&mut self) {
        self.behind_mark = false;
        self.gap(1);
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let mark = match self.lists.last_mut() {
            Some(List { next: Some(number) }) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "• ".to_owned(),
        };
        self.text(&format!("{indent}{mark}"));
        self.behind_mark = true;
    }

    /// So many line ends at least stand before what comes next, if anything stood before it.
    fn gap(&mut self, lines: usize) {
        if self.started && !self.behind_mark {
            self.gap = self.gap.max(lines);
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.fill_gap();
        let visible = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        self.pieces.push(Piece::Text(visible));
        self.started = true;
        self.behind_mark = false;
    }

    fn fill_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if gap > 0 {
            self.pieces.push(Piece::Text("\n".repeat(gap)));
        }
    }

    fn open(&mut self, format: Format) {
        self.fill_gap();
        self.pieces.push(Piece::Open(format.clone()));
        self.open.push(format);
    }

    fn close(&mut self) {
        if let Some(format) = self.open.pop() {
            self.pieces.push(Piece::Close(format));
        }
    }
}

/// Addresses that Telegram makes a link of; anything else would be refused or shown as text.
fn takes_address(address: &str) -> bool {
    ["https://", "http://", "tg://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Without blank lines at the end, which Telegram would cut and we would count.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for piece in pieces.iter_mut().rev() {
        if let Piece::Text(text) = piece {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
        }
    }
    pieces
}

fn plain(pieces: &[Piece], most: usize) -> String {
    let text = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        Piece::Open(_) | Piece::Close(_) => "",
    });
    cut(&text.collect::<String>(), most)
}

fn html(pieces: &[Piece], most: usize) -> String {
    let units = |piece: &Piece| match piece {
        Piece::Text(text) => text.encode_utf16().count(),
        Piece::Open(_) | Piece::Close(_) => 0,
    };
    let too_long = pieces.iter().map(units).sum::<usize>() > most;
    let mut left = if too_long { most - CUT.len_utf16() } else { most };
    let mut html = String::new();
    let mut open = Vec::new();
    'pieces: for piece in pieces {
        match piece {
            Piece::Open(format) => {
                format.open(&mut html);
                open.push(format);
            }
            Piece::Close(format) => {
                open.pop();
                html.push_str(format.close());
            }
            Piece::Text(text) => {
                for c in text.chars() {
                    let Some(rest) = left.checked_sub(c.len_utf16()) else {
                        html.push(CUT);
                        break 'pieces;
                    };
                    left = rest;
                    escape(c, &mut html);
                }
            }
        }
    }
    for format in open.into_iter().rev() {
        html.push_str(format.close());
    }
    html
}

fn escape(c: char, html: &mut String) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        c => html.push(c),
    }
}
