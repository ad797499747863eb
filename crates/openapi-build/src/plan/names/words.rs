//! Text of the document as a legal Rust name. `heck` does the cases; this module says what it is given.

use super::Case;
use heck::ToSnakeCase;
use heck::ToUpperCamelCase;
use unicode_normalization::UnicodeNormalization;

/// Words that are written in one way, and as one word.
const SPELLED: &[(&str, &str)] = &[
    ("OAuth", "Oauth"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("GraphQL", "Graphql"),
    ("PostgreSQL", "Postgresql"),
    ("MySQL", "Mysql"),
    ("NoSQL", "Nosql"),
    ("JavaScript", "Javascript"),
    ("TypeScript", "Typescript"),
    ("YouTube", "Youtube"),
    ("LinkedIn", "Linkedin"),
    ("PayPal", "Paypal"),
    ("OpenAI", "Openai"),
    ("OpenAPI", "Openapi"),
    ("OpenID", "Openid"),
    ("WebSocket", "Websocket"),
    ("iOS", "ios"),
    ("macOS", "macos"),
    ("IDs", "Ids"),
    ("URLs", "Urls"),
    ("URIs", "Uris"),
    ("APIs", "Apis"),
    ("PDFs", "Pdfs"),
];

/// Words of Rust that cannot be names, in any edition.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The longest name that is made; a longer text is cut at a word and told apart by its hash.
pub const LONGEST: usize = 96;

/// So much of a longer text is kept: with a hash behind it, more of it tells no more.
const KEPT: usize = 48;

/// `text` as a legal name.
pub fn legal(text: &str, case: Case) -> String {
    if !text.is_ascii() {
        // Rust compares names in NFC, and warns of those that NFKC would change.
        let normal: String = text.nfkc().collect();
        if normal != text {
            return legal(&normal, case);
        }
    }
    if case == Case::Constant {
        // No keyword is written like that.
        let name = legal(text, Case::Value);
        let upper = name.trim_end_matches('_').to_uppercase();
        return if is_legal(&upper) { upper } else { name };
    }
    let name = match case {
        Case::Type if is_upper_camel(text) => text.to_owned(),
        Case::Value if is_snake(text) => text.to_owned(),
        Case::Type => spelled(joined(spoken(text)).to_upper_camel_case()),
        Case::Value | Case::Constant => joined(spoken(text)).to_snake_case(),
    };
    let name = cut(name, text, case);
    let name = match name.chars().next() {
        None => fallback(text, case),
        Some(first) if first.is_numeric() => format!("_{name}"),
        Some(_) => name,
    };
    if KEYWORDS.contains(&name.as_str()) && name != "union" {
        return format!("{name}_");
    }
    if is_legal(&name) {
        name
    } else {
        fallback(text, case)
    }
}

/// The words of a text, in small letters.
pub fn split(text: &str) -> Vec<String> {
    let words = joined(spoken(text)).to_snake_case();
    words
        .split('_')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether `name` is an identifier and no keyword.
pub fn is_legal(name: &str) -> bool {
    let plain = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if plain {
        let starts = name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
        return starts && name != "_" && (name == "union" || !KEYWORDS.contains(&name));
    }
    syn::parse_str::<syn::Ident>(name).is_ok() && (name == "union" || !KEYWORDS.contains(&name))
}

/// Whether a key of the document is a type name as it stands.
pub fn is_upper_camel(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_uppercase())
        && text.chars().all(|it| it.is_ascii_alphanumeric())
        && text.len() <= LONGEST
        && text != "Self"
}

/// Whether a key is a field name as it stands, but for keywords.
fn is_snake(text: &str) -> bool {
    let plain = text
        .bytes()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    plain
        && text.starts_with(|it: char| it.is_ascii_lowercase())
        && !text.ends_with('_')
        && !text.contains("__")
}

/// Symbols that mean something spoken as words; all others only part words.
fn spoken(text: &str) -> String {
    if !text.is_empty()
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && text != "_"
    {
        return text.to_owned();
    }
    let has_words = text.chars().any(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(symbol) = rest.next() {
        let leading = before.is_none();
        let is_of_word = |it: &char| it.is_alphanumeric() || matches!(it, '$' | '@' | '_');
        let next_is_word = rest.peek().is_some_and(is_of_word);
        match symbol {
            _ if symbol.is_alphanumeric() => out.push(symbol),
            '<' | '>' | '!' | '=' if rest.peek() == Some(&'=') => {
                rest.next();
                out.push_str(match symbol {
                    '<' => " at most ",
                    '>' => " at least ",
                    '!' => " not equal ",
                    _ => " equals ",
                });
            }
            '<' => out.push_str(" less "),
            '>' => out.push_str(" greater "),
            '=' if leading || !has_words => out.push_str(" equals "),
            '+' if leading || !has_words || rest.peek().is_none() => out.push_str(" plus "),
            '-' if (leading && next_is_word) || !has_words => out.push_str(" minus "),
            '*' => out.push_str(" all "),
            '%' => out.push_str(" percent "),
            '&' => out.push_str(" and "),
            '@' => out.push_str(" at "),
            '#' => out.push_str(" number "),
            '$' if !has_words => out.push_str(" dollar "),
            '!' if leading || !has_words => out.push_str(" not "),
            '~' if leading => out.push_str(" about "),
            '/' if !has_words => out.push_str(" slash "),
            '.' if !has_words => out.push_str(" dot "),
            ',' if !has_words => out.push_str(" comma "),
            ':' if !has_words => out.push_str(" colon "),
            '?' if !has_words => out.push_str(" question "),
            '_' if !has_words => out.push_str(" underscore "),
            '|' if !has_words => out.push_str(" or "),
            _ => out.push(' '),
        }
        before = Some(symbol);
    }
    out
}

/// Spelled words made one word, so that `OAuth` is `oauth` and not `o_auth`.
fn joined(text: String) -> String {
    let mut out = text;
    // Each of these words has a capital after its first letter.
    if out.bytes().skip(1).any(|it| it.is_ascii_uppercase()) {
        for (word, one) in SPELLED {
            if out.contains(word) {
                out = out.replace(word, one);
            }
        }
        out = plurals(&out);
    }
    out
}

/// Plurals of abbreviations made one word: `VPCs` is `vpcs` and not `vp_cs`.
fn plurals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let capitals = rest
            .find(|it: char| !it.is_uppercase())
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(capitals.max(first.len_utf8()));
        let mut next = after.chars();
        let plural = next.next() == Some('s') && !next.next().is_some_and(char::is_lowercase);
        if plural && first.is_uppercase() {
            out.push(first);
            out.extend(run.chars().skip(1).flat_map(char::to_lowercase));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out
}

/// `Oauth` back to `OAuth`, where it is a word of its own.
fn spelled(name: String) -> String {
    let mut out = name;
    for (word, one) in SPELLED
        .iter()
        .filter(|(word, _)| word.starts_with(char::is_uppercase))
    {
        let Some(at) = out.find(one) else { continue };
        let after = out.get(at + one.len()..).and_then(|it| it.chars().next());
        if after.is_none_or(|it| !it.is_lowercase()) {
            out.replace_range(at..at + one.len(), word);
        }
    }
    out
}

/// A name that is too long is cut, and the hash of the whole text added.
fn cut(name: String, text: &str, case: Case) -> String {
    if name.chars().count() <= LONGEST {
        return name;
    }
    let kept: String = name.chars().take(KEPT).collect();
    let end = match case {
        Case::Type => kept.rfind(char::is_uppercase),
        Case::Value | Case::Constant => kept.rfind('_'),
    };
    let kept = end
        .filter(|it| *it > 0)
        .and_then(|it| kept.get(..it))
        .unwrap_or(&kept);
    let hash = hash(text);
    match case {
        Case::Type => format!("{kept}{hash:08X}"),
        Case::Value | Case::Constant => format!("{kept}_{hash:08x}"),
    }
}

/// FNV-1a, 32 bits: the same on every machine and in every version.
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// A name for text that has no letters at all.
fn fallback(text: &str, case: Case) -> String {
    let name = match (text.is_empty(), case) {
        (true, Case::Type) => return "Empty".to_owned(),
        (true, Case::Value | Case::Constant) => return "empty".to_owned(),
        (false, Case::Type) => "U",
        (false, Case::Value | Case::Constant) => "u_",
    };
    let codes: Vec<String> = text
        .chars()
        .take(8)
        .map(|it| format!("{:X}", u32::from(it)))
        .collect();
    match case {
        Case::Type => format!("{name}{}", codes.join("U")),
        Case::Value | Case::Constant => format!("{name}{}", codes.join("_").to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, type_: &str, value: &str) {
        assert_eq!(
            (
                legal(text, Case::Type).as_str(),
                legal(text, Case::Value).as_str()
            ),
            (type_, value)
        );
    }

    #[test]
    fn keys_that_are_type_names_stay_as_they_are() {
        check(
            "HTTPValidationError",
            "HTTPValidationError",
            "http_validation_error",
        );
        check("Option", "Option", "option");
    }

    #[test]
    fn other_keys_are_converted() {
        check("refresh_token", "RefreshToken", "refresh_token");
        check("x-request-id", "XRequestId", "x_request_id");
        check("a[itemNr].b", "AItemNrB", "a_item_nr_b");
        check("oauth_token", "OAuthToken", "oauth_token");
        check("OAuth2Token", "OAuth2Token", "oauth2_token");
        check("userIPv4", "UserIPv4", "user_ipv4");
        check(
            "Public APIs - staging",
            "PublicAPIsStaging",
            "public_apis_staging",
        );
    }

    #[test]
    fn keywords_get_an_underscore() {
        check("type", "Type", "type_");
        check("self", "Self_", "self_");
        check("gen", "Gen", "gen_");
    }

    #[test]
    fn plurals_of_abbreviations_are_one_word() {
        check("Floating IPs", "FloatingIps", "floating_ips");
        check("VPCs", "VPCs", "vpcs");
        check("get-user-IDs", "GetUserIDs", "get_user_ids");
        check("list_SLAs_of", "ListSlasOf", "list_slas_of");
        check("HTTPServer", "HTTPServer", "http_server");
        check("DNSsec", "DNSsec", "dn_ssec");
    }

    #[test]
    fn symbols_that_mean_something_are_spoken() {
        check("+1", "Plus1", "plus_1");
        check("-1", "Minus1", "minus_1");
        // As orders of lists are written, and the least of all numbers.
        check("-created_at", "MinusCreatedAt", "minus_created_at");
        check("-$created", "MinusCreated", "minus_created");
        check("-Infinity", "MinusInfinity", "minus_infinity");
        check("- a", "A", "a");
        check("<=1y", "AtMost1y", "at_most_1y");
        check(">1y", "Greater1y", "greater_1y");
        check("<", "Less", "less");
        check("", "Empty", "empty");
        check("*", "All", "all");
    }

    #[test]
    fn digits_come_after_an_underscore() {
        check("400", "_400", "_400");
    }

    #[test]
    fn text_without_letters_is_named_by_its_code_points() {
        check("😀", "U1F600", "u_1f600");
        check("é", "É", "é");
    }

    #[test]
    fn names_are_in_the_form_that_rust_compares() {
        check("ＩＤ", "ID", "id");
        check("\u{17f}", "S", "s");
        check("\u{212a}", "K", "k");
        check("e\u{301}", "É", "é");
        check("µ", "Μ", "μ");
        check("ﬁle", "File", "file");
    }

    #[test]
    fn long_names_are_cut_and_told_apart() {
        let long = format!("AndNode_{}", "Annotated_Union_".repeat(12));
        let other = format!("{long}x");
        let name = legal(&long, Case::Type);
        assert!(
            name.len() <= LONGEST && name.starts_with("AndNodeAnnotatedUnion"),
            "{name}"
        );
        assert_ne!(name, legal(&other, Case::Type));
    }

    #[test]
    fn every_name_is_legal() {
        for text in [
            "",
            " ",
            "_",
            "__",
            "\u{200d}",
            "a\u{0301}",
            "1",
            "fn",
            "Self",
            "\u{661f}",
            "²",
            "½",
            "a²",
            "\0",
        ] {
            for case in [Case::Type, Case::Value] {
                let name = legal(text, case);
                assert!(is_legal(&name), "{text:?} became {name:?}");
            }
        }
    }
}
