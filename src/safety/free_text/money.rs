//! Whether a sentence has the customer move coins or money, or pay something before they get what is theirs. What the desk
//! itself does, what has happened, and what is told about fees pass.

use super::lists::{is_one, words};
use super::rules::Sentence;

/// Of those, what is a thing as often as a deed.
const THINGS: &str = "deposit|transfer|fund|return|top|stake|wire|swap|place|purchase|exchange|route";

/// What must be there first.
const FIRST: &str = "we need|we require|you need|you must|you have to|is required|are required|is needed|required first|is necessary|in advance|\
    upfront|has to be paid|have to be paid|must be paid|needs to be paid|to be paid first|paid before|up front|beforehand|after you pay|once you pay|as soon as you pay|until you pay|when you have paid|after you have paid|\
    after you deposit|once you deposit|after you transfer|once you transfer|after paying";

/// What is demanded.
const DEMANDED: &str = "deposit of|a deposit|fee|fees|tax|taxes|payment|margin|guarantee|bond|collateral|gas";

/// What moves money.
const MOVES: &str = "move|transfer|send|deposit|pay|wire|remit|convert|swap|forward|put|place|bring|shift|migrate\
    |relocate|top|buy|purchase|invest|stake|lend|prepay|settle|fund|return|route|sweep|evacuate\
    |transferring|sending|moving|withdraw|give|depositing";

/// Money.
const MONEY: &str = "usdt|usdc|btc|eth|trx|bnb|sol|xrp|doge|bitcoin|bitcoins|ether|ethereum|coin|coins|crypto\
    |cryptocurrency|token|tokens|fund|funds|money|cash|asset|assets|balance|holdings|savings|everything\
    |deposit|fee|fees|tax|taxes|margin|collateral|guarantee|bond|gift|voucher|vouchers|dollars|yuan\
    |euros|usd|stablecoins|stablecoin|payment|premium|insurance|charge|charges|more|steam|itunes";

/// What is sent of money that is no money.
const PAPERS: &str = "hash|txid|tx|id|ids|screenshot|screenshots|receipt|receipts|proof|record|records|details|number|copy\
    |picture|photo|statement|order|name|date|time|e-mail|email|message|information|info|list|file\
    |confirmation|attention|note|history|overview|summary|reference|currency|network|description|reply\
    |answer|pictures|photos|files|messages|dates|names|times|notes|words|questions|text|mail|link|lines\
    |logs|log|report";

/// Where only a fake has money sent.
const OURS: &str = "our|safe|secure|security|safety|official|new|temporary|company|cold|following|below|this|my\
    |protected|protection|verified|escrow|custody|trusted|another|backup";
const PLACES: &str = "wallet|wallets|account|address|vault|addresses|storage|pool";

/// What stands between a verb and its beginning of the clause without changing it.
const FILL: &str = "please|just|now|kindly|first|then|also|simply|immediately|quickly|again|and|or|so|only|always|today\
    |urgently|must|should|shall|let's";

/// Who else does it.
const OTHERS: &str = "we|i|they|he|she|it|who|that|bank|system|team|colleague|colleagues|which|you|the|a|an|your|this|last\
    |each|every|to|our|their|his|her|no|any|company|desk";

/// After these, "to" begins what is to be done.
const MUST: &str = "need|needs|have|has|necessary|required|require|important|best|safest|safer|recommend|advise|ask\
    |asking|want|supposed|obliged|instructed|requested";

/// Charges that nobody owes beforehand.
const CHARGES: &str = "security deposit|verification deposit|refundable deposit|guarantee deposit|unlock fee|unlocking fee\
    |release fee|unfreeze fee|unfreezing fee|activation fee|clearance fee|recovery fee|verification fee\
    |insurance fee|processing fee first|tax first|fee first|gift card|gift cards|safe account\
    |safety account|secure account of ours|our secure wallet|our safe wallet|our cold wallet\
    |escrow wallet|to safety|same amount again|deposit as a guarantee|as a guarantee|as a security\
    |pay a fee|pay the fee first|pay the tax|pay tax|small test amount|test transaction|test transfer of\
    |as tax|as a tax|for the tax";

/// Chinese: what moves money somewhere. After each there may stand what follows in [`DONE`].
const ZH_MOVES: &str = "转到|转入|转给|转至|转进|转移|转账|转帐|转出|转过来|转来|转存|打到|打给|打款|打入|打过来|汇到|汇给|汇款|汇入|充值|充到|充入|充进|存入|存到|存进|先交|需交|要交|补交|交一\
    |交纳|缴|支付|付款|先付|需付|要付|补付|预付|垫付|划转|划到|提到|提现到|提币到|发送|发到|归集|放到|移到|购买|兑换成|换成|请交|交押金|交保证金|交费|交钱|交税|交定金|先转\
    |再转|转一|转点|转几|转个|打一笔|充一|充点|充几|转移到|转过去|打过去|提过去|移过去|买一|买张|买个|再充值|转税|转税款|补税";
