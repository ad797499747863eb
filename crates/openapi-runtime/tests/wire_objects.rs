//! Rows of objects, as generated code writes them.

use openapi_runtime::Patch;
use openapi_runtime::wire::{self, DecodeError, Wire};

mod types {
    use ::openapi_runtime::__private::v1 as rt;

    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Token {
        pub access_token: String,
        pub owner: Option<String>,
        pub note: Option<String>,
        pub limit: Option<i64>,
        pub hint: rt::Patch<String>,
        pub size: rt::Patch<i64>,
        pub token_type: String,
        pub child: Option<Box<Token>>,
        pub additional: rt::Map<i64>,
    }
    rt::object! { Token {
        constant required "object" = "token",
        constant optional "version" = -1,
        required access_token: String = "access_token",
        nullable owner: String = "owner",
        optional note: String = "note",
        optional limit: i64 = "limit" [limit_or_default = 10],
        patch hint: String = "hint",
        patch size: i64 = "size" [size_or_default = 20],
        default token_type: String = "token_type" ["bearer".into()],
        optional child: Box<Token> = "child",
    } rest additional: i64 }

    #[derive(Clone, Default)]
    #[non_exhaustive]
    pub struct Constants {}
    rt::object! { Constants {
        constant required "a" = null,
        constant required "b" = true,
        constant optional "c" = -0.5,
        constant optional "d" = 170141183460469231731687303715884105727,
        constant optional "e" = "\"",
    } }

