//! `cargo xtask generate`: a document becomes a crate.
//!
//! In: a document, perhaps an overlay and a names lock. Out: a folder with a whole crate, or every error.

use crate::made::{self, Inputs};
use crate::options::Options;
use crate::package::{self, Member, Package};
use openapi_build::config::{Dynamic, Features};
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
    #[command(flatten)]
    options: Options,
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
            options: Options::default(),
            dynamic: false,
            features_per_tag: false,
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
        selection: arguments.options.selection(),
        settings: arguments.options.settings(None)?,
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
        checks: arguments.options.checks(),
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
