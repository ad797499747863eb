//! Stage 7. Tokens to text: prettyplease for Rust items, a line a row for the runtime's macros.
//!
//! Rust items are parsed one by one, so that a bad one can be named. Knows nothing of what the
//! code is about.

use proc_macro2::Delimiter;
use proc_macro2::Spacing;
use proc_macro2::TokenStream;
use proc_macro2::TokenTree;

/// The text of some Rust items. `docs` is the documentation that stands where `#[doc_0]`, `#[doc_1]` … do.
///
/// # Errors
///
/// What the parser says, when the tokens are no Rust items: a fault of ours.
pub fn rust(tokens: TokenStream, docs: &[&[Box<str>]]) -> Result<String, String> {
    let file: syn::File = syn::parse2(tokens).map_err(|it| it.to_string())?;
    Ok(apart(&prettyplease::unparse(&file), docs))
}

/// The text with an empty line between items, and between the functions of an `impl`.
fn apart(text: &str, docs: &[&[Box<str>]]) -> String {
    let words: usize = docs
        .iter()
        .flat_map(|it| it.iter())
        .map(|it| it.len() + 9)
        .sum();
    let mut out = String::with_capacity(text.len() + text.len() / 16 + words);
    let mut before = "";
    for line in text.lines() {
        let bare = line.trim_start();
        let indent = |it: &str| it.len() - it.trim_start().len();
        let ended = before.trim_start() == "}" || (before.ends_with(';') && indent(before) == 0);
        if ended && indent(line) == indent(before) && bare != "}" {
            out.push('\n');
        }
        let margin = line.get(..line.len() - bare.len()).unwrap_or_default();
        match documentation(bare, docs) {
            Some(lines) => lines.iter().for_each(|it| comment(margin, it, &mut out)),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
        before = line;
    }
    out
}

/// The documentation that a line stands for.
fn documentation<'a>(line: &str, docs: &[&'a [Box<str>]]) -> Option<&'a [Box<str>]> {
    let number = line.strip_prefix("#[doc_")?.strip_suffix(']')?;
    docs.get(number.parse::<usize>().ok()?).copied()
}

/// A line of documentation. What a comment cannot hold is written as a literal: no text leaves its comment.
fn comment(margin: &str, text: &str, out: &mut String) {
    out.push_str(margin);
    if text.contains(['\n', '\r']) {
        let literal = proc_macro2::Literal::string(text);
        out.push_str(&format!("#[doc = {literal}]"));
    } else if text.is_empty() {
        out.push_str("///");
    } else {
        out.push_str("/// ");
        out.push_str(text);
    }
    out.push('\n');
}

/// The text of `rt::NAME! { HEAD { ROW … } TAIL }`.
pub fn rows(
    name: &str,
    head: TokenStream,
    rows: Option<Vec<TokenStream>>,
    tail: TokenStream,
) -> String {
    let mut out = format!("rt::{name}! {{ ");
    line(head, &mut out);
    if let Some(rows) = rows {
        out.push_str(if rows.is_empty() { " {" } else { " {\n" });
        for row in rows {
            out.push_str("    ");
            line(row, &mut out);
            out.push('\n');
        }
        out.push('}');
    }
    if !tail.is_empty() {
        out.push(' ');
        line(tail, &mut out);
    }
    out.push_str(" }\n");
    out
}

/// The text of `rt::NAME! { IDENT IDENT … }`, in lines of at most 100 characters.
pub fn list(name: &str, idents: Vec<TokenStream>) -> String {
    let mut out = format!("rt::{name}! {{\n");
    let mut width = 0;
    for ident in idents.iter().map(ToString::to_string) {
        if width > 0 && width + 1 + ident.len() > 100 {
            out.push('\n');
            width = 0;
        }
        let blanks = if width == 0 { "    " } else { " " };
        out.push_str(blanks);
        out.push_str(&ident);
        width += blanks.len() + ident.len();
    }
    out.push_str(if width == 0 { "}\n" } else { "\n}\n" });
    out
}

