//! The call of a build script, from files to files and to what cargo is told.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use openapi_build::Builder;
use openapi_build::config::Change;

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet: { type: object, properties: { size: { type: integer } } }
    Owner: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
";

/// A build script: it has a folder and `OUT_DIR` of its own, so it is a process of its own.
#[test]
#[ignore = "the other test runs it, in a folder that it makes"]
fn script() {
    Builder::new("openapi.yaml")
        .settings("settings.txt")
        .set(
            "#/components/schemas/Owner",
            Change::Name("Keeper".to_owned()),
        )
        .run();
}

#[test]
fn settings_come_from_a_file_and_those_of_the_script_win() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("builder_settings");
    let _ = fs::remove_dir_all(&folder);
    let out = folder.join("out");
    fs::create_dir_all(&out).unwrap();
    fs::write(folder.join("openapi.yaml"), DOCUMENT).unwrap();
    let settings =
        "#/components/schemas/Pet name Animal\n#/components/schemas/Owner name Somebody\n";
    fs::write(folder.join("settings.txt"), settings).unwrap();
    let run = || {
        let it = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "script", "--nocapture"])
            .current_dir(&folder)
            .env("OUT_DIR", &out)
            .output()
            .unwrap();
        let told = String::from_utf8(it.stdout).unwrap();
        assert!(it.status.success(), "{told}");
        told
    };
    let told = run();
    let types = fs::read_to_string(out.join("types.rs")).unwrap();
    assert!(types.contains("pub struct Animal "), "{types}");
    assert!(types.contains("pub struct Keeper "), "{types}");
    assert!(
        told.contains("cargo::rerun-if-changed=settings.txt\n"),
        "{told}"
    );
    assert!(!told.contains("cargo::error"), "{told}");

    // A line that is no setting is an error that names the file, and nothing panics.
    fs::write(
        folder.join("settings.txt"),
        "#/components/schemas/Pet become Animal\n",
    )
    .unwrap();
    let told = run();
    let error = told.lines().find(|it| it.starts_with("cargo::error="));
    assert!(
        error.is_some_and(|it| it.contains("settings.txt")),
        "{told}"
    );
}
