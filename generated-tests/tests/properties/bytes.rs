//! Reading: whatever the bytes are, nothing panics, and what was read is written as what reads the same.

use crate::schemas::value;
use crate::{made, runs};
use generated_tests::{
    all_of_is_merged, enums_are_open, formats_keep_their_text, maps_keep_what_is_declared,
    members_are_absent_null_or_there, tuples_and_sets_are_lists, unions_are_decided_by_one_look,
    unions_differ_inside,
};
use openapi_runtime::wire;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Reads bytes as a type; what was read is written and read again.
fn read_twice<T: openapi_runtime::wire::Wire + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let Ok(value) = wire::decode::<T>(bytes) else {
        return;
    };
    let text = wire::encode(&value).unwrap();
    let again = wire::decode::<T>(&text).unwrap();
    assert_eq!(value, again, "{}", String::from_utf8_lossy(&text));
}

fn read_as_all_types(bytes: &[u8]) {
    read_twice::<all_of_is_merged::types::Employee>(bytes);
    read_twice::<enums_are_open::types::All>(bytes);
    read_twice::<formats_keep_their_text::types::All>(bytes);
    read_twice::<maps_keep_what_is_declared::types::All>(bytes);
    read_twice::<members_are_absent_null_or_there::types::Answered>(bytes);
    read_twice::<tuples_and_sets_are_lists::types::All>(bytes);
    read_twice::<unions_are_decided_by_one_look::types::All>(bytes);
    read_twice::<unions_differ_inside::types::All>(bytes);
}

/// Pieces of JSON and of documents, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\"a\"",
            "\"kind\":",
            "\"item\":",
            "\"tag\":{\"type\":",
            "null",
            "1",
            "-0",
            "1e999",
            "0.1",
            "\\u",
            "\\ud800",
            "true",
            " ",
            "\n",
            "- ",
            "? ",
            "&a ",
            "*a",
            "<<: ",
            "!!binary ",
            "|",
            "openapi: 3.1.0\n",
            "paths: {}\n",
            "components:\n",
            "  schemas:\n",
            "    A: ",
            "$ref: '#/components/schemas/A'\n",
            "\t",
            "\u{feff}",
            "'",
        ][..],
    );
    vec(piece, 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(runs(2000))]

    #[test]
    fn no_bytes_make_a_type_panic(bytes in vec(any::<u8>(), 0..80)) {
        read_as_all_types(&bytes);
    }

    #[test]
    fn no_json_makes_a_type_panic(value in value()) {
        read_as_all_types(value.to_string().as_bytes());
    }

    #[test]
    fn no_pieces_make_a_type_panic(text in pieces()) {
        read_as_all_types(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(runs(500))]

    #[test]
    fn no_text_makes_the_generator_panic(text in any::<String>()) {
        let _ = made(&text);
    }

    #[test]
    fn no_pieces_make_the_generator_panic(text in pieces()) {
        let _ = made(&text);
        let _ = made(&format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{text}"));
    }
}
