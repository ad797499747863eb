//! The file of schemas: JSON, not Rust.
//!
//! `{"files": {"": …, "pets.yaml": …}, "operations": {"listPets": {"query limit": "#/paths/…"}}}`: a file has its schemas where the
//! document has them, one a line.

use crate::ir::Checks;

/// The text of the file.
pub fn text(checks: &Checks) -> String {
    let files = checks
        .files
        .iter()
        .map(|(name, schemas)| format!("{}:{schemas}", quoted(name)));
    let operations = checks.operations.iter().map(|it| {
        let values = it.values.iter();
        let values = values.map(|it| format!("{}:{}", quoted(&it.what), quoted(&it.schema)));
        format!("\n{}:{{{}}}", quoted(&it.id), joined(values))
    });
    format!(
        "{{\"files\":{{{}}},\n\"operations\":{{{}}}}}\n",
        joined(files),
        joined(operations)
    )
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
