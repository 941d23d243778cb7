//! Who a scripted person is.

/// Who a new person is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// Telegram id; one is chosen if absent. It is also the id of the private chat with the bot.
    pub id: Option<i64>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// IETF tag as Telegram sends it, such as `en` or `zh-hans`.
    pub language_code: Option<String>,
    /// The number of the account, as `+12025550143`.
    pub phone: Option<String>,
}

impl NewPerson {
    /// A person of this first name.
    #[must_use]
    pub fn named(first_name: &str) -> Self {
        Self { first_name: first_name.to_owned(), ..Self::default() }
    }

    /// With this Telegram id.
    #[must_use]
    pub fn id(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }

    /// With this last name.
    #[must_use]
    pub fn last_name(mut self, name: &str) -> Self {
        self.last_name = Some(name.to_owned());
        self
    }

    /// With this username.
    #[must_use]
    pub fn username(mut self, name: &str) -> Self {
        self.username = Some(name.to_owned());
        self
    }

    /// Whose Telegram is set to this language.
    #[must_use]
    pub fn language(mut self, code: &str) -> Self {
        self.language_code = Some(code.to_owned());
        self
    }

    /// With this number.
    #[must_use]
    pub fn phone(mut self, number: &str) -> Self {
        self.phone = Some(number.to_owned());
        self
    }
}
