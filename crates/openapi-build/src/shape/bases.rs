//! Schemas that others extend, told apart by a `discriminator` (OpenAPI 3.1 §4.8.25.1).
//!
//! A schema with a `discriminator` and without `oneOf` names, where it is used, any of the schemas that extend it by
//! `allOf`: a value is one of them, or the schema itself. In the `allOf` of a child it is the members that it lists.
//! When the values of the property do not tell all of them apart, it stays what it lists.

use super::Kind;
use super::Literal;
use super::Told;
use super::Union;
use super::Use;
use super::build::Builder;
use super::extending::Base;
use super::parts;
use super::parts::Choices;
use super::parts::Part;
use super::parts::Parts;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;

/// How many references may follow each other to a schema that extends a base.
const REFERENCES: usize = 16;

impl Builder<'_> {
    /// The base that a set is, if it is one and nothing more.
    pub(super) fn base_of(&self, parts: &Parts) -> Option<(SchemaId, Base)> {
        let open = parts.list.iter().all(|it| it.choices == Choices::Open);
        let at = parts
            .list
            .iter()
            .map(|it| it.schema)
            .find(|it| self.extending.contains_key(it))
            .filter(|at| open && parts::flatten(&self.api.schemas, &[*at]).list == parts.list)?;
        Some((at, self.known_by(at)?))
    }

    /// The schemas that extend `at`, when the property tells them apart.
    pub(super) fn known_by(&self, at: SchemaId) -> Option<Base> {
        let schema = self.api.schemas.get(&at)?;
        let property = &schema.keywords.discriminator.as_ref()?.property;
        let mut variants = self.extending.get(&at)?.clone();
        let mut values: Vec<Vec<Literal>> = variants
            .iter()
            .map(|it| self.values_of(schema, *it, property))
            .collect();
        let mut seen: Vec<&Literal> = Vec::new();
        for list in &values {
            if list.is_empty() || list.iter().any(|it| seen.contains(&it)) {
                return None;
            }
            seen.extend(list);
        }
        // Its own name, unless a child has taken it.
        let mut own = self.values_of(schema, at, property);
        own.retain(|it| !seen.contains(&it));
        variants.push(at);
        values.push(own);
        Some(Base { variants, values })
    }

    /// The values by which `schema` names `variant`: mapped, else the one that the variant lists, else its name.
    fn values_of(&self, schema: &Schema, variant: SchemaId, property: &str) -> Vec<Literal> {
        let mapped: Vec<Literal> = schema
            .mapping
            .iter()
            .filter(|(_, target)| *target == variant)
            .map(|(value, _)| Literal::String(value.clone()))
            .collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let parts = parts::flatten(&self.api.schemas, &[variant]);
        let schemas = self.schemas(&parts);
        let members = schemas.iter().flat_map(|(it, _)| &it.keywords.properties);
        let listed = members
            .filter(|(name, _)| **name == *property)
            .find_map(|(_, at)| {
                let it = &self.api.schemas.get(at)?.keywords;
                let only = it.constant.or(match it.enumeration.as_deref() {
                    Some([only]) => Some(*only),
                    _ => None,
                });
                only.map(|it| Literal::read(self.tree, it))
            });
        let name = || self.api.components.iter().find(|it| it.schema == variant);
        listed
            .or_else(|| name().map(|it| Literal::String(it.name.clone())))
            .into_iter()
            .collect()
    }

    /// The base that every variant of a union extends, when the union has no discriminator itself: the value of the base's
    /// property names them all the same. Where there are several, the first of the document.
    pub(super) fn base_of_all(&self, union: &Union) -> Option<SchemaId> {
        let mut variants = union.variants.iter();
        let mut common = self.bases_above(variants.next()?.at);
        for variant in variants {
            if common.is_empty() {
                return None;
            }
            let above = self.bases_above(variant.at);
            common.retain(|it| above.contains(it));
        }
        common.into_iter().min()
    }

    /// The bases that a schema extends, or the one that it refers to.
    fn bases_above(&self, at: SchemaId) -> Vec<SchemaId> {
        let target = |it: &SchemaId| self.api.schemas.get(it)?.target;
        let way = std::iter::successors(Some(at), target).take(REFERENCES);
        let above = way.filter_map(|it| self.above.get(&it));
        above.flatten().copied().collect()
    }

    /// What a value is where a base is used.
    pub(super) fn extended(&mut self, at: SchemaId, base: &Base) -> Kind {
        let mut variants: Vec<Use> = Vec::new();
        for it in &base.variants {
            let mut variant = self.meaning(*it);
            if *it == at {
                variant.shape = self.shape(itself(self.api, at));
            }
            variants.push(variant);
        }
        Kind::Union(Union {
            variants,
            open: Vec::new(),
            told: Told::ByLook(Vec::new()),
        })
    }
}

/// The set of a base that is itself and none of those that extend it.
fn itself(api: &Api, at: SchemaId) -> Parts {
    let mut parts = parts::flatten(&api.schemas, &[at]);
    for part in parts.list.iter_mut().filter(|it| it.schema == at) {
        *part = Part {
            choices: Choices::Taken,
            ..*part
        };
    }
    parts.only = Types::ALL;
    parts
}
