//! Files of one folder are replaced together.
//!
//! All new texts are on the disk before the first old file goes; each file goes in one step.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes the files of a folder, which is made when it is not there. A file that is the same already is left alone.
///
/// # Errors
///
/// Something cannot be written; before the first file is replaced nothing has been touched.
pub fn all(folder: &Path, files: &[(&str, &str)]) -> Result<(), String> {
    fs::create_dir_all(folder)
        .map_err(|why| format!("`{}` cannot be made: {why}", folder.display()))?;
    let mut ready: Vec<(PathBuf, PathBuf)> = Vec::new();
    let result = prepare(folder, files, &mut ready).and_then(|()| {
        ready.iter().try_for_each(|(new, old)| {
            fs::rename(new, old)
                .map_err(|why| format!("`{}` cannot be replaced: {why}", old.display()))
        })
    });
    if result.is_err() {
        for (new, _) in &ready {
            // Those that were moved are no longer there.
            let _ = fs::remove_file(new);
        }
    }
    result
}

fn prepare(
    folder: &Path,
    files: &[(&str, &str)],
    ready: &mut Vec<(PathBuf, PathBuf)>,
) -> Result<(), String> {
    for (name, text) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|it| it == text.as_bytes()) {
            continue;
        }
        let new = folder.join(format!(".{name}.new"));
        ready.push((new.clone(), path));
        let written = fs::File::create(&new).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|why| format!("`{}` cannot be written: {why}", new.display()))?;
    }
    Ok(())
}
