//! Generated clients, compiled without a warning.
//!
//! In: the documents of the folder `documents`, each named as a sentence that holds for it. Out: a module for each of
//! them, with the module `types`, the client beside it, and `REPORT`, what the generator had to say. The tests of this
//! crate call them.

#![deny(warnings)]
#![forbid(unsafe_code)]

use std::pin::Pin;

use openapi_runtime::client::dynamic::Callable;
use openapi_runtime::{Error, Json};

macro_rules! document {
    ($name:ident $folder:literal) => {
        #[doc = concat!("Generated from `documents/", $folder, ".yaml`.")]
        pub mod $name {
            /// What the generator had to say.
            pub const REPORT: &str =
                include_str!(concat!(env!("OUT_DIR"), "/", $folder, "/report.txt"));

            // Fewer lints are excused here than `include_client!` excuses. A schema may be called `New`, a parameter `400`; a
            // list of a list's items is as complex as the document has it.
            #[allow(
                deprecated,
                missing_docs,
                unused_imports,
                clippy::self_named_constructors,
                clippy::type_complexity
            )]
            pub mod types {
                include!(concat!(env!("OUT_DIR"), "/", $folder, "/types.rs"));
            }
            #[allow(
                deprecated,
                missing_docs,
                unused_imports,
                clippy::just_underscores_and_digits,
                clippy::self_named_constructors
            )]
            pub mod operations {
                include!(concat!(env!("OUT_DIR"), "/", $folder, "/operations.rs"));
            }
            #[allow(
                deprecated,
                missing_docs,
                unused_imports,
                clippy::just_underscores_and_digits,
                clippy::self_named_constructors
            )]
            mod client {
                include!(concat!(env!("OUT_DIR"), "/", $folder, "/client.rs"));
            }
            #[allow(deprecated, missing_docs, unused_imports)]
            mod dynamic {
                include!(concat!(env!("OUT_DIR"), "/", $folder, "/dynamic.rs"));
            }
            pub use client::*;
            pub use dynamic::{OPERATIONS, invoke};
        }
    };
}

/// A generated client whose operations are called by name.
#[derive(Debug)]
pub struct Document {
    /// The name of its module.
    pub name: &'static str,
    /// Its operations.
    pub operations: &'static [Callable],
    /// What calls them at a base URL.
    pub caller: fn(&str) -> Caller,
}

/// Calls an operation by its name, with arguments.
pub type Caller = Box<dyn Fn(&str, Json) -> Called>;

/// A call under way.
pub type Called = Pin<Box<dyn Future<Output = Result<Json, Error>>>>;

macro_rules! documents {
    ($($name:ident)*) => {
        /// All of them.
        pub const DOCUMENTS: &[Document] = &[ $( Document {
            name: stringify!($name),
            operations: $name::OPERATIONS,
            caller: |server| {
                let client = $name::Client::new(server).expect("a client");
                Box::new(move |id, arguments| {
                    let (client, id) = (client.clone(), id.to_owned());
                    Box::pin(async move { $name::invoke(&client, &id, arguments).await })
                })
            },
        } ),* ];
    };
}

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
