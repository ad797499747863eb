use generated_tests::bodies_of_several_parts::Client;
use generated_tests::bodies_of_several_parts::types::{
    Address, BodyUploadDataset, JsonOrPartsMultipart, Kind, UploadFilesBody, VariantsBody,
    WholeFormBody, WholeFormBodySession, WholeFormBodyWhere,
};
use mock_server::{Answer, Request, Server};
use openapi_runtime::{Body, Form, Part};
use std::io::Write as _;

fn server() -> (Server, Client) {
    let server = Server::start(|_| Answer::status(204)).unwrap();
    let client = Client::new(server.url()).unwrap();
    (server, client)
}

/// The parts of a request: head and content, by the boundary that its header says.
fn parts(request: &Request) -> Vec<(String, Vec<u8>)> {
    let kind = request.header("content-type").unwrap();
    let boundary = kind.split_once("boundary=").unwrap().1;
    let (open, between) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = &request.body[..];
    rest = rest.strip_prefix(open.as_bytes()).unwrap();
    let mut out = Vec::new();
    loop {
        if rest == b"--\r\n" {
            return out;
        }
        rest = rest.strip_prefix(b"\r\n").unwrap();
        let end = find(rest, between.as_bytes()).unwrap();
        let part = &rest[..end];
        let head = find(part, b"\r\n\r\n").unwrap();
        let text = String::from_utf8(part[..head].to_vec()).unwrap();
        out.push((text, part[head + 4..].to_vec()));
        rest = &rest[end + between.len()..];
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|it| it == what)
}

/// The same with contents as text.
fn texts(server: &Server) -> Vec<(String, String)> {
    let all = parts(&server.last().unwrap());
    all.into_iter()
        .map(|(head, body)| (head, String::from_utf8_lossy(&body).into_owned()))
        .collect()
}

fn field(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"")
}

fn typed(name: &str, media_type: &str) -> String {
    format!("{}\r\nContent-Type: {media_type}", field(name))
}

fn file(name: &str, file_name: &str, media_type: &str) -> String {
    format!(
        "{}; filename=\"{file_name}\"\r\nContent-Type: {media_type}",
        field(name)
    )
}

#[tokio::test]
async fn an_upload_as_fastapi_describes_it() {
    let (server, client) = server();
    let mut body = BodyUploadDataset::new();
    body.name = Some("rows \"1\"\r\n".into());
    body.draft = Some(true);
    body.file = Some(
        Part::bytes("a,b\n1,2\n")
            .with_file_name("rows.csv")
            .with_media_type("text/csv"),
    );
    client.upload_dataset(body).format("csv").await.unwrap();
    let sent = server.last().unwrap();
    assert_eq!(sent.target, "/datasets?format=csv");
    let length: usize = sent.header("content-length").unwrap().parse().unwrap();
    assert_eq!(length, sent.body.len());
    assert_eq!(
        texts(&server),
        [
            (field("draft"), "true".into()),
            (field("name"), "rows \"1\"\r\n".into()),
            (file("file", "rows.csv", "text/csv"), "a,b\n1,2\n".into()),
        ]
    );

    client
        .upload_dataset(BodyUploadDataset::default())
        .await
        .unwrap();
    assert_eq!(texts(&server), []);
}

#[tokio::test]
async fn a_list_of_files_is_a_part_for_each() {
    let (server, client) = server();
    let path = std::env::temp_dir().join(format!("part {} é.txt", std::process::id()));
    std::fs::File::create(&path)
        .unwrap()
        .write_all(b"from disk")
        .unwrap();
    let mut body = UploadFilesBody::new(vec![
        Part::from_path(&path).unwrap(),
        Part::new(Body::from_reader(std::io::Cursor::new(vec![b'x'; 200_000]))).with_file_name("x"),
        Part::from("only text"),
    ]);
    body.cover = Some(Part::bytes(vec![0_u8, 255]));
    client.upload_files(body).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    // The length of a reader is not known.
    let sent = server.last().unwrap();
    assert_eq!(
        (
            sent.header("content-length"),
            sent.header("transfer-encoding")
        ),
        (None, Some("chunked"))
    );
    let name = path.file_name().unwrap().to_str().unwrap();
    let all = parts(&sent);
    let heads: Vec<&str> = all.iter().map(|(head, _)| head.as_str()).collect();
    assert_eq!(
        heads,
        [
            file("files", name, "application/octet-stream"),
            file("files", "x", "application/octet-stream"),
            file("files", "files", "application/octet-stream"),
            file("cover", "cover", "image/png"),
        ]
    );
    let lengths: Vec<usize> = all.iter().map(|(_, body)| body.len()).collect();
    assert_eq!(lengths, [9, 200_000, 9, 2]);
    assert_eq!(all[3].1, [0, 255]);
}

