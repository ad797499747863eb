//! `cargo xtask corpus`, without compiling.

mod common;

use common::{BAD, GOOD, folder, write, xtask};

#[test]
fn without_a_folder_there_is_nothing_to_do() {
    let ran = xtask(
        &folder("without_a_folder_there_is_nothing_to_do"),
        &["corpus"],
    );
    assert!(
        ran.well && ran.out.contains("OPENAPI_CORPUS is not set"),
        "{ran:?}"
    );
}

#[test]
fn each_document_is_a_line_whatever_becomes_of_it() {
    let here = folder("each_document_is_a_line_whatever_becomes_of_it");
    write(here.join("test-ferry/openapi.yaml"), GOOD);
    write(here.join("test-bad/openapi.json"), BAD);
    write(here.join("lint/other.json"), "{}");
    let ran = xtask(&here, &["corpus", ".", "--check-limit", "0"]);
    assert!(ran.well, "{ran:?}");
    let line = |name: &str| {
        ran.out
            .lines()
            .find(|it| it.starts_with(name))
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        line("test-ferry")[1..6],
        ["yes", "-", "1", "1", "0"],
        "{ran:?}"
    );
    assert_eq!(line("test-bad")[1..3], ["no", "-"], "{ran:?}");
    assert!(
        ran.out.contains("2 documents: 1 generated, 0 compile"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("1 not compiled, because 0 s were used up"),
        "{ran:?}"
    );
}

#[test]
fn a_document_that_is_asked_for_must_be_there() {
    let here = folder("a_document_that_is_asked_for_must_be_there");
    write(here.join("test-ferry/openapi.yaml"), GOOD);
    let ran = xtask(
        &here,
        &[
            "corpus",
            ".",
            "--only",
            "test-ferry,other",
            "--check-limit",
            "0",
        ],
    );
    assert!(
        !ran.well && ran.err.contains("no document `other`"),
        "{ran:?}"
    );
}
