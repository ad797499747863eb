//! What a build script has to do with the disk and with cargo: the only input and output of this library.
//!
//! In: paths, generated files, diagnostics. Out: texts; files that are written only when they differ; directives on
//! standard output. Absent: any decision about what is generated. Everything that is printed can be written to a
//! `Write` instead, so that tests see it.
//!
//! Errors go to cargo with their piece of the document, all in one run; the build script then ends normally, and cargo
//! fails the build without a panic. Of warnings cargo sees ten lines, because it repeats them on every build; notes it
//! never sees. The whole report is `diagnostics.txt` in the output folder.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path};

use crate::diag::render::{Look, headline, snippet};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Locate;
use crate::tree::Source;

/// The name of the whole report.
pub const REPORT: &str = "diagnostics.txt";

/// The manifest of the package that is built.
pub const MANIFEST: &str = "Cargo.toml";

/// So many warnings are shown by cargo.
const WARNINGS: usize = 10;

/// So many errors are shown by cargo; the report has all.
const ERRORS: usize = 100;

/// The files of the disk and the variables of the environment. It remembers what was asked for, so that cargo runs the
/// build script again when that changes, and only then.
#[derive(Debug, Default)]
pub struct Disk {
    // Reading is `&self` for everyone else: that something was read is no concern of who reads.
    seen: RefCell<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    files: BTreeSet<String>,
    missing: BTreeSet<String>,
    variables: BTreeSet<String>,
}

impl Disk {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of a file that need not be there.
    ///
    /// # Errors
    ///
    /// It is there and cannot be read; in words that follow "cannot be read: ".
    pub fn read_optional(&self, path: &str) -> Result<Option<String>, String> {
        match self.bytes(path) {
            Ok(bytes) => text(bytes).map(Some),
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault.to_string()),
        }
    }

    /// A variable of the environment, when it is set and is text.
    pub fn variable(&self, name: &str) -> Option<String> {
        self.seen.borrow_mut().variables.insert(name.to_owned());
        std::env::var(name).ok()
    }

    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let result = fs::read(path);
        let mut seen = self.seen.borrow_mut();
        match &result {
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                seen.missing.insert(path.to_owned())
            }
            Ok(_) | Err(_) => seen.files.insert(path.to_owned()),
        };
        result
    }

    /// Tells cargo what to watch: each file that was read, the folder of each that was not there, each variable.
    ///
    /// A file that is missing must not be named: cargo would run the build script every time. Nor is the folder of the
    /// package itself, which changes with every build.
    pub fn watch(&self) {
        // Cargo reads standard output; when it is gone there is no one to tell.
        let _ = self.watch_to(&mut io::stdout().lock());
    }

    /// As [`Disk::watch`], to any writer.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn watch_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let seen = self.seen.borrow();
        let folders: BTreeSet<String> = seen.missing.iter().filter_map(|it| folder(it)).collect();
        for path in seen.files.iter().chain(&folders) {
            directive(out, "rerun-if-changed", path)?;
        }
        for name in &seen.variables {
            directive(out, "rerun-if-env-changed", name)?;
        }
        if seen.files.is_empty() && folders.is_empty() {
            // Without any such line cargo would watch the whole package.
            directive(out, "rerun-if-changed", "build.rs")?;
        }
        Ok(())
    }
}

impl Source for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        self.read_optional(path)?
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// The nearest folder above a file that exists, unless it is the package's own.
fn folder(path: &str) -> Option<String> {
    let above = Path::new(path).ancestors().skip(1);
    let nearest = above
        .filter(|it| !it.as_os_str().is_empty())
        .find(|it| it.is_dir())?;
    let package = Path::new(".").canonicalize().ok();
    let inside = nearest
        .canonicalize()
        .ok()
        .filter(|it| !package.is_some_and(|package| package.starts_with(it)));
    inside.and(nearest.to_str()).map(str::to_owned)
}

/// UTF-8, or why not.
fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16; save it as UTF-8".to_owned());
    }
    String::from_utf8(bytes).map_err(|fault| {
        let valid = fault.utf8_error().valid_up_to();
        let line = 1 + fault
            .as_bytes()
            .iter()
            .take(valid)
            .filter(|it| **it == b'\n')
            .count();
        format!("it is not UTF-8 text (line {line})")
    })
}

/// The features that a manifest declares.
///
/// # Errors
///
/// It is not TOML; in words that follow "cannot be read: ".
pub fn features(manifest: &str) -> Result<Vec<String>, String> {
    let manifest: toml::Table = manifest.parse().map_err(|why: toml::de::Error| {
        let first = why.to_string();
        first.lines().next().unwrap_or_default().to_owned()
    })?;
    let declared = manifest.get("features").and_then(toml::Value::as_table);
    Ok(declared
        .into_iter()
        .flat_map(|it| it.keys().cloned())
        .collect())
}

