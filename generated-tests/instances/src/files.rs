//! All files of a document as one value, so that every reference is one within it.
//!
//! The value is `{"files": {NAME: CONTENT}}`; a reference in it is `#/files/NAME/POINTER`.

use crate::pointer;
use crate::read;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// The files below one folder.
pub struct Files {
    /// All of them.
    pub root: Value,
    /// The name of the first.
    pub entry: String,
}

/// Reads a file and those that it refers to.
///
/// # Errors
///
/// The first file cannot be read. One that is only referred to may be missing: such a reference names nothing.
pub fn read_all(path: &Path) -> Result<Files, String> {
    let name = path
        .file_name()
        .ok_or("no file is named")?
        .to_string_lossy()
        .into_owned();
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut files = Map::new();
    let mut wanted: BTreeSet<String> = BTreeSet::from([name.clone()]);
    while let Some(next) = wanted.pop_first() {
        match one(&folder.join(&next)) {
            Ok(mut value) => {
                wanted.extend(rewrite(&mut value, &next));
                files.insert(next, value);
            }
            Err(why) if next == name => return Err(why),
            Err(_) => {
                files.insert(next, Value::Null);
            }
        }
        wanted.retain(|it| !files.contains_key(it));
    }
    let mut root = rooted(files);
    lay_out(&mut root);
    Ok(Files { root, entry: name })
}

/// Mappings of schemas that stand elsewhere as a whole, `properties: { $ref: … }`: in JSON Schema that is a member called
/// `$ref`, and what authors mean is what other tools make of it when they put files together. Each is laid out once, and
/// again while one of them leads to another one.
fn lay_out(root: &mut Value) {
    for _ in 0..8 {
        let before = root.clone();
        let mut waiting = vec![&mut *root];
        let mut changed = false;
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => {
                    for (key, it) in members.iter_mut() {
                        let holds_schemas =
                            matches!(key.as_str(), "properties" | "patternProperties" | "schemas");
                        if let Some(more) = it.as_object_mut().filter(|_| holds_schemas) {
                            changed |= add_elsewhere(more, &before);
                        }
                    }
                    waiting.extend(members.values_mut());
                }
                _ => {}
            }
        }
        if !changed {
            break;
        }
    }
}

fn add_elsewhere(members: &mut Map<String, Value>, root: &Value) -> bool {
    let Some(Value::String(reference)) = members.get("$ref") else {
        return false;
    };
    let found = pointer::of_reference(reference).and_then(|it| root.pointer(&it));
    let more = found.and_then(Value::as_object).cloned();
    members.remove("$ref");
    for (name, it) in more.into_iter().flatten() {
        members.entry(name).or_insert(it);
    }
    true
}

/// A document of one text.
///
/// # Errors
///
/// The text is neither YAML nor JSON.
pub fn read_one(text: &str) -> Result<Files, String> {
    let entry = "openapi.yaml".to_owned();
    let mut value = read::read(text)?;
    rewrite(&mut value, &entry);
    Ok(Files {
        root: rooted(Map::from_iter([(entry.clone(), value)])),
        entry,
    })
}

fn rooted(files: Map<String, Value>) -> Value {
    Map::from_iter([("files".to_owned(), Value::Object(files))]).into()
}

fn one(path: &Path) -> Result<Value, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
    read::read(&text).map_err(|why| format!("`{}`: {why}", path.display()))
}

/// Makes every reference one within the common value; gives the files that are referred to.
fn rewrite(value: &mut Value, file: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for (key, it) in members {
                    match it {
                        Value::String(text) if key == "$ref" => {
                            if let Some((target, reference)) = absolute(text, file) {
                                *text = reference;
                                named.insert(target);
                            }
                        }
                        it => waiting.push(it),
                    }
                }
            }
            _ => {}
        }
    }
    named
}

/// The file that `reference` names as seen from `file`, and the reference within the common value.
pub fn absolute(reference: &str, file: &str) -> Option<(String, String)> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if path.contains("://") {
        return None;
    }
    let target = if path.is_empty() {
        file.to_owned()
    } else {
        beside(file, path)
    };
    let fragment = pointer::of_reference(&format!("#{fragment}"))?;
    let whole = format!("/files/{}{fragment}", pointer::escape(&target));
    Some((target, pointer::as_reference(&whole)))
}

/// `path` as seen from the folder of `file`.
fn beside(file: &str, path: &str) -> String {
    let mut out = PathBuf::new();
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some_and(|it| it != "..") => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out.to_string_lossy().into_owned()
}
