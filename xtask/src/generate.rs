//! `cargo xtask generate`: a document becomes a crate.
//!
//! In: a document, perhaps an overlay and a names lock. Out: a folder with a whole crate, or every error.

use crate::made::{self, Inputs};
use crate::package::{self, Member, Package};
use openapi_build::config::{Checks, Dynamic, Features, Selection, Selector, Setting};
use std::path::{Path, PathBuf};

/// Generate a crate from an OpenAPI document.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document: OpenAPI 3.0, 3.1 or 3.2, YAML or JSON.
    spec: PathBuf,
    /// The folder of the crate; it is made when it is not there.
    #[arg(long)]
    out: PathBuf,
    /// The name of the crate, otherwise made from the document's title.
    #[arg(long)]
    name: Option<String>,
    /// The crate is to be a member of a workspace around it.
    #[arg(long)]
    member: bool,
    /// Corrections of the document: an OpenAPI Overlay.
    #[arg(long)]
    overlay: Option<PathBuf>,
    /// Names that were given before, otherwise `names.lock` in the folder.
    #[arg(long)]
    names_lock: Option<PathBuf>,
    /// Operations can also be called by name, with JSON in and JSON out: `invoke`, `OPERATIONS`, and an example that is a
    /// command line.
    #[arg(long)]
    dynamic: bool,
    /// Each tag is a feature of the crate, on by default: what only its operations need can be left out by
    /// `--no-default-features --features TAG`.
    #[arg(long)]
    features_per_tag: bool,
    /// Values can be checked by all that the document's schemas say: `value.check()`, and `checks` of the client's builder.
    #[arg(long)]
    checks: bool,
    /// Make one part of the document otherwise: `'#/components/schemas/Pet name Animal'`, `'# derive PartialOrd'`,
    /// `'format:date-time type chrono::DateTime<chrono::Utc>'`, `'operation:listPets name list'`, `'tag:pets name animals'`,
    /// `'# values chrono'`, `'# map BTreeMap'`. The changes are `name`, `type-name`, `type`, `derive`, `closed`, `any-case`,
    /// `null-is-absent`, `leave-out`, `keep-undeclared`, `map` and `values`. Can be given several times.
    #[arg(long, value_name = "POINTER CHANGE")]
    set: Vec<Setting>,
    /// A file with such settings, a line each; those of `--set` win.
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

impl Arguments {
    /// As `generate SPEC --out OUT --name NAME`.
    pub fn new(spec: PathBuf, out: PathBuf, name: &str) -> Self {
        Arguments {
            spec,
            out,
            name: Some(name.to_owned()),
            member: false,
            overlay: None,
            names_lock: None,
            set: Vec::new(),
            settings: None,
            wanted: Wanted::default(),
            dynamic: false,
            features_per_tag: false,
            checks: false,
        }
    }

    /// The same with `--dynamic`.
    pub fn dynamic(self) -> Self {
        Arguments {
            dynamic: true,
            ..self
        }
    }
}

/// Writes the crate.
///
/// # Errors
///
/// The document has errors, or the folder cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let own_lock = arguments.out.join(package::LOCK);
    let lock = arguments
        .names_lock
        .as_deref()
        .or_else(|| own_lock.is_file().then_some(own_lock.as_path()));
    let inputs = Inputs {
        spec: &arguments.spec,
        overlay: arguments.overlay.as_deref(),
        lock,
        selection: arguments.wanted.selection(),
        settings: settings(arguments)?,
        dynamic: if arguments.dynamic {
            Dynamic::Yes
        } else {
            Dynamic::No
        },
        features: if arguments.features_per_tag {
            Features::PerTag
        } else {
            Features::None
        },
        checks: if arguments.checks {
            Checks::Yes
        } else {
            Checks::No
        },
    };
    let chosen = arguments
        .name
        .as_deref()
        .map(package::name::chosen)
        .transpose()?;
    let client = made::told(made::read(&inputs)?)?;
    let member = if arguments.member {
        Member::OfWorkspaceAround
    } else {
        Member::Alone
    };
    let name = match chosen {
        Some(name) => name,
        None => package::name::from_title(&client.plan.about.title)?,
    };
    write(&client, &name, member, &arguments.out)
}

/// The settings of the file, then those of the command line.
fn settings(arguments: &Arguments) -> Result<Vec<Setting>, String> {
    let mut all = match &arguments.settings {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|why| format!("`{}` cannot be read: {why}", path.display()))?;
            Setting::lines(&text).map_err(|why| format!("`{}`, {why}", path.display()))?
        }
        None => Vec::new(),
    };
    all.extend(arguments.set.iter().cloned());
    Ok(all)
}

fn write(
    client: &openapi_build::Client,
    name: &str,
    member: Member,
    out: &Path,
) -> Result<(), String> {
    let package = Package {
        client,
        name,
        member,
    };
    package.write(out)?;
    let (types, operations) = (client.plan.types.len(), client.plan.client.operations.len());
    println!(
        "`{name}` in `{}`: {types} types, {operations} operations",
        out.display()
    );
    Ok(())
}
