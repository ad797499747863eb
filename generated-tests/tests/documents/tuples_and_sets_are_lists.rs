use crate::support::{fault, read, same};
use generated_tests::tuples_and_sets_are_lists::types::All;
use openapi_runtime::Patch;

#[test]
fn lists_of_all_kinds_come_back() {
    same::<All>(r#"{"pair":["a",1],"open":["a",1,null],"set":["b","a"],"nested":[[[0.5],[]],[]]}"#);
    same::<All>(r#"{"nullable":["a",null],"any":[1,"a",[null]],"none":[]}"#);
    assert_eq!(
        read::<All>(r#"{"pair":["a",1]}"#).pair,
        Some(("a".to_owned(), 1))
    );
}

#[test]
fn tuples_stop_where_they_stopped() {
    for text in [
        r#"{"short":["a"]}"#,
        r#"{"short":["a",1]}"#,
        r#"{"short":["a",1,null]}"#,
        r#"{"short":["a",1,true]}"#,
        r#"{"call":[]}"#,
        r#"{"call":["a"]}"#,
        r#"{"call":["a",1,true,false]}"#,
        r#"{"open":["a",{"b":[]}]}"#,
        r#"{"open":[]}"#,
        r#"{"tree":["a",["b",["c"]]]}"#,
    ] {
        same::<All>(text);
    }
    let all: All = read(r#"{"short":["a",1,null],"call":["a",1,true]}"#);
    assert_eq!(
        all.short,
        Some(("a".to_owned(), Patch::value(1), Patch::null()))
    );
    let call = all.call.unwrap();
    assert_eq!((call.0.as_deref(), *call.1), (Some("a"), Some(1)));
    assert_eq!(call.rest, [true]);
}

#[test]
fn no_item_follows_one_that_is_missing() {
    let mut all = All::new();
    all.short = Some(("a".to_owned(), Patch::absent(), Patch::value(true)));
    let why = serde_json::to_string(&all).unwrap_err().to_string();
    assert_eq!(why, "an item stands behind one that is missing");
}

#[test]
fn a_pair_has_two_items() {
    for (text, path) in [
        (r#"{"pair":["a"]}"#, "$.pair"),
        (r#"{"pair":["a",1,2]}"#, "$.pair"),
        (r#"{"pair":["a","b"]}"#, "$.pair[1]: "),
        (r#"{"short":[]}"#, "$.short[0]: required item is missing"),
        (
            r#"{"short":["a",1,true,2]}"#,
            "$.short: the array has more than 3 items",
        ),
        (r#"{"call":["a",1,true,2]}"#, "$.call[3]: "),
        (r#"{"call":["a","b"]}"#, "$.call[1]: "),
        (r#"{"nested":[[[0.5,"x"]]]}"#, "$.nested[0][0][1]: "),
        (r#"{"set":["a",null]}"#, "$.set[1]: "),
    ] {
        let fault = fault::<All>(text);
        assert!(fault.starts_with(path), "{text}: {fault}");
    }
}
