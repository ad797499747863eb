use generated_tests::values_are_checked::types::{
    Bad, Choices, Closed, Conditions, Either, EitherShort, InFile, Lists, Name, Numbers, Objects,
    Pet, RenamePetBody, Sides, Tree,
};
use generated_tests::values_are_checked::{Client, operations};
use mock_server::{Answer, Server};
use openapi_runtime::check::{Check, CheckOptions, Direction, Formats, Violations};
use openapi_runtime::client::answer::Reason;
use openapi_runtime::client::{Checks, RequestError, Violating};
use openapi_runtime::{Error, Wire, wire};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// What a value of a type violates: path, keyword, place in the document.
fn found<T: Check + Wire>(json: &str) -> Vec<(String, String, String)> {
    let value: T = wire::decode(json.as_bytes()).unwrap();
    told(value.check())
}

fn told(checked: Result<(), Violations>) -> Vec<(String, String, String)> {
    let all = checked.err().into_iter().flatten();
    all.map(|it| {
        assert!(!it.is_uncheckable(), "{it}");
        (
            it.path().to_owned(),
            it.keyword().to_owned(),
            it.schema().to_owned(),
        )
    })
    .collect()
}

/// The same, where there is one.
fn one<T: Check + Wire>(json: &str) -> (String, String, String) {
    let mut all = found::<T>(json);
    assert_eq!(all.len(), 1, "{json}: {all:?}");
    all.remove(0)
}

fn is(of: (String, String, String), path: &str, keyword: &str, schema: &str) {
    let schema = format!("#/components/schemas/{schema}");
    assert_eq!(of, (path.to_owned(), keyword.to_owned(), schema));
}

