//! What operations and arguments are about, in a line: for programs that list them, not for documentation.

use super::wanted::Value;
use super::wanted::Wanted;
use crate::plan::docs::plain;
use crate::resolve::Operation;
use crate::shape::Shapes;

/// The summary of an operation, or else the first paragraph of its description.
pub fn operation(operation: &Operation) -> Box<str> {
    first(&[&operation.summary, &operation.description])
}

/// The description of an argument, or else of its schema.
pub fn argument(wanted: &Wanted<'_>, shapes: &Shapes) -> Box<str> {
    let own = wanted.description.map(Box::from);
    let schema = match wanted.value {
        Value::Schema(schema) | Value::Form(Some(schema)) => shapes.at(schema),
        Value::Json | Value::Items(_) | Value::Form(None) | Value::Text | Value::Bytes => None,
    };
    let notes = schema.and_then(|it| it.notes.description.clone());
    first(&[&own, &notes])
}

fn first(texts: &[&Option<Box<str>>]) -> Box<str> {
    let lines = texts.iter().filter_map(|it| it.as_deref()).map(plain::line);
    lines
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default()
}
