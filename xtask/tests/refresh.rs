//! `cargo xtask refresh`, from files and over loopback.

mod common;

use common::{BAD, GOOD, folder, read, write, xtask};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_document_comes_in_as_it_is() {
    let here = folder("a_document_comes_in_as_it_is");
    let text = format!("# as published\r\n{GOOD}");
    write(here.join("new.yaml"), &text);
    let ran = xtask(&here, &["refresh", "new.yaml", "--spec-dir", "spec"]);
    assert!(
        ran.well && ran.out.contains("  + GET /crossings\n") && ran.out.contains("  + Crossing\n"),
        "{ran:?}"
    );
    assert_eq!(
        files(&here.join("spec")),
        ["names.lock", "openapi.yaml", "source.lock"]
    );
    assert_eq!(read(here.join("spec/openapi.yaml")), text);
    assert!(read(here.join("spec/names.lock")).contains("crossings.list_crossings"));
    let again = xtask(&here, &["refresh", "new.yaml", "--spec-dir", "spec"]);
    assert!(
        again.well && again.out.contains("the document is the same"),
        "{again:?}"
    );
}

#[test]
fn what_changed_is_said() {
    let here = folder("what_changed_is_said");
    write(here.join("a.yaml"), GOOD);
    write(
        here.join("b.yaml"),
        &GOOD
            .replace("minutes:", "hours:")
            .replace("/crossings:", "/trips:"),
    );
    assert!(xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]).well);
    let ran = xtask(&here, &["refresh", "b.yaml", "--spec-dir", "spec"]);
    let expected = "operations: 1 added, 1 removed, 0 changed\n  + GET /trips\n  - GET /crossings\n\
                    schemas: 0 added, 0 removed, 1 changed\n  ~ Crossing  (/properties/minutes, /properties/hours)\n";
    assert_eq!(ran.out, expected, "{ran:?}");
}

#[test]
fn nothing_is_touched_when_it_does_not_generate() {
    let here = folder("nothing_is_touched_when_it_does_not_generate");
    write(here.join("good.yaml"), GOOD);
    assert!(xtask(&here, &["refresh", "good.yaml", "--spec-dir", "spec"]).well);
    let names = ["names.lock", "openapi.yaml", "source.lock"];
    let before = names.map(|it| read(here.join("spec").join(it)));
    for (name, text) in [
        ("bad.yaml", BAD),
        ("cut.json", "{\"openapi\": \"3.1.0\", "),
        ("page.md", "# words\n\nno document\n"),
    ] {
        write(here.join(name), text);
        let ran = xtask(&here, &["refresh", name, "--spec-dir", "spec"]);
        assert!(
            !ran.well && ran.err.contains("nothing was touched"),
            "{name}: {ran:?}"
        );
    }
    assert!(!xtask(&here, &["refresh", "missing.yaml", "--spec-dir", "spec"]).well);
    assert_eq!(files(&here.join("spec")), names);
    assert_eq!(names.map(|it| read(here.join("spec").join(it))), before);
}

#[test]
fn a_page_names_where_it_is_from() {
    let here = folder("a_page_names_where_it_is_from");
    let page = format!(
        "# Source: https://docs.example/ferry.md\n\n# Ferry\n\n````yaml https://api.example/openapi.json get /crossings\n{GOOD}````\n"
    );
    write(here.join("saved.md"), &page);
    let ran = xtask(&here, &["refresh", "saved.md", "--spec-dir", "spec"]);
    assert!(ran.well, "{ran:?}");
    assert_eq!(read(here.join("spec/openapi.yaml")), GOOD);
    let lock = read(here.join("spec/source.lock"));
    assert!(
        lock.contains("source = \"https://docs.example/ferry.md\"\n"),
        "{lock}"
    );
    assert!(
        lock.contains("document = \"https://api.example/openapi.json\"\n"),
        "{lock}"
    );
}

#[test]
fn an_edited_document_is_not_written_over() {
    let here = folder("an_edited_document_is_not_written_over");
    write(here.join("a.yaml"), GOOD);
    assert!(xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]).well);
    write(
        here.join("spec/openapi.yaml"),
        &GOOD.replace("minutes", "hours"),
    );
    let ran = xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]);
    assert!(
        !ran.well && ran.err.contains("by hand") && ran.err.contains("overlay.yaml"),
        "{ran:?}"
    );
    assert!(read(here.join("spec/openapi.yaml")).contains("hours"));
}

