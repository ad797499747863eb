//! A generated client as a whole crate.
//!
//! In: what the generator made, a name. Out: the files of a crate whose only dependency is the runtime of this
//! checkout. Absent: anything that depends on the document's types or operations.

mod example;
pub mod name;

use crate::made::text_of;
use crate::repository;
use openapi_build::Client;
use openapi_build::ir::{Crate, Feature, FeatureOf, Table, ValueFeature};
use std::path::Path;

/// The file that keeps the names.
pub const LOCK: &str = "names.lock";

/// The first line of every file that may be written over.
const MARK: &str = "Generated from an OpenAPI document by `cargo xtask generate`.";

/// What generated code may do without a word from rustc, rustdoc or clippy. The list with its reasons is in
/// `crates/openapi-runtime/src/include.rs`; a test holds the two together.
const ALLOWED: &[&str] = &[
    "deprecated",
    "dead_code",
    "unreachable_pub",
    "unused_imports",
    "missing_docs",
    "clippy::complexity",
    "clippy::derived_hash_with_manual_eq",
    "clippy::large_enum_variant",
    "clippy::nursery",
    "clippy::pedantic",
    "clippy::restriction",
    "clippy::style",
];

/// What a crate passes on of the runtime, so that its users need not depend on that themselves; in rustfmt's order.
const PASSED_ON: &[&str] = &[
    "AccessToken",
    "Answer",
    "Auth",
    "BaseUrl",
    "Body",
    "BuildError",
    "ByteStream",
    "CallOptions",
    "ClientBuilder",
    "Credential",
    "Error",
    "ErrorKind",
    "Event",
    "EventStream",
    "Failure",
    "Form",
    "HeaderMap",
    "ItemStream",
    "Items",
    "Method",
    "OAuth2",
    "OperationServers",
    "Pages",
    "Part",
    "RawRequest",
    "RawResponse",
    "RawStream",
    "Reconnects",
    "Redirects",
    "Response",
    "Retries",
    "Secret",
    "StatusCode",
    "TokenError",
    "TokenSource",
    "Undeclared",
    "blocking",
    "check",
    "transport",
];

/// Whether the crate belongs to a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// It is a workspace of its own, whatever is around it.
    Alone,
    /// The workspace around it lists it.
    OfWorkspaceAround,
}

/// A crate to be written.
#[derive(Debug)]
pub struct Package<'a> {
    /// Its code.
    pub client: &'a Client,
    /// Its name.
    pub name: &'a str,
    /// Whose it is.
    pub member: Member,
}

