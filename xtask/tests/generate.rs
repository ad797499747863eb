//! `cargo xtask generate`, run as people run it. Whether crates without calls by name compile is for `cargo xtask corpus`.

mod common;

use common::{BAD, GOOD, Ran, folder, ran, read, write, xtask};
use std::path::Path;
use std::process::Command;

/// Cargo's own reading of a manifest; without dependencies, so that nothing is downloaded.
fn metadata(package: &Path) -> Ran {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
        "--manifest-path",
    ];
    ran(Command::new(env!("CARGO"))
        .args(arguments)
        .arg(package.join("Cargo.toml"))
        .output()
        .unwrap())
}

#[test]
fn a_whole_crate_is_written() {
    let here = folder("a_whole_crate_is_written");
    write(here.join("spec/ferry.yaml"), GOOD);
    let made = xtask(
        &here.join("spec"),
        &["generate", "./ferry.yaml", "--out", "../made/deep"],
    );
    assert!(made.well, "{made:?}");
    let package = here.join("made/deep");
    let manifest = read(package.join("Cargo.toml"));
    assert!(
        manifest.contains("name = \"ferry-api\"") && manifest.contains("[workspace]"),
        "{manifest}"
    );
    assert!(read(package.join("src/types.rs")).contains("pub struct Crossing {"));
    assert!(read(package.join("src/client.rs")).contains("pub struct Client("));
    let library = read(package.join("src/lib.rs"));
    assert!(
        library.contains("//! A client for Ferry API, version 2.\n")
            && library.contains("pub mod types;"),
        "{library}"
    );
    assert!(read(package.join("names.lock")).contains("crossings.list_crossings"));
}

