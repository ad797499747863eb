//! `cargo xtask diag-docs`: `docs/diagnostics.md` is made from the table of codes.

use crate::repository;
use openapi_build::diag::docs;
use std::path::PathBuf;

/// Write `docs/diagnostics.md` from the table of codes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Write nothing; fail when the page is not what the table says.
    #[arg(long)]
    check: bool,
}

/// Writes the page, or compares it.
///
/// # Errors
///
/// The page cannot be written, or differs.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let path = page()?;
    if !arguments.check {
        return std::fs::write(&path, docs::page())
            .map_err(|why| format!("`{}` cannot be written: {why}", path.display()));
    }
    let there = std::fs::read_to_string(&path)
        .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
    if there == docs::page() {
        Ok(())
    } else {
        Err("`docs/diagnostics.md` is not what the table of codes says: run `cargo xtask diag-docs`".to_owned())
    }
}

fn page() -> Result<PathBuf, String> {
    Ok(repository::root()?.join("docs").join("diagnostics.md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_the_table_says() {
        assert_eq!(run(&Arguments { check: true }), Ok(()));
    }
}
