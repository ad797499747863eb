//! The parts of a multipart body (RFC 2046 §5.1, RFC 7578).

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `name` of its `Content-Disposition`.
    pub name: Option<String>,
    /// `filename` there.
    pub file_name: Option<String>,
    /// Its `Content-Type`.
    pub media: Option<String>,
    /// All headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// What it holds.
    pub body: Vec<u8>,
}

/// Takes a body apart.
///
/// # Errors
///
/// The body is not made of parts between this boundary.
pub fn parts(body: &[u8], boundary: &str) -> Result<Vec<Part>, String> {
    let delimiter = format!("--{boundary}");
    let mut rest = body
        .strip_prefix(delimiter.as_bytes())
        .or_else(|| after(body, format!("\r\n{delimiter}").as_bytes()))
        .ok_or("the body does not begin with its boundary")?;
    let between = format!("\r\n{delimiter}");
    let mut out = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(out);
        }
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is not at the end of its line")?;
        let end = find(rest, between.as_bytes()).ok_or("the last boundary is missing")?;
        out.push(part(&rest[..end])?);
        rest = &rest[end + between.len()..];
    }
}

fn part(bytes: &[u8]) -> Result<Part, String> {
    let (head, body) = if let Some(body) = bytes.strip_prefix(b"\r\n") {
        (&b""[..], body)
    } else {
        let end = find(bytes, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
        (&bytes[..end], &bytes[end + 4..])
    };
    let head = std::str::from_utf8(head).map_err(|_| "the headers of a part are not UTF-8")?;
    let mut headers = Vec::new();
    for line in head.split("\r\n").filter(|it| !it.is_empty()) {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| format!("`{line}` is no header of a part"))?;
        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
    let of = |name: &str| {
        headers
            .iter()
            .find(|(it, _)| it == name)
            .map(|(_, value)| value.clone())
    };
    let disposition = of("content-disposition").unwrap_or_default();
    Ok(Part {
        name: quoted(&disposition, "name"),
        file_name: quoted(&disposition, "filename"),
        media: of("content-type"),
        headers,
        body: body.to_vec(),
    })
}

/// A parameter of `Content-Disposition`, with the escapes of HTML's forms undone.
fn quoted(text: &str, name: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(';') {
        let after = after.trim_start();
        if let Some(value) = after
            .strip_prefix(name)
            .and_then(|it| it.strip_prefix("=\""))
        {
            let raw = value.split_once('"')?.0;
            let plain = raw
                .replace("%22", "\"")
                .replace("%0D", "\r")
                .replace("%0A", "\n");
            return Some(plain);
        }
        rest = after;
    }
    None
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted)
}

fn after<'b>(bytes: &'b [u8], wanted: &[u8]) -> Option<&'b [u8]> {
    find(bytes, wanted).map(|at| &bytes[at + wanted.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_boundaries() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\n\
Content-Disposition: form-data; name=\"f%22\"; filename=\"b.txt\"\r\nContent-Type: text/plain\r\n\r\n\r\n--y\r\n--x--\r\n";
        let all = parts(body, "x").unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(
            (all[0].name.as_deref(), &*all[0].body),
            (Some("a"), &b"1"[..])
        );
        assert_eq!(all[1].name.as_deref(), Some("f\""));
        assert_eq!(all[1].file_name.as_deref(), Some("b.txt"));
        assert_eq!(all[1].media.as_deref(), Some("text/plain"));
        assert_eq!(&*all[1].body, b"\r\n--y");
        assert!(parts(b"--x--", "x").unwrap().is_empty());
    }

    #[test]
    fn a_body_that_is_cut_is_no_body() {
        for body in [
            "",
            "--y",
            "--x\r\n\r\n1",
            "--x\r\nnone\r\n\r\n1\r\n--x--",
            "--x\r\n--x--",
        ] {
            assert!(parts(body.as_bytes(), "x").is_err(), "{body}");
        }
    }
}