impl Package<'_> {
    /// Writes the crate; files that are the same already are left alone.
    ///
    /// A `Cargo.toml`, `src/lib.rs` or `examples/call.rs` that was written by somebody else is kept beside, under `NAME.orig`.
    ///
    /// # Errors
    ///
    /// The folder cannot be written, or the runtime is not there.
    pub fn write(&self, out: &Path) -> Result<(), String> {
        let mut files = vec![
            ("Cargo.toml".to_owned(), self.manifest()?),
            ("src/lib.rs".to_owned(), self.library()),
            (LOCK.to_owned(), self.client.lock.clone()),
        ];
        files.extend(
            self.client
                .files
                .iter()
                .map(|it| (format!("src/{}", it.name), it.text.clone())),
        );
        if self.client.plan.table == Table::Written {
            let text = example::text(self.name, &self.client.plan.client);
            files.push((example::PATH.to_owned(), text));
        }
        for name in ["Cargo.toml", "src/lib.rs", example::PATH] {
            keep(&out.join(name))?;
        }
        let say = |why| format!("`{}` cannot be written: {why}", out.display());
        std::fs::create_dir_all(out).map_err(say)?;
        openapi_build::cargo::write(out, &files).map_err(say)?;
        match self.member {
            Member::Alone => tested_versions(out),
            Member::OfWorkspaceAround => Ok(()),
        }
    }

    /// As [`Package::write`], and lets the versions of dependencies follow those of this checkout again.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn write_anew(&self, out: &Path) -> Result<(), String> {
        let lock = out.join("Cargo.lock");
        if lock.exists() {
            std::fs::remove_file(&lock)
                .map_err(|why| format!("`{}` cannot be removed: {why}", lock.display()))?;
        }
        self.write(out)
    }

    fn manifest(&self) -> Result<String, String> {
        let runtime = repository::runtime()?;
        let about = &self.client.plan.about;
        let description = format!(
            "A client for {}, generated from its OpenAPI document.",
            one_line(&about.title)
        );
        let workspace = match self.member {
            Member::Alone => {
                "\n# A workspace of its own, also inside another one's folder.\n[workspace]\n"
            }
            Member::OfWorkspaceAround => "",
        };
        let dynamic = match self.client.plan.table {
            Table::Written => {
                "# Arguments and results of calls by name.\n\
                 serde_json = \"1\"\n\
                 \n\
                 [dev-dependencies]\n\
                 # For the command line in `examples`.\n\
                 tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n"
            }
            Table::Absent => "",
        };
        Ok(format!(
            "# {MARK}\n\
             [package]\n\
             name = {name}\n\
             version = \"0.1.0\"\n\
             edition = \"2024\"\n\
             rust-version = \"1.85\"\n\
             description = {description}\n\
             \n\
             [dependencies]\n\
             openapi-runtime = {{ path = {path}{features} }}\n\
             {dynamic}{own_features}{workspace}",
            name = quoted(self.name),
            description = quoted(&description),
            path = quoted(text_of(&runtime)?),
            features = features(&self.client.plan),
            own_features = own_features(&self.client.plan.features),
        ))
    }

    fn library(&self) -> String {
        let about = &self.client.plan.about;
        let mut docs = format!("//! A client for {}", plain(&about.title));
        if !about.version.trim().is_empty() {
            docs.push_str(&format!(", version {}", plain(&about.version)));
        }
        docs.push_str(".\n");
        if !about.docs.is_empty() {
            docs.push_str("//!\n");
        }
        for line in &about.docs {
            docs.push_str(format!("//! {line}").trim_end());
            docs.push('\n');
        }
        if !self.client.plan.features.is_empty() {
            docs.push_str(
                "//!\n\
                 //! Each tag of the document is a feature of this crate, and all are on by default. An operation is there where the feature\n\
                 //! of one of its tags is on, or where it has no tag.\n",
            );
        }
        let passed_on = self.passed_on();
        let allow = format!("#![allow(\n    {}\n)]", ALLOWED.join(",\n    "));
        let (module, by_name) = match self.client.plan.table {
            Table::Written => (
                "#[rustfmt::skip]\nmod dynamic;\n",
                "pub use dynamic::{OPERATIONS, invoke};\n",
            ),
            Table::Absent => ("", ""),
        };
        format!(
            "// {MARK}\n\n\
             {docs}\n\
             #![forbid(unsafe_code)]\n\
             // rustc and rustdoc follow types that hold each other this deep to see whether they are `Send`.\n\
             #![recursion_limit = \"1024\"]\n\
             {allow}\n\n\
             #[rustfmt::skip]\n\
             mod client;\n\
             {module}\
             #[rustfmt::skip]\n\
             pub mod operations;\n\
             #[rustfmt::skip]\n\
             pub mod types;\n\n\
             pub use client::*;\n\
             {by_name}\
             pub use openapi_runtime::{{\n{passed_on}}};\n"
        )
    }

    /// The runtime's public items, but for those whose names the client itself has.
    fn passed_on(&self) -> String {
        let client = &self.client.plan.client;
        let groups = client.groups.iter().map(|it| &it.ident);
        let own: Vec<&str> = groups
            .chain(client.servers.iter().map(|it| &it.ident))
            .map(|it| it.as_str())
            .collect();
        // What checks are made with: for who was asked for them.
        let unasked = |it: &str| it == "check" && self.client.plan.checks.is_none();
        let free = PASSED_ON.iter().filter(|it| !own.contains(*it));
        let free = free.filter(|it| !unasked(it));
        let mut lines = String::new();
        let mut line = String::from("   ");
        for name in free {
            // Four blanks, names, commas: as rustfmt fills lines of 100 characters.
            if line.len() + name.len() + 2 > 100 {
                lines.push_str(&line);
                lines.push('\n');
                line.truncate(3);
            }
            line.push_str(&format!(" {name},"));
        }
        lines.push_str(&line);
        lines.push('\n');
        lines
    }
}