#[test]
fn a_selection_leaves_operations_and_their_types_out() {
    let here = folder("a_selection_leaves_operations_and_their_types_out");
    let more = "  /ships:
    get: { operationId: list_ships, tags: [ships], responses: { '204': { description: None. } } }
components:";
    write(here.join("ferry.yaml"), &GOOD.replace("components:", more));
    let made = xtask(
        &here,
        &["generate", "ferry.yaml", "--out", "some", "--tag", "ships"],
    );
    assert!(made.well, "{made:?}");
    assert!(read(here.join("some/src/client.rs")).contains("list_ships"));
    assert!(!read(here.join("some/src/types.rs")).contains("Crossing"));
    let arguments = ["generate", "ferry.yaml", "--out", "rest", "--exclude-path"];
    let made = xtask(&here, &[&arguments[..], &["/ships"]].concat());
    assert!(made.well, "{made:?}");
    assert!(!read(here.join("rest/src/client.rs")).contains("list_ships"));
    let made = xtask(
        &here,
        &["generate", "ferry.yaml", "--out", "none", "--tag", "boats"],
    );
    assert!(!made.well && made.err.contains("E0305"), "{made:?}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let here = folder("the_same_document_gives_the_same_bytes");
    write(here.join("ferry.yaml"), GOOD);
    let elsewhere = folder("the_same_document_gives_the_same_bytes_elsewhere");
    let spec = here.join("ferry.yaml");
    assert!(xtask(&here, &["generate", "ferry.yaml", "--out", "a"]).well);
    assert!(
        xtask(
            &elsewhere,
            &["generate", spec.to_str().unwrap(), "--out", "b"]
        )
        .well
    );
    for file in [
        "Cargo.toml",
        "names.lock",
        "src/lib.rs",
        "src/types.rs",
        "src/operations.rs",
        "src/client.rs",
    ] {
        assert_eq!(
            read(here.join("a").join(file)),
            read(elsewhere.join("b").join(file)),
            "{file}"
        );
    }
}

#[test]
fn it_works_inside_of_another_workspace() {
    let here = folder("it_works_inside_of_another_workspace");
    write(
        here.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"member\"]\n",
    );
    write(here.join("ferry.yaml"), GOOD);
    assert!(xtask(&here, &["generate", "ferry.yaml", "--out", "alone"]).well);
    assert!(
        xtask(
            &here,
            &[
                "generate",
                "ferry.yaml",
                "--out",
                "member",
                "--member",
                "--name",
                "my_ferry"
            ]
        )
        .well
    );
    let alone = metadata(&here.join("alone"));
    assert!(
        alone.well && alone.out.contains("\"name\":\"ferry-api\""),
        "{alone:?}"
    );
    let member = metadata(&here);
    assert!(
        member.well && member.out.contains("\"name\":\"my_ferry\""),
        "{member:?}"
    );
    assert!(!read(here.join("member/Cargo.toml")).contains("[workspace]"));
}

#[test]
fn the_dependency_is_the_runtime_of_this_checkout() {
    let here = folder("the_dependency_is_the_runtime_of_this_checkout");
    write(here.join("ferry.yaml"), GOOD);
    assert!(xtask(&here, &["generate", "ferry.yaml", "--out", "made"]).well);
    let manifest = read(here.join("made/Cargo.toml"));
    let path = manifest
        .split("path = \"")
        .nth(1)
        .and_then(|it| it.split('"').next())
        .unwrap();
    assert!(Path::new(path).is_absolute());
    assert!(read(Path::new(path).join("Cargo.toml")).contains("name = \"openapi-runtime\""));
    assert_eq!(manifest.matches("path = ").count(), 1);
}

#[test]
fn errors_end_with_one_and_write_nothing() {
    let here = folder("errors_end_with_one_and_write_nothing");
    write(here.join("bad.yaml"), BAD);
    let made = xtask(&here, &["generate", "bad.yaml", "--out", "made"]);
    assert!(
        !made.well && made.err.contains("bad.yaml:1:1") && made.err.contains("E0201"),
        "{made:?}"
    );
    let missing = xtask(&here, &["generate", "missing.yaml", "--out", "made"]);
    assert!(
        !missing.well && missing.err.contains("missing.yaml"),
        "{missing:?}"
    );
    write(here.join("good.yaml"), GOOD);
    let name = xtask(
        &here,
        &["generate", "good.yaml", "--out", "made", "--name", "a b"],
    );
    assert!(!name.well && name.err.contains("`a b`"), "{name:?}");
    assert!(!here.join("made").exists());
}

#[test]
fn warnings_are_shown_and_do_not_fail() {
    let here = folder("warnings_are_shown_and_do_not_fail");
    write(
        here.join("ferry.yaml"),
        &GOOD.replace("schemas/Crossing'", "schemas/Crosing'"),
    );
    let made = xtask(&here, &["generate", "ferry.yaml", "--out", "made"]);
    assert!(
        made.well && made.err.contains("W0301") && made.err.contains("ferry.yaml:11:"),
        "{made:?}"
    );
}

#[test]
fn what_somebody_wrote_is_kept() {
    let here = folder("what_somebody_wrote_is_kept");
    write(here.join("ferry.yaml"), GOOD);
    write(here.join("made/Cargo.toml"), "[package]\nname = \"mine\"\n");
    write(here.join("made/notes.txt"), "mine");
    let first = xtask(&here, &["generate", "ferry.yaml", "--out", "made"]);
    assert!(
        first.well && first.err.contains("Cargo.toml.orig"),
        "{first:?}"
    );
    assert!(read(here.join("made/Cargo.toml.orig")).contains("mine"));
    assert_eq!(read(here.join("made/notes.txt")), "mine");
    let second = xtask(&here, &["generate", "ferry.yaml", "--out", "made"]);
    assert!(second.well && !second.err.contains(".orig"), "{second:?}");
}

#[test]
fn names_that_were_given_stay() {
    let here = folder("names_that_were_given_stay");
    write(here.join("ferry.yaml"), GOOD);
    assert!(xtask(&here, &["generate", "ferry.yaml", "--out", "made"]).well);
    let lock = here.join("made/names.lock");
    let renamed = read(&lock).replace("\tCrossing\n", "\tPassage\n");
    write(&lock, &renamed);
    assert!(xtask(&here, &["generate", "ferry.yaml", "--out", "made"]).well);
    assert!(read(here.join("made/src/types.rs")).contains("pub struct Passage {"));
    let other = xtask(
        &here,
        &[
            "generate",
            "ferry.yaml",
            "--out",
            "other",
            "--names-lock",
            "made/names.lock",
        ],
    );
    assert!(
        other.well && read(here.join("other/src/types.rs")).contains("pub struct Passage {"),
        "{other:?}"
    );
    assert_eq!(read(here.join("other/names.lock")), renamed);
}

#[test]
fn an_overlay_is_applied() {
    let here = folder("an_overlay_is_applied");
    write(here.join("ferry.yaml"), GOOD);
    write(
        here.join("more/overlay.yaml"),
        "overlay: 1.1.0\ninfo: { title: x, version: '1' }\nactions:\n\
         - { target: $.components.schemas.Crossing.properties, update: { deck: { type: string } } }\n",
    );
    let made = xtask(
        &here,
        &[
            "generate",
            "ferry.yaml",
            "--out",
            "made",
            "--overlay",
            "more/overlay.yaml",
        ],
    );
    assert!(
        made.well && read(here.join("made/src/types.rs")).contains("pub deck:"),
        "{made:?}"
    );
}

#[test]
fn operations_by_name_are_a_file_a_dependency_and_an_example() {
    let here = folder("operations_by_name_are_a_file_a_dependency_and_an_example");
    write(here.join("ferry.yaml"), GOOD);
    let arguments = ["generate", "ferry.yaml", "--out", "made", "--dynamic"];
    let made = xtask(&here, &arguments);
    assert!(made.well, "{made:?}");
    let package = here.join("made");
    let table = read(package.join("src/dynamic.rs"));
    assert!(table.contains("pub async fn invoke("), "{table}");
    assert!(
        table.contains("answer json => Vec<types::Crossing>,"),
        "{table}"
    );
    let library = read(package.join("src/lib.rs"));
    assert!(library.contains("pub use dynamic::{OPERATIONS, invoke};"));
    assert!(read(package.join("Cargo.toml")).contains("serde_json = \"1\""));
    assert!(
        read(package.join("examples/call.rs")).contains("use ferry_api::{Client, OPERATIONS};")
    );
    // A target folder that has the dependencies when the corpus was compiled before.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/corpus/target");
    let checked = ran(Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--all-targets",
            "--manifest-path",
        ])
        .arg(package.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap());
    assert!(
        checked.well && !checked.err.contains("warning"),
        "{checked:?}"
    );

    let without = ["generate", "ferry.yaml", "--out", "without"];
    assert!(xtask(&here, &without).well);
    assert!(!here.join("without/src/dynamic.rs").exists());
    assert!(!read(here.join("without/Cargo.toml")).contains("serde_json"));
}

