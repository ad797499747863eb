//! How long it takes to read a document, and to find the places of its values.
//!
//! `cargo bench -p openapi-build --bench tree -- FILE…`; without files, two large ones of the corpus when
//! `OPENAPI_SHARED` names the folder that has it. Shows the best of several runs, in milliseconds.

use std::path::PathBuf;
use std::time::Instant;

use openapi_build::diag::Diagnostics;
use openapi_build::source::Locate;
use openapi_build::tree::Tree;

const RUNS: usize = 10;

fn main() {
    // Cargo itself passes `--bench`.
    let given: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    for path in if given.is_empty() { corpus() } else { given } {
        match std::fs::read_to_string(&path) {
            Ok(text) => measure(&path.display().to_string(), &text),
            Err(reason) => eprintln!("{}: {reason}", path.display()),
        }
    }
}

fn corpus() -> Vec<PathBuf> {
    let Some(shared) = std::env::var_os("OPENAPI_SHARED").map(PathBuf::from) else {
        eprintln!("nothing measured: name files, or the corpus by OPENAPI_SHARED");
        return Vec::new();
    };
    ["github/openapi.json", "galileo/openapi.yaml"]
        .map(|it| shared.join("corpus").join(it))
        .to_vec()
}

fn measure(name: &str, text: &str) {
    let source = |path: &str| {
        if path == name {
            Ok(text.to_owned())
        } else {
            Err("only the document is read".to_owned())
        }
    };
    let (mut read, mut locate) = (f64::MAX, f64::MAX);
    for _ in 0..RUNS {
        let start = Instant::now();
        let tree = Tree::read(name, &source, &mut Diagnostics::default());
        read = read.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        tree.locate(tree.root().value());
        locate = locate.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{name}: read {:.1} ms, places {:.1} ms",
        read * 1e3,
        locate * 1e3
    );
}
