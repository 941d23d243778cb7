//! Recovery phrases written without gaps: Chinese characters one after another, and words run together. Chinese prose is
//! made of the same characters, so it takes what prose has not: rare characters, and none of the pairs that prose is full of.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::phrases::WINDOW;
use super::plain::Plain;
use super::tokens::{Token, TokenKind};
use super::wordlists::{has_checksum, is_made_of_words, rank};

/// The lengths of phrases (BIP-39).
const LENGTHS: [usize; 5] = [12, 15, 18, 21, 24];

/// The mean rank, of 2047, from which a piece that has a phrase's length is one. Evenly drawn characters have 1023, and of
/// twelve of them 1.5 % less than this; of 3,300 Chinese support messages 0.2 % have a piece above it, and none of those
/// is without common pairs.
const MEAN_OF_A_PIECE: usize = 650;

/// And from which any twelve in a row are, within a longer piece.
const MEAN_OF_A_WINDOW: usize = 850;

/// And where the text itself talks of a phrase.
const MEAN_WHEN_TOLD: usize = 480;

/// And of twelve that stand apart.
const MEAN_APART: usize = 420;

/// Of twelve that stand apart, so many are of the list.
const SURE_APART: usize = 10;

/// Fewer different characters than this are somebody shouting.
const DIFFERENT: usize = 5;

/// Characters that number others.
const NUMBERING: &str = "第个個词詞单單字";

/// A line of a phrase has so many characters at most when it is written in groups.
const GROUP: usize = 6;

/// Words run together are as long as this at least: twelve of four letters, less a few of three.
const RUN_TOGETHER: usize = 36;

/// Pairs that ordinary messages are full of. That twelve evenly drawn characters hold one of them by chance: 1 in 1,500.
const COMMON_PAIRS: &str = "我们 你们 他们 什么 怎么 这么 那么 多少 可以 不能 不可 没有 还没 不是 是不 是否 就是 还是 但是 为什 因为 所以 如果 \
    一直 一个 一下 一次 现在 今天 昨天 明天 时候 时间 已经 刚才 之前 之后 以后 以前 请问 谢谢 您好 你好 麻烦 帮忙 帮我 知道 需要 应该 不了 \
    问题 显示 失败 成功 错误 提示 申请 审核 通过 评估 综合 借款 贷款 还款 账户 帐户 账号 帐号 登录 登陆 密码 手机 短信 信息 身份 认证 实名 \
    银行 开通 关闭 转账 交易 订单 提现 提币 充值 充币 到账 到帐 手续 费用 合约 杠杆 平仓 冻结 客服 电话 联系 回电 人工 操作 页面 系统 网络 \
    处理 解决 重新 修改 更换 取消 确认 找回 忘记 收到 查看 查询 价格 买卖 资金 地址 钱包 邮箱 验证 无法 不到 不出 不对 怎样 如何 哪里 哪个 \
    自己 别人 朋友 东西 使用 安全 下载 更新 软件 微信 支付 公司 平台 国家 中国 北京 上海 先生 女士 小时 分钟 工作 正常 一样 点击 进行 填写 \
    拒绝 被拒 经常 出现 繁忙 通知 几天 开始 结束 完成 能不 要不 有没 不要 不会 不想 想要 希望 希望 感觉 觉得 而且 然后 所有 全部 部分";

/// Finds phrases without gaps.
pub fn find(plain: &Plain, cues: &Cues, tokens: &[Token], found: &mut Vec<(SecretKind, Range<usize>)>) {
    run_together(plain, tokens, found);
    let pieces = pieces(tokens);
    if pieces.iter().map(Vec::len).sum::<usize>() < WINDOW {
        return;
    }
    let told = cues.any(&[Cue::Phrase, Cue::Seed]);
    for piece in &pieces {
        if LENGTHS.contains(&piece.len()) && is_phrase(piece, MEAN_OF_A_PIECE) {
            keep(piece, found);
        } else {
            windows(piece, if told { MEAN_WHEN_TOLD } else { MEAN_OF_A_WINDOW }, found);
        }
    }
    in_groups(plain, &pieces, told, found);
    one_by_one(plain, &pieces, told, found);
}

/// Characters that stand by themselves, numbered or with commas. People also write sentences so, to be seen: what those are
/// made of is common, and has the pairs of prose.
pub fn one_by_one(plain: &Plain, pieces: &[Vec<Han<'_>>], told: bool, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let digit_beside = |token: &Token| {
        plain.low_before(token.span.start).ends_with(|c: char| c.is_ascii_digit())
            || plain.low_from(token.span.end).starts_with(|c: char| c.is_ascii_digit())
    };
    let lonely: Vec<Han<'_>> = pieces
        .iter()
        .filter_map(|piece| if let [one] = piece.as_slice() { Some(*one) } else { None })
        .filter(|(token, c, _)| !(NUMBERING.contains(*c) && digit_beside(token)))
        .collect();
    let mut at = 0;
    while let Some(window) = lonely.get(at..at + WINDOW) {
        let ranks: Vec<usize> = window.iter().filter_map(|(_, _, rank)| rank.map(usize::from)).collect();
        let mean = ranks.iter().sum::<usize>() / ranks.len().max(1);
        let pairs = common_pairs(window);
        let words = mean >= MEAN_OF_A_PIECE && pairs <= 1
            || mean >= MEAN_APART && pairs == 0
            || told && pairs <= 1
            || LENGTHS.contains(&lonely.len()) && has_checksum(lonely.iter().map(|(_, c, _)| *c));
        if ranks.len() < SURE_APART || !words || !is_varied(window) {
            at += 1;
            continue;
        }
        let length = lonely.get(at..).unwrap_or_default().iter().take_while(|(_, _, rank)| rank.is_some()).count();
        keep(lonely.get(at..at + length.max(WINDOW)).unwrap_or_default(), found);
        at += length.max(WINDOW);
    }
}

