//! How long generated types take to read and write, against types that derive serde's traits.
//!
//! In: what criterion keeps of `cargo bench -p speed`. Out: a ratio for each pair.

use crate::repository;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The groups of the benchmark, and what generated types stand against there.
const PAIRS: &[(&str, &str)] = &[
    ("objects", "derived"),
    ("tag first", "derived"),
    ("tag first", "untagged"),
    ("tag last", "derived"),
    ("one look", "derived"),
];

/// Runs the benchmark, and shows the ratios.
///
/// # Errors
///
/// The benchmark does not run, or criterion kept nothing.
pub fn run() -> Result<(), String> {
    let root = repository::root()?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["bench", "--quiet", "--package", "speed"])
        .current_dir(&root)
        .status()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if !status.success() {
        return Err(format!("the benchmark ended with {status}"));
    }
    println!("\n{:<24}{:>8}{:>8}", "generated against", "read", "write");
    for (group, other) in PAIRS {
        let kept = root.join("target/criterion").join(group);
        let ratio = |way: &str| -> Result<f64, String> {
            let of = |by: &str| nanoseconds(&kept.join(format!("{way} {by}")));
            Ok(of("generated")? / of(other)?)
        };
        let pair = format!("{group}, {other}");
        println!("{pair:<24}{:>8.2}{:>8.2}", ratio("read")?, ratio("write")?);
    }
    println!("Times of generated types by those of serde's derives: below 1 is faster.");
    Ok(())
}

/// The median that criterion kept of one measurement.
fn nanoseconds(folder: &Path) -> Result<f64, String> {
    let path = folder.join("new/estimates.json");
    let broken = |why: &dyn std::fmt::Display| format!("`{}`: {why}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|why| broken(&why))?;
    let kept: Value = serde_json::from_str(&text).map_err(|why| broken(&why))?;
    let median = kept.pointer("/median/point_estimate");
    median
        .and_then(Value::as_f64)
        .ok_or_else(|| broken(&"there is no median"))
}
