//! `anyOf`, `oneOf` and several types: which shapes a value may have.
//!
//! Not every such keyword makes a choice of types. Variants that only constrain (`required`
//! alone) leave the object as it is; literals are one enum; a string beside listed strings
//! is an enum that says that it is open.

use super::Kind;
use super::ListedLiteral;
use super::Literal;
use super::Literals;
use super::Notes;
use super::Null;
use super::Others;
use super::Told;
use super::Union;
use super::Use;
use super::build::Builder;
use super::collapse;
use super::conditional;
use super::null;
use super::parts;
use super::parts::Beside;
use super::parts::Choices;
use super::parts::Part;
use super::parts::Parts;
use super::parts::Topics;
use crate::document::schema::Types;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;

/// What a schema may say beside a choice and still say nothing of the looks but the type.
const SLIGHT: &[Topics] = &[
    Topics::TYPE,
    Topics::NULL,
    Topics::REQUIRED,
    Topics::UNIQUE,
    Topics::REST,
    Topics::CONDITIONS,
];

/// Variants that list texts, as one.
struct Texts {
    /// What it means; taken where the first of them stands.
    meaning: Option<Use>,
    listed_by: Vec<SchemaId>,
}

impl Builder<'_> {
    /// The choice that a set of schemas makes, if it makes one.
    pub(super) fn choice(&mut self, parts: &Parts, types: Types) -> Option<Kind> {
        let index = parts
            .list
            .iter()
            .position(|part| self.offers_a_choice(part))?;
        let part = *parts.list.get(index)?;
        let all = self.variants(&part);
        let refuses = |it: &SchemaId| {
            self.api
                .schemas
                .get(it)
                .is_some_and(|it| self.refuses_all(it))
        };
        let possible: Vec<SchemaId> = all.into_iter().filter(|it| !refuses(it)).collect();
        if possible.is_empty() {
            return Some(Kind::Never);
        }
        let values = possible
            .into_iter()
            .filter(|it| !null::is_only_null(self.api, *it));
        let variants: Vec<SchemaId> = values.collect();
        if variants.is_empty() {
            return Some(Kind::Null);
        }
        let base = self.base(parts, index);
        if variants
            .iter()
            .all(|it| conditional::only_constrains(self.api, *it))
        {
            let mut rest = parts.clone();
            if let Some(slot) = rest.list.get_mut(index) {
                slot.choices = Choices::Taken;
            }
            return Some(self.kind(&rest, part.schema));
        }
        let says_looks = base.list.iter().any(|it| self.says_more_than_format(it));
        if !says_looks {
            if variants.iter().any(|it| self.is_open(*it)) && base.list.is_empty() {
                return Some(Kind::Any);
            }
            if let Some(kind) = self.literal_choice(&variants, types) {
                return Some(kind);
            }
        }
        let mut texts = match says_looks {
            true => None,
            false => self.texts_together(&variants, types),
        };
        let mut uses: Vec<Use> = Vec::new();
        let mut open = Vec::new();
        for (it, beside) in variants.iter().zip(self.beside(&part, &variants)) {
            if let Some(texts) = &mut texts
                && texts.listed_by.contains(it)
            {
                uses.extend(texts.meaning.take());
                continue;
            }
            // A component is also used where nothing declares more, so its shape stays what it is.
            if self.is_named(*it) {
                let meant = self.variant(&base, *it, Beside::AsSaid);
                open.extend((beside == Beside::Kept).then_some(meant.shape));
                uses.push(meant);
            } else {
                uses.push(self.variant(&base, *it, beside));
            }
        }
        // Null is let in once, where the union stands, or refused by what applies beside it.
        let refused = self.types(parts).is_some_and(|it| !it.has(Types::NULL));
        if refused || null::of(self.api, self.tree, parts) == Null::Allowed {
            for variant in &mut uses {
                variant.null = Null::Refused;
            }
        }
        match <[Use; 1]>::try_from(uses) {
            Ok([one]) => Some(self.same(parts, index, &variants, one)),
            Err(variants) => Some(Kind::Union(Union {
                variants,
                open,
                told: Told::ByLook(Vec::new()),
            })),
        }
    }

    /// One variant is no choice: the value has that shape.
    fn same(&mut self, parts: &Parts, index: usize, variants: &[SchemaId], one: Use) -> Kind {
        let mut list = parts.list.clone();
        if let Some(slot) = list.get_mut(index) {
            slot.choices = Choices::Taken;
        }
        // What was taken stays taken, so that schemas which only name each other come to an end.
        for part in parts::flatten(&self.api.schemas, variants).list {
            if !list.iter().any(|it| it.schema == part.schema) {
                list.push(part);
            }
        }
        self.kind(
            &Parts {
                list,
                only: parts.only,
                beside: parts.beside,
            },
            one.at,
        )
    }

    /// A union of one shape for each type.
    pub(super) fn by_type(&mut self, parts: &Parts, types: Types) -> Kind {
        let at = parts.list.last().map_or(NodeId(0), |it| it.schema);
        let variants = types
            .each()
            .map(|only| {
                let shape = self.shape(Parts {
                    list: parts.list.clone(),
                    only,
                    beside: parts.beside,
                });
                Use {
                    shape,
                    null: Null::Refused,
                    at,
                    notes: Notes::default(),
                }
            })
            .collect();
        Kind::Union(Union {
            variants,
            open: Vec::new(),
            told: Told::ByLook(Vec::new()),
        })
    }

    fn offers_a_choice(&self, part: &Part) -> bool {
        part.choices == Choices::Open && !self.variants(part).is_empty()
    }

    fn variants(&self, part: &Part) -> Vec<SchemaId> {
        let schema = self.api.schemas.get(&part.schema);
        schema.map_or_else(Vec::new, |it| {
            conditional::choices(self.api, &it.keywords).to_vec()
        })
    }

    /// What applies beside the choice: the other schemas of the set, and what the chosen one says itself.
    fn base(&self, parts: &Parts, index: usize) -> Parts {
        let mut list = Vec::new();
        for (at, part) in parts.list.iter().enumerate() {
            let part = if at == index {
                Part {
                    choices: Choices::Taken,
                    ..*part
                }
            } else {
                *part
            };
            let own = !self.topics(&part).is_empty();
            if own {
                list.push(part);
            }
        }
        Parts {
            list,
            only: parts.only,
            beside: parts.beside,
        }
    }

    /// A variant together with what applies beside the choice.
    fn variant(&mut self, base: &Parts, variant: SchemaId, beside: Beside) -> Use {
        let mut meaning = self.meaning(variant);
        let typed = self.declares_type(variant);
        let list: Vec<Part> = base
            .list
            .iter()
            .filter(|it| self.says_more_than_type(it) || !typed)
            .copied()
            .collect();
        if list.is_empty() && beside == Beside::AsSaid {
            return meaning;
        }
        let own = self.parts_of(variant);
        let mut all = list;
        for part in own.list {
            if !all.iter().any(|it| it.schema == part.schema) {
                all.push(part);
            }
        }
        meaning.shape = self.shape(Parts {
            list: all,
            only: base.only,
            beside,
        });
        meaning
    }

    /// Whether a variant is another schema's name.
    fn is_named(&mut self, variant: SchemaId) -> bool {
        collapse::follow(self.api, self.tree, variant, self.diags).schema != variant
    }

    fn declares_type(&mut self, variant: SchemaId) -> bool {
        let parts = self.parts_of(variant);
        let types = self.types(&parts);
        types.is_some()
            || self.implied(&parts) != Types::ALL
            || self.schemas(&parts).iter().any(|(it, _)| lists(it))
    }

    /// What a schema of a set speaks of, with or without its choices.
    fn topics(&self, part: &Part) -> Topics {
        let Some(schema) = self.api.schemas.get(&part.schema) else {
            return Topics::NOTHING;
        };
        match part.choices {
            Choices::Open => Topics::of(schema),
            Choices::Taken => Topics::of(schema).without(&[Topics::CHOICES]),
        }
    }

    fn says_more_than_type(&self, part: &Part) -> bool {
        !self.topics(part).without(SLIGHT).is_empty()
    }

    /// As [`Self::says_more_than_type`]; a format says nothing of literals that are listed beside it.
    fn says_more_than_format(&self, part: &Part) -> bool {
        let more = self.topics(part).without(&[Topics::FORMAT]);
        !more.without(SLIGHT).is_empty()
    }

    /// Whether a variant lets everything through.
    fn is_open(&mut self, variant: SchemaId) -> bool {
        let parts = self.parts_of(variant);
        parts.list.is_empty() && !conditional::only_constrains(self.api, variant)
    }

    /// Several variants without a name that list texts, in a choice that has others as well: one enum of all these texts. So
    /// serde writes the variants of an enum that hold nothing.
    fn texts_together(&mut self, variants: &[SchemaId], types: Types) -> Option<Texts> {
        let mut values: Vec<ListedLiteral> = Vec::new();
        let mut listed_by: Vec<SchemaId> = Vec::new();
        let mut others = Others::Excluded;
        for variant in variants {
            let schema = self.api.schemas.get(variant)?;
            if schema.target.is_some() || self.is_named(*variant) {
                continue;
            }
            let parts = self.parts_of(*variant);
            let Some(Kind::Literals(more)) = self.literals(&parts, types) else {
                continue;
            };
            let is_text = |it: &ListedLiteral| matches!(it.value, Literal::String(_));
            if more.values.iter().all(is_text) {
                if more.others != Others::Excluded {
                    others = Others::Undeclared;
                }
                listed_by.push(*variant);
                add_listed(&mut values, more, schema);
            }
        }
        let [first, _, ..] = listed_by.as_slice() else {
            return None;
        };
        let list = self.tree.parent(*first).unwrap_or(*first);
        let shape = self.push(list, Kind::Literals(Literals { values, others }));
        let meaning = Use {
            shape,
            null: Null::Refused,
            at: *first,
            notes: Notes::default(),
        };
        Some(Texts {
            meaning: Some(meaning),
            listed_by,
        })
    }

    /// Variants that only list literals, perhaps beside one plain type that says "or any other".
    fn literal_choice(&mut self, variants: &[SchemaId], types: Types) -> Option<Kind> {
        let mut values: Vec<ListedLiteral> = Vec::new();
        let mut others = Others::Undeclared;
        for variant in variants {
            let schema = self.api.schemas.get(variant)?;
            let plain = schema.keywords.types;
            let parts = self.parts_of(*variant);
            if let Some(Kind::Literals(more)) = self.literals(&parts, types) {
                add_listed(&mut values, more, schema);
            } else if plain == Some(Types::STRING)
                && is_plain(schema)
                && others == Others::Undeclared
            {
                others = Others::Declared;
            } else {
                return None;
            }
        }
        let strings = values
            .iter()
            .all(|it| matches!(it.value, Literal::String(_)));
        let named = variants
            .iter()
            .filter(|it| {
                self.api
                    .schemas
                    .get(*it)
                    .is_some_and(|it| it.target.is_some())
            })
            .count();
        // Several enums with names of their own stay what they are: variants.
        let keeps =
            (others == Others::Declared && !strings) || (others == Others::Undeclared && named > 0);
        if values.is_empty() || keeps {
            None
        } else {
            Some(Kind::Literals(Literals { values, others }))
        }
    }
}

