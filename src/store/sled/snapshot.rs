//! Copies every row as it was at one commit while the writer goes on: what has changed since comes from the shadow. Nobody
//! waits for the copy; changes nothing.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::census::Census;
use super::mark::Keeper;
use super::reading::Reading;
use super::shadow::{Shade, Shadow};
use super::trees::{CENSUS_KEY, Name, Trees};
use crate::store::census::Counts;
use crate::store::{Contents, Portion, Snapshot, StoreFault, StoredRow};

/// Rows read at a time, so that nobody waits for the engine.
const PORTION_ROWS: usize = 512;
/// Bytes read at a time, more or less: a portion in the hand and one on its way are little memory.
const PORTION_BYTES: usize = 256 * 1024;

/// What is kept of rows that change meanwhile, bytes: tens of thousands of rows, which a busy desk writes in a minute. The
/// whole program is to stay below 150 MB.
const KEPT_BYTES: usize = 32 * 1024 * 1024;
/// A copy of the rows of one commit.
pub struct Copier {
    shade: Shade,
    census: Census,
    contents: Contents,
    /// The tree that is being copied; none after the last.
    name: Option<Name>,
    found: Counts,
    portion_rows: usize,
}

impl Copier {
    /// Begins a copy of what is there now: waits for the commit under way, and no commit for it.
    ///
    /// # Errors
    /// [`StoreFault::CopyUnderWay`].
    pub fn begin(trees: &Trees, mark: &Keeper) -> Result<Self, StoreFault> {
        Self::within(trees, mark, KEPT_BYTES, PORTION_ROWS)
    }

    fn within(trees: &Trees, mark: &Keeper, limit: usize, portion_rows: usize) -> Result<Self, StoreFault> {
        let shade = trees.shade();
        // Held by the writer from before a change can be seen until it is flushed.
        let census = trees.census();
        let counted = census.clone().ok_or_else(|| StoreFault::Broken("there is no census".into()))?;
        let mut shadow = shade.lock();
        if shadow.is_some() {
            return Err(StoreFault::CopyUnderWay);
        }
        *shadow = Some(Shadow::new(limit));
        drop((shadow, census));
        let mark = mark.mark();
        let contents = Contents {
            store: counted.store.clone(),
            schema: mark.schema,
            key: mark.sealed,
            commit: counted.commit,
            next_row: mark.next_row,
            next_request: mark.next_request,
            counts: counted.counts.clone(),
        };
        let [first, ..] = Name::ALL;
        Ok(Self { shade, census: counted, contents, name: Some(first), found: Counts::new(), portion_rows })
    }

    /// The next rows; `None` after the last.
    ///
    /// # Errors
    /// [`StoreFault::CopyTooSlow`], [`StoreFault::CopyDiffers`], and when the engine fails.
    pub fn next(&mut self, trees: &Trees) -> Result<Option<Portion>, StoreFault> {
        while let Some(name) = self.name {
            let rows = self.rows(trees, name)?;
            if !rows.is_empty() {
                let tree = name.as_str().to_owned();
                return Ok(Some(Portion { tree, rows }));
            }
        }
        match self.census.differs_from(&self.found) {
            Some(differences) => Err(StoreFault::CopyDiffers { differences }),
            None => Ok(None),
        }
    }

    fn rows(&mut self, trees: &Trees, name: Name) -> Result<Vec<StoredRow>, StoreFault> {
        let from = self.shade.lock().as_ref().and_then(|shadow| shadow.last().map(<[u8]>::to_vec));
        let (mut rows, mut bytes, mut more) = (BTreeMap::new(), 0, false);
        for row in trees.stored_after(name, from.as_deref()) {
            let StoredRow { key, value } = row?;
            bytes += key.len() + value.len();
            rows.insert(key, value);
            if rows.len() >= self.portion_rows || bytes >= PORTION_BYTES {
                more = true;
                break;
            }
        }
        let last = rows.keys().next_back().filter(|_| more).cloned();
        let following = Name::ALL.into_iter().skip_while(|other| *other != name).nth(1);
        // The writer waits for this lock: nothing else is done under it.
        let before = {
            let mut shadow = self.shade.lock();
            let shadow = shadow.as_mut().ok_or_else(|| StoreFault::Broken("the copy has no shadow".into()))?;
            if shadow.is_full() {
                return Err(StoreFault::CopyTooSlow);
            }
            match (more, following) {
                (true, _) => shadow.take(name, last),
                (false, Some(next)) => shadow.take(next, None),
                (false, None) => shadow.take_all(),
            }
        };
        if !more {
            self.name = following;
        }
        for ((_, key), value) in before {
            match value {
                Some(value) => drop(rows.insert(key, value)),
                None => drop(rows.remove(&key)),
            }
        }
        let count = self.found.entry(name.as_str().to_owned()).or_default();
        for (key, value) in &rows {
            if name != Name::Meta || key != CENSUS_KEY {
                count.add(trees.witness(name, key, value));
            }
        }
        Ok(rows.into_iter().map(|(key, value)| StoredRow { key, value }).collect())
    }
}

impl Drop for Copier {
    fn drop(&mut self) {
        *self.shade.lock() = None;
    }
}

/// The copy as the store gives it out. The store may be closed meanwhile.
pub struct SledSnapshot {
    reading: Reading,
    contents: Contents,
    copier: Option<Copier>,
}

