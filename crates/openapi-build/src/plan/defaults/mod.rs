//! The document's defaults as Rust expressions: what members hold that are left out.
//!
//! In: the types, with every box in its place, and what the document says of their members. Out: the presence of those
//! members: filled in, or with an accessor. An expression can neither fail nor panic when it is evaluated; for what has
//! none, a diagnostic says why.
//!
//! A default may be an object whose own members have defaults that are filled in, and so on. Where that leads back to a
//! member, it would hold itself without end; so it keeps its `Option`, and has an accessor.

mod literal;
mod look;
mod object;
mod text;
mod union;
mod value;

pub use literal::scalar;
#[cfg(test)]
pub(crate) use look::sees;

use super::lookup::Lookup;
use super::names::Case;
use super::names::Scope;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Remedy;
use crate::ir::Expr;
use crate::ir::Fallback;
use crate::ir::Field;
use crate::ir::Json;
use crate::ir::Kind;
use crate::ir::Presence;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use crate::shape;
use crate::shape::Literal;
use crate::source::NodeId;
use std::collections::HashMap;

/// So many types may stand in one another.
const DEPTH: usize = 128;

/// So many values may stand in a default that code is written for.
const LARGEST: usize = 10_000;

/// A default that the document gives.
#[derive(Debug)]
pub struct Wish<'a> {
    /// The name of the member.
    pub name: &'a str,
    /// The default.
    pub literal: &'a Literal,
    /// Where it stands.
    pub at: NodeId,
    /// Whether null is a value of the member.
    pub null: shape::Null,
    /// The field that it is the default of: the index in its type.
    pub of: (TypeId, usize),
    /// What it is wanted for.
    pub wanted: Wanted,
}

/// What a field's default is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To be filled in.
    Value,
    /// For an accessor.
    Accessor,
    /// For nothing: the member is always there.
    Nothing,
}

/// Why a default is not spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unspelled {
    /// It is null: `None` says the same.
    Null,
    /// It is not a value of its type.
    Wrong,
    /// Its type is the caller's, or a file.
    OwnType,
    /// No variant of its union would be read from it.
    NoVariant,
    /// It is too large, or too deep.
    TooLarge,
}

/// An expression, or why there is none.
pub type Spelled = Result<Expr, Unspelled>;

