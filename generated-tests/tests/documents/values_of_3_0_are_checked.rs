use generated_tests::values_of_3_0_are_checked::types::Old;
use openapi_runtime::Check;
use openapi_runtime::wire;

fn found(json: &str) -> Vec<(String, String)> {
    let value: Old = wire::decode(json.as_bytes()).unwrap();
    let all = value.check().err().into_iter().flatten();
    all.map(|it| (it.path().to_owned(), it.schema().to_owned()))
        .collect()
}

#[test]
fn bounds_and_nulls_of_3_0_are_those_of_3_1() {
    assert_eq!(
        found(r#"{"age": null, "size": 5, "colour": null, "owner": null, "inline": null}"#),
        []
    );
    assert_eq!(
        found(r#"{"age": 1, "colour": "red", "owner": {"name": "Al"}, "inline": 10}"#),
        []
    );
    for (json, path, schema) in [
        (r#"{"age": 0}"#, "$.age", "age/exclusiveMinimum"),
        (r#"{"size": 5.5}"#, "$.size", "size/maximum"),
        (r#"{"colour": "blue"}"#, "$.colour", "colour/enum"),
    ] {
        let schema = format!("#/components/schemas/Old/properties/{schema}");
        assert_eq!(found(json), [(path.to_owned(), schema)]);
    }
    // Of what may also be null, the schema that it is otherwise says what is wrong.
    let owner = "#/components/schemas/Owner/properties/name/minLength";
    let found_in = |json: &str| found(json).remove(0);
    assert_eq!(
        found_in(r#"{"owner": {"name": "A"}}"#),
        ("$.owner.name".to_owned(), owner.to_owned())
    );
    let inline = "#/components/schemas/Old/properties/inline/anyOf/1/minimum";
    assert_eq!(
        found_in(r#"{"inline": 9}"#),
        ("$.inline".to_owned(), inline.to_owned())
    );
}
