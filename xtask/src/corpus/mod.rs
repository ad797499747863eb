//! `cargo xtask corpus`: a folder of real documents is generated and compiled, and measured.
//!
//! In: a folder with `NAME/openapi.yaml` or `NAME/openapi.json`. Out: a line for each document and a total; a failure
//! when a document does worse than `docs/corpus.tsv` says. Each document has a process of its own, so that an abort is
//! one line and not the end.

mod child;
mod compile;
pub mod cost;
pub mod one;
mod table;

use crate::committed::{Kept, Table};
use crate::repository;
use child::Outcome;
use compile::Compiler;
use openapi_build::config::Checks;
use std::path::{Path, PathBuf};
use std::time::Duration;
use table::Row;

/// Generate and compile a folder of documents.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, with `NAME/openapi.yaml` or `.json`; otherwise `OPENAPI_CORPUS`.
    dir: Option<PathBuf>,
    /// Only these documents.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    only: Vec<String>,
    /// So long may all compiling take; what comes after it is only generated.
    #[arg(long, value_name = "SECONDS")]
    check_limit: Option<u64>,
    /// Write the result to `docs/corpus.tsv`.
    #[arg(long)]
    write: bool,
    /// Generate with the schemas to check values by.
    #[arg(long, conflicts_with = "write")]
    checks: bool,
}

/// Measures the corpus.
///
/// # Errors
///
/// A document does worse than the table says, or something of this machine is in the way.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let Some(dir) = folder(arguments.dir.as_deref()) else {
        println!(
            "corpus: no folder is given and OPENAPI_CORPUS is not set, so there is nothing to do"
        );
        return Ok(());
    };
    let documents = documents(&dir, &arguments.only)?;
    let target = repository::root()?.join("target").join("corpus");
    let checks = if arguments.checks {
        Checks::Yes
    } else {
        Checks::No
    };
    let limit = arguments.check_limit.map(Duration::from_secs);
    let mut compiler = Compiler::new(&target, limit, checks)?;
    println!("{}", table::HEADING);
    let mut rows = Vec::new();
    for document in &documents {
        let row = measure(document, &target, checks, &mut compiler);
        println!("{row}");
        rows.push(row);
    }
    println!("{}", table::total(&rows));
    compiler.say();
    conclude(arguments, &rows)
}

/// The folder that is given, or that the environment names.
pub fn folder(given: Option<&Path>) -> Option<PathBuf> {
    given
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from))
}

/// The documents of a folder, the smallest first.
///
/// # Errors
///
/// The folder cannot be read, or has no such document.
pub fn paths(dir: &Path, only: &[String]) -> Result<Vec<PathBuf>, String> {
    let found = documents(dir, only)?;
    Ok(found.into_iter().map(|it| it.path).collect())
}

/// Compares with the committed table, or replaces it.
fn conclude(arguments: &Arguments, rows: &[Row]) -> Result<(), String> {
    let path = repository::root()?.join("docs").join("corpus.tsv");
    let mut committed = Table::read::<Row>(&path)?;
    let regressions = table::regressions(&committed, rows);
    if arguments.write {
        committed.replace(rows, Kept::beside(&arguments.only));
        committed.write::<Row>(&path)?;
        for it in regressions {
            println!("written although {it}");
        }
        return Ok(());
    }
    if regressions.is_empty() {
        Ok(())
    } else {
        Err(regressions.join("\nerror: "))
    }
}

/// A document of the corpus.
#[derive(Debug)]
pub struct Document {
    /// The name of its folder.
    pub name: String,
    /// Its first file.
    pub path: PathBuf,
    size: u64,
}

/// The documents of a folder, the smallest first.
pub fn documents(dir: &Path, only: &[String]) -> Result<Vec<Document>, String> {
    let folders = std::fs::read_dir(dir)
        .map_err(|why| format!("`{}` cannot be read: {why}", dir.display()))?;
    let mut found = Vec::new();
    for folder in folders.flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if !only.is_empty() && !only.contains(&name) {
            continue;
        }
        let files = ["openapi.yaml", "openapi.json"].map(|it| folder.path().join(it));
        if let Some(path) = files.into_iter().find(|it| it.is_file()) {
            let size = size(&folder.path());
            found.push(Document { name, path, size });
        }
    }
    if let Some(missing) = only
        .iter()
        .find(|it| !found.iter().any(|document| document.name == **it))
    {
        return Err(format!(
            "there is no document `{missing}` in `{}`",
            dir.display()
        ));
    }
    if found.is_empty() {
        return Err(format!("there is no document in `{}`", dir.display()));
    }
    found.sort_by(|a, b| (a.size, &a.name).cmp(&(b.size, &b.name)));
    Ok(found)
}

/// The bytes of all files below a folder: a document may span many.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|it| match it.file_type() {
        Ok(kind) if kind.is_dir() => size(&it.path()),
        Ok(_) | Err(_) => it.metadata().map_or(0, |it| it.len()),
    });
    sizes.sum()
}

/// Generates and compiles one document.
fn measure(document: &Document, target: &Path, checks: Checks, compiler: &mut Compiler) -> Row {
    let out = target.join("crates").join(&document.name);
    match child::generate(&document.path, &out, checks) {
        Outcome::Made(counts) => {
            let compiled = compiler.check(&out);
            Row::made(&document.name, &counts, &compiled)
        }
        Outcome::Failed(why) => Row::failed(&document.name, &why),
    }
}
