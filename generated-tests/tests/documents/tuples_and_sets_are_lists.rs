use crate::support::{fault, read, same};
use generated_tests::tuples_and_sets_are_lists::types::All;

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
fn a_pair_has_two_items() {
    for (text, path) in [
        (r#"{"pair":["a"]}"#, "$.pair"),
        (r#"{"pair":["a",1,2]}"#, "$.pair"),
        (r#"{"pair":["a","b"]}"#, "$.pair[1]: "),
        (r#"{"nested":[[[0.5,"x"]]]}"#, "$.nested[0][0][1]: "),
        (r#"{"set":["a",null]}"#, "$.set[1]: "),
    ] {
        let fault = fault::<All>(text);
        assert!(fault.starts_with(path), "{text}: {fault}");
    }
}
