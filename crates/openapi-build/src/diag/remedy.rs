//! What one can paste to do something about a finding: a setting, or an action of an overlay.
//!
//! In: what is to be done, by place. Out: one line. The places become pointers here, where the tree is at hand.

use crate::source::Locate;
use crate::source::NodeId;

/// Something to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A setting of the part at a place: what [`crate::config::Setting`] reads from text.
    Setting {
        /// The part.
        of: Of,
        /// What comes behind the pointer: `name Animal`.
        change: String,
    },
    /// An action of an overlay that sets members of the mapping at a place.
    Update {
        /// The mapping.
        at: NodeId,
        /// The members, as JSON.
        members: String,
    },
    /// An action of an overlay that takes away what stands at a place.
    Remove {
        /// What is taken away.
        at: NodeId,
    },
}

/// A part that a setting is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// What stands at a place.
    Node(NodeId),
    /// What a word selects, such as `tag:pets`.
    Word(String),
}

impl Remedy {
    /// The line to paste; `None` where an overlay does not reach, which is every file but the document itself.
    pub fn line(&self, tree: &dyn Locate) -> Option<String> {
        match self {
            Remedy::Setting { of, change } => {
                let pointer = match of {
                    Of::Node(at) => tree.pointer(*at),
                    Of::Word(word) => word.clone(),
                };
                Some(format!("{} {change}", pointer.replace(' ', "%20")))
            }
            Remedy::Update { at, members } => {
                let target = quoted(&json_path(&tree.pointer(*at))?);
                Some(format!("- {{ target: {target}, update: {members} }}"))
            }
            Remedy::Remove { at } => {
                let target = quoted(&json_path(&tree.pointer(*at))?);
                Some(format!("- {{ target: {target}, remove: true }}"))
            }
        }
    }

    /// The line with what it is.
    pub(super) fn help(&self, tree: &dyn Locate) -> Option<String> {
        let line = self.line(tree)?;
        Some(match self {
            Remedy::Setting { .. } => format!("as a setting: {line}"),
            Remedy::Update { .. } | Remedy::Remove { .. } => {
                format!("as an action of an overlay: {line}")
            }
        })
    }
}

/// A text in quotes that JSON and YAML read alike.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A pointer of the document as a JSONPath (RFC 9535). None for keys that nobody could paste.
fn json_path(pointer: &str) -> Option<String> {
    let steps = pointer.strip_prefix('#')?;
    if steps.contains(char::is_control) {
        return None;
    }
    let mut path = "$".to_owned();
    for step in steps.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '_';
        if !step.is_empty() && step.bytes().all(|it| it.is_ascii_digit()) {
            // An index of a list or a key such as `200`: both, of which the value has one.
            path.push_str(&format!("[{step},'{step}']"));
        } else if step.chars().all(plain) && step.starts_with(|it: char| it.is_ascii_alphabetic()) {
            path.push('.');
            path.push_str(&step);
        } else {
            let quoted = step.replace('\\', "\\\\").replace('\'', "\\'");
            path.push_str(&format!("['{quoted}']"));
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_become_paths() {
        assert_eq!(
            json_path("#/paths/~1a~1{b}/get").as_deref(),
            Some("$.paths['/a/{b}'].get")
        );
        assert_eq!(json_path("#").as_deref(), Some("$"));
        assert_eq!(
            json_path("#/x/0/it's/~0").as_deref(),
            Some("$.x[0,'0']['it\\'s']['~']")
        );
        assert_eq!(json_path("models.yaml#/Pet"), None);
    }
}
