//! An object of the document as a struct with its members.

use super::Spelled;
use super::Spelling;
use super::Unspelled;
use super::both;
use super::literal::json;
use super::literal::member;
use super::literal::same;
use super::together;
use crate::ir::Constant;
use crate::ir::ConstantPresence;
use crate::ir::Expr;
use crate::ir::Field;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::OtherFields;
use crate::ir::Presence;
use crate::ir::Struct;
use crate::ir::StructExpr;
use crate::ir::Type;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Literal;
use std::collections::HashSet;

type Members = [(Box<str>, Literal)];

impl<'a> Spelling<'a> {
    /// An object as a struct. Members that it leaves out are absent, or hold their own default where that is filled in.
    pub(super) fn object(
        &mut self,
        id: TypeId,
        of: &'a Struct,
        members: &Members,
        deeper: usize,
    ) -> Spelled {
        if of.constants.iter().any(|it| contradicts(it, members)) {
            return Err(Unspelled::Wrong);
        }
        let of_field =
            |(index, field): (usize, &Field)| self.field((id, index), field, members, deeper);
        let fields = together(of.fields.iter().enumerate().map(of_field));
        let rest = self.rest(id, of, members, deeper);
        let (fields, rest) = both(fields, rest)?;
        // What `new` fills in by itself needs no words here; but its arguments have types that rustc would have to guess.
        let takes_none = !of.fields.iter().any(is_an_argument);
        let mut others = OtherFields::None;
        let mut out: Vec<(Ident, Expr)> = Vec::new();
        for (index, (value, field)) in fields.into_iter().zip(&of.fields).enumerate() {
            let value = match value {
                Some(value) => value,
                None if takes_none => {
                    others = OtherFields::New;
                    continue;
                }
                None => self.left_out((id, index), field, deeper)?,
            };
            out.push((field.ident.clone(), value));
        }
        match rest {
            Some((_, Expr::Map(_, it))) if takes_none && it.is_empty() => others = OtherFields::New,
            Some(rest) => out.push(rest),
            None if of.fields.is_empty() => others = OtherFields::New,
            None => {}
        }
        Ok(Expr::Struct(StructExpr {
            id,
            fields: out,
            others,
        }))
    }

    /// What a field holds; nothing for that of a member that is left out.
    fn field(
        &mut self,
        at: (TypeId, usize),
        field: &Field,
        members: &Members,
        deeper: usize,
    ) -> Result<Option<Expr>, Unspelled> {
        // Also where it is not left out: its type depends on it.
        let filled = self.filled_in(at, field, deeper).is_some();
        let said = member(members, &field.wire);
        let around: fn(Box<Expr>) -> Expr = match (&field.presence, said) {
            (Presence::Required | Presence::Nullable, None) => return Err(Unspelled::Wrong),
            (Presence::Nullable, Some(Literal::Null)) => return Ok(Some(Expr::None)),
            (Presence::OptionalNullable(_), Some(Literal::Null)) => return Ok(Some(Expr::Null)),
            (Presence::Optional(_) | Presence::Defaulted(_), Some(Literal::Null)) => {
                // It is read as if the member were not there.
                return Ok(None);
            }
            (_, None) => return Ok(None),
            (Presence::Optional(_), _) if filled => |it| *it,
            (Presence::Required | Presence::Defaulted(_), _) => |it| *it,
            (Presence::Nullable | Presence::Optional(_), _) => Expr::Some,
            (Presence::OptionalNullable(_), _) => Expr::Present,
        };
        let value = said.map(|it| self.spell(it, &field.ty, deeper));
        Ok(value.transpose()?.map(|it| around(Box::new(it))))
    }

    /// The field of a member that is left out.
    fn left_out(&mut self, at: (TypeId, usize), field: &Field, deeper: usize) -> Spelled {
        if let Some(value) = self.filled_in(at, field, deeper).cloned() {
            return self.again(value);
        }
        self.charge(1)?;
        Ok(match field.presence {
            Presence::OptionalNullable(_) => Expr::Absent,
            _ => Expr::None,
        })
    }

    /// The members without a field, in the field that is there for them.
    fn rest(
        &mut self,
        id: TypeId,
        of: &Struct,
        members: &Members,
        deeper: usize,
    ) -> Result<Option<(Ident, Expr)>, Unspelled> {
        let names = names(of);
        let others = members.iter().filter(|(name, _)| !names.contains(&**name));
        let others: Vec<(Box<str>, Literal)> = others.cloned().collect();
        match &of.rest {
            Some(rest) => {
                let values = self.members(&others, &rest.ty, deeper)?;
                Ok(Some((rest.ident.clone(), Expr::Map(rest.maps, values))))
            }
            None if others.is_empty() => Ok(None),
            None if self.refuses_others(id) => Err(Unspelled::Wrong),
            None => {
                self.lost.extend(others.into_iter().map(|(name, _)| name));
                Ok(None)
            }
        }
    }

    fn refuses_others(&self, id: TypeId) -> bool {
        matches!(
            self.shape(id),
            Some(shape::Kind::Object(it)) if matches!(it.rest, shape::Rest::Refused)
        )
    }

    /// An object, and the members that its type does not name.
    pub(super) fn open(&mut self, literal: &Literal, ty: &Type, deeper: usize) -> Spelled {
        let types = self.types;
        let Type::Def(id) = ty else {
            return Err(Unspelled::TooLarge);
        };
        match (types.get(id.0 as usize).map(|it| &it.kind), literal) {
            (Some(Kind::Struct(of)), Literal::Object(members)) => {
                let names = names(of);
                let is_named = |it: &(Box<str>, Literal)| names.contains(&*it.0);
                let (named, others): (Vec<_>, Vec<_>) = members.iter().cloned().partition(is_named);
                let value = self.object(*id, of, &named, deeper)?;
                let others = others.iter().map(|(key, it)| (key.clone(), json(it)));
                Ok(Expr::Open(Box::new(value), others.collect()))
            }
            (Some(Kind::Struct(_)), _) => Err(Unspelled::Wrong),
            _ => Err(Unspelled::TooLarge),
        }
    }
}

fn is_an_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// Whether an object says something else than a member with one possible value does.
fn contradicts(constant: &Constant, members: &Members) -> bool {
    match member(members, &constant.wire) {
        Some(it) => !same(&constant.value, it),
        None => constant.presence == ConstantPresence::Required,
    }
}

/// The members that are fields or constants, by their names on the wire.
fn names(of: &Struct) -> HashSet<&str> {
    let fields = of.fields.iter().map(|it| &*it.wire);
    let constants = of.constants.iter().map(|it| &*it.wire);
    fields.chain(constants).collect()
}
