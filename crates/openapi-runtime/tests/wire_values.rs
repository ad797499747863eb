//! Formats as values of other crates, there and back: nothing is lost, or it is an error. And maps of other kinds, and
//! enums in whatever case.

use openapi_runtime::__private::v1 as rt;
use openapi_runtime::formats::{Date, DateTime, Time, Uri, Uuid};
use openapi_runtime::wire::{HashedMap, SortedMap, decode};
use openapi_runtime::{Wire, wire};

type Chrono = chrono::DateTime<chrono::FixedOffset>;

#[track_caller]
fn same<'t, F, T>(text: &'t openapi_runtime::formats::Formatted<F>)
where
    T: TryFrom<&'t openapi_runtime::formats::Formatted<F>>,
    openapi_runtime::formats::Formatted<F>: TryFrom<T>,
    T::Error: std::fmt::Debug,
    <openapi_runtime::formats::Formatted<F> as TryFrom<T>>::Error: std::fmt::Debug,
{
    let value = T::try_from(text).unwrap();
    let back = openapi_runtime::formats::Formatted::<F>::try_from(value).unwrap();
    assert_eq!(back.as_str(), text.as_str());
}

#[test]
fn moments_go_there_and_back() {
    for text in [
        "2024-02-29T12:00:00Z",
        "2024-02-29T12:00:00.123456789Z",
        "0001-01-01T00:00:00Z",
        "9998-12-31T23:59:59.5Z",
        "2024-02-29T12:00:00+05:30",
        "2024-02-29T12:00:00-11:00",
    ] {
        let text = DateTime::from_text(text);
        if text.as_str().ends_with(".5Z") {
            // chrono writes fractions in groups of three digits.
            let value = Chrono::try_from(&text).unwrap();
            let back = DateTime::try_from(value).unwrap();
            assert_eq!(Chrono::try_from(&back).unwrap(), value);
        } else {
            same::<_, Chrono>(&text);
        }
        same::<_, time::OffsetDateTime>(&text);
        let utc = chrono::DateTime::<chrono::Utc>::try_from(&text).unwrap();
        assert_eq!(utc, Chrono::try_from(&text).unwrap());
        let timestamp = jiff::Timestamp::try_from(&text).unwrap();
        assert_eq!(
            timestamp.as_nanosecond(),
            i128::from(utc.timestamp()) * 1_000_000_000 + i128::from(utc.timestamp_subsec_nanos())
        );
    }
}

#[test]
fn what_a_crate_would_change_in_moments_is_an_error() {
    for text in [
        "2024-02-30T12:00:00Z",
        "2024-02-29T12:00:00",
        "yesterday",
        "",
        "2024-02-29T12:00:00.1234567891Z",
    ] {
        let text = DateTime::from_text(text);
        assert!(Chrono::try_from(&text).is_err(), "{text}");
        assert!(time::OffsetDateTime::try_from(&text).is_err(), "{text}");
    }
    let leap = DateTime::from_text("2016-12-31T23:59:60Z");
    same::<_, Chrono>(&leap);
    assert!(time::OffsetDateTime::try_from(&leap).is_err());
    let early = chrono::DateTime::<chrono::Utc>::MIN_UTC;
    assert!(DateTime::try_from(early).is_err());
    let seconds = chrono::FixedOffset::east_opt(1).unwrap();
    let odd = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH.with_timezone(&seconds);
    assert!(DateTime::try_from(odd).is_err());
}

#[test]
fn days_and_times_go_there_and_back() {
    for text in ["2024-02-29", "0000-01-01", "9999-12-31"] {
        same::<_, chrono::NaiveDate>(&Date::from_text(text));
        same::<_, time::Date>(&Date::from_text(text));
    }
    for text in ["2023-02-29", "2024-2-9", "20240209", "2024-W01-1"] {
        assert!(
            chrono::NaiveDate::try_from(&Date::from_text(text)).is_err(),
            "{text}"
        );
        assert!(
            time::Date::try_from(&Date::from_text(text)).is_err(),
            "{text}"
        );
    }
    assert!(Date::try_from(chrono::NaiveDate::MAX).is_err());
    assert!(Date::try_from(time::Date::MIN).is_err());
    for text in ["00:00:00", "23:59:59.000000001", "12:30:00.5"] {
        same::<_, chrono::NaiveTime>(&Time::from_text(text));
        same::<_, time::Time>(&Time::from_text(text));
    }
    same::<_, chrono::NaiveTime>(&Time::from_text("23:59:60"));
    for text in [
        "24:00:00",
        "12:30",
        "12:30:00Z",
        "12:30:00+01:00",
        "12:30:00.1234567891",
    ] {
        assert!(
            chrono::NaiveTime::try_from(&Time::from_text(text)).is_err(),
            "{text}"
        );
        assert!(
            time::Time::try_from(&Time::from_text(text)).is_err(),
            "{text}"
        );
    }
}