/// Moves a file aside that somebody else wrote.
fn keep(path: &Path) -> Result<(), String> {
    let Ok(text) = std::fs::read(path) else {
        return Ok(());
    };
    if String::from_utf8_lossy(&text)
        .lines()
        .next()
        .is_some_and(|it| it.contains(MARK))
    {
        return Ok(());
    }
    let mut aside = path.as_os_str().to_owned();
    aside.push(".orig");
    let aside = Path::new(&aside);
    if aside.exists() {
        return Err(format!(
            "`{}` was not made here, and `{}` is there already",
            path.display(),
            aside.display()
        ));
    }
    std::fs::rename(path, aside)
        .map_err(|why| format!("`{}` cannot be moved: {why}", path.display()))?;
    eprintln!(
        "warning: `{}` was not made here; it is kept as `{}`",
        path.display(),
        aside.display()
    );
    Ok(())
}

/// Lets the crate begin with the versions of dependencies that this checkout is tested with. Cargo takes from the
/// lock file what it needs, and removes the rest.
///
/// # Errors
///
/// The file cannot be written.
pub fn tested_versions(out: &Path) -> Result<(), String> {
    let (from, to) = (
        repository::root()?.join("Cargo.lock"),
        out.join("Cargo.lock"),
    );
    if to.exists() || !from.exists() {
        return Ok(());
    }
    std::fs::copy(&from, &to)
        .map_err(|why| format!("`{}` cannot be written: {why}", to.display()))?;
    Ok(())
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => out.extend(['\\', it]),
            it if it.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(it))),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// A key of TOML: bare where it can be.
fn key(name: &str) -> String {
    let bare = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// Text of a document on one line.
fn one_line(text: &str) -> String {
    text.split(|it: char| it.is_whitespace() || it.is_control())
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text of a document as it can stand in documentation: no Markdown, no characters that turn text around.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for it in one_line(text).chars().filter(|it| !turns(*it)) {
        if it.is_ascii_punctuation()
            && !matches!(it, '.' | ',' | '-' | '/' | ':' | '\'' | '(' | ')' | '%')
        {
            out.push('\\');
        }
        out.push(it);
    }
    out
}

fn turns(it: char) -> bool {
    matches!(it, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The features of the runtime that the types of a client need, as the end of a dependency.
fn features(plan: &Crate) -> String {
    let name = |it: &ValueFeature| match it {
        ValueFeature::Chrono => "\"chrono\"",
        ValueFeature::Time => "\"time\"",
        ValueFeature::Uuid => "\"uuid\"",
        ValueFeature::Url => "\"url\"",
    };
    let checks = plan.checks.as_ref().map(|_| "\"check\"");
    let values = plan.value_features.iter().map(name);
    let all: Vec<&str> = checks.into_iter().chain(values).collect();
    if all.is_empty() {
        return String::new();
    }
    format!(", features = [{}]", all.join(", "))
}

/// The features of the crate itself: one for each tag, all of them on.
fn own_features(features: &[Feature]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let listed: Vec<String> = features
        .iter()
        .map(|it| format!("    {},\n", quoted(&it.name)))
        .collect();
    let each: Vec<String> = features
        .iter()
        .map(|it| {
            let what = match &it.of {
                FeatureOf::Tag(tag) => one_line(tag),
                FeatureOf::OtherTypes => {
                    "Types that no operation leads to: of webhooks and callbacks, or for their own sake.".to_owned()
                }
            };
            if what == *it.name {
                format!("{} = []\n", key(&it.name))
            } else {
                format!("# {what}\n{} = []\n", key(&it.name))
            }
        })
        .collect();
    format!(
        "\n# One for each tag: its operations, and the types that only they need.\n\
         [features]\n\
         default = [\n{}]\n{}",
        listed.concat(),
        each.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_client_are_excused_from_the_same_lints() {
        let source = include_str!("../../../crates/openapi-runtime/src/include.rs");
        let list = source
            .split_once("#[allow(\n")
            .and_then(|it| it.1.split_once(")]"))
            .map_or("", |it| it.0);
        let lints = list
            .lines()
            .map(str::trim)
            .filter(|it| !it.starts_with("//") && !it.is_empty());
        let lints: Vec<_> = lints.map(|it| it.trim_end_matches(',')).collect();
        assert_eq!(lints, ALLOWED);
    }

    #[test]
    fn texts_cannot_leave_their_place() {
        assert_eq!(quoted("a\"b\\c\nd\u{7f}"), r#""a\"b\\c\u000Ad\u007F""#);
        assert_eq!(plain("a\n# `b` [c]*"), r"a \# \`b\` \[c\]\*");
    }
}