#[test]
fn the_overlay_and_the_names_that_are_there_count() {
    let here = folder("the_overlay_and_the_names_that_are_there_count");
    write(here.join("a.yaml"), GOOD);
    assert!(xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]).well);
    let lock = here.join("spec/names.lock");
    write(&lock, &read(&lock).replace("\tCrossing\n", "\tPassage\n"));
    write(
        here.join("spec/overlay.yaml"),
        "overlay: 1.1.0\ninfo: { title: x, version: '1' }\nactions: 5\n",
    );
    let ran = xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]);
    assert!(!ran.well && ran.err.contains("overlay.yaml:3:"), "{ran:?}");
    std::fs::remove_file(here.join("spec/overlay.yaml")).unwrap();
    assert!(xtask(&here, &["refresh", "a.yaml", "--spec-dir", "spec"]).well);
    assert!(read(&lock).contains("\tPassage\n"));
}

#[test]
fn an_address_is_asked_and_remembered() {
    let here = folder("an_address_is_asked_and_remembered");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/openapi.json", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for version in ["one", "two"] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap();
            asked.push(
                String::from_utf8_lossy(&request[..length])
                    .lines()
                    .next()
                    .unwrap()
                    .to_owned(),
            );
            let body = format!(
                r#"{{"openapi": "3.1.0", "info": {{"version": "1.0", "title": "{version}"}}, "paths": {{}}}}"#
            );
            write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
        }
        asked
    });
    let first = xtask(&here, &["refresh", &address, "--spec-dir", "spec"]);
    assert!(first.well, "{first:?}");
    let text = read(here.join("spec/openapi.yaml"));
    assert_eq!(
        text,
        "openapi: 3.1.0\ninfo:\n  version: '1.0'\n  title: one\npaths: {}\n"
    );
    // The address is remembered.
    let second = xtask(&here, &["refresh", "--spec-dir", "spec"]);
    assert!(second.well, "{second:?}");
    assert!(read(here.join("spec/openapi.yaml")).contains("title: two"));
    assert_eq!(
        server.join().unwrap(),
        ["GET /openapi.json HTTP/1.1", "GET /openapi.json HTTP/1.1"]
    );
}

#[test]
fn the_document_of_this_repository_is_what_its_lock_says() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let here = folder("the_document_of_this_repository_is_what_its_lock_says");
    for name in ["openapi.yaml", "source.lock", "names.lock"] {
        write(here.join("spec").join(name), &read(spec.join(name)));
    }
    let copy = here.join("spec/openapi.yaml");
    let text = read(&copy);
    write(here.join("new.yaml"), &text);
    // It is refused when the hash in the lock is not that of the document.
    let ran = xtask(&here, &["refresh", "new.yaml", "--spec-dir", "spec"]);
    assert!(
        ran.well && ran.out.contains("the document is the same"),
        "{ran:?}"
    );
    assert_eq!(
        read(here.join("spec/names.lock")),
        read(spec.join("names.lock")),
        "run `cargo xtask refresh`"
    );
}

#[test]
fn a_client_is_what_the_build_script_makes_of_it() {
    let here = folder("a_client_is_what_the_build_script_makes_of_it");
    write(here.join("a.yaml"), GOOD);
    let refresh = |more: &[&str]| {
        let mut all = vec!["refresh", "a.yaml", "--spec-dir", "spec"];
        all.extend(more);
        xtask(&here, &all)
    };
    let lock = || read(here.join("spec/names.lock"));
    write(
        here.join("spec/settings.txt"),
        "// As people say.\n#/components/schemas/Crossing name Trip\n",
    );
    let ran = refresh(&[]);
    assert!(ran.well && lock().contains("\tTrip\n"), "{ran:?}");
    let ran = refresh(&["--set", "#/components/schemas/Crossing name Passage"]);
    assert!(ran.well && lock().contains("\tPassage\n"), "{ran:?}");
    write(
        here.join("other.txt"),
        "operation:list_crossings name all\n",
    );
    let ran = refresh(&["--settings", "other.txt"]);
    assert!(ran.well && lock().contains("crossings.all\n"), "{ran:?}");

    // What would stop the build stops this.
    let before = lock();
    for (more, why) in [
        (["--tag", "boats"], "E0305"),
        (
            ["--set", "#/components/schemas/Crossing name fn"],
            "cannot be called `fn`",
        ),
        (["--settings", "none.txt"], "none.txt"),
    ] {
        let ran = refresh(&more);
        let told = ran.err.contains(why) && ran.err.contains("nothing was touched");
        assert!(!ran.well && told, "{more:?}: {ran:?}");
    }
    assert_eq!(lock(), before);

    // A pattern that no validator can use is a finding where values are checked.
    let odd = GOOD.replace(
        "{ type: string }, minutes",
        "{ type: string, pattern: '([' }, minutes",
    );
    write(here.join("a.yaml"), &odd);
    assert!(!refresh(&[]).err.contains("W1001"));
    let checked = refresh(&["--checks"]);
    assert!(checked.well && checked.err.contains("W1001"), "{checked:?}");
}
