//! Our small Markdown as HTML. What people wrote was escaped on its way in and stays text; refuses HTML, pictures and every link
//! but to a web page.

use pulldown_cmark::{Event, Tag, TagEnd, html};

use crate::words::{Markdown, parse};

/// The text as HTML that is safe to stand in a page.
pub fn html(text: &Markdown) -> String {
    let mut plain_links = 0_usize;
    let events = parse(text).into_iter().filter_map(|event| match event {
        Event::Html(words) | Event::InlineHtml(words) => Some(Event::Text(words)),
        Event::SoftBreak => Some(Event::HardBreak),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) if !leads_to_a_page(dest_url) => {
            plain_links += 1;
            None
        }
        Event::End(TagEnd::Link) if plain_links > 0 => {
            plain_links -= 1;
            None
        }
        event => Some(event),
    });
    let mut page = String::with_capacity(text.source().len() * 2);
    html::push_html(&mut page, events);
    page
}

/// The text as one line without any marks.
pub fn plain(text: &Markdown) -> String {
    let words = parse(text).into_iter().map(|event| match event {
        Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => words.into_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => " ".to_owned(),
        _ => String::new(),
    });
    words.collect::<String>().trim().to_owned()
}

fn leads_to_a_page(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[press](javascript:alert(1))",
            "![x](https://example.com/x.png)",
            "\"><svg onload=alert(1)>",
        ] {
            let page = html(&Markdown::literal(hostile));
            assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<svg"), "{page}");
            assert!(!page.contains("href"), "{page}");
            // Even where somebody forgot to escape it.
            let page = html(&Markdown::trusted(hostile));
            assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<svg"), "{page}");
            assert!(!page.contains("javascript:") || !page.contains("href"), "{page}");
        }
        assert_eq!(html(&Markdown::trusted("**a**\nb")), "<p><strong>a</strong><br />\nb</p>\n");
        assert_eq!(plain(&Markdown::trusted("**a**\nb `c`")), "a b c");
    }
}
