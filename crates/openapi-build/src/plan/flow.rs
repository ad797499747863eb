//! Which types are sent, which are received: what `default`, `readOnly` and `writeOnly` depend on.

use crate::shape::Kind;
use crate::shape::Rest;
use crate::shape::ShapeId;
use crate::shape::Shapes;
use crate::shape::Use;
use std::collections::HashMap;

/// The direction in which values of a type go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Only in requests.
    Request,
    /// Only in responses.
    Response,
    /// In both, or in no operation at all.
    Both,
}

/// The direction of every shape that an operation reaches.
#[derive(Debug, Default)]
pub struct Flows(HashMap<ShapeId, Flow>);

impl Flows {
    /// Follows the uses of operations through all shapes.
    pub fn of<'a>(shapes: &Shapes, uses: impl Iterator<Item = (&'a Use, Flow)>) -> Flows {
        let mut flows = Flows::default();
        let mut waiting: Vec<(ShapeId, Flow)> = uses.map(|(it, flow)| (it.shape, flow)).collect();
        while let Some((id, flow)) = waiting.pop() {
            let merged = match flows.0.get(&id) {
                Some(known) if *known == flow || *known == Flow::Both => continue,
                Some(_) => Flow::Both,
                None => flow,
            };
            flows.0.insert(id, merged);
            waiting.extend(
                children(&shapes.get(id).kind)
                    .into_iter()
                    .map(|it| (it.shape, merged)),
            );
        }
        flows
    }

    /// The direction of a shape.
    pub fn get(&self, id: ShapeId) -> Flow {
        self.0.get(&id).copied().unwrap_or(Flow::Both)
    }
}

/// The uses inside a shape, to be changed; in the order of [`children`].
pub fn children_mut(kind: &mut Kind) -> Vec<&mut Use> {
    match kind {
        Kind::Any | Kind::Never | Kind::Null | Kind::Bool | Kind::Integer(_) | Kind::Number(_) => {
            Vec::new()
        }
        Kind::String(text) => text.content.as_deref_mut().into_iter().collect(),
        Kind::Literals(_) => Vec::new(),
        Kind::List(item) | Kind::Map(item) => vec![item],
        Kind::Tuple(tuple) => tuple.items.iter_mut().chain(&mut tuple.rest).collect(),
        Kind::Object(object) => {
            let rest = match &mut object.rest {
                Rest::Values(value) => Some(value),
                Rest::Undeclared | Rest::Refused => None,
            };
            let members = object.members.iter_mut().map(|it| &mut it.value);
            members.chain(rest).collect()
        }
        Kind::Union(union) => union.variants.iter_mut().collect(),
    }
}

/// The uses inside a shape.
pub fn children(kind: &Kind) -> Vec<&Use> {
    match kind {
        Kind::Any | Kind::Never | Kind::Null | Kind::Bool | Kind::Integer(_) | Kind::Number(_) => {
            Vec::new()
        }
        Kind::String(text) => text.content.as_deref().into_iter().collect(),
        Kind::Literals(_) => Vec::new(),
        Kind::List(item) | Kind::Map(item) => vec![item],
        Kind::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).collect(),
        Kind::Object(object) => {
            let rest = match &object.rest {
                Rest::Values(value) => Some(value),
                Rest::Undeclared | Rest::Refused => None,
            };
            object
                .members
                .iter()
                .map(|it| &it.value)
                .chain(rest)
                .collect()
        }
        Kind::Union(union) => union.variants.iter().collect(),
    }
}
