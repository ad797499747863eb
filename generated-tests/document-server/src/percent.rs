//! Percent-decoding (RFC 3986 §2.1), and what forms add to it.

/// Decodes `%XX`; every other character stands for itself.
///
/// # Errors
///
/// A `%` without two hexadecimal digits, or bytes that are not UTF-8.
pub fn decoded(text: &str) -> Result<String, String> {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let (value, after) = pair(after)
                .ok_or_else(|| format!("`{text}` has a `%` without two hexadecimal digits"))?;
            out.push(value);
            rest = after;
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).map_err(|_| format!("`{text}` is not UTF-8 when it is decoded"))
}

/// As `application/x-www-form-urlencoded` has it: `+` is a space.
///
/// # Errors
///
/// As for [`decoded`].
pub fn form(text: &str) -> Result<String, String> {
    decoded(&text.replace('+', " "))
}

fn pair(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = bytes.split_at_checked(2)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let value = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triples_are_bytes_and_everything_else_is_itself() {
        assert_eq!(decoded("a%20b%C3%A9+%2B"), Ok("a bé++".to_owned()));
        assert_eq!(form("a+b%2B"), Ok("a b+".to_owned()));
        for fault in ["%", "%2", "%zz", "%+1", "%FF"] {
            assert!(decoded(fault).is_err(), "{fault}");
        }
    }
}
