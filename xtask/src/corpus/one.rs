//! One document of the corpus, in a process of its own.
//!
//! In: a document and a folder. Out: the crate in the folder, and one line of counts on standard output.

use super::child::Counts;
use crate::made::{self, Inputs};
use crate::package::{Member, Package, name};
use openapi_build::Generated;
use openapi_build::config::{Checks, Dynamic, Features, Selection};
use openapi_build::diag::{Code, Severity};
use std::path::PathBuf;
use std::time::Instant;

/// Generate one document and count.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    spec: PathBuf,
    out: PathBuf,
    /// With the schemas, to check values by.
    #[arg(long)]
    checks: bool,
}

/// Generates, and prints the counts.
///
/// # Errors
///
/// The first error of the document, and how many there are.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let begin = Instant::now();
    let made = made::read(&Inputs {
        spec: &arguments.spec,
        overlay: None,
        lock: None,
        selection: Selection::default(),
        settings: Vec::new(),
        dynamic: Dynamic::No,
        features: Features::None,
        checks: if arguments.checks {
            Checks::Yes
        } else {
            Checks::No
        },
    })?;
    let counts = counts(&made, begin);
    let Some(client) = &made.client else {
        eprint!("{}", made::findings(&made, Severity::Error));
        let first = made
            .diagnostics
            .iter()
            .find(|it| it.code.severity() == Severity::Error);
        let first = first.map(|it| it.message.as_str()).unwrap_or_default();
        return Err(format!(
            "{} errors: {first}",
            made.diagnostics.count(Severity::Error)
        ));
    };
    // Crates of one name would share their place in the target folder, and cargo would not compile the second.
    let folder = arguments
        .out
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let name = name::from_title(&format!("corpus {folder}"))?;
    Package {
        client,
        name: &name,
        member: Member::Alone,
    }
    .write_anew(&arguments.out)?;
    println!("{counts}");
    Ok(())
}

fn counts(made: &Generated, begin: Instant) -> Counts {
    let of = |code| made.diagnostics.iter().filter(|it| it.code == code).count();
    let client = made.client.as_ref();
    Counts {
        seconds: begin.elapsed().as_secs_f64(),
        types: client.map_or(0, |it| it.plan.types.len()),
        operations: client.map_or(0, |it| it.plan.client.operations.len()),
        left_out: of(Code::OperationLeftOut),
        warnings: made.diagnostics.count(Severity::Warning),
        lines: client.map_or(0, |it| {
            it.files.iter().map(|file| file.text.lines().count()).sum()
        }),
    }
}
