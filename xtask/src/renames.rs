//! `cargo xtask renames`: the names that are not what the document says.
//!
//! In: a document. Out: a line for each name that was changed to be legal, short or unique: the setting that chooses
//! another, a tab, and what is called how. The first column is what `--set` and `--settings` of `generate` take.

use crate::explain::own;
use crate::made::{self, config, text_of};
use openapi_build::cargo::Disk;
use openapi_build::diag::Code;
use openapi_build::generate;
use std::path::PathBuf;

/// List the names that are not what the document says, as settings that would choose others.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document, otherwise the one of this checkout with its corrections.
    spec: Option<PathBuf>,
    /// Corrections of the document: an OpenAPI Overlay.
    #[arg(long, requires = "spec")]
    overlay: Option<PathBuf>,
    /// Names that were given before.
    #[arg(long, requires = "spec")]
    names_lock: Option<PathBuf>,
}

/// Prints the list.
///
/// # Errors
///
/// The document does not generate.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let (spec, config) = match &arguments.spec {
        Some(spec) => {
            let (overlay, lock) = (
                arguments.overlay.as_deref(),
                arguments.names_lock.as_deref(),
            );
            (spec.clone(), config(overlay, lock)?)
        }
        None => own()?,
    };
    let made = generate(text_of(&spec)?, &Disk::new(), &config);
    if made.client.is_none() {
        return made::told(made).map(|_| ());
    }
    let renamed = made
        .diagnostics
        .iter()
        .filter(|it| it.code == Code::Renamed);
    for it in renamed {
        for line in it.remedies.iter().filter_map(|it| it.line(&made.tree)) {
            println!("{line}\t{}", it.message);
        }
    }
    Ok(())
}
