use crate::support::{read, same};
use chrono::{DateTime, FixedOffset, NaiveDate};
use generated_tests::values_and_maps_differ_by_part::types::{
    Corrected, Either, Elsewhere, Reading,
};
use openapi_runtime::formats::Format;
use openapi_runtime::formats::Formatted;
use std::collections::{BTreeMap, HashMap};

const READING: &str = r#"{"at":"2024-02-29T12:00:00+02:00","of":"67e55044-10b1-426f-9247-bb680e5fe0c8","days":["2024-02-29"],"values":{"a":1.5},"place":{"seen":"2024-02-29T12:00:00Z","x":"1"}}"#;

/// The value of a field, as the type that it has.
fn value<F: Format>(text: &Formatted<F>) -> F::Value {
    text.get().unwrap()
}

#[test]
fn an_object_has_the_values_of_its_part_and_what_it_takes_from_elsewhere() {
    same::<Reading>(READING);
    same::<Corrected>(READING);
    let corrected: Corrected = read(READING);
    let at: DateTime<FixedOffset> = value(&corrected.at);
    let days = corrected.days.unwrap();
    let days: Vec<NaiveDate> = days.iter().map(value).collect();
    assert_eq!(at.timestamp(), 1_709_200_800);
    assert_eq!(days, [NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()]);
    // The same members of the object that they are from are of the usual type.
    let reading: Reading = read(READING);
    let at: openapi_runtime::formats::DateTime = reading.at;
    assert_eq!(at.as_str(), "2024-02-29T12:00:00+02:00");
}

#[test]
fn a_format_has_one_crate_everywhere() {
    let reading: Reading = read(READING);
    let corrected: Corrected = read(READING);
    let ids: [uuid::Uuid; 2] = [value(&reading.of), value(&corrected.of)];
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0].get_version_num(), 4);
}

#[test]
fn maps_are_of_the_kind_of_the_innermost_part() {
    let reading: Reading = read(READING);
    let values: BTreeMap<String, f64> = reading.values;
    let more: BTreeMap<String, String> = reading.place.unwrap().additional;
    assert_eq!((values["a"], &*more["x"]), (1.5, "1"));
    let elsewhere: Elsewhere = read(READING);
    let values: HashMap<String, f64> = elsewhere.values.unwrap();
    let place = elsewhere.place.unwrap();
    let more: openapi_runtime::Map<String> = place.additional;
    assert_eq!((values["a"], &*more["x"]), (1.5, "1"));
    // Written like the one of a reading, and yet another type: its date is of another crate.
    assert_eq!(value(&place.seen.unwrap()).timestamp(), 1_709_208_000);
}

#[test]
fn a_branch_of_a_union_is_a_part() {
    let either: Either = read(r#""2024-02-29T12:00:00Z""#);
    let Either::String(at) = either else {
        panic!("{either:?}")
    };
    assert_eq!(value(&at).timestamp(), 1_709_208_000);
}
