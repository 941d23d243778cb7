//! Reads small Markdown for whoever shows it, with one rule of our own: `**` needs no blanks around it in Chinese.
//!
//! Markdown by the book (`CommonMark` 6.2) knows where strong words begin and end by the blanks and punctuation around the
//! stars. Chinese has none there: `**注意：**请` would show its stars, and of two such pairs in a line the wrong stars would
//! meet. Here, stars in twos are strong words from one to the next, inside one element and without a blank at their inner
//! sides. Everything else, escaped stars among it, is by the book.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::Markdown;

/// Stands for `**` while the book's rules are at work. They take it for punctuation; nobody writes it (the word divider
/// of Ugaritic), and a text that has it all the same is read by the book alone.
const MARK: char = '\u{1039f}';

const STARS: &str = "**";

/// An element we are inside of.
#[derive(Default)]
struct Element {
    /// Where a mark stands that may open strong words.
    opener: Option<usize>,
    /// Shown as written.
    code: bool,
}

/// The parts of a text in order.
pub fn parse(text: &Markdown) -> Vec<Event<'static>> {
    if text.source().contains(MARK) {
        return Parser::new_ext(text.source(), Options::empty()).map(Event::into_static).collect();
    }
    let source = marked(text.source());
    let mut parts = Vec::new();
    let mut elements = vec![Element::default()];
    for (event, range) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        let event = event.into_static();
        match event {
            Event::Text(words) if words.contains(MARK) => {
                let around = (
                    source.get(..range.start).and_then(|text| text.chars().next_back()),
                    source.get(range.end..).and_then(|text| text.chars().next()),
                );
                match elements.last_mut() {
                    Some(element) if !element.code => strong(&words, around, element, &mut parts),
                    _ => parts.push(Event::Text(unmarked(&words))),
                }
                continue;
            }
            Event::Start(ref tag) => {
                elements.push(Element { code: matches!(tag, Tag::CodeBlock(_)), ..Element::default() })
            }
            Event::End(_) => {
                elements.pop();
            }
            _ => {}
        }
        parts.push(match event {
            Event::Code(code) => Event::Code(unmarked(&code)),
            Event::Html(html) => Event::Html(unmarked(&html)),
            Event::InlineHtml(html) => Event::InlineHtml(unmarked(&html)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: unmarked(&dest_url), title, id })
            }
            event => event,
        });
    }
    parts
}

/// Takes the marks out of a piece of text, each as the beginning or the end of strong words, or as stars.
fn strong(
    words: &str,
    (before, after): (Option<char>, Option<char>),
    element: &mut Element,
    parts: &mut Vec<Event<'static>>,
) {
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let mut left_of_piece = before;
    let mut pieces = words.split(MARK).peekable();
    while let Some(piece) = pieces.next() {
        if !piece.is_empty() {
            parts.push(Event::Text(piece.to_owned().into()));
            left_of_piece = piece.chars().next_back();
        }
        let Some(next) = pieces.peek() else { return };
        let right = next.chars().next().or(after);
        let opened = element.opener.filter(|_| touches(left_of_piece));
        match opened.and_then(|opener| parts.get_mut(opener)) {
            Some(opener) => {
                *opener = Event::Start(Tag::Strong);
                element.opener = None;
                parts.push(Event::End(TagEnd::Strong));
            }
            None => {
                if element.opener.is_none() && touches(right) {
                    element.opener = Some(parts.len());
                }
                parts.push(Event::Text(STARS.into()));
            }
        }
        left_of_piece = Some(MARK);
    }
}

/// The text with a mark for stars in twos.
fn marked(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '*' => {
                let mut run = 1;
                while rest.next_if_eq(&'*').is_some() {
                    run += 1;
                }
                if run == STARS.len() {
                    text.push(MARK);
                } else {
                    text.extend(std::iter::repeat_n('*', run));
                }
            }
            '\\' => {
                text.push(c);
                text.extend(rest.next());
            }
            c => text.push(c),
        }
    }
    text
}

fn unmarked(text: &str) -> CowStr<'static> {
    text.replace(MARK, STARS).into()
}
