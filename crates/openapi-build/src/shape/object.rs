//! Objects: members, and what may stand beside them.

use super::Kind;
use super::Member;
use super::Notes;
use super::Null;
use super::Object;
use super::Required;
use super::Rest;
use super::Use;
use super::build::Builder;
use super::collapse;
use super::conditional;
use super::parts;
use super::parts::Choices;
use super::parts::Parts;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::document;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use indexmap::IndexMap;
use std::collections::HashSet;

impl Builder<'_> {
    /// The object that a set of schemas describes.
    pub(super) fn object(&mut self, parts: &Parts) -> Kind {
        let mut written: IndexMap<Box<str>, Vec<SchemaId>> = IndexMap::new();
        let mut required: IndexMap<Box<str>, NodeId> = IndexMap::new();
        for (schema, _) in self.schemas(parts) {
            for (name, it) in &schema.keywords.properties {
                written.entry(name.clone()).or_default().push(*it);
            }
            for (name, at) in &schema.keywords.required {
                required.entry(name.clone()).or_insert(*at);
            }
        }
        let mut members = Vec::new();
        for (name, schemas) in written {
            let Some(value) = self.together(&schemas) else {
                continue;
            };
            let is_required = if required.contains_key(&name) {
                Required::Yes
            } else {
                Required::No
            };
            members.push(Member {
                name,
                value,
                required: is_required,
            });
        }
        let rest = self.rest(parts);
        if !(members.is_empty() && matches!(rest, Rest::Undeclared)) {
            self.conditional_members(parts, &mut members);
        }
        let declared: HashSet<Box<str>> = members.iter().map(|it| it.name.clone()).collect();
        for (name, at) in &required {
            if !declared.contains(name) {
                members.push(self.undeclared(name, *at, &rest));
            }
        }
        // Where the others are kept, these are.
        if !matches!(rest, Rest::Values(_)) && !members.is_empty() {
            self.insisted_upon(parts, &mut members);
        }
        match (members.is_empty(), rest) {
            (true, Rest::Values(value)) => Kind::Map(value),
            (true, Rest::Undeclared) => {
                Kind::Map(self.anything(parts.list.last().map_or(NodeId(0), |it| it.schema)))
            }
            (_, rest) => Kind::Object(Object { members, rest }),
        }
    }

    /// Members that only schemas under a condition name. They may be there, but what they say of the value holds only
    /// where the condition does, so it is any value.
    fn conditional_members(&mut self, parts: &Parts, members: &mut Vec<Member>) {
        for (schema, _) in self.schemas(&conditional::parts(self.api, parts)) {
            for (name, at) in &schema.keywords.properties {
                if members.iter().any(|it| it.name == *name) {
                    continue;
                }
                let mut value = self.anything(*at);
                value.notes = collapse::follow(self.api, self.tree, *at, self.diags).notes;
                value.notes.default = None;
                members.push(Member {
                    name: name.clone(),
                    value,
                    required: Required::No,
                });
            }
        }
    }

    /// A name in `required` that no schema declares. A server that forgot to declare it may
    /// as well forget to send it, so it is not insisted upon.
    fn undeclared(&mut self, name: &str, at: NodeId, rest: &Rest) -> Member {
        self.diags.push(
            Diagnostic::new(
                Code::UndeclaredRequired,
                at.value(),
                format!("`{name}` is required, but no schema declares it"),
            )
            .label("becomes an optional member with any value")
            .help("declare it under `properties`, or remove it from `required`")
            .remedy(Remedy::Remove { at }),
        );
        let value = match rest {
            Rest::Values(value) => value.clone(),
            Rest::Undeclared | Rest::Refused => self.anything(at),
        };
        Member {
            name: name.into(),
            value,
            required: Required::No,
        }
    }

    /// Names that only a schema under a condition insists upon: `anyOf: [{ required: [a] }, { required: [b] }]`. A value may
    /// have them, so they are members. A variant leaves to the others what those declare.
    fn insisted_upon(&mut self, parts: &Parts, members: &mut Vec<Member>) {
        let mut names: IndexMap<Box<str>, NodeId> = IndexMap::new();
        let conditions = conditional::parts(self.api, parts);
        for (schema, _) in self.schemas(&conditions) {
            for (name, at) in &schema.keywords.required {
                names.entry(name.clone()).or_insert(*at);
            }
        }
        for (schema, _) in self
            .schemas(parts)
            .into_iter()
            .chain(self.schemas(&conditions))
        {
            for (name, at) in dependent(self.tree, &schema.keywords) {
                names.entry(name).or_insert(at);
            }
        }
        names.retain(|name, _| !members.iter().any(|it| it.name == *name));
        if names.is_empty() {
            return;
        }
        let elsewhere = self.of_other_variants(parts);
        names.retain(|name, _| !elsewhere.contains(&**name));
        for (name, at) in names {
            let message =
                format!("`{name}` is required under a condition, but no schema declares it");
            self.diags.push(
                Diagnostic::new(Code::UndeclaredRequired, at.value(), message)
                    .label("becomes an optional member with any value")
                    .help("declare it under `properties`"),
            );
            members.push(Member {
                name,
                value: self.anything(at),
                required: Required::No,
            });
        }
    }

    /// The members that variants declare of which one was chosen.
    fn of_other_variants(&self, parts: &Parts) -> HashSet<&str> {
        let taken = self.schemas(parts).into_iter();
        let taken = taken.filter(|(_, part)| part.choices == Choices::Taken);
        let variants = taken.flat_map(|(it, _)| conditional::choices(self.api, &it.keywords));
        let variants: Vec<SchemaId> = variants.copied().collect();
        let schemas = variants
            .iter()
            .flat_map(|it| self.schemas(&parts::flatten(&self.api.schemas, &[*it])));
        let declared = schemas.flat_map(|(it, _)| &it.keywords.properties);
        declared.map(|(name, _)| &**name).collect()
    }

    /// A value of which nothing is said.
    pub(super) fn anything(&mut self, at: NodeId) -> Use {
        let shape = self.shape(Parts::nothing());
        Use {
            shape,
            null: Null::Refused,
            at,
            notes: Notes::default(),
        }
    }
}

/// The names of `dependentRequired`: those that others follow from, and those.
fn dependent(tree: &Tree, schema: &document::schema::Schema) -> Vec<(Box<str>, NodeId)> {
    let mut found = Vec::new();
    for (key, at) in &schema.applicators {
        // `dependencies` of older drafts has schemas beside lists of names.
        if !matches!(&**key, "dependentRequired" | "dependencies") {
            continue;
        }
        let Value::Map(map) = tree.value(*at) else {
            continue;
        };
        for (name, list) in map.iter() {
            let Value::List(items) = tree.value(list) else {
                continue;
            };
            found.push((name.into(), list));
            found.extend(items.iter().filter_map(|it| match tree.value(*it) {
                Value::String(text) => Some((text.clone(), *it)),
                _ => None,
            }));
        }
    }
    found
}
