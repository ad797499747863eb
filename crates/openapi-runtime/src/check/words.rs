//! What a violation is called, and said in words.
//!
//! In: an error of the validator. Out: a [`Violation`]. Text of the value is never quoted, what the document says is, as far as it is short.

use super::Violation;
use crate::wire::path;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

/// The longest text of a document that is quoted.
const LONGEST: usize = 120;

/// What an error says in words, a violation or several: of alternatives (`anyOf`, `oneOf`) of which one alone is for values of this JSON
/// type, such as a schema or null, what that one says.
pub(super) fn violations(error: &ValidationError<'_>) -> Vec<Violation> {
    let meant = match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            let mut likely = context.iter().filter(|it| !is_of_another_type(error, it));
            likely.next().filter(|_| likely.next().is_none())
        }
        _ => None,
    };
    match meant {
        Some(errors) if !errors.is_empty() => errors.iter().flat_map(violations).collect(),
        _ => vec![violation(error)],
    }
}

/// Whether an alternative fails because the value is of another JSON type.
fn is_of_another_type(error: &ValidationError<'_>, of: &[ValidationError<'static>]) -> bool {
    of.iter().any(|it| {
        matches!(it.kind(), Kind::Type { .. }) && it.instance_path() == error.instance_path()
    })
}

fn violation(error: &ValidationError<'_>) -> Violation {
    let location = error.absolute_keyword_location().map(|it| it.as_str());
    let location = location
        .and_then(|it| it.split_once('#'))
        .map_or(error.schema_path().as_str(), |it| it.1);
    let (schema, keyword) = place(location);
    Violation {
        path: path_of(error.instance_path()).into(),
        keyword: keyword.unwrap_or(error.kind().keyword().to_owned()).into(),
        schema: schema.into(),
        message: message(error).into(),
    }
}

