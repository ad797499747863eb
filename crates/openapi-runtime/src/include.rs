//! How a crate takes in what its build script generated.
//!
//! In: `types.rs`, `operations.rs`, `client.rs` and perhaps `dynamic.rs` in `OUT_DIR`. Out: the modules `types` and `operations`, and `Client`,
//! `Server` and the groups of operations beside them. The lints that generated code is excused from are listed here, once; crates that
//! `cargo xtask generate` writes carry the same list, held by a test there.

/// Includes the client that `openapi_build::Builder` generated in the build script of this crate.
///
/// The types of the document are then in a module `types`, and the requests of its operations in a module `operations`;
/// `Client`, `Server` and the groups of operations are where the macro stands: at the root of the crate, or in a module
/// of one's own. A hand-written item of the same name wins over a generated one.
///
/// ```ignore
/// // build.rs: openapi_build::Builder::new("openapi.yaml").run();
/// openapi_runtime::include_client!();
///
/// let client = Client::new(Server::Production)?;
/// ```
///
/// Where the build script says `.dynamic()`, `openapi_runtime::include_client!(dynamic);` also includes `invoke` and
/// `OPERATIONS`, which call operations by name: see [`client::dynamic`](crate::client::dynamic).
///
/// Where dozens of types hold each other in a row, rustc asks for a higher `#![recursion_limit = "1024"]` as soon as it has to
/// know that a value is `Send`, and rustdoc always; a macro cannot set that for its crate.
///
/// # Errors
///
/// Without a build script there is no `OUT_DIR`, and the crate does not compile.
#[macro_export]
macro_rules! include_client {
    (dynamic) => {
        $crate::include_client! {}
        $crate::include_client! { @module
            /// The operations by name.
            pub(self) dynamic "/dynamic.rs"
        }
        #[allow(unused_imports)]
        pub use dynamic::*;
    };
    () => {
        $crate::include_client! { @module
            /// The types that the document declares.
            pub types "/types.rs"
        }
        $crate::include_client! { @module
            /// The requests that operations give, and what they answer where that is more than one type.
            pub operations "/operations.rs"
        }
        $crate::include_client! { @module
            /// The client and its groups of operations.
            pub(self) client "/client.rs"
        }
        #[allow(unused_imports)]
        pub use client::*;
    };
    (@module #[doc = $doc:literal] $visible:vis $name:ident $file:literal) => {
        #[doc = $doc]
        #[allow(
            // Items that the document calls deprecated are used by their own code.
            deprecated,
            // In a program, or below a private module, not everything is used or reachable.
            dead_code,
            unreachable_pub,
            unused_imports,
            // A document need not describe everything.
            missing_docs,
            // Names, sizes and numbers of arguments are the document's; taste is for code that people write.
            clippy::complexity,
            clippy::derived_hash_with_manual_eq,
            clippy::large_enum_variant,
            clippy::nursery,
            clippy::pedantic,
            clippy::restriction,
            clippy::style,
        )]
        $visible mod $name {
            ::core::include!(::core::concat!(
                ::core::env!("OUT_DIR", "`include_client!` needs a build script that runs `openapi_build::Builder`"),
                $file
            ));
        }
    };
}