fn lists(schema: &Schema) -> bool {
    schema.keywords.enumeration.is_some() || schema.keywords.constant.is_some()
}

/// A type and nothing else.
fn is_plain(schema: &Schema) -> bool {
    let it = &schema.keywords;
    it.format.is_none()
        && it.content_encoding.is_none()
        && it.content_media_type.is_none()
        && it.limits.is_empty()
        && it.any_of.is_empty()
        && it.one_of.is_empty()
        && it.all_of.is_empty()
        && schema.target.is_none()
}

/// Adds what a variant lists to what others do, each value once. What is said of a variant with one value is said of the value.
fn add_listed(values: &mut Vec<ListedLiteral>, more: Literals, variant: &Schema) {
    let keywords = &variant.keywords;
    let described = keywords.description.as_ref().or(keywords.title.as_ref());
    let single = more.values.len() == 1;
    for mut value in more.values {
        if single {
            value.description = described.cloned().or(value.description);
            value.name = value.name.or_else(|| title_of(variant, &value.value));
        }
        if !values.iter().any(|it| it.value == value.value) {
            values.push(value);
        }
    }
}

/// What a title calls a constant that is no text of its own: `oneOf: [{ const: 2, title: HIGH }]` (OpenAPI 3.1, Schema
/// Object, "Annotated Enumerations"). A sentence is no name.
fn title_of(schema: &Schema, value: &Literal) -> Option<Box<str>> {
    let title = schema.keywords.title.as_ref()?;
    let is_name = title.split_whitespace().count() <= 3;
    (is_name && !matches!(value, Literal::String(_))).then(|| title.clone())
}
