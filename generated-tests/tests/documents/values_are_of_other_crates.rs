use crate::support::{read, same};
use chrono::{NaiveDate, NaiveTime, Timelike};
use generated_tests::values_are_of_other_crates::types::{Plan, State, Visit};
use std::collections::BTreeMap;

const VISIT: &str = r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","at":"2024-02-29T12:00:00+02:00","day":"2024-02-29","opens":"09:30:00","page":"https://example.com/a#b","counts":{"a":2,"b":1},"x":"1","y":"2"}"#;

#[test]
fn formats_give_values_of_the_chosen_crates_and_keep_their_text() {
    same::<Visit>(VISIT);
    let visit: Visit = read(VISIT);
    assert_eq!(visit.id.get().unwrap().get_version_num(), 4);
    assert_eq!(visit.at.get().unwrap().timestamp(), 1_709_200_800);
    let day = NaiveDate::from_ymd_opt(2024, 2, 29);
    assert_eq!(visit.day.unwrap().get().ok(), day);
    assert_eq!(visit.opens.unwrap().get().unwrap().minute(), 30);
    assert_eq!(visit.page.unwrap().get().unwrap().fragment(), Some("b"));
}

#[test]
fn values_of_the_chosen_crates_become_fields() {
    let id = uuid::Uuid::from_u128(1);
    let at = chrono::DateTime::from_timestamp(1_709_200_800, 0).unwrap();
    let mut visit = Visit::new(
        id,
        openapi_runtime::formats::chrono::DateTime::try_from(at).unwrap(),
    );
    visit.opens = Some(NaiveTime::from_hms_opt(9, 30, 0).unwrap().into());
    assert_eq!(visit.at.as_str(), "2024-02-29T10:00:00Z");
    assert_eq!(visit.id.as_str(), "00000000-0000-0000-0000-000000000001");
    assert_eq!(visit.opens.unwrap().as_str(), "09:30:00");
}

#[test]
fn maps_are_sorted() {
    let visit: Visit = read(r#"{"id":"","at":"","counts":{"b":1,"a":2},"z":"1","y":"2"}"#);
    let counts: BTreeMap<String, i64> = visit.counts.unwrap();
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(visit.additional.keys().collect::<Vec<_>>(), ["y", "z"]);
}

#[test]
fn listed_values_come_in_whatever_case() {
    assert_eq!(read::<State>(r#""OPEN""#), State::Open);
    assert_eq!(read::<State>(r#""Closed""#), State::Closed);
    assert_eq!(read::<State>(r#""Closed""#).as_str(), "closed");
    assert_eq!(
        read::<State>(r#""ajar""#),
        State::Unknown("ajar".to_owned())
    );
}

#[test]
fn defaults_are_values_of_them() {
    let plan = Plan::new();
    let at: chrono::DateTime<chrono::FixedOffset> = plan.at_or_default().get().unwrap();
    assert_eq!(at.timestamp(), 1_577_836_800);
    assert_eq!(
        plan.id_or_default().get().unwrap(),
        uuid::Uuid::from_u128(10)
    );
    assert_eq!(
        plan.page_or_default().get().unwrap().host_str(),
        Some("example.com")
    );
    // As reading does, the default finds the listed value in whatever case.
    assert_eq!(plan.state_or_default(), State::Open);
    let counts: BTreeMap<String, i64> = plan.counts_or_default();
    assert_eq!(counts, BTreeMap::from([("a".into(), 2), ("b".into(), 1)]));
    let visit = plan.visit_or_default();
    assert_eq!(
        visit.additional,
        BTreeMap::from([("more".into(), "x".into())])
    );
}