/// Where the document says it, and the keyword that it says, if it is called otherwise here.
fn place(location: &str) -> (String, Option<String>) {
    let decoded = percent_decoded(location);
    let mut steps = decoded.split('/').skip(1);
    let (file, rest) = match (steps.next(), steps.next()) {
        (Some("files"), Some(file)) => (file.to_owned(), steps.collect::<Vec<_>>()),
        _ => (String::new(), decoded.split('/').skip(1).collect()),
    };
    let file = file.replace("~1", "/").replace("~0", "~");
    let mut rest: Vec<&str> = rest.into_iter().filter(|it| *it != "(not null)").collect();
    let keyword = rest.last_mut().and_then(|last| {
        let own = matches!(*last, "requiredInAnswers" | "requiredInRequests");
        own.then(|| {
            *last = "required";
            "required".to_owned()
        })
    });
    let steps: String = rest.iter().map(|it| format!("/{it}")).collect();
    (format!("{file}#{steps}"), keyword)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let code = more.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = more.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `$.owner.tags[0]`
fn path_of(location: &Location) -> String {
    let mut out = "$".to_owned();
    for it in location {
        match it {
            LocationSegment::Property(name) => out.push_str(&path::step(&name)),
            LocationSegment::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

/// What is said of a member that is not there.
pub(super) fn missing(name: &str) -> String {
    format!("the member {} is missing", shortened(&format!("`{name}`")))
}

fn message(error: &ValidationError<'_>) -> String {
    match error.kind() {
        Kind::AdditionalItems { limit } => format!("it has more than {limit} items"),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let (s, are) = several(unexpected.len());
            format!(
                "the member{s} {} {are} not declared, and no others may be there",
                names(unexpected)
            )
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => none_of(error, context),
        Kind::OneOfMultipleValid { .. } => {
            "it is as several of the alternatives say, and may be as one alone".to_owned()
        }
        Kind::Constant { expected_value } => format!("it is not {}", quoted(expected_value)),
        Kind::Contains => {
            "it has not as many of the items that it is to contain as it should".to_owned()
        }
        Kind::Enum { options } => format!("it is none of {}", quoted(options)),
        Kind::ExclusiveMaximum { limit } => format!("it is not less than {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("it is not more than {limit}"),
        Kind::Maximum { limit } => format!("it is more than {limit}"),
        Kind::Minimum { limit } => format!("it is less than {limit}"),
        Kind::FalseSchema => "nothing may be here".to_owned(),
        Kind::Format { format } => format!("it is not of the format `{format}`"),
        Kind::MaxItems { limit } => format!("it has more than {}", of(*limit, "item")),
        Kind::MinItems { limit } => format!("it has fewer than {}", of(*limit, "item")),
        Kind::MaxLength { limit } => format!("it is longer than {}", of(*limit, "character")),
        Kind::MinLength { limit } => format!("it is shorter than {}", of(*limit, "character")),
        Kind::MaxProperties { limit } => format!("it has more than {}", of(*limit, "member")),
        Kind::MinProperties { limit } => format!("it has fewer than {}", of(*limit, "member")),
        Kind::MultipleOf { multiple_of } => format!("it is not a multiple of {multiple_of}"),
        Kind::Not { .. } => "it is as it must not be".to_owned(),
        Kind::Pattern { pattern } => format!("it does not match {}", shortened(pattern)),
        Kind::PropertyNames { error } => format!(
            "the name of a member is not as it should be: {}",
            message(error)
        ),
        Kind::Required { property } => missing(property.as_str().unwrap_or_default()),
        Kind::Type { kind } => format!("it is not {}", kinds(kind)),
        Kind::UnevaluatedItems { .. } => {
            "it has items that are not declared, and no others may be there".to_owned()
        }
        Kind::UniqueItems => "an item is there twice".to_owned(),
        Kind::Custom { message, .. } => message.clone(),
        Kind::BacktrackLimitExceeded { .. } => {
            "it takes too long to compare with the pattern".to_owned()
        }
        Kind::RegexEngineFailure { .. } => "the pattern cannot be compared with it".to_owned(),
        Kind::ContentEncoding { .. } | Kind::ContentMediaType { .. } | Kind::FromUtf8 { .. } => {
            "its content is not what it should be".to_owned()
        }
        Kind::Referencing(_) => "the schema refers to nothing".to_owned(),
    }
}

/// No alternative fits: the one that fails least says most. Another type is farther away than anything inside a value of the right one.
fn none_of(error: &ValidationError<'_>, context: &[Vec<ValidationError<'static>>]) -> String {
    let all = format!("it is as none of the {} alternatives say", context.len());
    let nearest = context.iter().filter(|it| !it.is_empty());
    let nearest = nearest.min_by_key(|it| (is_of_another_type(error, it), it.len()));
    match nearest.and_then(|it| it.first()) {
        Some(first) => {
            let path = path_of(first.instance_path());
            format!("{all}; the nearest: {path}: {}", message(first))
        }
        None => all,
    }
}

fn kinds(kind: &TypeKind) -> String {
    let word = |it: JsonType| match it {
        JsonType::Array => "a list",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Null => "null",
        JsonType::Number => "a number",
        JsonType::Object => "an object",
        JsonType::String => "a string",
    };
    match kind {
        TypeKind::Single(it) => word(*it).to_owned(),
        TypeKind::Multiple(types) => types.iter().map(word).collect::<Vec<_>>().join(" or "),
    }
}

/// `1 item`, `3 items`
fn of(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

fn several(count: usize) -> (&'static str, &'static str) {
    if count == 1 { ("", "is") } else { ("s", "are") }
}

fn names(all: &[String]) -> String {
    let named: Vec<String> = all.iter().take(5).map(|it| format!("`{it}`")).collect();
    let more = if all.len() > 5 { " …" } else { "" };
    shortened(&format!("{}{more}", named.join(", ")))
}

fn quoted(value: &Value) -> String {
    shortened(&value.to_string())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_document() {
        for (location, schema, keyword) in [
            (
                "/files//components/schemas/Pet/minimum",
                "#/components/schemas/Pet/minimum",
                None,
            ),
            (
                "/files/models~1a%20b.yaml/Pet/type",
                "models/a b.yaml#/Pet/type",
                None,
            ),
            (
                "/files//paths/~1pets/(not%20null)/type",
                "#/paths/~1pets/type",
                None,
            ),
            (
                "/files//A/requiredInAnswers",
                "#/A/required",
                Some("required"),
            ),
        ] {
            assert_eq!(
                place(location),
                (schema.to_owned(), keyword.map(str::to_owned))
            );
        }
    }
}
