//! The root object, `info`, `components` and `servers`.

use crate::{Row, whole};

const PATHS: &str =
    "paths: { /a: { get: { operationId: a, responses: { '204': { description: '' } } } } }\n";

fn with(head: &str) -> String {
    format!("{head}\n{PATHS}")
}

pub fn rows() -> Vec<Row> {
    let info = "info: { title: A, version: '1' }";
    vec![
        whole(
            "no info",
            with("openapi: 3.1.0"),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "info is null",
            with("openapi: 3.1.0\ninfo:"),
            &["N0206"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "info is text",
            with("openapi: 3.1.0\ninfo: My API"),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "info without a title",
            with("openapi: 3.1.0\ninfo: { version: '1' }"),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a version that is a number",
            with("openapi: 3.1.0\ninfo: { title: A, version: 1.0 }"),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "openapi is a number",
            with(&format!("openapi: 3.1\n{info}")),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "openapi is a list",
            with(&format!("openapi: [3, 1]\n{info}")),
            &["E0201"],
            &[],
        ),
        whole(
            "openapi of the future",
            with(&format!("openapi: 3.9.0\n{info}")),
            &["W0208"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "openapi 4",
            with(&format!("openapi: 4.0.0\n{info}")),
            &["E0201"],
            &[],
        ),
        whole("no openapi", with(info), &["E0201"], &[]),
        whole(
            "OpenAPI in capitals",
            with(&format!("OpenAPI: 3.1.0\n{info}")),
            &["E0201"],
            &[],
        ),
        whole(
            "swagger 2.0",
            with(&format!("swagger: '2.0'\n{info}")),
            &["E0201"],
            &[],
        ),
        whole(
            "swagger 2.0 as a number",
            with(&format!("swagger: 2.0\n{info}")),
            &["E0201"],
            &[],
        ),
        whole(
            "paths is null",
            format!("openapi: 3.1.0\n{info}\npaths:\n"),
            &["N0206"],
            &["nothing"],
        ),
        whole(
            "paths is a list",
            format!("openapi: 3.1.0\n{info}\npaths: []\n"),
            &["W0202"],
            &["nothing"],
        ),
        whole(
            "no paths",
            format!("openapi: 3.1.0\n{info}\n"),
            &["W0202"],
            &["nothing"],
        ),
        whole(
            "path instead of paths",
            format!("openapi: 3.1.0\n{info}\npath: {{ /a: {{ get: {{ responses: {{}} }} }} }}\n"),
            &["W0202", "W0205"],
            &["nothing"],
        ),
        whole(
            "components under another name",
            with(&format!(
                "openapi: 3.1.0\n{info}\ncomponent: {{ schemas: {{ A: {{ type: object }} }} }}"
            )),
            &["W0205"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "definitions as in 2.0",
            with(&format!(
                "openapi: 3.1.0\n{info}\ndefinitions: {{ A: {{ type: object }} }}"
            )),
            &["W0209"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "schema instead of schemas",
            with(&format!(
                "openapi: 3.1.0\n{info}\ncomponents: {{ schema: {{ A: {{ type: object }} }} }}"
            )),
            &["W0205"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "components is null",
            with(&format!("openapi: 3.1.0\n{info}\ncomponents:")),
            &["N0206"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "components is a list",
            with(&format!("openapi: 3.1.0\n{info}\ncomponents: []")),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "schemas is a list",
            with(&format!(
                "openapi: 3.1.0\n{info}\ncomponents: {{ schemas: [] }}"
            )),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "basePath and host of 2.0",
            with(&format!(
                "openapi: 3.1.0\n{info}\nbasePath: /v1\nhost: example.com"
            )),
            &["W0209"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "servers is a mapping",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: {{ url: 'https://a.example' }}"
            )),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a server without url",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: [{{ description: x }}]"
            )),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a server that is text",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: ['https://a.example']"
            )),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a server with an undeclared variable",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: [{{ url: 'https://{{x}}.example' }}]"
            )),
            &["W0704"],
            &["server X  https://{x}.example", "x  for {x}, usually \"\""],
        ),
        whole(
            "a server variable without default",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: [{{ url: 'https://{{x}}.example', variables: {{ x: {{}} }} }}]"
            )),
            &["W0202"],
            &["server X  https://{x}.example", "x  for {x}, usually \"\""],
        ),
        whole(
            "a server variable whose default is not listed",
            with(&format!(
                "openapi: 3.1.0\n{info}\nservers: [{{ url: 'https://{{x}}.example', variables: {{ x: {{ enum: [a, b], default: c }} }} }}]"
            )),
            &["W0202"],
            &["server X  https://{x}.example", "x  for {x}, usually \"c\""],
        ),
        whole(
            "security of an undeclared scheme",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: [{{ key: [] }}]"
            )),
            &["W0303"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "security is a mapping",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: {{ key: [] }}\ncomponents: {{ securitySchemes: {{ key: {{ type: http, scheme: bearer }} }} }}"
            )),
            &["W0202"],
            &["scheme KEY \"key\"  bearer"],
        ),
        whole(
            "a security scheme without type",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: [{{ key: [] }}]\ncomponents: {{ securitySchemes: {{ key: {{ scheme: bearer }} }} }}"
            )),
            &["W0202", "W0303"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a security scheme of 2.0",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: [{{ key: [] }}]\ncomponents: {{ securitySchemes: {{ key: {{ type: basic }} }} }}"
            )),
            &["W0202", "W0303"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "an oauth2 scheme without flows",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: [{{ key: [] }}]\ncomponents: {{ securitySchemes: {{ key: {{ type: oauth2 }} }} }}"
            )),
            &["W0202"],
            &["scheme KEY \"key\"  oauth2", "security  key"],
        ),
        whole(
            "an api key in the body",
            with(&format!(
                "openapi: 3.1.0\n{info}\nsecurity: [{{ key: [] }}]\ncomponents: {{ securitySchemes: {{ key: {{ type: apiKey, name: k, in: body }} }} }}"
            )),
            &["W0202", "W0303"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "tags that are texts",
            with(&format!("openapi: 3.1.0\n{info}\ntags: [pets]")),
            &["W0202"],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "a tag twice",
            with(&format!(
                "openapi: 3.1.0\n{info}\ntags: [{{ name: a }}, {{ name: a }}]"
            )),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "features of 3.2",
            with(&format!(
                "openapi: 3.2.0\n$self: https://example.com/api\n{info}\ntags: [{{ name: a, parent: b, kind: nav, summary: A }}]\nservers: [{{ url: /, name: here }}]\ncomponents: {{ mediaTypes: {{ m: {{ schema: {{ type: string }} }} }} }}"
            )),
            &[],
            &["a() -> A  GET /a  \"a\""],
        ),
        whole(
            "an unknown dialect",
            with(&format!(
                "openapi: 3.1.0\njsonSchemaDialect: https://example.com/mine\n{info}"
            )),
            &["N0207"],
            &["a() -> A  GET /a  \"a\""],
        ),
    ]
}
