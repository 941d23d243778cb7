//! What is really the desk's: its numbers, links and names on Telegram.
//!
//! Says "official" only of what is listed; knows nothing of who is good or bad beyond that list.

mod address;
mod claim;
mod endings;
mod even;
mod links;
mod look_alike;
mod names;
mod numbers;
mod verdict;

use phonenumber::country::Id as Country;

pub use claim::{Claim, Sighting};
pub use links::{is_allowed, links_in, normal_link};
pub use names::is_handle;
pub(super) use numbers::digit;
pub use verdict::{Trick, Verdict};

use address::Address;

/// `[official]`: what "is this you?" is checked against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Official {
    /// Phone numbers in E.164.
    pub phones: Vec<String>,
    /// The only links that an answer may carry, in the form of [`normal_link`]. A link is allowed when it equals one or
    /// continues it after a `/`, `?` or `#`; see [`is_allowed`].
    pub links: Vec<String>,
    /// Names on Telegram, in lower case with their `@`.
    pub handles: Vec<String>,
    /// The country of phone numbers written without one.
    pub country: Option<Country>,
}

impl Official {
    /// Every number, link, mail address and name on Telegram in `text`, each once and with what it is.
    pub fn sightings(&self, text: &str) -> Vec<Sighting> {
        claim::claims_in(text, self)
            .into_iter()
            .map(|(written, claim)| Sighting { verdict: self.verdict(&claim), written, claim })
            .collect()
    }

    /// What a shared contact's number is.
    pub fn number(&self, written: &str) -> Sighting {
        let claim = Claim::Number(numbers::normal(written, self));
        Sighting { verdict: self.verdict(&claim), written: written.to_owned(), claim }
    }

    /// What something is to the desk.
    pub fn verdict(&self, claim: &Claim) -> Verdict {
        match claim {
            Claim::Number(number) => numbers::verdict(number, &self.phones),
            Claim::Handle(name) => names::verdict(name, &self.names()),
            Claim::Link(address) => self.link(address),
            Claim::Mail { host, .. } => self.mail(host),
        }
    }

    /// The links that an answer may carry, names on Telegram among them.
    pub fn allowed(&self) -> Vec<String> {
        let names = self.handles.iter().filter_map(|handle| normal_link(handle));
        self.links.iter().cloned().chain(names).collect()
    }

    /// The numbers in a text that are not listed, as written: what an answer must not carry.
    pub fn foreign_numbers(&self, text: &str) -> Vec<String> {
        let listed = |number: &str| numbers::verdict(number, &self.phones) == Verdict::Official;
        let runs = numbers::certain(text, self);
        runs.into_iter().filter(|run| !listed(&run.number)).map(|run| run.written).collect()
    }

    fn link(&self, address: &Address) -> Verdict {
        let listed: Vec<Address> = self.links.iter().filter_map(|link| Address::read(link)).collect();
        if listed.iter().any(|official| address.continues(official)) {
            return match address.is_hidden() {
                false => Verdict::Official,
                true => Verdict::LookAlike { of: address.host().to_owned(), trick: Trick::Hidden },
            };
        }
        let names = self.handles.iter().filter_map(|handle| Address::read(handle));
        let mut all = listed.iter().cloned().chain(names);
        if let Some(official) = all.find(|official| address.is_twisted() && address.seems_to_continue(official)) {
            let of = official.telegram_name().map_or_else(|| official.host().to_owned(), |name| format!("@{name}"));
            return Verdict::LookAlike { of, trick: Trick::Inside };
        }
        look_alike::of_hosts(address, listed.iter().filter(|official| official.is_whole_site()))
    }

    fn mail(&self, host: &Address) -> Verdict {
        let listed: Vec<Address> = self.links.iter().filter_map(|link| Address::read(link)).collect();
        let mut sites = listed.iter().filter(|official| official.is_whole_site());
        if !host.is_hidden() && sites.clone().any(|official| official.host() == host.host()) {
            return Verdict::Official;
        }
        look_alike::of_hosts(host, &mut sites)
    }

    /// The names on Telegram, listed as such or as links, without `@`.
    fn names(&self) -> Vec<String> {
        let linked = self.links.iter().filter_map(|link| Address::read(link)?.telegram_name());
        self.handles.iter().map(|handle| handle.trim_start_matches('@').to_owned()).chain(linked).collect()
    }
}
