//! What `derive` would make of a type, made from the lists that its rows are: `PartialEq`, `Hash`, `Debug`.

use super::literal::Literal;
use super::members::{Member, Visit};
use super::object::Object;
use super::redacted::Redacted;
use super::union::Union;
use super::variant::Show;
use super::{Mapping, Patch, Wire, Written};
use std::any::Any;
use std::hash::Hasher;
use std::{fmt, io};

/// Whether two objects have the same members.
pub fn equal<T: Object>(one: &T, other: &T) -> bool {
    let mut equal = Equal(true);
    one.members(other, &mut equal);
    equal.0
}

struct Equal(bool);

impl Equal {
    #[inline]
    fn compare<T: PartialEq>(&mut self, value: &T, other: &T) {
        self.0 = self.0 && value == other;
    }
}

impl Visit for Equal {
    #[inline]
    fn member<T: Member>(&mut self, _: &'static str, value: &T, other: &T) {
        self.compare(value, other);
    }

    #[inline]
    fn optional<T: Member>(&mut self, _: &'static str, value: &Option<T>, other: &Option<T>) {
        self.compare(value, other);
    }

    #[inline]
    fn patch<T: Member>(&mut self, _: &'static str, value: &Patch<T>, other: &Patch<T>) {
        self.compare(value, other);
    }

    fn constant(&mut self, _: &'static str, _: Literal) {}

    fn rest<T: Member, M: Mapping<Value = T> + PartialEq>(&mut self, map: &M, other: &M) {
        self.compare(map, other);
    }
}

/// Shows the members that are there, by their names on the wire, and `..` for those that are not.
///
/// # Errors
/// What the formatter reports.
pub fn show<T: Object>(value: &T, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = Shown {
        out: f.debug_struct(name),
        secret: false,
        absent: false,
    };
    value.members(value, &mut shown);
    if shown.absent {
        shown.out.finish_non_exhaustive()
    } else {
        shown.out.finish()
    }
}

struct Shown<'a, 'b> {
    out: fmt::DebugStruct<'a, 'b>,
    /// Whether the next member is a secret.
    secret: bool,
    /// Whether some member is not there.
    absent: bool,
}

impl Shown<'_, '_> {
    fn field(&mut self, name: &str, value: &dyn fmt::Debug) {
        if std::mem::take(&mut self.secret) {
            self.out.field(name, &Redacted);
        } else {
            self.out.field(name, value);
        }
    }

    fn left_out(&mut self) {
        self.secret = false;
        self.absent = true;
    }
}

impl Visit for Shown<'_, '_> {
    fn member<T: Member>(&mut self, name: &'static str, value: &T, _: &T) {
        self.field(name, value);
    }

    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>) {
        match value {
            Some(value) => self.field(name, value),
            None => self.left_out(),
        }
    }

    fn patch<T: Member>(&mut self, name: &'static str, value: &Patch<T>, _: &Patch<T>) {
        match value {
            Patch::Present(value) => self.field(name, value),
            Patch::Absent => self.left_out(),
        }
    }

    fn constant(&mut self, _: &'static str, _: Literal) {}

    fn rest<T: Member, M: Mapping<Value = T> + PartialEq>(&mut self, map: &M, _: &M) {
        for (name, value) in map.members() {
            self.field(name, value);
        }
    }

    fn secret(&mut self) {
        self.secret = true;
    }
}

/// Hashes a value as it is written, so that equal values have equal hashes.
pub fn hash<T: Wire, H: Hasher>(value: &T, state: &mut H) {
    // A value that has no JSON form is hashed up to where that shows.
    let _ = serde_json::to_writer(Hashing(state), &Written(value));
}

struct Hashing<'a, H>(&'a mut H);

impl<H: Hasher> io::Write for Hashing<'_, H> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is in a variant, whatever its type.
trait Payload: fmt::Debug {
    fn any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<T: Member + 'static> Payload for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

struct Seen;

impl<'a> Show<'a> for Seen {
    type Out = (&'static str, &'a dyn Payload);

    fn variant<T: Member + 'static>(self, name: &'static str, payload: &'a T) -> Self::Out {
        (name, payload)
    }
}

/// Whether two unions are the same variant with equal payloads.
pub fn same<T: Union>(one: &T, other: &T) -> bool {
    let ((name, one), (other_name, other)) = (one.show(Seen), other.show(Seen));
    name == other_name && one.equals(other.any())
}

/// Shows a union as `Variant(payload)`.
///
/// # Errors
/// What the formatter reports.
pub fn show_variant<T: Union>(union: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, payload) = union.show(Seen);
    f.debug_tuple(name).field(&payload).finish()
}
