//! What cargo is told, and what is written.

use std::fs;
use std::path::PathBuf;

use expect_test::expect;
use openapi_build::cargo::{Disk, full_report, report_to, stand_in, write};
use openapi_build::diag::{Code, Diagnostic, Diagnostics};
use openapi_build::tree::{Source, Tree};

/// A folder of one test, new and empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn tree() -> Tree {
    let text = |_: &str| Ok("a: 1\nb: {c: 2, d: 3}\n".to_owned());
    Tree::read("spec/openapi.yaml", &text, &mut Diagnostics::default())
}

fn at(tree: &Tree, code: Code, pointer: &str, message: &str) -> Diagnostic {
    Diagnostic::new(
        code,
        tree.resolve(tree.root(), pointer).unwrap().value(),
        message,
    )
}

fn told(tree: &Tree, diags: &Diagnostics) -> String {
    let mut out = Vec::new();
    report_to(&mut out, tree, diags, "OUT/diagnostics.txt").unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn all_errors_in_one_run_and_no_warnings_beside_them() {
    let tree = tree();
    let mut diags = Diagnostics::default();
    diags.push(
        at(&tree, Code::NotADocument, "#/a", "not an OpenAPI document")
            .label("a number")
            .help("write\n`openapi`"),
    );
    diags.push(at(&tree, Code::WrongType, "#/b/c", "a warning"));
    diags.push(at(&tree, Code::NotADocument, "#/b/d", "nor this"));
    expect![[r#"
        cargo::error=spec/openapi.yaml:1:4: not an OpenAPI document [E0201]
        cargo::error= --> spec/openapi.yaml:1:4
        cargo::error=  |
        cargo::error=1 | a: 1
        cargo::error=  |    ^ a number
        cargo::error=  |
        cargo::error=  = help: write `openapi`
        cargo::error=spec/openapi.yaml:2:14: nor this [E0201]
        cargo::error= --> spec/openapi.yaml:2:14
        cargo::error=  |
        cargo::error=2 | b: {c: 2, d: 3}
        cargo::error=  |              ^
        cargo::error=2 errors, 1 warning; the whole report: OUT/diagnostics.txt
    "#]]
    .assert_eq(&told(&tree, &diags));
    expect![[r#"
        ::core::compile_error!("the client was not generated: spec/openapi.yaml:1:4: not an OpenAPI document [E0201] (2 errors, 1 warning)");
    "#]].assert_eq(&stand_in(&tree, &diags));
}

#[test]
fn ten_warnings_of_all_kinds_and_no_notes() {
    let tree = tree();
    let mut diags = Diagnostics::default();
    for number in 0..30 {
        diags.push(at(
            &tree,
            Code::WrongType,
            "#/a",
            &format!("finding {number}"),
        ));
        diags.push(at(
            &tree,
            Code::UnknownKeyword,
            "#/a",
            &format!("note {number}"),
        ));
    }
    diags.push(at(
        &tree,
        Code::OperationLeftOut,
        "#/b",
        "an operation is left out",
    ));
    let told = told(&tree, &diags);
    assert_eq!(
        (
            told.lines().count(),
            told.matches("W0701").count(),
            told.contains("note 1 ")
        ),
        (11, 1, false),
        "{told}"
    );
    expect!["cargo::warning=10 of 31 warnings are shown; all of them: OUT/diagnostics.txt"]
        .assert_eq(told.lines().last().unwrap());
    let report = full_report(&tree, &diags);
    assert_eq!(report.matches(" --> ").count(), 61);
}

#[test]
fn nothing_found_says_nothing() {
    assert_eq!(told(&tree(), &Diagnostics::default()), "");
}

#[test]
fn exactly_what_was_read_is_watched() {
    let folder = folder("watched");
    fs::create_dir(folder.join("spec")).unwrap();
    fs::write(folder.join("spec/openapi.yaml"), "a: 1").unwrap();
    fs::write(folder.join("spec/latin.yaml"), b"a: 1\nb: \xe9").unwrap();
    let name = |file: &str| folder.join(file).to_str().unwrap().to_owned();
    let disk = Disk::new();
    assert_eq!(disk.read(&name("spec/openapi.yaml")).as_deref(), Ok("a: 1"));
    assert_eq!(disk.read_optional(&name("spec/names.lock")), Ok(None));
    assert_eq!(
        disk.read(&name("spec/deep/er/x.yaml")).unwrap_err(),
        "there is no such file"
    );
    assert_eq!(
        disk.read(&name("spec/latin.yaml")).unwrap_err(),
        "it is not UTF-8 text (line 2)"
    );
    assert_eq!(disk.read_optional("names.lock"), Ok(None));
    assert_eq!(disk.variable("OPENAPI_BUILD_TEST_UNSET"), None);
    let mut out = Vec::new();
    disk.watch_to(&mut out).unwrap();
    let told = String::from_utf8(out).unwrap().replace(&name(""), "");
    expect![[r#"
        cargo::rerun-if-changed=spec/latin.yaml
        cargo::rerun-if-changed=spec/openapi.yaml
        cargo::rerun-if-changed=spec
        cargo::rerun-if-env-changed=OPENAPI_BUILD_TEST_UNSET
    "#]]
    .assert_eq(&told);
}

#[test]
fn files_are_written_only_when_they_differ() {
    let folder = folder("written");
    let files = [
        ("a/types.rs".to_owned(), "one".to_owned()),
        ("mod.rs".to_owned(), "two".to_owned()),
    ];
    write(&folder, &files).unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH;
    let times = fs::FileTimes::new().set_modified(old);
    for name in ["a/types.rs", "mod.rs"] {
        fs::File::options()
            .write(true)
            .open(folder.join(name))
            .unwrap()
            .set_times(times)
            .unwrap();
    }
    write(
        &folder,
        &[files[0].clone(), ("mod.rs".to_owned(), "three".to_owned())],
    )
    .unwrap();
    let changed = |name| fs::metadata(folder.join(name)).unwrap().modified().unwrap() != old;
    assert_eq!((changed("a/types.rs"), changed("mod.rs")), (false, true));
    assert!(
        write(&folder, &[("../x.rs".to_owned(), String::new())])
            .unwrap_err()
            .to_string()
            .contains("../x.rs")
    );
}
