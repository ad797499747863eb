//! A value as parameters and forms see it: text, lists and objects, in the order in which they were written.
//!
//! In: anything that can be written as JSON. Out: [`Plain`]. Numbers keep the digits that JSON would have.
//! Deliberately absent: how a value is spelled in a place, which is `style.rs`.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use crate::wire::{Argument, Written};

/// A written value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    Null,
    Bool(bool),
    /// The digits as in JSON.
    Number(String),
    String(String),
    List(Vec<Plain>),
    Object(Vec<(String, Plain)>),
}

/// Writes a value down.
pub(crate) fn plain<T: Argument + ?Sized>(value: &T) -> Result<Plain, Unwritable> {
    Written(value).serialize(Writer)
}

impl Plain {
    /// The text of a value that is neither list nor object; null is empty.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match self {
            Plain::Null => Some(""),
            Plain::Bool(true) => Some("true"),
            Plain::Bool(false) => Some("false"),
            Plain::Number(text) | Plain::String(text) => Some(text),
            Plain::List(_) | Plain::Object(_) => None,
        }
    }

    /// The value as JSON text.
    pub(crate) fn to_json(&self) -> String {
        match self {
            Plain::Null => "null".to_owned(),
            Plain::Bool(_) | Plain::Number(_) => self.scalar().unwrap_or_default().to_owned(),
            Plain::String(text) => json_string(text),
            Plain::List(items) => {
                let items: Vec<String> = items.iter().map(Plain::to_json).collect();
                format!("[{}]", items.join(","))
            }
            Plain::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("{}:{}", json_string(key), value.to_json()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Why a value cannot be written.
#[derive(Debug)]
pub(crate) struct Unwritable(String);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Unwritable(message.to_string())
    }
}

/// How serde_json hands over a number when its feature `arbitrary_precision` is on somewhere in the build.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

struct Writer;

fn float<T: Into<f64> + Copy + Serialize>(value: T) -> Result<Plain, Unwritable> {
    if !value.into().is_finite() {
        return Err(ser::Error::custom(
            "a number that is not finite cannot be sent",
        ));
    }
    serde_json::to_string(&value)
        .map(Plain::Number)
        .map_err(ser::Error::custom)
}

impl Serializer for Writer {
    type Ok = Plain;
    type Error = Unwritable;
    type SerializeSeq = ListWriter;
    type SerializeTuple = ListWriter;
    type SerializeTupleStruct = ListWriter;
    type SerializeTupleVariant = ListWriter;
    type SerializeMap = ObjectWriter;
    type SerializeStruct = ObjectWriter;
    type SerializeStructVariant = ObjectWriter;

    fn serialize_bool(self, value: bool) -> Result<Plain, Unwritable> {
        Ok(Plain::Bool(value))
    }
    fn serialize_i8(self, value: i8) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_i16(self, value: i16) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_i32(self, value: i32) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_i64(self, value: i64) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_i128(self, value: i128) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_u8(self, value: u8) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_u16(self, value: u16) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_u32(self, value: u32) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_u64(self, value: u64) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_u128(self, value: u128) -> Result<Plain, Unwritable> {
        Ok(Plain::Number(value.to_string()))
    }
    fn serialize_f32(self, value: f32) -> Result<Plain, Unwritable> {
        float(value)
    }
    fn serialize_f64(self, value: f64) -> Result<Plain, Unwritable> {
        float(value)
    }
    fn serialize_char(self, value: char) -> Result<Plain, Unwritable> {
        Ok(Plain::String(value.to_string()))
    }
    fn serialize_str(self, value: &str) -> Result<Plain, Unwritable> {
        Ok(Plain::String(value.to_owned()))
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Plain, Unwritable> {
        Err(ser::Error::custom(
            "bytes have no text form here; encode them first",
        ))
    }
    fn serialize_none(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Plain, Unwritable> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Plain, Unwritable> {
        Ok(Plain::Null)
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Plain, Unwritable> {
        Ok(Plain::String(variant.to_owned()))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Plain, Unwritable> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Plain, Unwritable> {
        Ok(Plain::Object(vec![(
            variant.to_owned(),
            value.serialize(Writer)?,
        )]))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter, Unwritable> {
        Ok(ListWriter {
            items: Vec::new(),
            variant: None,
        })
    }
    fn serialize_tuple(self, _: usize) -> Result<ListWriter, Unwritable> {
        self.serialize_seq(None)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListWriter, Unwritable> {
        self.serialize_seq(None)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ListWriter, Unwritable> {
        Ok(ListWriter {
            items: Vec::new(),
            variant: Some(variant),
        })
    }
    fn serialize_map(self, _: Option<usize>) -> Result<ObjectWriter, Unwritable> {
        Ok(ObjectWriter {
            members: Vec::new(),
            key: None,
            shape: Shape::Object,
        })
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<ObjectWriter, Unwritable> {
        let shape = if name == NUMBER_TOKEN {
            Shape::Number
        } else {
            Shape::Object
        };
        Ok(ObjectWriter {
            members: Vec::new(),
            key: None,
            shape,
        })
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ObjectWriter, Unwritable> {
        Ok(ObjectWriter {
            members: Vec::new(),
            key: None,
            shape: Shape::Variant(variant),
        })
    }
}

struct ListWriter {
    items: Vec<Plain>,
    variant: Option<&'static str>,
}

impl ListWriter {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.items.push(value.serialize(Writer)?);
        Ok(())
    }

    fn finish(self) -> Plain {
        let list = Plain::List(self.items);
        match self.variant {
            Some(variant) => Plain::Object(vec![(variant.to_owned(), list)]),
            None => list,
        }
    }
}

macro_rules! list_writer {
    ($($of:ident $put:ident),*) => { $(
        impl ser::$of for ListWriter {
            type Ok = Plain;
            type Error = Unwritable;
            fn $put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.push(value)
            }
            fn end(self) -> Result<Plain, Unwritable> {
                Ok(self.finish())
            }
        }
    )* };
}

list_writer!(
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
);

enum Shape {
    Object,
    Number,
    Variant(&'static str),
}

struct ObjectWriter {
    members: Vec<(String, Plain)>,
    key: Option<String>,
    shape: Shape,
}

impl ObjectWriter {
    fn push<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Unwritable> {
        self.members.push((key, value.serialize(Writer)?));
        Ok(())
    }

    fn finish(mut self) -> Result<Plain, Unwritable> {
        match self.shape {
            Shape::Object => Ok(Plain::Object(self.members)),
            Shape::Variant(variant) => Ok(Plain::Object(vec![(
                variant.to_owned(),
                Plain::Object(self.members),
            )])),
            Shape::Number => match self.members.pop() {
                Some((_, Plain::String(digits))) => Ok(Plain::Number(digits)),
                Some(_) | None => Err(ser::Error::custom("a number without digits")),
            },
        }
    }
}

impl ser::SerializeMap for ObjectWriter {
    type Ok = Plain;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        let key = key.serialize(Writer)?;
        let text = key
            .scalar()
            .ok_or_else(|| ser::Error::custom("a key must be text"))?;
        self.key = Some(text.to_owned());
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let key = self
            .key
            .take()
            .ok_or_else(|| ser::Error::custom("a member without a key"))?;
        self.push(key, value)
    }
    fn end(self) -> Result<Plain, Unwritable> {
        self.finish()
    }
}

macro_rules! object_writer {
    ($($of:ident),*) => { $(
        impl ser::$of for ObjectWriter {
            type Ok = Plain;
            type Error = Unwritable;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.push(key.to_owned(), value)
            }
            fn end(self) -> Result<Plain, Unwritable> {
                self.finish()
            }
        }
    )* };
}

object_writer!(SerializeStruct, SerializeStructVariant);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(plain(&0.1f32).unwrap(), Plain::Number("0.1".into()));
        assert_eq!(plain(&0.03f64).unwrap(), Plain::Number("0.03".into()));
        assert_eq!(
            plain(&i128::MIN).unwrap(),
            Plain::Number(i128::MIN.to_string())
        );
        let foreign = plain(&crate::wire::Foreign(f64::NAN)).unwrap_err();
        assert!(foreign.to_string().contains("not finite"));
        assert!(plain(&f64::INFINITY).is_err());
    }

    #[test]
    fn slices_and_str_are_values() {
        assert_eq!(plain("a").unwrap(), Plain::String("a".into()));
        assert_eq!(plain(&[1i64, 2][..]).unwrap().to_json(), "[1,2]");
    }

    #[test]
    fn a_number_of_arbitrary_precision_is_a_number() {
        use serde::ser::SerializeStruct as _;
        let mut number = Writer.serialize_struct(NUMBER_TOKEN, 1).unwrap();
        number.serialize_field(NUMBER_TOKEN, "1e400").unwrap();
        assert_eq!(number.end().unwrap(), Plain::Number("1e400".into()));
    }
}
