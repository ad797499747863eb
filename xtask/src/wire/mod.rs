//! `cargo xtask wire`: every operation of real documents is called over HTTP, and a server that knows only the documents says
//! what arrived.
//!
//! In: a folder of documents. Out: a line for each, and every fault; a failure when a document does worse than
//! `docs/wire.md` says.

pub mod driver;
pub mod generated;
mod one;
pub mod table;

use crate::corpus::documents;
use crate::repository;
use std::path::{Path, PathBuf};
use table::{Page, Row};

/// So many faults of a document are shown; all are in a file.
const SHOWN: usize = 12;

/// Call every operation of real documents over HTTP, and compare what arrives with what was given.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder with `NAME/openapi.yaml` or `NAME/openapi.json`.
    #[arg(env = "OPENAPI_CORPUS")]
    dir: PathBuf,
    /// Only these documents.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Write `docs/wire.md` anew.
    #[arg(long)]
    write: bool,
}

/// Calls, compares, and says how it went.
///
/// # Errors
///
/// A document does worse than the committed page says.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let path = repository::root()?.join("docs").join("wire.md");
    let mut page = Page::read(&path)?;
    let mut regressions = Vec::new();
    for document in documents(&arguments.dir, &arguments.only)? {
        let row = one::run(&document.name, &document.path).unwrap_or_else(|why| Row {
            failed: Some(why),
            ..Row::new(&document.name)
        });
        tell(&row)?;
        regressions.extend(page.regression(&row));
        if arguments.write {
            page.replace(&row);
            page.write(&path)?;
        }
    }
    if regressions.is_empty() || arguments.write {
        Ok(())
    } else {
        Err(regressions.join("\nerror: "))
    }
}

/// Where the crates are made and compiled.
fn folder() -> Result<PathBuf, String> {
    Ok(repository::root()?.join("target").join("wire"))
}

fn tell(row: &Row) -> Result<(), String> {
    println!("{row}");
    // The first of each operation, for they are mostly alike.
    let mut shown: Vec<&str> = Vec::new();
    for (operation, fault) in &row.faults {
        if shown.len() < SHOWN && !shown.contains(&operation.as_str()) {
            shown.push(operation);
            println!("    {operation}: {fault}");
        }
    }
    if row.faults.is_empty() {
        return Ok(());
    }
    let file = folder()?.join(format!("{}.faults", row.name));
    write(&file, row)?;
    if row.faults.len() > shown.len() {
        println!("    … all in `{}`", file.display());
    }
    Ok(())
}

fn write(file: &Path, row: &Row) -> Result<(), String> {
    let all: Vec<String> = row
        .faults
        .iter()
        .map(|(operation, fault)| format!("{operation}: {fault}\n"))
        .collect();
    std::fs::create_dir_all(folder()?)
        .and_then(|()| std::fs::write(file, all.concat()))
        .map_err(|why| format!("`{}` cannot be written: {why}", file.display()))
}