impl SledSnapshot {
    /// Goes on with this copy.
    pub fn new(reading: Reading, copier: Copier) -> Self {
        Self { reading, contents: copier.contents.clone(), copier: Some(copier) }
    }
}

#[async_trait]
impl Snapshot for SledSnapshot {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    async fn next(&mut self) -> Result<Option<Portion>, StoreFault> {
        let mut copier = self.copier.take().ok_or(StoreFault::Closed)?;
        let (copier, portion) = self
            .reading
            .read(move |trees| {
                let portion = copier.next(trees)?;
                Ok((copier, portion))
            })
            .await?;
        self.copier = Some(copier);
        Ok(portion)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::StoreId;
    use crate::store::sled::folder::{Disk, Folder};
    use crate::store::sled::mark::{MARK_FILE, Mark};
    use crate::store::sled::trees::{Writes, broken};

    /// Trees with a census, and a mark of theirs.
    struct Bench {
        trees: Trees,
        mark: Keeper,
        _disk: Disk,
        _folder: Folder,
        _home: tempfile::TempDir,
    }

    impl Bench {
        fn new() -> Result<Self, StoreFault> {
            let system = |error: std::io::Error| StoreFault::Broken(error.to_string());
            let home = tempfile::tempdir().map_err(system)?;
            let folder = Folder::take(home.path())?;
            let (db, disk) = folder.open()?;
            let trees = Trees::open(db).map_err(broken)?;
            let store = StoreId::new()?;
            *trees.census() = Some(Census::empty(store.clone(), 0));
            let mark = Mark { store, schema: 3, sealed: None, commit: 0, next_row: 1, next_request: 1001 };
            let mark = Keeper::begin(mark, &[home.path().join(MARK_FILE)]).map_err(system)?;
            Ok(Self { trees, mark, _disk: disk, _folder: folder, _home: home })
        }

        fn write(&self, rows: &[Row]) -> Result<(), StoreFault> {
            let rows = rows.iter().filter_map(|(tree, key, value)| {
                let name = *Name::ALL.get(usize::from(*tree))?;
                Some(((name, vec![*key]), value.map(|size| vec![*key; usize::from(size)])))
            });
            self.trees.apply(&rows.collect::<Writes>()).map(drop)
        }

        fn rows(&self) -> Result<Vec<(String, StoredRow)>, StoreFault> {
            let of = |name: Name| {
                let rows = self.trees.stored_after(name, None);
                rows.map(move |row| Ok((name.as_str().to_owned(), row?)))
            };
            Name::ALL.into_iter().flat_map(of).collect()
        }
    }

    /// A tree, a key, and the size of the value to write, if one is.
    type Row = (u8, u8, Option<u8>);

    #[derive(Clone, Debug)]
    enum Step {
        Write(Vec<Row>),
        Copy,
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        // Few trees and keys, the last tree among them, so that copy and writes meet.
        let tree = prop_oneof![Just(0_u8), Just(1), Just(2), Just(19)];
        prop::collection::vec((tree, 0..24_u8, prop::option::weighted(0.7, 0..40_u8)), 1..6)
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        prop::collection::vec(prop_oneof![rows().prop_map(Step::Write), Just(Step::Copy)], 1..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_copy_is_the_store_at_the_commit_at_which_it_was_begun(
            before in prop::collection::vec(rows(), 1..12),
            steps in steps(),
            portion in 1..6_usize,
        ) {
            let copied = (|| {
                let bench = Bench::new()?;
                before.iter().try_for_each(|rows| bench.write(rows))?;
                let expected = bench.rows()?;
                let mut copier = Copier::within(&bench.trees, &bench.mark, KEPT_BYTES, portion)?;
                let mut found = Vec::new();
                let mut take = |copier: &mut Copier| -> Result<bool, StoreFault> {
                    let portion = copier.next(&bench.trees)?;
                    let more = portion.is_some();
                    if let Some(Portion { tree, rows }) = portion {
                        found.extend(rows.into_iter().map(|row| (tree.clone(), row)));
                    }
                    Ok(more)
                };
                for step in &steps {
                    match step {
                        Step::Write(rows) => bench.write(rows)?,
                        Step::Copy => drop(take(&mut copier)?),
                    }
                }
                while take(&mut copier)? {}
                Ok::<_, StoreFault>((found, expected))
            })();
            let (found, expected) = copied.map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_copy_that_falls_behind_is_given_up_and_another_can_begin() -> Result<(), StoreFault> {
        let bench = Bench::new()?;
        bench.write(&[(2, 1, Some(30)), (2, 2, Some(30))])?;
        let mut copier = Copier::within(&bench.trees, &bench.mark, 3 * 96, 1)?;
        assert!(matches!(Copier::begin(&bench.trees, &bench.mark), Err(StoreFault::CopyUnderWay)));
        for key in 10..20 {
            bench.write(&[(19, key, Some(200))])?;
        }
        assert!(matches!(copier.next(&bench.trees), Err(StoreFault::CopyTooSlow)));
        drop(copier);
        let mut copier = Copier::begin(&bench.trees, &bench.mark)?;
        while copier.next(&bench.trees)?.is_some() {}
        Ok(())
    }
}
