//! Bodies of several parts from JSON: what calls by name fill them with.
//!
//! In: an object, and the members of a body as rows. Out: a form. Each member is read as its own type and written as a call
//! in Rust writes it. A file is a string in base64, or `{"base64": "…", "fileName": "…", "contentType": "…"}`.

use std::fmt;

use serde_json::Map;

use super::multipart::{Form, Part};
use super::value::plain;
use crate::formats::{Format, format};
use crate::wire::{self, Json, Wire};

/// A body of several parts whose members are known by name.
///
/// Implemented by `multipart!`.
pub trait NamedParts {
    /// Its members, in the order of the document.
    const PARTS: &'static [NamedPart];
}

/// Reads a member from JSON and adds its parts.
type Put = fn(&mut Form, &str, &Json) -> Result<(), String>;

/// A member of a body of several parts.
pub struct NamedPart {
    name: &'static str,
    need: Need,
}

enum Need {
    Constant(&'static str),
    Required(Put),
    Optional(Put),
    /// For every member that has no row.
    Rest(Put),
}

impl NamedPart {
    /// A member with one possible content.
    #[must_use]
    pub const fn constant(name: &'static str, text: &'static str) -> Self {
        NamedPart {
            name,
            need: Need::Constant(text),
        }
    }

    /// A member that must be there.
    #[must_use]
    pub const fn required(name: &'static str, put: Put) -> Self {
        NamedPart {
            name,
            need: Need::Required(put),
        }
    }

    /// A member that may be left out; null says the same.
    #[must_use]
    pub const fn optional(name: &'static str, put: Put) -> Self {
        NamedPart {
            name,
            need: Need::Optional(put),
        }
    }

    /// All members that have no row.
    #[must_use]
    pub const fn rest(name: &'static str, put: Put) -> Self {
        NamedPart {
            name,
            need: Need::Rest(put),
        }
    }
}

impl fmt::Debug for NamedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NamedPart").field(&self.name).finish()
    }
}

/// A form from an object, by rows.
pub(crate) fn form(parts: &[NamedPart], value: &Json) -> Result<Form, String> {
    let members = value
        .as_object()
        .ok_or("it is an object of parts by their names")?;
    let mut form = Form::new();
    let known = |name: &str| {
        let mut named = parts.iter().filter(|it| !matches!(it.need, Need::Rest(_)));
        named.any(|it| it.name == name)
    };
    for part in parts {
        let given = members.get(part.name);
        match (&part.need, given) {
            (Need::Constant(text), Some(value)) if !says(value, text) => {
                return Err(format!("the part `{}` can only be {text:?}", part.name));
            }
            (Need::Constant(text), _) => form.add(part.name, *text),
            (Need::Required(put), Some(value)) => put(&mut form, part.name, value)?,
            (Need::Required(_), None) => {
                return Err(format!("the part `{}` is missing", part.name));
            }
            (Need::Optional(_), None | Some(Json::Null)) => {}
            (Need::Optional(put), Some(value)) => put(&mut form, part.name, value)?,
            (Need::Rest(put), _) => {
                for (name, value) in members.iter().filter(|(name, _)| !known(name)) {
                    put(&mut form, name, value)?;
                }
            }
        }
    }
    let rest = parts.iter().any(|it| matches!(it.need, Need::Rest(_)));
    match members.keys().find(|name| !rest && !known(name)) {
        Some(name) => Err(format!("it has no part `{name}`")),
        None => Ok(form),
    }
}

/// Whether a part may be this value. What has no row and no row for the rest is nobody's.
pub(crate) fn takes(parts: &[NamedPart], name: &str, value: &Json) -> bool {
    let named = parts
        .iter()
        .find(|it| it.name == name && !it.name.is_empty());
    let rest = || parts.iter().find(|it| matches!(it.need, Need::Rest(_)));
    match named.or_else(rest).map(|it| &it.need) {
        Some(Need::Constant(text)) => says(value, text),
        Some(Need::Required(put) | Need::Optional(put) | Need::Rest(put)) => {
            put(&mut Form::new(), name, value).is_ok()
        }
        None => false,
    }
}

/// Whether a value is sent as this text.
fn says(value: &Json, text: &str) -> bool {
    plain(value).is_ok_and(|it| it.scalar() == Some(text))
}

/// A form from an object whose members are as they come: files as files, anything else as values.
pub(crate) fn unnamed(value: &Json) -> Result<Form, String> {
    let members = value
        .as_object()
        .ok_or("it is an object of parts by their names")?;
    let mut form = Form::new();
    for (name, value) in members {
        let items = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        if !items.is_empty() && items.iter().all(is_file) {
            form.json_parts(name, value)?;
        } else {
            form.add(name, value);
        }
    }
    Ok(form)
}

fn is_file(value: &Json) -> bool {
    value.get("base64").is_some_and(Json::is_string)
}

impl Form {
    /// Adds a value that is read as a `T`.
    ///
    /// # Errors
    /// When it is none.
    pub fn json_value<T: Wire>(
        &mut self,
        name: &str,
        value: &Json,
        add: impl FnOnce(&mut Form, &T),
    ) -> Result<(), String> {
        let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
        let value = wire::decode(&text).map_err(|error| format!("the part `{name}`: {error}"))?;
        add(self, &value);
        Ok(())
    }

    /// Adds files: one, or a list of them.
    ///
    /// # Errors
    /// When it is none.
    pub fn json_files(&mut self, name: &str, media_type: &str, value: &Json) -> Result<(), String> {
        let files = each(name, value, file)?;
        self.add_files(name, media_type, files);
        Ok(())
    }

    /// Adds parts: files as files, anything else as values.
    ///
    /// # Errors
    /// When a file is none.
    pub fn json_parts(&mut self, name: &str, value: &Json) -> Result<(), String> {
        let parts = each(name, value, |value| match value {
            Json::String(text) => Ok(Part::text(text.clone())),
            value if is_file(value) => file(value),
            value => Ok(Part::json(value)),
        })?;
        self.add_parts(name, parts);
        Ok(())
    }
}

fn each(
    name: &str,
    value: &Json,
    part: impl Fn(&Json) -> Result<Part, String>,
) -> Result<Vec<Part>, String> {
    let items = match value {
        Json::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let parts: Result<Vec<Part>, String> = items.iter().map(part).collect();
    parts.map_err(|reason| format!("the part `{name}`: {reason}"))
}

/// A file: base64, alone or with what is said of it.
fn file(value: &Json) -> Result<Part, String> {
    const SHAPE: &str =
        "a file is a string in base64, or an object of `base64`, `fileName` and `contentType`";
    let nothing = Map::new();
    let (text, about) = match value {
        Json::String(text) => (text.as_str(), &nothing),
        Json::Object(about) => {
            let text = about.get("base64").and_then(Json::as_str).ok_or(SHAPE)?;
            (text, about)
        }
        _ => return Err(SHAPE.to_owned()),
    };
    let known = ["base64", "fileName", "contentType"];
    if let Some(other) = about.keys().find(|it| !known.contains(&it.as_str())) {
        return Err(format!("{SHAPE}; it has `{other}`"));
    }
    let said = |key: &str| match about.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(SHAPE.to_owned()),
    };
    let bytes = format::Base64::parse(text).map_err(|error| error.to_string())?;
    let mut part = Part::bytes(bytes);
    if let Some(name) = said("fileName")? {
        part = part.with_file_name(name);
    }
    if let Some(media_type) = said("contentType")? {
        part = part.with_media_type(media_type);
    }
    Ok(part)
}
