//! Enumerated values and unions, as generated code writes them.

use openapi_runtime::wire::{self, Wire};
use serde_json::json;

mod types {
    use ::openapi_runtime::__private::v1 as rt;

    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub enum Status {
        Active,
        InProgress,
        Unknown(String),
    }
    rt::strings! { Status { Active "active", InProgress "in-progress", } else Unknown }

    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub enum Color {
        Red,
        Blue,
    }
    rt::strings! { Color { Red "red", Blue "blue", } }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Level {
        Low,
        High,
        Unknown(i64),
    }
    rt::integers! { Level { Low -1, High 2, } else Unknown }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Bit {
        Zero,
        One,
    }
    rt::integers! { Bit { Zero 0, One 1, } }

    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub enum Mixed {
        A,
        One,
        Half,
        Yes,
        Nothing,
        Unknown(rt::Json),
    }
    rt::literals! { Mixed { A "a", One 1, Half -0.5, Yes true, Nothing null, } else Unknown }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Strict {
        A,
        One,
    }
    rt::literals! { Strict { A "a", One 1, } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Loc {
        Color(Color),
        String(String),
        Integer(i64),
        Number(f64),
        Flag(bool),
        List(Vec<Loc>),
        Nothing(()),
    }
    rt::union! { Loc {
        Color(Color) [string] one_of ["red" "blue"],
        String(String): From [string],
        Integer(i64): From [integer],
        Number(f64) [number],
        Flag(bool) [boolean],
        List(Vec<Loc>) [array],
        Nothing(()) [null],
    } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Stamp {
        Small(i32),
        Large(u64),
        Moment(rt::DateTime),
        Day(rt::Date),
        Days(Vec<rt::Date>),
        Texts(Vec<String>),
    }
    rt::union! { Stamp {
        Small(i32): From [i32],
        Large(u64): From [u64],
        Moment(rt::DateTime): From [date_time],
        Day(rt::Date): From [date],
        Days(Vec<rt::Date>): From [array] items { [date] },
        Texts(Vec<String>): From [array] items { [string] },
    } }

    #[derive(Clone)]
    pub struct Cat {
        pub name: String,
        pub lives: Option<i64>,
    }
    rt::object! { Cat { constant required "kind" = "cat", required name: String = "name", optional lives: i64 = "lives", } }

    #[derive(Clone)]
    pub struct Dog {
        pub name: String,
        pub tricks: Option<Vec<String>>,
        pub friend: Option<Box<Pet>>,
    }
    rt::object! { Dog { required name: String = "name", optional tricks: Vec<String> = "tricks", optional friend: Box<Pet> = "friend", } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Pet {
        Cat(Box<Cat>),
        Dog(Dog),
        Bird(rt::Map<i64>),
    }
    rt::union! { Pet {
        Cat(Box<Cat>): From<Cat> [object] constant "kind" ["cat" "kitten"] needs ["name"] knows ["kind" "name" "lives"],
        Dog(Dog): From [object] needs ["name"] knows ["name" "tricks" "friend"],
        Bird(rt::Map<i64>) [object] needs ["wings"] knows ["wings"],
    } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Open {
        Dog(Dog),
        Number(f64),
        Unknown(rt::Json),
    }
    #[derive(Clone)]
    pub struct Puppy {
        pub name: String,
    }
    rt::object! { Puppy { constant required "age" = 0, required name: String = "name", } }

    #[derive(Clone)]
    pub struct Stray {
        pub rest: rt::Map<rt::Json>,
    }
    rt::object! { Stray { constant required "age" = -1, } rest rest: rt::Json }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Kennel {
        Dog(Dog),
        Puppy(Puppy),
        Stray(Stray),
    }
    rt::union! { Kennel {
        Dog(Dog): From [object] needs ["name"] knows ["name" "tricks" "friend"],
        Puppy(Puppy): From [object] constant "age" [0] needs ["name"] knows ["age" "name"],
        Stray(Stray): From [object] constant "age" [-1] knows ["age"] keeps others,
    } }

    rt::union! { Open { Dog(Dog) [object] needs ["name"] knows ["name"], Number(f64) [number], } else Unknown }

    #[derive(Clone)]
    pub struct Log {
        pub text: String,
        pub next: Option<Box<Node>>,
    }
    rt::object! { Log { constant required "type" = "log", required text: String = "text", optional next: Box<Node> = "next", } }

    #[derive(Clone)]
    pub struct Metric {
        pub value: f64,
        pub rest: rt::Map<rt::Json>,
    }
    rt::object! { Metric { required value: f64 = "value", } rest rest: rt::Json }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Node {
        Log(Box<Log>),
        Metric(Metric),
        Unknown(rt::Json),
    }
    rt::tagged! { Node = "type" { Log(Box<Log>): From<Log> ["log"], Metric(Metric) ["metric" "m"] adds "metric", } else Unknown }

    #[derive(Clone)]
    pub struct Tags {
        pub r#type: Option<Bit>,
        pub list: Vec<Closed>,
    }
    rt::object! { Tags { optional r#type: Bit = "type", required list: Vec<Closed> = "list", } }

    #[derive(Clone)]
    #[non_exhaustive]
    pub enum ByNumber {
        Tags(Tags),
        Nothing(rt::Map<rt::Json>),
    }
    rt::tagged! { ByNumber = "type" { Tags(Tags) [1], Nothing(rt::Map<rt::Json>) [-2], } }

    /// Two unions that contain each other.
    #[derive(Clone)]
    pub enum Outer {
        Inner(Box<Inner>),
        End(Metric),
    }
    rt::tagged! { Outer = "outer" { Inner(Box<Inner>) ["inner"], End(Metric) ["end"] adds "end", } }

    #[derive(Clone)]
    pub enum Inner {
        Outer(Box<Outer>),
        Pet(Pet),
    }
    rt::tagged! { Inner = "inner" { Outer(Box<Outer>) ["outer"], Pet(Pet) ["pet"] adds "pet", } }

    #[derive(Clone)]
    pub enum Closed {
        Log(Log),
        Number(Metric),
    }
    rt::tagged! { Closed = "type" { Log(Log) ["log"], Number(Metric) [7 true] adds 7, } }

    rt::serde! { Status Color Level Bit Mixed Strict Loc Cat Dog Pet Open Log Metric Node Tags ByNumber Outer Inner Closed }
}
use types::*;

#[track_caller]
fn read<T: Wire>(text: &str) -> T {
    wire::decode(text.as_bytes()).unwrap()
}

#[track_caller]
fn fail<T: Wire + std::fmt::Debug>(text: &str) -> String {
    let error = wire::decode::<T>(text.as_bytes()).unwrap_err();
    format!("{}: {}", error.path(), error.reason())
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
fn strings_keep_unknown_values() {
    assert_eq!(same::<Status>(r#""in-progress""#), Status::InProgress);
    assert_eq!(
        same::<Status>(r#""Active""#),
        Status::Unknown("Active".into())
    );
    assert_eq!(
        (Status::from("active"), Status::from("x".to_owned())),
        (Status::Active, Status::Unknown("x".into()))
    );
    assert_eq!(
        (format!("{:>7}", Status::Active), Status::Active.as_ref()),
        (" active".to_owned(), "active")
    );
    assert_eq!("blue".parse(), Ok(Color::Blue));
    assert!("green".parse::<Color>().is_err());
    assert_eq!(
        fail::<Vec<Color>>(r#"["red","green"]"#),
        "$[1]: not a value that the document lists for `Color`"
    );
}

#[test]
fn integers_keep_unknown_values() {
    assert_eq!(
        read::<Vec<Level>>("[-1, 2.0, 3]"),
        [Level::Low, Level::High, Level::Unknown(3)]
    );
    assert_eq!((Level::from(2), Level::from(5).value()), (Level::High, 5));
    assert_eq!(Level::Low.to_string(), "-1");
    assert_eq!(same::<Bit>("1"), Bit::One);
    assert_eq!(
        fail::<Bit>("2"),
        "$: not a value that the document lists for `Bit`"
    );
}

#[test]
fn literals_of_all_kinds() {
    let all: Vec<Mixed> = read(r#"["a", 1.0, -0.5, true, null, false, {"b": 1}]"#);
    let unknown = [
        Mixed::Unknown(json!(false)),
        Mixed::Unknown(json!({"b": 1})),
    ];
    assert_eq!(
        all[..5],
        [
            Mixed::A,
            Mixed::One,
            Mixed::Half,
            Mixed::Yes,
            Mixed::Nothing
        ]
    );
    assert_eq!(all[5..], unknown);
    assert_eq!(
        wire::encode(&all).unwrap(),
        br#"["a",1,-0.5,true,null,false,{"b":1}]"#
    );
    assert_eq!(
        fail::<Strict>("2"),
        r#"$: expected one of "a", 1, found another number"#
    );
}

#[test]
fn scalars_are_told_apart_by_kind() {
    let all: Vec<Loc> = read(r#"["red", "green", 1, 1.0, 1.5, 1e300, true, [["blue"]], null]"#);
    let want = [
        Loc::Color(Color::Red),
        Loc::from("green".to_owned()),
        Loc::from(1),
        Loc::Integer(1),
        Loc::Number(1.5),
        Loc::Number(1e300),
        Loc::Flag(true),
        Loc::List(vec![Loc::List(vec![Loc::Color(Color::Blue)])]),
        Loc::Nothing(()),
    ];
    assert_eq!(all, want);
    assert!(fail::<Loc>(r#"{"a":1}"#).starts_with("$: expected one of ["));
    assert_eq!(
        fail::<Loc>("[1, [18446744073709551615]]"),
        "$[1][0]: invalid value: integer `18446744073709551615`, expected an integer that fits i64"
    );
}

#[test]
fn objects_are_told_apart_by_constants_needs_and_known_members() {
    assert!(matches!(read(r#"{"kind":"cat","name":"a"}"#), Pet::Cat(_)));
    assert!(matches!(
        same(r#"{"name":"a","tricks":["sit"]}"#),
        Pet::Dog(_)
    ));
    assert!(matches!(same(r#"{"wings":2}"#), Pet::Bird(_)));
    let nested =
        r#"{"name":"a","friend":{"name":"b","friend":{"kind":"cat","name":"c","lives":9}}}"#;
    assert!(matches!(same(nested), Pet::Dog(_)));
    assert_eq!(
        fail::<Pet>(r#"{"kind":"cat"}"#),
        "$.name: required member is missing"
    );
    assert_eq!(
        fail::<Pet>(r#"{"name":"a","friend":{"name":"b","tricks":[1]}}"#),
        "$.friend.tricks[0]: invalid type: integer `1`, expected a string"
    );
    let cat = Cat {
        name: "a".into(),
        lives: None,
    };
    assert_eq!(Pet::from(cat.clone()), Pet::from(Box::new(cat)));
}

#[test]
fn a_variant_that_leaves_out_what_another_one_names_comes_last() {
    assert!(matches!(same(r#"{"age":0,"name":"a"}"#), Kennel::Puppy(_)));
    assert!(matches!(
        read(r#"{"age":0,"name":"a","nobody":1}"#),
        Kennel::Puppy(_)
    ));
    // Each leaves one of them out: what else it says decides.
    let text = r#"{"age":0,"name":"a","tricks":["sit"]}"#;
    assert!(matches!(read(text), Kennel::Puppy(_)));
    let text = r#"{"age":0,"name":"a","tricks":["sit"],"friend":{"wings":2}}"#;
    assert!(matches!(read(text), Kennel::Dog(_)));
    let stray = r#"{"age":-1,"name":"a","tricks":["sit"]}"#;
    assert!(matches!(same(stray), Kennel::Stray(_)));
}

#[test]
fn what_matches_nothing_is_kept_by_an_open_union() {
    for text in [
        r#"{"a":{"b":[1,0.5,"x",null]}}"#,
        r#""text""#,
        "null",
        "[1]",
    ] {
        assert!(matches!(same::<Open>(text), Open::Unknown(_)), "{text}");
    }
    assert!(matches!(same(r#"{"name":"a"}"#), Open::Dog(_)));
    assert!(matches!(read("1"), Open::Number(_)));
}

#[test]
fn the_tag_may_come_first_or_last() {
    let first: Node = same(r#"{"type":"log","text":"a"}"#);
    assert_eq!(first, read(r#"{"text":"a","type":"log"}"#));
    assert_eq!(
        first,
        Node::from(Log {
            text: "a".into(),
            next: None
        })
    );
    let last = r#"{"next":{"next":{"value":1.5,"x":[1],"type":"m"},"text":"b","type":"log"},"text":"a","type":"log"}"#;
    let node: Node = read(last);
    assert_eq!(
        wire::to_json(&node).unwrap(),
        json!({
            "type": "log", "text": "a",
            "next": {"type": "log", "text": "b", "next": {"type": "metric", "value": 1.5, "x": [1]}},
        })
    );
}

#[test]
fn unknown_tags_are_kept_with_all_members() {
    for text in [
        r#"{"a":1,"type":"x","b":{"c":[2]}}"#,
        r#"{"a":1}"#,
        "{}",
        r#"{"type":null}"#,
    ] {
        let node: Node = read(text);
        assert!(matches!(node, Node::Unknown(_)), "{text}");
        assert_eq!(
            wire::to_json(&node).unwrap(),
            serde_json::from_str::<serde_json::Value>(text).unwrap()
        );
    }
    assert_eq!(
        fail::<Closed>(r#"{"text":"a"}"#),
        "$.type: required member is missing"
    );
    assert_eq!(
        fail::<Closed>(r#"{"text":"a","type":"x"}"#),
        r#"$.type: expected one of "log", 7, true, found another string"#
    );
    assert_eq!(
        fail::<Node>("3"),
        "$: invalid type: integer `3`, expected an object"
    );
}

#[test]
fn tags_need_not_be_strings() {
    assert_eq!(
        same::<Closed>(r#"{"type":7,"value":1.0}"#),
        read(r#"{"value":1,"type":true}"#)
    );
    assert_eq!(
        fail::<Closed>(r#"{"value":"x","type":7.0}"#),
        "$.value: invalid type: string, expected a number"
    );
}

#[test]
fn a_payload_sees_its_tag_where_it_stood() {
    let text = r#"{"type":1,"list":[{"type":"log","text":"a"}]}"#;
    let ByNumber::Tags(tags) = same(text) else {
        panic!()
    };
    assert_eq!(tags.r#type, Some(Bit::One));
    let ByNumber::Nothing(map) = same(r#"{"a":1,"type":-2,"b":[]}"#) else {
        panic!()
    };
    assert_eq!(map.keys().collect::<Vec<_>>(), ["a", "type", "b"]);
    assert_eq!(
        fail::<ByNumber>(
            r#"{"list":[{"text":"a","type":"log"},{"type":"log","text":1}],"type":1}"#
        ),
        "$.list[1].text: invalid type: integer `1`, expected a string"
    );
}

#[test]
fn unions_may_be_variants_of_each_other() {
    let pet: Outer = read(r#"{"outer":"inner","inner":"pet","name":"a","friend":{"name":"b"}}"#);
    assert!(matches!(pet, Outer::Inner(inner) if matches!(*inner, Inner::Pet(Pet::Dog(_)))));
    let end: Outer = read(r#"{"value":1,"inner":"pet","outer":"end"}"#);
    assert!(matches!(end, Outer::End(_)));
    assert_eq!(
        fail::<Outer>(r#"{"outer":"inner","inner":"pet","name":1}"#),
        "$.name: invalid type: integer `1`, expected a string"
    );
}

#[test]
fn deep_unions_are_an_error_and_not_slow() {
    let deep = |depth: usize| {
        format!(
            "{}{{\"name\":\"a\"}}{}",
            r#"{"name":"a","friend":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    let _: Pet = read(&deep(120));
    assert!(fail::<Pet>(&deep(50_000)).contains("recursion limit exceeded"));
    let json: serde_json::Value = (0..300).fold(
        json!({"name": "a"}),
        |inner, _| json!({"name": "a", "friend": inner}),
    );
    let error = serde_json::from_value::<Pet>(json).unwrap_err().to_string();
    assert!(error.contains("nested too deeply"), "{error}");
}

#[test]
fn unions_and_texts_are_compared_and_hashed_by_what_they_are() {
    use std::collections::HashSet;
    let variants = [
        Loc::String("1".into()),
        Loc::String("2".into()),
        Loc::Integer(1),
        Loc::Integer(2),
    ];
    for (at, one) in variants.iter().enumerate() {
        for (other_at, other) in variants.iter().enumerate() {
            assert_eq!(one == other, at == other_at, "{one:?} {other:?}");
        }
    }
    let texts: HashSet<Status> = ["active", "x", "in-progress", "x"].map(Into::into).into();
    assert_eq!(texts.len(), 3);
    assert_eq!(Status::from("active"), Status::Active);
    assert_ne!(Status::from("x"), Status::Active);
}

#[test]
fn unions_show_the_variant_and_its_payload() {
    assert_eq!(format!("{:?}", Loc::String("a".into())), r#"String("a")"#);
    assert_eq!(format!("{:?}", Status::Active), "Active");
}

#[test]
fn what_a_type_cannot_hold_is_another_variant_and_a_text_is_what_its_format_says() {
    assert_eq!(read::<Stamp>("2147483647"), Stamp::Small(i32::MAX));
    assert_eq!(read::<Stamp>("2147483648"), Stamp::Large(1 << 31));
    assert_eq!(
        read::<Stamp>("18446744073709551615"),
        Stamp::Large(u64::MAX)
    );
    let error = fail::<Stamp>("-2147483649");
    assert!(error.contains("expected one of [i32, u64, "), "{error}");
    let moment = "2024-02-29T12:00:00Z";
    assert!(matches!(read(&json!(moment).to_string()), Stamp::Moment(_)));
    assert!(matches!(read(r#""2024-02-29""#), Stamp::Day(_)));
    // Neither: the first, which keeps it.
    assert!(matches!(read(r#""soon""#), Stamp::Moment(it) if it.as_str() == "soon"));
    assert!(matches!(read(r#"["2024-02-29"]"#), Stamp::Days(_)));
    assert!(matches!(read(r#"["2024-02-29","soon"]"#), Stamp::Texts(_)));
    assert!(matches!(read("[]"), Stamp::Days(_)));
}