#[tokio::test]
async fn every_member_is_written_as_its_schema_and_encoding_say() {
    let (server, client) = server();
    let id = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    let mut body = WholeFormBody::new(
        serde_json::from_value::<openapi_runtime::formats::Uuid>(id.into()).unwrap(),
        Kind::Large,
        Address::new("a"),
    );
    body.previous = Some(vec![Address::new("b"), Address::new("c")]);
    body.tags = Some(vec!["x".into(), "é\n".into()]);
    body.history = Some(Part::text("<a/>").with_media_type("application/xml"));
    let mut session = WholeFormBodySession::new();
    session.a = Some(1);
    body.session = Some(session);
    body.sdp = Some("v=0".into());
    body.picture = Some(Part::bytes("png"));
    let mut place = WholeFormBodyWhere::new();
    (place.x, place.y) = (Some(1), Some(2));
    body.where_ = Some(place);
    body.list = Some(vec!["a b".into(), "c".into()]);
    body.anything = Some(Part::json(&[1, 2]));
    body.either = Some(Part::json(&Address::new("d")));
    body.one_or_more = Some(vec![Part::bytes("1"), Part::bytes("2")]);
    body.password = Some("secret".into());
    body.additional.insert("extra".into(), 7);
    assert!(!format!("{body:?}").contains("secret\""), "{body:?}");
    client.whole_form().body(body).await.unwrap();
    let json = "application/json";
    assert_eq!(
        texts(&server),
        [
            (field("purpose"), "upload".into()),
            (field("id"), id.into()),
            (field("kind"), "large".into()),
            (typed("address", json), r#"{"street":"a"}"#.into()),
            (typed("previous", json), r#"{"street":"b"}"#.into()),
            (typed("previous", json), r#"{"street":"c"}"#.into()),
            (field("tags"), "x".into()),
            (field("tags"), "é\n".into()),
            (typed("history", "application/xml"), "<a/>".into()),
            (
                typed("session", "application/vnd.session+json"),
                r#"{"a":1}"#.into()
            ),
            (typed("sdp", "application/sdp"), "v=0".into()),
            (file("picture", "picture", "image/png"), "png".into()),
            (field("where[x]"), "1".into()),
            (field("where[y]"), "2".into()),
            (field("list"), "a b|c".into()),
            (typed("anything", json), "[1,2]".into()),
            (typed("either", json), r#"{"street":"d"}"#.into()),
            (
                file("one_or_more", "one_or_more", "application/octet-stream"),
                "1".into()
            ),
            (
                file("one_or_more", "one_or_more", "application/octet-stream"),
                "2".into()
            ),
            (field("password"), "secret".into()),
            (field("extra"), "7".into()),
        ]
    );
}

#[tokio::test]
async fn names_and_boundaries_cannot_be_forged() {
    let (server, client) = server();
    let forged = "--x\r\nContent-Disposition: form-data; name=\"admin\"\r\n\r\ntrue\r\n--x--\r\n";
    let part = Part::bytes(forged).with_file_name("a\"; name=\"admin\"\r\nX-Evil: 1\r\n\r\n.csv");
    client
        .upload_files(UploadFilesBody::new(vec![part]))
        .await
        .unwrap();
    let all = texts(&server);
    assert_eq!(
        all,
        [(
            file(
                "files",
                "a%22; name=%22admin%22%0D%0AX-Evil: 1%0D%0A%0D%0A.csv",
                "application/octet-stream"
            ),
            forged.into(),
        )]
    );
    let part = Part::bytes("").with_media_type("text/csv\r\nX-Evil: 1");
    let error = client
        .upload_files(UploadFilesBody::new(vec![part]))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("part \"files\""), "{error}");
}

#[tokio::test]
async fn one_schema_is_json_and_parts() {
    let (server, client) = server();
    client.json_or_parts(Address::new("a")).await.unwrap();
    assert_eq!(server.last().unwrap().text(), r#"{"street":"a"}"#);
    client
        .json_or_parts(JsonOrPartsMultipart::new("a"))
        .await
        .unwrap();
    assert_eq!(texts(&server), [(field("street"), "a".into())]);
}

#[tokio::test]
async fn parts_without_names_in_the_document_are_the_callers() {
    let (server, client) = server();
    let form = Form::new()
        .part("note", Part::text("hi").with_header("x-note", "1"))
        .part("data", vec![1_u8]);
    client.unnamed(form).await.unwrap();
    assert!(
        server
            .last()
            .unwrap()
            .header("content-type")
            .unwrap()
            .starts_with("multipart/mixed; boundary=")
    );
    assert_eq!(
        texts(&server),
        [
            (format!("{}\r\nx-note: 1", field("note")), "hi".into()),
            (
                file("data", "data", "application/octet-stream"),
                "\u{1}".into()
            ),
        ]
    );
}

#[tokio::test]
async fn variants_are_one_struct() {
    let (server, client) = server();
    let mut body = VariantsBody::new("n");
    body.image = Some(Part::bytes("i"));
    client.variants(body).await.unwrap();
    assert_eq!(
        texts(&server),
        [
            (field("name"), "n".into()),
            (
                file("image", "image", "application/octet-stream"),
                "i".into()
            ),
        ]
    );
}

#[tokio::test]
async fn a_reader_that_fails_is_an_error_of_the_body() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let (_server, client) = server();
    let part = Part::new(Body::from_reader(Broken));
    let error = client
        .upload_files(UploadFilesBody::new(vec![part]))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("could not be read"), "{error}");
}

#[tokio::test]
async fn parts_that_are_no_files_may_have_headers() {
    use generated_tests::bodies_of_several_parts::{invoke, types::HeadedBody};
    use openapi_runtime::Headed;
    let (server, client) = server();
    let address = Headed::new(Address::new("x")).with_header("X-Checksum", "4a5b");
    let mut body = HeadedBody::new(address);
    assert_eq!(body.note_or_default().value, "none");
    body.note = Some(Headed::from("ä").with_header("X-Language", "de"));
    body.tags = Some(Headed::new(vec!["a".into(), "b".into()]).with_header("X-Origin", "hand"));
    body.plain = Some(7);
    client.headed(body).await.unwrap();
    let with = |head: String, header: &str| format!("{head}\r\n{header}");
    let expected = [
        (
            with(typed("address", "application/json"), "x-checksum: 4a5b"),
            r#"{"street":"x"}"#.to_owned(),
        ),
        (with(field("note"), "x-language: de"), "ä".to_owned()),
        (
            with(typed("tags", "text/plain"), "x-origin: hand"),
            "a".to_owned(),
        ),
        (
            with(typed("tags", "text/plain"), "x-origin: hand"),
            "b".to_owned(),
        ),
        (typed("plain", "text/plain"), "7".to_owned()),
    ];
    assert_eq!(texts(&server), expected);

    // They are the caller's to add: a value alone is one, also by name.
    client
        .headed(HeadedBody::new(Address::new("y")))
        .await
        .unwrap();
    let bare = [(
        typed("address", "application/json"),
        r#"{"street":"y"}"#.to_owned(),
    )];
    assert_eq!(texts(&server), bare);
    let arguments = serde_json::json!({ "body": { "address": { "street": "y" } } });
    invoke(&client, "headed", arguments).await.unwrap();
    assert_eq!(texts(&server), bare);

    // What cannot stand in a header, or is made from the part itself, is an error that names the part.
    for (name, value) in [("X-A", "a\r\nb"), ("Content-Type", "a/b"), ("a b", "c")] {
        let address = Headed::new(Address::new("x")).with_header(name, value);
        let error = client.headed(HeadedBody::new(address)).await.unwrap_err();
        assert!(
            error.to_string().contains("the part \"address\""),
            "{error}"
        );
    }
    let shown = format!("{:?}", Headed::new(1).with_header("X-Key", "s3cret"));
    assert!(
        shown.contains("x-key") && !shown.contains("s3cret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_default_of_a_part_is_told_and_not_sent() {
    let (server, client) = server();
    let mut body = UploadFilesBody::new(vec![Part::from("a")]);
    assert_eq!(body.since_or_default().as_str(), "2020-01-01");
    assert_eq!(body.place_or_default().street, "Main");
    assert!(body.place_or_default().number.is_null());
    body.place = Some(Address::new("Side"));
    assert_eq!(body.place_or_default().street, "Side");
    client.upload_files(body).await.unwrap();
    let sent = texts(&server);
    assert!(sent.iter().any(|(head, _)| head.contains("name=\"place\"")));
    assert!(
        sent.iter()
            .all(|(head, _)| !head.contains("name=\"since\""))
    );
}
