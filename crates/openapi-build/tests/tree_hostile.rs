//! Texts that want to hurt: depth, bombs, arbitrary bytes. Each ends in a finding or in a tree, soon, and places
//! are found for all of it.

use std::time::{Duration, Instant};

use openapi_build::diag::{Code, Diagnostics};
use openapi_build::source::{Locate, NodeId};
use openapi_build::tree::{Tree, Value};

fn read(name: &str, text: &str) -> (Tree, Diagnostics) {
    let files = |path: &str| {
        if path == name {
            Ok(text.to_owned())
        } else {
            Err("there is none".to_owned())
        }
    };
    let mut diags = Diagnostics::default();
    let tree = Tree::read(name, &files, &mut diags);
    (tree, diags)
}

/// Reads, asks for every place and every reference, and gives the number of values.
fn exercise(name: &str, text: &str) -> usize {
    let (tree, diags) = read(name, text);
    for it in diags.iter() {
        for label in std::iter::once(&it.primary).chain(&it.related) {
            let found = tree.locate(label.place);
            assert!(tree.text(found.file).get(found.start..found.end).is_some());
        }
    }
    let mut all = vec![tree.root()];
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        match tree.value(id) {
            Value::Map(map) => all.extend(map.iter().map(|it| it.1)),
            Value::List(items) => all.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
            Value::String(text) => drop(tree.resolve(id, text)),
        }
        at += 1;
    }
    for id in all.iter().take(300) {
        let found = tree.locate(id.key());
        assert!(tree.text(found.file).get(found.start..found.end).is_some());
        assert_eq!(
            tree.resolve(tree.root(), &tree.pointer(*id))
                .map_err(|it| it.reason),
            Ok(*id)
        );
    }
    all.len()
}

