//! What a text of ours looks like in Telegram, and that no text at all makes HTML that Telegram refuses.

use insta::assert_snapshot;
use proptest::prelude::*;
use ringback::telegram::{MAX_UNITS, Page, render};
use ringback::words::Markdown;

fn html(source: &str) -> String {
    render(&Markdown::trusted(source)).unwrap().html
}

/// Reads HTML as strictly as the Bot API documents it, with the tags we use alone; gives the visible text.
fn visible(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').ok_or("a tag without an end")?;
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let opened: String = open.pop().ok_or("an end without a start")?;
                if opened != name {
                    return Err(format!("<{opened}> ended by </{name}>"));
                }
            } else if let Some(address) = tag.strip_prefix("a href=\"") {
                let address = address.strip_suffix('"').ok_or("an address without an end")?;
                if address.contains(['"', '<']) {
                    return Err(format!("an address that breaks out: {address}"));
                }
                open.push("a".to_owned());
            } else if ["b", "i", "code", "pre"].contains(&tag) {
                open.push(tag.to_owned());
            } else {
                return Err(format!("unknown tag <{tag}>"));
            }
        } else if c == '&' {
            let escapes = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')];
            let found = escapes.into_iter().find(|(escape, _)| rest.starts_with(escape));
            let (escape, meant) =
                found.ok_or_else(|| format!("a bare &: {}", rest.chars().take(8).collect::<String>()))?;
            text.push(meant);
            rest = &rest[escape.len()..];
        } else if c == '>' {
            return Err("a bare >".to_owned());
        } else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if open.is_empty() { Ok(text) } else { Err(format!("never ended: {open:?}")) }
}

fn well_formed(page: &Page) {
    let text = visible(&page.html).unwrap();
    assert_eq!(text, page.plain);
    assert!(text.encode_utf16().count() <= MAX_UNITS, "{} units", text.encode_utf16().count());
}

