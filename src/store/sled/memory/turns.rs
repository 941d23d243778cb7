//! Whose turn it is among those who wait: by class, round within a class, and none passed over for ever.

use std::collections::{BTreeMap, VecDeque};

use crate::store::ServiceClass;

/// Those who wait, by class.
pub struct Turns<K> {
    classes: BTreeMap<ServiceClass, Waiting<K>>,
}

struct Waiting<K> {
    /// Next first.
    keys: VecDeque<K>,
    /// Turns that better classes have had since its own last one, or since somebody waits.
    passed: u32,
}

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self { classes: BTreeMap::new() }
    }
}

impl<K: PartialEq> Turns<K> {
    /// Stands in line behind the others of the class.
    pub fn push(&mut self, class: ServiceClass, key: K) {
        let waiting = self.classes.entry(class).or_insert_with(|| Waiting { keys: VecDeque::new(), passed: 0 });
        waiting.keys.push_back(key);
    }

    /// Takes out whoever is next.
    pub fn pop(&mut self) -> Option<K> {
        let impatient = self.classes.iter().find(|(class, waiting)| waiting.passed >= class.patience());
        let class = impatient.or_else(|| self.classes.iter().next()).map(|(class, _)| *class)?;
        let waiting = self.classes.get_mut(&class)?;
        let key = waiting.keys.pop_front();
        waiting.passed = 0;
        if waiting.keys.is_empty() {
            self.classes.remove(&class);
        }
        if class != ServiceClass::Agent {
            self.classes.iter_mut().filter(|(other, _)| **other > class).for_each(|(_, other)| {
                other.passed = other.passed.saturating_add(1);
            });
        }
        key
    }

    /// Leaves the line, wherever it stands.
    pub fn remove(&mut self, key: &K) {
        self.classes.retain(|_, waiting| {
            waiting.keys.retain(|other| other != key);
            !waiting.keys.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_better_class_goes_first_and_a_class_goes_round() {
        let mut turns = Turns::default();
        for (class, key) in [(ServiceClass::Flood, 1), (ServiceClass::Stranger, 2), (ServiceClass::Stranger, 3)] {
            turns.push(class, key);
        }
        turns.push(ServiceClass::Owed, 4);
        turns.push(ServiceClass::Agent, 5);
        assert_eq!(std::iter::from_fn(|| turns.pop()).collect::<Vec<_>>(), [5, 4, 2, 3, 1]);
    }

    #[test]
    fn the_owed_and_the_urgent_share_their_turns() {
        let mut turns = Turns::default();
        (0..4).for_each(|key| turns.push(ServiceClass::Urgent, key));
        (10..14).for_each(|key| turns.push(ServiceClass::Owed, key));
        assert_eq!(std::iter::from_fn(|| turns.pop()).collect::<Vec<_>>(), [10, 0, 11, 1, 12, 2, 13, 3]);
    }

    #[test]
    fn a_line_that_was_left_passes_on_no_grudge() {
        let mut turns = Turns::default();
        turns.push(ServiceClass::Flood, 1);
        (10..26).for_each(|key| turns.push(ServiceClass::Known, key));
        assert_eq!((0..15).filter_map(|_| turns.pop()).count(), 15);
        turns.remove(&1);
        turns.push(ServiceClass::Flood, 2);
        assert_eq!(turns.pop(), Some(25));
        assert_eq!(turns.pop(), Some(2));
        assert_eq!(turns.pop(), None);
    }

    proptest! {
        // However many of the better classes keep coming, each class has had a turn after so many of theirs.
        #[test]
        fn no_class_waits_for_ever(arrivals in prop::collection::vec(1..6_usize, 0..400)) {
            let mut turns = Turns::default();
            for class in ServiceClass::ALL.into_iter().skip(1) {
                (0..40).for_each(|_| turns.push(class, class));
            }
            let mut waited: BTreeMap<ServiceClass, u32> = BTreeMap::new();
            for place in arrivals {
                let Some(class) = turns.pop() else { break };
                waited.insert(class, 0);
                for other in ServiceClass::ALL.into_iter().filter(|other| *other > class) {
                    *waited.entry(other).or_default() += 1;
                }
                for (class, passed) in &waited {
                    // Several that have waited long enough come one after the other.
                    let most = class.patience().saturating_add(5);
                    prop_assert!(*passed <= most, "{class:?} was passed over {passed} times");
                }
                let arrived = ServiceClass::ALL.into_iter().nth(place).unwrap_or_default();
                turns.push(arrived, arrived);
                turns.push(class, class);
            }
        }
    }
}
