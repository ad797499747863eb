//! The text of a header as serde's values.
//!
//! In: what stands in the lines of one header. Out: a deserializer that gives the type what the type asks for; only
//! where it does not ask is it guessed.

use std::borrow::Cow;

use serde::Deserializer;
use serde::de::value::{Error as Refused, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// What a text is of which the type says nothing.
#[derive(Clone, Copy)]
pub(super) enum Guess {
    Json,
    Text,
}

/// A whole value, which serde reads.
pub(super) struct Field<'a> {
    pub(super) joined: Cow<'a, str>,
    /// What stands between commas.
    pub(super) items: Vec<&'a str>,
    pub(super) explode: bool,
    pub(super) guess: Guess,
}

/// A part of it, or a whole that is neither list nor object.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    guess: Guess,
}

impl<'a> Field<'a> {
    fn word(&'a self) -> Word<'a> {
        Word {
            text: &self.joined,
            guess: self.guess,
        }
    }

    /// The items; a list in a header may have empty ones, which count for nothing (RFC 9110 §5.6.1).
    fn words(&'a self) -> impl Iterator<Item = Word<'a>> {
        let filled = self.items.iter().filter(|it| !it.is_empty());
        filled.map(|text| Word {
            text,
            guess: self.guess,
        })
    }

    /// `R=100,G=200`, or `R,100,G,200`.
    fn members(&'a self) -> Result<Vec<(&'a str, Word<'a>)>, Refused> {
        let member = |(key, text): (&'a str, &'a str)| {
            let guess = self.guess;
            (
                key.trim(),
                Word {
                    text: text.trim(),
                    guess,
                },
            )
        };
        if self.explode {
            let pairs = self.words().map(|it| it.text.split_once('='));
            let pairs: Option<Vec<_>> = pairs.map(|it| it.map(member)).collect();
            return pairs.ok_or_else(|| Refused::custom("a part that is not `name=value`"));
        }
        if self.joined.trim().is_empty() {
            return Ok(Vec::new());
        }
        let pairs = self.items.chunks(2).map(|it| match it {
            [key, text] => Ok(member((key, text))),
            _ => Err(Refused::custom("a name without a value")),
        });
        pairs.collect()
    }
}

/// The methods that read one text as what the type says.
macro_rules! scalars {
    ($word:expr; $($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            $word(&self).$method(visitor)
        }
    )* };
}

impl<'de, 'a: 'de> Deserializer<'de> for &'a Field<'a> {
    type Error = Refused;

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let mut items = SeqDeserializer::new(self.words());
        let value = visitor.visit_seq(&mut items)?;
        items.end().map(|()| value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let mut members = MapDeserializer::new(self.members()?.into_iter());
        let value = visitor.visit_map(&mut members)?;
        members.end().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.word().deserialize_enum(name, variants, visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.word().deserialize_any(visitor)
    }

    scalars! { Field::word;
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }
}

impl<'a> Word<'a> {
    /// The word as a number, where it is one; text is refused by visitors of numbers without quoting it.
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let digits = |it: &u8| matches!(it, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        if !self.text.bytes().all(|it| digits(&it)) {
            return visitor.visit_str(self.text);
        }
        if let Ok(it) = self.text.parse() {
            return visitor.visit_i64(it);
        }
        if let Ok(it) = self.text.parse() {
            return visitor.visit_u64(it);
        }
        match self.text.parse::<f64>() {
            Ok(it) if it.is_finite() => visitor.visit_f64(it),
            Ok(_) | Err(_) => visitor.visit_str(self.text),
        }
    }

    fn bool<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.text {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => visitor.visit_str(other),
        }
    }

    /// A word that is written as JSON writes a number, and no other: `007` and `+1` are text.
    fn is_number(self) -> bool {
        serde_json::from_str::<serde_json::Number>(self.text).is_ok()
    }
}

impl<'a> IntoDeserializer<'a, Refused> for Word<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            self.number(visitor)
        }
    )* };
}

impl<'de> Deserializer<'de> for Word<'de> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match (self.guess, self.text) {
            (Guess::Json, "true" | "false") => self.bool(visitor),
            (Guess::Json, _) if self.is_number() => self.number(visitor),
            (Guess::Json | Guess::Text, text) => visitor.visit_str(text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.bool(visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_str(self.text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_enum(StrDeserializer::new(self.text))
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
