//! Cutting a text into sentences; an item of a list is read together with the line that introduces the list.

/// A sentence.
pub struct Sentence {
    /// As it stands in the text.
    pub written: String,
    /// As it is to be read: with what introduces it.
    pub read: String,
}

/// The sentences of a text in small Markdown, or of the same as shown.
pub fn of(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut heading: Option<String> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (item, words) = item(line);
        if !item {
            heading = None;
        }
        for sentence in split(words) {
            let read = match (&heading, item) {
                (Some(heading), true) => format!("{heading} {sentence}"),
                _ => sentence.to_owned(),
            };
            sentences.push(Sentence { written: sentence.to_owned(), read });
        }
        let plain = words.trim_end_matches(['*', '_', ' ']);
        if !item && plain.ends_with([':', '：']) {
            heading = split(plain).last().map(|last| last.trim_end_matches([':', '：']).to_owned());
        }
    }
    sentences
}

/// Whether a line is an item of a list, and its words.
fn item(line: &str) -> (bool, &str) {
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked = if bare.len() < line.len() {
        bare.strip_prefix(". ").or_else(|| bare.strip_prefix(") ")).or_else(|| bare.strip_prefix('、'))
    } else {
        ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark))
    };
    marked.map_or((false, line), |words| (true, item(words.trim_start()).1))
}

/// The sentences of a line. A full stop ends one before a blank; in Chinese the other marks always do.
fn split(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '。' | '！' | '？' | '!' | '?' | '；' | ';' => true,
            '.' => next.is_none_or(|next| next.is_whitespace() || next == '*'),
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            sentences.push(line.get(from..end).unwrap_or_default().trim());
            from = end;
        }
    }
    sentences.push(line.get(from..).unwrap_or_default().trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}