#[test]
fn identifiers_and_addresses_go_there_and_back() {
    same::<_, uuid::Uuid>(&Uuid::from_text("67e55044-10b1-426f-9247-bb680e5fe0c8"));
    for text in [
        "67e5504410b1426f9247bb680e5fe0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        "x",
    ] {
        assert!(
            uuid::Uuid::try_from(&Uuid::from_text(text)).is_err(),
            "{text}"
        );
    }
    same::<_, url::Url>(&Uri::from_text("https://example.com/a?b=c#d"));
    assert!(url::Url::try_from(&Uri::from_text("/a")).is_err());
}

#[test]
fn formats_of_a_crate_keep_their_text_and_give_its_values() {
    use openapi_runtime::formats;
    let there: formats::chrono::DateTime = decode(br#""2024-02-29 noon""#).unwrap();
    assert_eq!(there.as_str(), "2024-02-29 noon");
    assert!(there.get().is_err());
    let there: formats::chrono::DateTime = decode(br#""2024-02-29T12:00:00Z""#).unwrap();
    assert_eq!(there.get().unwrap().timestamp(), 1_709_208_000);
    let there: formats::time::Date = "2024-02-29".parse().unwrap();
    assert_eq!(there.get().unwrap().day(), 29);
    let there: formats::uuid::Uuid = uuid::Uuid::nil().into();
    assert_eq!(there.get().unwrap(), uuid::Uuid::nil());
    let there: formats::url::Uri = "https://example.com".parse().unwrap();
    assert_eq!(there.get().unwrap().host_str(), Some("example.com"));
}

#[test]
fn maps_are_sorted_or_hashed() {
    let text = br#"{"b":1,"a":2}"#;
    let sorted: SortedMap<i64> = decode(text).unwrap();
    assert_eq!(wire::encode(&sorted).unwrap(), br#"{"a":2,"b":1}"#);
    let hashed: HashedMap<i64> = decode(text).unwrap();
    assert_eq!((hashed["a"], hashed["b"]), (2, 1));
    let error = decode::<SortedMap<i64>>(br#"{"b":"x"}"#).unwrap_err();
    assert!(error.to_string().contains('b'), "{error}");
}

/// Members that are not named, in a map that is sorted.
#[derive(Clone)]
struct Labels {
    id: String,
    additional: SortedMap<i64>,
}

rt::object! { Labels { required id: String = "id" } rest additional: i64 }

#[test]
fn the_rest_of_an_object_is_any_map() {
    let read: Labels = decode(br#"{"z":1,"id":"x","a":2}"#).unwrap();
    assert_eq!(read.additional.keys().collect::<Vec<_>>(), ["a", "z"]);
    assert_eq!(wire::encode(&read).unwrap(), br#"{"id":"x","a":2,"z":1}"#);
}

/// Listed values, read in whatever case.
#[derive(Clone, Debug)]
enum Color {
    Red,
    DarkBlue,
    UpperRed,
    Unknown(String),
}

rt::strings! { Color any case { Red "red", DarkBlue "dark-blue", UpperRed "RED" } else Unknown }

#[test]
fn listed_values_are_read_in_whatever_case() {
    let read = |text: &str| <Color as std::str::FromStr>::from_str(text).unwrap();
    assert_eq!(read("red"), Color::Red);
    assert_eq!(read("RED"), Color::UpperRed);
    assert_eq!(read("Red"), Color::Red);
    assert_eq!(read("DARK-blue"), Color::DarkBlue);
    assert_eq!(read("Green"), Color::Unknown("Green".to_owned()));
    assert_eq!(read("Dark-Blue").as_str(), "dark-blue");
}

#[allow(dead_code)]
fn all_of_them_are_wire<T: Wire>() {
    fn is<T: Wire>() {}
    is::<SortedMap<T>>();
    is::<HashedMap<T>>();
}
