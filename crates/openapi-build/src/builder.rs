//! The call of a build script.

use crate::Config;
use crate::cargo;
use crate::cargo::Disk;
use crate::config::Change;
use crate::config::Checks;
use crate::config::Dynamic;
use crate::config::Features;
use crate::config::Lock;
use crate::config::Selection;
use crate::config::Selector;
use crate::config::Setting;
use crate::generate;
use std::path::Path;

/// Generates a client in a build script.
///
/// ```no_run
/// openapi_build::Builder::new("spec/openapi.yaml")
///     .overlay("spec/overlay.yaml")
///     .names_lock("spec/names.lock")
///     .run();
/// ```
///
/// The files land in `OUT_DIR`; `openapi_runtime::include_client!()` includes them. Cargo runs
/// the script again when the document, a file that it refers to, the overlay or the lock
/// changes, and only then. Errors stop the build with the place in the document; warnings are
/// cargo's warnings; everything is in `OUT_DIR/diagnostics.txt`.
#[derive(Clone, Debug)]
pub struct Builder {
    spec: String,
    overlay: Option<String>,
    lock: Option<String>,
    selection: Selection,
    settings: Vec<Setting>,
    settings_file: Option<String>,
    dynamic: Dynamic,
    features: FeaturesPerTag,
    checks: Checks,
}

/// Whether tags are features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FeaturesPerTag {
    Yes,
    No,
}

impl Builder {
    /// The path of the document, relative to the package.
    pub fn new(spec: impl Into<String>) -> Self {
        Builder {
            spec: spec.into(),
            overlay: None,
            lock: None,
            selection: Selection::default(),
            settings: Vec::new(),
            settings_file: None,
            dynamic: Dynamic::No,
            features: FeaturesPerTag::No,
            checks: Checks::No,
        }
    }

    /// The path of an overlay; it need not be there.
    pub fn overlay(mut self, path: impl Into<String>) -> Self {
        self.overlay = Some(path.into());
        self
    }

    /// The path of a names lock; it need not be there. It is read, never written.
    pub fn names_lock(mut self, path: impl Into<String>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Generates the operations that have this tag, and other ones that are named so; `*` stands for any text.
    ///
    /// Without a call of `tag`, `operation` or `path` all operations are generated. With one of them, or one that
    /// excludes, types that no operation reaches are left out.
    ///
    /// ```no_run
    /// openapi_build::Builder::new("spec/openapi.yaml")
    ///     .tag("pets")
    ///     .path("/v1/owners/**")
    ///     .exclude_operation("delete_*")
    ///     .run();
    /// ```
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.selection.include.push(Selector::Tag(tag.into()));
        self
    }