#[test]
fn checks_are_a_file_beside_the_code_and_a_feature_of_the_runtime() {
    let here = folder("checks_are_a_file_beside_the_code_and_a_feature_of_the_runtime");
    write(here.join("ferry.yaml"), GOOD);
    let made = xtask(
        &here,
        &["generate", "ferry.yaml", "--out", "made", "--checks"],
    );
    assert!(made.well, "{made:?}");
    let package = here.join("made");
    let schemas: serde_json::Value =
        serde_json::from_str(&read(package.join("src/schemas.json"))).expect("JSON");
    assert!(schemas["files"][""]["components"]["schemas"].is_object());
    let types = read(package.join("src/types.rs"));
    assert!(
        types.contains("rt::checked! { super::client::SCHEMAS {"),
        "{types}"
    );
    let client = read(package.join("src/client.rs"));
    assert!(
        client.contains("::core::include_str!(\"schemas.json\")"),
        "{client}"
    );
    assert!(read(package.join("Cargo.toml")).contains("features = [\"check\"]"));
    let passed_on = |library: &str| library.contains(" check,") || library.contains(" check\n");
    assert!(passed_on(&read(package.join("src/lib.rs"))));

    let without = ["generate", "ferry.yaml", "--out", "without"];
    assert!(xtask(&here, &without).well);
    assert!(!here.join("without/src/schemas.json").exists());
    assert!(!read(here.join("without/Cargo.toml")).contains("features"));
    assert!(!passed_on(&read(here.join("without/src/lib.rs"))));
}

