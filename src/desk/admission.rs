//! Who sits at which browser: begins a sign-in, lets the browser in that asked for it, and ends sessions. Knows secrets of browsers
//! by their keyed hashes alone; what a request carries is checked here and nowhere else.

use std::fmt;

use jiff::Timestamp;

use super::Desk;
use super::deeds::MAX_CONFLICTS;
use super::versions::Versions;
use crate::admission::{
    Attempt, AttemptCode, Browser, CHOICES, Denied, Happened, MOST_SESSIONS, Record, SecretHash, Session, SessionId,
    Stage, Way,
};
use crate::callback::{Member, Role, Surface, UserId};
use crate::conversation::{Needs, Situation};
use crate::store::{Changes, Commit, Replace, StoreFault, Versioned};

/// Bytes of a browser's secret: nobody guesses 256 bits.
const SECRET_BYTES: usize = 32;

/// The numbers that a page shows: two digits, none of which begins with a zero.
const NUMBERS: std::ops::RangeInclusive<u8> = 10..=99;

/// How often numbers are drawn for one attempt; three that differ come long before.
const MOST_DRAWS: usize = 64;

/// Something that a browser alone knows, in hexadecimal. Handed to it in a cookie and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct BrowserSecret(String);

impl BrowserSecret {
    fn new() -> Option<Self> {
        let mut random = [0; SECRET_BYTES];
        getrandom::fill(&mut random).ok()?;
        Some(Self(random.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// What a browser sent, if it has the form of one.
    pub fn read(text: &str) -> Option<Self> {
        let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (hex && text.len() == 2 * SECRET_BYTES).then(|| Self(text.to_owned()))
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BrowserSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BrowserSecret(…)")
    }
}

/// A sign-in that has just begun.
#[derive(Clone, Debug)]
pub struct BegunSignIn {
    /// For the link to the bot.
    pub code: AttemptCode,
    /// For the browser alone.
    pub secret: BrowserSecret,
    /// For the page.
    pub attempt: Attempt,
}

/// How a sign-in stands, for the browser that asked for it.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Nobody has pressed the number yet.
    Waits(Attempt),
    /// The browser is in; its session's token.
    Done(BrowserSecret),
    /// It leads nowhere.
    Denied(Denied),
}

/// Somebody at a browser that is signed in.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who.
    pub member: Member,
    /// Which session.
    pub id: SessionId,
    /// The session.
    pub session: Session,
}

/// Something that was done, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What was written down.
    pub record: Record,
    /// The name of who did it, while they are on the roster. Former members have none.
    pub name: Option<String>,
}

impl Desk {
    /// Loads the sign-in that an event is about, and the sessions that it may end.
    pub(super) async fn load_sign_in(
        &self,
        needs: &Needs,
        who: UserId,
        situation: &mut Situation,
        versions: &mut Versions,
    ) -> Result<(), StoreFault> {
        if let Some(code) = needs.attempt
            && let Some(Versioned { version, value }) = self.store.attempt(code).await?
        {
            versions.attempt = Some(version);
            situation.attempt = Some((code, value));
        }
        if needs.sessions {
            for (id, Versioned { version, value }) in self.store.sessions_of(who).await? {
                versions.sessions.push((id.clone(), version));
                situation.sessions.push((id, value));
            }
        }
        Ok(())
    }

    /// Begins a sign-in for a browser.
    ///
    /// # Errors
    /// When the store fails, or the system has no random bytes to give.
    pub async fn begin_sign_in(&self, browser: Browser) -> Result<BegunSignIn, StoreFault> {
        let no_random = || StoreFault::Broken("the system gives no random bytes".to_owned());
        let secret = BrowserSecret::new().ok_or_else(no_random)?;
        let (code, number, choices) = draw().ok_or_else(no_random)?;
        let made_at = self.now();
        let attempt = Attempt { number, choices, secret: self.hash_of(&secret), made_at, browser, stage: Stage::Shown };
        let put = Replace { expect: None, value: Some(attempt.clone()) };
        let changes = Changes { attempts: vec![(code, put)], ..Changes::default() };
        match self.store.commit(None, changes, made_at).await? {
            Commit::Done => Ok(BegunSignIn { code, secret, attempt }),
            // One of 2^40 codes twice within three minutes: whoever meets it presses again.
            Commit::Conflict => Err(no_random()),
        }
    }

