//! What values a document's components get: `cargo run -p instances --example count -- openapi.yaml [NAME]`.

use instances::{Document, Options};
use std::path::Path;

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which document?")?;
    let only = arguments.next();
    let document = Document::read(Path::new(&path))?;
    let (mut components, mut values) = (0, 0);
    for (name, pointer) in document.components() {
        if only.as_ref().is_some_and(|it| *it != name) {
            continue;
        }
        let found = document.instances(&pointer, &Options::default())?;
        if only.is_some() {
            for it in &found {
                println!("{:?} {}", it.kind, it.value);
            }
        } else if found.is_empty() {
            println!("{name}: none");
        }
        components += 1;
        values += found.len();
    }
    println!("{components} components, {values} values");
    Ok(())
}
