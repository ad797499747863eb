//! A Python with the packages of a list, in a folder of its own.
//!
//! It is made once for each content of the list.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The list that an environment was made for, within it.
const MADE_FOR: &str = "made-for.txt";

/// The interpreter of an environment that has what `requirements` lists.
///
/// # Errors
///
/// There is no Python 3 with `venv`, or a package cannot be had.
pub fn environment(requirements: &Path, folder: &Path) -> Result<PathBuf, String> {
    let wanted = std::fs::read(requirements)
        .map_err(|why| format!("`{}` cannot be read: {why}", requirements.display()))?;
    let python = if cfg!(windows) {
        folder.join("Scripts").join("python.exe")
    } else {
        folder.join("bin").join("python")
    };
    if python.is_file() && std::fs::read(folder.join(MADE_FOR)).is_ok_and(|it| it == wanted) {
        return Ok(python);
    }
    println!("making an environment for Python in `{}`", folder.display());
    let base = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(base)
        .args(["-m", "venv", "--clear"])
        .arg(folder))?;
    run(Command::new(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--requirement",
        ])
        .arg(requirements))?;
    std::fs::write(folder.join(MADE_FOR), wanted)
        .map_err(|why| format!("`{MADE_FOR}` cannot be written: {why}"))?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|why| format!("{command:?} cannot be started: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?} ended with {status}"))
    }
}
