//! The names of the parts of one type: fields, listed values, branches of a union.
//!
//! In this order: what the caller chose; names of the lock; texts that are names as they stand; all others. Names that
//! are not made from their own text alone go into the lock, because a newcomer could move them.

use super::Case;
use super::Scope;
use super::lock::Entry;
use super::lock::Lock;
use super::words;
use crate::diag::Diagnostics;
use crate::ir::Ident;
use crate::plan::settings::Wishes;
use crate::source::NodeId;
use std::cell::RefCell;
use std::collections::HashMap;

/// A part that wants a name.
#[derive(Debug)]
pub struct Part {
    /// What the lock calls it, within its type: the member's name, the value as JSON.
    pub key: String,
    /// The text that its name is made from.
    pub text: String,
    /// Where it stands.
    pub at: NodeId,
    /// Where its text comes from.
    pub from: Origin,
}

/// Where the text of a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The part itself: its name is the same while it is.
    Itself,
    /// Something beside it, which may change while the part stays. Such names are always in the lock.
    Beside,
}

/// What names are decided by, for all types together.
#[derive(Debug)]
pub struct Naming<'a> {
    /// Names that were given before.
    pub lock: &'a Lock,
    /// Names that the caller chose.
    pub wishes: &'a Wishes<'a>,
    /// What the lock is to say.
    // Types are defined one by one, and each adds to it.
    pub given: RefCell<Vec<Entry>>,
}

impl Naming<'_> {
    /// Names `parts` of the type that the lock calls `owner`. `kind` is the lock's word for such parts.
    pub fn assign(
        &self,
        (kind, owner): (&str, &str),
        parts: &[Part],
        (scope, case): (&mut Scope, Case),
        diags: &mut Diagnostics,
    ) -> Vec<Ident> {
        let keys = keys(owner, parts);
        let locked: Vec<Option<&str>> = keys
            .iter()
            .map(|it| {
                let known = !self.lock.is_empty();
                known.then(|| self.lock.get(kind, it))?
            })
            .collect();
        let mut names: Vec<Option<Ident>> = parts
            .iter()
            .map(|it| self.chosen(it, scope, diags))
            .collect();
        for (slot, name) in names.iter_mut().zip(&locked) {
            if let (None, Some(name)) = (&slot, name) {
                *slot = scope.claim_exactly(name);
            }
        }
        let legal: Vec<String> = parts
            .iter()
            .map(|it| words::legal(&it.text, case))
            .collect();
        for ((slot, part), legal) in names.iter_mut().zip(parts).zip(&legal) {
            if slot.is_none() && *legal == part.text {
                *slot = scope.claim_exactly(&part.text);
            }
        }
        let names: Vec<Ident> = names
            .into_iter()
            .zip(parts)
            .map(|(name, part)| name.unwrap_or_else(|| scope.claim(&[&part.text], case)))
            .collect();
        let mut rivals: HashMap<String, usize> = HashMap::new();
        for it in &legal {
            *rivals.entry(super::folded(it)).or_default() += 1;
        }
        let mut given = self.given.borrow_mut();
        let all = names.iter().zip(parts).zip(&keys).zip(&legal).zip(locked);
        for ((((name, part), key), legal), locked) in all {
            let beside = part.from == Origin::Beside;
            let alone = rivals.get(&super::folded(legal)) == Some(&1);
            if locked.is_some() || beside || !alone || name.as_str() != legal {
                given.push(Entry {
                    kind: kind.into(),
                    what: key.as_str().into(),
                    name: name.as_str().into(),
                });
            }
        }
        names
    }

    fn chosen(&self, part: &Part, scope: &mut Scope, diags: &mut Diagnostics) -> Option<Ident> {
        self.wishes.claim(part.at, &part.text, scope, diags)
    }
}

/// What the lock calls the parts of a type. Several branches may hold the same, a string and a string of a format: they are
/// counted, so that each keeps its own name.
fn keys(owner: &str, parts: &[Part]) -> Vec<String> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    let key = |part| {
        let part: &Part = part;
        let time = times.entry(part.key.as_str()).or_default();
        *time += 1;
        match *time {
            1 => format!("{owner} {}", part.key),
            time => format!("{owner} {} ({time})", part.key),
        }
    };
    parts.iter().map(key).collect()
}