const ZH_MONEY: &str = "保证金|押金|解冻|验证金|激活费|激活金|税|手续费|服务费|认证金|诚意金|定金|安全账户|安全账号|安全地址|安全钱包|安全帐户|指定账户|指定地址|指定钱包|我们的钱包|我们的地址|我们的账户\
    |公司账户|公司钱包|对公账户|新钱包|新地址|新账户|官方钱包|官方地址|官方账户|冷钱包|托管|监管账户|保护账户|这个地址|这个账户|这个钱包|下面的地址|以下地址|如下地址|下方地址|usdt\
    |usdc|btc|eth|trx|比特币|以太|资金|资产|余额|全部币|的币|的钱|礼品卡|款项|担保金|担保费|预付款|保险库|金库|所有币|才能|解锁|激活|卡密|购物卡|费用|验证费|认证费\
    |审核费|加急费|通道费|会员费|管理费|处理费|开通费|费";
/// What makes a thing, or the past, of such a verb.
const DONE: &str = "的|了|过|时|后|前|记录|哈希|凭证|截图|订单|时间|金额|失败|成功|未到|没到|状态|页面|功能|限额|方式|网络|回执|渠道|问题|是否|到账|流水|单号|已|确认|申请";
const ZH_OURSELVES: &str = "我们会|我们将|我们已|系统会|系统将|平台会|平台将|会为您|会帮您|将为您|自动|会退";

/// Whether a sentence has the customer move money.
pub fn is_moved(sentence: &Sentence<'_>) -> bool {
    let charged = words(CHARGES).filter_map(|charge| sentence.text.find(charge));
    let named = charged.map(|at| sentence.stance(at)).any(|stance| !stance.is_warded() && !stance.is_asked_about());
    named || is_demanded(sentence) || english(sentence) || chinese(sentence)
}

/// "We need a deposit first", "the refund comes after you pay the tax".
fn is_demanded(sentence: &Sentence<'_>) -> bool {
    let at = words(FIRST).find_map(|first| sentence.text.find(first));
    let holds = |word: &str| {
        sentence.text.match_indices(word).any(|(at, _)| {
            let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let before = sentence.text.get(..at).and_then(|text| text.chars().next_back());
            let after = sentence.text.get(at + word.len()..).and_then(|text| text.chars().next());
            !inner(before) && !inner(after)
        })
    };
    at.map(|at| sentence.stance(at)).is_some_and(|stance| {
        let clause = [stance.before, stance.clause].concat();
        let free =
            ["not have to", "don't have to", "no fee", "nothing", "not need", "don't need", "no payment", "no longer"];
        words(DEMANDED).any(holds)
            && !free.iter().any(|word| clause.contains(word))
            && !stance.is_warded()
            && !stance.is_asked_about()
    })
}

fn english(sentence: &Sentence<'_>) -> bool {
    let words: Vec<(usize, &str)> = placed(sentence.text);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    (0..words.len()).filter(|at| is_one(MOVES, word(*at))).any(|at| {
        let Some((place, verb)) = words.get(at) else { return false };
        let stance = sentence.stance(*place);
        let in_clause = |index: &usize| {
            words.get(*index).is_some_and(|(start, _)| *start < place + stance.clause.len() - stance.before.len())
        };
        let after: Vec<&str> = (at + 1..words.len()).filter(in_clause).map(word).collect();
        let money = after.iter().position(|word| is_one(MONEY, word) || is_amount(word));
        let ours =
            after.windows(2).any(|pair| matches!(pair, [whose, place] if is_one(OURS, whose) && is_one(PLACES, place)))
                || after
                    .windows(3)
                    .any(|three| matches!(three, [whose, _, place] if is_one(OURS, whose) && is_one(PLACES, place)));
        let before_money = after.get(..money.unwrap_or(after.len())).unwrap_or_default();
        let paper = before_money.iter().any(|word| is_one(PAPERS, word))
            || money.and_then(|at| after.get(at + 1)).is_some_and(|next| is_one(PAPERS, next));
        // "Transfer them to the address I give you."
        let somewhere = after.iter().position(|word| matches!(*word, "to" | "into" | "onto" | "in"));
        let somewhere = somewhere.and_then(|to| after.get(to + 1..)).is_some_and(|rest| {
            rest.iter().take(4).any(|word| is_one(PLACES, word))
                && !rest.iter().take(3).any(|word| matches!(*word, "own" | "yours" | "your"))
        });
        let put = matches!(*verb, "put" | "place" | "bring") && money.is_some();
        let ours = ours
            || somewhere && put
            || somewhere
                && matches!(
                    *verb,
                    "move"
                        | "transfer"
                        | "send"
                        | "withdraw"
                        | "deposit"
                        | "convert"
                        | "forward"
                        | "moving"
                        | "transferring"
                        | "sending"
                        | "depositing"
                );
        // Taking out what is one's own is no harm in itself, nor is giving an amount.
        let enough = if matches!(*verb, "withdraw" | "give" | "return" | "put" | "place" | "bring" | "forward") {
            ours
        } else {
            money.is_some() || ours
        };
        enough
            && !paper
            && is_told(&words, at, place - stance.before.len())
            && !stance.is_warded()
            && !stance.is_asked_about()
    })
}

