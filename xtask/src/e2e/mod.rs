//! `cargo xtask e2e`: from running FastAPI applications to calls of them.
//!
//! In: `generated-tests/fastapi` and a Python with `venv`. Out: each application's document is brought in from its own
//! `/openapi.json`, a client is generated and compiled, and a program calls the application through it. Everything that
//! is made is in `target/e2e`.

mod python;
mod server;

use crate::{generate, refresh, repository};
use server::Server;
use std::path::Path;
use std::process::Command;

/// An application and the program that calls it.
struct Pair {
    /// The application's file.
    app: &'static str,
    /// The folder of the program, and the name of the one that is made of it.
    caller: &'static str,
    /// What the program calls the generated crate.
    client: &'static str,
    operations: Operations,
    files: &'static [&'static str],
}

/// How the program calls the operations.
enum Operations {
    AsMethods,
    ByName,
}

const PAIRS: [Pair; 2] = [
    Pair {
        app: "app.py",
        caller: "caller",
        client: "fastapi-client",
        operations: Operations::AsMethods,
        files: &[
            "Cargo.toml",
            "src/main.rs",
            "src/streams.rs",
            "src/datasets.rs",
        ],
    },
    Pair {
        app: "everything.py",
        caller: "everything",
        client: "everything-client",
        operations: Operations::ByName,
        files: &["Cargo.toml", "src/main.rs", "src/calls.json"],
    },
];

/// Runs it all.
///
/// # Errors
///
/// The first step that fails.
pub fn run() -> Result<(), String> {
    let root = repository::root()?;
    let (source, here) = (
        root.join("generated-tests").join("fastapi"),
        root.join("target").join("e2e"),
    );
    std::fs::create_dir_all(&here)
        .map_err(|why| format!("`{}` cannot be made: {why}", here.display()))?;
    let python = python::environment(&source.join("requirements.txt"), &here.join("venv"))?;
    PAIRS
        .iter()
        .try_for_each(|pair| pair.run(&root, &source, &here, &python))
}

impl Pair {
    fn run(&self, root: &Path, source: &Path, here: &Path, python: &Path) -> Result<(), String> {
        let server = Server::start(python, &source.join(self.app))?;
        println!("`{}` serves at {}", self.app, server.url());
        for made in ["spec", "client", self.caller] {
            remove(&here.join(made))?;
        }
        refresh::run(&refresh::Arguments {
            source: Some(format!("{}/openapi.json", server.url())),
            spec_dir: Some(here.join("spec")),
            options: Default::default(),
        })?;
        let document = here.join("spec").join("openapi.yaml");
        let plain = generate::Arguments::new(document, here.join("client"), self.client);
        generate::run(&match self.operations {
            Operations::ByName => plain.dynamic(),
            Operations::AsMethods => plain,
        })?;
        let caller = here.join(self.caller);
        copy(&source.join(self.caller), &caller, self.files)?;
        call(root, here, &caller, server.url())
    }
}

fn remove(folder: &Path) -> Result<(), String> {
    match std::fs::remove_dir_all(folder) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("`{}` cannot be removed: {why}", folder.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Copies the program.
fn copy(from: &Path, to: &Path, files: &[&str]) -> Result<(), String> {
    for name in files {
        let text = std::fs::read_to_string(from.join(name))
            .map_err(|why| format!("`{name}` cannot be read: {why}"))?;
        let path = to.join(name);
        let folder = path.parent().unwrap_or(to);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text));
        written.map_err(|why| format!("`{}` cannot be written: {why}", path.display()))?;
    }
    Ok(())
}

/// Compiles and runs the calling program, with the versions of dependencies that this checkout has.
fn call(root: &Path, here: &Path, caller: &Path, url: &str) -> Result<(), String> {
    std::fs::copy(root.join("Cargo.lock"), caller.join("Cargo.lock"))
        .map_err(|why| format!("the lock file cannot be copied: {why}"))?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--", url])
        .current_dir(caller)
        .env("CARGO_TARGET_DIR", here.join("target"))
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the calling program ended with {status}"))
    }
}
