//! Telegram's HTML: what becomes bold, and what is refused in which words.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Bench;

async fn begun() -> Bench {
    let bench = Bench::start().await;
    bench.ana().says("hello");
    bench
}

/// Text and entities, one a line, of a sent message.
async fn parsed(bench: &Bench, html: &str) -> String {
    let message = bench.call("sendMessage", json!({"chat_id": 11, "text": html, "parse_mode": "HTML"})).await;
    let units: Vec<u16> = message["text"].as_str().unwrap().encode_utf16().collect();
    let mut lines = vec![message["text"].as_str().unwrap().to_owned()];
    for entity in message["entities"].as_array().into_iter().flatten() {
        let start = usize::try_from(entity["offset"].as_u64().unwrap()).unwrap();
        let end = start + usize::try_from(entity["length"].as_u64().unwrap()).unwrap();
        let extra = ["url", "language"].into_iter().filter_map(|name| entity[name].as_str()).collect::<Vec<_>>();
        let part = String::from_utf16(&units[start..end]).unwrap();
        lines.push(format!("{} {part:?} {}", entity["type"].as_str().unwrap(), extra.join(" ")).trim_end().to_owned());
    }
    lines.join("\n")
}

async fn refusal(bench: &Bench, html: &str) -> String {
    let refused = bench.refused("sendMessage", json!({"chat_id": 11, "text": html, "parse_mode": "HTML"})).await;
    refused.strip_prefix("400 Bad Request: can't parse entities: ").unwrap().to_owned()
}

#[tokio::test]
async fn tags_become_entities() {
    let bench = begun().await;
    let all = "<b>b</b><strong>B</strong> <i>i</i><em>I</em> <u>u</u><ins>U</ins> <s>s</s><del>S</del> <code>c</code> \
               <pre>p</pre> <tg-spoiler>t</tg-spoiler> <span class=\"tg-spoiler\">T</span> <a href='https://e.example/?a=1&amp;b=2'>link</a>";
    insta::assert_snapshot!(parsed(&bench, all).await, @r#"
    bB iI uU sS c p t T link
    bold "b"
    bold "B"
    italic "i"
    italic "I"
    underline "u"
    underline "U"
    strikethrough "s"
    strikethrough "S"
    code "c"
    pre "p"
    spoiler "t"
    spoiler "T"
    text_link "link" https://e.example/?a=1&b=2
    "#);
    insta::assert_snapshot!(
        parsed(&bench, "😀 <blockquote>quoted <b>bold <i>both</i></b></blockquote><blockquote expandable>more</blockquote>").await,
        @r#"
    😀 quoted bold bothmore
    blockquote "quoted bold both"
    bold "bold both"
    italic "both"
    expandable_blockquote "more"
    "#);
    insta::assert_snapshot!(parsed(&bench, "<pre><code class=\"language-rust\">fn</code></pre>").await, @r#"
    fn
    pre "fn" rust
    "#);
    insta::assert_snapshot!(parsed(&bench, "<a href=\"example.com/a\">one</a> <a href=\"nowhere\">two</a>").await, @r#"
    one two
    text_link "one" http://example.com/a
    "#);
    insta::assert_snapshot!(parsed(&bench, " \n<b> x</b> &lt;&amp;&gt;&quot;&#33;&#x21; &lt1 &nbsp; &  ").await, @r#"
    x <&>"!! <1 &nbsp; &
    bold "x"
    "#);
}

#[tokio::test]
async fn links_and_commands_are_found_in_plain_text() {
    let bench = begun().await;
    insta::assert_snapshot!(parsed(&bench, "try /help or https://example.com <code>/start</code>").await, @r#"
    try /help or https://example.com /start
    bot_command "/help"
    url "https://example.com"
    code "/start"
    "#);
}

#[tokio::test]
async fn mistakes_are_refused_in_telegrams_words() {
    let bench = begun().await;
    let mistakes = [
        "<x>x</x>",
        "1 < 2",
        "<b>x",
        "x</b>",
        "<b>x</i>",
        "<b",
        "<b>x</b",
        "<a href=\"x>y",
        "<span>x</span>",
        "<b><i>x</b></i>",
        "<a =x>y</a>",
        "<a href=x/y>z</a>",
        "提<路径>",
    ];
    let mut refusals = Vec::new();
    for html in mistakes {
        refusals.push(format!("{html}: {}", refusal(&bench, html).await));
    }
    insta::assert_snapshot!(refusals.join("\n"), @r#"
    <x>x</x>: Unsupported start tag "x" at byte offset 0
    1 < 2: Unsupported start tag "" at byte offset 2
    <b>x: Can't find end tag corresponding to start tag "b"
    x</b>: Unexpected end tag at byte offset 1
    <b>x</i>: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"
    <b: Unclosed start tag at byte offset 0
    <b>x</b: Unclosed end tag at byte offset 4
    <a href="x>y: Unclosed start tag at byte offset 0
    <span>x</span>: Tag "span" must have class "tg-spoiler" at byte offset 0
    <b><i>x</b></i>: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"
    <a =x>y</a>: Empty attribute name in the tag "a" at byte offset 0
    <a href=x/y>z</a>: Unexpected end of name token at byte offset 8
    提<路径>: Unsupported start tag "路径" at byte offset 3
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig { fork: false, ..ProptestConfig::with_cases(64) })]

    /// Any text, escaped as a bot must, arrives as it was but for the spaces at its ends.
    #[test]
    fn escaped_text_arrives_unchanged(text in "[ -~\n提😀é]{1,60}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let arrived = runtime.block_on(async {
            let bench = begun().await;
            let sent = json!({"chat_id": 11, "text": format!("<b>x</b>{escaped}"), "parse_mode": "HTML"});
            bench.call("sendMessage", sent).await["text"].clone()
        });
        prop_assert_eq!(arrived, Value::String(format!("x{}", text.trim_end())));
    }
}
