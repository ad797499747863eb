//! Rows of generated code: one macro a request type, one a client.
//!
//! In: an operation's method, path, security and answers. Out: impls that call the runtime. Everything is named in full,
//! because a document may name its types `Option` or `Result`.

/// Makes a request type an operation.
///
/// `operation! { Type "operationId" METHOD "/path" { security […], ok Type { rows } err Type { rows } } }`; the `security`
/// row is left out when nothing is asked for. A row is `"status" codec ["media" …] => Variant,`.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    ($request:ident $id:literal $method:ident $path:literal {
        $( security [ $( [ $( $scheme:literal $($scope:literal)* );* ] )* ], )?
        ok $ok:ty { $( $ok_status:literal $ok_codec:ident $( [ $($ok_media:literal $(,)?)* ] )? $( => $ok_variant:path )? , )* }
        err $err:ty { $( $err_status:literal $err_codec:ident $( [ $($err_media:literal $(,)?)* ] )? $( => $err_variant:path )? , )* }
    }) => {
        impl $crate::__private::v1::Operation for $request {
            type Ok = $ok;
            type Err = $err;
            const INFO: &'static $crate::__private::v1::OperationInfo = &$crate::__private::v1::OperationInfo {
                id: $id,
                method: ::core::stringify!($method),
                path: $path,
                security: &[ $( $( &[ $( $crate::__private::v1::Requirement { scheme: $scheme, scopes: &[ $($scope),* ] } ),* ] ),* )? ],
            };
            const OK: &'static [$crate::__private::v1::Row<$ok>] = &[ $( $crate::__private::v1::Row {
                accepts: $crate::__private::v1::Accepts {
                    status: $ok_status,
                    codec: $crate::__codec!($ok_codec),
                    media: &[ $( $($ok_media),* )? ],
                },
                read: $crate::__read!($ok_codec $( $ok_variant )?),
            } ),* ];
            const ERR: &'static [$crate::__private::v1::Row<$err>] = &[ $( $crate::__private::v1::Row {
                accepts: $crate::__private::v1::Accepts {
                    status: $err_status,
                    codec: $crate::__codec!($err_codec),
                    media: &[ $( $($err_media),* )? ],
                },
                read: $crate::__read!($err_codec $( $err_variant )?),
            } ),* ];
        }

        impl $request {
            /// Sends the request; gives the value with status and headers.
            #[inline]
            pub fn send(self) -> $crate::__private::v1::PendingResponse<Self> {
                self.0.send()
            }

            /// Adds headers, query items, a credential or a timeout to this call.
            #[inline]
            pub fn with_options(self, options: $crate::__private::v1::CallOptions) -> Self {
                Self(self.0.with_options(options))
            }
        }

        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$ok, $crate::__private::v1::Error<$err>>;
            type IntoFuture = $crate::__private::v1::Pending<Self>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.0.value()
            }
        }
    };
}

/// The codec of a row.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec {
    (json) => {
        $crate::__private::v1::Codec::Json
    };
    (text) => {
        $crate::__private::v1::Codec::Text
    };
    (bytes) => {
        $crate::__private::v1::Codec::Bytes
    };
    (empty) => {
        $crate::__private::v1::Codec::Empty
    };
}

/// How a row reads its body.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    (empty $variant:path) => {
        |_| ::core::result::Result::Ok($variant)
    };
    ($codec:ident $variant:path) => {
        |body| $crate::__private::v1::read::$codec(body).map($variant)
    };
    ($codec:ident) => {
        $crate::__private::v1::read::$codec
    };
}

/// Makes a type that holds the runtime's client a client.
///
/// `client! { Type STATIC }`, where the static is the API.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($client:ident $api:path) => {
        impl $client {
            /// A client for a documented server, or any other base URL, with the default settings.
            ///
            /// # Errors
            /// When the base URL is none; the error names it.
            pub fn new(
                server: impl ::core::convert::Into<$crate::__private::v1::BaseUrl>,
            ) -> ::core::result::Result<Self, $crate::__private::v1::BuildError> {
                Self::builder(server).build()
            }

            /// A client with settings: credentials, timeouts, headers, transport.
            pub fn builder(
                server: impl ::core::convert::Into<$crate::__private::v1::BaseUrl>,
            ) -> $crate::__private::v1::ClientBuilder<Self> {
                $crate::__private::v1::ClientBuilder::new(&$api, server)
            }

            /// Calls an endpoint that the document does not have, with this client's credentials and settings.
            pub fn request(
                &self,
                method: $crate::__private::v1::Method,
                path: &::core::primitive::str,
            ) -> $crate::__private::v1::RawRequest {
                self.0.request(method, path)
            }

            /// The same client, of which every call adds headers, query items, credentials or a timeout.
            #[must_use]
            pub fn with_options(&self, options: $crate::__private::v1::CallOptions) -> Self {
                Self(self.0.with_options(options))
            }
        }

        impl ::core::convert::From<$crate::__private::v1::Client> for $client {
            fn from(client: $crate::__private::v1::Client) -> Self {
                Self(client)
            }
        }
    };
}