/// Writes generated files below a folder, each only when it differs from what is there.
///
/// # Errors
///
/// A file cannot be written, or its name leads out of the folder; the message names it.
pub fn write(out_dir: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (name, text) in files {
        let named = |fault: io::Error| {
            io::Error::new(fault.kind(), format!("`{name}` cannot be written: {fault}"))
        };
        if !Path::new(name)
            .components()
            .all(|it| matches!(it, Component::Normal(_)))
        {
            return Err(named(io::Error::new(
                ErrorKind::InvalidInput,
                "it is not below the output folder",
            )));
        }
        let path = out_dir.join(name);
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(named)?;
        }
        fs::write(&path, text).map_err(named)?;
    }
    Ok(())
}

/// Tells cargo what was found, and writes the whole report to `diagnostics.txt` in the output folder.
///
/// After errors the caller ends normally, with exit code 0: cargo fails the build because of the lines printed here.
pub fn report(tree: &dyn Locate, diags: &Diagnostics, out_dir: &Path) {
    let mut out = io::stdout().lock();
    let report = out_dir.join(REPORT);
    // Cargo reads standard output; when it is gone there is no one to tell.
    let _ = report_to(&mut out, tree, diags, &report.display().to_string());
    if let Err(fault) = write(out_dir, &[(REPORT.to_owned(), full_report(tree, diags))]) {
        let _ = directive(&mut out, "warning", &fault.to_string());
    }
}

/// Fails the build for a reason that has no place in a document.
pub fn fail(message: &str) {
    // Cargo reads standard output; when it is gone there is no one to tell.
    let _ = directive(&mut io::stdout().lock(), "error", message);
}

/// What cargo is told, to any writer. `report` is where the rest can be read.
///
/// # Errors
///
/// The writer's.
pub fn report_to(
    out: &mut dyn Write,
    tree: &dyn Locate,
    diags: &Diagnostics,
    report: &str,
) -> io::Result<()> {
    let errors: Vec<_> = of(diags, Severity::Error).collect();
    for it in errors.iter().take(ERRORS) {
        directive(out, "error", &headline(tree, it))?;
        // The first line of the piece says the same as the headline.
        let piece = snippet(tree, it, Look::Plain);
        directive(out, "error", piece.split_once('\n').map_or("", |it| it.1))?;
    }
    if !errors.is_empty() {
        return directive(
            out,
            "error",
            &format!("{}; the whole report: {report}", tally(diags)),
        );
    }
    let shown = telling(of(diags, Severity::Warning));
    for it in &shown {
        directive(out, "warning", &headline(tree, it))?;
    }
    match diags.count(Severity::Warning) {
        0 => Ok(()),
        all if all == shown.len() => directive(out, "warning", &format!("more about it: {report}")),
        all => directive(
            out,
            "warning",
            &format!(
                "{} of {all} warnings are shown; all of them: {report}",
                shown.len()
            ),
        ),
    }
}

/// Everything that was found, with its pieces of the document: errors, then warnings, then notes.
pub fn full_report(tree: &dyn Locate, diags: &Diagnostics) -> String {
    let mut text = format!(
        "openapi-build {}: {}\n",
        env!("CARGO_PKG_VERSION"),
        tally(diags)
    );
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for it in of(diags, severity) {
            text.push('\n');
            for line in snippet(tree, it, Look::Plain).lines() {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
    }
    text
}

/// The text of a generated file when nothing could be generated: compiling it says why, in one line. Cargo stops
/// before that; an editor may go on.
pub fn stand_in(tree: &dyn Locate, diags: &Diagnostics) -> String {
    let first = of(diags, Severity::Error)
        .next()
        .map(|it| headline(tree, it))
        .unwrap_or_default();
    let message = format!("the client was not generated: {first} ({})", tally(diags));
    format!("::core::compile_error!({message:?});\n")
}

fn of(diags: &Diagnostics, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
    diags
        .iter()
        .filter(move |it| it.code.severity() == severity)
}

/// The findings that say most: the first of each code, then the second of each, in the order of reporting.
fn telling<'a>(findings: impl Iterator<Item = &'a Diagnostic>) -> Vec<&'a Diagnostic> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize, &Diagnostic)> = Vec::new();
    for (order, it) in findings.enumerate() {
        let rank = counts.entry(it.code).or_default();
        ranked.push((*rank, order, it));
        *rank += 1;
    }
    ranked.sort_by_key(|it| (it.0, it.1));
    ranked.truncate(WARNINGS);
    ranked.sort_by_key(|it| it.1);
    ranked.into_iter().map(|it| it.2).collect()
}

/// `2 errors, 1 warning`
fn tally(diags: &Diagnostics) -> String {
    let count = |severity, word: &str| match diags.count(severity) {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let counts = [
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note"),
    ];
    let words: Vec<_> = counts.into_iter().flatten().collect();
    if words.is_empty() {
        "nothing found".to_owned()
    } else {
        words.join(", ")
    }
}

/// Cargo takes one line at a time, so each line is a directive.
fn directive(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        writeln!(out, "cargo::{name}={}", line.trim_end())?;
    }
    Ok(())
}
