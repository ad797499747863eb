//! JSON objects as text: members in their order, values as they are written.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The members of an object.
#[derive(Debug, Default)]
pub struct Members(pub Vec<(String, Box<RawValue>)>);

impl Members {
    /// The value of a member.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn get(&self, name: &str) -> Result<&RawValue, String> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found
            .map(|(_, value)| &**value)
            .ok_or_else(|| format!("there is no `{name}`"))
    }

    /// The text of a member.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn text(&self, name: &str) -> Result<String, String> {
        string(self.get(name)?).ok_or_else(|| format!("`{name}` is no text"))
    }
}

/// The text that a value is, if it is a string.
pub fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Members::default();
        while let Some(it) = map.next_entry()? {
            members.0.push(it);
        }
        Ok(members)
    }
}
