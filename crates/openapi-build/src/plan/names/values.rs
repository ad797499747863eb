//! The texts that the variants of an enum are named after: what the document calls a value, else the value.
//!
//! Names that the document gives often repeat the name of the type, because all constants of their language stand side by
//! side: `SEVERITY_HIGH` and `SEVERITY_LOW` of a `Severity`. In Rust the type stands before them anyway.

use super::Case;
use super::folded;
use super::parts::Origin;
use super::parts::Part;
use super::words;
use crate::shape::ListedLiteral;
use crate::shape::Literal;
use std::collections::HashSet;

/// What is to be named: the values of the enum that is called `owner`.
pub fn parts(values: &[ListedLiteral], owner: &str) -> Vec<Part> {
    let given: Vec<&str> = values.iter().filter_map(|it| it.name.as_deref()).collect();
    let repeated = repeated(&given, owner);
    let plain = plain_names(values);
    let part = |it: &ListedLiteral| {
        let own = text(&it.value);
        let given = it.name.as_deref().map(|name| match repeated {
            0 => name.to_owned(),
            _ => words::split(name).split_off(repeated).join("_"),
        });
        let is_string = matches!(it.value, Literal::String(_));
        let text = match given {
            Some(name) => name,
            // Beside the number, the text of the same digits says that it is one.
            None if is_string && plain.contains(&folded(&words::legal(&own, Case::Type))) => {
                format!("{own} String")
            }
            None => own.clone(),
        };
        // A name that is the value's own is made anew as it is.
        let is_own = text == own && it.name.as_deref().is_none_or(|name| name == own);
        Part {
            key: it.value.json(),
            from: match is_own {
                true => Origin::Itself,
                false => Origin::Beside,
            },
            text: unshouted(text),
            at: it.at,
        }
    };
    values.iter().map(part).collect()
}

/// Capital letters alone are how other languages write constants: `DRAFT` is `Draft` beside `InProgress`, as every abbreviation is
/// one word in Rust (RFC 430).
fn unshouted(text: String) -> String {
    let letters = || text.chars().filter(|it| it.is_alphabetic());
    match letters().count() > 1 && letters().all(char::is_uppercase) {
        true => text.to_lowercase(),
        false => text,
    }
}

/// A value as a text that may be a name.
pub fn text(value: &Literal) -> String {
    match value {
        Literal::Null => "Null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::Huge(value) => value.to_string(),
        Literal::Float(value) => value.to_string().replace('.', " point "),
        Literal::String(text) => text.to_string(),
        Literal::List(_) => "List".to_owned(),
        Literal::Object(_) => "Object".to_owned(),
    }
}

/// The names of numbers and truths without a name of their own.
fn plain_names(values: &[ListedLiteral]) -> HashSet<String> {
    let plain = values.iter().filter(|it| match it.value {
        Literal::Bool(_) | Literal::Int(_) | Literal::Huge(_) | Literal::Float(_) => {
            it.name.is_none()
        }
        Literal::Null | Literal::String(_) | Literal::List(_) | Literal::Object(_) => false,
    });
    plain
        .map(|it| folded(&words::legal(&text(&it.value), Case::Type)))
        .collect()
}

/// How many words all of `names` begin with that only repeat the name of their type: the last of them is its last word.
/// What is left has to be a name.
fn repeated(names: &[&str], owner: &str) -> usize {
    let all: Vec<Vec<String>> = names.iter().map(|it| words::split(it)).collect();
    let (Some(first), 2..) = (all.first(), all.len()) else {
        return 0;
    };
    let owner = words::split(owner);
    let Some(last) = owner
        .last()
        .map(|it| it.trim_end_matches(|it: char| it.is_ascii_digit()))
    else {
        return 0;
    };
    let shared = |at: usize| all.iter().all(|it| it.get(at) == first.get(at));
    let is_name = |word: Option<&String>| {
        word.and_then(|it| it.chars().next())
            .is_some_and(char::is_alphabetic)
    };
    (1..first.len())
        .take_while(|count| shared(count - 1))
        .filter(|count| first.get(count - 1).is_some_and(|it| it == last))
        .filter(|count| all.iter().all(|it| is_name(it.get(*count))))
        .last()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn words_that_repeat_the_type_are_counted() {
        for (names, owner, count) in [
            (&["SEVERITY_HIGH", "SEVERITY_LOW"][..], "Severity", 1),
            (
                &["DeploymentStatusReady", "DeploymentStatusFailed"][..],
                "DeploymentStatus",
                2,
            ),
            (
                &["DomainStatusOpen", "DomainStatusNew"][..],
                "ListDomainsResponseDataStatus",
                2,
            ),
            (&["StatusOpen", "StatusNew"][..], "Status2", 1),
            // One word in common that is not the type's says something.
            (&["NotFound", "NotStarted"][..], "Status", 0),
            (&["StatusNotFound", "StatusNotStarted"][..], "Status", 1),
            // Nothing would be left, or no name.
            (&["Status", "StatusNew"][..], "Status", 0),
            (&["Status404", "Status_500"][..], "Status", 0),
            (&["STATUS_404", "STATUS_500"][..], "Status", 0),
            (&["STATUS_OPEN", "NEW"][..], "Status", 0),
            (&["STATUS_OPEN"][..], "Status", 0),
            (&[][..], "Status", 0),
        ] {
            assert_eq!(repeated(names, owner), count, "{names:?} of {owner}");
        }
    }
}
