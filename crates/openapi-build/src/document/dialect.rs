//! Which version's rules a document follows.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;

/// The rules that differ between versions. The readers use them; nothing after does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0: `nullable`, boolean exclusive bounds, `format: binary`.
    V30,
    /// OpenAPI 3.1 and 3.2: JSON Schema 2020-12.
    V31,
}

/// Reads `openapi`. A version that is not known is read as the nearest one.
pub fn of(tree: &Tree, root: NodeId, diags: &mut Diagnostics) -> Option<Dialect> {
    let Some(at) = tree.get(root, "openapi") else {
        let old = tree.get(root, "swagger");
        let place = old.map_or(root.value(), NodeId::key);
        let help = match old {
            Some(_) => "convert the Swagger 2.0 document to OpenAPI 3 first",
            None => "an OpenAPI document starts with `openapi: 3.1.0`",
        };
        diags.push(
            Diagnostic::new(
                Code::NotADocument,
                place,
                "the document has no `openapi` version",
            )
            .help(help),
        );
        return None;
    };
    let text: String = match tree.value(at) {
        Value::String(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => String::new(),
    };
    if text == "3.0" || text.starts_with("3.0.") {
        return Some(Dialect::V30);
    }
    if text == "3" || text.starts_with("3.") {
        return Some(Dialect::V31);
    }
    diags.push(
        Diagnostic::new(
            Code::NotADocument,
            at.value(),
            format!("`openapi: {text}` is not a version of OpenAPI 3"),
        )
        .help("3.0, 3.1 and 3.2 are read"),
    );
    None
}
