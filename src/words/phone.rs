//! Phone numbers as their owners read them back: with the country by name, so that a wrong one is seen at once. Shows too
//! few digits to call.

use super::Words;
use crate::safety::Phone;

impl Words<'_> {
    /// The number: "+44 (United Kingdom) ••• 0299".
    pub fn phone(self, phone: &Phone) -> String {
        let Some(country) = phone.country() else { return phone.masked() };
        let args = [
            ("code", phone.country_code().to_string().into()),
            ("country", self.country(country.as_ref()).into()),
            ("end", phone.ending().into()),
        ];
        self.label("phone-shown", &args)
    }
}
