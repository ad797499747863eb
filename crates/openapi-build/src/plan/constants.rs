//! Which members have one possible value, and therefore no field.
//!
//! A member that must be there and lists one literal is one. So is a member that may be
//! absent, when its default is that literal and a union tells its variants apart by it: the
//! server needs it to read the value.

use super::flow::Flow;
use super::presence;
use crate::ir::ConstantPresence;
use crate::shape::Kind;
use crate::shape::Literal;
use crate::shape::Member;
use crate::shape::Null;
use crate::shape::Others;
use crate::shape::Required;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Told;
use std::collections::HashMap;

/// Members by which a union tells its variants apart.
#[derive(Debug, Default)]
pub struct Tags(HashMap<ShapeId, Vec<Box<str>>>);

impl Tags {
    /// Finds them in all unions.
    pub fn of(shapes: &Shapes) -> Tags {
        let mut tags = Tags::default();
        for (_, shape) in shapes.iter() {
            let Kind::Union(union) = &shape.kind else {
                continue;
            };
            let Told::ByProperty(tag) = &union.told else {
                continue;
            };
            let mut waiting: Vec<ShapeId> = union.variants.iter().map(|it| it.shape).collect();
            while let Some(id) = waiting.pop() {
                let known = tags.0.entry(id).or_default();
                if known.contains(&tag.property) {
                    continue;
                }
                known.push(tag.property.clone());
                if let Kind::Union(inner) = &shapes.get(id).kind {
                    waiting.extend(inner.variants.iter().map(|it| it.shape));
                }
            }
        }
        tags
    }

    /// Whether a union tells `object` from its other variants by `member`.
    pub fn has(&self, object: ShapeId, member: &str) -> bool {
        self.0
            .get(&object)
            .is_some_and(|it| it.iter().any(|name| &**name == member))
    }
}

/// The one value of `member` of `object`, if it has one and is written always. What only the other side sets is not
/// (JSON Schema Validation 2020-12, §9.4), unless a union is told apart by it.
pub fn of(
    shapes: &Shapes,
    tags: &Tags,
    flow: Flow,
    object: ShapeId,
    member: &Member,
) -> Option<(Literal, ConstantPresence)> {
    if presence::one_sided(member, flow) && !tags.has(object, &member.name) {
        return None;
    }
    let Kind::Literals(literals) = &shapes.get(member.value.shape).kind else {
        return None;
    };
    let [only] = literals.values.as_slice() else {
        return None;
    };
    if member.value.null == Null::Allowed || literals.others == Others::Declared {
        return None;
    }
    match only.value {
        Literal::String(_) | Literal::Bool(_) => {}
        Literal::Int(value) if i64::try_from(value).is_ok() => {}
        _ => return None,
    }
    match member.required {
        Required::Yes => Some((only.value.clone(), ConstantPresence::Required)),
        Required::No => {
            let default = member.value.notes.default.as_ref().map(|(it, _)| it);
            let default = default.or(shapes
                .get(member.value.shape)
                .notes
                .default
                .as_ref()
                .map(|(it, _)| it));
            let tag = tags.has(object, &member.name);
            (tag && default == Some(&only.value))
                .then(|| (only.value.clone(), ConstantPresence::Optional))
        }
    }
}
