//! The document's defaults as Rust expressions, checked against the type.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Remedy;
use crate::ir::Choice;
use crate::ir::Expr;
use crate::ir::Ident;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Literal as Value;
use crate::ir::LiteralVariant;
use crate::ir::Presence;
use crate::ir::Struct;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::shape::Literal;
use crate::source::NodeId;

/// Why a default is not spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unspelled {
    /// It is null: `None` says the same.
    Null,
    /// It is not a value of its type.
    Wrong,
    /// It is one, but no expression for it is made.
    TooLarge,
}

/// `literal` as an expression of type `ty`.
pub fn spell(literal: &Literal, ty: &Type, types: &[TypeDef]) -> Result<Expr, Unspelled> {
    match spelled(literal, ty, types) {
        Err(Unspelled::TooLarge) if is_wrong(literal, ty, types, DEPTH) => Err(Unspelled::Wrong),
        it => it,
    }
}

/// So many types may stand in one another and still be looked at.
const DEPTH: usize = 64;

/// Whether a value for which no expression is made is certainly none of its type. Which variant of a union it is, and what
/// the text of a format says, is not looked at.
fn is_wrong(literal: &Literal, ty: &Type, types: &[TypeDef], deeper: usize) -> bool {
    let Some(deeper) = deeper.checked_sub(1) else {
        return false;
    };
    let wrong = |it: &Literal, ty: &Type| is_wrong(it, ty, types, deeper);
    match (ty, literal) {
        (Type::Option(_) | Type::Maybe(_), Literal::Null) => false,
        (Type::Option(ty) | Type::Maybe(ty) | Type::Boxed(ty) | Type::Open(ty), it) => {
            wrong(it, ty)
        }
        (Type::Leaf(leaf), it) => spell_leaf(it, *leaf) == Err(Unspelled::Wrong),
        (Type::List(ty), Literal::List(items)) => items.iter().any(|it| wrong(it, ty)),
        (Type::Map(_, ty), Literal::Object(members)) => members.iter().any(|(_, it)| wrong(it, ty)),
        (Type::Tuple(_) | Type::Sequence(..), it) => !matches!(it, Literal::List(_)),
        (Type::List(_) | Type::Map(..), _) => true,
        (Type::Foreign(_), _) => false,
        (Type::Def(id), it) => match types.get(id.0 as usize).map(|it| &it.kind) {
            Some(Kind::Newtype(ty) | Kind::Alias(ty)) => wrong(it, ty),
            Some(Kind::Struct(of)) => match it {
                Literal::Object(members) => is_no(of, members, &wrong),
                _ => true,
            },
            Some(Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_)) => {
                spell_def(it, *id, types) == Err(Unspelled::Wrong)
            }
            Some(Kind::Tagged(_) | Kind::Union(_) | Kind::Multipart(_)) | None => false,
        },
    }
}

/// Whether an object lacks a member that must be there, or has one that is wrong.
fn is_no(
    of: &Struct,
    members: &[(Box<str>, Literal)],
    wrong: &impl Fn(&Literal, &Type) -> bool,
) -> bool {
    of.fields.iter().any(|field| {
        let value = members.iter().find(|(name, _)| *name == field.wire);
        match (value, &field.presence) {
            (None, Presence::Required | Presence::Nullable) => true,
            (None, _) | (Some((_, Literal::Null)), Presence::Nullable) => false,
            (Some((_, Literal::Null)), Presence::Required) => wrong(&Literal::Null, &field.ty),
            // A null is read as if the member were not there.
            (Some((_, Literal::Null)), _) => false,
            (Some((_, value)), _) => wrong(value, &field.ty),
        }
    })
}

