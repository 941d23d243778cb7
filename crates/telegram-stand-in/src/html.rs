//! Telegram's HTML: text with tags becomes plain text and entities, or the parse error in Telegram's words.
//!
//! Rules: "HTML style" of the Bot API documentation. Offsets and lengths are UTF-16 units.

use serde_json::{Map, Value, json};

use super::formatted::{Formatted, utf16_len};

const SIMPLE_TAGS: [(&str, &str); 12] = [
    ("b", "bold"),
    ("strong", "bold"),
    ("i", "italic"),
    ("em", "italic"),
    ("u", "underline"),
    ("ins", "underline"),
    ("s", "strikethrough"),
    ("strike", "strikethrough"),
    ("del", "strikethrough"),
    ("tg-spoiler", "spoiler"),
    ("code", "code"),
    ("pre", "pre"),
];

struct OpenTag {
    name: String,
    offset: usize,
    start_byte: usize,
    attributes: Vec<(String, String)>,
    language: Option<String>,
}

/// Parses `source`; the error is what follows "can't parse entities: ".
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut reader = Reader { source, at: 0 };
    let mut text = String::with_capacity(source.len());
    let mut units = 0;
    let mut open: Vec<OpenTag> = Vec::new();
    let mut entities = Vec::new();
    while let Some(next) = reader.peek() {
        if next == '&' {
            let decoded = reader.entity();
            units += decoded.len_utf16();
            text.push(decoded);
        } else if next != '<' {
            reader.skip(next);
            units += next.len_utf16();
            text.push(next);
        } else if reader.rest().starts_with("</") {
            let begin = reader.at;
            let tag = open.pop().ok_or_else(|| format!("Unexpected end tag at byte offset {begin}"))?;
            let found = reader.end_tag()?;
            if !found.is_empty() && found != tag.name {
                return Err(format!(
                    "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{found}>\"",
                    tag.name
                ));
            }
            let inner = text.get(tag.start_byte..).unwrap_or_default();
            close(tag, inner, units, &mut open, &mut entities);
        } else {
            let (name, attributes) = reader.start_tag()?;
            open.push(OpenTag { name, offset: units, start_byte: text.len(), attributes, language: None });
        }
    }
    if let Some(tag) = open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name));
    }
    Ok(Formatted::new(text, entities))
}

fn close(tag: OpenTag, inner: &str, end: usize, open: &mut [OpenTag], entities: &mut Vec<Value>) {
    let length = end - tag.offset;
    if length == 0 {
        return;
    }
    let attribute = |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut entity = Map::new();
    entity.insert("offset".to_owned(), json!(tag.offset));
    entity.insert("length".to_owned(), json!(length));
    let kind = match tag.name.as_str() {
        "a" => {
            let Some(url) = checked_link(attribute("href").unwrap_or(inner)) else { return };
            entity.insert("url".to_owned(), json!(url));
            "text_link"
        }
        "span" => "spoiler",
        "blockquote" if attribute("expandable").is_some() => "expandable_blockquote",
        "blockquote" => "blockquote",
        "tg-emoji" => {
            entity.insert("custom_emoji_id".to_owned(), json!(attribute("emoji-id").unwrap_or_default()));
            "custom_emoji"
        }
        "code" => {
            let language = attribute("class").and_then(|class| class.strip_prefix("language-"));
            if let (Some(language), Some(outer)) = (language, open.last_mut())
                && outer.name == "pre"
                && outer.offset == tag.offset
            {
                outer.language = Some(language.to_owned());
                return;
            }
            "code"
        }
        name => SIMPLE_TAGS.iter().find(|(tag, _)| *tag == name).map_or("bold", |(_, kind)| kind),
    };
    if let Some(language) = &tag.language {
        entity.insert("language".to_owned(), json!(language));
    }
    entity.insert("type".to_owned(), json!(kind));
    entities.push(Value::Object(entity));
}