/// The text of an attribute on a line of its own; empty when there is none.
pub fn attribute(tokens: TokenStream) -> String {
    let mut out = String::new();
    if !tokens.is_empty() {
        line(tokens, &mut out);
        out.push('\n');
    }
    out
}

/// Tokens on one line, with blanks where people put them.
fn line(tokens: TokenStream, out: &mut String) {
    let mut glued = true;
    let mut before_word = false;
    // The symbol before was the first half of an operator such as `=>` or `::`.
    let mut joined = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let call = group.delimiter() == Delimiter::Parenthesis && before_word;
                if !glued && !call {
                    out.push(' ');
                }
                out.push_str(open);
                line(group.stream(), out);
                out.push_str(close);
                (glued, before_word) = (false, true);
            }
            TokenTree::Punct(punct) => {
                let symbol = punct.as_char();
                let operator = matches!(symbol, '=' | '|' | '+');
                let others = symbol == '.' && punct.spacing() == Spacing::Joint;
                let leads = matches!(symbol, '-' | '&' | '#') || (symbol == ':' && !before_word);
                let leads = leads || others;
                if !glued && !joined && (operator || leads) {
                    out.push(' ');
                }
                out.push(symbol);
                // The colon before a type, and not half of a `::`.
                let colon = symbol == ':' && !joined && punct.spacing() == Spacing::Alone;
                joined = punct.spacing() == Spacing::Joint;
                glued = match symbol {
                    ',' | ';' | '!' => false,
                    ':' => !colon,
                    '>' | '=' | '|' | '+' => joined,
                    _ => true,
                };
                before_word = matches!(symbol, '>' | '!');
                continue;
            }
            TokenTree::Ident(ident) => {
                if !glued {
                    out.push(' ');
                }
                out.push_str(&ident.to_string());
                (glued, before_word) = (false, true);
            }
            TokenTree::Literal(literal) => {
                if !glued {
                    out.push(' ');
                }
                out.push_str(&literal.to_string());
                (glued, before_word) = (false, true);
            }
        }
        joined = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[track_caller]
    fn check(tokens: TokenStream, expected: &str) {
        let mut out = String::new();
        line(tokens, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn a_colon_before_a_type_is_followed_by_a_blank() {
        check(
            quote!(required id: rt::Uuid = "id"),
            "required id: rt::Uuid = \"id\"",
        );
        check(quote!(Thing: Eq "kind"), "Thing: Eq \"kind\"");
        check(
            quote!(a: ::std::vec::Vec<(A, B)>),
            "a: ::std::vec::Vec<(A, B)>",
        );
    }

    #[test]
    fn the_other_fields_of_a_struct_stand_apart() {
        check(
            quote!([a = A { b: 1, ..A::new() }.c()]),
            "[a = A { b: 1, ..A::new() }.c()]",
        );
    }

    #[test]
    fn a_list_is_in_lines() {
        let names = |count| vec![quote!(AbsolutelyLongName); count];
        assert_eq!(
            list("serde", names(1)),
            "rt::serde! {\n    AbsolutelyLongName\n}\n"
        );
        assert!(list("serde", names(40)).lines().all(|it| it.len() <= 100));
        assert_eq!(list("serde", vec![]), "rt::serde! {\n}\n");
    }

    #[test]
    fn rows_read_as_people_write_them() {
        check(
            quote!(required access_token "access_token" String,),
            r#"required access_token "access_token" String,"#,
        );
        check(
            quote!(Log(Box<Log>): From<Log> ["log" "l"] adds "log",),
            r#"Log(Box<Log>): From<Log> ["log" "l"] adds "log","#,
        );
        check(
            quote!(default kind "kind" = ::std::string::String::from("a"),),
            r#"default kind "kind" = ::std::string::String::from("a"),"#,
        );
        check(
            quote!(optional a "a" [a_or_default i64 = -1],),
            r#"optional a "a" [a_or_default i64 = -1],"#,
        );
        check(
            quote!(rest additional rt::Map<Vec<i64>>,),
            "rest additional rt::Map<Vec<i64>>,",
        );
        check(
            quote!("200" json ["a/b"] => Ok::A,),
            r#""200" json ["a/b"] => Ok::A,"#,
        );
    }
}