/// Whether the reader is told to do it: the verb begins the clause, or follows "you must", "need to", "could you".
fn is_told(words: &[(usize, &str)], verb: usize, first: usize) -> bool {
    // What stands before the clause is no part of it.
    let within = |at: &usize| words.get(*at).is_some_and(|(place, _)| *place >= first);
    let word = |at: Option<usize>| at.filter(within).and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
    if word(Some(verb)).ends_with("ing") {
        return matches!(
            word(verb.checked_sub(1)),
            "by" | "through" | "keep" | "recommend" | "suggest" | "require" | "start" | "begin"
        );
    }
    let mut at = verb;
    while at > 0 && is_one(FILL, word(at.checked_sub(1))) {
        at -= 1;
    }
    let before = word(at.checked_sub(1));
    let earlier = word(at.checked_sub(2));
    match before {
        "" => true,
        "to" => is_one(MUST, earlier) || is_one(FILL, earlier) || is_one(MUST, word(at.checked_sub(3))),
        "you" => {
            let must = (at..verb).any(|place| matches!(word(Some(place)), "must" | "should" | "shall"));
            must || matches!(earlier, "can" | "could" | "would" | "will" | "may" | "that" | "ask" | "wish")
        }
        "can" | "could" | "will" | "would" => earlier != "you" && !is_one(OTHERS, earlier),
        // "The minimum deposit is": as often a thing as a deed.
        _ if is_one(THINGS, word(Some(verb))) => false,
        before => !is_one(OTHERS, before),
    }
}

/// `200usdt`, `0.1eth`, `$500`.
fn is_amount(word: &str) -> bool {
    let digits = word.trim_start_matches(['$', '€', '¥', '£']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    digits.len() > rest.len() && (is_one(MONEY, rest) || matches!(rest, "u" | "k") || word.len() > digits.len())
}

/// The words of a text and where they begin.
fn placed(text: &str) -> Vec<(usize, &str)> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '$' | '€');
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, inside(c)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                words.push((start, text.get(start..at).unwrap_or_default().trim_matches(['.', '-'])));
                from = None;
            }
            _ => {}
        }
    }
    words
}

fn chinese(sentence: &Sentence<'_>) -> bool {
    let usual = words(ZH_MOVES).flat_map(|verb| sentence.text.match_indices(verb));
    // "转0.05 BTC", "付50USDT".
    let counted = ["转", "付", "交", "打", "充", "存"].into_iter().flat_map(|verb| sentence.text.match_indices(verb));
    let counted = counted.filter(|(at, verb)| {
        let after = sentence.text.get(at + verb.len()..).unwrap_or_default();
        after.trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    usual.chain(counted).any(|(at, verb)| {
        let stance = sentence.stance(at);
        let after = sentence.text.get(at + verb.len()..).unwrap_or_default();
        let done = words(DONE).any(|done| after.starts_with(done));
        let ourselves = words(ZH_OURSELVES).any(|us| stance.before.contains(us));
        let to = ["到", "入", "至", "进", "给"].iter().any(|to| verb.ends_with(to) || after.starts_with(to))
            && ["地址", "账户", "钱包", "账号", "帐户", "保险库", "金库"].iter().any(|place| after.contains(place))
            && !["您自己", "您的", "本人", "自己的"].iter().any(|own| after.contains(own));
        let money = to
            || words(ZH_MONEY).any(|money| stance.clause.contains(money) || sentence.text.contains(money))
            || has_amount(stance.clause);
        // "请发送转账截图", "请提供": papers are sent as well.
        let papers = ["截图", "凭证", "哈希", "记录", "回执", "单号", "订单", "txid", "照片", "说明", "地址给", "信息"];
        let paper = papers.iter().any(|paper| after.contains(paper)) && !after.contains("保证金");
        // "明天起可以充值": what the customer may do again.
        let may = ["可以", "即可", "能够"].iter().any(|may| stance.before.contains(may))
            && ["充值", "转账", "购买", "支付", "付款", "转出"].contains(&verb)
            && !sentence.text.trim_end().ends_with('?')
            && !["安全", "指定", "我们的", "这个", "新", "冷", "官方", "保证金", "解冻"]
                .iter()
                .any(|to| stance.clause.contains(to));
        let free = ["不收", "免费", "免手续费", "没有手续费", "不需要"].iter().any(|free| stance.clause.contains(free));
        money && !free && !may && !done && !ourselves && !paper && !stance.is_warded() && !stance.is_asked_about()
    })
}

/// `200u`, `500元`, `一千块`.
fn has_amount(clause: &str) -> bool {
    clause.char_indices().any(|(at, c)| {
        let rest = clause.get(at + c.len_utf8()..).unwrap_or_default().trim_start();
        (c.is_ascii_digit() || "百千万".contains(c))
            && (rest.starts_with(['u', '元', '块', '刀', '美']) && !rest.starts_with("uid"))
    })
}
