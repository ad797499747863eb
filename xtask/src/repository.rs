//! Where things are in this checkout.
//!
//! In: the folder that this crate was compiled in. Out: absolute paths, checked to be there.

use std::path::{Path, PathBuf};

/// The root of the checkout.
///
/// # Errors
///
/// It was moved or removed after this program was compiled.
pub fn root() -> Result<PathBuf, String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.parent().filter(|it| it.join("Cargo.toml").is_file());
    root.map(Path::to_path_buf).ok_or_else(|| {
        format!(
            "the checkout is no longer where `{}` was; run this through `cargo xtask` there",
            own.display()
        )
    })
}

/// The folder of the runtime, which generated crates depend on.
///
/// # Errors
///
/// It is not there.
pub fn runtime() -> Result<PathBuf, String> {
    let path = root()?.join("crates").join("openapi-runtime");
    if path.join("Cargo.toml").is_file() {
        Ok(path)
    } else {
        Err(format!("the runtime is not at `{}`", path.display()))
    }
}
