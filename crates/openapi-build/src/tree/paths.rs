//! Names of files and addresses as references write them: joined, normalised, made relative, percent-decoded.
//!
//! Text in, text out; the disk is not asked.

/// Whether a reference is an address with a scheme, such as `https://…` or `urn:…`.
pub(super) fn is_address(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    // One letter is a drive of Windows.
    scheme.len() > 1
        && scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}

/// `reference` as seen from `base`: a file beside it, or an address relative to an address.
pub(super) fn join(base: &str, reference: &str) -> String {
    if is_address(reference) || reference.is_empty() {
        return if reference.is_empty() {
            base.to_owned()
        } else {
            reference.to_owned()
        };
    }
    let (origin, path) = split_origin(base);
    if let Some(rest) = reference.strip_prefix("//")
        && let Some((scheme, _)) = origin.split_once(':')
    {
        return format!("{scheme}://{rest}");
    }
    let path = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        match path.rfind('/') {
            Some(end) => format!("{}/{reference}", &path[..end]),
            None if origin.is_empty() => reference.to_owned(),
            None => format!("/{reference}"),
        }
    };
    format!("{origin}{}", normalise(&path))
}

/// `https://host` and the rest; a file's name has no origin.
fn split_origin(text: &str) -> (&str, &str) {
    if !is_address(text) {
        return ("", text);
    }
    let Some(start) = text.find("://") else {
        return ("", text);
    };
    let end = text[start + 3..]
        .find('/')
        .map_or(text.len(), |at| start + 3 + at);
    text.split_at(end)
}

/// Without `.` and, where a folder stands before it, `..`.
pub(super) fn normalise(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

/// The name of `file` as seen from the folder that `root` is in.
pub(super) fn relative(root: &str, file: &str) -> String {
    let root = normalise(root);
    let file = normalise(file);
    if root.starts_with('/') != file.starts_with('/') {
        return file;
    }
    let mut folder: Vec<&str> = root.split('/').collect();
    folder.pop();
    let parts: Vec<&str> = file.split('/').collect();
    let shared = folder
        .iter()
        .zip(&parts)
        .take_while(|(a, b)| a == b)
        .count();
    let up = folder.len() - shared;
    let rest = parts.iter().skip(shared).copied();
    std::iter::repeat_n("..", up)
        .chain(rest)
        .collect::<Vec<_>>()
        .join("/")
}

/// `%7E` is `~`; anything that is not two hexadecimal digits, or not UTF-8, stays.
pub(super) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |it: Option<&u8>| it.and_then(|it| char::from(*it).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_joined_to_the_folder_of_the_referring_file() {
        assert_eq!(join("spec/openapi.yaml", "models/../a.yml"), "spec/a.yml");
        assert_eq!(join("openapi.yaml", "./a.yml"), "a.yml");
        assert_eq!(join("openapi.yaml", "../a.yml"), "../a.yml");
        assert_eq!(join("../x/openapi.yaml", "../../a.yml"), "../../a.yml");
        assert_eq!(join("/abs/openapi.yaml", "../../a.yml"), "/a.yml");
        assert_eq!(join("spec/openapi.yaml", "/etc/a.yml"), "/etc/a.yml");
    }

    #[test]
    fn addresses_are_joined_as_addresses() {
        assert_eq!(join("https://e.org/a/b", "c"), "https://e.org/a/c");
        assert_eq!(join("https://e.org", "c"), "https://e.org/c");
        assert_eq!(join("https://e.org/a/b", "/c"), "https://e.org/c");
        assert_eq!(join("https://e.org/a/b", "//f.org/c"), "https://f.org/c");
        assert_eq!(join("https://e.org/a/b", "urn:x:y"), "urn:x:y");
        assert_eq!(
            join("spec/openapi.yaml", "https://e.org/x"),
            "https://e.org/x"
        );
        assert!(!is_address("C:/x") && !is_address("a/b:c") && is_address("urn:x"));
    }

    #[test]
    fn names_are_seen_from_the_folder_of_the_document() {
        assert_eq!(
            relative("spec/openapi.yaml", "spec/models/x.yml"),
            "models/x.yml"
        );
        assert_eq!(
            relative("spec/openapi.yaml", "common/x.yml"),
            "../common/x.yml"
        );
        assert_eq!(relative("openapi.yaml", "x.yml"), "x.yml");
        assert_eq!(relative("/a/b/openapi.yaml", "/a/c/x.yml"), "../c/x.yml");
    }

    #[test]
    fn percent_signs_that_encode_nothing_stay() {
        assert_eq!(percent_decoded("a%20b%2Fc%7e"), "a b/c~");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%zz%4"), "%zz%4");
        assert_eq!(percent_decoded("%ff"), "%ff");
        assert_eq!(percent_decoded("%é1"), "%é1");
    }
}