    /// How a sign-in stands. The first time that it is granted, the browser is in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_in(&self, code: AttemptCode, secret: &BrowserSecret) -> Result<SignIn, StoreFault> {
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let Some(Versioned { version, value: attempt }) = self.store.attempt(code).await? else {
                return Ok(SignIn::Denied(Denied::Unknown));
            };
            let who = match attempt.outcome(&self.hash_of(secret), now) {
                Err(why) => return Ok(SignIn::Denied(why)),
                Ok(None) => return Ok(SignIn::Waits(attempt)),
                Ok(Some(who)) => who,
            };
            // Who has left the roster since the press stays outside.
            let roster = self.roster();
            let Some(member) = roster.member(who) else { return Ok(SignIn::Denied(Denied::Stranger)) };
            let session = Session {
                who,
                role: member.role(),
                made_at: now,
                used_at: now,
                way: Way::Number,
                browser: attempt.browser,
                attempt: Some(code),
            };
            let used = (code, Replace { expect: Some(version), value: None });
            if let Some(token) = self.open_session(session, vec![used], now).await? {
                return Ok(SignIn::Done(token));
            }
        }
        Ok(SignIn::Denied(Denied::Used))
    }

    /// Writes a new session with what led to it; `None` when somebody was faster.
    async fn open_session(
        &self,
        session: Session,
        attempts: Vec<(AttemptCode, Replace<Attempt>)>,
        now: Timestamp,
    ) -> Result<Option<BrowserSecret>, StoreFault> {
        let token = BrowserSecret::new();
        let token = token.ok_or_else(|| StoreFault::Broken("the system gives no random bytes".to_owned()))?;
        let mut sessions = self.store.sessions_of(session.who).await?;
        sessions.sort_by_key(|(_, session)| session.value.made_at);
        let too_many = (sessions.len() + 1).saturating_sub(MOST_SESSIONS);
        let mut replaced: Vec<_> = sessions.into_iter().take(too_many).map(removed).collect();
        let what = Happened::SignedIn { way: session.way, browser: session.browser.clone() };
        let audit = vec![self.did(session.who, what, now)];
        replaced.push((self.hash_of(&token), Replace { expect: None, value: Some(session) }));
        let changes = Changes { attempts, sessions: replaced, audit, ..Changes::default() };
        if self.store.commit(None, changes, now).await? == Commit::Conflict {
            return Ok(None);
        }
        self.has_changed();
        Ok(Some(token))
    }

    /// Who sits at the browser with this token, and that they have just done something there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn seat(&self, token: &BrowserSecret) -> Result<Option<Seat>, StoreFault> {
        let Some((version, seat)) = self.found_seat(token).await? else { return Ok(None) };
        if let Some(used) = seat.session.used(self.now()) {
            let put = (seat.id.clone(), Replace { expect: Some(version), value: Some(used) });
            let changes = Changes { sessions: vec![put], ..Changes::default() };
            // Whoever was faster has noted the same, or ended it: the next request sees that.
            self.store.commit(None, changes, self.now()).await?;
        }
        Ok(Some(seat))
    }

    /// Who sits there, without their having done anything.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_at_seat(&self, token: &BrowserSecret) -> Result<Option<Seat>, StoreFault> {
        Ok(self.found_seat(token).await?.map(|(_, seat)| seat))
    }

    /// Whether somebody still sits there; a page that merely stands open keeps no session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_seated(&self, token: &BrowserSecret) -> Result<bool, StoreFault> {
        Ok(self.found_seat(token).await?.is_some())
    }

    /// The seat with the session's version: on the roster now, with the role that they signed in with. A session that is over is
    /// removed.
    async fn found_seat(&self, token: &BrowserSecret) -> Result<Option<(u64, Seat)>, StoreFault> {
        let id = self.hash_of(token);
        let Some(Versioned { version, value: session }) = self.store.session(&id).await? else { return Ok(None) };
        let roster = self.roster();
        match session.member(&roster, self.now()) {
            Some(member) => Ok(Some((version, Seat { member: member.clone(), id, session }))),
            None => {
                self.end_sessions(vec![(id, Versioned { version, value: session })], Vec::new()).await?;
                Ok(None)
            }
        }
    }

    /// What each form of a session carries.
    pub fn form_token(&self, session: &SessionId) -> SecretHash {
        SecretHash::new(&self.profile.code_key.form_token(session.as_str().as_bytes()))
    }

    /// The sessions of a member that last, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sessions_of(&self, who: UserId) -> Result<Vec<(SessionId, Session)>, StoreFault> {
        let (now, roster) = (self.now(), self.roster());
        let sessions = self.store.sessions_of(who).await?.into_iter().map(|(id, found)| (id, found.value));
        let mut sessions: Vec<_> = sessions.filter(|(_, session)| session.member(&roster, now).is_some()).collect();
        sessions.sort_by_key(|(_, session)| std::cmp::Reverse(session.made_at));
        Ok(sessions)
    }

    /// Signs one browser of a member's out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out(&self, who: UserId, id: &SessionId) -> Result<(), StoreFault> {
        let mut sessions = self.store.sessions_of(who).await?;
        sessions.retain(|(found, _)| found == id);
        self.end_sessions(sessions, vec![self.did(who, Happened::SignedOut, self.now())]).await
    }

    /// Signs all browsers of a member's out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out_everywhere(&self, who: UserId) -> Result<(), StoreFault> {
        let sessions = self.store.sessions_of(who).await?;
        self.end_sessions(sessions, vec![self.did(who, Happened::SignedOutEverywhere, self.now())]).await
    }

    /// Ends sessions, whatever was noted of them meanwhile.
    async fn end_sessions(
        &self,
        sessions: Vec<(SessionId, Versioned<Session>)>,
        audit: Vec<Record>,
    ) -> Result<(), StoreFault> {
        let mut sessions = sessions;
        for _ in 0..MAX_CONFLICTS {
            let changes = Changes {
                sessions: sessions.iter().cloned().map(removed).collect(),
                audit: audit.clone(),
                ..Changes::default()
            };
            if sessions.is_empty() {
                return Ok(());
            }
            if self.store.commit(None, changes, self.now()).await? == Commit::Done {
                self.has_changed();
                return Ok(());
            }
            let mut still = Vec::new();
            for (id, _) in sessions {
                still.extend(self.store.session(&id).await?.map(|found| (id, found)));
            }
            sessions = still;
        }
        Err(StoreFault::Broken("a session changed at every try to end it".to_owned()))
    }

    /// What members did before a time, the newest first, at most `limit`; `None` for who does not lead.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_record(
        &self,
        who: UserId,
        before: Timestamp,
        limit: usize,
    ) -> Result<Option<Vec<Done>>, StoreFault> {
        let roster = self.roster();
        if !roster.member(who).is_some_and(|member| member.role() == Role::Lead) {
            return Ok(None);
        }
        let named = |record: Record| {
            let name = record.by.and_then(|by| roster.member(by)).map(|member| member.name().to_owned());
            Done { record, name }
        };
        Ok(Some(self.store.audit(before, limit).await?.into_iter().map(named).collect()))
    }

    fn hash_of(&self, secret: &BrowserSecret) -> SecretHash {
        SecretHash::new(&self.profile.code_key.browser_hash(secret.0.as_bytes()))
    }

    fn did(&self, who: UserId, what: Happened, at: Timestamp) -> Record {
        Record { at, by: Some(who), surface: Surface::Console, what }
    }
}

