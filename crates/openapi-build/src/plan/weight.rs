//! Which members are boxed because they are large.
//!
//! A value is moved when it is read, returned and awaited, and stands on the stack while that goes on. Objects that hold
//! objects by value, level by level, come to megabytes in some documents: more than a thread has. So a field or payload that
//! is larger than [`LARGE`] is a `Box`. Runs when cycles are cut, so that every size has an end, and before defaults are filled in. Sizes are estimates: the same
//! on every machine, and no promise.

use super::recursion::each_type;
use crate::ir::Kind;
use crate::ir::Leaf;
use crate::ir::Presence;
use crate::ir::Type;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use std::collections::HashMap;
use std::collections::HashSet;

/// So many bytes are held by value.
const LARGE: usize = 4096;

const POINTER: usize = 8;

/// Boxes what is large.
pub fn box_large(types: &mut [TypeDef]) {
    let sizes = sizes(types);
    for def in types {
        let boxes = holds_boxes(&def.kind);
        each_type(&mut def.kind, &mut |_, ty| {
            if boxes {
                wrap(ty, &sizes);
            }
        });
    }
}

/// Whether fields and payloads can be boxes.
fn holds_boxes(kind: &Kind) -> bool {
    match kind {
        Kind::Struct(_) | Kind::Tagged(_) | Kind::Union(_) => true,
        // Who holds one of these boxes the whole.
        Kind::Newtype(_) | Kind::Alias(_) => false,
        Kind::Strings(_) | Kind::Integers(_) | Kind::Literals(_) | Kind::Multipart(_) => false,
    }
}

/// The size of every type, with what is large in it boxed. Without a call stack: documents nest deeply.
fn sizes(types: &[TypeDef]) -> HashMap<TypeId, usize> {
    let mut known: HashMap<TypeId, usize> = HashMap::new();
    let mut open: HashSet<TypeId> = HashSet::new();
    for start in 0..types.len() {
        let mut waiting = vec![TypeId(start as u32)];
        while let Some(id) = waiting.last().copied() {
            let def = types.get(id.0 as usize);
            let Some(def) = def.filter(|_| !known.contains_key(&id)) else {
                waiting.pop();
                continue;
            };
            let mut unknown = Vec::new();
            let size = of_kind(&def.kind, &mut |ty| of_type(ty, &known, &mut unknown));
            // No type waits for itself: cycles by value are cut before. An alias may, through a list.
            unknown.retain(|it| !open.contains(it));
            open.insert(id);
            if unknown.is_empty() {
                known.insert(id, size);
                waiting.pop();
            } else {
                waiting.append(&mut unknown);
            }
        }
    }
    known
}

fn of_kind(kind: &Kind, of: &mut dyn FnMut(&Type) -> usize) -> usize {
    let held = |size: usize| if size > LARGE { POINTER } else { size };
    match kind {
        Kind::Struct(it) => {
            let fields = it.fields.iter();
            let fields = fields.map(|it| held(of(&it.ty)) + tag(&it.presence));
            fields.sum::<usize>() + it.rest.as_ref().map_or(0, |_| LIST)
        }
        Kind::Tagged(it) => {
            let payloads = it.variants.iter().map(|it| held(of(&it.variant.payload)));
            payloads.max().unwrap_or(0).max(JSON) + POINTER
        }
        Kind::Union(it) => {
            let payloads = it.variants.iter().map(|(it, _)| held(of(&it.payload)));
            payloads.max().unwrap_or(0) + POINTER
        }
        Kind::Newtype(ty) | Kind::Alias(ty) => of(ty),
        Kind::Strings(_) => LIST,
        Kind::Integers(_) => 2 * POINTER,
        Kind::Literals(_) => JSON,
        Kind::Multipart(it) => it.fields.len() * JSON,
    }
}

/// What says that a value is absent or null.
fn tag(presence: &Presence) -> usize {
    match presence {
        Presence::Required | Presence::Defaulted(_) => 0,
        Presence::Nullable | Presence::Optional(_) | Presence::OptionalNullable(_) => POINTER,
    }
}

/// A list, a map, a text.
const LIST: usize = 24;
/// Any JSON.
const JSON: usize = 32;

fn of_type(ty: &Type, known: &HashMap<TypeId, usize>, unknown: &mut Vec<TypeId>) -> usize {
    match ty {
        Type::Def(id) => known.get(id).copied().unwrap_or_else(|| {
            unknown.push(*id);
            0
        }),
        Type::Leaf(leaf) => of_leaf(*leaf),
        Type::List(_) | Type::Map(..) => LIST,
        Type::Tuple(items) => items.iter().map(|it| of_type(it, known, unknown)).sum(),
        Type::Option(inner) | Type::Maybe(inner) => of_type(inner, known, unknown) + POINTER,
        Type::Open(inner) | Type::Sequence(inner, _) => of_type(inner, known, unknown) + LIST,
        Type::Boxed(_) => POINTER,
        Type::Foreign(_) => JSON,
    }
}

fn of_leaf(leaf: Leaf) -> usize {
    match leaf {
        Leaf::Bool | Leaf::I32 | Leaf::I64 | Leaf::U32 | Leaf::U64 | Leaf::F32 | Leaf::F64 => {
            POINTER
        }
        Leaf::I128 | Leaf::U128 => 2 * POINTER,
        Leaf::String => LIST,
        _ => JSON,
    }
}

fn wrap(ty: &mut Type, sizes: &HashMap<TypeId, usize>) {
    match ty {
        Type::Def(_) | Type::Open(_) => {
            if of_type(ty, sizes, &mut Vec::new()) > LARGE {
                *ty = Type::Boxed(Box::new(ty.clone()));
            }
        }
        Type::Option(inner) | Type::Maybe(inner) | Type::Sequence(inner, _) => wrap(inner, sizes),
        Type::Tuple(items) => items.iter_mut().for_each(|it| wrap(it, sizes)),
        Type::Leaf(_) | Type::List(_) | Type::Map(..) | Type::Boxed(_) | Type::Foreign(_) => {}
    }
}
