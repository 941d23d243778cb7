//! When two examples are the same to a reader: width, case, white space and punctuation do not count.

use unicode_normalization::UnicodeNormalization;

/// The form that two examples share when they are the same. Of an example without any letter or digit only width and
/// case are evened out.
pub fn same_form(example: &str) -> String {
    let even: String = example.nfkc().flat_map(char::to_lowercase).collect();
    let mut form = String::with_capacity(even.len());
    let mut gap = false;
    for c in even.chars() {
        if is_apostrophe(c) {
        } else if is_gap(c) {
            gap = true;
        } else {
            if gap && !is_cjk(c) && form.chars().next_back().is_some_and(|last| !is_cjk(last)) {
                form.push(' ');
            }
            gap = false;
            form.push(c);
        }
    }
    if form.is_empty() { even } else { form }
}

/// `don't` and `dont` are the same.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// Signs that carry meaning (`$`, `%`, `+`, `#`, `@`) are no gaps.
fn is_gap(c: char) -> bool {
    match c {
        '$' | '%' | '+' | '#' | '@' => false,
        // General punctuation and the punctuation of Chinese.
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '·' | '¿' | '¡' | '«' | '»' => true,
        c => c.is_whitespace() || c.is_control() || c.is_ascii_punctuation(),
    }
}

/// Han characters stand together without gaps between them.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::same_form;

    #[test]
    fn evens_out_what_does_not_count() {
        assert_eq!(same_form("  Where's my ＢＴＣ ?! "), "wheres my btc");
        assert_eq!(same_form("怎么 提现？"), same_form("怎么提现"));
        assert_eq!(same_form("USDT 提现"), same_form("usdt提现。"));
        assert_ne!(same_form("log in"), same_form("login"));
        assert_ne!(same_form("5%"), same_form("5"));
        assert_eq!(same_form("？？"), "??");
    }
}