/// Decides for every member with a default what becomes of it, and says so where that is nothing.
pub fn decide(
    lookup: &Lookup<'_>,
    types: &mut [TypeDef],
    wishes: &[Wish<'_>],
    diags: &mut Diagnostics,
) {
    let mut spelling = Spelling::of(lookup, types, wishes);
    let outcomes: Vec<Outcome> = wishes.iter().map(|it| spelling.outcome(it)).collect();
    let mut accessors: HashMap<TypeId, Scope> = HashMap::new();
    for (wish, outcome) in wishes.iter().zip(outcomes) {
        report(wish, &outcome, diags);
        let (Some(field), Ok(value)) = (field_mut(types, wish.of), outcome.spelled) else {
            continue;
        };
        let mut fallback = |value| {
            let scope = accessors.entry(wish.of.0).or_insert_with(methods);
            let wanted = format!("{}_or_default", field.ident.as_str().trim_end_matches('_'));
            let accessor = scope.claim(&[&wanted], Case::Value);
            Some(Fallback { accessor, value })
        };
        match &field.presence {
            Presence::Optional(_) if outcome.filled => field.presence = Presence::Defaulted(value),
            Presence::Optional(_) => field.presence = Presence::Optional(fallback(value)),
            Presence::OptionalNullable(_) => {
                field.presence = Presence::OptionalNullable(fallback(value));
            }
            Presence::Required | Presence::Nullable | Presence::Defaulted(_) => {}
        }
    }
}

/// Whether a literal is certainly no value of a type.
pub fn is_wrong(lookup: &Lookup<'_>, literal: &Literal, ty: &Type, types: &[TypeDef]) -> bool {
    let outcome = Spelling::of(lookup, types, &[]).fresh(literal, ty, DEPTH);
    outcome.spelled == Err(Unspelled::Wrong)
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

/// Makes expressions for the defaults of a document.
pub struct Spelling<'a> {
    lookup: &'a Lookup<'a>,
    types: &'a [TypeDef],
    wishes: HashMap<(TypeId, usize), (&'a Literal, Wanted)>,
    states: HashMap<(TypeId, usize), State>,
    /// How many values may still be written.
    left: usize,
    /// Members of the literal that no type has a place for.
    lost: Vec<Box<str>>,
}

/// How far the default of a field is.
enum State {
    /// It is being spelled.
    Open,
    /// It is, and needs itself for that.
    Looped,
    /// It is spelled.
    Done(Outcome),
}

/// What becomes of a default.
#[derive(Clone, Debug)]
struct Outcome {
    spelled: Spelled,
    /// Whether it is filled in.
    filled: bool,
    lost: Vec<Box<str>>,
}

impl<'a> Spelling<'a> {
    fn of(lookup: &'a Lookup<'a>, types: &'a [TypeDef], wishes: &'a [Wish<'a>]) -> Self {
        let fields = wishes.iter().map(|it| (it.of, (it.literal, it.wanted)));
        Spelling {
            lookup,
            types,
            wishes: fields.collect(),
            states: HashMap::new(),
            left: LARGEST,
            lost: Vec::new(),
        }
    }

    fn outcome(&mut self, wish: &Wish<'_>) -> Outcome {
        self.settle(wish.of, DEPTH);
        match self.states.get(&wish.of) {
            Some(State::Done(it)) => it.clone(),
            _ => nothing(),
        }
    }

    /// Spells the default of a field, if that is not done or being done.
    fn settle(&mut self, at: (TypeId, usize), deeper: usize) {
        let types = self.types;
        let (Some((literal, wanted)), Some(field)) =
            (self.wishes.get(&at).copied(), field_of(types, at))
        else {
            return;
        };
        match self.states.get_mut(&at) {
            None => self.states.insert(at, State::Open),
            Some(State::Done(_)) => return,
            Some(open) => {
                *open = State::Looped;
                return;
            }
        };
        let outcome = self.fresh(literal, &field.ty, deeper);
        let looped = matches!(self.states.get(&at), Some(State::Looped));
        let filled = outcome.spelled.is_ok() && wanted == Wanted::Value && !looped;
        self.states
            .insert(at, State::Done(Outcome { filled, ..outcome }));
    }

    /// Spells a member's default, with a count of its own.
    fn fresh(&mut self, literal: &Literal, ty: &Type, deeper: usize) -> Outcome {
        let left = std::mem::replace(&mut self.left, LARGEST);
        let lost = std::mem::take(&mut self.lost);
        let spelled = match literal {
            Literal::Null => Err(Unspelled::Null),
            it => self.spell(it, ty, deeper),
        };
        self.left = left;
        Outcome {
            spelled,
            filled: false,
            lost: std::mem::replace(&mut self.lost, lost),
        }
    }

    /// What is filled in for a field that is left out, if something is.
    fn filled_in<'e>(
        &'e mut self,
        at: (TypeId, usize),
        field: &'e Field,
        deeper: usize,
    ) -> Option<&'e Expr> {
        if let Presence::Defaulted(value) = &field.presence {
            return Some(value);
        }
        if !matches!(self.wishes.get(&at), Some((_, Wanted::Value))) {
            return None;
        }
        self.settle(at, deeper);
        match self.states.get(&at) {
            Some(State::Done(it)) if it.filled => it.spelled.as_ref().ok(),
            _ => None,
        }
    }

    /// One level deeper, with one more value.
    fn step(&mut self, deeper: usize) -> Result<usize, Unspelled> {
        self.charge(1)?;
        deeper.checked_sub(1).ok_or(Unspelled::TooLarge)
    }

    fn charge(&mut self, values: usize) -> Result<(), Unspelled> {
        let left = self.left.checked_sub(values);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Unspelled::TooLarge)
    }

    /// A copy of an expression, which counts as often as it stands somewhere.
    fn again(&mut self, value: Expr) -> Spelled {
        self.charge(nodes(&value))?;
        Ok(value)
    }

    /// The looks of a type.
    fn shape(&self, id: TypeId) -> Option<&'a shape::Kind> {
        let selected = self.lookup.selection.list.get(id.0 as usize)?;
        Some(&self.lookup.shapes.get(selected.shape).kind)
    }
}

/// All expressions. That one is wrong weighs more than that another one cannot be made.
fn together<T>(all: impl Iterator<Item = Result<T, Unspelled>>) -> Result<Vec<T>, Unspelled> {
    let mut out = Ok(Vec::new());
    for it in all {
        match (it, &mut out) {
            (Ok(value), Ok(values)) => values.push(value),
            (Err(Unspelled::Wrong), _) => return Err(Unspelled::Wrong),
            (Err(why), Ok(_)) => out = Err(why),
            (_, Err(_)) => {}
        }
    }
    out
}

/// The same for two of different kinds.
fn both<A, B>(one: Result<A, Unspelled>, other: Result<B, Unspelled>) -> Result<(A, B), Unspelled> {
    match (one, other) {
        (_, Err(Unspelled::Wrong)) => Err(Unspelled::Wrong),
        (one, other) => Ok((one?, other?)),
    }
}

