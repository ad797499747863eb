//! Which version's rules a document follows.

use super::reader::Reader;
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

/// Reads `openapi`. A version of OpenAPI 3 that is not known is read as the newest one, with a word.
pub fn of(tree: &Tree, root: NodeId, diags: &mut Diagnostics) -> Option<Dialect> {
    let Some(at) = tree.get(root, "openapi") else {
        diags.push(without_version(tree, root));
        return None;
    };
    let text: String = match tree.value(at) {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => {
            let text = number.to_string();
            let mut reader = Reader { tree, diags };
            reader.wrong(at, "the version as a string, such as `3.1.0`");
            text
        }
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => String::new(),
    };
    let known = |version: &str| {
        let rest = text.strip_prefix(version);
        rest.is_some_and(|it| it.is_empty() || it.starts_with(['.', '-']))
    };
    if known("3.0") {
        return Some(Dialect::V30);
    }
    if known("3.1") || known("3.2") {
        return Some(Dialect::V31);
    }
    if known("3") {
        let message = format!("`openapi: {text}` is a version that is not known");
        diags.push(
            Diagnostic::new(Code::UnknownVersion, at.value(), message)
                .label("read as 3.2")
                .help(VERSIONS),
        );
        return Some(Dialect::V31);
    }
    let message = match tree.value(at) {
        Value::String(_) | Value::Number(_) => {
            format!("`openapi: {text}` is not a version of OpenAPI 3")
        }
        other => format!("`openapi` is {}, not a version", other.kind()),
    };
    diags.push(Diagnostic::new(Code::NotADocument, at.value(), message).help(VERSIONS));
    None
}

const VERSIONS: &str = "3.0, 3.1 and 3.2 are read";

/// What a document is that does not say its version.
fn without_version(tree: &Tree, root: NodeId) -> Diagnostic {
    if let Some(old) = tree.get(root, "swagger") {
        let message = "this is a Swagger 2.0 document, and OpenAPI 3 is read";
        return Diagnostic::new(Code::NotADocument, old.key(), message)
            .help("convert it to OpenAPI 3 first");
    }
    let keys = tree.value(root).as_map();
    let alike = keys
        .into_iter()
        .flat_map(|it| it.iter())
        .find(|(key, _)| key.eq_ignore_ascii_case("openapi"));
    let message = "the document has no `openapi` version";
    match alike {
        Some((key, it)) => Diagnostic::new(Code::NotADocument, it.key(), message)
            .help(format!("`{key}` is written `openapi`")),
        None => Diagnostic::new(Code::NotADocument, root.value(), message)
            .help("an OpenAPI document starts with `openapi: 3.1.0`"),
    }
}

/// Dialects of schemas that are read as they say.
const DIALECTS: &[&str] = &[
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
];

/// `jsonSchemaDialect` (OpenAPI 3.1 §4.8.24.7): another one is read as that of OpenAPI, with a word.
pub(super) fn of_schemas(reader: &mut Reader<'_>, root: NodeId) {
    let Some(at) = reader.tree.get(root, "jsonSchemaDialect") else {
        return;
    };
    let Some(dialect) = reader.text(at) else {
        return;
    };
    if !DIALECTS.iter().any(|it| dialect.starts_with(it)) {
        let message = format!("the dialect `{dialect}` of schemas is not known");
        reader.diags.push(
            Diagnostic::new(Code::OtherVersion, at.value(), message)
                .label("schemas are read as OpenAPI 3.1 has them"),
        );
    }
}