    #[derive(Clone, Default)]
    #[non_exhaustive]
    pub struct Empty {}
    rt::object! { Empty {} }

    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Shapes {
        pub map: rt::Map<Vec<Token>>,
        pub nothing: (),
        pub pair: (String, i64),
        pub r#type: Option<rt::Map<Vec<i64>>>,
        pub any: rt::Json,
        pub wide: i128,
    }
    rt::object! { Shapes {
        required map: rt::Map<Vec<Token>> = "map",
        required nothing: () = "nothing",
        required pair: (String, i64) = "pair",
        nullable r#type: rt::Map<Vec<i64>> = "type",
        required any: rt::Json = "any thing",
        required wide: i128 = "wide",
    } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Secret {
        pub r#key: Option<String>,
        pub r#type: String,
    }
    rt::object! { Secret: Eq + Hash { optional r#key: String = "key" as secret, required r#type: String = "type", } }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Ids(pub Vec<String>);
    rt::newtype! { Ids(Vec<String>) }

    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Tree {
        pub child: Option<Box<Tree>>,
    }
    rt::object! { Tree { optional child: Box<Tree> = "child", } }

    rt::serde! { Token Constants Empty Shapes Secret Ids Tree }
}
use types::{Constants, Empty, Ids, Secret, Shapes, Token, Tree};

#[track_caller]
fn read<T: Wire>(text: &str) -> T {
    wire::decode(text.as_bytes()).unwrap()
}

#[track_caller]
fn fail<T: Wire + std::fmt::Debug>(text: &str) -> DecodeError {
    wire::decode::<T>(text.as_bytes()).unwrap_err()
}

#[track_caller]
fn same<T: Wire>(text: &str) -> T {
    let value: T = read(text);
    assert_eq!(
        String::from_utf8(wire::encode(&value).unwrap()).unwrap(),
        text
    );
    value
}

#[test]
fn absent_null_and_value_in_every_row() {
    let least = same::<Token>(
        r#"{"object":"token","version":-1,"access_token":"a","owner":null,"token_type":"bearer"}"#,
    );
    let mut made = Token::new("a", None);
    assert_eq!(least, made);
    assert!(made.hint.is_absent());
    assert_eq!((made.limit_or_default(), made.size_or_default()), (10, 20));

    made.owner = Some("o".into());
    made.limit = Some(0);
    made.hint = Patch::null();
    made.size = 3.into();
    made.additional.insert("z".into(), 1);
    made.additional.insert("a b".into(), -2);
    made.child = Some(Box::new(least));
    assert_eq!((made.limit_or_default(), made.size_or_default()), (0, 3));
    let text = concat!(
        r#"{"object":"token","version":-1,"access_token":"a","owner":"o","limit":0,"hint":null,"size":3,"#,
        r#""token_type":"bearer","#,
        r#""child":{"object":"token","version":-1,"access_token":"a","owner":null,"token_type":"bearer"},"#,
        r#""z":1,"a b":-2}"#
    );
    assert_eq!(same::<Token>(text), made);
}

#[test]
fn null_is_absent_where_the_document_does_not_tell_them_apart() {
    let token: Token = read(
        r#"{"note":null,"limit":null,"token_type":null,"hint":null,"child":null,"object":"token","access_token":"","owner":"x"}"#,
    );
    assert_eq!(
        (token.note, token.limit, token.token_type.as_str()),
        (None, None, "bearer")
    );
    assert!(token.hint.is_null() && token.size.is_absent());
}

#[test]
fn the_last_of_equal_members_wins() {
    let token: Token = read(
        r#"{"access_token":"a","note":"n","size":1,"access_token":"b","note":null,"size":2,"object":"token","owner":null,"x":1,"x":2}"#,
    );
    assert_eq!(
        (token.access_token.as_str(), token.note, *token.size),
        ("b", None, Some(2))
    );
    assert_eq!(
        token.additional.into_iter().collect::<Vec<_>>(),
        [("x".to_owned(), 2)]
    );
}

#[test]
fn missing_and_wrong_members_are_named() {
    for (text, path, reason) in [
        (
            r#"{"object":"token","owner":null}"#,
            "$.access_token",
            "required member is missing",
        ),
        (
            r#"{"object":"token","access_token":"a"}"#,
            "$.owner",
            "required member is missing",
        ),
        (
            r#"{"access_token":"a","owner":null}"#,
            "$.object",
            "required member is missing",
        ),
        (
            r#"{"object":"token","access_token":null}"#,
            "$.access_token",
            "invalid type: null, expected a string",
        ),
        (
            r#"{"object":"secret-text"}"#,
            "$.object",
            "expected \"token\", found another string",
        ),
        (
            r#"{"version":1}"#,
            "$.version",
            "expected -1, found another number",
        ),
        (
            r#"{"a b":true}"#,
            "$['a b']",
            "invalid type: boolean `true`, expected an integer that fits i64",
        ),
        (
            r#"{"child":{"child":{"limit":1.5}}}"#,
            "$.child.child.limit",
            "invalid value: floating point `1.5`, expected an integer that fits i64",
        ),
        (
            r#""secret""#,
            "$",
            "invalid type: string, expected an object",
        ),
    ] {
        let error = fail::<Token>(text);
        assert_eq!((error.path(), error.reason()), (path, reason), "{text}");
    }
    let error = fail::<Shapes>(
        r#"{"map":{"a-b":[{"object":"token","access_token":"a","owner":"b"},{"object":"token"}]}}"#,
    );
    assert_eq!(
        error.to_string(),
        "$.map['a-b'][1].access_token: required member is missing at line 1 column 83"
    );
    assert_eq!(fail::<Shapes>(r#"{"pair":["a"]}"#).path(), "$.pair[1]");
    assert_eq!(
        fail::<Shapes>(r#"{"pair":["a",1,2]}"#).reason(),
        "the array has more than 2 items"
    );
}

#[test]
fn serde_users_see_the_path_too() {
    let error =
        serde_json::from_str::<Token>(r#"{"object":"token","access_token":1}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.access_token: invalid type: integer `1`, expected a string at line 1 column 34"
    );
    let error =
        serde_yaml::from_str::<Token>("object: token\nchild: {object: token, access_token: [1]}")
            .unwrap_err();
    assert!(
        error.to_string().contains("$.child.access_token: "),
        "{error}"
    );
}

#[test]
fn every_shape_reads_and_writes() {
    let shapes: Shapes = same(concat!(
        r#"{"map":{"b":[],"a":[]},"nothing":null,"pair":["p",-1],"type":{"t":[1]},"any thing":{"x":[null,0.5]},"#,
        r#""wide":170141183460469231731687303715884105727}"#
    ));
    assert_eq!(shapes.wide, i128::MAX);
    assert_eq!(same::<Empty>("{}"), Empty::new());
    let ids: Ids = same(r#"["a","b"]"#);
    assert_eq!(
        (ids.len(), Ids::from(vec!["a".to_owned(), "b".to_owned()])),
        (2, ids)
    );
    let _: Empty = read(r#"{"unknown":{"a":[1,{"b":2}]}}"#);
}

#[test]
fn constants_of_every_kind() {
    let text =
        r#"{"a":null,"b":true,"c":-0.5,"d":170141183460469231731687303715884105727,"e":"\""}"#;
    assert_eq!(wire::encode(&Constants::new()).unwrap(), text.as_bytes());
    assert_eq!(
        read::<Constants>(r#"{"a":null,"b":true,"c":-5e-1,"e":"\u0022"}"#),
        Constants {}
    );
    for (text, path) in [
        (r#"{"a":null}"#, "$.b"),
        (r#"{"a":0}"#, "$.a"),
        (r#"{"b":false}"#, "$.b"),
        (r#"{"c":0.5}"#, "$.c"),
        (r#"{"d":1}"#, "$.d"),
        (r#"{"e":{"x":[1]}}"#, "$.e"),
    ] {
        assert_eq!(fail::<Constants>(text).path(), path);
    }
}

#[test]
fn the_rest_cannot_repeat_a_field() {
    let mut token = Token::new("a", None);
    token.additional.insert("note".into(), 1);
    let error = wire::encode(&token).unwrap_err().to_string();
    assert!(
        error.contains("member `note` is a field of its own"),
        "{error}"
    );
}

#[test]
fn secrets_are_not_shown() {
    let mut secret = Secret::new("t");
    secret.key = Some("hush".into());
    assert_eq!(
        format!("{secret:?}"),
        r#"Secret { key: [redacted], type: "t" }"#
    );
}

#[test]
fn other_formats_read_the_same() {
    let text = "object: token\naccess_token: a\nowner: ~\nsize: 4\nhint: ~\nx: 7\n";
    let token: Token = serde_yaml::from_str(text).unwrap();
    assert_eq!(
        (*token.size, token.hint.is_null(), token.additional.get("x")),
        (Some(4), true, Some(&7))
    );
    let back: Token = serde_yaml::from_str(&serde_yaml::to_string(&token).unwrap()).unwrap();
    assert_eq!(back, token);
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = format!(
        "{}null{}",
        r#"{"child":"#.repeat(50_000),
        "}".repeat(50_000)
    );
    assert!(
        fail::<Tree>(&deep)
            .reason()
            .contains("recursion limit exceeded")
    );
    let fine = format!("{}null{}", r#"{"child":"#.repeat(100), "}".repeat(100));
    let _: Tree = read(&fine);
}

#[test]
fn text_after_the_value_is_refused() {
    assert!(
        fail::<Empty>("{} {}")
            .reason()
            .contains("trailing characters")
    );
    let error = wire::decode::<Empty>(b"{\n \"a\": \"\xff\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "$: the text is not UTF-8 at line 2 column 8"
    );
    assert_eq!(read::<Empty>("\u{feff} {} "), Empty {});
}

#[test]
fn objects_are_compared_and_hashed_by_their_members() {
    use std::collections::HashSet;
    let mut token = Token::new("a", None);
    let other = token.clone();
    assert_eq!(token, other);
    for change in [
        (|it: &mut Token| it.access_token.push('b')) as fn(&mut Token),
        |it| it.owner = Some("o".into()),
        |it| it.note = Some("n".into()),
        |it| it.hint = Patch::Present(None),
        |it| it.size = Patch::Present(Some(1)),
        |it| it.token_type.clear(),
        |it| it.child = Some(Box::new(Token::new("c", None))),
        |it| {
            it.additional.insert("more".into(), 1);
        },
    ] {
        token = other.clone();
        change(&mut token);
        assert_ne!(token, other);
        assert_eq!(token, token.clone());
    }

    let mut secret = Secret::new("t");
    let mut all = HashSet::from([secret.clone()]);
    assert!(!all.insert(secret.clone()));
    secret.key = Some("k".into());
    assert!(all.insert(secret));
}

#[test]
fn objects_show_the_members_that_are_there_by_their_names_on_the_wire() {
    let mut token = Token::new("a", None);
    assert_eq!(
        format!("{token:?}"),
        r#"Token { access_token: "a", owner: None, token_type: "bearer", .. }"#
    );
    token.hint = Patch::Present(None);
    token.limit = Some(3);
    token.additional.insert("more".into(), 1);
    assert_eq!(
        format!("{token:?}"),
        r#"Token { access_token: "a", owner: None, limit: 3, hint: None, token_type: "bearer", more: 1, .. }"#
    );
    assert_eq!(format!("{:?}", Empty::new()), "Empty");
}
