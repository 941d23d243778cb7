//! Which language other than the desk's a message is written in: by its script, and in Latin letters by its commonest
//! words. Says nothing of a message that may be English or pinyin.

use super::evidence::Evidence;

/// A language that the desk does not speak, by its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tongue(&'static str);

impl Tongue {
    /// The BCP 47 tag, like `pt` or `ru`.
    pub fn tag(self) -> &'static str {
        self.0
    }
}

/// A language in Latin letters: words that no other language of the list nor English writes, words that are common in it
/// but not telling alone, and letters of its own.
struct Latin {
    tag: &'static str,
    telling: &'static [&'static str],
    common: &'static [&'static str],
    letters: &'static str,
}

/// What a word that tells its language weighs; a common one weighs 1, and so does a letter of its own.
const TELLING: usize = 2;
/// So many common words without a telling one are a sentence.
const SENTENCE: usize = 3;
/// Chinese writes a few kana for show; more than one in so many characters is Japanese.
const KANA_FOR_SHOW: usize = 4;
/// Letters of a script before a message is taken to be written in it.
const FEWEST_LETTERS: usize = 2;

/// Words of English that stand in nearly every sentence; against them other languages' words must weigh twice.
const ENGLISH: [&str; 52] = [
    "am", "and", "are", "been", "but", "can", "did", "do", "does", "for", "from", "get", "got", "has", "have", "hello",
    "help", "how", "i", "if", "in", "is", "it", "its", "just", "me", "my", "need", "not", "of", "on", "please",
    "still", "that", "the", "they", "this", "to", "want", "was", "we", "what", "when", "where", "which", "why", "will",
    "with", "you", "your", "thanks", "account",
];

