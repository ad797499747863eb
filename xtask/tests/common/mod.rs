//! A folder for each test, and the program under test.

// Each test file uses a part of it.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A document that generates.
pub const GOOD: &str = "\
openapi: 3.1.0
info: { title: Ferry API, version: '2' }
paths:
  /crossings:
    get:
      operationId: list_crossings
      tags: [crossings]
      responses:
        '200':
          description: All of them.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Crossing' } } } }
components:
  schemas:
    Crossing: { type: object, required: [from], properties: { from: { type: string }, minutes: { type: integer } } }
";

/// A document with an error.
pub const BAD: &str = "info: { title: A, version: '1' }\npaths: {}\n";

/// An empty folder of this name, for one test.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Writes a file, and the folders above it.
pub fn write(path: impl AsRef<Path>, text: &str) {
    let path = path.as_ref();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The text of a file.
pub fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// Whether it ended well.
    pub well: bool,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs a task in a folder.
pub fn xtask(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    ran(command
        .args(arguments)
        .env_remove("OPENAPI_CORPUS")
        .current_dir(folder)
        .output()
        .unwrap())
}

/// What a program said.
pub fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        well: output.status.success(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}
