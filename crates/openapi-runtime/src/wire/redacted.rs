//! `Debug` that does not show secrets.

use std::fmt;

/// Stands for a value that must not be shown.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Shows a struct: the fields' names as Rust spells them, and what to show of each.
///
/// # Errors
/// What the formatter reports.
pub fn show(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut out = f.debug_struct(name);
    for (name, value) in fields {
        out.field(name.strip_prefix("r#").unwrap_or(name), value);
    }
    out.finish()
}
