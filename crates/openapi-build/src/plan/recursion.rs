//! Which types are boxed: those on a cycle by value, once for each cycle.
//!
//! Lists and maps are indirections already; only fields, payloads, tuple items and newtypes
//! hold their type by value. Edges are walked in the order of the document, optional members
//! last, so that a box lands on an optional member where there is one.

use crate::ir::Kind;
use crate::ir::Presence;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use std::collections::HashSet;

/// Cuts every cycle by value.
pub fn cut(types: &mut [TypeDef]) {
    let edges: Vec<Vec<Edge>> = types.iter().map(|it| edges(&it.kind)).collect();
    let boxed = back_edges(&edges);
    for (index, def) in types.iter_mut().enumerate() {
        let from = TypeId(index as u32);
        each_type(&mut def.kind, &mut |slot, ty| {
            if boxed.iter().any(|it| it.0 == from && it.1 == slot) {
                wrap(ty);
            }
        });
    }
}

/// A type held by value, and where: the index of the field or variant.
struct Edge {
    slot: usize,
    to: TypeId,
    /// Lower is walked first.
    rank: u8,
}

fn edges(kind: &Kind) -> Vec<Edge> {
    let mut out = Vec::new();
    let mut add = |slot: usize, ty: &Type, rank: u8| {
        let mut held = Vec::new();
        by_value(ty, &mut held);
        out.extend(held.into_iter().map(|to| Edge { slot, to, rank }));
    };
    match kind {
        Kind::Struct(it) => {
            for (slot, field) in it.fields.iter().enumerate() {
                let rank = match field.presence {
                    Presence::Required | Presence::Defaulted(_) => 0,
                    Presence::Nullable | Presence::Optional(_) | Presence::OptionalNullable(_) => 2,
                };
                add(slot, &field.ty, rank);
            }
        }
        Kind::Tagged(it) => it
            .variants
            .iter()
            .enumerate()
            .for_each(|(slot, it)| add(slot, &it.variant.payload, 1)),
        Kind::Union(it) => it
            .variants
            .iter()
            .enumerate()
            .for_each(|(slot, (it, _))| add(slot, &it.payload, 1)),
        Kind::Newtype(ty) => add(0, ty, 0),
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) | Kind::Alias(_) => {}
        // Nothing holds a body of several parts.
        Kind::Multipart(_) => {}
    }
    out.sort_by_key(|it| it.rank);
    out
}

fn by_value(ty: &Type, out: &mut Vec<TypeId>) {
    match ty {
        Type::Def(id) => out.push(*id),
        Type::Option(inner) | Type::Open(inner) | Type::Maybe(inner) => by_value(inner, out),
        Type::Sequence(first, _) => by_value(first, out),
        Type::Tuple(items) => items.iter().for_each(|it| by_value(it, out)),
        Type::Leaf(_) | Type::List(_) | Type::Map(..) | Type::Boxed(_) | Type::Foreign(_) => {}
    }
}

/// Edges that lead back to a type that is still being walked. Without a call stack: documents nest deeply.
fn back_edges(edges: &[Vec<Edge>]) -> HashSet<(TypeId, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    let mut found = HashSet::new();
    let set = |state: &mut Vec<State>, at: usize, to: State| {
        if let Some(slot) = state.get_mut(at) {
            *slot = to;
        }
    };
    for start in 0..edges.len() {
        if state.get(start) != Some(&State::New) {
            continue;
        }
        set(&mut state, start, State::Open);
        let mut stack = vec![(start, 0usize)];
        while let Some((at, next)) = stack.pop() {
            let Some(edge) = edges.get(at).and_then(|it| it.get(next)) else {
                set(&mut state, at, State::Done);
                continue;
            };
            stack.push((at, next + 1));
            let to = edge.to.0 as usize;
            match state.get(to) {
                Some(State::New) => {
                    set(&mut state, to, State::Open);
                    stack.push((to, 0));
                }
                Some(State::Open) => {
                    found.insert((TypeId(at as u32), edge.slot));
                }
                Some(State::Done) | None => {}
            }
        }
    }
    found
}

/// Calls `act` with each held type and its slot.
pub(super) fn each_type(kind: &mut Kind, act: &mut dyn FnMut(usize, &mut Type)) {
    match kind {
        Kind::Struct(it) => it
            .fields
            .iter_mut()
            .enumerate()
            .for_each(|(slot, it)| act(slot, &mut it.ty)),
        Kind::Tagged(it) => {
            it.variants
                .iter_mut()
                .enumerate()
                .for_each(|(slot, it)| act(slot, &mut it.variant.payload));
        }
        Kind::Union(it) => it
            .variants
            .iter_mut()
            .enumerate()
            .for_each(|(slot, (it, _))| act(slot, &mut it.payload)),
        Kind::Newtype(ty) => act(0, ty),
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) | Kind::Alias(_) => {}
        // Nothing holds a body of several parts.
        Kind::Multipart(_) => {}
    }
}

/// Boxes what is held by value.
fn wrap(ty: &mut Type) {
    match ty {
        Type::Def(_) | Type::Open(_) => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Option(inner) | Type::Maybe(inner) => wrap(inner),
        Type::Sequence(first, _) => wrap(first),
        Type::Tuple(items) => items.iter_mut().for_each(wrap),
        Type::Leaf(_) | Type::List(_) | Type::Map(..) | Type::Boxed(_) | Type::Foreign(_) => {}
    }
}
