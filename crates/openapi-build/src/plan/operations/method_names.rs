//! What the method of an operation is called.
//!
//! After its `operationId`, without what frameworks add to make it unique: FastAPI's
//! `_{path}_{method}`, a leading tag. Without an `operationId`, after method and path. Names that
//! would be equal in one group grow, all sides alike, so that the order of the document does
//! not matter: by the words of the path that differ, by the method, by the whole `operationId`.

use super::template;
use crate::plan::names::Case;
use crate::plan::names::shortest;
use crate::plan::names::words;
use crate::resolve::Operation;
use std::collections::HashMap;

/// Texts for the methods of one group's operations, in their order. Equal ones are left only
/// where nothing tells them apart.
pub fn texts(tag: Option<&str>, operations: &[&Operation]) -> Vec<String> {
    let stems: Vec<String> = operations.iter().map(|it| stem(tag, it)).collect();
    let names: Vec<String> = stems
        .iter()
        .map(|it| words::legal(it, Case::Value))
        .collect();
    let mut rivals: HashMap<&str, Vec<&str>> = HashMap::new();
    for (operation, name) in operations.iter().zip(&names) {
        rivals.entry(name).or_default().push(&operation.path);
    }
    let lists: Vec<Vec<String>> = operations
        .iter()
        .zip(stems.iter().zip(&names))
        .map(|(operation, (stem, name))| {
            candidates(
                operation,
                stem,
                rivals
                    .get(name.as_str())
                    .map(Vec::as_slice)
                    .unwrap_or_default(),
            )
        })
        .collect();
    shortest::of(&lists, |text| words::legal(text, Case::Value))
}

/// What an operation may be called, from the shortest to the longest.
fn candidates(operation: &Operation, stem: &str, rivals: &[&str]) -> Vec<String> {
    let differing = differing(&operation.path, rivals);
    let method = operation.method.to_ascii_lowercase();
    let mut out = vec![stem.to_owned()];
    if !differing.is_empty() {
        out.push(format!("{stem} {differing}"));
    }
    out.push(format!("{stem} {differing} {method}"));
    if let Some((id, _)) = &operation.id {
        out.push(id.to_string());
    }
    out.push(format!("{method} {}", template::words(&operation.path)));
    out
}

/// The shortest text that an operation can be called by.
fn stem(tag: Option<&str>, operation: &Operation) -> String {
    match &operation.id {
        Some((id, _)) => {
            let stem = fastapi(id, &operation.path, &operation.method).unwrap_or(id);
            without_tag(tag, stem).to_owned()
        }
        None => format!(
            "{} {}",
            operation.method.to_ascii_lowercase(),
            template::words(&operation.path)
        ),
    }
}

/// An id without the `_{path}_{method}` that FastAPI puts behind the function's name.
fn fastapi<'a>(id: &'a str, path: &str, method: &str) -> Option<&'a str> {
    let word = |it: char| {
        if it.is_alphanumeric() || it == '_' {
            it
        } else {
            '_'
        }
    };
    let suffix: String = path
        .chars()
        .map(word)
        .chain(['_'])
        .chain(method.to_ascii_lowercase().chars())
        .collect();
    id.strip_suffix(suffix.as_str())
        .filter(|it| it.chars().any(char::is_alphanumeric))
}

/// An id without the tag that it begins with: `repos/get-commit` in the group `repos`.
fn without_tag<'a>(tag: Option<&str>, id: &'a str) -> &'a str {
    let rest = || {
        let tag = tag?;
        let head = id.get(..tag.len())?;
        let rest = id.get(tag.len()..)?;
        let rest = head
            .eq_ignore_ascii_case(tag)
            .then(|| rest.strip_prefix(['/', '.', '_', '-', ':']))??;
        rest.chars().any(char::is_alphabetic).then_some(rest)
    };
    rest().unwrap_or(id)
}

/// The words of a path behind what all of `rivals` begin with.
fn differing(path: &str, rivals: &[&str]) -> String {
    let own: Vec<&str> = template::segments(path).collect();
    let common = (0..own.len())
        .take_while(|index| {
            rivals
                .iter()
                .all(|it| template::segments(it).nth(*index) == own.get(*index).copied())
        })
        .count();
    template::words(&own.get(common..).unwrap_or_default().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fastapi_adds_is_left_out() {
        let id = "refresh_token_v1_refresh_token_post";
        assert_eq!(
            fastapi(id, "/v1/refresh_token", "POST"),
            Some("refresh_token")
        );
        assert_eq!(
            fastapi("get_a_a__b_id__get", "/a/{b-id}", "GET"),
            Some("get_a")
        );
        assert_eq!(fastapi("_a_get", "/a", "GET"), None);
        assert_eq!(fastapi("list", "/a", "GET"), None);
    }

    #[test]
    fn a_leading_tag_is_left_out() {
        assert_eq!(without_tag(Some("repos"), "repos/get-commit"), "get-commit");
        assert_eq!(without_tag(Some("Repos"), "repos_list"), "list");
        assert_eq!(without_tag(Some("repos"), "reposition"), "reposition");
        assert_eq!(without_tag(Some("é"), "e_x"), "e_x");
        assert_eq!(without_tag(None, "repos/list"), "repos/list");
    }

    #[test]
    fn rivals_grow_by_what_differs_in_their_paths() {
        assert_eq!(
            differing("/i/anthropic", &["/i/anthropic", "/i/aws/{id}"]),
            "anthropic"
        );
        assert_eq!(
            differing("/i/aws/{id}", &["/i/anthropic", "/i/aws/{id}"]),
            "aws by id"
        );
        assert_eq!(differing("/i", &["/i", "/i"]), "");
    }
}
