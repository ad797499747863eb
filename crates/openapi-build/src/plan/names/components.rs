//! The names of components: each is wanted short, and grows until it is alone.
//!
//! FastAPI writes `api__schemas__project_v2__Name` when two modules have a `Name`, and
//! `Foo-Input` beside `Foo-Output`. Alone, they are `Name` and `Foo`.

use super::words;

/// What a component may be called, from the shortest to the longest.
fn candidates(key: &str) -> Vec<String> {
    let mut out = Vec::new();
    for suffix in ["-Input", "-Output"] {
        if let Some(stem) = key.strip_suffix(suffix) {
            out.extend(candidates(stem));
        }
    }
    let segments: Vec<&str> = key.split("__").filter(|it| !it.is_empty()).collect();
    let modules = segments.len() > 1
        && !key.contains('[')
        && segments
            .iter()
            .rev()
            .skip(1)
            .all(|it| it.chars().all(|c| !c.is_uppercase()));
    if modules {
        for start in (1..segments.len()).rev() {
            if let Some(tail) = segments.get(start..) {
                out.push(tail.join(" "));
            }
        }
    }
    out.push(key.to_owned());
    out
}

/// The shortest texts that are alone, for all component keys together.
///
/// A key that is a type name as it stands never moves. The others grow, both sides of a clash
/// alike, so that the result does not depend on the order of the document.
pub fn shortest(keys: &[&str]) -> Vec<String> {
    let lists: Vec<Vec<String>> = keys.iter().map(|key| candidates(key)).collect();
    super::shortest::of(&lists, |text| {
        super::folded(&words::legal(text, super::Case::Type))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_paths_are_left_out_when_the_name_is_alone() {
        assert_eq!(
            shortest(&["api__schemas__project_v2__Name", "Other"]),
            ["Name", "Other"]
        );
    }

    #[test]
    fn module_paths_come_back_where_names_clash() {
        let keys = [
            "api__schemas__project_v2__Name",
            "api__schemas__project__Name",
        ];
        assert_eq!(shortest(&keys), ["project_v2 Name", "project Name"]);
    }

    #[test]
    fn input_and_output_are_told_apart_only_beside_each_other() {
        assert_eq!(
            shortest(&["Foo-Input", "Foo-Output", "Bar-Input"]),
            ["Foo-Input", "Foo-Output", "Bar"]
        );
        assert_eq!(shortest(&["Foo-Input", "Foo"]), ["Foo-Input", "Foo"]);
    }
}
