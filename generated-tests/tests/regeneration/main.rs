//! When cargo generates again, and what it says when a document has faults.
//!
//! A crate as a stranger would write it is put into a folder of its own and built by `cargo build --offline`. Its target
//! folder is kept between runs, so that only the first one compiles the generator.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// So far apart, the stamps of two files differ everywhere.
const STAMP: Duration = Duration::from_millis(1100);

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Tiny, version: '1' }
paths:
  /a:
    get:
      operationId: get_a
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: 'parts.yaml#/A' } } } }
";

const PARTS: &str =
    "A: { type: object, required: [name], properties: { name: { type: string } } }\n";

const OVERLAY: &str = "overlay: 1.0.0
info: { title: Corrections, version: '1' }
actions:
  - { target: $.info, update: { title: Corrected } }
";

/// A crate in a folder of its own.
struct Crate {
    /// Of the folder and of the package: two packages of one name would share what cargo remembers of them.
    name: &'static str,
    folder: PathBuf,
}

/// One cargo at a time: what another one compiles of the generator meanwhile would count as a change.
static ONE: Mutex<()> = Mutex::new(());

/// What a build did.
struct Build {
    ok: bool,
    compiled: bool,
    said: String,
}

impl Crate {
    fn new(name: &'static str) -> Crate {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let made = Crate { name, folder };
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .canonicalize()
            .unwrap();
        let dependency = |name: &str| repository.join("crates").join(name).display().to_string();
        made.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
                 [dependencies]\nopenapi-runtime = {{ path = '{}', default-features = false }}\n\n\
                 [build-dependencies]\nopenapi-build = {{ path = '{}' }}\n",
                dependency("openapi-runtime"),
                dependency("openapi-build"),
            ),
        );
        // The versions of this workspace, so that nothing is fetched.
        made.write(
            "Cargo.lock",
            &fs::read_to_string(repository.join("Cargo.lock")).unwrap(),
        );
        made.write(
            "build.rs",
            "fn main() {\n    openapi_build::Builder::new(\"spec/api.yaml\").overlay(\"spec/overlay.yaml\")\
             .names_lock(\"spec/names.lock\").run();\n}\n",
        );
        made.write("src/lib.rs", "openapi_runtime::include_client!();\n");
        made.write("spec/api.yaml", DOCUMENT);
        made.write("spec/parts.yaml", PARTS);
        made
    }

    /// Writes a file, later than anything that was built.
    fn write(&self, path: &str, text: &str) {
        sleep(STAMP);
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn build(&self) -> Build {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regeneration-target");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--verbose", "--color", "never"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        Build {
            ok: output.status.success(),
            compiled: said.contains(&format!("Compiling {} ", self.name)),
            said,
        }
    }

    #[track_caller]
    fn builds(&self, why: &str) {
        let build = self.build();
        assert!(build.ok && build.compiled, "{why}: {}", build.said);
    }

    #[track_caller]
    fn is_fresh(&self, why: &str) {
        let build = self.build();
        assert!(build.ok && !build.compiled, "{why}: {}", build.said);
    }
}

#[test]
fn cargo_generates_again_when_an_input_changes_and_only_then() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let tiny = Crate::new("tiny-inputs");
    tiny.builds("the first time");
    tiny.is_fresh("nothing changed");
    tiny.write("README.md", "Nothing to do with it.\n");
    tiny.is_fresh("a file that is not read");

    sleep(STAMP);
    let document = fs::File::options()
        .append(true)
        .open(tiny.folder.join("spec/api.yaml"))
        .unwrap();
    document.set_modified(SystemTime::now()).unwrap();
    tiny.builds("the document was touched");
    tiny.is_fresh("and not again");

    tiny.write("spec/parts.yaml", &PARTS.replace("name", "title"));
    tiny.builds("a file that the document refers to changed");
    tiny.is_fresh("and not again");

    // They may be missing, and are looked for.
    tiny.write("spec/overlay.yaml", OVERLAY);
    tiny.builds("the overlay is there now");
    tiny.is_fresh("and not again");
    tiny.write("spec/overlay.yaml", &OVERLAY.replace("Corrected", "Better"));
    tiny.builds("the overlay changed");
    tiny.is_fresh("and not again");
    fs::remove_file(tiny.folder.join("spec/overlay.yaml")).unwrap();
    tiny.builds("the overlay is gone");
    tiny.is_fresh("and not again");
}

#[test]
fn faults_of_a_document_stop_the_build_all_at_once_and_with_their_places() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let tiny = Crate::new("tiny-faults");
    let actions = "  - { target: '$[', update: {} }\n  - { target: $.info, update: 7 }\n";
    tiny.write("spec/overlay.yaml", &format!("{OVERLAY}{actions}"));
    tiny.write("spec/parts.yaml", "A: [\n");
    let build = tiny.build();
    assert!(!build.ok, "{}", build.said);
    for line in [
        "error: tiny-faults@0.1.0: spec/overlay.yaml:5:",
        "error: tiny-faults@0.1.0: spec/overlay.yaml:6:",
        "error: tiny-faults@0.1.0: 6 |   - { target: $.info, update: 7 }",
        "error: tiny-faults@0.1.0: 2 errors",
    ] {
        assert!(
            build.said.contains(line),
            "{line} is not in\n{}",
            build.said
        );
    }
    assert!(!build.said.contains("panicked"), "{}", build.said);

    fs::remove_file(tiny.folder.join("spec/overlay.yaml")).unwrap();
    tiny.builds("a file that it refers to is broken, which is a warning");
    tiny.write("spec/parts.yaml", PARTS);

    tiny.write("spec/api.yaml", &DOCUMENT.replace("'1' }", "'1'"));
    let build = tiny.build();
    let line = "error: tiny-faults@0.1.0: spec/api.yaml:";
    assert!(!build.ok && build.said.contains(line), "{}", build.said);

    tiny.write("spec/api.yaml", DOCUMENT);
    tiny.builds("the document is right again");
}

#[test]
fn warnings_are_warnings_of_cargo() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let tiny = Crate::new("tiny-warnings");
    tiny.write(
        "spec/parts.yaml",
        &PARTS.replace("{ type: string }", "{ $ref: '#/Gone' }"),
    );
    let build = tiny.build();
    assert!(build.ok, "{}", build.said);
    assert!(
        build
            .said
            .contains("warning: tiny-warnings@0.1.0: spec/parts.yaml:1:"),
        "{}",
        build.said
    );
}