    /// Generates the operation with this `operationId`, and other ones that are named so; `*` stands for any text.
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.selection.include.push(Selector::Operation(id.into()));
        self
    }

    /// Generates the operations of a path, and other ones that are named so: `/v1/pets/{id}`, `GET /v1/*`, `/v1/**`.
    ///
    /// `*` stands for any text within a segment, `**` for any text.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.selection.include.push(Selector::Path(path.into()));
        self
    }

    /// Leaves out the operations that have this tag; `*` stands for any text.
    pub fn exclude_tag(mut self, tag: impl Into<String>) -> Self {
        self.selection.exclude.push(Selector::Tag(tag.into()));
        self
    }

    /// Leaves out the operation with this `operationId`; `*` stands for any text.
    pub fn exclude_operation(mut self, id: impl Into<String>) -> Self {
        self.selection.exclude.push(Selector::Operation(id.into()));
        self
    }

    /// Leaves out the operations of a path, written as for [`Builder::path`].
    pub fn exclude_path(mut self, path: impl Into<String>) -> Self {
        self.selection.exclude.push(Selector::Path(path.into()));
        self
    }

    /// Writes a table of the operations, to call them by name: `openapi_runtime::include_client!(dynamic)` includes it.
    pub fn dynamic(mut self) -> Self {
        self.dynamic = Dynamic::Yes;
        self
    }

    /// Writes the schemas beside the code, so that values can be checked by all that they say: `minimum`, `pattern`, `not` and
    /// whatever else a type of Rust does not say.
    ///
    /// The crate then turns the feature `check` of `openapi-runtime` on, and has `value.check()`, and
    /// `Client::builder(…).checks(…)` for what is sent and what comes. Types stay as they are.
    pub fn checks(mut self) -> Self {
        self.checks = Checks::Yes;
        self
    }

    /// Lets each tag be a feature of the crate, so that it can be built with a part of its operations.
    ///
    /// The operations of a tag, and the types that only they need, are there where its feature is on. The features are the
    /// crate's own to declare, in `Cargo.toml`; a feature is called as the method of the client is that gives the operations, in
    /// kebab-case:
    ///
    /// ```toml
    /// [features]
    /// default = ["pets", "store-orders"]
    /// pets = []
    /// store-orders = []
    /// ```
    ///
    /// A feature `types`, where it is declared, has the types that no operation leads to, such as those of webhooks.
    ///
    /// An operation with several tags is there where one of their features is on. Operations without a tag are always there, and so
    /// are those of a tag whose feature `Cargo.toml` does not declare, which is a warning that says what to write.
    pub fn features_per_tag(mut self) -> Self {
        self.features = FeaturesPerTag::Yes;
        self
    }

    /// Makes something else of one part of the document, which a JSON pointer names; `#` is every type.
    ///
    /// A pointer that names nothing, and a change without effect, is a warning.
    ///
    /// ```no_run
    /// use openapi_build::config::{Change, MapType, ValueCrate};
    ///
    /// openapi_build::Builder::new("spec/openapi.yaml")
    ///     .set("#/components/schemas/Pet", Change::Name("Animal".into()))
    ///     .set("#/components/schemas/Pet/properties/size", Change::Type("crate::Size".into()))
    ///     .set("format:date-time", Change::Type("chrono::DateTime<chrono::Utc>".into()))
    ///     .set("#", Change::Derive("PartialOrd".into()))
    ///     .set("operation:listPets", Change::Name("list".into()))
    ///     .set("tag:pets", Change::Name("animals".into()))
    ///     .set("#", Change::Values(ValueCrate::Uuid))
    ///     .set("#", Change::Map(MapType::BTreeMap))
    ///     .run();
    /// ```
    pub fn set(mut self, pointer: impl Into<String>, change: Change) -> Self {
        self.settings.push(Setting {
            pointer: pointer.into(),
            change,
        });
        self
    }

    /// The path of a file of settings, a line each as [`Setting::lines`] reads them; it need not be there. Those of
    /// [`Builder::set`] come after them, so they win.
    ///
    /// `cargo xtask renames` of the generator's repository prints such lines.
    pub fn settings(mut self, path: impl Into<String>) -> Self {
        self.settings_file = Some(path.into());
        self
    }

    /// Generates. Ends normally in any case: cargo is told of errors in its own way.
    pub fn run(self) {
        let disk = Disk::new();
        // Not through the disk: cargo need not watch what it sets itself.
        let Some(out_dir) = std::env::var_os("OUT_DIR") else {
            cargo::fail("OUT_DIR is not set: this is to be called from a build script");
            return;
        };
        let out_dir = Path::new(&out_dir);
        let config = match self.config(&disk) {
            Ok(config) => config,
            Err(why) => {
                cargo::fail(&why);
                disk.watch();
                return;
            }
        };
        let made = generate(&self.spec, &disk, &config);
        let files = match &made.client {
            Some(client) => client
                .files
                .iter()
                .map(|it| (it.name.clone(), it.text.clone()))
                .collect(),
            None => {
                let text = cargo::stand_in(&made.tree, &made.diagnostics);
                vec![
                    ("client.rs".to_owned(), text),
                    ("operations.rs".to_owned(), String::new()),
                    // Included too, if it is included at all.
                    ("dynamic.rs".to_owned(), String::new()),
                    ("types.rs".to_owned(), String::new()),
                ]
            }
        };
        cargo::report(&made.tree, &made.diagnostics, out_dir);
        if let Err(why) = cargo::write(out_dir, &files) {
            cargo::fail(&format!("the generated files cannot be written: {why}"));
        }
        disk.watch();
    }

    /// The features that the crate declares, if it is asked for them.
    fn features(&self, disk: &Disk) -> Result<Features, String> {
        if self.features == FeaturesPerTag::No {
            return Ok(Features::None);
        }
        let cannot = |why| format!("{} cannot be read: {why}", cargo::MANIFEST);
        let manifest = disk.read_optional(cargo::MANIFEST).map_err(cannot)?;
        let declared = cargo::features(&manifest.unwrap_or_default()).map_err(cannot)?;
        Ok(Features::Declared(declared))
    }

    fn config(&self, disk: &Disk) -> Result<Config, String> {
        let there = |path: &String| {
            let text = disk
                .read_optional(path)
                .map_err(|why| format!("{path} cannot be read: {why}"))?;
            Ok::<_, String>(text.map(|text| (path.clone(), text)))
        };
        let overlay = self.overlay.as_ref().map(there).transpose()?.flatten();
        let lock = self.lock.as_ref().map(there).transpose()?.flatten();
        let file = self
            .settings_file
            .as_ref()
            .map(there)
            .transpose()?
            .flatten();
        let file = file.map(|(path, text)| {
            Setting::lines(&text).map_err(|why| format!("{path} has no settings: {why}"))
        });
        let mut settings = file.transpose()?.unwrap_or_default();
        settings.extend(self.settings.iter().cloned());
        Ok(Config {
            overlay: overlay.map(|(path, _)| path),
            lock: lock.map(|(path, text)| Lock { path, text }),
            selection: self.selection.clone(),
            settings,
            dynamic: self.dynamic,
            features: self.features(disk)?,
            checks: self.checks,
        })
    }
}
