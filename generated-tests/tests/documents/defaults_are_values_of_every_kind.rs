use std::fmt::Debug;

use crate::support::{becomes, read, same, write};
use generated_tests::defaults_are_values_of_every_kind::types::{
    Branch, Received, ReceivedLimits, ReceivedOwner, Sent, Together, Value as Union,
};
use openapi_runtime::Patch;
use openapi_runtime::wire::{self, Wire};
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../documents/defaults_are_values_of_every_kind.yaml");

/// The default of a member, as the document writes it.
fn declared(component: &str, member: &str) -> Value {
    let document: Value = read(DOCUMENT);
    let place = format!("/components/schemas/{component}/properties/{member}/default");
    document.pointer(&place).unwrap().clone()
}

/// How many members with a default a component has.
fn how_many(component: &str) -> usize {
    let document: Value = read(DOCUMENT);
    let place = format!("/components/schemas/{component}/properties");
    let members = document.pointer(&place).unwrap().as_object().unwrap();
    members
        .values()
        .filter(|it| it.get("default").is_some())
        .count()
}

/// Asserts that a value is what the wire reads a literal as, and writes back.
fn is<T: Wire + PartialEq + Debug>(value: &T, literal: &Value, name: &str) {
    let text = literal.to_string();
    assert_eq!(*value, wire::decode(text.as_bytes()).unwrap(), "{name}");
    let written: Value = serde_json::from_slice(&wire::encode(value).unwrap()).unwrap();
    assert!(
        alike(&written, literal),
        "{name}: {written} is not {literal}"
    );
}

/// Whether two values are the same JSON: `2` is `2.0`.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has = |(name, it): (&String, &Value)| {
                other.get(name).is_some_and(|other| alike(it, other))
            };
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
}

/// Asserts that each accessor gives what the document says: what the wire reads its default as, and writes back.
macro_rules! accessors {
    ($($member:ident $accessor:ident)*) => {
        #[test]
        fn every_accessor_gives_what_the_document_says() {
            let sent = Sent::new();
            $(
                is(&sent.$accessor(), &declared("Sent", stringify!($member)), stringify!($member));
            )*
            assert_eq!([$(stringify!($member)),*].len(), how_many("Sent"));
        }

        #[test]
        #[allow(deprecated)]
        fn what_is_set_is_what_the_accessor_gives() {
            let mut sent = Sent::new();
            $( sent.$member = sent.$accessor().into_member(); )*
            let all = serde_json::to_value(&sent).unwrap();
            $( assert!(alike(&all[stringify!($member)], &declared("Sent", stringify!($member)))); )*
            let again: Sent = serde_json::from_value(all).unwrap();
            $( assert_eq!(again.$accessor(), sent.$accessor()); )*
        }
    };
}

/// What a member holds that is set.
trait IntoMember<M> {
    fn into_member(self) -> M;
}

