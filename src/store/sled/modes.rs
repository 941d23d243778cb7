//! Keeps what lies in the data folder from everybody but its owner. Changes modes, never owners.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

/// The bits of others and of the owner's group.
const OTHERS: u32 = 0o077;
/// The bit of folders that everybody uses together, as /tmp.
const STICKY: u32 = 0o1000;

/// Makes a folder that only its owner can look into: it will hold personal data.
///
/// # Errors
/// When the system cannot.
pub fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Whether others can write where a file lies.
pub fn is_shared(file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o022 != 0)
}

/// Whether others than its owner can come at a file or folder.
///
/// # Errors
/// When the system does not tell.
pub fn is_open_to_others(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & OTHERS != 0)
}

/// Takes the rights of all others from a file or folder.
///
/// # Errors
/// When they keep them: the mode cannot be changed, or it is a folder that others are to use.
pub fn close(path: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(path)?;
    let found = if found.is_symlink() { fs::metadata(path)? } else { found };
    let mode = found.permissions().mode() & 0o7777;
    if mode & OTHERS == 0 {
        return Ok(());
    }
    let shown = path.display();
    if mode & STICKY != 0 || path == Path::new("/") {
        let reason = format!("{shown} is shared by everybody on this machine; choose a folder of the desk's own");
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
    }
    let closed = fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS));
    // Some file systems take a mode and keep none.
    let now = fs::metadata(path)?.permissions().mode() & 0o7777;
    if now & OTHERS == 0 {
        tracing::warn!(path = %shown, before = %format!("{mode:04o}"), "others could read this; now its owner alone can");
        return Ok(());
    }
    let why = closed.err().map_or_else(|| "the file system keeps no modes".to_owned(), |error| error.to_string());
    let reason = format!(
        "others can read {shown} (mode {now:04o}) and that cannot be changed: {why}; chmod it, or choose another folder"
    );
    Err(io::Error::new(io::ErrorKind::PermissionDenied, reason))
}

/// The same for all that lies in a folder. The engine makes its files with the mode that the system gives them.
///
/// # Errors
/// As [`close`].
pub fn close_all(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        shut(&folder, 0o700)?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                shut(&entry.path(), 0o600)?;
            }
        }
    }
    Ok(())
}

/// Without a word: below a folder that is closed, nobody could come at it.
fn shut(path: &Path, mode: u32) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.permissions().mode() & OTHERS == 0 => Ok(()),
        Ok(_) => fs::set_permissions(path, Permissions::from_mode(mode)),
        // The engine removes its old snapshots meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_lose_their_rights_and_a_shared_folder_is_refused() -> io::Result<()> {
        let home = tempfile::tempdir()?;
        let mode = |path: &Path| fs::metadata(path).map(|found| found.permissions().mode() & 0o7777);
        let data = home.path().join("data");
        make(&data.join("sled"))?;
        fs::write(data.join("sled/db"), "")?;
        for path in [data.clone(), data.join("sled"), data.join("sled/db")] {
            fs::set_permissions(&path, Permissions::from_mode(0o755))?;
        }
        close(&data)?;
        close_all(&data)?;
        assert_eq!((mode(&data)?, mode(&data.join("sled"))?, mode(&data.join("sled/db"))?), (0o700, 0o700, 0o600));
        fs::set_permissions(&data, Permissions::from_mode(0o1777))?;
        let refused = close(&data).map_err(|error| error.to_string());
        assert!(refused.is_err_and(|reason| reason.contains("choose a folder of the desk's own")));
        assert_eq!(mode(&data)?, 0o1777);
        Ok(())
    }
}
