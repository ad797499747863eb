//! `cargo xtask bench`: how long generation takes, for a folder of documents.
//!
//! In: a folder as for `cargo xtask corpus`. Out: a line for each document with the seconds of reading and of all, their ratio,
//! and the lines made, by an optimised build. Or, with `--values`, how long generated types take (`values`). Absent: a verdict;
//! machines differ, and ratios compare.

mod values;

use crate::{corpus, repository};
use std::path::PathBuf;
use std::process::Command;

/// Measure how long generation takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, with `NAME/openapi.yaml` or `.json`; otherwise `OPENAPI_CORPUS`.
    dir: Option<PathBuf>,
    /// Only these documents.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    only: Vec<String>,
    /// Measure generated types instead: how long they take to read and write, against types that derive serde's traits.
    #[arg(long, conflicts_with_all = ["dir", "only"])]
    values: bool,
}

/// Measures.
///
/// # Errors
///
/// There is no such document, or the measuring program does not run.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    if arguments.values {
        return values::run();
    }
    let Some(dir) = corpus::folder(arguments.dir.as_deref()) else {
        println!(
            "bench: no folder is given and OPENAPI_CORPUS is not set, so there is nothing to do"
        );
        return Ok(());
    };
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args([
            "bench",
            "--quiet",
            "--package",
            "openapi-build",
            "--bench",
            "generate",
            "--",
        ])
        .current_dir(repository::root()?);
    for document in corpus::paths(&dir, &arguments.only)? {
        let absolute = std::path::absolute(&document)
            .map_err(|why| format!("`{}` has no absolute path: {why}", document.display()))?;
        command.arg(absolute);
    }
    let status = command
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the measuring program ended with {status}"))
    }
}
