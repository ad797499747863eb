//! Unions: one of several types, decided by one look.
//!
//! In: the rules that `union!` or `tagged!` lays out for one type. Out: the variant that the value is. A value is
//! never tried against every variant: the rules choose one, and that one's error is the error.

use super::judge::{Judge, Judged};
use super::literal::{Literal, expected};
use super::number::exact_integer;
use super::replay::{Replay, ReplayObject};
use super::value::{Number, Value, ValueSeed};
use super::{Json, Wire, path, scalar::refuse_text};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};
use std::{cmp::Reverse, fmt, marker::PhantomData};

/// A kind of JSON value.
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    null,
    /// `true` or `false`
    boolean,
    /// A number without a fraction.
    integer,
    /// Any number.
    number,
    /// A string.
    string,
    /// An array.
    array,
    /// An object.
    object,
}

/// When a value is a variant.
#[derive(Debug)]
pub struct Rule {
    /// The kinds of JSON that it can be.
    pub kinds: &'static [Kind],
    /// The only scalars that it can be; empty: any.
    pub one_of: &'static [Literal],
    /// Members that say one of these values.
    pub constants: &'static [(&'static str, &'static [Literal])],
    /// Members that must be there.
    pub needs: &'static [&'static str],
    /// Members that the variant names.
    pub knows: &'static [&'static str],
    /// What each item of a list is: one of these; empty: anything.
    pub items: &'static [Rule],
}

/// A union, laid out by `union!` or `tagged!`.
pub trait Union: Sized {
    /// The variant for a value that is none of the others; `None` when there is none.
    const UNKNOWN: Option<fn(Json) -> Self>;

    /// Reads the variant that the pick points at.
    fn pick<'de, D: Deserializer<'de>>(pick: Pick<'de, Self, D>) -> Pick<'de, Self, D>;
}

/// The variant to read, and what it is read from.
pub struct Pick<'de, T, D: Deserializer<'de>> {
    /// How many variants come before it.
    before: usize,
    from: Option<D>,
    read: Option<Result<T, D::Error>>,
}

impl<'de, T: Union, D: Deserializer<'de>> Pick<'de, T, D> {
    /// The next variant; it is read when it is the one.
    #[must_use]
    pub fn variant<P: Wire>(mut self, make: fn(P) -> T) -> Self {
        match self.before.checked_sub(1) {
            Some(before) => self.before = before,
            None => {
                if let Some(from) = self.from.take() {
                    self.read = Some(P::read(from).map(make));
                }
            }
        }
        self
    }

    fn run(index: usize, from: D) -> Result<T, D::Error> {
        let pick = T::pick(Pick {
            before: index,
            from: Some(from),
            read: None,
        });
        pick.read
            .unwrap_or_else(|| Err(D::Error::custom("the union has no such variant")))
    }
}

/// Reads a union that is decided by looking at the whole value.
///
/// # Errors
/// When no variant can be the value, or the one that can be does not read it.
pub fn read_union<'de, T: Union, D: Deserializer<'de>>(
    deserializer: D,
    rules: &[Rule],
) -> Result<T, D::Error> {
    let value = Value::read(deserializer)?;
    let fallback = if T::UNKNOWN.is_some() {
        Fallback::None
    } else {
        Fallback::Nearest
    };
    match (decide(rules, &value, fallback), T::UNKNOWN) {
        (Some(index), _) => Pick::run(index, Replay::new(value)),
        (None, Some(unknown)) => value.into_json().map(unknown),
        (None, None) => Err(none_of(rules, &value)),
    }
}

/// What is taken when an object lacks what every variant needs.
#[derive(Clone, Copy)]
enum Fallback {
    /// The variant that knows most of the members, so that its error says what is missing.
    Nearest,
    None,
}

/// The index of the rule that the value follows.
fn decide(rules: &[Rule], value: &Value, fallback: Fallback) -> Option<usize> {
    match value {
        Value::Null => decide_scalar(rules, value, &[Kind::null]),
        Value::Bool(_) => decide_scalar(rules, value, &[Kind::boolean]),
        Value::String(_) => decide_scalar(rules, value, &[Kind::string]),
        Value::Array(items) => decide_array(rules, value, items),
        Value::Number(number) => decide_scalar(rules, value, kinds_of(*number)),
        Value::Object(members) => decide_object(rules, members, fallback),
    }
}

/// The kinds that a number is, the nearest first.
fn kinds_of(number: Number) -> &'static [Kind] {
    match number {
        Number::Float(float) if exact_integer(float).is_none() => &[Kind::number],
        Number::Signed(_) | Number::Unsigned(_) | Number::Wide(_) | Number::Float(_) => {
            &[Kind::integer, Kind::number]
        }
    }
}

