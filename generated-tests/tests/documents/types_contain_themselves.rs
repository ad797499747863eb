use crate::support::{fault, read, same};
use generated_tests::types_contain_themselves::types::{Expression, Tree, Value};

#[test]
fn trees_come_back() {
    same::<Tree>(
        r#"{"name":"a","left":{"name":"b"},"right":null,"children":[{"name":"c","children":[]}]}"#,
    );
    same::<Tree>(r#"{"name":"a","by_name":{"x":{"name":"y"}},"egg":{"hen":{"age":1,"egg":{}}}}"#);
    same::<Tree>(
        r#"{"name":"a","expression":{"op":"-","of":{"op":"-","of":1}},"value":["a",{"b":["c"]}]}"#,
    );
    let tree: Tree = read(r#"{"name":"a","right":{"name":"b"}}"#);
    assert_eq!(tree.right.as_ref().unwrap().name, "b");
}

#[test]
fn the_path_of_a_fault_goes_all_the_way_down() {
    let text = r#"{"name":"a","left":{"name":"b","children":[{"name":"c"},{"by_name":{}}]}}"#;
    let fault = fault::<Tree>(text);
    assert!(
        fault.starts_with("$.left.children[1].name: required member is missing"),
        "{fault}"
    );
}

#[test]
fn a_value_that_is_too_deep_is_a_fault_and_not_a_crash() {
    let deep = |levels: usize| {
        format!("{}{}", r#"{"op":"-","of":"#.repeat(levels), "1") + &"}".repeat(levels)
    };
    same::<Expression>(&deep(50));
    assert!(fault::<Expression>(&deep(100_000)).contains("recursion limit"));
    assert!(fault::<Value>(&"[".repeat(100_000)).contains("recursion limit"));
    let deep = r#"{"name":"a","left":"#.repeat(100_000);
    assert!(fault::<Tree>(&deep).contains("recursion limit"));
}