fn removed((id, found): (SessionId, Versioned<Session>)) -> (SessionId, Replace<Session>) {
    (id, Replace { expect: Some(found.version), value: None })
}

/// A code, the number that the page shows, and those that the bot offers; `None` without random bytes.
fn draw() -> Option<(AttemptCode, u8, [u8; CHOICES])> {
    let mut random = [0; 5];
    getrandom::fill(&mut random).ok()?;
    let code = AttemptCode::new(random);
    let mut numbers: Vec<u8> = Vec::new();
    for _ in 0..MOST_DRAWS {
        let mut random = [0; 1];
        getrandom::fill(&mut random).ok()?;
        // Of the 128 values of seven bits the 90 that are meant: each as likely as the others.
        let [number] = random.map(|byte: u8| byte & 0x7f);
        if NUMBERS.contains(&number) && !numbers.contains(&number) {
            numbers.push(number);
        }
        if let Ok(choices) = <[u8; CHOICES]>::try_from(numbers.as_slice()) {
            let mut place = [0_u8; 1];
            getrandom::fill(&mut place).ok()?;
            // 256 is one more than a multiple of three: the first place is likelier by a quarter of a percent, which helps nobody.
            let [place] = place.map(|byte| usize::from(byte) % CHOICES);
            let number = choices.get(place).copied()?;
            return Some((code, number, choices));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_number_is_among_three_that_differ() {
        let mut places = [0; CHOICES];
        for _ in 0..300 {
            let Some((_, number, choices)) = draw() else { unreachable!("the system has random bytes") };
            let [a, b, c] = choices;
            assert!(a != b && b != c && a != c && choices.iter().all(|choice| NUMBERS.contains(choice)), "{choices:?}");
            let place = choices.iter().position(|choice| *choice == number);
            if let Some(count) = place.and_then(|place| places.get_mut(place)) {
                *count += 1;
            }
        }
        assert!(places.iter().all(|count| *count > 50) && places.iter().sum::<i32>() == 300, "{places:?}");
    }
}
