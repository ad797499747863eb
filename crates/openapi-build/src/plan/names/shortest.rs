//! Texts that grow until each is alone.
//!
//! In: what each of several things may be called, from the shortest to the longest. Out: one text for each. All sides of
//! a clash grow alike, so that the result does not depend on the order of the document. Equal texts are left only where
//! nothing tells them apart.

use std::collections::HashMap;

/// The shortest text of each list whose name, as `name` makes it, no other list's choice has.
pub fn of(lists: &[Vec<String>], name: impl Fn(&str) -> String) -> Vec<String> {
    let mut level = vec![0usize; lists.len()];
    let text = |index: usize, level: &[usize]| -> String {
        let list = lists.get(index).map(Vec::as_slice).unwrap_or_default();
        let at = level.get(index).copied().unwrap_or(0);
        list.get(at).or(list.last()).cloned().unwrap_or_default()
    };
    loop {
        let mut users: HashMap<String, Vec<usize>> = HashMap::new();
        for index in 0..lists.len() {
            let name = name(&text(index, &level));
            users.entry(name).or_default().push(index);
        }
        let mut moved = false;
        for index in users.into_values().filter(|it| it.len() > 1).flatten() {
            let last = lists.get(index).map_or(0, |it| it.len().saturating_sub(1));
            if let Some(at) = level.get_mut(index).filter(|it| **it < last) {
                *at += 1;
                moved = true;
            }
        }
        if !moved {
            return (0..lists.len()).map(|index| text(index, &level)).collect();
        }
    }
}
