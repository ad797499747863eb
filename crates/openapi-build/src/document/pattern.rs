//! Whether a text is a regular expression of ECMA-262, which is what JSON Schema 2020-12 (Validation, §6.3.3; Core,
//! §10.3.2.2) asks of `pattern` and of the keys of `patternProperties`.
//!
//! With the flag `u`, as the specification recommends, or without it, as many validators read them. Nothing is matched.

/// Longer texts, and those with more groups, are not looked at: the parser needs stack for each alternative and each group.
const LONGEST: usize = 4096;
const MOST_GROUPS: usize = 200;

/// Why a text is no regular expression.
pub fn fault(text: &str) -> Option<String> {
    if text.len() > LONGEST || text.matches('(').count() > MOST_GROUPS {
        return None;
    }
    let read = |flags: &str| {
        let mut flags = regress::Flags::from(flags);
        flags.no_opt = true;
        regress::Regex::with_flags(text, flags)
    };
    read("u").err()?;
    // What the parser of the plain syntax says is closer to what the author meant.
    let said = read("").err()?.text;
    let mut letters = said.trim_end_matches('.').chars();
    let first = letters.next()?.to_lowercase();
    Some(first.chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_either_syntax_takes_is_a_pattern() {
        for it in [
            "",
            "^[a-z]+$",
            r"^\p{Lu}$",
            r"^[\w-.]+$",
            r"\-\_\A",
            "(?<n>a)\\k<n>",
            "{",
            "a{,3}",
            "(?<!a)b",
            "(?i:a)",
            "[[:alpha:]]",
            r"\u{1F600}",
            r"\u00e9",
            "/^a$/",
            "]",
            "[^]",
        ] {
            assert_eq!(fault(it), None, "{it}");
        }
    }

    #[test]
    fn what_neither_takes_is_told_of() {
        for it in [
            "[",
            "(",
            ")",
            "*",
            "a**",
            "(?i)a",
            "(?P<n>a)",
            "[z-a]",
            "a{2,1}",
            "(?<n>a)(?<n>b)",
            "(?>a)",
            "\\",
        ] {
            assert!(fault(it).is_some(), "{it}");
        }
    }

    #[test]
    fn no_text_is_too_much() {
        for it in ["(", "(?:", "a|", "[", "a{2}", "(?=", "[[", "(a", "()*"] {
            for times in [100, 1000, 100_000] {
                fault(&it.repeat(times));
            }
            fault(&format!("{}{}", "(".repeat(199), it.repeat(900)));
        }
    }
}
