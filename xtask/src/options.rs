//! What tasks that generate a client are told of it: which operations, what is made otherwise, whether values are checked.
//!
//! In: the command line. Out: the parts of a configuration. A build script says the same by methods of
//! `openapi_build::Builder`.

use openapi_build::config::{Checks, Selection, Selector, Setting};
use std::path::{Path, PathBuf};

/// How a client is generated.
#[derive(Debug, Default, clap::Args)]
pub struct Options {
    /// Values can be checked by all that the document's schemas say: `value.check()`, and `checks` of the client's builder.
    #[arg(long)]
    checks: bool,
    /// Make one part of the document otherwise: `'#/components/schemas/Pet name Animal'`, `'# derive PartialOrd'`,
    /// `'format:date-time type chrono::DateTime<chrono::Utc>'`, `'operation:listPets name list'`, `'tag:pets name animals'`,
    /// `'# values chrono'`, `'# map BTreeMap'`. The changes are `name`, `type-name`, `type`, `derive`, `closed`, `any-case`,
    /// `null-is-absent`, `leave-out`, `keep-undeclared`, `map` and `values`. Can be given several times.
    #[arg(long, value_name = "POINTER CHANGE")]
    set: Vec<Setting>,
    /// A file with such settings, a line each; those of `--set` win. `refresh` reads `settings.txt` beside the document otherwise.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    #[command(flatten)]
    wanted: Wanted,
}

/// Which operations are generated: all of them, unless one of these says otherwise. Types that no operation reaches are
/// then left out. Each can be given several times.
#[derive(Debug, Default, clap::Args)]
struct Wanted {
    /// Only operations with this tag, and others that are wanted; `*` stands for any text.
    #[arg(long)]
    tag: Vec<String>,
    /// Only the operation with this `operationId`, and others that are wanted; `*` stands for any text.
    #[arg(long)]
    operation: Vec<String>,
    /// Only operations of this path, and others that are wanted: `/v1/pets/{id}`, `GET /v1/*`, `/v1/**`.
    #[arg(long)]
    path: Vec<String>,
    /// No operation with this tag.
    #[arg(long, value_name = "TAG")]
    exclude_tag: Vec<String>,
    /// Not the operation with this `operationId`.
    #[arg(long, value_name = "OPERATION")]
    exclude_operation: Vec<String>,
    /// No operation of this path.
    #[arg(long, value_name = "PATH")]
    exclude_path: Vec<String>,
}

impl Wanted {
    fn selection(&self) -> Selection {
        let all = |tags: &[String], operations: &[String], paths: &[String]| {
            let tags = tags.iter().cloned().map(Selector::Tag);
            let operations = operations.iter().cloned().map(Selector::Operation);
            let paths = paths.iter().cloned().map(Selector::Path);
            tags.chain(operations).chain(paths).collect()
        };
        Selection {
            include: all(&self.tag, &self.operation, &self.path),
            exclude: all(
                &self.exclude_tag,
                &self.exclude_operation,
                &self.exclude_path,
            ),
        }
    }
}

impl Options {
    /// Which operations are wanted.
    pub fn selection(&self) -> Selection {
        self.wanted.selection()
    }

    /// Whether values can be checked.
    pub fn checks(&self) -> Checks {
        match self.checks {
            true => Checks::Yes,
            false => Checks::No,
        }
    }

    /// The settings of the file, then those of the command line. `otherwise` is the file where none is named.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a line is no setting.
    pub fn settings(&self, otherwise: Option<&Path>) -> Result<Vec<Setting>, String> {
        let mut all = match self.settings.as_deref().or(otherwise) {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
                Setting::lines(&text).map_err(|why| format!("`{}`, {why}", path.display()))?
            }
            None => Vec::new(),
        };
        all.extend(self.set.iter().cloned());
        Ok(all)
    }
}
