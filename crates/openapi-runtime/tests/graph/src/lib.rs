//! The tests of the runtime's wire half, in a graph whose serde_json reads and writes numbers as text.

#[cfg(test)]
mod tests {
    use openapi_runtime::__private::v1 as rt;
    use openapi_runtime::wire::{self, Json, Wire};

    #[derive(Clone)]
    struct Item {
        big: i128,
        any: Json,
        float: f64,
        int: i64,
    }
    rt::object! { Item {
        required big: i128 = "big",
        required any: Json = "any",
        required float: f64 = "float",
        required int: i64 = "int",
    } }

    #[derive(Clone)]
    enum Either {
        Item(Item),
        Int(i64),
        Float(f64),
        Other(Json),
    }
    rt::union! { Either { Item(Item) [object] needs ["big"], Int(i64) [integer], Float(f64) [number], } else Other }

    rt::serde! { Item Either }

    fn same<T: Wire>(text: &str) -> T {
        let value: T = wire::decode(text.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(wire::encode(&value).unwrap()).unwrap(),
            text
        );
        value
    }

    #[test]
    fn the_feature_is_on() {
        assert_eq!(
            same::<Json>("[0.1000000000000000000001,1e+400]").to_string(),
            "[0.1000000000000000000001,1e+400]"
        );
    }

    #[test]
    fn numbers_pass_through_buffers() {
        let text = r#"{"big":170141183460469231731687303715884105727,"any":{"z":[0.5,-1,{"a":1e+300}],"a":18446744073709551615},"float":0.1,"int":-5}"#;
        let item: Item = same(text);
        assert_eq!(item.big, i128::MAX);
        let direct = wire::decode::<Either>(text.replace("1e+300", "2.5").as_bytes()).unwrap();
        assert!(matches!(direct, Either::Item(_)));
        assert_eq!(same::<Vec<Either>>(r#"[1,1.5,"x",null,[2]]"#).len(), 5);
        assert!(matches!(
            wire::decode::<Either>(b"1.0").unwrap(),
            Either::Int(1)
        ));
        assert!(wire::decode::<Either>(b"1e400").is_err());
    }

    #[test]
    fn json_values_are_read_and_written_through_serde() {
        let item: Item =
            serde_json::from_value(serde_json::json!({"big": 1, "any": 0.5, "float": 1, "int": 2}))
                .unwrap();
        assert_eq!((item.big, item.float, item.int), (1, 1.0, 2));
        // serde_json's own values refuse this spelling with the feature on; it is an error, never another number.
        assert!(serde_json::from_value::<Item>(
            serde_json::json!({"big": 1, "any": 0, "float": 1, "int": 2.0})
        )
        .is_err());
        assert_eq!(
            wire::to_json(&item).unwrap(),
            serde_json::json!({"big": 1, "any": 0.5, "float": 1.0, "int": 2})
        );
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Count {
        Wide,
        Listed,
        Unknown(Json),
    }
    rt::literals! { Count { Wide 18446744073709551617, Listed json "[18446744073709551617]", } else Unknown }

    #[derive(Clone)]
    enum Exact {
        Item(Item),
        Count(Count),
    }
    rt::union! { Exact [exactly] { Item(Item) [object] needs ["big"], Count(Count) [integer array], } }

    rt::serde! { Count Exact }

    #[test]
    fn integers_beyond_64_bits_are_what_they_are() {
        assert_eq!(same::<Count>("18446744073709551617"), Count::Wide);
        assert_eq!(same::<Count>("[18446744073709551617]"), Count::Listed);
        // Here any JSON holds them as well.
        for other in ["18446744073709551616", "[18446744073709551616]"] {
            assert!(matches!(same::<Count>(other), Count::Unknown(_)), "{other}");
            assert!(matches!(same::<Exact>(other), Exact::Count(Count::Unknown(_))));
        }
        let text = r#"{"big":-170141183460469231731687303715884105728,"any":18446744073709551617,"float":0.1,"int":5}"#;
        let Exact::Item(item) = same::<Exact>(text) else {
            panic!("no item");
        };
        assert_eq!(item.big, i128::MIN);
        assert_eq!(wire::decode::<i128>(b"1.0").unwrap(), 1);
    }
}
