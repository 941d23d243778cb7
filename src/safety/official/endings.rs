//! The endings of names on the internet: which words after a dot make a host of what stands before. Knows the common ones,
//! not all fifteen hundred.

/// Endings that are hardly ever a word of a sentence.
const PLAIN: [&str; 58] = [
    "com", "net", "org", "io", "cn", "hk", "tw", "cc", "xyz", "biz", "info", "co", "ru", "tk", "uk", "de", "fr", "jp",
    "kr", "sg", "vn", "th", "ph", "my", "ml", "ga", "cf", "gq", "eu", "ch", "nl", "pl", "ua", "tr", "br", "mx", "ca",
    "au", "nz", "za", "ng", "ke", "ly", "gg", "gl", "fm", "ws", "pw", "su", "icu", "dev", "ltd", "mobi", "asia", "cfd",
    "edu", "gov", "int",
];

/// Endings that are words as well, or stand in them: a name before one must be no word of a sentence.
const WORDS: [&str; 66] = [
    "me", "in", "is", "it", "so", "to", "no", "at", "us", "am", "be", "by", "do", "ai", "app", "pro", "vip", "top",
    "help", "support", "live", "link", "online", "exchange", "wallet", "finance", "care", "shop", "site", "website",
    "store", "club", "team", "world", "today", "space", "one", "fun", "art", "win", "bid", "trade", "money", "cash",
    "bank", "blog", "cloud", "tech", "work", "center", "digital", "email", "global", "group", "guru", "life", "media",
    "network", "news", "page", "run", "services", "social", "tools", "zone", "security",
];

/// Endings in other scripts.
const OTHERS: [&str; 38] = [
    "中国",
    "中國",
    "公司",
    "网络",
    "網絡",
    "网址",
    "网站",
    "香港",
    "台湾",
    "台灣",
    "新加坡",
    "在线",
    "中文网",
    "商城",
    "集团",
    "手机",
    "网店",
    "商店",
    "移动",
    "信息",
    "我爱你",
    "政务",
    "公益",
    "みんな",
    "コム",
    "한국",
    "닷컴",
    "닷넷",
    "рф",
    "рус",
    "онлайн",
    "сайт",
    "орг",
    "ком",
    "бел",
    "укр",
    "срб",
    "ευ",
];

/// Whether a word after a dot makes a host of any name before it.
pub(super) fn is_plain(word: &str) -> bool {
    PLAIN.iter().any(|ending| word.eq_ignore_ascii_case(ending))
}

/// Whether a word after a dot can be the end of a host.
pub(super) fn is_known(word: &str) -> bool {
    is_plain(word) || WORDS.iter().any(|ending| word.eq_ignore_ascii_case(ending)) || is_other(word)
}

/// The ending in another script that a text begins with, the longest.
pub(super) fn other_at(text: &str) -> Option<&'static str> {
    OTHERS.into_iter().filter(|ending| text.starts_with(ending)).max_by_key(|ending| ending.len())
}

/// Whether this is an ending in another script.
pub(super) fn is_other(word: &str) -> bool {
    OTHERS.contains(&word.to_lowercase().as_str())
}