fn spelled(literal: &Literal, ty: &Type, types: &[TypeDef]) -> Result<Expr, Unspelled> {
    match (literal, ty) {
        (Literal::Null, _) => Err(Unspelled::Null),
        (_, Type::Boxed(_) | Type::Open(_) | Type::Foreign(_)) => Err(Unspelled::TooLarge),
        (_, Type::Option(inner)) => Ok(Expr::Some(Box::new(spell(literal, inner, types)?))),
        (_, Type::Leaf(leaf)) => spell_leaf(literal, *leaf),
        (Literal::List(items), Type::List(item)) => items
            .iter()
            .map(|it| spell(it, item, types))
            .collect::<Result<_, _>>()
            .map(Expr::List),
        (Literal::Object(members), Type::Map(kind, _)) if members.is_empty() => {
            Ok(Expr::Empty(*kind))
        }
        (Literal::Object(_), Type::Map(..)) => Err(Unspelled::TooLarge),
        (Literal::List(_), Type::Tuple(_)) => Err(Unspelled::TooLarge),
        (_, Type::Def(id)) => spell_def(literal, *id, types),
        (Literal::List(_), Type::Sequence(..)) | (_, Type::Maybe(_)) => Err(Unspelled::TooLarge),
        (_, Type::List(_) | Type::Map(..) | Type::Tuple(_) | Type::Sequence(..)) => {
            Err(Unspelled::Wrong)
        }
    }
}

/// Says that the default of `name` is not a value of its schema.
pub fn unfit(name: &str, literal: &Literal, at: NodeId) -> Diagnostic {
    let value = literal.json();
    let message =
        format!("the default of `{name}` is {value}, which its schema does not let through");
    Diagnostic::new(Code::DefaultNotInSchema, at.value(), message)
        .label("is left out")
        .help("correct the document, or take it away by an overlay")
        .remedy(Remedy::Remove { at })
}

fn spell_leaf(literal: &Literal, leaf: Leaf) -> Result<Expr, Unspelled> {
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
        (Leaf::F32 | Leaf::F64, Literal::Int(value)) => Ok(Expr::Float(*value as f64)),
        (Leaf::F32 | Leaf::F64, Literal::Float(value)) if value.is_finite() => {
            Ok(Expr::Float(*value))
        }
        (Leaf::String, Literal::String(text)) => Ok(Expr::Str(text.clone())),
        // No expression is made for the text of a format.
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
            Literal::String(_),
        ) => Err(Unspelled::TooLarge),
        (Leaf::Json, _) => Err(Unspelled::TooLarge),
        _ => Err(Unspelled::Wrong),
    }
}

fn spell_def(
    literal: &Literal,
    id: crate::ir::TypeId,
    types: &[TypeDef],
) -> Result<Expr, Unspelled> {
    let Some(def) = types.get(id.0 as usize) else {
        return Err(Unspelled::TooLarge);
    };
    match (&def.kind, literal) {
        (Kind::Strings(choice), Literal::String(text)) => variant(choice, id, |it| it == text),
        (Kind::Integers(choice), Literal::Int(value)) => {
            variant(choice, id, |it| i128::from(*it) == *value)
        }
        (Kind::Literals(choice), _) => variant(choice, id, |it| same(it, literal)),
        (Kind::Newtype(inner), _) => Ok(Expr::New(id, Box::new(spell(literal, inner, types)?))),
        (Kind::Alias(inner), _) => spell(literal, inner, types),
        (Kind::Strings(_) | Kind::Integers(_), _) => Err(Unspelled::Wrong),
        (Kind::Struct(_), Literal::Object(_)) => Err(Unspelled::TooLarge),
        (Kind::Struct(_), _) => Err(Unspelled::Wrong),
        (Kind::Tagged(_) | Kind::Union(_) | Kind::Multipart(_), _) => Err(Unspelled::TooLarge),
    }
}

fn variant<T>(
    choice: &Choice<T>,
    id: crate::ir::TypeId,
    is: impl Fn(&T) -> bool,
) -> Result<Expr, Unspelled> {
    let found: Option<&LiteralVariant<T>> = choice.variants.iter().find(|it| is(&it.value));
    let ident: Option<Ident> = found.map(|it| it.ident.clone());
    ident
        .map(|ident| Expr::Variant(id, ident))
        .ok_or(Unspelled::Wrong)
}

fn same(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(one), Literal::Bool(other)) => one == other,
        (Value::Int(one), Literal::Int(other)) => one == other,
        (Value::Float(one), Literal::Float(other)) => one == other,
        (Value::String(one), Literal::String(other)) => one == other,
        (Value::Json(one), Literal::List(_) | Literal::Object(_)) => **one == *literal.json(),
        _ => false,
    }
}

/// A literal that is a scalar, in the plan's words.
pub fn scalar(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Float(value) if value.is_finite() => Value::Float(*value),
        Literal::Float(_) => return None,
        Literal::String(text) => Value::String(text.clone()),
        Literal::List(_) | Literal::Object(_) => return None,
    })
}
