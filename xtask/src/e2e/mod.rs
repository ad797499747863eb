//! `cargo xtask e2e`: from a running FastAPI application to calls of it.
//!
//! In: `generated-tests/fastapi` and a Python with `venv`. Out: the document is brought in from the application's own
//! `/openapi.json`, a client is generated and compiled, and a program calls the application through it. Everything that
//! is made is in `target/e2e`.

mod python;
mod server;

use crate::{generate, refresh, repository};
use server::Server;
use std::path::Path;
use std::process::Command;

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
    let server = Server::start(&python, &source.join("app.py"))?;
    println!("FastAPI serves at {}", server.url());
    for made in ["spec", "client", "caller"] {
        remove(&here.join(made))?;
    }
    refresh::run(&refresh::Arguments {
        source: Some(format!("{}/openapi.json", server.url())),
        spec_dir: Some(here.join("spec")),
    })?;
    generate::run(&generate::Arguments::new(
        here.join("spec").join("openapi.yaml"),
        here.join("client"),
        "fastapi-client",
    ))?;
    copy(&source.join("caller"), &here.join("caller"))?;
    call(&root, &here, server.url())
}

fn remove(folder: &Path) -> Result<(), String> {
    match std::fs::remove_dir_all(folder) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("`{}` cannot be removed: {why}", folder.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Copies the calling program.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    for name in [
        "Cargo.toml",
        "src/main.rs",
        "src/streams.rs",
        "src/datasets.rs",
    ] {
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
fn call(root: &Path, here: &Path, url: &str) -> Result<(), String> {
    let caller = here.join("caller");
    std::fs::copy(root.join("Cargo.lock"), caller.join("Cargo.lock"))
        .map_err(|why| format!("the lock file cannot be copied: {why}"))?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--", url])
        .current_dir(&caller)
        .env("CARGO_TARGET_DIR", here.join("target"))
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the calling program ended with {status}"))
    }
}
