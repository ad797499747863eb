//! The tasks of this repository: `cargo xtask --help` lists them.
//!
//! One file for each task. A task ends with `Ok`, or with one text that says everything that is wrong.
//! Absent: what a document means in Rust, which is for `openapi-build` alone.

mod bench;
mod checks;
mod committed;
mod conformance;
mod corpus;
mod diag_docs;
mod e2e;
mod explain;
mod generate;
mod made;
mod msrv;
mod options;
mod package;
mod prism;
mod refresh;
mod renames;
mod repository;
mod round_trip;
mod typed;
mod wire;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of this repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Generate(Box<generate::Arguments>),
    Corpus(corpus::Arguments),
    Bench(bench::Arguments),
    Refresh(refresh::Arguments),
    RoundTrip(round_trip::Arguments),
    Checks(checks::Arguments),
    Explain(explain::Arguments),
    Renames(renames::Arguments),
    Wire(wire::Arguments),
    Prism(prism::Arguments),
    DiagDocs(diag_docs::Arguments),
    Typed(typed::Arguments),
    Conformance(conformance::Arguments),
    /// Serve a FastAPI application, generate a client from its document, and call it.
    E2e,
    /// Check that no dependency asks for a newer Rust than we promise.
    Msrv,
    #[command(hide = true)]
    CorpusOne(corpus::one::Arguments),
    #[command(hide = true)]
    CorpusCost(corpus::cost::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Generate(it) => generate::run(&it),
        Task::Corpus(it) => corpus::run(&it),
        Task::Bench(it) => bench::run(&it),
        Task::Refresh(it) => refresh::run(&it),
        Task::RoundTrip(it) => round_trip::run(&it),
        Task::Checks(it) => checks::run(&it),
        Task::Explain(it) => explain::run(&it),
        Task::Renames(it) => renames::run(&it),
        Task::Wire(it) => wire::run(&it),
        Task::Prism(it) => prism::run(&it),
        Task::DiagDocs(it) => diag_docs::run(&it),
        Task::Typed(it) => typed::run(&it),
        Task::Conformance(it) => conformance::run(&it),
        Task::E2e => e2e::run(),
        Task::Msrv => msrv::run(),
        Task::CorpusOne(it) => corpus::one::run(&it),
        Task::CorpusCost(it) => corpus::cost::run(&it),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}
