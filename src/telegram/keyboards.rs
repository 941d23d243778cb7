//! Our buttons as Telegram's. Bounds what Telegram would refuse.

use teloxide::types::{
    ButtonRequest, InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup, KeyboardButton,
    KeyboardMarkup, KeyboardRemove, ReplyMarkup,
};

use super::render::cut;
use crate::callback::ChatId;
use crate::conversation::{Button, Click, Keyboard};

/// The longest label, UTF-16 units; a phone shows fewer.
const MAX_LABEL: usize = 64;

/// Telegram drops buttons beyond about this many.
const MAX_BUTTONS: usize = 100;

/// The buttons of a new message.
pub fn markup(keyboard: &Keyboard, chat: ChatId) -> Option<ReplyMarkup> {
    match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(_) => inline(keyboard).map(ReplyMarkup::InlineKeyboard),
        // Telegram refuses the contact button in a group.
        Keyboard::AskContact { .. } | Keyboard::Remove if chat.0 < 0 => None,
        Keyboard::AskContact { share, others } => {
            let share = KeyboardButton::new(cut(share, MAX_LABEL)).request(ButtonRequest::Contact);
            let others = others.iter().take(MAX_BUTTONS).map(|label| KeyboardButton::new(cut(label, MAX_LABEL)));
            let rows = std::iter::once(share).chain(others).map(|button| [button]);
            let mut keyboard = KeyboardMarkup::new(rows);
            keyboard.resize_keyboard = true;
            keyboard.one_time_keyboard = true;
            Some(ReplyMarkup::Keyboard(keyboard))
        }
        Keyboard::Remove => Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
    }
}

/// The buttons inside a message; `None` when there are none.
pub fn inline(keyboard: &Keyboard) -> Option<InlineKeyboardMarkup> {
    let Keyboard::Inline(rows) = keyboard else { return None };
    let mut left = MAX_BUTTONS;
    let mut shown = Vec::new();
    for row in rows {
        let row = row.iter().filter_map(button).take(left).collect::<Vec<_>>();
        left -= row.len();
        if !row.is_empty() {
            shown.push(row);
        }
    }
    (!shown.is_empty()).then(|| InlineKeyboardMarkup::new(shown))
}

fn button(button: &Button) -> Option<InlineKeyboardButton> {
    let data = String::from(button.click.clone());
    if Click::decode(&data).is_none() || button.label.trim().is_empty() {
        // Telegram would refuse the whole message for it.
        tracing::error!(bytes = data.len(), "a button without a label, or with too long a meaning, was left out");
        return None;
    }
    Some(InlineKeyboardButton::new(cut(&button.label, MAX_LABEL), InlineKeyboardButtonKind::CallbackData(data)))
}
