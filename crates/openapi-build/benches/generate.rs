//! How long it takes to make a client of a document: the best of several runs, in seconds by the clock.
//!
//! `cargo bench -p openapi-build --bench generate -- FILE…`; without files, three large ones of the corpus when
//! `OPENAPI_SHARED` names the folder that has it. Processor time, and of whole folders: `cargo xtask bench`.

use std::path::PathBuf;
use std::time::Instant;

use openapi_build::cargo::Disk;
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
    let mut best = f64::MAX;
    let mut lines = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let made = generate(path, &Disk::new(), &Config::default());
        best = best.min(start.elapsed().as_secs_f64());
        let files = made.client.iter().flat_map(|it| &it.files);
        lines = files.map(|it| it.text.lines().count()).sum();
    }
    println!("{path}: {best:.3} s, {lines} lines");
}