/// Whether characters are more than one again and again.
fn is_varied(chars: &[Han<'_>]) -> bool {
    let mut different: Vec<char> = chars.iter().map(|(_, c, _)| *c).collect();
    different.sort_unstable();
    different.dedup();
    different.len() >= DIFFERENT
}

/// A Han character of the text.
pub type Han<'a> = (&'a Token, char, Option<u16>);

/// Han characters by what stands together without a gap.
pub fn pieces(tokens: &[Token]) -> Vec<Vec<Han<'_>>> {
    let mut pieces: Vec<Vec<Han<'_>>> = Vec::new();
    for token in tokens {
        let TokenKind::Han(c, rank) = token.kind else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(|(last, ..)| last.span.end == token.span.start) => {
                piece.push((token, c, rank));
            }
            _ => pieces.push(vec![(token, c, rank)]),
        }
    }
    pieces
}

fn is_phrase(chars: &[Han<'_>], mean: usize) -> bool {
    let Some(sum) = chars.iter().map(|(_, _, rank)| rank.map(usize::from)).sum::<Option<usize>>() else { return false };
    sum >= mean * chars.len() && common_pairs(chars) == 0
}

fn common_pairs(chars: &[Han<'_>]) -> usize {
    chars.windows(2).filter(|pair| matches!(pair, [(_, a, _), (_, b, _)] if is_common_pair(*a, *b))).count()
}

/// Whether prose is full of these two characters in a row.
pub fn is_common_pair(first: char, second: char) -> bool {
    let (Some(first), Some(second)) = (rank(first), rank(second)) else { return false };
    PAIRS.contains(&(first, second))
}

/// The common pairs by rank, so that they hold for both scripts.
static PAIRS: std::sync::LazyLock<std::collections::HashSet<(u16, u16)>> = std::sync::LazyLock::new(|| {
    let pair = |word: &str| {
        let mut chars = word.chars();
        Some((rank(chars.next()?)?, rank(chars.next()?)?))
    };
    COMMON_PAIRS.split_whitespace().filter_map(pair).collect()
});

/// Twelve in a row within a piece, and what goes on after them.
fn windows(piece: &[Han<'_>], mean: usize, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let mut at = 0;
    while let Some(window) = piece.get(at..at + WINDOW) {
        if !is_phrase(window, mean) {
            at += 1;
            continue;
        }
        let rest = piece.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|(_, _, rank)| rank.is_some()).count();
        keep(rest.get(..length).unwrap_or_default(), found);
        at += length;
    }
}

/// Pieces in a row with nothing but white space and numbering between: groups of one size, the last perhaps smaller, or
/// anything where the text itself talks of a phrase.
fn in_groups(plain: &Plain, pieces: &[Vec<Han<'_>>], told: bool, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for row in pieces.chunk_by(|before, after| only_spaces(plain, before, after)) {
        if told {
            windows(&row.concat(), MEAN_WHEN_TOLD, found);
        }
        let mut next = 0;
        for groups in row.chunk_by(|before, after| before.len() == after.len()) {
            next += groups.len();
            let Some(size) = groups.first().map(Vec::len).filter(|size| (2..=GROUP).contains(size)) else { continue };
            let all: Vec<Han<'_>> = groups.concat();
            let rest = row.get(next).filter(|rest| rest.len() < size);
            let with_rest = rest.map(|rest| [all.as_slice(), rest.as_slice()].concat());
            for chars in [Some(all), with_rest].into_iter().flatten() {
                if LENGTHS.contains(&chars.len()) && is_phrase(&chars, MEAN_OF_A_PIECE) {
                    keep(&chars, found);
                }
            }
        }
    }
}

/// Whether white space and numbering are all that stands between two pieces.
fn only_spaces(plain: &Plain, before: &[Han<'_>], after: &[Han<'_>]) -> bool {
    let (Some((last, ..)), Some((first, ..))) = (before.last(), after.first()) else { return false };
    plain.low.get(last.span.end..first.span.start).is_some_and(|gap| {
        gap.chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '.' | ')' | '|' | '-'))
    })
}

fn keep(chars: &[Han<'_>], found: &mut Vec<(SecretKind, Range<usize>)>) {
    if let (Some((first, ..)), Some((last, ..))) = (chars.first(), chars.last()) {
        found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
    }
}

/// Words of one list with nothing between them.
fn run_together(plain: &Plain, tokens: &[Token], found: &mut Vec<(SecretKind, Range<usize>)>) {
    for token in tokens {
        let word = plain.low.get(token.span.clone()).unwrap_or_default();
        if token.span.len() >= RUN_TOGETHER && is_made_of_words(word, WINDOW) {
            found.push((SecretKind::RecoveryPhrase, token.span.clone()));
        }
    }
}