const LATIN: [Latin; 12] = [
    Latin {
        tag: "es",
        telling: &[
            "hola", "gracias", "necesito", "quiero", "puedo", "ayuda", "dinero", "cuenta", "cómo", "está", "estoy",
            "tengo", "usted", "ustedes", "buenas", "buenos", "porque", "dónde", "cuándo", "cuándo", "cuánto", "cuanto",
            "retirar", "retiro", "mis", "hablar", "ayúdame", "puede", "llegado",
        ],
        common: &[
            "el", "la", "los", "las", "de", "que", "en", "por", "para", "una", "del", "pero", "muy", "como", "mi", "se",
        ],
        letters: "ñ¿¡",
    },
    Latin {
        tag: "pt",
        telling: &[
            "olá", "obrigado", "obrigada", "preciso", "quero", "não", "você", "vocês", "dinheiro", "ajuda", "estou",
            "minha", "meu", "meus", "saque", "sacar", "conta", "boa", "tarde", "também", "onde", "quando", "isso",
        ],
        common: &["os", "de", "que", "em", "por", "para", "com", "uma", "um", "da", "na", "mas", "já", "é", "como"],
        letters: "ãõ",
    },
    Latin {
        tag: "fr",
        telling: &[
            "bonjour", "bonsoir", "salut", "merci", "je", "vous", "mon", "compte", "argent", "retrait", "retirer",
            "pourquoi", "comment", "besoin", "aide", "suis", "votre", "avec", "pas", "reçu", "où", "quand", "est-ce",
        ],
        common: &[
            "le", "la", "les", "de", "des", "et", "une", "du", "que", "qui", "ne", "est", "en", "pour", "sur", "dans",
            "ma",
        ],
        letters: "èêœçàù",
    },
    Latin {
        tag: "de",
        telling: &[
            "danke",
            "bitte",
            "ich",
            "nicht",
            "mein",
            "meine",
            "konto",
            "geld",
            "auszahlung",
            "hilfe",
            "warum",
            "habe",
            "kann",
            "kein",
            "keine",
            "brauche",
            "und",
            "ist",
            "wie",
            "guten",
            "wurde",
            "möchte",
        ],
        common: &["der", "das", "ein", "eine", "zu", "mit", "auf", "von", "für", "sie", "auch", "wo", "bei"],
        letters: "ßäöü",
    },
    Latin {
        tag: "it",
        telling: &[
            "grazie",
            "buongiorno",
            "buonasera",
            "vorrei",
            "perché",
            "conto",
            "soldi",
            "prelievo",
            "aiuto",
            "sono",
            "mio",
            "mia",
            "posso",
            "quanto",
            "quando",
            "dove",
            "prelevare",
            "denaro",
            "ho",
        ],
        common: &["il", "lo", "la", "di", "che", "per", "con", "una", "è", "del", "della", "gli", "non", "ciao", "un"],
        letters: "òìù",
    },
    Latin {
        tag: "tr",
        telling: &[
            "merhaba",
            "selam",
            "teşekkürler",
            "tesekkurler",
            "lütfen",
            "lutfen",
            "nasıl",
            "nasil",
            "hesabım",
            "hesabim",
            "hesabıma",
            "neden",
            "yardım",
            "yardim",
            "istiyorum",
            "çekim",
            "param",
            "değil",
            "degil",
            "benim",
            "için",
            "icin",
            "gelmedi",
            "paramı",
            "çalındı",
            "zaman",
            "çekmek",
        ],
        common: &["bir", "ve", "bu", "ne", "var", "yok", "ile", "çok", "cok", "ama"],
        letters: "ğşı",
    },
    Latin {
        tag: "id",
        telling: &[
            "tolong",
            "terima",
            "kasih",
            "saya",
            "bagaimana",
            "kenapa",
            "mengapa",
            "tidak",
            "bisa",
            "akun",
            "uang",
            "kapan",
            "sudah",
            "belum",
            "dengan",
            "untuk",
            "gimana",
            "gak",
            "nggak",
            "boleh",
            "macam",
            "bantu",
            "kak",
            "akaun",
            "duit",
            "selamat",
            "penarikan",
        ],
        common: &["ini", "itu", "yang", "di", "ke", "dan", "dari", "mau", "apa", "halo", "mana", "masuk"],
        letters: "",
    },
    Latin {
        tag: "vi",
        telling: &[
            "chào", "không", "khong", "tôi", "rút", "tiền", "tài", "khoản", "giúp", "bạn", "làm", "được", "của", "ơn",
            "sao", "nào", "chưa", "nhận",
        ],
        common: &["xin", "cho", "toi", "tien", "khoan", "giup", "và", "là", "có", "rut"],
        letters: "ăđơưạảấầậắặẹẻẽếềệỉịọỏốồộớờợụủứừựỳỵ",
    },
    Latin {
        tag: "uz",
        telling: &[
            "salom",
            "assalomu",
            "alaykum",
            "rahmat",
            "qanday",
            "hisobim",
            "hisobimdan",
            "yordam",
            "kerak",
            "menga",
            "nega",
            "qachon",
            "mening",
            "pulim",
            "yechib",
            "iltimos",
        ],
        common: &["pul", "men", "bu", "va", "nima", "uchun", "bilan"],
        letters: "",
    },
    Latin {
        tag: "pl",
        telling: &[
            "cześć",
            "dziękuję",
            "dziekuje",
            "proszę",
            "prosze",
            "moje",
            "pieniądze",
            "wypłata",
            "wyplata",
            "pomoc",
            "dlaczego",
            "jest",
            "mam",
            "dzień",
            "dobry",
            "jak",
        ],
        common: &["nie", "na", "się", "sie", "do", "czy", "konto", "że"],
        letters: "łśżźćńąę",
    },
    Latin {
        tag: "nl",
        telling: &["bedankt", "ik", "niet", "mijn", "waarom", "heb", "kunt", "goedemorgen", "geen", "graag", "opnemen"],
        common: &["het", "een", "geld", "hoe", "en", "van", "hallo", "de", "op", "voor"],
        letters: "",
    },
    Latin {
        tag: "tl",
        telling: &["kumusta", "salamat", "ako", "hindi", "paano", "pera", "bakit", "kailan", "naman", "akong"],
        common: &["po", "ang", "ko", "sa", "ng", "mga", "na", "yung", "ba"],
        letters: "",
    },
];

