//! How operations, options and variables are called on the command line.

use super::Program;
use crate::client::dynamic::Callable;

/// The shortest name of an operation: that of its method, where no other operation goes by it.
pub(super) fn name(operations: &[Callable], callable: &Callable) -> &'static str {
    let same = |it: &&Callable| it.method == callable.method || it.info.id == callable.method;
    let others = operations.iter().filter(same);
    match others.filter(|it| it.info.id != callable.info.id).count() {
        0 => callable.method.trim_start_matches("r#"),
        _ => callable.info.id,
    }
}

/// The option that stands for a parameter: its name in lower case, with dashes.
pub(super) fn option(name: &str) -> String {
    let mut out = String::new();
    for it in name.chars() {
        match it {
            '_' | ' ' | '.' | '[' | ']' => out.push('-'),
            it => out.extend(it.to_lowercase()),
        }
    }
    out.trim_matches('-').to_owned()
}

/// The security schemes that operations ask for.
pub(super) fn schemes(operations: &[Callable]) -> Vec<&'static str> {
    let mut schemes: Vec<&'static str> = Vec::new();
    let all = operations
        .iter()
        .flat_map(|it| it.info.security.iter().copied().flatten());
    for requirement in all {
        if !schemes.contains(&requirement.scheme) {
            schemes.push(requirement.scheme);
        }
    }
    schemes
}

/// A variable of the environment: `FERRY_API_KEY` for `ferry` and `api-key`.
pub(super) fn variable(program: &Program, what: &str) -> String {
    format!("{}_{what}", program.name)
        .chars()
        .map(|it| {
            if it.is_ascii_alphanumeric() {
                it.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect()
}

/// Up to five names that hold the same words.
pub(super) fn like(operations: &[Callable], id: &str) -> Vec<String> {
    let simple = |text: &str| -> String {
        text.chars()
            .filter(|it| it.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = simple(id);
    let near = |it: &&Callable| {
        let known = simple(it.info.id);
        !wanted.is_empty() && (known.contains(&wanted) || wanted.contains(&known))
    };
    operations
        .iter()
        .filter(near)
        .take(5)
        .map(|it| format!("`{}`", name(operations, it)))
        .collect()
}
