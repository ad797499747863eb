//! The `Link` header (RFC 8288).
//!
//! In: the headers of an answer. Out: the URL of the link with `rel="next"`. A link with an `anchor` is about something else
//! than the answer, and does not count. Deliberately absent: what a relative URL is relative to.

use http::{HeaderMap, header};

/// The URL with `rel="next"` among the `Link` headers.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::LINK).iter();
    lines.filter_map(|it| it.to_str().ok()).find_map(next_of)
}

/// `<https://h/items?page=2>; rel="next", <…>; rel="last"`
fn next_of(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        let (url, behind) = behind.split_once('>')?;
        let (parameters, others) = parameters(behind);
        let mut rel = None;
        let mut anchored = false;
        for (name, value) in parameters {
            if name.eq_ignore_ascii_case("anchor") {
                anchored = true;
            } else if name.eq_ignore_ascii_case("rel") {
                // Only the first one counts.
                rel = rel.or(Some(value));
            }
        }
        let mut words = rel.iter().flat_map(|it| it.split_ascii_whitespace());
        if !anchored && words.any(|it| it.eq_ignore_ascii_case("next")) {
            return Some(url.trim().to_owned());
        }
        rest = others;
    }
    None
}

/// The parameters of a link by name, and what comes behind them: they end at a comma outside of quotes.
fn parameters(text: &str) -> (Vec<(&str, String)>, &str) {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([';', ' ', '\t']);
        let end = rest.find([';', ',', '=']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let (value, behind) = match behind.strip_prefix('=') {
            Some(behind) => value(behind.trim_start_matches([' ', '\t'])),
            None => (String::new(), behind),
        };
        if !name.trim().is_empty() {
            out.push((name.trim(), value));
        }
        // What stands behind a quoted value is no part of it.
        let next = behind.find([';', ',']).unwrap_or(behind.len());
        rest = behind.get(next..).unwrap_or_default();
        if !rest.starts_with(';') {
            return (out, rest.strip_prefix(',').unwrap_or(rest));
        }
    }
}

/// A token, or a quoted string without its quotes and escapes; and what comes behind it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (token, behind) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return (token.trim().to_owned(), behind);
    };
    let mut out = String::new();
    let mut escaped = false;
    for (at, it) in quoted.char_indices() {
        match it {
            _ if escaped => {
                out.push(it);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return (out, quoted.get(at + 1..).unwrap_or_default()),
            it => out.push(it),
        }
    }
    (out, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (text, url) in [
            (
                r#"<https://h/x?page=1>; rel="prev", <https://h/x?page=3>; rel="next""#,
                "https://h/x?page=3",
            ),
            ("</x?a=b,c>; title=\"a, b\"; rel=next", "/x?a=b,c"),
            (r#"<a>; REL="last Next""#, "a"),
            (r#"<a>;rel=prev;title="<b>; rel=next",< c >;rel=next"#, "c"),
            (
                r#"<a>; title="say \"hi\", <x>; rel=\"next\""; rel=last,<b> ; rel = "next""#,
                "b",
            ),
            ("<>; rel=next", ""),
            ("<?page=2>;rel=next;", "?page=2"),
            (r#"<a>; rel="https://h/rel/other next"; rel=last"#, "a"),
            ("<a>; rel=last,, <b>; crossorigin; rel=next", "b"),
        ] {
            assert_eq!(next_of(text).as_deref(), Some(url), "{text}");
        }
        for none in [
            "",
            "<a>",
            "<a>; rel=last",
            "<a; rel=next",
            "rel=next",
            r#"<a>; title="rel=next""#,
            r#"<a>; title="x; rel=next""#,
            r#"<a>; rel="last"; rel="next""#,
            "<a>; rel=next; anchor=\"/other\"",
            "<a>; rel=nextish",
            "<a>; rel=\"next",
        ] {
            let found = next_of(none);
            // A quote that does not end holds the rest.
            assert_eq!(found.filter(|_| !none.ends_with("\"next")), None, "{none}");
        }
    }
}
