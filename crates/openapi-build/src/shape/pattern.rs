//! Tells of patterns that are no regular expressions; generated code does not look at patterns.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::document::pattern::fault;
use crate::resolve::Schema;
use crate::tree::Tree;
use crate::tree::Value;

/// Tells of all patterns of one schema that are none.
pub(super) fn report(tree: &Tree, schema: &Schema, diags: &mut Diagnostics) {
    let it = &schema.keywords;
    for (key, at) in it.limits.iter().filter(|(key, _)| &**key == "pattern") {
        if let Value::String(text) = tree.value(*at)
            && let Some(why) = fault(text)
        {
            let message = format!("this `{key}` is no regular expression of ECMA-262: {why}");
            let found = Diagnostic::new(Code::NoPattern, at.value(), message)
                .label("stands in the documentation as it is written");
            diags.push(with_help(text, found));
        }
    }
    for (text, at) in &it.patterns {
        if let Some(why) = fault(text) {
            let message = format!(
                "this key of `patternProperties` is no regular expression of ECMA-262: {why}"
            );
            let found = Diagnostic::new(Code::NoPattern, at.key(), message)
                .label("members are read as with any other pattern");
            diags.push(with_help(text, found));
        }
    }
}

/// Says how ECMA-262 writes what other languages write so.
fn with_help(text: &str, found: Diagnostic) -> Diagnostic {
    let advice = [
        ("(?P<", "a group with a name is written `(?<name>…)`"),
        (
            "(?i)",
            "there are no flags for the rest of a pattern: write `[aA]`, or `(?i:…)` of ECMAScript 2025",
        ),
        (
            "(?s)",
            "there are no flags for the rest of a pattern: write `[^]` for any character",
        ),
        ("++", "there are no possessive quantifiers"),
        ("*+", "there are no possessive quantifiers"),
        ("(?>", "there are no atomic groups"),
        ("(?#", "there are no comments"),
    ];
    match advice.iter().find(|(sign, _)| text.contains(sign)) {
        Some((_, advice)) => found.help(*advice),
        None => found,
    }
}
