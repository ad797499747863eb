//! Arrays: lists, and tuples where the first items have schemas of their own.

use super::Kind;
use super::Tuple;
use super::Use;
use super::build::Builder;
use super::conditional;
use super::literal::Literal;
use super::parts::Parts;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Value;

impl Builder<'_> {
    /// The array that a set of schemas describes.
    pub(super) fn array(&mut self, parts: &Parts) -> Kind {
        let mut items: Vec<SchemaId> = Vec::new();
        let mut unevaluated: Vec<SchemaId> = Vec::new();
        let mut first: Vec<Vec<SchemaId>> = Vec::new();
        let (mut least, mut most) = (0, None);
        for (schema, _) in self.schemas(parts) {
            let it = &schema.keywords;
            items.extend(it.items);
            unevaluated.extend(it.unevaluated_items);
            for (index, at) in it.prefix_items.iter().flatten().enumerate() {
                match first.get_mut(index) {
                    Some(slot) => slot.push(*at),
                    None => first.push(vec![*at]),
                }
            }
            for (key, at) in &it.limits {
                match (&**key, Literal::read(self.tree, *at)) {
                    ("minItems", Literal::Int(value)) => {
                        least = usize::try_from(value).unwrap_or(0).max(least)
                    }
                    ("maxItems", Literal::Int(value)) => most = usize::try_from(value).ok(),
                    _ => {}
                }
            }
        }
        let at = parts.list.last().map_or(NodeId(0), |it| it.schema);
        let refuses = |it: &SchemaId| *self.tree.value(*it) == Value::Bool(false);
        // What `items` speaks of is evaluated, so nothing is left for the other keyword.
        if items.is_empty() && conditional::may_evaluate_items(self.api, parts).is_none() {
            let allowing = unevaluated.iter().any(|it| !refuses(it));
            items = unevaluated;
            items.retain(|it| !allowing || !refuses(it));
        }
        let closed = items.iter().any(refuses);
        if first.is_empty() {
            return Kind::List(self.together(&items).unwrap_or_else(|| self.anything(at)));
        }
        let rest = if closed { None } else { self.together(&items) };
        let items: Vec<Use> = first.iter().filter_map(|it| self.together(it)).collect();
        let full = closed || most.is_some_and(|it| it <= items.len());
        let rest = if full {
            None
        } else {
            Some(rest.unwrap_or_else(|| self.anything(at)))
        };
        Kind::Tuple(Tuple {
            needed: least.min(items.len()),
            items,
            rest,
        })
    }
}