#[test]
fn an_answer_looks_as_written() {
    let answer = "# Withdrawals\n\nTo **withdraw** your *money*:\n\n1. Open `Assets`\n2. Tap [Withdraw](https://example.com/w?a=1&b=2)\n   - pick a coin\n   - check the **network**\n\nFees:\n\n- 0.1% < 1%\n\n- at least \"1\"\n\nQuestions? Ask.\nWe are here.";
    assert_snapshot!(html(answer), @r#"
    <b>Withdrawals</b>

    To <b>withdraw</b> your <i>money</i>:

    1. Open <code>Assets</code>
    2. Tap <a href="https://example.com/w?a=1&amp;b=2">Withdraw</a>
      • pick a coin
      • check the <b>network</b>

    Fees:

    • 0.1% &lt; 1%
    • at least &quot;1&quot;

    Questions? Ask.
    We are here.
    "#);
}

#[test]
fn chinese_lists_stand_on_lines_of_their_own() {
    assert_snapshot!(html("提现步骤：\n1. 打开**资产**\n2. 点“提现”\n\n---\n\n> 需要帮助？"), @"
    提现步骤：

    1. 打开<b>资产</b>
    2. 点“提现”

    ———

    需要帮助？
    ");
}

#[test]
fn strong_words_need_no_blanks_in_chinese() {
    assert_eq!(html("**注意：**请不要付款"), "<b>注意：</b>请不要付款");
    assert_eq!(html("请点击**“提现”**按钮，再点**（确认）**。"), "请点击<b>“提现”</b>按钮，再点<b>（确认）</b>。");
    assert_eq!(html("- 选**（A）**项\n- *斜*与**粗：**字"), "• 选<b>（A）</b>项\n• <i>斜</i>与<b>粗：</b>字");
    assert_eq!(html("2 ** 3 ** 4"), "2 ** 3 ** 4");
    assert_eq!(
        html("**粗**与**细** `**码**` ***both***"),
        "<b>粗</b>与<b>细</b> <code>**码**</code> <i><b>both</b></i>"
    );
    assert_eq!(
        html("    **code**\n\n[**x**](https://example.com/**)"),
        "<pre>**code**</pre>\n\n<a href=\"https://example.com/**\"><b>x</b></a>"
    );
    assert_eq!(
        html("**_a_ and [b**](https://example.com) c**"),
        "<b><i>a</i> and <a href=\"https://example.com\">b**</a> c</b>"
    );
    assert_eq!(html("\u{1039f}**a**"), "\u{1039f}<b>a</b>");
    assert_eq!(html("\\*\\*“x”\\*\\* 字**（只有一半"), "**“x”** 字**（只有一半");
    assert_eq!(render(&Markdown::literal("字**“x”**字")).unwrap().html, "字**“x”**字");
    assert_eq!(
        html("**注意：[链接](https://example.com)**请"),
        "<b>注意：<a href=\"https://example.com\">链接</a></b>请"
    );
}

#[test]
fn what_is_no_formatting_of_ours_is_text() {
    assert_eq!(
        html("<script>alert(1)</script> & <b>x</b>"),
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;"
    );
    assert_eq!(html("[press](javascript:alert)"), "press");
    assert_eq!(html("![a picture](https://example.com/x.png)"), "a picture");
    assert_eq!(html("~~gone~~ | table |"), "~~gone~~ | table |");
    assert_eq!(html("```\nlet a = 1 < 2;\n```"), "<pre>let a = 1 &lt; 2;</pre>");
}

#[test]
fn an_item_may_be_empty_or_begin_with_a_list() {
    assert_eq!(html("-\n- b"), "• \n• b");
    assert_eq!(visible(&html("- - a\n  - b\n- c")).unwrap(), "• \n  • a\n  • b\n• c");
}

#[test]
fn an_address_cannot_break_out_of_its_quotes() {
    let html = html("[x](<https://example.com/\"onclick=\"a>)");
    assert_eq!(html, "<a href=\"https://example.com/&quot;onclick=&quot;a\">x</a>");
}

#[test]
fn nothing_visible_is_nothing() {
    assert_eq!(render(&Markdown::trusted("")), None);
    assert_eq!(render(&Markdown::trusted(" \n\n ")), None);
    assert_eq!(render(&Markdown::literal("\u{0}\u{7}")), None);
}

#[test]
fn exactly_the_limit_is_not_cut() {
    let fits = "字".repeat(MAX_UNITS);
    assert_eq!(render(&Markdown::literal(&fits)).unwrap().html, fits);
    let cut = render(&Markdown::literal(&"字".repeat(MAX_UNITS + 1))).unwrap().html;
    assert_eq!(cut, format!("{}…", "字".repeat(MAX_UNITS - 1)));
}

#[test]
fn a_cut_splits_no_surrogate_pair_no_escape_and_no_tag() {
    for lead in 0..4 {
        let source = format!("{} **{}**", "a".repeat(lead), "😀&amp;".repeat(3000));
        let page = render(&Markdown::trusted(source)).unwrap();
        well_formed(&page);
        assert!(page.html.ends_with("…</b>"));
        let units = page.plain.encode_utf16().count();
        assert!((MAX_UNITS - 1..=MAX_UNITS).contains(&units), "{units}");
    }
}

/// Pieces from which mean Markdown is made.
fn mean() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("**".to_owned()),
        Just("_".to_owned()),
        Just("`".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("- ".to_owned()),
        Just("1. ".to_owned()),
        Just("    ".to_owned()),
        Just("# ".to_owned()),
        Just("> ".to_owned()),
        Just("[a](https://example.com/\")".to_owned()),
        Just("](".to_owned()),
        Just("<b".to_owned()),
        Just("</b>".to_owned()),
        Just("&lt;&".to_owned()),
        Just("```".to_owned()),
        Just("\u{1039f}".to_owned()),
        Just("：".to_owned()),
        Just("😀".repeat(1100)),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_gives_html_that_telegram_takes(source in mean()) {
        if let Some(page) = render(&Markdown::trusted(source)) {
            well_formed(&page);
        }
    }

    #[test]
    fn peoples_words_are_shown_as_written(words in "[\\PC\n]{0,200}") {
        let shown = render(&Markdown::literal(&words)).map_or_else(String::new, |page| {
            well_formed(&page);
            page.plain
        });
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(bare(&shown), bare(&words));
    }
}
