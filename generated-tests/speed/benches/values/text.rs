//! Text of many values.

use std::fmt::Write as _;

/// The names of the variants.
const KINDS: [&str; 20] = [
    "Created", "Renamed", "Moved", "Copied", "Shared", "Closed", "Opened", "Merged", "Split",
    "Tagged", "Pinned", "Starred", "Voted", "Paid", "Refunded", "Shipped", "Returned", "Blocked",
    "Freed", "Deleted",
];

/// Where the member stands that names the variant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Before the others.
    First,
    /// Behind them.
    Last,
    /// It is not there.
    None,
}

/// A page of orders, each with three lines; every other one has the members that may be left out.
pub fn page(orders: usize) -> String {
    let orders: Vec<String> = (0..orders).map(order).collect();
    format!(
        r#"{{"items":[{}],"total":{}}}"#,
        orders.join(","),
        orders.len()
    )
}

fn order(number: usize) -> String {
    let lines: Vec<String> = (0..3)
        .map(|line| {
            let price = (number * 7 + line) as f64 / 4.0;
            format!(r#"{{"sku":"sku-{number}-{line}","count":{line},"price":{price:?}}}"#)
        })
        .collect();
    let mut text = format!(
        r#"{{"id":"order-{number}","customer":{{"id":{number},"name":"Customer {number}"}},"lines":[{}],"state":"sent","paid":true,"weight":0.5"#,
        lines.join(",")
    );
    if number.is_multiple_of(2) {
        text.push_str(
            r#","note":"with \"care\"","coupon":"A1","labels":{"colour":"red","size":"l"}"#,
        );
    }
    text.push('}');
    text
}

/// A list of events, one of each kind after the other.
pub fn events(many: usize, tag: Tag) -> String {
    let mut text = String::from("[");
    for (number, kind) in (0..many).zip(KINDS.iter().cycle()) {
        let id = kind.to_lowercase();
        let members = format!(r#""at":{number},"by":"user-{number}","{id}_id":"{id}-{number}""#);
        let comma = if number == 0 { "" } else { "," };
        let _ = match tag {
            Tag::First => write!(text, r#"{comma}{{"kind":"{kind}",{members}}}"#),
            Tag::Last => write!(text, r#"{comma}{{{members},"kind":"{kind}"}}"#),
            Tag::None => write!(text, "{comma}{{{members}}}"),
        };
    }
    text.push(']');
    text
}
