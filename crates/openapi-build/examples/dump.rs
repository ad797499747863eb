//! Shows the plan of a document: `cargo run --example dump -- openapi.yaml`.

use openapi_build::cargo::Disk;
use openapi_build::diag::render::{Look, snippet};
use openapi_build::{Config, generate, ir};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let made = generate(&path, &Disk::new(), &Config::default());
    for it in made.diagnostics.iter() {
        eprintln!("{}", snippet(&made.tree, it, Look::Plain));
    }
    if let Some(client) = made.client {
        println!("{}", ir::dump::types(&client.plan));
        println!("{}", ir::dump::client(&client.plan));
        for file in client.files {
            println!("// {}\n{}", file.name, file.text);
        }
    }
}
