//! How long it takes to make a client of a document, beside how long its text takes to read: the best of several runs of each,
//! in one process. The ratio is what compares between machines.
//!
//! `cargo bench -p openapi-build --bench generate -- FILE…`, or `cargo xtask bench DIR` for a folder of documents; without
//! files, three large ones of the corpus when `OPENAPI_SHARED` names the folder that has it.

use std::path::PathBuf;
use std::time::Instant;

use openapi_build::cargo::Disk;
use openapi_build::diag::Diagnostics;
use openapi_build::tree::Tree;
use openapi_build::{Config, generate};

const RUNS: usize = 5;

fn main() {
    // Cargo itself passes `--bench`.
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with('-'))
        .collect();
    for path in if given.is_empty() { corpus() } else { given } {
        measure(&path);
    }
}

fn corpus() -> Vec<String> {
    let Some(shared) = std::env::var_os("OPENAPI_SHARED").map(PathBuf::from) else {
        eprintln!("nothing measured: name files, or the corpus by OPENAPI_SHARED");
        return Vec::new();
    };
    [
        "galileo/openapi.yaml",
        "openai/openapi.yaml",
        "github/openapi.json",
    ]
    .map(|it| shared.join("corpus").join(it).display().to_string())
    .to_vec()
}

fn measure(path: &str) {
    let (reading, _) = best(|| {
        let mut diagnostics = Diagnostics::default();
        Tree::read(path, &Disk::new(), &mut diagnostics)
    });
    let (all, made) = best(|| generate(path, &Disk::new(), &Config::default()));
    let files = made.client.iter().flat_map(|it| &it.files);
    let lines: usize = files.map(|it| it.text.lines().count()).sum();
    let ratio = all / reading;
    println!("{path}: {reading:.3} s reading, {all:.3} s all, ratio {ratio:.1}, {lines} lines");
}

/// The seconds of the fastest run, and what the last one made.
fn best<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut timed = || {
        let start = Instant::now();
        let made = run();
        (start.elapsed().as_secs_f64(), made)
    };
    let mut best = timed();
    for _ in 1..RUNS {
        let (seconds, made) = timed();
        best = (best.0.min(seconds), made);
    }
    best
}