/// The rule that lists the value, else that whose items most of the value's items are: the first that takes all of
/// them, in most cases. A rule that says nothing of items comes last.
fn decide_array(rules: &[Rule], value: &Value, items: &[Value]) -> Option<usize> {
    let lists = |rule: &Rule| rule.one_of.iter().any(|literal| literal.is(value));
    if let Some(index) = rules.iter().position(lists) {
        return Some(index);
    }
    let of_kind = rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.kinds.contains(&Kind::array));
    let strangers = |rule: &Rule| {
        let fits = |item: &&Value| rule.items.iter().any(|rule| fits(rule, item));
        match rule.items {
            [] => 0,
            _ => items.iter().filter(|item| !fits(item)).count(),
        }
    };
    of_kind
        .min_by_key(|(_, rule)| (strangers(rule), rule.items.is_empty()))
        .map(|(index, _)| index)
}

/// Whether a value can be what a rule says.
fn fits(rule: &Rule, value: &Value) -> bool {
    let any_of = |kinds: &[Kind]| kinds.iter().any(|kind| rule.kinds.contains(kind));
    let listed = rule.one_of.is_empty() || rule.one_of.iter().any(|literal| literal.is(value));
    match value {
        Value::Null => any_of(&[Kind::null]),
        Value::Bool(_) => any_of(&[Kind::boolean]),
        Value::Number(number) => any_of(kinds_of(*number)),
        Value::String(_) => any_of(&[Kind::string]) && listed,
        Value::Array(items) => {
            let fits = |item: &Value| rule.items.iter().any(|rule| fits(rule, item));
            any_of(&[Kind::array]) && (rule.items.is_empty() || items.iter().all(fits))
        }
        Value::Object(members) => {
            let constants = constants(rule, members);
            any_of(&[Kind::object])
                && !matches!(constants, Constants::Contradicted | Constants::Missing)
                && rule.needs.iter().all(|name| has(members, name))
        }
    }
}

/// The first rule that lists the value, else the first that takes any value of the kind; the first kind wins.
fn decide_scalar(rules: &[Rule], value: &Value, kinds: &[Kind]) -> Option<usize> {
    let of_kind = |kind: &Kind, rule: &Rule| rule.kinds.contains(kind);
    let lists = |rule: &Rule| rule.one_of.iter().any(|literal| literal.is(value));
    let first = |fits: &dyn Fn(&Kind, &Rule) -> bool| {
        kinds
            .iter()
            .find_map(|kind| rules.iter().position(|rule| fits(kind, rule)))
    };
    first(&|kind, rule| of_kind(kind, rule) && lists(rule))
        .or_else(|| first(&|kind, rule| of_kind(kind, rule) && rule.one_of.is_empty()))
}

