//! Whether a pattern can be a regular expression (ECMA-262) at all.
//!
//! Only what is a fault in every dialect is found here, without an engine: a build script should not compile one. What else an engine
//! refuses is told by who checks.

/// What is wrong with a pattern, if it is seen at a glance.
pub(super) fn fault(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut in_class = false;
    let mut repeatable = false;
    let mut characters = pattern.chars().peekable();
    while let Some(it) = characters.next() {
        match it {
            '\\' => {
                if characters.next().is_none() {
                    return Some("it ends with a backslash");
                }
                repeatable = true;
            }
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => {
                in_class = true;
                repeatable = true;
                characters.next_if_eq(&'^');
                // Other dialects take a bracket that comes first for itself.
                characters.next_if_eq(&']');
            }
            '(' => {
                open += 1;
                repeatable = false;
                characters.next_if_eq(&'?');
            }
            ')' => {
                let Some(left) = open.checked_sub(1) else {
                    return Some("it closes a group that is not open");
                };
                open = left;
                repeatable = true;
            }
            '*' | '+' | '?' if !repeatable => return Some("it repeats nothing"),
            '|' => repeatable = false,
            _ => repeatable = true,
        }
    }
    match (open, in_class) {
        (_, true) => Some("it does not close a `[`"),
        (0, false) => None,
        (_, false) => Some("it does not close a `(`"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn faults_are_seen_and_what_may_be_right_is_not_one() {
        for (pattern, expected) in [
            ("[", "it does not close a `[`"),
            ("[a-z", "it does not close a `[`"),
            ("(ab", "it does not close a `(`"),
            ("ab)", "it closes a group that is not open"),
            ("*.example.com", "it repeats nothing"),
            ("a|+b", "it repeats nothing"),
            ("(*)", "it repeats nothing"),
            ("a\\", "it ends with a backslash"),
        ] {
            assert_eq!(fault(pattern), Some(expected), "{pattern}");
        }
        for pattern in [
            "",
            "^a+$",
            "[]a]",
            "[^]]",
            "[(*]",
            "\\(",
            "(?:a|b)?",
            "(?=a)b",
            "(?<year>\\d{4})",
            "a{2,3}",
            "{",
            "]",
            "^*$|x",
            "a**",
            "(?i)x",
            "[\\]]",
            "é+",
        ] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }
}
