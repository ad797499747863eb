//! `names.lock`: names that were given before and stay.
//!
//! One line an entry: kind, what it names, name. Kinds are `type` (a JSON pointer) and
//! `method` (`METHOD /path`, name written `group.method`). Lines that start with `#` say
//! something to people. Generation reads it; only tasks outside of builds write it.

use crate::config;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::resolve::Api;
use crate::source::NodeId;
use std::collections::HashMap;
use std::collections::HashSet;

/// Stands between the place of a union and the looks of a variant: its number among the variants changes when the document
/// grows.
pub const BRANCH: &str = " branch ";

/// A name that was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// `type`, `method`, `request`, or the kind of a part of a type.
    pub kind: Box<str>,
    /// What it names.
    pub what: Box<str>,
    /// The name.
    pub name: Box<str>,
}

/// The entries of a lock.
#[derive(Debug, Default)]
pub struct Lock {
    entries: HashMap<(Box<str>, Box<str>), Box<str>>,
}

impl Lock {
    /// Reads a lock. Lines that are no entries are skipped; the writer makes none.
    pub fn read(lock: Option<&config::Lock>) -> Lock {
        let mut entries = HashMap::new();
        let text = lock.map(|it| it.text.as_str()).unwrap_or_default();
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            let mut words = line.split('\t');
            if let (Some(kind), Some(what), Some(name), None) =
                (words.next(), words.next(), words.next(), words.next())
            {
                entries.insert((kind.into(), what.into()), name.into());
            }
        }
        Lock { entries }
    }

    /// Whether no name was given before.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name that was given to `what`.
    pub fn get(&self, kind: &str, what: &str) -> Option<&str> {
        self.entries
            .get(&(kind.into(), what.into()))
            .map(|it| &**it)
    }

    /// The text of the lock after a run that has `given` these names. Says which entries name nothing any more (`at` is the
    /// document); those of parts that a selection leaves out stay.
    pub fn after(
        &self,
        mut given: Vec<Entry>,
        is_left_out: impl Fn(&Entry, &[Entry]) -> bool,
        (at, diags): (NodeId, &mut Diagnostics),
    ) -> String {
        let (kept, stale): (Vec<Entry>, Vec<Entry>) = self
            .stale(&given)
            .into_iter()
            .partition(|it| is_left_out(it, &given));
        for stale in stale {
            diags.push(Diagnostic::new(
                Code::StaleLock,
                at.value(),
                format!(
                    "the names lock keeps `{}` for {}, which is not in the document",
                    stale.name, stale.what
                ),
            ));
        }
        given.extend(kept);
        write(given)
    }

    /// Entries of which nothing was `given` a name: the document no longer has what they name.
    pub fn stale(&self, given: &[Entry]) -> Vec<Entry> {
        let given: HashSet<(&str, &str)> = given.iter().map(|it| (&*it.kind, &*it.what)).collect();
        let mut stale: Vec<Entry> = self
            .entries
            .iter()
            .filter(|((kind, what), _)| !given.contains(&(&**kind, &**what)))
            .map(|((kind, what), name)| Entry {
                kind: kind.clone(),
                what: what.clone(),
                name: name.clone(),
            })
            .collect();
        stale.sort();
        stale
    }
}

/// Whether an entry of which nothing was `given` a name is of a part that the document has, and that a selection leaves out.
///
/// A type that two places write alike is in the lock by the first of them that is selected, so the place alone decides. The parts
/// of a type stay while it does, and are looked at when it is selected.
pub fn is_left_out(
    entry: &Entry,
    given: &[Entry],
    api: &Api,
    is_there: &dyn Fn(&str) -> bool,
) -> bool {
    if matches!(&*entry.kind, "method" | "request") {
        return api.left_out.contains(&entry.what);
    }
    // `POINTER`, `POINTER as MEDIA/TYPE`, `POINTER (2)`; a part has the words of its type and its own behind them, and a type
    // in a variant those of the union and its looks.
    let words = entry.what.match_indices(' ').map(|(at, _)| at);
    let mut starts = words.filter_map(|at| entry.what.get(..at));
    let is_planned = |start: &str| {
        let mut types = given.iter().filter(|it| &*it.kind == "type");
        types.any(|it| &*it.what == start)
    };
    match &*entry.kind {
        "type" if !entry.what.contains(BRANCH) => is_there(&entry.what) || starts.any(is_there),
        _ => starts.any(|it| is_there(it) && !is_planned(it)),
    }
}

/// The text of a lock: sorted, so that a new name is one new line.
pub fn write(mut entries: Vec<Entry>) -> String {
    entries.sort();
    let mut out = String::from(
        "# The Rust names that parts of the document were given. They stay when the document grows.\n\
         # kind\twhat it names\tname\n",
    );
    for Entry { kind, what, name } in entries {
        // A tab or line break in a key would tear the line apart; such an entry is not locked.
        if ![&what, &name]
            .iter()
            .any(|it| it.contains(['\t', '\n', '\r']))
        {
            out.push_str(&format!("{kind}\t{what}\t{name}\n"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: &str, what: &str, name: &str) -> Entry {
        Entry {
            kind: kind.into(),
            what: what.into(),
            name: name.into(),
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let given = vec![
            entry("type", "#/components/schemas/b", "B"),
            entry("method", "GET /a", "a.get"),
        ];
        let text = write(given.clone());
        let lock = Lock::read(Some(&config::Lock {
            path: "names.lock".into(),
            text,
        }));
        assert_eq!(lock.get("type", "#/components/schemas/b"), Some("B"));
        assert_eq!(lock.get("type", "#/components/schemas/c"), None);
        assert_eq!(
            lock.stale(&given[..1]),
            [entry("method", "GET /a", "a.get")]
        );
    }
}
