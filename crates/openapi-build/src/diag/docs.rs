//! The table of codes as a page of the documentation.

use super::{Code, Severity};

/// The text of `docs/diagnostics.md`.
pub fn page() -> String {
    let mut page = "# Diagnostics\n\n\
        Every finding has a code. Errors stop the build, warnings are shown by cargo, notes stand only in the report\n\
        (`diagnostics.txt` in the build's output folder). This page is made from the table in\n\
        `crates/openapi-build/src/diag/codes.rs`.\n"
        .to_owned();
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        page.push_str(&format!(
            "\n## {}: {}\n\n{severity}. {}\n",
            code.number(),
            code.title(),
            code.explain()
        ));
    }
    page
}