impl<T> IntoMember<Option<T>> for T {
    fn into_member(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoMember<Patch<T>> for T {
    fn into_member(self) -> Patch<T> {
        Patch::value(self)
    }
}

accessors! {
    since since_or_default
    day day_or_default
    clock clock_or_default
    wait wait_or_default
    id id_or_default
    link link_or_default
    v4 v4_or_default
    v6 v6_or_default
    price price_or_default
    data data_or_default
    huge huge_or_default
    below below_or_default
    half half_or_default
    limits limits_or_default
    nothing_set nothing_set_or_default
    all_set all_set_or_default
    owner owner_or_default
    maybe maybe_or_default
    sizes sizes_or_default
    rooms rooms_or_default
    anything anything_or_default
    free free_or_default
    truth truth_or_default
    pair pair_or_default
    line line_or_default
    long_line long_line_or_default
    colours colours_or_default
    level level_or_default
    mixed mixed_or_default
    listed listed_or_default
    open open_or_default
    holes holes_or_default
    texts texts_or_default
    named named_or_default
    shape shape_or_default
    pet pet_or_default
    value value_or_default
    value_text value_text_or_default
    value_fraction value_fraction_or_default
    value_object value_object_or_default
    value_texts value_texts_or_default
    value_numbers value_numbers_or_default
    food_by_need food_by_need_or_default
    food_by_member food_by_member_or_default
    together together_or_default
    tree tree_or_default
    secret secret_or_default
    old old_or_default
    empty empty_or_default
}

#[test]
fn nothing_is_sent_that_nobody_set() {
    let sent = Sent::new();
    let _ = (sent.limits_or_default(), sent.maybe_or_default());
    assert_eq!(write(&sent), "{}");
}

#[test]
fn a_map_keeps_the_order_of_the_document() {
    let sent = Sent::new();
    assert_eq!(write(&sent.sizes_or_default()), r#"{"z":1,"a":-2}"#);
    let names = sent.limits_or_default().names.unwrap();
    assert_eq!(write(&names), r#"{"z":"x","a":"\"y\""}"#);
}

#[test]
fn a_format_keeps_its_text_also_where_it_is_not_of_it() {
    let since = Sent::new().since_or_default();
    assert_eq!(since.as_str(), "2020-02-30 noon");
    assert!(since.get().is_err());
    assert!(Sent::new().v4_or_default().get().unwrap().is_loopback());
}

#[test]
fn a_union_is_the_variant_that_the_wire_reads() {
    let sent = Sent::new();
    assert_eq!(sent.value_or_default(), Union::Integer(7));
    assert!(matches!(sent.value_object_or_default(), Union::Limits(it) if it.least == Some(1)));
    let Together::Left(left) = sent.together_or_default() else {
        panic!("{:?}", sent.together_or_default());
    };
    assert_eq!(left.left, "a");
    assert_eq!(left.additional["right"], 1);
}

#[test]
fn what_is_only_received_is_filled_in_with_what_is_inside_filled_in_too() {
    let received: Received = read("{}");
    assert_eq!(received.since.as_str(), "2020-01-01T00:00:00Z");
    assert_eq!((received.limits.least, received.limits.most), (1, 3));
    assert_eq!(received.nothing_set, ReceivedLimits::new());
    assert_eq!(received.owner, read(r#"{"name":"Ann"}"#));
    assert_eq!(
        (received.owner.limits.least, received.owner.limits.most),
        (0, 9)
    );
    assert_eq!(
        received.owners,
        [read::<ReceivedOwner>(
            r#"{"name":"Bob","limits":{"least":5}}"#
        )]
    );
    assert_eq!(received, Received::new());
    // What may be null is told apart from what is not there.
    assert_eq!(received.maybe, Patch::absent());
    assert_eq!(received.maybe_or_default(), ReceivedLimits::new());
}

#[test]
fn what_is_filled_in_is_written_once_and_comes_back() {
    becomes::<ReceivedOwner>(
        r#"{"name":"a"}"#,
        r#"{"name":"a","limits":{"least":0,"most":9}}"#,
    );
    same::<ReceivedOwner>(r#"{"name":"a","limits":{"least":7,"most":8}}"#);
    same::<Received>(&write(&Received::new()));
}

#[test]
fn a_default_that_would_stand_in_itself_has_an_accessor() {
    let branch: Branch = read(r#"{"name":"a"}"#);
    assert_eq!(branch.next, None);
    assert_eq!(branch.others, []);
    let next = branch.next_or_default();
    assert_eq!((next.name.as_str(), &next.next), ("next", &None));
    assert_eq!(next.next_or_default().name, "next");
}

#[test]
fn the_generator_and_the_runtime_see_the_same_formats() {
    let reading = include_str!("../../../crates/openapi-runtime/src/wire/text.rs");
    let deciding = include_str!("../../../crates/openapi-build/src/plan/defaults/text.rs");
    assert!(
        reading == deciding,
        "copy one over the other: they must be the same"
    );
}
