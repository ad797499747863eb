//! The process that generates one document, seen from outside.
//!
//! Its line of counts goes through `Display` and `FromStr` of `Counts`; how it ended, if it did not end well, becomes
//! one line of words.

use openapi_build::config::Checks;
use std::ffi::OsStr;
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
pub fn generate(spec: &Path, out: &Path, checks: Checks) -> Outcome {
    match try_generate(spec, out, checks) {
        Ok(counts) => Outcome::Made(counts),
        Err(why) => Outcome::Failed(why),
    }
}

fn try_generate(spec: &Path, out: &Path, checks: Checks) -> Result<Counts, String> {
    std::fs::create_dir_all(out)
        .map_err(|why| format!("`{}` cannot be made: {why}", out.display()))?;
    let mut arguments = vec!["corpus-one".as_ref(), spec.as_os_str(), out.as_os_str()];
    match checks {
        Checks::Yes => arguments.push("--checks".as_ref()),
        Checks::No => {}
    }
    run(
        &arguments,
        &out.with_extension("counts"),
        &out.with_extension("log"),
        LIMIT,
    )?
    .parse()
}

/// Runs a task of this program in a new process; gives its standard output, which is in the file `said` as well.
///
/// # Errors
///
/// It did not end well, or not within `limit`; in one line. All of its words are in the file `log`.
pub fn run(
    arguments: &[&OsStr],
    said: &Path,
    log: &Path,
    limit: Duration,
) -> Result<String, String> {
    let own =
        std::env::current_exe().map_err(|why| format!("this program cannot be found: {why}"))?;
    let mut command = Command::new(own);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(file(said)?)
        .stderr(file(log)?);
    in_a_group(&mut command);
    let child = command
        .spawn()
        .map_err(|why| format!("the process cannot be started: {why}"))?;
    let status = wait(child, limit)?;
    let read = |path| {
        std::fs::read_to_string(path).map_err(|why| format!("its words cannot be read: {why}"))
    };
    if status.success() {
        read(said)
    } else {
        Err(ended(status, &read(log)?))
    }
}

fn file(path: &Path) -> Result<File, String> {
    File::create(path).map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
}

/// Waits for the end, and makes one after `limit`.
fn wait(mut child: Child, limit: Duration) -> Result<ExitStatus, String> {
    let begin = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begin.elapsed() < limit => std::thread::sleep(pause),
            Ok(None) => {
                end(&mut child);
                return Err(format!("stopped after {} s", limit.as_secs()));
            }
            Err(why) => return Err(format!("the process cannot be waited for: {why}")),
        }
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Lets a process and all that it starts be ended together.
#[cfg(unix)]
fn in_a_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_a_group(_: &mut Command) {}

/// Ends a process; on Unix also the compiler that it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(child.id()) {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::Pid;
        // A process that ended meanwhile cannot be killed, and needs no killing; so below.
        let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
    }
    let _ = child.kill();
    let _ = child.wait();
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
