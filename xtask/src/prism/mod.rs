//! `cargo xtask prism`: every operation of small documents is called, and Prism says whether the requests are valid.
//!
//! In: a folder of documents. Out: a line for each, and every fault. Prism (Stoplight, npm) is a server that others wrote, and
//! reads documents in its own way: a third opinion beside the client and `document-server`. It is installed below `target/`, in
//! the versions of `xtask/prism/package-lock.json`; without npm or its registry the task says so and ends well. What Prism
//! cannot judge is in [`left_out`], with the reasons. Deliberately absent: what comes back; Prism's answers are examples.

mod left_out;
mod one;
mod server;

use crate::corpus::documents;
use crate::repository;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Call every operation of small documents, and let Prism say whether the requests are valid.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder with `NAME/openapi.yaml` or `NAME/openapi.json`.
    dir: PathBuf,
    /// Only these documents.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Installs Prism, calls, and says how it went.
///
/// # Errors
///
/// Prism finds a request that is not valid, or cannot be started.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let program = match install()? {
        Ok(program) => program,
        Err(why) => {
            println!("skipped: Prism cannot be installed: {why}");
            return Ok(());
        }
    };
    let mut faults = 0;
    for document in documents(&arguments.dir, &arguments.only)? {
        let found = one::run(&program, &document.name, &document.path)?;
        println!("{:<32} {found}", document.name);
        found.faults.iter().for_each(|it| println!("    {it}"));
        faults += found.faults.len();
    }
    match faults {
        0 => Ok(()),
        many => Err(format!(
            "{many} requests are not what Prism takes for valid"
        )),
    }
}

/// Installs Prism below `target/`, once for its lock file. Gives its program, or why there is none.
fn install() -> Result<Result<PathBuf, String>, String> {
    let (root, files) = (repository::root()?, ["package.json", "package-lock.json"]);
    let (from, to) = (
        root.join("xtask").join("prism"),
        root.join("target").join("prism"),
    );
    let modules = to.join("node_modules");
    let program = modules.join("@stoplight/prism-cli/dist/index.js");
    let same = |name: &&str| text(&from.join(name)).is_ok_and(|it| text(&to.join(name)) == Ok(it));
    if files.iter().all(same) && program.exists() {
        return Ok(Ok(program));
    }
    std::fs::create_dir_all(&to)
        .map_err(|why| format!("`{}` cannot be made: {why}", to.display()))?;
    let installed = npm(&from, &to, &files)?;
    Ok(installed.map(|()| program))
}

fn npm(from: &Path, to: &Path, files: &[&str]) -> Result<Result<(), String>, String> {
    for name in files {
        let text = text(&from.join(name))?;
        std::fs::write(to.join(name), text)
            .map_err(|why| format!("`{name}` cannot be written: {why}"))?;
    }
    let status = Command::new("npm")
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--silent",
        ])
        .current_dir(to)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    Ok(match status {
        Ok(it) if it.success() => Ok(()),
        Ok(it) => Err(format!("`npm ci` ended with {it}")),
        Err(why) => Err(format!("npm cannot be started: {why}")),
    })
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path)
        .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))
}
