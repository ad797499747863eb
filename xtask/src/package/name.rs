//! What a generated crate is called.
//!
//! In: a title, or what somebody chose. Out: a name that cargo takes and that leads to no confusion with a crate that
//! the generated one is built with.

use crate::repository;
use deunicode::deunicode_char;
use heck::ToKebabCase;

/// Names that cargo refuses or that mean something else to it, to rustc or to a file system.
const TAKEN: &[&str] = &[
    "abstract",
    "alignof",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "alloc",
    "core",
    "proc-macro",
    "std",
    "test",
    "build",
    "deps",
    "examples",
    "incremental",
    "types",
    "client",
    "aux",
    "con",
    "nul",
    "prn",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// The longest name that is made from a title.
const LONGEST: usize = 64;

/// A name made from a document's title: `Galileo API` is `galileo-api`.
///
/// # Errors
///
/// The checkout cannot be found.
pub fn from_title(title: &str) -> Result<String, String> {
    let lock = std::fs::read_to_string(repository::root()?.join("Cargo.lock")).unwrap_or_default();
    Ok(made(title, &dependencies(&lock)))
}

/// A name that somebody chose, when cargo takes it.
///
/// # Errors
///
/// It does not, or it is the runtime's.
pub fn chosen(name: &str) -> Result<String, String> {
    let refused = |why: &str| Err(format!("`{name}` cannot be the name of a crate: {why}"));
    let hyphens = name.replace('_', "-");
    if name.is_empty() {
        return refused("it is empty");
    }
    if !name
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
    {
        return refused("only ASCII letters, digits, `-` and `_` are allowed");
    }
    if !name.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return refused("it does not begin with a letter");
    }
    if hyphens == "openapi-runtime" {
        return refused("the runtime has it, on which the crate depends");
    }
    if TAKEN.contains(&hyphens.to_ascii_lowercase().as_str())
        && !["types", "client"].contains(&name)
    {
        return refused("it is a word of Rust, of cargo or of a file system");
    }
    Ok(name.to_owned())
}

/// The name, in kebab case; `dependencies` are names that it must not have.
fn made(title: &str, dependencies: &[String]) -> String {
    let ascii: String = title.chars().map(letters).collect();
    let kebab = ascii.to_kebab_case();
    let only_words = |it: char| if it.is_ascii_alphanumeric() { it } else { '-' };
    let kebab: String = kebab.chars().map(only_words).collect();
    let mut name = String::new();
    for word in kebab.split('-').filter(|it| !it.is_empty()) {
        if !name.is_empty() && name.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    name.truncate(LONGEST);
    if name.is_empty() {
        return "api-client".to_owned();
    }
    if name.starts_with(|it: char| it.is_ascii_digit()) {
        name.insert_str(0, "api-");
    }
    if TAKEN.contains(&name.as_str()) || dependencies.contains(&name) {
        name.push_str("-client");
    }
    name
}

/// The ASCII letters and digits that a character is written as; a blank for one that is no part of a word. An accent that stands
/// behind its letter is nothing, and a capital of two letters begins a word like others do: `Œ` is `Oe`.
fn letters(it: char) -> String {
    let text = deunicode_char(it).filter(|text| it.is_alphanumeric() || text.is_empty());
    let (first, rest) = match text {
        Some(text) => text.split_at(text.len().min(1)),
        None => (" ", ""),
    };
    format!("{first}{}", rest.to_ascii_lowercase())
}

/// The names of all packages in a `Cargo.lock`, with hyphens.
fn dependencies(lock: &str) -> Vec<String> {
    let names = lock
        .lines()
        .filter_map(|it| it.strip_prefix("name = \"")?.strip_suffix('"'));
    names.map(|it| it.replace('_', "-")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        let name = made(title, &["serde".to_owned(), "galileo-client".to_owned()]);
        assert_eq!(name, expected);
        assert_eq!(chosen(&name), Ok(name.clone()));
    }

    #[test]
    fn titles_become_names() {
        check("FastAPI", "fast-api");
        check("Galileo API Server", "galileo-api-server");
        check("  The \"Best\"\n API ", "the-best-api");
        check("OAuth2 / IPv4 API", "o-auth2-i-pv4-api");
    }

    #[test]
    fn names_that_cargo_refuses_are_changed() {
        check("3D Printing", "api-3d-printing");
        check("test", "test-client");
        check("Core", "core-client");
        check("Type", "type-client");
        check("Serde", "serde-client");
        check("galileo client", "galileo-client-client");
        check("NUL", "nul-client");
        check("", "api-client");
    }

    #[test]
    fn letters_that_are_not_ascii_are_written_so() {
        check("Überblick API", "uberblick-api");
        check("Straße & Œuvre", "strasse-oeuvre");
        check("Cafe\u{301} – L’Été", "cafe-l-ete");
        check("Документы", "dokumenty");
        check("支付", "zhi-fu");
        check("支付 Pay", "zhi-fu-pay");
        check("Acme™ API © 2024 🚀", "acme-api-2024");
        check("٣ Δοκιμή", "api-3-dokime");
        check("☃ ∞", "api-client");
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let name = made(&"word ".repeat(40), &[]);
        assert!(name.len() <= LONGEST, "{name}");
        assert!(name.ends_with("-word"), "{name}");
        assert_eq!(made(&"w".repeat(100), &[]).len(), LONGEST);
    }

    #[test]
    fn chosen_names_are_checked() {
        assert_eq!(chosen("my_api"), Ok("my_api".to_owned()));
        for name in [
            "",
            "1a",
            "a b",
            "a/b",
            "../a",
            "type",
            "test",
            "openapi_runtime",
            "openapi-runtime",
            "é",
            "-a",
            "CON",
        ] {
            assert!(chosen(name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_names_of_a_lock_file_are_found() {
        assert_eq!(
            dependencies("[[package]]\nname = \"proc_x\"\nversion = \"1\"\n"),
            ["proc-x"]
        );
    }
}
