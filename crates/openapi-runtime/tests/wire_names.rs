//! Rows compile whatever a document names its types and members, and however many members there are.

use openapi_runtime::wire;

/// Types that are named like everything that generated code would otherwise take from the prelude.
#[allow(dead_code)]
mod shadowed {
    use ::openapi_runtime::__private::v1 as rt;

    macro_rules! empty {
        ($($name:ident)*) => { $(
            #[derive(Clone)]
            pub struct $name {}
            rt::object! { $name {} }
            rt::serde! { $name }
        )* };
    }
    empty! { Vec Box Result Error Default Into From Iterator Send Sync Copy Drop Fn Map Json Wire Deref }

    #[derive(Clone)]
    pub struct String {
        pub option: Option,
        pub vec: ::std::vec::Vec<Vec>,
        pub text: rt::Option<::std::string::String>,
        pub patch: rt::Patch<rt::Box<Box>>,
        pub filled: Result,
        pub rest: rt::Map<Map>,
    }
    rt::object! { String {
        constant required "self" = "String",
        required option: Option = "option",
        required vec: ::std::vec::Vec<Vec> = "vec",
        optional text: ::std::string::String = "text" [text_or_default = "x".into()],
        patch patch: rt::Box<Box> = "patch",
        default filled: Result = "filled" [Result {}],
    } rest rest: Map }