#[track_caller]
fn refused(name: &str, text: &str) {
    let start = Instant::now();
    let (tree, diags) = read(name, text);
    let codes: Vec<_> = diags.iter().map(|it| it.code).collect();
    assert_eq!(codes, [Code::Syntax]);
    let place = diags.iter().next().map(|it| it.primary.place);
    tree.locate(place.unwrap_or(NodeId(0).value()));
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn deep_nesting_is_refused() {
    for depth in [200, 2_000, 50_000] {
        refused("a.json", &"[".repeat(depth));
        refused(
            "a.json",
            &format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
        );
        refused(
            "a.yaml",
            &format!("a: {}{}", "[".repeat(depth), "]".repeat(depth)),
        );
        refused(
            "a.yaml",
            &format!("a: {}1{}", "{b: ".repeat(depth), "}".repeat(depth)),
        );
        refused("a.yaml", &"- ".repeat(depth));
    }
    let indented: String = (0..2_000)
        .map(|it| format!("{}a:\n", " ".repeat(it)))
        .collect();
    refused("a.yaml", &indented);
}

#[test]
fn documents_as_deep_as_real_ones_are_read() {
    let text = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    assert_eq!(
        (
            exercise("a.json", &text),
            exercise("a.yaml", &format!("# YAML\n{text}"))
        ),
        (121, 121)
    );
}

#[test]
fn alias_bombs_are_refused() {
    let mut laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    refused("a.yaml", &laughs);
    let flat = format!(
        "a: &a [{}]\nb: [{}]\n",
        "1, ".repeat(20_000),
        "*a, ".repeat(20_000)
    );
    refused("a.yaml", &flat);
    let text = format!(
        "a: &a \"{}\"\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(50_000)
    );
    refused("a.yaml", &text);
    let merges = format!(
        "a: &a {{{}}}\nb: [{}]\n",
        (0..5_000)
            .map(|it| format!("k{it}: 1, "))
            .collect::<String>(),
        "{<<: *a}, ".repeat(20_000)
    );
    refused("a.yaml", &merges);
    refused("a.yaml", "a: &a [*a]\n");
    refused("a.yaml", "a: &a\n  <<: *a\n");
}

#[test]
fn pointers_through_mappings_that_refer_to_mappings_end() {
    const DEEP: usize = 100;
    let far = format!("#/D{}", "/e".repeat(DEEP));
    // Each `y` is in what the mapping before it refers to, and each `z` too, along all those.
    let steps = (0..DEEP).map(|at| {
        let more = match at == DEEP - 2 {
            true => format!(r##", "z": {{ "$ref": "#/L{}" }}"##, "/y".repeat(DEEP - 2)),
            false => String::new(),
        };
        format!(
            r#""t{at}": {{ "y": {{ "$ref": "{far}/t{}" }}{more} }}"#,
            at + 1
        )
    });
    let steps: Vec<String> = steps.collect();
    let deep =
        "{ \"e\": ".repeat(DEEP) + &format!("{{ {} }}", steps.join(", ")) + &" }".repeat(DEEP);
    let asked: Vec<String> = (0..30)
        .map(|at| {
            format!(
                r##""#/L{}{}/q{at}""##,
                "/y".repeat(DEEP - 2),
                "/z".repeat(DEEP)
            )
        })
        .collect();
    let text = format!(
        r#"{{ "D": {deep}, "L": {{ "$ref": "{far}/t0" }}, "asked": [{}] }}"#,
        asked.join(", ")
    );
    let start = Instant::now();
    exercise("a.json", &text);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn an_anchor_that_is_there_twice_is_never_misread() {
    let (tree, diags) = read(
        "a.yaml",
        "a: &x 1\nb: &y 2\nc: &x 3\nd: &z 4\ne: *x\nf: *y\ng: *z\nh: x &u y &u\n",
    );
    let number = |key: &str| {
        tree.get(tree.root(), key)
            .and_then(|it| tree.value(it).as_number()?.as_integer())
    };
    let read = ["e", "f", "g"].map(number);
    assert!(
        diags.iter().count() == 1 || read == [Some(3), Some(2), Some(4)],
        "{read:?}"
    );
}

const SEED: &str = "openapi: 3.1.0\ninfo: {title: é, version: '1'}\npaths:\n  /a~b:\n    get: &g\n      <<: [*h, {x: 1}]\n      \
    responses: {200: {$ref: '#/c%20d/~1x'}}\n? k\n: |\n  text\n  more\nl: !t [1.5, 0x1f, ~, \"\\u00e9\\n\"]\nh: &h {$id: q, $anchor: w}\n";
const JSON: &str = "{\"openapi\": \"3.1.0\", \"a\": [1, -2.5e3, true, null, \"\\ud83d\\ude00\"], \"b\": {\"$ref\": \"#/a/0\", \"\": {}}}";

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

#[test]
fn mutated_documents_never_panic() {
    let pieces = [
        "&h ", "*h", "<<: ", "{", "}", "[", "]", ": ", "- ", "\n", "\r\n", "\t", "#", "|", ">",
        "'", "\"", "\\", "!", "%", "é", "😀", "\0", "\u{feff}", "---\n", "...\n", "? ", ",",
        "$ref: ", "~1", "0", "\u{85}", "\u{2028}", "@", "`",
    ];
    let rounds = if cfg!(debug_assertions) {
        4_000
    } else {
        60_000
    };
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        let (name, seed) = if round % 3 == 0 {
            ("a.json", JSON)
        } else {
            ("a.yaml", SEED)
        };
        let mut text: Vec<char> = seed.chars().collect();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(text.len());
            match dice.roll(4) {
                0 => drop(text.remove(at.min(text.len() - 1))),
                1 => text.truncate(at.max(1)),
                2 => {
                    let end = (at + dice.roll(20)).min(text.len());
                    let copy: Vec<char> = text[at..end].to_vec();
                    let to = dice.roll(text.len());
                    text.splice(to..to, copy);
                }
                _ => {
                    let piece = pieces[dice.roll(pieces.len())];
                    text.splice(at..at, piece.chars());
                }
            }
            if text.is_empty() {
                break;
            }
        }
        exercise(name, &text.into_iter().collect::<String>());
    }
}
