//! What holds for every document and every text, tried on random ones.
//!
//! A case that fails is made smaller and printed. `PROPTEST_CASES=10000` tries more of them.

mod bytes;
mod documents;
mod schemas;

use openapi_build::{Config, Generated, generate};
use proptest::test_runner::Config as Runs;

/// Generates from one text.
fn made(text: &str) -> Generated {
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.to_owned()),
        other => Err(format!("there is no file `{other}`")),
    };
    generate("openapi.yaml", &source, &Config::default())
}

/// So many cases, unless the environment says more; failures are not kept in files.
fn runs(cases: u32) -> Runs {
    let wanted = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|it| it.parse().ok());
    Runs {
        cases: wanted.unwrap_or(cases),
        failure_persistence: None,
        ..Runs::default()
    }
}
