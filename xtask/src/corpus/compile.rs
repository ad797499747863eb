//! Whether generated crates compile without a warning, within a limit of time.
//!
//! All crates share one target folder, apart from the checkout's own; their dependencies are compiled once, before the
//! first crate.

use super::child;
use super::cost::Cost;
use crate::package::{Member, Package};
use openapi_build::config::Checks;
use openapi_build::{Config, generate};
use std::fs::File;
use std::path::{Path, PathBuf};
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
    Cleanly(Cost),
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
    pub fn new(target: &Path, limit: Option<Duration>, checks: Checks) -> Result<Self, String> {
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
        package_without_operations(&first, checks)?;
        match compiler.cargo(&first, LIMIT) {
            Ok(_) => Ok(compiler),
            Err(why) => Err(format!(
                "the client of an empty document does not compile: {why}; see `{}`",
                log(&first).display()
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
        touch(&package.join("src").join("lib.rs"));
        let begin = Instant::now();
        let result = self.cargo(package, left);
        self.used += begin.elapsed();
        match result {
            Ok(cost) => Compiled::Cleanly(cost),
            Err(_) if self.limit.is_some_and(|it| self.used >= it) => {
                self.skipped += 1;
                Compiled::Skipped
            }
            Err(why) => failure(&log(package), &why),
        }
    }

    /// Says how many crates were not compiled.
    pub fn say(&self) {
        if let Some(limit) = self.limit.filter(|_| self.skipped > 0) {
            println!(
                "{} not compiled, because {} s were used up",
                self.skipped,
                limit.as_secs()
            );
        }
    }

    fn cargo(&self, package: &Path, limit: Duration) -> Result<Cost, String> {
        let arguments = [
            "corpus-cost".as_ref(),
            package.as_os_str(),
            self.target.as_os_str(),
        ];
        child::run(
            &arguments,
            &package.with_extension("cost"),
            &log(package),
            limit,
        )?
        .parse()
    }
}

/// Where the messages of cargo go.
fn log(package: &Path) -> PathBuf {
    package.with_extension("check.log")
}

/// A crate with all the dependencies and no operation.
fn package_without_operations(out: &Path, checks: Checks) -> Result<(), String> {
    let source = |_: &str| {
        Ok("openapi: 3.1.0\ninfo: { title: Empty, version: '1' }\npaths: {}\n".to_owned())
    };
    let config = Config {
        checks,
        ..Config::default()
    };
    let made = generate("openapi.yaml", &source, &config);
    let client = made
        .client
        .as_ref()
        .ok_or("an empty document does not generate")?;
    Package {
        client,
        name: "corpus-dependencies",
        member: Member::Alone,
    }
    .write_anew(out)
}

fn failure(log: &Path, why: &str) -> Compiled {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    // The last ones only say how many there were.
    let last = |it: &&str| {
        it.contains("could not compile")
            || it.contains("aborting due to")
            || it.contains("cargo ended")
    };
    let errors: Vec<&str> = text
        .lines()
        .filter(|it| it.contains(": error") || it.starts_with("error"))
        .filter(|it| !last(it))
        .collect();
    let first = errors.first().map_or(why, |it| it).to_owned();
    Compiled::Failed {
        errors: errors.len(),
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
