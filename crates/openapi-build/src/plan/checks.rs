//! Which schema checks a value: of each named type, and of each parameter, body and answer of each operation.
//!
//! A type that stands for several schemas that say different things (two lists of the same values, of which one has `maxLength`) is
//! checked by any of them: a value of it may belong to either place.

use super::flow;
use super::operations::answers;
use super::operations::media;
use super::operations::media::Family;
use super::operations::statuses;
use super::selection::Hint;
use super::selection::Selection;
use crate::bundle::Bundle;
use crate::ir;
use crate::ir::CheckedValue;
use crate::ir::OperationChecks;
use crate::ir::TypeDef;
use crate::ir::TypeId;
use crate::resolve::Api;
use crate::resolve::Media;
use crate::resolve::Operation;
use crate::resolve::Place;
use crate::resolve::SchemaId;
use crate::shape::Shapes;
use crate::source::NodeId;
use std::collections::BTreeSet;

/// Lets each type know its schemas.
fn of_types(bundle: &Bundle, shapes: &Shapes, selection: &Selection, types: &mut [TypeDef]) {
    let places = places(shapes, selection);
    for (index, selected) in (0..).zip(&selection.list) {
        // Parts have no JSON form.
        if selected.form.is_some() {
            continue;
        }
        let component = match &selected.hint {
            Hint::Component(index) => shapes.components.get(*index),
            Hint::Inside(..) | Hint::Operation(..) => None,
        };
        let schemas = match component {
            Some(named) => vec![named.component.schema],
            None => {
                let first = (TypeId(index), NodeId(0));
                let own = places.range(first..).take_while(|it| it.0 == TypeId(index));
                own.map(|it| it.1).collect()
            }
        };
        let mut apart: Vec<SchemaId> = Vec::new();
        for it in schemas {
            if !apart.iter().any(|known| bundle.are_alike(*known, it)) {
                apart.push(it);
            }
        }
        if let Some(def) = types.get_mut(index as usize) {
            def.schemas = apart.iter().filter_map(|it| bundle.pointer(*it)).collect();
        }
    }
}

/// Where the document has values of each type that is no component's.
fn places(shapes: &Shapes, selection: &Selection) -> BTreeSet<(TypeId, SchemaId)> {
    let inside = shapes.iter().flat_map(|(_, it)| flow::children(&it.kind));
    let uses = inside.chain(shapes.roots().map(|(_, it)| it));
    uses.filter_map(|it| Some((*selection.by_shape.get(&it.shape)?, it.at)))
        .collect()
}

/// What values are checked by, where there are schemas for it: lets each type know its own.
pub fn decide(
    bundle: Option<&Bundle>,
    api: &Api,
    (shapes, selection): (&Shapes, &Selection),
    types: &mut [TypeDef],
    client: &ir::Client,
) -> Option<ir::Checks> {
    let bundle = bundle?;
    of_types(bundle, shapes, selection, types);
    Some(of_operations(bundle, api, client))
}

/// All schemas, and by which of them the values of operations are checked.
fn of_operations(bundle: &Bundle, api: &Api, client: &ir::Client) -> ir::Checks {
    let operations = client.operations.iter().filter_map(|it| {
        let operation = api.operations.iter().find(|of| of.at == it.origin)?;
        let values = values(bundle, operation);
        let id = it.id.clone();
        (!values.is_empty()).then_some(OperationChecks { id, values })
    });
    ir::Checks {
        files: bundle.texts(),
        operations: operations.collect(),
    }
}

/// What an operation sends and gets, each with its schema.
fn values(bundle: &Bundle, operation: &Operation) -> Vec<CheckedValue> {
    let mut out = Vec::new();
    let mut add = |what: String, schema: Option<SchemaId>| {
        let pointer = schema.and_then(|it| bundle.pointer(it));
        let what = what.into();
        out.extend(pointer.map(|schema| CheckedValue { what, schema }));
    };
    for it in &operation.parameters {
        let place = match it.place {
            Place::Path(_) => "path",
            Place::Query(_) | Place::Querystring => "query",
            Place::Header(_) => "header",
            Place::Cookie(_) => "cookie",
        };
        let content = it.content.as_ref().and_then(|it| it.schema);
        add(format!("{place} {}", it.name), it.schema.or(content));
    }
    let sent = operation.body.iter().flat_map(|it| &it.content);
    for it in sent.filter(|it| is_json(it) || media::family(&it.name) == Family::Form) {
        add(format!("body {}", it.name), it.schema);
    }
    for response in &operation.responses {
        let status = statuses::row(&response.status);
        for it in response.content.iter().filter(|it| is_json(it)) {
            let media = answers::known_by(&response.content, it);
            add(format!("{status} {media}"), it.schema);
        }
    }
    out
}

fn is_json(media: &Media) -> bool {
    matches!(media::family(&media.name), Family::Json | Family::Any)
}
