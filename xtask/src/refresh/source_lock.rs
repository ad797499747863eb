//! `source.lock`: where the document comes from, and what it was when it came in.
//!
//! No date: the same source gives the same file. Git knows when.

use sha2::{Digest, Sha256};
use std::fmt;
use std::path::Path;

/// The contents of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLock {
    /// The address or file that `refresh` was given, or that a saved page names as its own.
    pub source: String,
    /// The address of the full document, when the source is a page that names it.
    pub document: Option<String>,
    /// Of `openapi.yaml`, in hexadecimal digits.
    pub sha256: String,
}

/// The file's text: a piece of TOML.
impl fmt::Display for SourceLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# Where `openapi.yaml` comes from. Written by `cargo xtask refresh`."
        )?;
        writeln!(f, "source = {:?}", self.source)?;
        if let Some(document) = &self.document {
            writeln!(f, "document = {document:?}")?;
        }
        writeln!(f, "sha256 = {:?}", self.sha256)
    }
}

impl SourceLock {
    /// Reads the file; there need not be one.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is not what `refresh` writes.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let Some(text) = super::text_if_there(path)? else {
            return Ok(None);
        };
        let lock =
            SourceLock::parse(&text).ok_or_else(|| format!("`{}` lacks a line", path.display()))?;
        Ok(Some(lock))
    }

    fn parse(text: &str) -> Option<Self> {
        let value = |name: &str| {
            let line = text
                .lines()
                .find_map(|it| it.strip_prefix(name)?.strip_prefix(" = \""))?;
            Some(
                line.trim_end()
                    .strip_suffix('"')?
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\"),
            )
        };
        Some(SourceLock {
            source: value("source")?,
            document: value("document"),
            sha256: value("sha256")?,
        })
    }
}

/// The hash of a text, in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut lock = SourceLock {
            source: "https://a.example/page.md".to_owned(),
            document: Some("https://a.example/openapi.json".to_owned()),
            sha256: sha256("abc"),
        };
        assert_eq!(
            lock.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(SourceLock::parse(&lock.to_string()), Some(lock.clone()));
        lock.document = None;
        assert_eq!(SourceLock::parse(&lock.to_string()), Some(lock));
        assert_eq!(SourceLock::parse("source = \"x\"\n"), None);
    }
}
