//! A literal as an expression of a type.

use super::Spelled;
use super::Spelling;
use super::Unspelled;
use super::both;
use super::literal::json;
use super::literal::same;
use super::together;
use crate::ir::Choice;
use crate::ir::Expr;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Letters;
use crate::ir::Type;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Literal;
use crate::shape::Others;

impl Spelling<'_> {
    /// `literal` as an expression of type `ty`. `deeper`: so many types may stand in one another from here on.
    pub(super) fn spell(&mut self, literal: &Literal, ty: &Type, deeper: usize) -> Spelled {
        let deeper = self.step(deeper)?;
        match (ty, literal) {
            (Type::Option(_), Literal::Null) => Ok(Expr::None),
            (Type::Option(ty), it) => self.inside(it, ty, deeper, Expr::Some),
            (Type::Maybe(_), Literal::Null) => Ok(Expr::Null),
            (Type::Maybe(ty), it) => self.inside(it, ty, deeper, Expr::Present),
            (Type::Boxed(ty), it) => self.inside(it, ty, deeper, Expr::Boxed),
            (Type::Open(ty), it) => self.open(it, ty, deeper),
            (Type::Leaf(leaf), it) => self.leaf(it, *leaf),
            // Files are there once: a list of none of them can be no value that is given out.
            (Type::List(item), _) if **item == Type::Leaf(Leaf::Part) => Err(Unspelled::OwnType),
            (Type::List(item), Literal::List(items)) => self.list(items, item, deeper),
            (Type::Map(kind, value), Literal::Object(members)) => {
                let members = self.members(members, value, deeper)?;
                Ok(Expr::Map(*kind, members))
            }
            (Type::Tuple(types), Literal::List(items)) if items.len() <= types.len() => {
                self.tuple(items, types, deeper)
            }
            (Type::Sequence(first, rest), Literal::List(items)) => {
                self.sequence(items, (first, rest), deeper)
            }
            (Type::List(_) | Type::Map(..) | Type::Tuple(_) | Type::Sequence(..), _) => {
                Err(Unspelled::Wrong)
            }
            (Type::Foreign(_), _) => Err(Unspelled::OwnType),
            (Type::Def(id), it) => self.named(it, *id, deeper),
        }
    }

    fn inside(
        &mut self,
        literal: &Literal,
        ty: &Type,
        deeper: usize,
        around: fn(Box<Expr>) -> Expr,
    ) -> Spelled {
        self.spell(literal, ty, deeper)
            .map(|it| around(Box::new(it)))
    }

    fn leaf(&mut self, literal: &Literal, leaf: Leaf) -> Spelled {
        if leaf == Leaf::Json {
            self.charge(weight(literal))?;
            return Ok(Expr::Json(json(literal)));
        }
        scalar_of(literal, leaf)
    }

    fn list(&mut self, items: &[Literal], ty: &Type, deeper: usize) -> Spelled {
        let items = together(items.iter().map(|it| self.spell(it, ty, deeper)))?;
        let texts = items.iter().map(|it| match it {
            Expr::Str(text) => Some(text.clone()),
            _ => None,
        });
        match texts.collect::<Option<Vec<_>>>() {
            Some(texts) if !texts.is_empty() => Ok(Expr::Strings(texts)),
            _ => Ok(Expr::List(items)),
        }
    }

    pub(super) fn members(
        &mut self,
        members: &[(Box<str>, Literal)],
        ty: &Type,
        deeper: usize,
    ) -> Result<Vec<(Box<str>, Expr)>, Unspelled> {
        let entry = |(key, it): &(Box<str>, Literal)| {
            let value = self.spell(it, ty, deeper)?;
            Ok((key.clone(), value))
        };
        together(members.iter().map(entry))
    }

    /// The items of a tuple. Those that may be missing are at its end.
    fn tuple(&mut self, items: &[Literal], types: &[Type], deeper: usize) -> Spelled {
        let mut items = items.iter();
        let item = |ty: &Type| match (items.next(), ty) {
            (Some(it), ty) => self.spell(it, ty, deeper),
            (None, Type::Maybe(_)) => Ok(Expr::Absent),
            (None, _) => Err(Unspelled::Wrong),
        };
        together(types.iter().map(item)).map(Expr::Tuple)
    }

    fn sequence(
        &mut self,
        items: &[Literal],
        (first, rest): (&Type, &Type),
        deeper: usize,
    ) -> Spelled {
        let Type::Tuple(types) = first else {
            return Err(Unspelled::TooLarge);
        };
        let (head, tail) = items.split_at(types.len().min(items.len()));
        let first = self.tuple(head, types, deeper);
        let rest = together(tail.iter().map(|it| self.spell(it, rest, deeper)));
        let (first, rest) = both(first, rest)?;
        Ok(Expr::Sequence(Box::new(first), rest))
    }

    fn named(&mut self, literal: &Literal, id: TypeId, deeper: usize) -> Spelled {
        let types = self.types;
        let Some(def) = types.get(id.0 as usize) else {
            return Err(Unspelled::TooLarge);
        };
        match (&def.kind, literal) {
            (Kind::Strings(choice), Literal::String(text)) => {
                let exact = choice.variants.iter().any(|it| it.value == *text);
                let any_case = choice.letters == Letters::AnyCase && !exact;
                self.listed(
                    choice,
                    id,
                    |it| it == text || (any_case && it.eq_ignore_ascii_case(text)),
                    || Expr::Str(text.clone()),
                )
            }
            (Kind::Integers(choice), Literal::Int(value)) => {
                let is = |it: &i64| i128::from(*it) == *value;
                self.listed(choice, id, is, || Expr::Int(*value))
            }
            (Kind::Literals(choice), it) => {
                let listed = self.as_listed(id, it).unwrap_or(it);
                self.listed(choice, id, |one| same(one, listed), || Expr::Json(json(it)))
            }
            (Kind::Newtype(inner), it) => {
                let value = self.spell(it, inner, deeper)?;
                Ok(Expr::New(id, Box::new(value)))
            }
            (Kind::Alias(inner), it) => self.spell(it, inner, deeper),
            (Kind::Struct(of), Literal::Object(members)) => self.object(id, of, members, deeper),
            (Kind::Tagged(of), Literal::Object(members)) => self.tagged(id, of, members, deeper),
            (Kind::Union(of), it) => self.union(id, of, it, deeper),
            (Kind::Strings(_) | Kind::Integers(_) | Kind::Struct(_) | Kind::Tagged(_), _) => {
                Err(Unspelled::Wrong)
            }
            // No member holds a body of several parts.
            (Kind::Multipart(_), _) => Err(Unspelled::TooLarge),
        }
    }

    /// The listed value that is the same JSON: members of its objects may stand in another order.
    fn as_listed(&self, id: TypeId, literal: &Literal) -> Option<&Literal> {
        let Some(shape::Kind::Literals(all)) = self.shape(id) else {
            return None;
        };
        let mut values = all.values.iter().map(|it| &it.value);
        values.find(|it| *it == literal)
    }

    /// One of some listed values; another one only where the document says that there are others.
    fn listed<T>(
        &self,
        choice: &Choice<T>,
        id: TypeId,
        is: impl Fn(&T) -> bool,
        other: impl Fn() -> Expr,
    ) -> Spelled {
        if let Some(it) = choice.variants.iter().find(|it| is(&it.value)) {
            return Ok(Expr::Variant(id, it.ident.clone()));
        }
        let declared = matches!(
            self.shape(id),
            Some(shape::Kind::Literals(it)) if it.others == Others::Declared
        );
        match &choice.unknown {
            Some(ident) if declared => Ok(Expr::Holding(id, ident.clone(), Box::new(other()))),
            _ => Err(Unspelled::Wrong),
        }
    }
}

