//! What command lines ask for: words become arguments of the right type.

use generated_tests::{
    bodies_in_several_media_types as bodies, bodies_of_several_parts as parts,
    credentials_of_every_scheme as credentials, names_are_legal_and_apart as names,
    parameters_in_every_style as parameters,
};
use openapi_runtime::client::dynamic::Callable;
use openapi_runtime::client::dynamic::command_line::{Asked, Call, Program};
use serde_json::{Value, json};

fn asked(
    operations: &'static [Callable],
    words: &[&str],
    variables: &[(&str, &str)],
) -> Result<Asked, String> {
    let variable = |name: &str| {
        let found = variables.iter().find(|it| it.0 == name);
        found.map(|it| it.1.to_owned())
    };
    let words = words.iter().map(|it| (*it).to_owned());
    Program::new("my-api", operations)
        .server("http://h")
        .read(words, variable)
}

#[track_caller]
fn call(operations: &'static [Callable], words: &[&str], variables: &[(&str, &str)]) -> Call {
    match asked(operations, words, variables) {
        Ok(Asked::Call(call)) => *call,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn arguments(operations: &'static [Callable], words: &[&str]) -> Value {
    call(operations, words, &[]).arguments
}

#[track_caller]
fn help(operations: &'static [Callable], words: &[&str]) -> String {
    match asked(operations, words, &[]) {
        Ok(Asked::Help(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_word_is_what_its_type_says() {
    let words = [
        "query",
        "--must",
        "5",
        "--limit=7",
        "--half",
        "0.5",
        "--flag",
        "true",
        "--form",
        "a",
        "--joined",
        "1",
        "--joined",
        "2",
        "--pipe",
        "[\"x\",\"y\"]",
        "--deep",
        r#"{"R":1,"G":2}"#,
        "--level",
        "low",
    ];
    assert_eq!(
        arguments(parameters::OPERATIONS, &words),
        json!({ "query": {
            "must": "5", "limit": 7, "half": 0.5, "flag": true, "form": ["a"], "joined": ["1", "2"], "pipe": ["x", "y"],
            "deep": { "R": 1, "G": 2 }, "level": "low"
        } })
    );
    // What no type takes is left for the call to refuse.
    assert_eq!(
        arguments(parameters::OPERATIONS, &["query", "--limit", "many"]),
        json!({ "query": { "limit": "many" } })
    );
}

#[test]
fn options_go_by_several_names() {
    for name in ["--x-must", "--X-Must", "--header.X-Must", "--header.x-must"] {
        assert_eq!(
            arguments(parameters::OPERATIONS, &["header", name, "a=b"]),
            json!({ "header": { "X-Must": "a=b" } }),
            "{name}"
        );
    }
}

#[test]
fn bodies_are_given_or_read_from_files() {
    let json = r#"{"name":"a"}"#;
    assert_eq!(
        arguments(bodies::OPERATIONS, &["json", "--body", json]),
        json!({ "body": { "name": "a" } })
    );
    assert_eq!(
        arguments(bodies::OPERATIONS, &["text", "--body", json]),
        json!({ "body": json })
    );
    assert_eq!(
        arguments(bodies::OPERATIONS, &["bytes", "--body", "%PDF"]),
        json!({ "body": "JVBERg==" })
    );
    let file = std::env::temp_dir().join(format!("command-lines-{}.json", std::process::id()));
    std::fs::write(&file, json).unwrap();
    let from_file = format!("@{}", file.display());
    let given = arguments(
        bodies::OPERATIONS,
        &[
            "json",
            "--content-type",
            "application/json",
            "--body",
            &from_file,
        ],
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(
        given,
        json!({ "body": { "name": "a" }, "contentType": "application/json" })
    );
    let missing = asked(bodies::OPERATIONS, &["json", "--body", "@/not/there"], &[]);
    assert!(missing.unwrap_err().contains("`/not/there` cannot be read"));
}

#[test]
fn settings_come_from_options_or_the_environment() {
    let environment = [("MY_API_BASE_URL", "http://e"), ("MY_API_BEARER", "t")];
    let call = self::call(credentials::OPERATIONS, &["usual"], &environment);
    assert_eq!(call.server, "http://e");
    let [(scheme, secret)] = &call.credentials[..] else {
        panic!("{call:?}")
    };
    assert_eq!((scheme.as_str(), secret.expose()), ("bearer", "t"));
    assert!(!format!("{call:?}").contains("\"t\""));
    let words = [
        "--base-url",
        "http://o",
        "usual",
        "--credential",
        "bearer=o",
        "--header",
        "x-a: b",
        "--timeout",
        "1.5",
    ];
    let call = self::call(credentials::OPERATIONS, &words, &environment);
    assert_eq!(
        (call.server.as_str(), call.credentials[0].1.expose()),
        ("http://o", "o")
    );
    assert_eq!(call.credentials.len(), 1);
    assert_eq!(call.headers, [("x-a".to_owned(), "b".to_owned())]);
    assert_eq!(call.timeout.unwrap().as_millis(), 1500);
}

#[test]
fn operations_go_by_id_or_by_the_name_of_their_method() {
    for word in ["list-things.v1", "list_things_v1"] {
        let Ok(Asked::Call(call)) = asked(names::OPERATIONS, &[word], &[]) else {
            panic!("{word}")
        };
        assert_eq!(call.operation_id, "list-things.v1");
    }
    let ids: Vec<&str> = names::OPERATIONS.iter().map(|it| it.info.id).collect();
    for id in ids {
        assert_eq!(call(names::OPERATIONS, &[id], &[]).operation_id, id);
    }
}

#[test]
fn what_is_not_known_is_said() {
    for (words, said) in [
        (&["Query"][..], "there is `query`"),
        (&["nowhere"], "there is no operation \"nowhere\""),
        (&["query", "--what", "x"], "`query` has no option `--what`"),
        (&["--what", "x"], "there is no option `--what`"),
        (&["query", "--must"], "`--must` needs a value"),
        (&["query", "more"], "\"more\" is no option"),
        (&["query", "--timeout", "soon"], "no number of seconds"),
        (&["query", "--header", "x"], "NAME:VALUE"),
    ] {
        let why = asked(parameters::OPERATIONS, words, &[]).unwrap_err();
        assert!(why.contains(said), "{words:?}: {why}");
    }
}

#[test]
fn help_lists_operations_and_their_arguments() {
    let text = help(parameters::OPERATIONS, &[]);
    for operation in parameters::OPERATIONS {
        assert!(
            text.contains(&format!("\n  {}", operation.info.id)),
            "{text}"
        );
    }
    let text = help(parameters::OPERATIONS, &["cookie", "--help"]);
    assert!(
        text.starts_with("usage: my-api cookie --must VALUE\n"),
        "{text}"
    );
    assert!(text.contains("--must VALUE  cookie, required"), "{text}");
    assert!(text.contains("--may VALUE   cookie"), "{text}");
    let text = help(bodies::OPERATIONS, &["--help", "form"]);
    assert!(text.contains("application/x-www-form-urlencoded"), "{text}");
    let text = help(credentials::OPERATIONS, &["usual", "--help"]);
    assert!(text.contains("MY_API_BEARER"), "{text}");
}

#[test]
fn a_body_of_parts_is_given_part_by_part() {
    let folder = std::env::temp_dir().join(format!("parts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (one, two) = (folder.join("one.csv"), folder.join("two.csv"));
    std::fs::write(&one, "a,b").unwrap();
    std::fs::write(&two, [0xff, 0x00]).unwrap();
    let at = |path: &std::path::Path| format!("files=@{}", path.display());
    let file = |base64: &str, name: &str| json!({ "base64": base64, "fileName": name });

    let words = ["upload_files", "--part", &at(&one), "--part", &at(&two)];
    let expected = json!({
        "body": { "files": [file("YSxi", "one.csv"), file("/wA=", "two.csv")] },
        "contentType": "multipart/form-data"
    });
    assert_eq!(arguments(parts::OPERATIONS, &words), expected);
    // One file of a list of files is one part, like any other.
    let alone = arguments(parts::OPERATIONS, &["upload_files", "--part", &at(&one)]);
    assert_eq!(alone["body"]["files"], file("YSxi", "one.csv"));

    // The type of a part says what a word is; a part that is said twice is a list, and all of it may stand beside a body.
    let words = [
        "whole_form",
        "--body",
        r#"{"id": "67e55044-10b1-426f-9247-bb680e5fe0c8"}"#,
        "--part=sdp=7",
        "--part",
        r#"address={"street": "x"}"#,
        "--part",
        "tags=1",
        "--part",
        "tags=b=c",
        "--part=other=7",
    ];
    let body = &arguments(parts::OPERATIONS, &words)["body"];
    assert_eq!(body["sdp"], "7");
    assert_eq!(body["address"], json!({ "street": "x" }));
    assert_eq!(body["tags"], json!(["1", "b=c"]));
    assert_eq!(body["other"], 7);
    assert_eq!(body["id"], "67e55044-10b1-426f-9247-bb680e5fe0c8");

    // Of several ways, that with parts is meant.
    let words = ["json_or_parts", "--part", "street=x"];
    let given = arguments(parts::OPERATIONS, &words);
    assert_eq!(given["contentType"], "multipart/form-data");

    let refused = |words: &[&str]| asked(parts::OPERATIONS, words, &[]).unwrap_err();
    let why = refused(&["whole_form", "--part", "sdp"]);
    assert!(why.contains("NAME=VALUE or NAME=@FILE"), "{why}");
    let why = refused(&["whole_form", "--part", "sdp=@/no/such/file"]);
    assert!(why.contains("cannot be read"), "{why}");
    let why = refused(&[
        "json_or_parts",
        "--content-type",
        "application/json",
        "--part",
        "a=b",
    ]);
    assert!(why.contains("takes no body of parts"), "{why}");
    let why = asked(parameters::OPERATIONS, &["query", "--part", "a=b"], &[]).unwrap_err();
    assert!(why.contains("takes no body of parts"), "{why}");
    assert!(
        help(parts::OPERATIONS, &["upload_files", "--help"]).contains("--part NAME=VALUE|@FILE")
    );
    assert!(!help(parameters::OPERATIONS, &["query", "--help"]).contains("--part"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn what_a_command_line_gives_in_parts_is_sent_so() {
    use mock_server::{Answer, Server};
    let server = Server::start(|_| Answer::status(204)).unwrap();
    let path = std::env::temp_dir().join(format!("part-{}.txt", std::process::id()));
    std::fs::write(&path, "hello").unwrap();
    let words = [
        "upload_files",
        "--part",
        &format!("files=@{}", path.display()),
    ];
    let call = call(parts::OPERATIONS, &words, &[]);
    let client = parts::Client::new(server.url()).unwrap();
    let result = parts::invoke(&client, call.operation_id, call.arguments).await;
    assert_eq!(result.unwrap()["status"], 204);
    let sent = server.last().unwrap().text();
    let name = path.file_name().unwrap().to_string_lossy();
    assert!(
        sent.contains(&format!("name=\"files\"; filename=\"{name}\"")),
        "{sent}"
    );
    assert!(sent.contains("\r\n\r\nhello\r\n"), "{sent}");
    std::fs::remove_file(path).unwrap();
}