/// The rule whose constants and needs the members fulfil; among several, the one with a constant, then the one that
/// knows most of the members, then the first.
fn decide_object(rules: &[Rule], members: &[(String, Value)], fallback: Fallback) -> Option<usize> {
    let possible = rules.iter().enumerate().filter(|(_, rule)| {
        rule.kinds.contains(&Kind::object) && constants(rule, members) != Constants::Contradicted
    });
    let fulfilled = |rule: &Rule| {
        constants(rule, members) != Constants::Missing
            && rule.needs.iter().all(|name| has(members, name))
    };
    let best = possible
        .clone()
        .filter(|(_, rule)| fulfilled(rule))
        .min_by_key(|(_, rule)| {
            (
                Reverse(constants(rule, members) == Constants::Fulfilled),
                Reverse(known(rule, members)),
            )
        });
    match (best, fallback) {
        (Some((index, _)), _) => Some(index),
        (None, Fallback::None) => None,
        (None, Fallback::Nearest) => possible
            .min_by_key(|(_, rule)| Reverse(known(rule, members)))
            .map(|(index, _)| index),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Constants {
    NotAsked,
    Fulfilled,
    Missing,
    Contradicted,
}

/// How the members stand to the rule's constants.
fn constants(rule: &Rule, members: &[(String, Value)]) -> Constants {
    let mut result = Constants::NotAsked;
    for (name, literals) in rule.constants {
        match members.iter().rev().find(|(key, _)| key == name) {
            Some((_, value)) if literals.iter().any(|literal| literal.is(value)) => {
                if result == Constants::NotAsked {
                    result = Constants::Fulfilled;
                }
            }
            Some(_) => return Constants::Contradicted,
            None => result = Constants::Missing,
        }
    }
    result
}

fn has(members: &[(String, Value)], name: &str) -> bool {
    members.iter().any(|(key, _)| key == name)
}

fn known(rule: &Rule, members: &[(String, Value)]) -> usize {
    members
        .iter()
        .filter(|(key, _)| rule.knows.contains(&key.as_str()))
        .count()
}

/// Says what the value would have had to be.
#[cold]
fn none_of<E: Error>(rules: &[Rule], value: &Value) -> E {
    let kind = match value {
        Value::Null => Kind::null,
        Value::Bool(_) => Kind::boolean,
        Value::Number(_) => Kind::number,
        Value::String(_) => Kind::string,
        Value::Array(_) => Kind::array,
        Value::Object(_) => Kind::object,
    };
    let of_kind = || rules.iter().filter(|rule| rule.kinds.contains(&kind));
    if of_kind().next().is_none() {
        let mut kinds: Vec<Kind> = rules
            .iter()
            .flat_map(|rule| rule.kinds.iter().copied())
            .collect();
        kinds.dedup();
        return E::custom(format_args!("expected one of {kinds:?}, found {kind:?}"));
    }
    if kind == Kind::object {
        let literals = of_kind().flat_map(|rule| rule.constants.iter());
        if let Some((name, _)) = literals.clone().next() {
            let found = value.member(name).unwrap_or(&Value::Null);
            let same = literals
                .filter(|(other, _)| other == name)
                .flat_map(|(_, literals)| literals.iter());
            return path::at_key(expected(same, found), name);
        }
    }
    expected(of_kind().flat_map(|rule| rule.one_of.iter()), value)
}

/// Reads a union whose variant is named by a member.
///
/// # Errors
/// When the input is no object, the tag is missing or none of the tags of a closed union, or the variant does not read.
pub fn read_tagged<'de, T: Union, D: Deserializer<'de>>(
    deserializer: D,
    tag: &'static str,
    variants: &'static [TagRule],
) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(
        "Tagged",
        TaggedVisitor {
            tag,
            variants,
            union: PhantomData,
        },
    )
}

/// The tags of a variant.
#[derive(Debug)]
pub struct TagRule {
    /// The values that name it.
    pub tags: &'static [Literal],
    /// Who writes the tag.
    pub writer: TagWriter,
}

/// Who writes the tag.
#[derive(Clone, Copy, Debug)]
pub enum TagWriter {
    /// The payload has it among its members.
    Payload,
    /// The union adds it, and the payload never sees it.
    Union,
}

struct TaggedVisitor<T> {
    tag: &'static str,
    variants: &'static [TagRule],
    union: PhantomData<T>,
}

impl<'de, T: Union> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    /// How formats answer that are not in the middle of a union.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut first = Vec::new();
        while let Some(key) = map.next_key_seed(TagKey(self.tag))? {
            let Some(key) = key else {
                let judge = Judged(TagJudge(self.variants));
                return match map
                    .next_value_seed(judge)
                    .map_err(|error| path::at_key(error, self.tag))?
                {
                    Tag::Known(index, writer, literal) => {
                        let tag = match writer {
                            TagWriter::Payload => Some((self.tag, literal)),
                            TagWriter::Union => None,
                        };
                        Pick::run(index, ReplayObject::new(first, tag, map))
                    }
                    Tag::Unknown(value) => self.unknown(first, value, map),
                };
            };
            match map.next_value_seed(ValueSeed::NEW) {
                Ok(value) => first.push((key, value)),
                Err(error) => return Err(path::at_key(error, &key)),
            }
        }
        match T::UNKNOWN {
            Some(unknown) => Value::Object(first).into_json().map(unknown),
            None => Err(path::member(self.tag, "required member is missing")),
        }
    }

    refuse_text!();
}

impl<T: Union> TaggedVisitor<T> {
    /// An object whose tag names no variant.
    #[cold]
    fn unknown<'de, A: MapAccess<'de>>(
        self,
        mut first: Vec<(String, Value)>,
        tag: Value,
        map: A,
    ) -> Result<T, A::Error> {
        match T::UNKNOWN {
            Some(unknown) => {
                first.push((self.tag.to_owned(), tag));
                Value::read(ReplayObject::new(first, None, map))?
                    .into_json()
                    .map(unknown)
            }
            None => {
                let tags = self.variants.iter().flat_map(|rule| rule.tags);
                Err(path::at_key(expected(tags, &tag), self.tag))
            }
        }
    }
}

/// Reads a member's name: `None` for the tag's.
struct TagKey(&'static str);

impl<'de> DeserializeSeed<'de> for TagKey {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TagKey {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<String>, E> {
        Ok((key != self.0).then(|| key.to_owned()))
    }

    fn visit_string<E>(self, key: String) -> Result<Option<String>, E> {
        Ok((key != self.0).then_some(key))
    }
}

/// What a tag says.
enum Tag {
    Known(usize, TagWriter, Literal),
    Unknown(Value),
}

/// Finds the variant that a tag names.
struct TagJudge(&'static [TagRule]);

impl TagJudge {
    fn find(&self, is: impl Fn(&Literal) -> bool) -> Option<Tag> {
        self.0.iter().enumerate().find_map(|(index, rule)| {
            let literal = rule.tags.iter().find(|literal| is(literal))?;
            Some(Tag::Known(index, rule.writer, *literal))
        })
    }
}

impl Judge for TagJudge {
    type Verdict = Tag;

    fn text<E: Error>(self, text: &str) -> Result<Tag, E> {
        let is = |literal: &Literal| matches!(literal, Literal::String(want) if *want == text);
        Ok(self
            .find(is)
            .unwrap_or_else(|| Tag::Unknown(Value::String(text.to_owned()))))
    }

    fn value<E: Error>(self, value: Value) -> Result<Tag, E> {
        Ok(self
            .find(|literal| literal.is(&value))
            .unwrap_or(Tag::Unknown(value)))
    }
}
