//! What may stand in an object beside its named members: `additionalProperties`, `patternProperties`,
//! `unevaluatedProperties`, of one schema or of several that apply together.
//!
//! A name follows every pattern that it matches, and in each schema of which it matches none, what that one says of other
//! names. A type knows no patterns, so it has to hold what any of these names holds: one type for all of them (`alike`).

use super::Rest;
use super::Use;
use super::build::Builder;
use super::conditional;
use super::parts::Beside;
use super::parts::Parts;
use crate::document::schema::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Value;

/// What a keyword for names without a schema of their own says in some schemas that apply together.
#[derive(Default)]
struct Others {
    /// Whether one of them refuses such names.
    refused: bool,
    /// With which schemas they are allowed.
    values: Vec<SchemaId>,
    /// Those of `values` that every name follows, because no pattern stands beside them.
    everywhere: Vec<SchemaId>,
}

impl Builder<'_> {
    /// What may stand beside the named members.
    pub(super) fn rest(&mut self, parts: &Parts) -> Rest {
        let own = self.said_of_rest(parts);
        match (&own, parts.beside) {
            (Rest::Undeclared | Rest::Refused, Beside::Kept) => {
                Rest::Values(self.anything(parts.list.last().map_or(NodeId(0), |it| it.schema)))
            }
            _ => own,
        }
    }

    fn said_of_rest(&mut self, parts: &Parts) -> Rest {
        let additional = self.others(parts, |it| it.additional);
        // What `additionalProperties` speaks of is evaluated, so nothing is left for the other keyword.
        if additional.refused || !additional.values.is_empty() {
            let together = self.together(&additional.values);
            return self.with_patterns(parts, &additional, together.into_iter().collect());
        }
        let mut left = self.others(parts, |it| it.unevaluated_properties);
        let says = left.refused || !left.values.is_empty();
        let elsewhere = conditional::may_evaluate_members(self.api, parts);
        let each = match elsewhere.filter(|_| says) {
            Some(at) => vec![self.anything(at)],
            None => left.values.iter().map(|it| self.meaning(*it)).collect(),
        };
        // One of them has evaluated what another one speaks of: a name follows one of them.
        left.refused &= each.is_empty();
        left.everywhere.clear();
        self.with_patterns(parts, &left, each)
    }

    /// What names may hold: those that match a pattern, and the others, which follow one of `unmatched`.
    fn with_patterns(&mut self, parts: &Parts, others: &Others, unmatched: Vec<Use>) -> Rest {
        let patterns: Vec<SchemaId> = self
            .schemas(parts)
            .iter()
            .flat_map(|(it, _)| it.keywords.patterns.iter().map(|(_, it)| *it))
            .collect();
        let Some(first) = patterns.first().copied() else {
            return match unmatched.first().map(|it| it.at) {
                Some(at) => Rest::Values(self.one_of(unmatched, at)),
                None if others.refused => Rest::Refused,
                None => Rest::Undeclared,
            };
        };
        let mut all: Vec<Use> = Vec::new();
        for at in &patterns {
            let schemas: Vec<SchemaId> = [*at].iter().chain(&others.everywhere).copied().collect();
            all.extend(self.together(&schemas));
        }
        if !others.refused {
            match unmatched.is_empty() {
                true => all.push(self.anything(first)),
                false => all.extend(unmatched),
            }
        }
        Rest::Values(self.one_of(all, self.tree.parent(first).unwrap_or(first)))
    }

    /// What a keyword says in the schemas of a set.
    fn others(&self, parts: &Parts, keyword: impl Fn(&Schema) -> Option<SchemaId>) -> Others {
        let mut out = Others::default();
        for (schema, _) in self.schemas(parts) {
            let Some(at) = keyword(&schema.keywords) else {
                continue;
            };
            match self.tree.value(at) {
                Value::Bool(false) => out.refused = true,
                Value::Bool(true) | Value::Map(_) => {
                    out.values.push(at);
                    if schema.keywords.patterns.is_empty() {
                        out.everywhere.push(at);
                    }
                }
                // Reported where it was read; says nothing.
                Value::Null | Value::Number(_) | Value::String(_) | Value::List(_) => {}
            }
        }
        out
    }
}