/// A document with names that cannot stay.
const RENAMED: &str = "\
openapi: 3.1.0
info: { title: Ferry API, version: '2' }
paths:
  /ships:
    get: { operationId: list, responses: { '204': { description: None. } } }
  /crossings:
    get: { operationId: list, responses: { '204': { description: None. } } }
components:
  schemas:
    Ship: { type: object, properties: { type: { type: string }, '+1': { type: integer } } }
";

#[test]
fn renames_are_listed_as_settings_that_generate_takes() {
    let here = folder("renames_are_listed_as_settings_that_generate_takes");
    write(here.join("ferry.yaml"), RENAMED);
    let listed = xtask(&here, &["renames", "ferry.yaml"]);
    assert!(listed.well, "{listed:?}");
    let lines: Vec<&str> = listed.out.lines().collect();
    assert_eq!(
        lines,
        [
            "#/paths/~1ships/get name list_ships\tthe operation `list` is called `list_ships`",
            "#/paths/~1crossings/get name list_crossings\tthe operation `list` is called `list_crossings`",
            "#/components/schemas/Ship/properties/type name type_\tthe member `type` is the field `type_`",
            "#/components/schemas/Ship/properties/+1 name plus_1\tthe member `+1` is the field `plus_1`",
        ]
    );
    let chosen = listed.out.replace("name type_", "name sort");
    write(here.join("settings.txt"), &format!("// Ours.\n{chosen}"));
    let made = xtask(
        &here,
        &[
            "generate",
            "ferry.yaml",
            "--out",
            "made",
            "--settings",
            "settings.txt",
        ],
    );
    assert!(made.well && !made.err.contains("W0107"), "{made:?}");
    assert!(read(here.join("made/src/types.rs")).contains("pub sort: "));
    write(here.join("settings.txt"), "\n#/components nmae x\n");
    let refused = xtask(
        &here,
        &[
            "generate",
            "ferry.yaml",
            "--out",
            "made",
            "--settings",
            "settings.txt",
        ],
    );
    assert!(
        !refused.well && refused.err.contains("line 2: "),
        "{refused:?}"
    );
}

#[test]
fn values_of_other_crates_are_features_of_the_runtime() {
    let here = folder("values_of_other_crates_are_features_of_the_runtime");
    write(here.join("ferry.yaml"), GOOD);
    let made = xtask(
        &here,
        &[
            "generate",
            "ferry.yaml",
            "--out",
            "made",
            "--set",
            "# values chrono",
            "--set",
            "# values uuid",
        ],
    );
    assert!(made.well, "{made:?}");
    let manifest = read(here.join("made/Cargo.toml"));
    assert!(
        manifest.contains("features = [\"chrono\", \"uuid\"]"),
        "{manifest}"
    );
    // A part without a date needs no crate of dates; one with a date does.
    let part = "#/components/schemas/Crossing values time";
    let dated = GOOD.replace(
        "minutes: { type: integer }",
        "on: { type: string, format: date }",
    );
    for (out, document, needed) in [("plain", GOOD, false), ("dated", &*dated, true)] {
        write(here.join("ferry.yaml"), document);
        let made = xtask(
            &here,
            &["generate", "ferry.yaml", "--out", out, "--set", part],
        );
        assert!(made.well, "{made:?}");
        let manifest = read(here.join(out).join("Cargo.toml"));
        assert_eq!(
            manifest.contains("features = [\"time\"]"),
            needed,
            "{manifest}"
        );
    }
}
