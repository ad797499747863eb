//! One run of the generator over files, and what it has to say.
//!
//! In: paths. Out: what was generated, with the findings as texts. Absent: where the result goes.

use openapi_build::cargo::Disk;
use openapi_build::config::{Checks, Dynamic, Features, Lock, Selection, Setting};
use openapi_build::diag::Severity;
use openapi_build::diag::render::{Look, snippet};
use openapi_build::{Client, Config, Generated, generate};
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::Path;

/// What a run reads.
#[derive(Debug)]
pub struct Inputs<'a> {
    /// The document.
    pub spec: &'a Path,
    /// Corrections.
    pub overlay: Option<&'a Path>,
    /// Names that were given before.
    pub lock: Option<&'a Path>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// What is made differently of single parts.
    pub settings: Vec<Setting>,
    /// Whether operations can be called by name.
    pub dynamic: Dynamic,
    /// Whether tags are features of cargo.
    pub features: Features,
    /// Whether values can be checked by the document's schemas.
    pub checks: Checks,
}

/// Runs the generator.
///
/// # Errors
///
/// A path is not text, or the lock cannot be read. Errors in the document are in the result.
pub fn read(inputs: &Inputs<'_>) -> Result<Generated, String> {
    let config = Config {
        selection: inputs.selection.clone(),
        settings: inputs.settings.clone(),
        dynamic: inputs.dynamic,
        features: inputs.features.clone(),
        checks: inputs.checks,
        ..config(inputs.overlay, inputs.lock)?
    };
    Ok(generate(text_of(inputs.spec)?, &Disk::new(), &config))
}

/// The configuration that two optional paths make; a lock that is named must be there.
///
/// # Errors
///
/// As for [`read`].
pub fn config(overlay: Option<&Path>, lock: Option<&Path>) -> Result<Config, String> {
    let overlay = overlay.map(text_of).transpose()?.map(str::to_owned);
    let lock = lock.map(read_lock).transpose()?;
    Ok(Config {
        overlay,
        lock,
        ..Config::default()
    })
}

fn read_lock(path: &Path) -> Result<Lock, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
    Ok(Lock {
        path: text_of(path)?.to_owned(),
        text,
    })
}

/// A path as text, as the generator takes it.
pub fn text_of(path: &Path) -> Result<&str, String> {
    path.to_str()
        .ok_or_else(|| format!("`{}` is not UTF-8", path.display()))
}

/// The client, after the warnings are shown on standard error.
///
/// # Errors
///
/// Every error of the document, with its piece of the text.
pub fn told(made: Generated) -> Result<Client, String> {
    let warnings = findings(&made, Severity::Warning);
    if !warnings.is_empty() {
        eprint!("{warnings}");
    }
    let summary = summary(&made);
    match made.client {
        Some(client) => {
            if !summary.is_empty() {
                eprintln!("{summary}");
            }
            Ok(client)
        }
        None => {
            eprint!("{}", findings(&made, Severity::Error));
            Err(format!("nothing was generated: {summary}"))
        }
    }
}

/// All findings of one severity, each with its piece of the text.
pub fn findings(made: &Generated, severity: Severity) -> String {
    let look = if std::io::stderr().is_terminal() {
        Look::Colour
    } else {
        Look::Plain
    };
    let mut out = String::new();
    for it in made
        .diagnostics
        .iter()
        .filter(|it| it.code.severity() == severity)
    {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\n", snippet(&made.tree, it, look));
    }
    out
}

/// `2 errors, 1 warning`; empty when there is nothing to say.
fn summary(made: &Generated) -> String {
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ];
    let counts =
        kinds
            .iter()
            .filter_map(|(severity, word)| match made.diagnostics.count(*severity) {
                0 => None,
                1 => Some(format!("1 {word}")),
                many => Some(format!("{many} {word}s")),
            });
    counts.collect::<Vec<_>>().join(", ")
}
