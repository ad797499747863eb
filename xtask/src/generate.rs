//! `cargo xtask generate`: a document becomes a crate.
//!
//! In: a document, perhaps an overlay and a names lock. Out: a folder with a whole crate, or every error.

use crate::made::{self, Inputs};
use crate::package::{self, Member, Package};
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