/// The address that Telegram would link to; text whose address is none stays plain.
fn checked_link(url: &str) -> Option<String> {
    let url = url.trim();
    let known = ["http://", "https://", "tg://"].iter().any(|scheme| url.starts_with(scheme));
    let domain = url.split('/').next().unwrap_or_default();
    if known {
        Some(url.to_owned())
    } else if domain.contains('.') && !domain.contains([' ', ':']) {
        Some(format!("http://{url}"))
    } else {
        None
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, read: char) {
        self.at += read.len_utf8();
    }

    fn skip_spaces(&mut self) {
        while let Some(space) = self.peek().filter(|c| c.is_ascii_whitespace()) {
            self.skip(space);
        }
    }

    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = rest.find(stop).map_or(rest, |end| rest.get(..end).unwrap_or_default());
        self.at += taken.len();
        taken
    }

    /// `&lt;`, `&gt;`, `&amp;`, `&quot;` and numbers; anything else is a plain `&`.
    fn entity(&mut self) -> char {
        let rest = self.rest();
        let body = rest.get(1..).unwrap_or_default();
        let number_sign = body.starts_with('#');
        let ends =
            |c: char| if number_sign { !c.is_ascii_alphanumeric() && c != '#' } else { !c.is_ascii_alphabetic() };
        let name_length = body.find(ends).unwrap_or(body.len());
        let name = body.get(..name_length).unwrap_or_default();
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        let decoded = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            _ => match name.strip_prefix('#') {
                Some(digits) => match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => number(hex, 16),
                    None => number(digits, 10),
                },
                None => None,
            },
        };
        let Some(decoded) = decoded.filter(|c| *c != '\0') else {
            self.at += 1;
            return '&';
        };
        self.at += 1 + name.len();
        if self.peek() == Some(';') {
            self.at += 1;
        }
        decoded
    }

    /// Reads `</name >` and gives the name.
    fn end_tag(&mut self) -> Result<String, String> {
        let begin = self.at;
        self.at += 2;
        let name = self.take_until(|c| c.is_ascii_whitespace() || c == '>').to_ascii_lowercase();
        self.skip_spaces();
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        Ok(name)
    }

    /// Reads `<name attribute="value">` and refuses what Telegram does not know.
    fn start_tag(&mut self) -> Result<(String, Vec<(String, String)>), String> {
        let begin = self.at;
        let unclosed = || format!("Unclosed start tag at byte offset {begin}");
        self.at += 1;
        let name = self.take_until(|c| c.is_ascii_whitespace() || c == '>').to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(unclosed());
        }
        let known = SIMPLE_TAGS.iter().any(|(tag, _)| *tag == name)
            || ["a", "span", "blockquote", "tg-emoji"].contains(&name.as_str());
        if !known {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let mut attributes = Vec::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                None => return Err(unclosed()),
                Some('>') => break,
                Some(_) => attributes.push(self.attribute(&name, begin)?),
            }
        }
        self.at += 1;
        let class = attributes.iter().find(|(key, _)| key == "class").map(|(_, value)| value.as_str());
        if name == "span" && class != Some("tg-spoiler") {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        Ok((name, attributes))
    }

    fn attribute(&mut self, tag: &str, begin: usize) -> Result<(String, String), String> {
        let unclosed = || format!("Unclosed start tag at byte offset {begin}");
        let name = self.take_until(|c| c.is_ascii_whitespace() || c == '=' || c == '>').to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.skip_spaces();
        match self.peek() {
            None => return Err(unclosed()),
            Some('=') => self.at += 1,
            Some(_) => return Ok((name, String::new())),
        }
        self.skip_spaces();
        let quote = match self.peek() {
            None => return Err(unclosed()),
            Some(quote @ ('"' | '\'')) => quote,
            Some(_) => {
                let start = self.at;
                let token = self.take_until(|c| !c.is_ascii_alphanumeric() && c != '.' && c != '-');
                return match self.peek() {
                    None => Err(unclosed()),
                    Some(next) if next == '>' || next.is_ascii_whitespace() => Ok((name, token.to_ascii_lowercase())),
                    Some(_) => Err(format!("Unexpected end of name token at byte offset {start}")),
                };
            }
        };
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(unclosed()),
                Some('&') => value.push(self.entity()),
                Some(next) => {
                    self.skip(next);
                    if next == quote {
                        return Ok((name, value));
                    }
                    value.push(next);
                }
            }
        }
    }
}

/// The length of `source` as a reader sees it, in UTF-16 units; `None` if it does not parse.
pub(super) fn visible_len(source: &str) -> Option<usize> {
    parse(source).ok().map(|formatted| utf16_len(&formatted.text))
}
