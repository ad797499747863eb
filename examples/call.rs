//! Calls operations of the document by name, from a command line.
//!
//! ```text
//! cargo run --example call -- --help
//! cargo run --example call -- refresh_token --help
//! cargo run --example call -- refresh_token --refresh-token refresh-0
//! ```
//!
//! Without a base URL it calls a server of its own on loopback that plays the API, so it runs offline; that one knows the
//! refresh token `refresh-0`. The result has the access token: it is printed, because that is what was asked for.

use std::process::ExitCode;

use galileo_client::{Client, OPERATIONS};
use mock_server::galileo::{Galileo, Settings};
use openapi_runtime::client::dynamic::command_line::Program;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let galileo = match Galileo::start(Settings::default()) {
        Ok(galileo) => galileo,
        Err(why) => {
            eprintln!("error: the embedded server cannot start: {why}");
            return ExitCode::FAILURE;
        }
    };
    Program::new("galileo", OPERATIONS)
        .server(galileo.url())
        .run(|server| Client::builder(server))
        .await
}
