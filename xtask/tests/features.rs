//! `cargo xtask generate --features-per-tag`: a crate with some of its features, as cargo checks it.

mod common;

use common::{Ran, folder, ran, read, write, xtask};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate of the document, in a folder of this name.
fn package(name: &str) -> PathBuf {
    let here = folder(name);
    write(
        here.join("harbour.yaml"),
        include_str!("documents/tags_are_features.yaml"),
    );
    let arguments = ["generate", "harbour.yaml", "--out", "made", "--dynamic"];
    let made = xtask(&here, &[&arguments[..], &["--features-per-tag"]].concat());
    assert!(made.well, "{made:?}");
    here.join("made")
}

/// What cargo says of the crate with these features, and no others.
fn check(package: &Path, features: &[&str]) -> Ran {
    // A target folder that has the dependencies when the corpus was compiled before.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/corpus/target");
    ran(Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--all-targets"])
        .args(["--no-default-features", "--features", &features.join(",")])
        .arg("--manifest-path")
        .arg(package.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap())
}

#[track_caller]
fn compiles(package: &Path, features: &[&str]) {
    let checked = check(package, features);
    assert!(
        checked.well && !checked.err.contains("warning"),
        "{features:?}: {checked:?}"
    );
}

#[test]
fn each_tag_is_a_feature_and_every_combination_compiles() {
    let package = package("each_tag_is_a_feature_and_every_combination_compiles");
    let manifest = read(package.join("Cargo.toml"));
    let features = "[features]\ndefault = [\n    \"ships\",\n    \"public\",\n    \"crew\",\n    \"default-api\",\n    \"types\",\n]\n\
                    ships = []\npublic = []\ncrew = []\n# default\ndefault-api = []\n\
                    # Types that no operation leads to: of webhooks and callbacks, or for their own sake.\ntypes = []\n";
    assert!(manifest.contains(features), "{manifest}");
    let names = ["ships", "public", "crew", "default-api", "types"];
    for combination in 0..1 << names.len() {
        let chosen = (0..names.len()).filter(|it| combination & (1 << it) != 0);
        let chosen: Vec<&str> = chosen.map(|it| names[it]).collect();
        compiles(&package, &chosen);
    }
}

#[test]
fn a_program_has_the_operations_of_its_features_and_no_others() {
    let package = package("a_program_has_the_operations_of_its_features_and_no_others");
    let program = |statement: &str| {
        let text = format!(
            "use harbour_api::{{Client, OPERATIONS, Server, types}};\n\
             const _: () = assert!(OPERATIONS.len() == 3);\n\
             fn main() {{\n    \
                 let client = Client::new(Server::Harbour).unwrap();\n    \
                 let _ = (client.status(), client.crew().list_crew());\n    \
                 let _: Option<types::Sailor> = None;\n    \
                 {statement}\n\
             }}\n"
        );
        write(package.join("examples/uses.rs"), &text);
    };
    program("");
    compiles(&package, &["crew"]);
    for (statement, missing) in [
        ("client.ships();", "`ships`"),
        ("let _: Option<types::Ship> = None;", "`Ship`"),
    ] {
        program(statement);
        let refused = check(&package, &["crew"]);
        assert!(
            !refused.well && refused.err.contains(missing),
            "{refused:?}"
        );
    }
}
