//! The JSON Schema Test Suite as it lies on the disk.
//!
//! In: its folder. Out: groups of one schema with instances, all as the text that they are: a number's digits are part
//! of what is tested.

use super::text::Members;
use serde_json::value::RawValue;
use std::path::Path;

/// One schema, and values that it lets through or not.
#[derive(Debug)]
pub struct Group {
    /// The file, without `.json`.
    pub file: String,
    /// Its position in the file, from 0.
    pub index: usize,
    /// What it is about.
    pub description: String,
    /// The schema.
    pub schema: Box<RawValue>,
    /// The values.
    pub tests: Vec<Test>,
}

/// A value.
#[derive(Debug)]
pub struct Test {
    /// What it is about.
    pub description: String,
    /// The value.
    pub data: Box<RawValue>,
    /// Whether the schema lets it through.
    pub valid: bool,
}

/// A document that the suite serves under an address.
#[derive(Debug)]
pub struct Remote {
    /// The address.
    pub address: String,
    /// The schema.
    pub schema: Box<RawValue>,
}

/// The groups of the files in `folder`, without those of folders below.
///
/// # Errors
///
/// A file is not as the suite's files are.
pub fn groups(folder: &Path) -> Result<Vec<Group>, String> {
    let mut out = Vec::new();
    for path in files(folder)? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = read(&path)?;
        let say = |why: String| format!("`{}`: {why}", path.display());
        let list: Vec<Members> = serde_json::from_str(&text).map_err(|why| say(why.to_string()))?;
        for (index, group) in list.iter().enumerate() {
            out.push(of(group, &stem, index).map_err(say)?);
        }
    }
    Ok(out)
}

fn of(group: &Members, file: &str, index: usize) -> Result<Group, String> {
    let parse = |why: serde_json::Error| why.to_string();
    let tests: Vec<Members> = serde_json::from_str(group.get("tests")?.get()).map_err(parse)?;
    let test = |it: &Members| {
        Ok(Test {
            description: it.text("description")?,
            data: it.get("data")?.to_owned(),
            valid: it.get("valid")?.get() == "true",
        })
    };
    Ok(Group {
        file: file.to_owned(),
        index,
        description: group.text("description")?,
        schema: group.get("schema")?.to_owned(),
        tests: tests.iter().map(test).collect::<Result<_, String>>()?,
    })
}

/// What the suite serves, in a folder and all below it, under addresses that begin with `base`.
///
/// # Errors
///
/// A file cannot be read.
pub fn remotes(folder: &Path, base: &str) -> Result<Vec<Remote>, String> {
    let mut out = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        out.push(Remote {
            address: format!("{base}/{name}"),
            schema: serde_json::from_str(&read(&path)?)
                .map_err(|why| format!("`{}`: {why}", path.display()))?,
        });
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.filter(|it| it.path().is_dir()).collect();
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for it in folders {
        let base = format!("{base}/{}", it.file_name().to_string_lossy());
        out.extend(remotes(&it.path(), &base)?);
    }
    Ok(out)
}

/// The JSON files of a folder, in order.
fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|why| format!("`{}` cannot be read: {why}", folder.display()))?;
    let mut out: Vec<_> = entries
        .flatten()
        .map(|it| it.path())
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .collect();
    out.sort();
    Ok(out)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path)
        .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))
}
