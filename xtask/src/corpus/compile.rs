//! Whether a generated crate compiles without a warning, and what that costs.
//!
//! All crates share one target folder, apart from the checkout's own; their dependencies are compiled once, before the
//! first crate, with the same flags. `cargo rustc` denies warnings in the crate alone, so dependencies stay as they are.

use super::child::wait;
use crate::package::{Member, Package};
use openapi_build::{Config, generate};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// So long may compiling one crate take.
const LIMIT: Duration = Duration::from_secs(900);

/// Compiles crates until its time is used up.
#[derive(Debug)]
pub struct Compiler {
    target: PathBuf,
    limit: Option<Duration>,
    used: Duration,
    skipped: usize,
}

/// What came of compiling.
#[derive(Clone, Debug, PartialEq)]
pub enum Compiled {
    /// No error, no warning.
    Cleanly {
        /// Of all processors together.
        cpu_seconds: f64,
    },
    /// Errors or warnings, which are denied.
    Failed {
        /// How many.
        errors: usize,
        /// The first.
        first: String,
    },
    /// The time was used up before.
    Skipped,
}

impl Compiler {
    /// Compiles the dependencies of all crates.
    ///
    /// # Errors
    ///
    /// They do not compile: no generated crate could.
    pub fn new(target: &Path, limit: Option<Duration>) -> Result<Self, String> {
        let compiler = Compiler {
            target: target.join("target"),
            limit,
            used: Duration::ZERO,
            skipped: 0,
        };
        if limit.is_some_and(|it| it.is_zero()) {
            return Ok(compiler);
        }
        let first = target.join("crates").join("dependencies");
        package_without_operations(&first)?;
        let log = first.with_extension("check.log");
        match compiler.cargo(&first, &log, LIMIT) {
            Ok(()) => Ok(compiler),
            Err(why) => Err(format!(
                "a client of an empty document does not compile: {why}; see `{}`",
                log.display()
            )),
        }
    }

    /// Compiles one crate.
    pub fn check(&mut self, package: &Path) -> Compiled {
        let left = self
            .limit
            .map_or(LIMIT, |it| it.saturating_sub(self.used))
            .min(LIMIT);
        if left.is_zero() {
            self.skipped += 1;
            return Compiled::Skipped;
        }
        let log = package.with_extension("check.log");
        touch(&package.join("src").join("lib.rs"));
        let (begin, cpu) = (Instant::now(), cpu_seconds());
        let result = self.cargo(package, &log, left);
        self.used += begin.elapsed();
        match result {
            Ok(()) => Compiled::Cleanly {
                cpu_seconds: cpu_seconds() - cpu,
            },
            Err(_) if self.limit.is_some_and(|it| self.used >= it) => {
                self.skipped += 1;
                Compiled::Skipped
            }
            Err(why) => failure(&log, &why),
        }
    }

    /// Says how many crates were not compiled.
    pub fn say(&self) {
        if let Some(limit) = self.limit.filter(|_| self.skipped > 0) {
            println!(
                "{} crates were not compiled: {} s were used up",
                self.skipped,
                limit.as_secs()
            );
        }
    }

    fn cargo(&self, package: &Path, log: &Path, limit: Duration) -> Result<(), String> {
        let log = File::create(log)
            .map_err(|why| format!("`{}` cannot be written: {why}", log.display()))?;
        // Of cargo's own settings only those count that a user has; those of `cargo xtask` itself are in the way.
        let child = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "rustc",
                "--quiet",
                "--lib",
                "--profile",
                "check",
                "--message-format",
                "short",
            ])
            .args([
                "--manifest-path".as_ref(),
                package.join("Cargo.toml").as_os_str(),
            ])
            .args(["--", "-D", "warnings"])
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|why| format!("cargo cannot be started: {why}"))?;
        let status = wait(child, limit)?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("cargo ended with {status}"))
        }
    }
}

/// A crate with all the dependencies and no operation.
fn package_without_operations(out: &Path) -> Result<(), String> {
    let source = |_: &str| {
        Ok("openapi: 3.1.0\ninfo: { title: Empty, version: '1' }\npaths: {}\n".to_owned())
    };
    let made = generate("openapi.yaml", &source, &Config::default());
    let client = made
        .client
        .as_ref()
        .ok_or("an empty document does not generate")?;
    std::fs::create_dir_all(out)
        .map_err(|why| format!("`{}` cannot be made: {why}", out.display()))?;
    // Versions of dependencies follow the checkout's.
    let _ = std::fs::remove_file(out.join("Cargo.lock"));
    Package {
        client,
        name: "corpus-dependencies",
        member: Member::Alone,
    }
    .write(out)
}

fn failure(log: &Path, why: &str) -> Compiled {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let errors: Vec<&str> = text
        .lines()
        .filter(|it| it.contains(": error") || it.starts_with("error"))
        .collect();
    // The last one says how many there were.
    let count = errors
        .iter()
        .filter(|it| !it.contains("could not compile") && !it.contains("aborting due to"))
        .count();
    let first = errors.first().map_or(why, |it| it).to_owned();
    Compiled::Failed {
        errors: count,
        first,
    }
}

/// Makes cargo compile a crate that it has compiled before: what is measured must happen.
fn touch(path: &Path) {
    if let Ok(file) = File::options().append(true).open(path) {
        // If it cannot be done the time shown is too short, and nothing else is wrong.
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Processor time of all child processes that have ended.
#[cfg(unix)]
fn cpu_seconds() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let seconds = |it: TimeVal| it.tv_sec() as f64 + it.tv_usec() as f64 / 1e6;
    getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0.0, |it| {
        seconds(it.user_time()) + seconds(it.system_time())
    })
}

/// Processor time is only measured where it is simple.
#[cfg(not(unix))]
fn cpu_seconds() -> f64 {
    0.0
}
