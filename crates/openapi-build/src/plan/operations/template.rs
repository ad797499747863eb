//! The variables of a path template, and the words of a path.

/// The names between braces, in order, each once.
pub fn variables(path: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.is_empty()
            && !out.contains(&name)
        {
            out.push(name);
        }
    }
    out
}

/// The path of a template, and the query that some documents write behind it.
pub fn parts(template: &str) -> (&str, &str) {
    template.split_once('?').unwrap_or((template, ""))
}

/// A path as words: `/pets/{petId}/toys` is `pets petId toys`; a variable at the end reads `by petId`.
pub fn words(path: &str) -> String {
    let segments: Vec<&str> = segments(path).collect();
    let mut out = String::new();
    for (index, segment) in segments.iter().enumerate() {
        if index + 1 == segments.len() && segment.starts_with('{') {
            out.push_str(" by");
        }
        out.push(' ');
        out.push_str(segment.trim_matches(['{', '}']));
    }
    out.trim_start().to_owned()
}

/// The segments of a path.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stand_between_braces() {
        assert_eq!(variables("/a/{b}/c.{d}/{b}/{}/{open"), ["b", "d"]);
    }

    #[test]
    fn a_path_reads_as_words() {
        assert_eq!(words("/pets/{petId}/toys"), "pets petId toys");
        assert_eq!(words("/pets/{petId}"), "pets by petId");
        assert_eq!(words("/"), "");
    }
}