/// How many values stand in an expression.
fn nodes(value: &Expr) -> usize {
    1 + match value {
        Expr::Holding(_, _, it)
        | Expr::New(_, it)
        | Expr::Boxed(it)
        | Expr::Some(it)
        | Expr::Present(it) => nodes(it),
        Expr::Struct(it) => it.fields.iter().map(|(_, it)| nodes(it)).sum(),
        Expr::List(items) | Expr::Tuple(items) => items.iter().map(nodes).sum(),
        Expr::Strings(items) => items.len(),
        Expr::Map(_, members) => members.iter().map(|(_, it)| nodes(it)).sum(),
        Expr::Sequence(it, rest) => nodes(it) + rest.iter().map(nodes).sum::<usize>(),
        Expr::Open(it, members) => nodes(it) + json_members(members),
        Expr::Json(it) => json_nodes(it),
        _ => 0,
    }
}

fn json_nodes(value: &Json) -> usize {
    1 + match value {
        Json::List(items) => items.iter().map(json_nodes).sum(),
        Json::Object(members) => json_members(members),
        _ => 0,
    }
}

fn json_members(members: &[(Box<str>, Json)]) -> usize {
    members.iter().map(|(_, it)| json_nodes(it)).sum()
}

fn nothing() -> Outcome {
    Outcome {
        spelled: Err(Unspelled::TooLarge),
        filled: false,
        lost: Vec::new(),
    }
}

/// What accessors must not be called.
fn methods() -> Scope {
    Scope::with(&["new", "read", "write", "clone", "default", "eq"])
}

fn field_of(types: &[TypeDef], (id, index): (TypeId, usize)) -> Option<&Field> {
    match &types.get(id.0 as usize)?.kind {
        Kind::Struct(it) => it.fields.get(index),
        Kind::Multipart(it) => it.fields.get(index).map(|(it, _)| it),
        _ => None,
    }
}

fn field_mut(types: &mut [TypeDef], (id, index): (TypeId, usize)) -> Option<&mut Field> {
    match &mut types.get_mut(id.0 as usize)?.kind {
        Kind::Struct(it) => it.fields.get_mut(index),
        Kind::Multipart(it) => it.fields.get_mut(index).map(|(it, _)| it),
        _ => None,
    }
}

/// Says what is wrong with a default, or that there is no code for it.
fn report(wish: &Wish<'_>, outcome: &Outcome, diags: &mut Diagnostics) {
    let name = wish.name;
    let wanted = wish.wanted != Wanted::Nothing;
    let said = match outcome.spelled {
        Err(Unspelled::Null) => {
            (wish.null == shape::Null::Refused).then(|| unfit(name, wish.literal, wish.at))
        }
        Err(Unspelled::Wrong) => Some(unfit(name, wish.literal, wish.at)),
        Err(why) => wanted.then(|| without_code(name, why, wish.at)),
        Ok(_) if wanted && !outcome.lost.is_empty() => Some(in_part(name, &outcome.lost, wish.at)),
        Ok(_) => None,
    };
    if let Some(it) = said {
        diags.push(it);
    }
}

/// Says that a default stands in the documentation only.
fn without_code(name: &str, why: Unspelled, at: NodeId) -> Diagnostic {
    let (why, help) = match why {
        Unspelled::OwnType => (
            "it is a file, or its type was chosen by a setting, and how such a value is made is not known here",
            "make the value where it is needed; the documentation of the member shows the default",
        ),
        Unspelled::NoVariant => (
            "it would be read as no variant of its union",
            "correct the default, so that one of the variants takes it; an overlay can do so",
        ),
        Unspelled::Null | Unspelled::Wrong | Unspelled::TooLarge => (
            "it is too large",
            "read it where it is needed, with `serde_json::from_str`",
        ),
    };
    let message = format!("the default of `{name}` stands in its documentation only: {why}");
    Diagnostic::new(Code::DefaultWithoutCode, at.value(), message)
        .label("is neither filled in nor given by an accessor")
        .help(help)
}

/// Says that a default has members that its type has no place for.
fn in_part(name: &str, lost: &[Box<str>], at: NodeId) -> Diagnostic {
    let members: Vec<String> = lost.iter().map(|it| format!("`{it}`")).collect();
    let message = format!(
        "the default of `{name}` has members that its schema does not declare: {}",
        members.join(", ")
    );
    Diagnostic::new(Code::DefaultWithoutCode, at.value(), message)
        .label("its value is without them")
        .help("declare them, or let any through with `additionalProperties`")
}
