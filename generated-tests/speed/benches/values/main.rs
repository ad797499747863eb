//! How long generated types take to read and write many values, beside types of the same members that derive serde's traits.
//!
//! `cargo xtask bench` runs it and shows the ratios, which are what compares between machines. The text is the same for
//! both, and what both read of it is written back alike before anything is measured.

mod derived;
mod text;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use serde::Serialize;
use serde::de::DeserializeOwned;
use speed::types;

/// So many orders, and so many events.
const MANY: usize = 2_000;

fn main() {
    let mut criterion = Criterion::default()
        .configure_from_args()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    let page = text::page(MANY);
    both_ways::<types::Page, derived::Page>(&mut criterion, "objects", &page);
    for (name, tag) in [
        ("tag first", text::Tag::First),
        ("tag last", text::Tag::Last),
    ] {
        let events = text::events(MANY, tag);
        both_ways::<types::Events, Vec<derived::Event>>(&mut criterion, name, &events);
    }
    // Untagged, serde tries one variant after the other.
    let events = text::events(MANY, text::Tag::First);
    one_way::<Vec<derived::Look>>(
        &mut criterion.benchmark_group("tag first"),
        "untagged",
        &events,
    );
    let looks = text::events(MANY, text::Tag::None);
    both_ways::<types::Looks, Vec<derived::Look>>(&mut criterion, "one look", &looks);
    criterion.final_summary();
}

/// Measures reading and writing of a text by a generated type and by a derived one.
fn both_ways<Generated, Derived>(criterion: &mut Criterion, name: &str, text: &str)
where
    Generated: DeserializeOwned + Serialize,
    Derived: DeserializeOwned + Serialize,
{
    assert_eq!(
        rewritten::<Generated>(text),
        rewritten::<Derived>(text),
        "both read the same"
    );
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64));
    one_way::<Generated>(&mut group, "generated", text);
    one_way::<Derived>(&mut group, "derived", text);
    group.finish();
}

fn one_way<T: DeserializeOwned + Serialize>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    by: &str,
    text: &str,
) {
    group.bench_function(format!("read {by}"), |bencher| {
        bencher.iter_with_large_drop(|| read::<T>(black_box(text)));
    });
    let value: T = read(text);
    group.bench_function(format!("write {by}"), |bencher| {
        bencher.iter_with_large_drop(|| serde_json::to_vec(black_box(&value)));
    });
}

fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the text is valid")
}

fn rewritten<T: DeserializeOwned + Serialize>(text: &str) -> serde_json::Value {
    serde_json::to_value(read::<T>(text)).expect("it can be written")
}