/// A literal as a type of Rust or of the runtime. A typed format keeps any text, so that none can fail.
fn scalar_of(literal: &Literal, leaf: Leaf) -> Spelled {
    let within = |value: i128, least: i128, most: i128| {
        if (least..=most).contains(&value) {
            Ok(Expr::Int(value))
        } else {
            Err(Unspelled::Wrong)
        }
    };
    match (leaf, literal) {
        (Leaf::Bool, Literal::Bool(value)) => Ok(Expr::Bool(*value)),
        (Leaf::I32, Literal::Int(value)) => within(*value, i32::MIN.into(), i32::MAX.into()),
        (Leaf::I64, Literal::Int(value)) => within(*value, i64::MIN.into(), i64::MAX.into()),
        (Leaf::U32, Literal::Int(value)) => within(*value, 0, u32::MAX.into()),
        (Leaf::U64, Literal::Int(value)) => within(*value, 0, u64::MAX.into()),
        (Leaf::I128, Literal::Int(value)) => Ok(Expr::Int(*value)),
        (Leaf::U128, Literal::Int(value)) => within(*value, 0, i128::MAX),
        (Leaf::U128, Literal::Huge(value)) => Ok(Expr::Huge(*value)),
        (Leaf::F32 | Leaf::F64, Literal::Int(value)) => Ok(Expr::Float(*value as f64)),
        (Leaf::F32 | Leaf::F64, Literal::Huge(value)) => Ok(Expr::Float(*value as f64)),
        (Leaf::F32 | Leaf::F64, Literal::Float(value)) => Ok(Expr::Float(*value)),
        (Leaf::String, Literal::String(text)) => Ok(Expr::Str(text.clone())),
        (
            Leaf::DateTime(_)
            | Leaf::Date(_)
            | Leaf::Time(_)
            | Leaf::Duration
            | Leaf::Uuid(_)
            | Leaf::Uri(_)
            | Leaf::Ipv4
            | Leaf::Ipv6
            | Leaf::Decimal
            | Leaf::Base64,
            Literal::String(text),
        ) => Ok(Expr::Text(leaf, text.clone())),
        (Leaf::Null, Literal::Null) => Ok(Expr::Unit),
        // These stand in bodies and answers alone, which have no members.
        (Leaf::Bytes | Leaf::Body | Leaf::Part | Leaf::Form, _) => Err(Unspelled::OwnType),
        _ => Err(Unspelled::Wrong),
    }
}

/// How many values stand in a literal.
fn weight(literal: &Literal) -> usize {
    1 + match literal {
        Literal::List(items) => items.iter().map(weight).sum(),
        Literal::Object(members) => members.iter().map(|(_, it)| weight(it)).sum(),
        _ => 0usize,
    }
}
