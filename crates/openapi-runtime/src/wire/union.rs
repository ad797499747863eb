//! Unions: one of several types, decided by one look.
//!
//! In: the rules that `union!` or `tagged!` lays out for one type. Out: the variant that the value is. A value is
//! never tried against every variant: the rules choose one, and that one's error is the error.

use super::judge::{Judge, Judged};
use super::kind::Kind;
use super::literal::{Literal, expected};
use super::replay::{self, Replay, ReplayObject};
use super::rule::{Fallback, Rule, decide};
use super::value::{Value, ValueSeed};
use super::variant::{Show, Writing};
use super::{By, Json, Wire, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

/// A union, laid out by `union!` or `tagged!`.
pub trait Union: Sized {
    /// The variant for a value that is none of the others; `None` when there is none.
    const UNKNOWN: Option<fn(Json) -> Self>;

    /// Shows the pick every variant in its order; it reads the one that it points at.
    fn pick<'de, D: Deserializer<'de>>(pick: &mut Pick<'de, Self, D>);

    /// Shows the variant that it is.
    fn show<'a, V: Show<'a>>(&'a self, show: V) -> V::Out;
}

/// A union that is decided by looking at the value, laid out by `union!`.
pub trait UnionByLook: Union {
    /// What each variant looks like.
    const RULES: &'static [Rule];
}

/// A union whose variant is named by a member, laid out by `tagged!`.
pub trait UnionByTag: Union {
    /// The member.
    const TAG: &'static str;

    /// Its values for each variant.
    const VARIANTS: &'static [TagRule];
}

/// Unions that are read after a look.
pub struct ByLook;

impl<T: UnionByLook> By<T> for ByLook {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_union(deserializer, T::RULES)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.show(Writing::to(serializer))
    }
}

/// Unions that are read by their tag.
pub struct ByTag;

impl<T: UnionByTag> By<T> for ByTag {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_tagged(deserializer, T::TAG, T::VARIANTS)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.show(Writing::to(serializer))
    }
}

/// Unions inside of which integers beyond 64 bits may be: the whole value is read with all its digits first.
pub struct Exactly<B>(PhantomData<B>);

impl<T, B: By<T>> By<T> for Exactly<B> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let value = Value::read_exactly(deserializer)?;
        B::read(Replay::new(value))
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        B::write(value, serializer)
    }
}

/// The variant to read, and what it is read from.
pub struct Pick<'de, T, D: Deserializer<'de>> {
    /// How many variants come before it; behind it, more than there are.
    before: usize,
    from: Option<D>,
    read: Option<Result<T, D::Error>>,
}

impl<'de, T: Union, D: Deserializer<'de>> Pick<'de, T, D> {
    /// The next variant; it is read when it is the one.
    #[inline]
    pub fn variant<P: Wire>(&mut self, make: fn(P) -> T) -> &mut Self {
        if self.before == 0 {
            self.read(make);
        }
        self.before = self.before.wrapping_sub(1);
        self
    }

    fn read<P: Wire>(&mut self, make: fn(P) -> T) {
        self.read = self.from.take().map(|from| P::read(from).map(make));
    }

    fn run(index: usize, from: D) -> Result<T, D::Error> {
        let mut pick = Pick {
            before: index,
            from: Some(from),
            read: None,
        };
        T::pick(&mut pick);
        pick.read
            .unwrap_or_else(|| Err(D::Error::custom("the union has no such variant")))
    }
}

/// Reads a union that is decided by looking at the whole value.
///
/// # Errors
/// When no variant can be the value, or the one that can be does not read it.
fn read_union<'de, T: Union, D: Deserializer<'de>>(
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
        (None, Some(unknown)) => replay::json(value).map(unknown),
        (None, None) => Err(none_of(rules, &value)),
    }
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
    let all = || rules.iter().flat_map(Rule::alternatives);
    let of_kind = || all().filter(|rule| rule.kinds.contains(&kind));
    if of_kind().next().is_none() {
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in all().flat_map(|rule| rule.kinds) {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        return E::custom(format_args!("expected one of {kinds:?}, found {kind:?}"));
    }
    if kind == Kind::object {
        let literals = || of_kind().flat_map(|rule| rule.constants.iter());
        if let Some((name, _)) = literals().next() {
            let found = value.member(name).unwrap_or(&Value::Null);
            let same = literals()
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
fn read_tagged<'de, T: Union, D: Deserializer<'de>>(
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
    tags: &'static [Literal],
    /// The tag that the union adds, where the payload never sees it; else it is among the payload's members.
    added: Option<Literal>,
    /// Whether it takes values without a tag.
    absent: bool,
    /// Whether it takes values with another tag.
    other: bool,
}

impl TagRule {
    /// A variant that these values name.
    #[must_use]
    pub const fn of(tags: &'static [Literal]) -> Self {
        TagRule {
            tags,
            added: None,
            absent: false,
            other: false,
        }
    }

    /// Its tag is added by the union.
    #[must_use]
    pub const fn adds(mut self, tag: Literal) -> Self {
        self.added = Some(tag);
        self
    }

    /// It takes values without a tag.
    #[must_use]
    pub const fn absent(mut self) -> Self {
        self.absent = true;
        self
    }

    /// It takes values with a tag that names none.
    #[must_use]
    pub const fn other(mut self) -> Self {
        self.other = true;
        self
    }
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
                    Tag::Known(index, literal) => {
                        let tag = literal.map(|literal| (self.tag, literal));
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
        match (self.taking(|rule| rule.absent), T::UNKNOWN) {
            (Some(index), _) => Pick::run(index, Replay::new(Value::Object(first))),
            (None, Some(unknown)) => replay::json(Value::Object(first)).map(unknown),
            (None, None) => Err(path::member(self.tag, "required member is missing")),
        }
    }

    refuse_text!();
}

impl<T: Union> TaggedVisitor<T> {
    fn taking(&self, takes: impl Fn(&TagRule) -> bool) -> Option<usize> {
        self.variants.iter().position(takes)
    }

    /// An object whose tag names no variant.
    #[cold]
    fn unknown<'de, A: MapAccess<'de>>(
        self,
        mut first: Vec<(String, Value)>,
        tag: Value,
        map: A,
    ) -> Result<T, A::Error> {
        if let Some(index) = self.taking(|rule| rule.other) {
            first.push((self.tag.to_owned(), tag));
            return Pick::run(index, ReplayObject::new(first, None, map));
        }
        match T::UNKNOWN {
            Some(unknown) => {
                first.push((self.tag.to_owned(), tag));
                let value = Value::read(ReplayObject::new(first, None, map))?;
                replay::json(value).map(unknown)
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
    /// A variant, and the tag if it is one of the payload's members.
    Known(usize, Option<Literal>),
    Unknown(Value),
}

/// Finds the variant that a tag names.
struct TagJudge(&'static [TagRule]);

impl TagJudge {
    fn find(&self, is: impl Fn(&Literal) -> bool) -> Option<Tag> {
        self.0.iter().enumerate().find_map(|(index, rule)| {
            let literal = rule.tags.iter().find(|literal| is(literal))?;
            let own = rule.added.is_none().then_some(*literal);
            Some(Tag::Known(index, own))
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
