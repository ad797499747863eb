//! What a finding offers to paste does what it says: an overlay of the printed actions takes the finding away, and a
//! printed setting is one that has an effect.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use openapi_build::config::Setting;
use openapi_build::diag::{Code, Remedy};
use openapi_build::{Config, Generated, generate};

fn run(text: &str, actions: &str, settings: Vec<Setting>) -> Generated {
    let overlay = format!(
        "overlay: 1.1.0\ninfo: {{ title: Corrections, version: '1' }}\nactions:\n{actions}"
    );
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.to_owned()),
        "overlay.yaml" => Ok(overlay.clone()),
        _ => Err("there is no such file".to_owned()),
    };
    let config = Config {
        overlay: (!actions.is_empty()).then(|| "overlay.yaml".to_owned()),
        settings,
        ..Config::default()
    };
    generate("openapi.yaml", &source, &config)
}

/// The specimens of codes, and documents of this file.
fn documents() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let yaml = files.filter(|it| it.extension().is_some_and(|it| it == "yaml"));
    let named = yaml.map(|it| (it.display().to_string(), fs::read_to_string(it).unwrap()));
    let mut found: Vec<(String, String)> = named.collect();
    found.sort();
    let head = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    Pet: { type: object }\n    It's 1/2: { type: string }\n";
    for reference in [
        "#/components/schemas/pet",
        "#/components/schemas/Pet/",
        "/components/schemas/Pet",
        "#components/schemas/Pet",
        "#/definitions/Pet",
        "Pet",
    ] {
        let text = format!(
            "{head}    Owner: {{ type: object, properties: {{ pet: {{ $ref: '{reference}' }} }} }}\n"
        );
        found.push((format!("a reference `{reference}`"), text));
    }
    let odd = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  '/it''s/\"é\"/\\/1/{pet \"id\"}': { get: { operationId: 'say \"é\"', responses: { '204': { description: x } } } }\n  /b: { get: { operationId: 'say \"é\"', responses: { '204': { description: x } } } }\n";
    found.push(("odd names".to_owned(), odd.to_owned()));
    found
}

#[test]
fn printed_actions_of_an_overlay_take_the_finding_away() {
    let mut tried: BTreeSet<Code> = BTreeSet::new();
    for (name, text) in documents() {
        let made = run(&text, "", Vec::new());
        for it in made.diagnostics.iter() {
            let overlay = |it: &&Remedy| !matches!(it, Remedy::Setting { .. });
            let remedies = it.remedies.iter().filter(overlay);
            let lines: String = remedies
                .map(|it| it.line(&made.tree).unwrap() + "\n")
                .collect();
            if lines.is_empty() {
                continue;
            }
            let again = run(&text, &lines, Vec::new());
            let left: Vec<_> = again
                .diagnostics
                .iter()
                .filter(|other| (other.code, &other.message) == (it.code, &it.message))
                .chain(
                    again
                        .diagnostics
                        .iter()
                        .filter(|it| matches!(it.code, Code::BadOverlay | Code::IdleOverlay)),
                )
                .map(|it| &it.message)
                .collect();
            assert!(left.is_empty(), "{name}\n{lines}\n{left:?}");
            assert!(again.client.is_some(), "{name}\n{lines}");
            tried.insert(it.code);
        }
    }
    let expected = [
        Code::OddStatus,
        Code::Misspelt,
        Code::Misplaced,
        Code::DanglingReference,
        Code::UnknownScheme,
        Code::UndeclaredRequired,
        Code::ValueUnfit,
        Code::MappingUnfit,
        Code::DefaultNotInSchema,
        Code::UndeclaredVariable,
        Code::SameOperationId,
        Code::AlwaysRequired,
    ];
    assert_eq!(tried, expected.into_iter().collect());
}

#[test]
fn printed_settings_choose_the_name_that_they_print() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/N0601.yaml"))
            .unwrap();
    let made = run(&text, "", Vec::new());
    let mut settings: Vec<Setting> = Vec::new();
    for it in made.diagnostics.iter().flat_map(|it| &it.remedies) {
        settings.push(it.line(&made.tree).unwrap().parse().unwrap());
    }
    assert!(settings.len() > 1);
    let again = run(&text, "", settings);
    let idle = again
        .diagnostics
        .iter()
        .find(|it| it.code == Code::IdleSetting);
    assert!(idle.is_none(), "{idle:?}");
    let code = |made: &Generated| {
        made.client
            .as_ref()
            .unwrap()
            .files
            .iter()
            .map(|it| it.text.clone())
            .collect::<String>()
    };
    assert_eq!(code(&again), code(&made));
}

#[test]
fn operations_of_one_id_are_given_ids_of_their_own() {
    let operation = |(path, id): (usize, &str)| {
        format!(
            "  /{path}: {{ get: {{ operationId: {id}, responses: {{ '204': {{ description: x }} }} }} }}\n"
        )
    };
    let document = |ids: &[String]| {
        let operations = ids.iter().map(|it| &**it).enumerate().map(operation);
        let paths: String = operations.collect();
        format!("openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths:\n{paths}")
    };
    // Many that take all names that come to mind, and many that want one.
    let text = document(
        &(0..1_000)
            .flat_map(|it| ["a".to_owned(), format!("a{it}")])
            .collect::<Vec<_>>(),
    );
    let made = run(&text, "", Vec::new());
    let said = made.diagnostics.iter();
    let said = said.filter(|it| it.code == Code::SameOperationId);
    let remedies = said.flat_map(|it| &it.remedies);
    let lines: String = remedies
        .map(|it| it.line(&made.tree).unwrap() + "\n")
        .collect();
    assert_eq!(lines.lines().count(), 999);
    let again = run(&text, &lines, Vec::new());
    let codes: BTreeSet<Code> = again.diagnostics.iter().map(|it| it.code).collect();
    assert!(!codes.contains(&Code::SameOperationId));
    assert!(!codes.contains(&Code::BadOverlay) && !codes.contains(&Code::IdleOverlay));
}
