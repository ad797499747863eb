//! Schemas that only point at another one: `$ref`, a single `allOf`, `anyOf` with null.
//!
//! What they add – null, a description, a default – belongs to the place, not to the shape.

use super::Notes;
use super::Null;
use super::literal::Literal;
use super::null;
use super::parts;
use super::parts::Topics;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::tree::Tree;

/// The schema that a place really means.
pub struct Meant {
    /// The first schema on the way that says what a value looks like.
    pub schema: SchemaId,
    /// Whether null was let in on the way.
    pub null: Null,
    /// What was said on the way; what is nearest to the place counts.
    pub notes: Notes,
    /// Whether the way is too long to be gone, so that the value is any.
    pub lost: bool,
}

/// How many schemas may do nothing but point at the next one. What is said on a longer way is not read.
const LONGEST: usize = 64;

/// Follows `start` to the schema that it means.
pub fn follow(api: &Api, tree: &Tree, start: SchemaId, diags: &mut Diagnostics) -> Meant {
    let mut meant = Meant {
        schema: start,
        null: Null::Refused,
        notes: Notes::default(),
        lost: false,
    };
    let mut seen = Vec::new();
    while let Some(schema) = api.schemas.get(&meant.schema) {
        if seen.contains(&meant.schema) {
            diags.push(endless(start, &seen, meant.schema));
            break;
        }
        if seen.len() > LONGEST {
            diags.push(too_long(start, meant.schema));
            meant.lost = true;
            break;
        }
        seen.push(meant.schema);
        add(&mut meant.notes, schema, tree);
        if schema.keywords.or_null {
            meant.null = Null::Allowed;
        }
        let Some((next, null)) = only(api, schema) else {
            break;
        };
        for it in schema.keywords.all_of.iter().filter(|it| **it != next) {
            if let Some(beside) = api.schemas.get(it) {
                add(&mut meant.notes, beside, tree);
            }
        }
        if null == Null::Allowed {
            meant.null = Null::Allowed;
        }
        meant.schema = next;
    }
    meant
}

/// A loop, told once however many places lead into it: at the first of its schemas.
fn endless(start: SchemaId, seen: &[SchemaId], again: SchemaId) -> Diagnostic {
    let round = seen.iter().skip_while(|it| **it != again).copied();
    let mut round: Vec<SchemaId> = round.collect();
    round.sort();
    let first = round.first().copied().unwrap_or(start);
    let message = "these references only name each other";
    let found = Diagnostic::new(Code::ReferenceLoop, first.value(), message)
        .label("becomes any JSON value");
    let others = round.into_iter().skip(1);
    others.fold(found, |found, it| {
        found.related(it.value(), "and so does this")
    })
}

fn too_long(start: SchemaId, reached: SchemaId) -> Diagnostic {
    let message =
        format!("more than {LONGEST} schemas follow each other that only name the next one");
    Diagnostic::new(Code::TooManyTogether, start.value(), message)
        .label("becomes any JSON value")
        .related(reached.value(), "so far the way was gone")
}

/// The one schema that `schema` stands for, if it says nothing else itself.
fn only(api: &Api, schema: &Schema) -> Option<(SchemaId, Null)> {
    let it = &schema.keywords;
    // `type: [object, null]` beside `anyOf` is looked at where shapes are built.
    let mut topics =
        Topics::of(schema).without(&[Topics::CHOICES, Topics::NULL, Topics::CONDITIONS]);
    if says_type_again(api, schema) {
        topics = topics.without(&[Topics::TYPE]);
    }
    if !topics.is_empty() {
        return None;
    }
    let choices: Vec<SchemaId> = it.any_of.iter().chain(&it.one_of).copied().collect();
    match (schema.target, it.all_of.as_slice(), choices.as_slice()) {
        (Some(target), [], []) => Some((target, Null::Refused)),
        (None, [one], []) => Some((*one, Null::Refused)),
        (None, [_, ..], []) => one_or_null(api, &it.all_of),
        (None, [], [_, ..]) if it.any_of.is_empty() || it.one_of.is_empty() => {
            one_beside_null(api, &choices)
        }
        _ => None,
    }
}

/// Whether the `type` of a schema is said by what it names as well: `type: object` beside `allOf: [{ $ref: … }]`.
fn says_type_again(api: &Api, schema: &Schema) -> bool {
    let it = &schema.keywords;
    let named: Vec<SchemaId> = schema.target.iter().chain(&it.all_of).copied().collect();
    let (Some(own), [_]) = (it.types, named.as_slice()) else {
        return false;
    };
    let said = parts::flatten(&api.schemas, &named).list;
    let mut said = said
        .iter()
        .filter_map(|it| api.schemas.get(&it.schema)?.keywords.types);
    said.any(|it| own.has(it.without(Types::NULL)))
}

/// The one schema of an `allOf` beside which others only say `nullable`: `allOf: [{ $ref: … }, { nullable: true }]`. Null is none of its
/// values by the letter, and nobody would write it otherwise.
fn one_or_null(api: &Api, all: &[SchemaId]) -> Option<(SchemaId, Null)> {
    let only_null = |it: &SchemaId| {
        let schema = api.schemas.get(it);
        let schema = schema.filter(|it| it.keywords.or_null && it.target.is_none());
        schema.is_some_and(|it| {
            let topics = Topics::of(it).without(&[Topics::NULL]);
            topics.is_empty() && it.keywords.all_of.is_empty()
        })
    };
    let mut others = all.iter().filter(|it| !only_null(it));
    let one = others.next()?;
    others.next().is_none().then_some((*one, Null::Allowed))
}

/// The one variant that is not null.
fn one_beside_null(api: &Api, choices: &[SchemaId]) -> Option<(SchemaId, Null)> {
    let mut others = choices.iter().filter(|it| !null::is_only_null(api, **it));
    let one = others.next()?;
    if others.next().is_some() {
        return None;
    }
    let null = if choices.len() > 1 {
        Null::Allowed
    } else {
        Null::Refused
    };
    Some((*one, null))
}

/// Notes of a schema, under those that are there already.
pub fn add(notes: &mut Notes, schema: &Schema, tree: &Tree) {
    let it = &schema.keywords;
    notes.title = notes.title.take().or_else(|| it.title.clone());
    notes.description = notes.description.take().or_else(|| it.description.clone());
    notes.deprecated |= it.deprecated;
    notes.read_only |= it.read_only;
    notes.write_only |= it.write_only;
    if notes.default.is_none() {
        notes.default = it.default.map(|at| (Literal::read(tree, at), at));
    }
    for (key, at) in &it.limits {
        if !notes.limits.iter().any(|(known, _)| known == key) {
            notes.limits.push((key.clone(), Literal::read(tree, *at)));
        }
    }
}