#[test]
fn members_of_one_side_tell_values_apart_as_all_others_do() {
    for direction in [Direction::Either, Direction::Request, Direction::Answer] {
        let keywords = |json: &str| -> Vec<String> {
            let value: Sides = wire::decode(json.as_bytes()).unwrap();
            let found = told(value.check_with(CheckOptions::new().direction(direction)));
            found.into_iter().map(|it| it.1).collect()
        };
        assert_eq!(keywords("{}"), [""; 0]);
        assert_eq!(keywords(r#"{"id": 1, "name": "a"}"#), [""; 0]);
        assert_eq!(keywords(r#"{"id": 1}"#), ["required"]);
        assert_eq!(keywords(r#"{"token": "a"}"#), ["not"]);
    }
}

#[test]
fn every_keyword_is_found_where_it_is_violated() {
    for (json, path, keyword) in [
        (r#"{"least": 2}"#, "$.least", "minimum"),
        (r#"{"most": 2.75}"#, "$.most", "maximum"),
        (r#"{"more": 0}"#, "$.more", "exclusiveMinimum"),
        (r#"{"less": 10}"#, "$.less", "exclusiveMaximum"),
        (r#"{"fives": 7}"#, "$.fives", "multipleOf"),
    ] {
        let place = format!("Numbers/properties/{}/{keyword}", &path[2..]);
        is(one::<Numbers>(json), path, keyword, &place);
    }
    for (json, path, keyword) in [
        (r#"{"few": []}"#, "$.few", "minItems"),
        (r#"{"few": [1, 2, 3]}"#, "$.few", "maxItems"),
        (r#"{"apart": [1, 2, 1]}"#, "$.apart", "uniqueItems"),
        (r#"{"some": [10, 1]}"#, "$.some", "minContains"),
        (r#"{"some": [10, 11, 12, 13]}"#, "$.some", "maxContains"),
    ] {
        let (at, what, _) = one::<Lists>(json);
        let contains = what == "contains" && keyword.ends_with("Contains");
        assert!(
            at == path && (what == keyword || contains),
            "{json}: {at} {what}"
        );
    }
    is(
        one::<Lists>(r#"{"pair": ["a", 1]}"#),
        "$.pair[0]",
        "minLength",
        "Lists/properties/pair/prefixItems/0/minLength",
    );
    for (json, path, keyword) in [
        ("{}", "$", "minProperties"),
        (
            r#"{"a": "1", "b": "2", "c": "3", "d": "4"}"#,
            "$",
            "maxProperties",
        ),
        (r#"{"a b": "long"}"#, "$['a b']", "maxLength"),
        (r#"{"A": "1"}"#, "$", "propertyNames"),
        (r#"{"credit": "1"}"#, "$", "required"),
        (r#"{"gift": "1"}"#, "$", "required"),
    ] {
        let (at, what, _) = one::<Objects>(json);
        let names = keyword == "propertyNames" && what == "pattern";
        assert!(
            at.starts_with(path) && (what == keyword || names),
            "{json}: {at} {what}"
        );
    }
    is(
        one::<Conditions>(r#"{"rank": 13, "code": ""}"#),
        "$.rank",
        "not",
        "Conditions/properties/rank/not",
    );
    is(
        one::<Conditions>(r#"{"country": "NL", "code": "x"}"#),
        "$.code",
        "pattern",
        "Conditions/then/properties/code/pattern",
    );
    is(
        one::<Conditions>(r#"{"country": "DE"}"#),
        "$",
        "required",
        "Conditions/else/required",
    );
    is(
        one::<Choices>(r#"{"one": "ab"}"#),
        "$.one",
        "minLength",
        "Choices/properties/one/oneOf/1/minLength",
    );
    is(
        one::<Choices>(r#"{"all": "Abcde"}"#),
        "$.all",
        "maxLength",
        "Choices/properties/all/maxLength",
    );
    is(
        one::<Choices>(r#"{"all": "abc"}"#),
        "$.all",
        "pattern",
        "Name/pattern",
    );
    is(
        one::<Choices>(r#"{"kind": "c"}"#),
        "$.kind",
        "enum",
        "Choices/properties/kind/enum",
    );
    is(
        one::<Choices>(r#"{"odd": "long"}"#),
        "$.odd",
        "maxLength",
        "Choices/properties/odd/anyOf/0/maxLength",
    );
    is(
        one::<Closed>(r#"{"a b": {"c/d~e": 1}}"#),
        "$['a b']['c/d~e']",
        "minimum",
        "Closed/properties/a b/properties/c~1d~0e/minimum",
    );
    is(
        one::<Tree>(r#"{"children": [{}, {"children": [{"weight": -1}]}]}"#),
        "$.children[1].children[0].weight",
        "minimum",
        "Tree/properties/weight/minimum",
    );
    is(
        one::<Tree>(r#"{"named": "a"}"#),
        "$.named",
        "minLength",
        "Tree/$defs/named/minLength",
    );
    let (path, _, schema) = one::<InFile>(r#"{"size": 8}"#);
    assert_eq!(
        (&*path, &*schema),
        ("$.size", "#/x-more/InFile/properties/size/maximum")
    );
}

#[test]
fn what_is_valid_passes() {
    assert_eq!(
        found::<Numbers>(
            r#"{"least": 3, "most": 2.5, "more": 0.1, "less": 9, "fives": -5, "far": -9e15}"#
        ),
        []
    );
    assert_eq!(
        found::<Lists>(r#"{"few": [1], "apart": [2, 1], "some": [10, 11, 1], "pair": ["ab", 1]}"#),
        []
    );
    assert_eq!(
        found::<Objects>(r#"{"credit": "1", "bill": "2", "a": "123"}"#),
        []
    );
    assert_eq!(
        found::<Conditions>(r#"{"country": "NL", "code": "1234 AB", "rank": 12}"#),
        []
    );
    assert_eq!(
        found::<Choices>(r#"{"one": {"least": 3}, "all": "Abc", "kind": "a", "odd": null}"#),
        []
    );
    assert_eq!(found::<Closed>(r#"{"a b": {"c/d~e": 2}}"#), []);
    assert_eq!(found::<Name>(r#""Abc""#), []);
}

#[test]
fn all_violations_are_told_with_words_that_do_not_quote_the_value() {
    let name = Name("a-secret-of-eighteen".to_owned());
    let violations = name.check().unwrap_err();
    let keywords: Vec<_> = violations.iter().map(|it| it.keyword()).collect();
    assert_eq!(keywords, ["maxLength", "pattern"]);
    let text = format!("{violations} {violations:?}");
    assert!(!text.contains("a-secret"), "{text}");
    assert_eq!(
        violations.to_string(),
        "$: it is longer than 10 characters (#/components/schemas/Name/maxLength); \
         $: it does not match ^[A-Z][a-z]+$ (#/components/schemas/Name/pattern)"
    );
}

#[test]
fn required_asks_nothing_of_the_side_that_does_not_set_a_member() {
    let check = |json: &str, direction| {
        let pet: Pet = wire::decode(json.as_bytes()).unwrap();
        told(pet.check_with(CheckOptions::new().direction(direction)))
    };
    let neither = r#"{"name": "Rex", "mother": {"name": "Ada"}}"#;
    assert_eq!(check(neither, Direction::Either), []);
    let required = |path: &str| {
        let place = "#/components/schemas/Pet/required";
        (path.to_owned(), "required".to_owned(), place.to_owned())
    };
    let both = [required("$"), required("$.mother")];
    let sorted = |mut it: Vec<_>| {
        it.sort();
        it
    };
    assert_eq!(sorted(check(neither, Direction::Request)), both);
    assert_eq!(sorted(check(neither, Direction::Answer)), both);
    let sent = r#"{"name": "Rex", "secret": "abc"}"#;
    assert_eq!(check(sent, Direction::Request), []);
    let came = r#"{"name": "Rex", "id": 1}"#;
    assert_eq!(check(came, Direction::Answer), []);
    // What is there is checked all the same.
    let (path, keyword, _) = check(r#"{"name": "Rex", "id": 0}"#, Direction::Either).remove(0);
    assert_eq!((&*path, &*keyword), ("$.id", "minimum"));
}

#[test]
fn formats_hold_only_where_that_is_asked() {
    let json = r#"{"mail": "nobody", "day": "2024-13-41", "own": "anything"}"#;
    let value: generated_tests::values_are_checked::types::Formats =
        wire::decode(json.as_bytes()).unwrap();
    assert_eq!(told(value.check()), []);
    let asserted = CheckOptions::new().formats(Formats::Asserted);
    let mut found = told(value.check_with(asserted));
    found.sort();
    let paths: Vec<_> = found.iter().map(|it| (&*it.0, &*it.1)).collect();
    assert_eq!(paths, [("$.day", "format"), ("$.mail", "format")]);
}

#[test]
fn what_cannot_be_checked_says_so_and_panics_nowhere() {
    let violations = Bad("ab".to_owned()).check().unwrap_err();
    assert!(violations.is_uncheckable());
    let first = violations.iter().next().unwrap();
    assert_eq!(first.schema(), "#/components/schemas/Bad");
    assert!(
        first.message().contains("pattern") || first.message().contains("regex"),
        "{first}"
    );
    // Once more: the reason is kept as a validator is.
    assert!(Bad("ab".to_owned()).check().unwrap_err().is_uncheckable());
}

#[test]
fn a_type_of_several_places_is_checked_by_any_of_them() {
    // Both are written as one type, and differ in their limits.
    for (count, valid) in [("{}", true), (r#"{"text": "a"}"#, true)] {
        let value: EitherShort = wire::decode(count.as_bytes()).unwrap();
        assert_eq!(value.check().is_ok(), valid);
    }
    assert_eq!(
        found::<Either>(r#"{"short": {"text": "a"}, "empty": {}}"#),
        []
    );
    let (path, keyword, _) = one::<Either>(r#"{"empty": {"text": "a"}}"#);
    assert_eq!((&*path, &*keyword), ("$.empty", "maxProperties"));
}

#[test]
fn threads_share_the_validators() {
    let threads: Vec<_> = (0..8)
        .map(|at| {
            std::thread::spawn(move || Name(format!("A{}", "a".repeat(at + 1))).check().is_ok())
        })
        .collect();
    assert!(threads.into_iter().all(|it| it.join().unwrap()));
}

/// Why a request is not sent.
async fn refused(request: operations::ListPets) -> Box<RequestError> {
    match request.await.unwrap_err() {
        Error::Request(error) => error,
        other => panic!("{other}"),
    }
}

fn server(status: u16, media: &'static str, body: &'static str) -> Server {
    Server::start(move |_| Answer::body(status, media, body)).unwrap()
}

fn client(server: &Server, checks: Checks) -> Client {
    Client::builder(server.url().as_str())
        .checks(checks)
        .build()
        .unwrap()
}

const PETS: &str = r#"[{"name": "Rex", "id": 1}]"#;

#[tokio::test]
async fn a_request_that_violates_is_not_sent() {
    let server = server(200, "application/json", PETS);
    let checked = client(&server, Checks::new().requests());
    let error = refused(checked.list_pets().limit(0)).await;
    assert_eq!(error.parameter().map(|it| it.1), Some("limit"));
    let text = error.to_string();
    assert!(
        text.starts_with("GET http://127.0.0.1:") && text.contains("/pets (listPets) was not sent"),
        "{text}"
    );
    assert!(
        text.contains("query parameter `limit`: it violates the document: $: it is less than 1 ("),
        "{text}"
    );
    let error = refused(
        checked
            .list_pets()
            .tags(&["a".to_owned(), "too long".to_owned()]),
    )
    .await;
    assert_eq!(
        error.violations().unwrap().iter().next().unwrap().path(),
        "$[1]"
    );
    let error = refused(checked.list_pets().filter(&Name("a".to_owned()))).await;
    assert_eq!(error.violations().unwrap().iter().count(), 2);
    let error = refused(checked.list_pets().x_trace("xyz")).await;
    assert_eq!(error.parameter().map(|it| it.1), Some("X-Trace"));

    let mut pet = Pet::new(Name("Rex".to_owned()));
    pet.secret = Some("ab".to_owned());
    let error = checked.add_pet(&pet).await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains(
            "(addPet) was not sent: the body violates the document: $.secret: it is shorter than 3"
        ),
        "{text}"
    );
    let to = RenamePetBody::new(Name("lower".to_owned()));
    let error = checked
        .rename_pet(&Name("Rex".to_owned()), &to)
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the body violates the document: $.to: it does not match"),
        "{error}"
    );
    assert_eq!(server.requests().len(), 0);

    // Valid ones go, and so does everything where nothing is checked.
    checked
        .list_pets()
        .limit(1)
        .tags(&["a".to_owned()])
        .x_trace("0a")
        .await
        .unwrap();
    let unchecked = client(&server, Checks::new());
    unchecked.list_pets().limit(0).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_answer_that_violates_is_an_error_that_keeps_it() {
    let body = r#"[{"name": "Rex", "id": 0}]"#;
    let server = server(200, "application/json; charset=utf-8", body);
    let checked = client(&server, Checks::new().answers(Violating::Error));
    let error = checked.list_pets().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.body().unwrap()),
        (200, &body.as_bytes().into())
    );
    let Error::Decode(undecodable) = &error else {
        panic!("{error}");
    };
    let Reason::Violations(violations) = undecodable.reason() else {
        panic!("{error}");
    };
    let first = violations.iter().next().unwrap();
    assert_eq!((first.path(), first.keyword()), ("$[0].id", "minimum"));
    assert!(
        error
            .to_string()
            .contains("but its JSON violates the document: $[0].id: it is less than 1 ("),
        "{error}"
    );
    // A request is not checked then.
    let unchecked = client(&server, Checks::new().requests());
    assert_eq!(unchecked.list_pets().await.unwrap().len(), 1);
}

/// Keeps the warnings of a thread, each as its fields.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<BTreeMap<String, String>>>>);

struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Warnings {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if *event.metadata().level() == Level::WARN {
            let mut fields = Fields(BTreeMap::new());
            event.record(&mut fields);
            self.0.lock().unwrap().push(fields.0);
        }
    }
}

#[tokio::test]
async fn an_answer_that_violates_is_read_all_the_same_where_a_warning_is_asked_for() {
    let violating = r#"[{"name": "Rex", "id": 0}, {"name": "Ada", "id": 1}]"#;
    let warned = |warnings: &Warnings| warnings.0.lock().unwrap().clone();
    let warnings = Warnings::default();
    let _guard = tracing::subscriber::set_default(warnings.clone());

    let one = server(200, "application/json", violating);
    let checks = Checks::new().answers(Violating::Warning);
    let pets = client(&one, checks).list_pets().await.unwrap();
    let ids: Vec<Option<i64>> = pets.iter().map(|it| it.id).collect();
    assert_eq!(ids, [Some(0), Some(1)]);
    let [warning] = warned(&warnings).try_into().unwrap();
    assert_eq!(warning["http.response.status_code"], "200");
    let message = &warning["message"];
    assert!(
        message.contains("(listPets) answered what violates the document"),
        "{message}"
    );
    assert!(
        message.contains("$[0].id: it is less than 1 ("),
        "{message}"
    );
    assert!(!message.contains("$[1]"), "{message}");

    // What holds is no warning, nor is what nobody asked to check.
    let valid = server(200, "application/json", r#"[{"name": "Ada", "id": 1}]"#);
    client(&valid, checks).list_pets().await.unwrap();
    client(&one, Checks::new()).list_pets().await.unwrap();
    assert_eq!(warned(&warnings).len(), 1);

    // A declared failure is the error that it always is, with a warning.
    let failed = server(418, "application/problem+json", r#"{"status": 200}"#);
    let error = client(&failed, checks).list_pets().await.unwrap_err();
    assert!(error.declared().is_some(), "{error}");
    assert_eq!(warned(&warnings).len(), 2);
    assert_eq!(warned(&warnings)[1]["http.response.status_code"], "418");
}

#[tokio::test]
async fn an_answer_is_checked_as_it_came() {
    // Null is read as absence; the document does not let it through.
    let server = server(
        200,
        "application/json",
        r#"[{"name": "Rex", "id": 1, "mother": null}]"#,
    );
    let checked = client(&server, Checks::new().answers(Violating::Error));
    let error = checked.list_pets().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("$[0].mother: it is not an object"),
        "{error}"
    );
    let pets = client(&server, Checks::new()).list_pets().await.unwrap();
    assert!(pets.iter().all(|it| it.check().is_ok()));
}

#[tokio::test]
async fn an_answer_is_checked_by_the_schema_of_the_media_type_that_came() {
    for (media_type, violates) in [
        ("application/json", true),
        ("Application/JSON; charset=utf-8", true),
        ("application/vnd.long+json; v=1", false),
        ("application/vnd.Long+json", false),
    ] {
        let server = server(200, media_type, r#""longer""#);
        let checked = client(&server, Checks::new().answers(Violating::Error));
        assert_eq!(checked.read_note().await.is_err(), violates, "{media_type}");
    }
}

#[tokio::test]
async fn a_declared_failure_is_checked_too() {
    let server = server(404, "application/problem+json", r#"{"status": 200}"#);
    let checked = client(&server, Checks::new().answers(Violating::Error));
    let error = checked.list_pets().await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(_)) && error.is_not_found(),
        "{error}"
    );
    let failure = client(&server, Checks::new())
        .list_pets()
        .await
        .unwrap_err();
    assert!(failure.declared().is_some());
}

#[tokio::test]
async fn calls_by_name_are_checked_alike() {
    use generated_tests::values_are_checked::invoke;
    use openapi_runtime::Json;
    let server = server(200, "application/json", r#"[]"#);
    let checked = client(&server, Checks::new().requests().answers(Violating::Error));
    let arguments = |limit: i64| -> Json {
        wire::decode(format!(r#"{{"query": {{"limit": {limit}}}}}"#).as_bytes()).unwrap()
    };
    let error = invoke(&checked, "listPets", arguments(0))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("it is less than 1"), "{error}");
    assert_eq!(server.requests().len(), 0);
    let error = invoke(&checked, "listPets", arguments(1))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("it has fewer than 1 item ("),
        "{error}"
    );
}
