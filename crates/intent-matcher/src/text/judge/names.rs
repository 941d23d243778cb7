//! Pieces of a message that tell nothing of its language: names that everybody types, addresses, hashes, links, user
//! names. Judges pieces by their form; looks nothing up.

/// Words that people of every language type: coins, and what a support desk deals in. They tell nothing.
const EVERYBODYS: [&str; 56] = [
    "ada", "admin", "airdrop", "android", "api", "apk", "app", "arb", "avax", "bch", "binance", "bitcoin", "bnb",
    "btc", "bug", "bye", "defi", "doge", "dot", "email", "eth", "ethereum", "google", "hello", "hey", "hi", "https",
    "id", "ios", "iphone", "kyc", "link", "ltc", "matic", "nft", "ok", "okay", "otp", "pc", "pin", "sol", "solana",
    "sms", "telegram", "tether", "ton", "trc", "tron", "trx", "usd", "usdc", "usdt", "vip", "web", "wifi", "xrp",
];

/// Names of products and companies, in lower case: written the same in every language.
const PRODUCTS: [&str; 66] = [
    "alipay",
    "anydesk",
    "apple",
    "bep",
    "bitget",
    "bitmex",
    "bybit",
    "cardano",
    "chatgpt",
    "chrome",
    "coinbase",
    "dogecoin",
    "erc",
    "etherscan",
    "exodus",
    "facebook",
    "fb",
    "firefox",
    "gmail",
    "hotmail",
    "htx",
    "huawei",
    "huobi",
    "icloud",
    "instagram",
    "kraken",
    "kucoin",
    "ledger",
    "line",
    "litecoin",
    "mac",
    "mastercard",
    "metamask",
    "mexc",
    "microsoft",
    "okx",
    "outlook",
    "paypal",
    "pepe",
    "polygon",
    "qq",
    "revolut",
    "ripple",
    "safari",
    "samsung",
    "shib",
    "skype",
    "swift",
    "tg",
    "tiktok",
    "tradingview",
    "trezor",
    "tronscan",
    "trust",
    "twitter",
    "txid",
    "uid",
    "uniswap",
    "viber",
    "visa",
    "wechat",
    "weixin",
    "whatsapp",
    "windows",
    "xiaomi",
    "zoom",
];

/// Endings of host names that make a dotted piece a link without its scheme.
const ENDINGS: [&str; 22] = [
    "app", "bot", "cc", "cn", "co", "com", "de", "dev", "finance", "hk", "info", "io", "me", "net", "online", "org",
    "ru", "top", "tv", "tw", "uk", "xyz",
];

/// The length of a coin's ticker. A word of so many capitals counts as one, unless the whole message is in capitals.
const TICKER: std::ops::RangeInclusive<usize> = 2..=6;

/// A run of letters longer than this is an address or a key: the longest words of both languages in messages are shorter.
const LONGEST_WORD: usize = 20;

/// Whether a lower-case word is one that people of every language type: a coin's name or ticker and the like.
pub fn everybodys(word: &str) -> bool {
    EVERYBODYS.contains(&word)
}

/// Calls `with` for each Latin word of a message that may tell its language, as it is written. An apostrophe ends a word,
/// and what follows it is left out.
pub(super) fn words(message: &str, mut with: impl FnMut(&str)) {
    let shouted = is_shouted(message);
    for piece in message.split(|c: char| !c.is_ascii() && c != '’' || c.is_ascii_whitespace() || c.is_ascii_control())
    {
        for part in piece.split([',', '!', '?', ';', '(', ')', '"', '[', ']', '<', '>', '*', '|']) {
            if !is_code(part) {
                part.split(|c: char| !c.is_ascii_alphabetic() && c != '\'' && c != '’').for_each(|word| {
                    let word = word.split(['\'', '’']).next().unwrap_or_default();
                    if !word.is_empty() && !is_name(word, shouted) {
                        with(word);
                    }
                });
            }
        }
    }
}

/// Whether a message of several words is written in capitals throughout.
fn is_shouted(message: &str) -> bool {
    !message.bytes().any(|b| b.is_ascii_lowercase()) && message.trim().contains(' ')
}

/// Whether a piece without spaces is a link, a mail address, a user name, a hash or an address.
fn is_code(piece: &str) -> bool {
    if piece.contains("://") || piece.contains(['@', '_', '\\']) || piece.starts_with("www.") || piece.starts_with('/')
    {
        return true;
    }
    let host = piece.split(['/', ':']).next().unwrap_or_default().trim_end_matches('.');
    if host.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && !name.ends_with('.') && ENDINGS.contains(&end.to_ascii_lowercase().as_str())
    }) {
        return true;
    }
    piece.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| {
        run.bytes().any(|b| b.is_ascii_digit()) && run.bytes().any(|b| b.is_ascii_alphabetic())
            || run.len() > LONGEST_WORD
    })
}

/// Whether a word is a name that is written alike in every language.
fn is_name(word: &str, shouted: bool) -> bool {
    let ticker = !shouted && TICKER.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    let lower = word.to_ascii_lowercase();
    // A capital after a small letter is a product's name or a piece of an address.
    let humped = word
        .as_bytes()
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
    ticker || humped || everybodys(&lower) || PRODUCTS.contains(&lower.as_str())
}
