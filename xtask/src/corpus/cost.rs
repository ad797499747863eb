//! What compiling one crate costs.
//!
//! Cargo runs below a process of ours that does nothing else, so that what the system counts for the children of that
//! process is what this crate took. In: a crate and a target folder. Out: one line of numbers on standard output.

use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::str::FromStr;

/// Compile one crate, and count.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    package: PathBuf,
    target: PathBuf,
}

/// Processor time and memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Of all processes together.
    pub cpu_seconds: f64,
    /// Of the largest process, in megabytes; zero where it is not measured.
    pub peak_megabytes: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.cpu_seconds, self.peak_megabytes)
    }
}

impl FromStr for Cost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (seconds, megabytes) = text.trim().split_once(' ')?;
            Some(Cost {
                cpu_seconds: seconds.parse().ok()?,
                peak_megabytes: megabytes.parse().ok()?,
            })
        };
        parse().ok_or_else(|| format!("the process said `{text}`"))
    }
}

/// Compiles the crate; warnings are denied in it, not in its dependencies, which stay as they are.
///
/// # Errors
///
/// It does not compile. What cargo says is on standard error.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "rustc",
            "--quiet",
            "--lib",
            "--profile",
            "check",
            "--message-format",
            "short",
            "--manifest-path",
        ])
        .arg(arguments.package.join("Cargo.toml"))
        .args(["--", "-D", "warnings"])
        .env("CARGO_TARGET_DIR", &arguments.target)
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    println!("{}", of_children());
    if status.success() {
        Ok(())
    } else {
        Err(format!("cargo ended with {status}"))
    }
}

/// What all child processes that have ended took.
#[cfg(unix)]
fn of_children() -> Cost {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    // Linux counts in kilobytes, macOS in bytes.
    let unit = if cfg!(target_os = "macos") {
        1 << 20
    } else {
        1 << 10
    };
    let seconds = |it: TimeVal| it.tv_sec() as f64 + it.tv_usec() as f64 / 1e6;
    match getrusage(UsageWho::RUSAGE_CHILDREN) {
        Ok(it) => Cost {
            cpu_seconds: seconds(it.user_time()) + seconds(it.system_time()),
            peak_megabytes: u64::try_from(it.max_rss()).unwrap_or(0) / unit,
        },
        Err(_) => Cost {
            cpu_seconds: 0.0,
            peak_megabytes: 0,
        },
    }
}

/// It is only measured where it is simple.
#[cfg(not(unix))]
fn of_children() -> Cost {
    Cost {
        cpu_seconds: 0.0,
        peak_megabytes: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_says_is_read() {
        let cost = Cost {
            cpu_seconds: 1.25,
            peak_megabytes: 300,
        };
        assert_eq!(cost.to_string().parse(), Ok(cost));
        assert!("1.25".parse::<Cost>().is_err());
    }
}
