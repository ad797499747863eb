//! Generates a module from each file in `documents`: a folder in `OUT_DIR` with its two files and its report, and
//! `modules.rs` that takes all of them in.

use std::path::Path;

use openapi_build::cargo::{Disk, full_report, report, write};
use openapi_build::config::{Checks, Dynamic, Setting};
use openapi_build::{Config, generate};

fn main() {
    let disk = Disk::new();
    let Some(out) = disk.variable("OUT_DIR") else {
        return openapi_build::cargo::fail("OUT_DIR is not set");
    };
    let mut modules = String::new();
    for document in documents() {
        match module(&disk, Path::new(&out), &document) {
            Ok(text) => modules.push_str(&text),
            Err(why) => openapi_build::cargo::fail(&format!("{document}: {why}")),
        }
    }
    modules.push_str(&format!("documents! {{ {} }}\n", documents().join(" ")));
    if let Err(why) = write(Path::new(&out), &[("modules.rs".to_owned(), modules)]) {
        openapi_build::cargo::fail(&why.to_string());
    }
    disk.watch();
    println!("cargo::rerun-if-changed=documents");
    println!("cargo::rerun-if-changed=settings");
}

/// The names of the documents, in the order of the alphabet.
fn documents() -> Vec<String> {
    let entries = std::fs::read_dir("documents")
        .into_iter()
        .flatten()
        .flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// What `settings/NAME.txt` asks for, a line each.
fn settings(disk: &Disk, name: &str) -> Result<Vec<Setting>, String> {
    let text = disk.read_optional(&format!("settings/{name}.txt"))?;
    let text = text.unwrap_or_default();
    text.lines().map(str::parse).collect()
}

/// Generates one document; gives the text that takes it in.
fn module(disk: &Disk, out: &Path, name: &str) -> Result<String, String> {
    let document = format!("documents/{name}.yaml");
    let config = Config {
        dynamic: Dynamic::Yes,
        checks: Checks::Yes,
        settings: settings(disk, name)?,
        ..Config::default()
    };
    let made = generate(&document, disk, &config);
    let Some(client) = &made.client else {
        report(&made.tree, &made.diagnostics, out);
        return Err("it does not generate".to_owned());
    };
    let mut files = vec![(
        "report.txt".to_owned(),
        full_report(&made.tree, &made.diagnostics),
    )];
    files.extend(
        client
            .files
            .iter()
            .map(|file| (file.name.clone(), file.text.clone())),
    );
    write(&out.join(name), &files).map_err(|why| why.to_string())?;
    Ok(format!("document! {{ {name} \"{name}\" }}\n"))
}
