//! `cargo xtask msrv`: no dependency asks for a newer Rust than we promise.
//!
//! In: `cargo metadata` of the workspace, with all features. Out: a failure that names each crate that is too new, and
//! the way to it. Absent: compiling with the old Rust, which needs it installed.

use crate::repository;
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::process::Command;

/// What is promised: the package, and the Rust that it needs.
const PROMISES: &[(&str, Version)] = &[
    ("openapi-runtime", Version(1, 85, 0)),
    ("openapi-build", Version(1, 88, 0)),
];

/// A version of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32, u32);

impl Version {
    /// `1.85` and `1.85.1`; what stands behind a hyphen is left out.
    fn of(text: &str) -> Option<Self> {
        let mut parts = text.split('-').next()?.split('.').map(|it| it.parse().ok());
        Some(Version(
            parts.next()??,
            parts.next().unwrap_or(Some(0))?,
            parts.next().unwrap_or(Some(0))?,
        ))
    }
}

/// Checks all promises.
///
/// # Errors
///
/// A dependency is too new, or cargo cannot say.
pub fn run() -> Result<(), String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--all-features"])
        .current_dir(repository::root()?)
        .output()
        .map_err(|why| format!("cargo cannot be started: {why}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)
        .map_err(|why| format!("cargo metadata is not JSON: {why}"))?;
    let graph = Graph::of(&metadata).ok_or("cargo metadata is not as expected")?;
    let mut faults = Vec::new();
    for (name, promised) in PROMISES {
        let reached = graph
            .reached(name)
            .ok_or_else(|| format!("there is no package `{name}`"))?;
        let too_new = graph.too_new(&reached, *promised);
        println!(
            "{name}: {} of {} packages need more than Rust {}.{}",
            too_new.len(),
            reached.len(),
            promised.0,
            promised.1
        );
        faults.extend(too_new);
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\nerror: "))
    }
}

/// Packages and what they depend on outside of tests.
struct Graph {
    /// Name with version, and Rust, by id.
    packages: BTreeMap<String, (String, Option<Version>)>,
    dependencies: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn of(metadata: &Value) -> Option<Self> {
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
        let mut packages = BTreeMap::new();
        for it in metadata.get("packages")?.as_array()? {
            let rust = text(it, "rust_version").and_then(|it| Version::of(&it));
            packages.insert(
                text(it, "id")?,
                (
                    format!("{} {}", text(it, "name")?, text(it, "version")?),
                    rust,
                ),
            );
        }
        let mut dependencies = BTreeMap::new();
        for node in metadata.get("resolve")?.get("nodes")?.as_array()? {
            let used = node
                .get("deps")?
                .as_array()?
                .iter()
                .filter(|it| is_built(it));
            dependencies.insert(
                text(node, "id")?,
                used.filter_map(|it| text(it, "pkg")).collect(),
            );
        }
        Some(Graph {
            packages,
            dependencies,
        })
    }

    /// All packages that a package is built from, each with the one that asks for it.
    fn reached(&self, name: &str) -> Option<BTreeMap<&str, &str>> {
        let named = |it: &&String| {
            self.packages
                .get(*it)
                .is_some_and(|it| it.0.split(' ').next() == Some(name))
        };
        let root = self.packages.keys().find(named)?.as_str();
        let mut reached = BTreeMap::from([(root, root)]);
        let mut open = VecDeque::from([root]);
        while let Some(id) = open.pop_front() {
            for it in self.dependencies.get(id).into_iter().flatten() {
                if !reached.contains_key(it.as_str()) {
                    reached.insert(it, id);
                    open.push_back(it);
                }
            }
        }
        Some(reached)
    }

    fn too_new(&self, reached: &BTreeMap<&str, &str>, promised: Version) -> Vec<String> {
        let mut out = Vec::new();
        for id in reached.keys() {
            let Some((name, Some(rust))) = self.packages.get(*id) else {
                continue;
            };
            if *rust > promised {
                let way = self.way(reached, id);
                out.push(format!(
                    "`{name}` needs Rust {}.{}, more than {}.{}: {way}",
                    rust.0, rust.1, promised.0, promised.1
                ));
            }
        }
        out
    }

    fn way(&self, reached: &BTreeMap<&str, &str>, id: &str) -> String {
        let mut steps = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            steps.push(self.packages.get(id).map_or("", |it| it.0.as_str()));
            at = reached.get(id).copied().filter(|it| *it != id);
        }
        steps.reverse();
        steps.join(" → ")
    }
}

/// Whether a dependency is there outside of tests.
fn is_built(dependency: &Value) -> bool {
    let kinds = dependency.get("dep_kinds").and_then(Value::as_array);
    kinds.is_some_and(|it| {
        it.iter()
            .any(|it| it.get("kind").and_then(Value::as_str) != Some("dev"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> Graph {
        let metadata = r#"{
            "packages": [
                { "id": "a", "name": "a", "version": "1.0.0", "rust_version": "1.85" },
                { "id": "b", "name": "b", "version": "2.0.0", "rust_version": null },
                { "id": "c", "name": "c", "version": "3.0.0", "rust_version": "1.86.1" },
                { "id": "d", "name": "d", "version": "4.0.0", "rust_version": "1.90" }
            ],
            "resolve": { "nodes": [
                { "id": "a", "deps": [{ "pkg": "b", "dep_kinds": [{ "kind": null }] }, { "pkg": "d", "dep_kinds": [{ "kind": "dev" }] }] },
                { "id": "b", "deps": [{ "pkg": "c", "dep_kinds": [{ "kind": "build" }] }] },
                { "id": "c", "deps": [] }
            ] }
        }"#;
        Graph::of(&serde_json::from_str(metadata).unwrap()).unwrap()
    }

    #[test]
    fn what_is_too_new_is_named_with_the_way_to_it() {
        let graph = graph();
        let reached = graph.reached("a").unwrap();
        assert_eq!(
            graph.too_new(&reached, Version(1, 85, 0)),
            ["`c 3.0.0` needs Rust 1.86, more than 1.85: a 1.0.0 → b 2.0.0 → c 3.0.0"]
        );
        assert!(graph.too_new(&reached, Version(1, 87, 0)).is_empty());
        assert!(graph.reached("x").is_none());
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(Version::of("1.9"), Some(Version(1, 9, 0)));
        assert!(Version::of("1.9") < Version::of("1.85.1"));
        assert_eq!(Version::of("x"), None);
    }
}
