//! Bytes in JSON: `byte` as base64, and binary content as text.

use super::{Format, FormatError, Formatted, format};
use crate::wire::Wire;
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use serde::{Deserializer, Serializer, ser::Error};

/// Takes padding or none; writes padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Format for format::Base64 {
    type Value = Vec<u8>;
    const NAME: &'static str = "byte";

    /// Takes the standard and the URL-safe alphabet, padded or not, and lines.
    fn parse(text: &str) -> Result<Vec<u8>, FormatError> {
        let standard: Vec<u8> = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| match byte {
                b'-' => b'+',
                b'_' => b'/',
                other => other,
            })
            .collect();
        ENGINE
            .decode(standard)
            .map_err(|error| FormatError::new(Self::NAME, error))
    }
}

impl From<&[u8]> for Formatted<format::Base64> {
    fn from(bytes: &[u8]) -> Self {
        Formatted::from_text(ENGINE.encode(bytes))
    }
}

impl From<Vec<u8>> for Formatted<format::Base64> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<Bytes> for Formatted<format::Base64> {
    fn from(bytes: Bytes) -> Self {
        Self::from(bytes.as_ref())
    }
}

/// Binary content in JSON stands there as text; bytes that are no UTF-8 have no JSON form.
impl Wire for Bytes {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::read(deserializer).map(Bytes::from)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(self) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Err(S::Error::custom(
                "bytes that are no UTF-8 have no JSON form",
            )),
        }
    }
}
