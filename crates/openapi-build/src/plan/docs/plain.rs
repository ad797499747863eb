//! Text of the document as one short line without Markdown's meaning, for programs that show it to people.

use super::markdown::clean;

/// So many characters a line has at most.
const LENGTH: usize = 160;

/// The first paragraph of a text on one line, without characters that a terminal would act on.
pub fn line(text: &str) -> Box<str> {
    let paragraph: Vec<&str> = text
        .trim()
        .lines()
        .map(str::trim)
        .take_while(|it| !it.is_empty())
        .collect();
    let clean: String = paragraph
        .join(" ")
        .chars()
        .filter(|it| !clean::unwanted(*it))
        .collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LENGTH {
        return words.into();
    }
    let short: String = words.chars().take(LENGTH - 1).collect();
    let whole = short.rsplit_once(' ').map_or(&*short, |it| it.0);
    format!("{whole}…").into()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_paragraph_becomes_a_line() {
        assert_eq!(&*line(" a\n  b\t\u{202e}c\u{1b}[31m\n\nd"), "a b c[31m");
        assert_eq!(&*line("\n \n"), "");
    }

    #[test]
    fn long_text_ends_with_a_whole_word() {
        let short = line(&"word ".repeat(100));
        assert!(short.ends_with(" word…"), "{short}");
        assert!(short.chars().count() <= 160);
        assert_eq!(line(&"é".repeat(300)).chars().count(), 160);
    }
}
