//! The names of intents: what is one, and how one is made from another tool's label.

/// The longest name. It travels in the buttons' data, of which Telegram takes 64 bytes.
pub const ID_CHARS: usize = 40;

/// Whether `id` may name an intent: 1 to [`ID_CHARS`] of `a` to `z`, `0` to `9` and `-`.
pub fn is_intent_id(id: &str) -> bool {
    (1..=ID_CHARS).contains(&id.len()) && id.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'))
}

/// The name made from a label of training data: lower case, everything else to `-`, cut at [`ID_CHARS`].
///
/// The same label gives the same name everywhere, so that measured files can be compared with imported ones.
pub fn id_from_label(label: &str) -> String {
    let mut id = String::new();
    for c in label.chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => id.push(c),
            _ if id.is_empty() || id.ends_with('-') => {}
            _ => id.push('-'),
        }
        if id.len() == ID_CHARS {
            break;
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { nameless(label) } else { id }
}

/// A name for a label without any Latin letter or digit: its code points.
fn nameless(label: &str) -> String {
    let mut id = String::from("label");
    for c in label.chars() {
        let code = format!("-{:x}", u32::from(c));
        if id.len() + code.len() > ID_CHARS {
            break;
        }
        id.push_str(&code);
    }
    id
}

#[cfg(test)]
mod tests {
    use super::{id_from_label, is_intent_id};

    #[test]
    fn labels_become_names() {
        assert_eq!(id_from_label("Refund_not_showing_up"), "refund-not-showing-up");
        assert_eq!(id_from_label("reverted_card_payment?"), "reverted-card-payment");
        assert_eq!(
            id_from_label("balance_not_updated_after_cheque_or_cash_deposit"),
            "balance-not-updated-after-cheque-or-cash"
        );
        assert_eq!(id_from_label("faq/ask 1"), "faq-ask-1");
        assert_eq!(id_from_label("提现"), "label-63d0-73b0");
        assert_eq!(id_from_label(""), "label");
    }

    proptest::proptest! {
        #[test]
        fn every_label_gives_a_name(label in ".*") {
            assert!(is_intent_id(&id_from_label(&label)));
        }
    }
}