/// The other language that a message is written in; `None` when it may be one of the desk's, or tells none.
pub(super) fn tongue(message: &str, evidence: &Evidence) -> Option<Tongue> {
    if evidence.kana >= FEWEST_LETTERS && evidence.kana * KANA_FOR_SHOW > evidence.han {
        return Some(Tongue("ja"));
    }
    // Anyone else who writes Chinese characters writes Chinese.
    if evidence.han > 0 {
        return None;
    }
    by_script(message).or_else(|| by_words(message, evidence)).map(Tongue)
}

/// By letters that are not Latin; those of several languages are told apart by the letters of one alone.
fn by_script(message: &str) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let mut latin = 0;
    for c in message.chars() {
        latin += usize::from(c.is_ascii_alphabetic());
        if let Some(script) = script(c) {
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
    }
    let (script, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    if count < FEWEST_LETTERS || latin > count * 2 {
        return None;
    }
    Some(match script {
        "cyrillic" => own_letter(
            message,
            &[("uz", "ўқғҳЎҚҒҲ"), ("kk", "әңүұһӘҢҮҰҺ"), ("be", "ў"), ("uk", "іїєґІЇЄҐ"), ("sr", "ђјљњћџ")],
            "ru",
        ),
        "arabic" => own_letter(message, &[("ur", "ٹڈڑںے"), ("fa", "پچژگکی")], "ar"),
        tag => tag,
    })
}

fn own_letter(message: &str, own: &[(&'static str, &str)], otherwise: &'static str) -> &'static str {
    let found = own.iter().find(|(_, letters)| message.chars().any(|c| letters.contains(c)));
    found.map_or(otherwise, |(tag, _)| tag)
}

/// The script of a letter, by the tag of its language where it has one alone.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{400}'..='\u{52f}' => "cyrillic",
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => "arabic",
        '\u{370}'..='\u{3ff}' => "el",
        '\u{530}'..='\u{58f}' => "hy",
        '\u{590}'..='\u{5ff}' => "he",
        '\u{900}'..='\u{97f}' => "hi",
        '\u{980}'..='\u{9ff}' => "bn",
        '\u{a00}'..='\u{a7f}' => "pa",
        '\u{a80}'..='\u{aff}' => "gu",
        '\u{b80}'..='\u{bff}' => "ta",
        '\u{c00}'..='\u{c7f}' => "te",
        '\u{c80}'..='\u{cff}' => "kn",
        '\u{d00}'..='\u{d7f}' => "ml",
        '\u{d80}'..='\u{dff}' => "si",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{e80}'..='\u{eff}' => "lo",
        '\u{1000}'..='\u{109f}' => "my",
        '\u{10a0}'..='\u{10ff}' => "ka",
        '\u{1200}'..='\u{137f}' => "am",
        '\u{1780}'..='\u{17ff}' => "km",
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => "ko",
        _ => return None,
    })
}

/// By the words that a language writes most.
fn by_words(message: &str, evidence: &Evidence) -> Option<&'static str> {
    let lower = message.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !(c.is_alphabetic() || c == '-')).filter(|word| !word.is_empty()).collect();
    let english = words.iter().filter(|word| ENGLISH.contains(word)).count();
    let weigh = |language: &'static Latin| {
        let telling = words.iter().filter(|word| language.telling.contains(word)).count();
        let common = words.iter().filter(|word| language.common.contains(word)).count();
        let letters = lower.chars().filter(|c| language.letters.contains(*c)).count();
        let sure = telling > 0 || (letters > 0 && common > 0) || letters > 1;
        let sentence = common >= SENTENCE && common * 2 > words.len() && evidence.pinyin <= common;
        let weight = telling * TELLING + common + letters;
        (sure || sentence).then_some((weight, language.tag))
    };
    let best = LATIN.iter().filter_map(weigh).reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 > english * TELLING).then_some(best.1)
}
