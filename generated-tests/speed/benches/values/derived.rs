//! The types of the document as one would write them by hand.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Page {
    items: Vec<Order>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    total: i64,
}

#[derive(Serialize, Deserialize)]
pub struct Order {
    id: String,
    customer: Customer,
    lines: Vec<Line>,
    state: State,
    paid: bool,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coupon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<HashMap<String, String>>,
}

#[derive(Serialize, Deserialize)]
pub struct Customer {
    id: i64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Line {
    sku: String,
    count: i64,
    price: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Sent,
    Closed,
}

macro_rules! variants {
    ($($Name:ident $id:ident)*) => {
        /// Told apart by a member, as serde does it.
        #[derive(Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Event {
            $($Name {
                at: i64,
                by: String,
                $id: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                reason: Option<String>,
            },)*
        }

        /// Told apart by what fits first, as serde does it.
        #[derive(Serialize, Deserialize)]
        #[serde(untagged)]
        pub enum Look {
            $($Name {
                at: i64,
                by: String,
                $id: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                reason: Option<String>,
            },)*
        }
    };
}

variants! {
    Created created_id
    Renamed renamed_id
    Moved moved_id
    Copied copied_id
    Shared shared_id
    Closed closed_id
    Opened opened_id
    Merged merged_id
    Split split_id
    Tagged tagged_id
    Pinned pinned_id
    Starred starred_id
    Voted voted_id
    Paid paid_id
    Refunded refunded_id
    Shipped shipped_id
    Returned returned_id
    Blocked blocked_id
    Freed freed_id
    Deleted deleted_id
}
