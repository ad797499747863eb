//! `cargo xtask refresh`: a new version of the document comes in.
//!
//! In: an address, a file, or a page of documentation that holds the document, and how the client is generated from it. Out: `openapi.yaml`, `names.lock` and
//! `source.lock`, and what changed. Nothing is touched when the new document does not generate.

mod changes;
mod page;
mod replace;
mod source;
mod source_lock;
mod yaml;

use crate::made::{self, told};
use crate::options::Options;
use crate::repository;
use openapi_build::diag::Diagnostics;
use openapi_build::tree::Tree;
use openapi_build::{Client, generate};
use page::Found;
use source::Fetched;
use source_lock::SourceLock;
use std::path::{Path, PathBuf};

/// The names of the files, in their folder.
const DOCUMENT: &str = "openapi.yaml";
const OVERLAY: &str = "overlay.yaml";
const NAMES: &str = "names.lock";
const SETTINGS: &str = "settings.txt";
const SOURCE: &str = "source.lock";

/// Bring a new version of the document in.
///
/// The new document has to generate before anything is touched. `overlay.yaml`, `names.lock` and `settings.txt` beside it count
/// as they do for the build script; what that is told by calls of its own (`.tag(…)`, `.set(…)`, `.checks()`) is said here by the
/// options of the same names, so that names and findings are those of the build. Whatever only says which files are written,
/// `--dynamic` and `--features-per-tag` of `generate`, is for the build script alone: no code is written here.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// An https address or a file: the document, or a Markdown page that holds it; otherwise as in `source.lock`.
    pub source: Option<String>,
    /// The folder of the document, otherwise `spec/` of this checkout.
    #[arg(long)]
    pub spec_dir: Option<PathBuf>,
    #[command(flatten)]
    pub options: Options,
}

/// Brings the document in.
///
/// # Errors
///
/// It cannot be had, or it does not generate; nothing was touched then.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let folder = match &arguments.spec_dir {
        Some(it) => it.clone(),
        None => repository::root()?.join("spec"),
    };
    let before = SourceLock::read(&folder.join(SOURCE))?;
    let old = text_if_there(&folder.join(DOCUMENT))?;
    if let (Some(lock), Some(old)) = (&before, &old)
        && lock.sha256 != source_lock::sha256(old)
    {
        return Err(format!(
            "`{DOCUMENT}` was changed by hand since it came in; move the changes to `{OVERLAY}`, or remove `{SOURCE}`"
        ));
    }
    let place = arguments
        .source
        .clone()
        .or_else(|| before.map(|it| it.source));
    let place = place.ok_or("no source is given, and `source.lock` names none")?;
    let fetched = source::fetch(&place)?;
    let found = page::find(&fetched.text)?;
    let text = yaml::as_yaml(&found.text)?;
    let client = checked(&folder, &text, &arguments.options)?;
    for line in changes::between(old.as_deref(), &text) {
        println!("{line}");
    }
    let lock = SourceLock {
        source: known_as(&fetched, &found),
        document: found.document,
        sha256: source_lock::sha256(&text),
    };
    replace::all(
        &folder,
        &[
            (DOCUMENT, &text),
            (NAMES, &client.lock),
            (SOURCE, &lock.to_string()),
        ],
    )
}

fn text_if_there(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(format!("`{}` cannot be read: {why}", path.display())),
    }
}

/// Generates from the new text where the old one stands, with the overlay, the names and the settings that are there.
fn checked(folder: &Path, text: &str, options: &Options) -> Result<Client, String> {
    let there = |name: &str| Some(folder.join(name)).filter(|it| it.is_file());
    let mut config = made::config(None, there(NAMES).as_deref())?;
    config.selection = options.selection();
    let settings = options.settings(there(SETTINGS).as_deref());
    config.settings = settings.map_err(|why| format!("nothing was touched; {why}"))?;
    config.checks = options.checks();
    config.overlay = there(OVERLAY).map(|_| OVERLAY.to_owned());
    let source = |name: &str| {
        if name == DOCUMENT {
            return Ok(text.to_owned());
        }
        std::fs::read_to_string(folder.join(name)).map_err(|why| why.to_string())
    };
    told(generate(DOCUMENT, &source, &config)).map_err(|why| format!("nothing was touched; {why}"))
}

/// Where the document comes from, for everyone: the address that a page names as its own is better than the file that
/// somebody saved it in, and of a file outside the checkout only the name means something to others.
fn known_as(fetched: &Fetched, found: &Found) -> String {
    match (&fetched.address, &found.page) {
        (Some(address), _) => address.clone(),
        (None, Some(page)) => page.clone(),
        (None, None) => {
            eprintln!(
                "note: the source is a file; `cargo xtask refresh` will need it to be named again elsewhere"
            );
            fetched.file.clone()
        }
    }
}

/// The values of one text.
fn tree_of(text: &str) -> (Tree, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let source = |name: &str| {
        if name == DOCUMENT {
            Ok(text.to_owned())
        } else {
            Err("it is another file".to_owned())
        }
    };
    let tree = Tree::read(DOCUMENT, &source, &mut diagnostics);
    (tree, diagnostics)
}
