//! The bytes of a source.
//!
//! In: an address or a path. Out: its text. Absent: what the text is.

use crate::repository;
use std::path::Path;
use std::time::Duration;

/// So long may a server take.
const LIMIT: Duration = Duration::from_secs(120);

/// So large may a document be.
const LARGEST: u64 = 256 << 20;

/// A text and where it is from.
#[derive(Debug)]
pub struct Fetched {
    /// The text.
    pub text: String,
    /// The address, if it came from one.
    pub address: Option<String>,
    /// The file as others can know it: its path below the checkout, or its name.
    pub file: String,
}

/// Reads a file, or asks a server.
///
/// # Errors
///
/// It cannot be had, is no text, or the address is not `https`.
pub fn fetch(place: &str) -> Result<Fetched, String> {
    let scheme = place.split_once("://").map(|it| it.0.to_ascii_lowercase());
    let bytes = match scheme.as_deref() {
        Some("https") => ask(place, Protocol::Https)?,
        Some("http") if is_loopback(place) => ask(place, Protocol::Http)?,
        Some("http") => {
            return Err(format!(
                "`{place}`: anyone on the way could change it; use https, or save it to a file"
            ));
        }
        Some(_) => return Err(format!("`{place}` is neither an https address nor a file")),
        None => std::fs::read(place).map_err(|why| format!("`{place}` cannot be read: {why}"))?,
    };
    let text = String::from_utf8(bytes).map_err(|_| format!("`{place}` is not UTF-8 text"))?;
    let address = scheme.map(|_| place.to_owned());
    Ok(Fetched {
        text,
        address,
        file: known_file(Path::new(place)),
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Https,
    Http,
}

fn ask(address: &str, protocol: Protocol) -> Result<Vec<u8>, String> {
    let config = ureq::Agent::config_builder()
        .https_only(protocol == Protocol::Https)
        .timeout_global(Some(LIMIT))
        .tls_config(
            ureq::tls::TlsConfig::builder()
                .root_certs(ureq::tls::RootCerts::PlatformVerifier)
                .build(),
        )
        .build();
    let fault = |why: ureq::Error| format!("`{address}` cannot be fetched: {why}");
    let mut answer = ureq::Agent::new_with_config(config)
        .get(address)
        .call()
        .map_err(fault)?;
    answer
        .body_mut()
        .with_config()
        .limit(LARGEST)
        .read_to_vec()
        .map_err(fault)
}

/// Whether an `http` address is one of this machine.
fn is_loopback(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |it| it.1);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .strip_suffix(|it: char| it.is_ascii_digit())
        .map_or(authority, |_| {
            authority.rsplit_once(':').map_or(authority, |it| it.0)
        });
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn known_file(path: &Path) -> String {
    let root = repository::root().and_then(|it| it.canonicalize().map_err(|why| why.to_string()));
    let full = path.canonicalize().map_err(|why| why.to_string());
    let inside = root.and_then(|root| {
        full.and_then(|it| {
            it.strip_prefix(root)
                .map(Path::to_path_buf)
                .map_err(|why| why.to_string())
        })
    });
    match inside {
        Ok(inside) => inside.to_string_lossy().into_owned(),
        Err(_) => path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_may_be_asked_without_encryption() {
        for yes in [
            "http://127.0.0.1:8000/openapi.json",
            "http://localhost/x",
            "http://[::1]:80/x",
        ] {
            assert!(is_loopback(yes), "{yes}");
        }
        for no in [
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "http://localhost:1@b:2/",
        ] {
            assert!(!is_loopback(no), "{no}");
            assert!(fetch(no).is_err_and(|it| it.contains("https")), "{no}");
        }
        assert!(fetch("ftp://example.com/x").is_err());
    }
}
