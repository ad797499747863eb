//! Generated-like code against a real server on loopback.

mod answers;
mod api;
mod auth;
mod builder;
#[cfg(feature = "gzip")]
mod compressed;
mod galileo;
mod hostile;
mod raw;
mod redirects;
mod requests;
mod retries;
mod secrets;
mod server;
mod streams;
mod tokens;

use std::future::IntoFuture;

use api::{Client, Things};

/// Waits for a future inside a Tokio runtime, which reqwest needs.
fn wait<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async { future.await })
}

fn things(server: &server::Server) -> Things {
    Client::new(server.url()).unwrap().things()
}

/// An error and its causes, in one line each.
fn chain(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect()
}
