//! Which variants of an `anyOf` may apply beside another one.
//!
//! A value is read as one variant. Where it may follow another one as well, members that only that one declares have to
//! be kept. Two variants exclude each other where a member that one of them insists on has other values in each.

use super::Literal;
use super::build::Builder;
use super::parts;
use super::parts::Beside;
use super::parts::Part;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::tree::Value;
use std::collections::HashMap;

/// How deep variants of variants are looked into, and how many of them; what is not looked at may declare anything.
#[derive(Clone, Copy)]
struct Looks {
    deeper: usize,
    left: usize,
}

const LOOKS: Looks = Looks {
    deeper: 4,
    left: 1_000,
};

/// The members that a schema declares.
#[derive(Default)]
struct Declared<'a> {
    members: HashMap<&'a str, Declaration>,
    /// Whether it says something of members without a name.
    others: bool,
}

/// What is declared of a member.
#[derive(Default)]
struct Declaration {
    /// The values that it may have, where they are listed.
    values: Option<Vec<Literal>>,
    required: bool,
}

impl<'a> Declared<'a> {
    /// Whether it declares what `other` does not.
    fn adds_to(&self, other: &Declared<'_>) -> bool {
        let unknown = |name: &&str| !other.members.contains_key(name);
        (self.others && !other.others) || self.members.keys().any(unknown)
    }

    /// Whether no value follows both: a member that one of them insists on has other values in each.
    fn excludes(&self, other: &Declared<'_>) -> bool {
        self.members.iter().any(|(name, one)| {
            let Some(other) = other.members.get(name) else {
                return false;
            };
            let (Some(own), Some(others)) = (&one.values, &other.values) else {
                return false;
            };
            (one.required || other.required) && !own.iter().any(|it| others.contains(it))
        })
    }

    /// What holds of the values of both: such a value is one of either.
    fn or(mut self, other: Declared<'a>) -> Self {
        for (name, member) in &mut self.members {
            let same = other.members.get(name);
            member.required &= same.is_some_and(|it| it.required);
            let others = same.and_then(|it| it.values.clone());
            member.values = member.values.take().zip(others).map(|(mut own, others)| {
                own.extend(others);
                own
            });
        }
        for name in other.members.keys() {
            self.members.entry(name).or_default();
        }
        self.others |= other.others;
        self
    }

    /// Adds what holds as well.
    fn add(&mut self, more: Option<Declared<'a>>) {
        let Some(more) = more else {
            return;
        };
        self.others |= more.others;
        for (name, more) in more.members {
            let member = self.members.entry(name).or_default();
            member.required |= more.required;
            member.values = member.values.take().or(more.values);
        }
    }
}

impl Builder<'_> {
    /// For each variant, whether it has to keep members that it does not declare: another variant of the same `anyOf`
    /// declares some, and may apply as well.
    pub(super) fn beside(&self, part: &Part, variants: &[SchemaId]) -> Vec<Beside> {
        let schema = self.api.schemas.get(&part.schema);
        if schema.is_none_or(|it| it.keywords.any_of.is_empty()) {
            return vec![Beside::AsSaid; variants.len()];
        }
        let all: Vec<Declared<'_>> = variants
            .iter()
            .map(|it| self.declared(*it, &mut LOOKS.clone()))
            .collect();
        let keeps = |it: &Declared<'_>| {
            let may_add = |other: &Declared<'_>| other.adds_to(it) && !it.excludes(other);
            !it.members.is_empty() && all.iter().any(may_add)
        };
        let beside = all.iter().map(|it| match keeps(it) {
            true => Beside::Kept,
            false => Beside::AsSaid,
        });
        beside.collect()
    }

    /// The members that a variant declares, itself or by variants of its own.
    fn declared(&self, variant: SchemaId, looks: &mut Looks) -> Declared<'_> {
        let parts = parts::flatten(&self.api.schemas, &[variant]);
        let mut found = Declared::default();
        for (schema, _) in self.schemas(&parts) {
            let it = &schema.keywords;
            for (name, at) in &it.properties {
                let member = found.members.entry(name).or_default();
                let listed = self.api.schemas.get(at).and_then(|it| self.listed(it));
                member.values = member.values.take().or(listed);
            }
            for (name, _) in &it.required {
                found.members.entry(name).or_default().required = true;
            }
            let rest = [it.additional, it.unevaluated_properties];
            let says = |at: SchemaId| *self.tree.value(at) != Value::Bool(false);
            found.others |= !it.patterns.is_empty() || rest.into_iter().flatten().any(says);
            for choices in [&it.any_of, &it.one_of] {
                found.add(self.declared_by(choices, looks));
            }
        }
        found
    }

    /// What the values of some variants have in common.
    fn declared_by(&self, choices: &[SchemaId], looks: &mut Looks) -> Option<Declared<'_>> {
        let mut all: Option<Declared<'_>> = None;
        for it in choices {
            if looks.deeper == 0 || looks.left == 0 {
                let others = true;
                return Some(Declared {
                    others,
                    ..Declared::default()
                });
            }
            looks.left -= 1;
            looks.deeper -= 1;
            let one = self.declared(*it, looks);
            looks.deeper += 1;
            all = Some(match all {
                Some(all) => all.or(one),
                None => one,
            });
        }
        all
    }

    /// The values that a schema lists.
    fn listed(&self, schema: &Schema) -> Option<Vec<Literal>> {
        let it = &schema.keywords;
        let nodes = match (it.constant, &it.enumeration) {
            (Some(only), _) => vec![only],
            (None, Some(values)) => values.clone(),
            (None, None) => return None,
        };
        let values = nodes.into_iter().map(|it| Literal::read(self.tree, it));
        Some(values.collect())
    }
}
