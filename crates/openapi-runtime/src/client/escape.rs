//! Percent-encoding.
//!
//! In: text. Out: text of which nothing can be taken for the structure of a URL or a form. Deliberately absent:
//! decoding, and any knowledge of styles.

/// Which characters stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Letters, digits, `-`, `.`, `_` and `~`.
    Unreserved,
    /// Letters, digits, `-`, `.` and `_`; a space becomes `+`: the rules of forms.
    Form,
    /// The unreserved ones, percent-encoded triples, and reserved ones without a meaning for a query: RFC 6570's
    /// reserved expansion, less `#`, `[`, `]`, `&` and `+`, which a query cannot hold or reads as something else.
    Reserved,
    /// As `Reserved`, less `,` and `=` too: for what stands between such delimiters.
    ReservedPart,
    /// As `Reserved`, for a segment of a path: `&` and `+` have no meaning there, and `/` and `?` have.
    Segment,
    /// As `Segment`, less `,`, `;` and `=` too.
    SegmentPart,
    /// What a path written in a document may hold: `pchar`, `/`, percent-encoded triples.
    Path,
    /// What a query written in a document may hold.
    Query,
    /// Cookie octets except `%`.
    Cookie,
}

impl Keep {
    fn keeps(self, byte: u8) -> bool {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            return true;
        }
        match self {
            Keep::Unreserved => byte == b'~',
            Keep::Form => false,
            Keep::Reserved => b"~:/?@!$'()*,;=".contains(&byte),
            Keep::ReservedPart => b"~:/?@!$'()*;".contains(&byte),
            Keep::Segment => b"~:@!$&'()*+,;=".contains(&byte),
            Keep::SegmentPart => b"~:@!$&'()*+".contains(&byte),
            Keep::Path => b"~:/@!$&'()*+,;=".contains(&byte),
            Keep::Query => b"~:/@!$&'()*+,;=?".contains(&byte),
            Keep::Cookie => is_cookie_octet(byte) && byte != b'%',
        }
    }

    /// Whether `%41` in the text is taken as already encoded.
    fn keeps_triples(self) -> bool {
        match self {
            Keep::Reserved
            | Keep::ReservedPart
            | Keep::Segment
            | Keep::SegmentPart
            | Keep::Path
            | Keep::Query => true,
            Keep::Unreserved | Keep::Form | Keep::Cookie => false,
        }
    }
}

/// Whether a byte may stand in a cookie's value: RFC 6265's `cookie-octet`.
pub(crate) fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}

/// Whether a text is an HTTP token: what names of headers and cookies are made of.
pub(crate) fn is_token(text: &str) -> bool {
    let special = b"!#$%&'*+-.^_`|~";
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || special.contains(&byte))
}

/// Encodes what `keep` does not let through.
pub(crate) fn encode(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if keep.keeps(byte) || (byte == b'%' && keep.keeps_triples() && begins_with_hex_pair(after))
        {
            out.push(char::from(byte));
        } else if byte == b' ' && keep == Keep::Form {
            out.push('+');
        } else {
            push_encoded(&mut out, byte);
        }
        rest = after;
    }
    out
}

fn begins_with_hex_pair(text: &[u8]) -> bool {
    matches!(text, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Takes the escapes of [`encode`] away.
pub(crate) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (other, _) => {
                out.push(*other);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn push_encoded(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push(
            char::from_digit(u32::from(digit), 16)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
    }
}

/// Whether a segment of a path is one that URL software takes away: `.` or `..`, also percent-encoded.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(encode("aZ9-._~", Keep::Unreserved), "aZ9-._~");
        assert_eq!(
            encode("/?#[]@!$&'()*+,;=%", Keep::Unreserved),
            "%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25"
        );
        assert_eq!(encode("é\r\n ", Keep::Unreserved), "%C3%A9%0D%0A%20");
    }

    #[test]
    fn reserved_expansion_keeps_triples_but_no_delimiters_of_a_query() {
        assert_eq!(encode("a/b?c=%2B,%zz", Keep::Reserved), "a/b?c=%2B,%25zz");
        assert_eq!(encode("a&b+c#d[e]", Keep::Reserved), "a%26b%2Bc%23d%5Be%5D");
        assert_eq!(encode("a,b=c", Keep::ReservedPart), "a%2Cb%3Dc");
    }

    #[test]
    fn forms_write_a_space_as_plus() {
        assert_eq!(encode("a b+~", Keep::Form), "a+b%2B%7E");
    }

    #[test]
    fn dot_segments_are_seen_in_every_spelling() {
        for segment in [".", "..", "%2e", "%2E%2e", ".%2E"] {
            assert!(is_dot_segment(segment), "{segment}");
        }
        for segment in ["", "...", "a.", "%252e"] {
            assert!(!is_dot_segment(segment), "{segment}");
        }
    }
}
