//! The process that generates one document, seen from outside.
//!
//! Its line of counts goes through `Display` and `FromStr` of `Counts`; how it ended, if it did not end well, becomes
//! one line of words.

use crate::made::text_of;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// So long may the generator take for one document.
const LIMIT: Duration = Duration::from_secs(300);

/// What a run of the generator made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    /// How long it took, from the first byte read to the last one made.
    pub seconds: f64,
    /// Types.
    pub types: usize,
    /// Operations.
    pub operations: usize,
    /// Operations that are left out, with a warning each.
    pub left_out: usize,
    /// Warnings.
    pub warnings: usize,
    /// Lines of code.
    pub lines: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            seconds,
            types,
            operations,
            left_out,
            warnings,
            lines,
        } = self;
        write!(
            f,
            "{seconds} {types} {operations} {left_out} {warnings} {lines}"
        )
    }
}

impl FromStr for Counts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("the process said `{text}`");
        let mut words = text.split_whitespace();
        let seconds = words
            .next()
            .and_then(|it| it.parse().ok())
            .ok_or_else(fault)?;
        let mut next = || {
            words
                .next()
                .and_then(|it| it.parse().ok())
                .ok_or_else(fault)
        };
        Ok(Counts {
            seconds,
            types: next()?,
            operations: next()?,
            left_out: next()?,
            warnings: next()?,
            lines: next()?,
        })
    }
}

/// How a process ended.
#[derive(Debug)]
pub enum Outcome {
    /// It made a crate.
    Made(Counts),
    /// Why it did not, in one line.
    Failed(String),
}

/// Generates a crate from a document in a new process. What it says is in `OUT.log`.
pub fn generate(spec: &Path, out: &Path) -> Outcome {
    match try_generate(spec, out) {
        Ok(counts) => Outcome::Made(counts),
        Err(why) => Outcome::Failed(why),
    }
}

fn try_generate(spec: &Path, out: &Path) -> Result<Counts, String> {
    let (said, log) = (out.with_extension("counts"), out.with_extension("log"));
    let own =
        std::env::current_exe().map_err(|why| format!("this program cannot be found: {why}"))?;
    std::fs::create_dir_all(out)
        .map_err(|why| format!("`{}` cannot be made: {why}", out.display()))?;
    let child = Command::new(own)
        .args(["corpus-one", text_of(spec)?, text_of(out)?])
        .stdin(Stdio::null())
        .stdout(file(&said)?)
        .stderr(file(&log)?)
        .spawn();
    let child = child.map_err(|why| format!("the process cannot be started: {why}"))?;
    let status = wait(child, LIMIT)?;
    let log = std::fs::read_to_string(&log).unwrap_or_default();
    if !status.success() {
        return Err(ended(status, &log));
    }
    std::fs::read_to_string(&said)
        .map_err(|why| format!("the counts cannot be read: {why}"))?
        .parse()
}

fn file(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
}

/// Waits for the end, and makes one after `limit`.
///
/// # Errors
///
/// The limit was reached.
pub fn wait(mut child: Child, limit: Duration) -> Result<ExitStatus, String> {
    let begin = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begin.elapsed() < limit => std::thread::sleep(pause),
            Ok(None) => {
                // A process that ended meanwhile cannot be killed, and needs no killing.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("stopped after {} s", limit.as_secs()));
            }
            Err(why) => return Err(format!("the process cannot be waited for: {why}")),
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Why a process did not end well.
fn ended(status: ExitStatus, log: &str) -> String {
    let telling = |it: &&str| {
        it.starts_with("error: ")
            || it.contains("panicked at")
            || it.contains("overflowed its stack")
    };
    let mut lines = log.lines();
    let line = lines
        .by_ref()
        .find(telling)
        .or_else(|| log.lines().last())
        .unwrap_or_default();
    // The reason of a panic is on the next line.
    let more = if line.contains("panicked at") {
        lines.next().unwrap_or_default()
    } else {
        ""
    };
    let words = format!("{} {more}", line.trim_start_matches("error: "));
    match status.code() {
        Some(1) => words.trim().to_owned(),
        _ => format!("{}: {}", status, words.trim()),
    }
}
