//! The command line of a crate whose operations can be called by name.
//!
//! In: the crate's name and its servers. Out: the text of an example. Its logic is the runtime's.

use super::MARK;
use openapi_build::ir::Client;

/// Where the example is, in the crate.
pub const PATH: &str = "examples/call.rs";

/// The text of the example.
pub fn text(name: &str, client: &Client) -> String {
    let library = name.replace('-', "_");
    // A server with variables needs values that only its users know.
    let mut servers = client.servers.iter().flat_map(|it| &it.list);
    let server = servers.find(|it| it.variables.is_empty());
    let server = server.map_or_else(String::new, |it| format!("        .server({:?})\n", it.url));
    format!(
        "// {MARK}\n\n\
         //! Calls operations from a command line.\n\
         //!\n\
         //! ```text\n\
         //! cargo run --example call -- --help\n\
         //! ```\n\n\
         use std::process::ExitCode;\n\n\
         use {library}::{{Client, OPERATIONS}};\n\
         use openapi_runtime::client::dynamic::command_line::Program;\n\n\
         #[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> ExitCode {{\n    \
             Program::new({name:?}, OPERATIONS)\n\
         {server}        \
                 .run(|server| Client::builder(server))\n        \
                 .await\n\
         }}\n"
    )
}
