//! `style`: how arrays and objects are spelled.

use super::reader::Reader;
use crate::source::NodeId;
use openapiv3::CookieStyle;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

/// `style`, as one of the words that its place allows.
pub(super) fn style<'de, T: Deserialize<'de>>(reader: &mut Reader<'_>, at: NodeId) -> Option<T> {
    let node = reader.tree.get(at, "style")?;
    let word = reader.text(node)?;
    let known: Result<T, Error> = T::deserialize(String::from(word).into_deserializer());
    if known.is_err() {
        reader.other(node, "a style that parameters of this place can have");
    }
    known.ok()
}

/// 3.2's `style: cookie` is `form` without percent escapes, which is how every cookie is sent here.
pub(super) fn cookie_style(reader: &mut Reader<'_>, at: NodeId) -> Option<CookieStyle> {
    let node = reader.tree.get(at, "style")?;
    if reader.tree.value(node).as_str() == Some("cookie") {
        Some(CookieStyle::Form)
    } else {
        style(reader, at)
    }
}
