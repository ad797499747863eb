//! Texts that are hardly YAML or JSON.

use crate::{Row, whole};

const PLAIN: &str = "openapi: 3.1.0
info: { title: A, version: '1' }
paths: { /a: { get: { operationId: a, responses: { '204': { description: '' } } } } }
";

fn components(lines: &str) -> String {
    format!("{PLAIN}components:\n  schemas:\n{lines}")
}

pub fn rows() -> Vec<Row> {
    vec![
        whole("nothing at all", "", &["E0201"], &[]),
        whole("blanks alone", " \n\n", &["E0201"], &[]),
        whole("a comment alone", "# nothing\n", &["E0201"], &[]),
        whole("null", "null\n", &["E0201"], &[]),
        whole("a word", "hello\n", &["E0201"], &[]),
        whole("a list at the top", "- openapi: 3.1.0\n", &["E0201"], &[]),
        whole(
            "a mark before the text",
            format!("\u{feff}{PLAIN}"),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "lines of Windows",
            PLAIN.replace('\n', "\r\n"),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "lines of old Macs",
            PLAIN.replace('\n', "\r"),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "two documents",
            format!("{PLAIN}---\n{PLAIN}"),
            &["W0109"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "marks of a document",
            format!("%YAML 1.2\n---\n{PLAIN}...\n"),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "tabs as indentation",
            "openapi: 3.1.0\ninfo:\n\ttitle: A\n\tversion: '1'\npaths: {}\n",
            &["E0102"],
            &[],
        ),
        whole(
            "a tab after a value",
            PLAIN.replace("3.1.0", "3.1.0\t"),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a key twice",
            components("    A: { type: object, type: string }\n"),
            &["W0103"],
            &["newtype A(String)"],
        ),
        whole(
            "a component twice",
            components("    A: { type: object }\n    A: { type: string }\n"),
            &["W0103"],
            &["newtype A(String)"],
        ),
        whole(
            "merged mappings",
            components(
                "    A: &a { type: object, properties: { x: { type: string } } }\n    B: { <<: *a, description: b }\n",
            ),
            &[],
            &[
                "struct A  derives Debug Default Eq Hash",
                "x  Optional  String",
                "struct B  derives Debug Default Eq Hash",
                "x  Optional  String",
            ],
        ),
        whole(
            "a merge of what is no mapping",
            components("    B: { <<: 5, type: string }\n"),
            &["N0203"],
            &["newtype B(String)"],
        ),
        whole(
            "an alias of nothing",
            components("    B: *nothing\n"),
            &["E0102"],
            &[],
        ),
        whole(
            "an anchor twice",
            components("    A: &a { type: string }\n    B: &a { type: integer }\n    C: *a\n"),
            &["E0102"],
            &[],
        ),
        whole(
            "an alias of itself",
            components("    A: &a { type: object, properties: { b: *a } }\n"),
            &["E0102"],
            &[],
        ),
        whole("aliases that grow", components(&billion()), &["E0102"], &[]),
        whole(
            "a tag of someone",
            components("    A: !mine { type: string }\n    B: !!str 5\n"),
            &["W0202"],
            &["newtype A(String)", "alias B = Json"],
        ),
        whole(
            "a key that is a list",
            components("    ? [a, b]\n    : { type: string }\n"),
            &["E0102"],
            &[],
        ),
        whole(
            "a key that is null",
            components("    ~: { type: string }\n"),
            &["N0601"],
            &["newtype About(String)"],
        ),
        whole(
            "not a number",
            components("    A: { type: number, minimum: .nan, maximum: .inf }\n"),
            &["W0110", "W0202"],
            &["newtype A(F64)"],
        ),
        whole(
            "a number beyond all",
            components(
                "    A: { type: integer, maximum: 123456789012345678901234567890123456789012345678901234567890 }\n",
            ),
            &[],
            &["newtype A(I64)"],
        ),
        whole(
            "a quote that is not closed",
            "openapi: '3.1.0\ninfo: {}\n",
            &["E0102"],
            &[],
        ),
        whole(
            "a bracket that is not closed",
            "openapi: 3.1.0\ninfo: { title: A\n",
            &["E0102"],
            &[],
        ),
        whole("binary", "\u{0}\u{1}\u{2}PK\u{3}\u{4}", &["E0102"], &[]),
        whole(
            "UTF-16 that was read as if it were text",
            PLAIN.chars().flat_map(|it| [it, '\0']).collect::<String>(),
            &["E0102"],
            &[],
        ),
        whole(
            "HTML",
            "<!DOCTYPE html>\n<html><body>404</body></html>\n",
            &["E0201"],
            &[],
        ),
        whole(
            "JSON with a comma at its end",
            "{ \"openapi\": \"3.1.0\", \"info\": { \"title\": \"A\", \"version\": \"1\", }, \"paths\": {}, }",
            &[],
            &["nothing"],
        ),
        whole(
            "JSON with a comment",
            "{ // a\n \"openapi\": \"3.1.0\" }",
            &["E0102"],
            &[],
        ),
        whole(
            "JSON with more behind it",
            "{ \"openapi\": \"3.1.0\", \"info\": { \"title\": \"A\", \"version\": \"1\" }, \"paths\": {} } trailing",
            &["W0109"],
            &["nothing"],
        ),
        whole(
            "JSON that ends early",
            "{ \"openapi\": \"3.1.0\", \"info\": {",
            &["E0102"],
            &[],
        ),
        whole(
            "lists nested deep",
            format!("openapi: {}{}\n", "[".repeat(50_000), "]".repeat(50_000)),
            &["E0102"],
            &[],
        ),
        whole(
            "mappings nested deep",
            (0..2000)
                .map(|it| format!("{}a:\n", " ".repeat(it)))
                .collect::<String>(),
            &["E0102"],
            &[],
        ),
        whole(
            "a text of megabytes",
            PLAIN.replace(
                "title: A",
                &format!("title: A, description: '{}'", "x".repeat(20 << 20)),
            ),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "characters of control",
            PLAIN.replace("title: A", "title: \"A\\u0000\\u202eB\\e\""),
            &["N0603"],
            &["a() -> A  GET /a  \"a\""],
        ),
    ]
}

/// Nine mappings of nine aliases each.
fn billion() -> String {
    let mut text = "    A0: &a0 { type: string }\n".to_owned();
    for it in 1..10 {
        let parts = vec![format!("*a{}", it - 1); 9].join(", ");
        text.push_str(&format!("    A{it}: &a{it} {{ allOf: [{parts}] }}\n"));
    }
    text
}