    #[derive(Clone)]
    pub struct Str {
        pub text: bool,
        pub r#str: bool,
    }
    rt::object! { Str { required text: bool = "text" as secret, required r#str: bool = "str", } }

    #[derive(Clone, Debug)]
    pub enum Option {
        Some,
        None,
        Err(::std::string::String),
    }
    rt::strings! { Option { Some "some", None "none", } else Err }

    #[derive(Clone)]
    pub enum Either {
        Option(Option),
        String(rt::Box<String>),
        Ok(bool),
    }
    rt::union! { Either {
        Option(Option): From [string],
        String(rt::Box<String>): From<String> [object] needs ["self"],
        Ok(bool): From [boolean],
    } }

    #[derive(Clone)]
    pub enum Tagged {
        String(rt::Box<String>),
        None(Vec),
    }
    rt::tagged! { Tagged = "self" {
        String(rt::Box<String>): From<String> ["String"],
        None(Vec) ["none"] adds "none",
    } }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Some(pub ::std::vec::Vec<String>);
    rt::newtype! { Some(::std::vec::Vec<String>) }

    rt::serde! { String Str Option Either Tagged Some }
}

#[test]
fn shadowed_names_do_not_matter() {
    let text = r#"{"self":"String","option":"none","vec":[{}],"patch":{},"filled":{},"z":{}}"#;
    for _ in 0..2 {
        let string: shadowed::String = wire::decode(text.as_bytes()).unwrap();
        assert_eq!(string.text_or_default(), "x");
        let either = shadowed::Either::from(string.clone());
        assert_eq!(wire::encode(&either).unwrap(), text.as_bytes());
        let tagged = shadowed::Tagged::from(string);
        assert_eq!(wire::encode(&tagged).unwrap(), text.as_bytes());
    }
    let made = shadowed::String::new(shadowed::Option::Some, vec![]);
    assert_eq!(made.filled, shadowed::Result {});
    assert_eq!(
        format!("{:?}", shadowed::Str::new(true, true)),
        "Str { text: [redacted], str: true }"
    );
}

/// Three hundred members of every kind of row.
mod large {
    use ::openapi_runtime::__private::v1 as rt;

    macro_rules! large {
        ($($a:ident $aw:tt $b:ident $bw:tt $c:ident $cw:tt),* $(,)?) => {
            #[derive(Clone)]
            pub struct Large { $(pub $a: i64, pub $b: Option<String>, pub $c: rt::Patch<bool>),* }
            rt::object! { Large { $(required $a: i64 = $aw, optional $b: String = $bw, patch $c: bool = $cw,)* } }
            rt::serde! { Large }
        };
    }
    large! {
        a0 "a0" b0 "b0" c0 "c0", a1 "a1" b1 "b1" c1 "c1", a2 "a2" b2 "b2" c2 "c2",
        a3 "a3" b3 "b3" c3 "c3", a4 "a4" b4 "b4" c4 "c4", a5 "a5" b5 "b5" c5 "c5",
        a6 "a6" b6 "b6" c6 "c6", a7 "a7" b7 "b7" c7 "c7", a8 "a8" b8 "b8" c8 "c8",
        a9 "a9" b9 "b9" c9 "c9", a10 "a10" b10 "b10" c10 "c10", a11 "a11" b11 "b11" c11 "c11",
        a12 "a12" b12 "b12" c12 "c12", a13 "a13" b13 "b13" c13 "c13", a14 "a14" b14 "b14" c14 "c14",
        a15 "a15" b15 "b15" c15 "c15", a16 "a16" b16 "b16" c16 "c16", a17 "a17" b17 "b17" c17 "c17",
        a18 "a18" b18 "b18" c18 "c18", a19 "a19" b19 "b19" c19 "c19", a20 "a20" b20 "b20" c20 "c20",
        a21 "a21" b21 "b21" c21 "c21", a22 "a22" b22 "b22" c22 "c22", a23 "a23" b23 "b23" c23 "c23",
        a24 "a24" b24 "b24" c24 "c24", a25 "a25" b25 "b25" c25 "c25", a26 "a26" b26 "b26" c26 "c26",
        a27 "a27" b27 "b27" c27 "c27", a28 "a28" b28 "b28" c28 "c28", a29 "a29" b29 "b29" c29 "c29",
        a30 "a30" b30 "b30" c30 "c30", a31 "a31" b31 "b31" c31 "c31", a32 "a32" b32 "b32" c32 "c32",
        a33 "a33" b33 "b33" c33 "c33", a34 "a34" b34 "b34" c34 "c34", a35 "a35" b35 "b35" c35 "c35",
        a36 "a36" b36 "b36" c36 "c36", a37 "a37" b37 "b37" c37 "c37", a38 "a38" b38 "b38" c38 "c38",
        a39 "a39" b39 "b39" c39 "c39", a40 "a40" b40 "b40" c40 "c40", a41 "a41" b41 "b41" c41 "c41",
        a42 "a42" b42 "b42" c42 "c42", a43 "a43" b43 "b43" c43 "c43", a44 "a44" b44 "b44" c44 "c44",
        a45 "a45" b45 "b45" c45 "c45", a46 "a46" b46 "b46" c46 "c46", a47 "a47" b47 "b47" c47 "c47",
        a48 "a48" b48 "b48" c48 "c48", a49 "a49" b49 "b49" c49 "c49", a50 "a50" b50 "b50" c50 "c50",
        a51 "a51" b51 "b51" c51 "c51", a52 "a52" b52 "b52" c52 "c52", a53 "a53" b53 "b53" c53 "c53",
        a54 "a54" b54 "b54" c54 "c54", a55 "a55" b55 "b55" c55 "c55", a56 "a56" b56 "b56" c56 "c56",
        a57 "a57" b57 "b57" c57 "c57", a58 "a58" b58 "b58" c58 "c58", a59 "a59" b59 "b59" c59 "c59",
        a60 "a60" b60 "b60" c60 "c60", a61 "a61" b61 "b61" c61 "c61", a62 "a62" b62 "b62" c62 "c62",
        a63 "a63" b63 "b63" c63 "c63", a64 "a64" b64 "b64" c64 "c64", a65 "a65" b65 "b65" c65 "c65",
        a66 "a66" b66 "b66" c66 "c66", a67 "a67" b67 "b67" c67 "c67", a68 "a68" b68 "b68" c68 "c68",
        a69 "a69" b69 "b69" c69 "c69", a70 "a70" b70 "b70" c70 "c70", a71 "a71" b71 "b71" c71 "c71",
        a72 "a72" b72 "b72" c72 "c72", a73 "a73" b73 "b73" c73 "c73", a74 "a74" b74 "b74" c74 "c74",
        a75 "a75" b75 "b75" c75 "c75", a76 "a76" b76 "b76" c76 "c76", a77 "a77" b77 "b77" c77 "c77",
        a78 "a78" b78 "b78" c78 "c78", a79 "a79" b79 "b79" c79 "c79", a80 "a80" b80 "b80" c80 "c80",
        a81 "a81" b81 "b81" c81 "c81", a82 "a82" b82 "b82" c82 "c82", a83 "a83" b83 "b83" c83 "c83",
        a84 "a84" b84 "b84" c84 "c84", a85 "a85" b85 "b85" c85 "c85", a86 "a86" b86 "b86" c86 "c86",
        a87 "a87" b87 "b87" c87 "c87", a88 "a88" b88 "b88" c88 "c88", a89 "a89" b89 "b89" c89 "c89",
        a90 "a90" b90 "b90" c90 "c90", a91 "a91" b91 "b91" c91 "c91", a92 "a92" b92 "b92" c92 "c92",
        a93 "a93" b93 "b93" c93 "c93", a94 "a94" b94 "b94" c94 "c94", a95 "a95" b95 "b95" c95 "c95",
        a96 "a96" b96 "b96" c96 "c96", a97 "a97" b97 "b97" c97 "c97", a98 "a98" b98 "b98" c98 "c98",
        a99 "a99" b99 "b99" c99 "c99",
    }
}

#[test]
fn three_hundred_members() {
    let text = format!(
        "{{{}}}",
        (0..100)
            .map(|at| format!(r#""a{at}":{at},"b{at}":"x","c{at}":null"#))
            .collect::<Vec<_>>()
            .join(",")
    );
    let large: large::Large = wire::decode(text.as_bytes()).unwrap();
    assert_eq!(
        (large.a99, large.b99.as_deref(), large.c99.is_null()),
        (99, Some("x"), true)
    );
    assert_eq!(wire::encode(&large).unwrap(), text.as_bytes());

    let backwards = format!(
        "{{{}}}",
        (0..100)
            .rev()
            .map(|at| format!(r#""a{at}":{at}"#))
            .collect::<Vec<_>>()
            .join(",")
    );
    let large: large::Large = wire::decode(backwards.as_bytes()).unwrap();
    assert_eq!((large.a0, large.a99, large.b50), (0, 99, None));
    let error = wire::decode::<large::Large>(backwards.replace(r#""a42""#, r#""x""#).as_bytes())
        .unwrap_err();
    assert_eq!(error.path(), "$.a42");
}
