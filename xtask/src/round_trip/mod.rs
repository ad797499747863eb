//! `cargo xtask round-trip`: values of real documents are read by the generated types and written back.
//!
//! In: a folder with `NAME/openapi.yaml` or `NAME/openapi.json`. Out: a line for each document, the first values that do
//! not come back, and a total; a failure when a document does worse than `docs/round-trip.tsv` says. The values are made
//! by the crate `instances`, which shares nothing with the generator, and are valid by the `jsonschema` crate.

pub mod one;
mod table;

use crate::committed::{Kept, Table};
use crate::corpus::documents;
use crate::{corpus, repository};
use std::path::PathBuf;
use table::Row;

/// Read and write back values of a folder of documents.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, with `NAME/openapi.yaml` or `.json`; otherwise `OPENAPI_CORPUS`.
    dir: Option<PathBuf>,
    /// Only these documents.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    only: Vec<String>,
    /// So many values that do not come back are shown of each document.
    #[arg(long, default_value_t = 5, value_name = "NUMBER")]
    show: usize,
    /// Also name the components whose type is any JSON, and those that no value was found for.
    #[arg(long)]
    name: bool,
    /// Write the result to `docs/round-trip.tsv`.
    #[arg(long)]
    write: bool,
}

/// Measures the documents.
///
/// # Errors
///
/// A document does worse than the table says, or something of this machine is in the way.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let named = corpus::folder(arguments.dir.as_deref());
    let Some(dir) = named else {
        println!(
            "round-trip: no folder is given and OPENAPI_CORPUS is not set, so there is nothing to do"
        );
        return Ok(());
    };
    let path = repository::root()?.join("docs").join("round-trip.tsv");
    let mut committed = Table::read::<Row>(&path)?;
    let mut worse = Vec::new();
    println!("{}", table::HEADING);
    let mut rows = Vec::new();
    for document in documents(&dir, &arguments.only)? {
        let found = match one::measure(&document.name, &document.path) {
            Ok(found) => found,
            Err(why) => {
                worse.push(format!("`{}`: {why}", document.name));
                continue;
            }
        };
        println!("{}", found.row);
        for it in found.failures.iter().take(arguments.show) {
            println!("    {it}");
        }
        if arguments.name {
            println!("    any JSON: {}", found.any_json.join(", "));
            println!("    no value: {}", found.without_values.join(", "));
        }
        worse.extend(table::regression(&committed, &found.row));
        rows.push(found.row);
    }
    println!("{}", table::total(&rows));
    if arguments.write {
        committed.replace(&rows, Kept::beside(&arguments.only));
        committed.write::<Row>(&path)?;
    }
    if worse.is_empty() {
        Ok(())
    } else {
        Err(worse.join("\nerror: "))
    }
}
