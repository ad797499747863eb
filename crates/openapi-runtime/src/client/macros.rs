//! Rows of generated code: one macro a request type, one a client.
//!
//! In: an operation's method, path, security and answers. Out: impls that call the runtime. Everything is named in full,
//! because a document may name its types `Option` or `Result`.

/// Makes a request type an operation.
///
/// `operation! { Type "operationId" METHOD "/path" { security […], ok Type { rows } err Type { rows } } }`; the `security`
/// row is left out when nothing is asked for, a row `server "url",` before it where the operation has one of its own. A row is `"status" codec ["media" …] => Variant,`.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    ($request:ident $id:literal $method:ident $path:literal {
        $( server $server:literal, )?
        $( security [ $( [ $( $scheme:literal $($scope:literal)* );* ] )* ], )?
        ok $ok:ty { $( $ok_status:literal $ok_codec:ident $( [ $($ok_media:literal $(,)?)* ] )? $( => $ok_variant:ident )? , )* }
        err $err:ty { $( $err_status:literal $err_codec:ident $( [ $($err_media:literal $(,)?)* ] )? $( => $err_variant:ident )? , )* }
    }) => {
        impl $crate::__private::v1::Operation for $request {
            type Ok = $ok;
            type Err = $err;
            const DESCRIBED: &'static $crate::__private::v1::Described<$ok, $err> = &$crate::__private::v1::Described {
                info: $crate::__private::v1::OperationInfo {
                    id: $id,
                    method: ::core::stringify!($method),
                    path: $path,
                    server: ::core::concat!("", $($server)?),
                    security: &[ $( $( &[ $( $crate::__private::v1::Requirement { scheme: $scheme, scopes: &[ $($scope),* ] } ),* ] ),* )? ],
                },
                ok: &[ $( $crate::__private::v1::Row {
                    accepts: $crate::__private::v1::Accepts {
                        status: $ok_status,
                        codec: $crate::__codec!($ok_codec),
                        media: &[ $( $($ok_media),* )? ],
                    },
                    read: $crate::__read!($ok_codec $( <$ok>::$ok_variant )?),
                } ),* ],
                err: &[ $( $crate::__private::v1::Row {
                    accepts: $crate::__private::v1::Accepts {
                        status: $err_status,
                        codec: $crate::__codec!($err_codec),
                        media: &[ $( $($err_media),* )? ],
                    },
                    read: $crate::__read!($err_codec $( <$err>::$err_variant )?),
                } ),* ],
            };

            #[inline]
            fn into_request(self) -> $crate::__private::v1::Request {
                self.0
            }
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

/// Makes an operation one that gives its list in pages.
///
/// `pages! { Type Item { WAY(…) [next.member] [more.member] [total.member] [items.member] } }`; a list that is empty stands
/// for nothing, and the last for the answer itself. `meta? member` is a member of an object that may be missing.
#[doc(hidden)]
#[macro_export]
macro_rules! __pages {
    ($request:ident $item:ty {
        $way:ident $( ( $($how:literal),* ) )?
        [ $( $next:tt )* ] [ $( $more:tt )* ] [ $( $total:tt )* ] [ $( $items:ident $(.$inner:ident)* )? ]
    }) => {
        impl $crate::__private::v1::Paged for $request {
            type Item = $item;
            const WAY: $crate::__private::v1::Way = $crate::__private::v1::Way::$way $( ( $($how),* ) )?;

            $crate::__said!(cursor $( $next )*);
            $crate::__said!(more $( $more )*);
            $crate::__said!(total $( $total )*);

            fn count(page: &Self::Ok) -> ::core::primitive::u64 {
                $crate::__private::v1::IntoItems::count($crate::__borrowed!(page $( $items $(.$inner)* )?))
            }

            fn into_items(page: Self::Ok) -> ::std::vec::Vec<$item> {
                $crate::__private::v1::IntoItems::into_items(page $( .$items $(.$inner)* )?)
            }
        }

        impl $request {
            /// All pages from here on; each is asked for when it is needed.
            #[inline]
            pub fn pages(self) -> $crate::__private::v1::Pages<Self> {
                $crate::__private::v1::Pages::new(self.0)
            }

            /// The items of all pages from here on.
            #[inline]
            pub fn items(self) -> $crate::__private::v1::Items<Self> {
                $crate::__private::v1::Items::new(self.0)
            }
        }
    };
}

/// What a page says of the list, if a member has it.
#[doc(hidden)]
#[macro_export]
macro_rules! __said {
    ($what:ident) => {};
    ($what:ident $( $member:tt )+) => {
        fn $what(page: &Self::Ok) -> $crate::__private::v1::Cursor {
            $crate::__member!(page, $( $member )+)
        }
    };
}

/// The value of a member, however deep it lies.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($at:expr, $member:ident) => {
        $crate::__private::v1::Cursor::of(&$at.$member)
    };
    ($at:expr, $object:ident ? $( $member:tt )+) => {
        $crate::__private::v1::Cursor::within($at.$object.as_ref(), |it| {
            $crate::__member!(it, $( $member )+)
        })
    };
    ($at:expr, $object:ident . $( $member:tt )+) => {
        $crate::__member!($at.$object, $( $member )+)
    };
}

/// A page's list, or the page if that is the list.
#[doc(hidden)]
#[macro_export]
macro_rules! __borrowed {
    ($page:ident) => {
        $page
    };
    ($page:ident $($items:ident).+) => {
        &$page $( .$items )+
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
    (download) => {
        $crate::__private::v1::Codec::Download
    };
    (events) => {
        $crate::__private::v1::Codec::Events
    };
    (text_events) => {
        $crate::__private::v1::Codec::Events
    };
    (event_objects) => {
        $crate::__private::v1::Codec::Events
    };
    (lines) => {
        $crate::__private::v1::Codec::Items
    };
    (sequence) => {
        $crate::__private::v1::Codec::Items
    };
    (empty) => {
        $crate::__private::v1::Codec::Empty
    };
}

/// How a row reads its body.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    (empty $variant:expr) => {
        $crate::__private::v1::Reads::Whole(|_| ::core::result::Result::Ok($variant))
    };
    (json $($variant:expr)?) => {
        $crate::__read!(@whole json $($variant)?)
    };
    (text $($variant:expr)?) => {
        $crate::__read!(@whole text $($variant)?)
    };
    (bytes $($variant:expr)?) => {
        $crate::__read!(@whole bytes $($variant)?)
    };
    (empty) => {
        $crate::__read!(@whole empty)
    };
    (@whole $codec:ident $variant:expr) => {
        $crate::__private::v1::Reads::Whole(|body| $crate::__private::v1::read::$codec(body).map($variant))
    };
    (@whole $codec:ident) => {
        $crate::__private::v1::Reads::Whole($crate::__private::v1::read::$codec)
    };
    ($codec:ident $variant:expr) => {
        $crate::__private::v1::Reads::Stream(|incoming| $variant($crate::__private::v1::read::$codec(incoming)))
    };
    ($codec:ident) => {
        $crate::__private::v1::Reads::Stream($crate::__private::v1::read::$codec)
    };
}

/// Makes a struct a body of several parts.
///
/// `multipart! { Type { constant "name" (text "text"), required field "name" [Type] (codec), optional field "name" [Type]
/// (codec), rest field [Type] (codec), } }`: the codec is `headed CODEC`, `file "media/type"`, `part`, `value`, `json "media/type"`,
/// `text "media/type"` or `style Style::…`.
#[doc(hidden)]
#[macro_export]
macro_rules! __multipart {
    ($T:ident { $( $row:ident $($field:ident)? $($wire:literal)? $([$ty:ty])? ($($codec:tt)*) $([$get:ident = $default:expr])? ),* $(,)? }) => {
        $crate::__multipart! { @rows $T { $( $row $($field)? $($wire)? $([$ty])? ($($codec)*) $([$get = $default])? ),* } }
    };
    (@rows $T:ident { $(
        $(constant $cw:literal (text $text:literal))?
        $(required $rf:ident $rw:literal [$rt:ty] ($($rc:tt)*))?
        $(optional $of:ident $ow:literal [$ot:ty] ($($oc:tt)*) $([$oget:ident = $odefault:expr])?)?
        $(rest $xf:ident [$xt:ty] ($xc:ident))?
    ),* }) => {
        impl $crate::__private::v1::Multipart for $T {
            fn fill(self, form: &mut $crate::__private::v1::Form) {
                $(
                    $(form.add($cw, $text);)?
                    $($crate::__part!(form $rw self.$rf, $($rc)*);)?
                    $($crate::__part!(form $ow self.$of, $($oc)*);)?
                    $($crate::__part!(form self.$xf, rest $xc);)?
                )*
            }
        }
        impl $crate::__private::v1::NamedParts for $T {
            const PARTS: &'static [$crate::__private::v1::NamedPart] = &[ $(
                $($crate::__private::v1::NamedPart::constant($cw, $text),)?
                $($crate::__named_part!(required $rw [$rt] $($rc)*),)?
                $($crate::__named_part!(optional $ow [$ot] $($oc)*),)?
                $($crate::__named_part!(rest "" [$xt] $xc),)?
            )* ];
        }
        impl $T {
            /// Makes a body from the parts that must be there.
            #[allow(clippy::too_many_arguments, clippy::new_without_default)]
            #[must_use]
            pub fn new($( $($rf: impl ::core::convert::Into<$rt>,)? )*) -> Self {
                Self { $(
                    $($rf: ::core::convert::Into::into($rf),)?
                    $($of: ::core::option::Option::None,)?
                    $($xf: ::core::default::Default::default(),)?
                )* }
            }
            $( $( $(
                /// The part, or the default that the document gives it.
                #[must_use]
                pub fn $oget(&self) -> $ot {
                    match &self.$of {
                        ::core::option::Option::Some(value) => ::core::clone::Clone::clone(value),
                        ::core::option::Option::None => $odefault,
                    }
                }
            )? )? )*
        }
    };
}

/// A member of a body of several parts, as a row for calls by name.
#[doc(hidden)]
#[macro_export]
macro_rules! __named_part {
    ($need:ident $name:literal [$ty:ty] file $media:literal) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_files(name, $media, value)
        })
    };
    ($need:ident $name:literal [$ty:ty] headed $($codec:tt)+) => {
        $crate::__named_part!($need $name [$ty] $($codec)+)
    };
    ($need:ident $name:literal [$ty:ty] part) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_parts(name, value)
        })
    };
    ($need:ident $name:literal [$ty:ty] value) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_value::<$ty>(name, value, |form, value| form.add(name, value))
        })
    };
    ($need:ident $name:literal [$ty:ty] json $media:literal) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_value::<$ty>(name, value, |form, value| {
                form.add_json(name, $media, value)
            })
        })
    };
    ($need:ident $name:literal [$ty:ty] text $media:literal) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_value::<$ty>(name, value, |form, value| {
                form.add_text(name, $media, value)
            })
        })
    };
    ($need:ident $name:literal [$ty:ty] style $style:expr) => {
        $crate::__private::v1::NamedPart::$need($name, |form, name, value| {
            form.json_value::<$ty>(name, value, |form, value| {
                form.add_styled(name, $style, value)
            })
        })
    };
}

/// Adds one member to a form.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    ($form:ident $name:literal $value:expr, file $media:literal) => {
        $form.add_files($name, $media, $value)
    };
    ($form:ident $name:literal $value:expr, headed $($codec:tt)+) => {
        $form.add_headed(&$value, |form, value| {
            $crate::__part!(form $name *value, $($codec)+)
        })
    };
    ($form:ident $name:literal $value:expr, part) => {
        $form.add_parts($name, $value)
    };
    ($form:ident $name:literal $value:expr, value) => {
        $form.add($name, &$value)
    };
    ($form:ident $name:literal $value:expr, json $media:literal) => {
        $form.add_json($name, $media, &$value)
    };
    ($form:ident $name:literal $value:expr, text $media:literal) => {
        $form.add_text($name, $media, &$value)
    };
    ($form:ident $name:literal $value:expr, style $style:expr) => {
        $form.add_styled($name, $style, &$value)
    };
    ($form:ident $value:expr, rest part) => {
        $form.add_rest_of_files($value)
    };
    ($form:ident $value:expr, rest value) => {
        $form.add_rest(&$value)
    };
}

/// Makes an enum the ways in which one body can be written.
///
/// `bodies! { Type { Variant(Type) json "media/type", from Variant(Type) multipart "media/type", } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __bodies {
    ($T:ident { $( $row:tt )* }) => {
        $crate::__bodies!(@rows $T [] $($row)*);
    };
    (@rows $T:ident [$($done:tt)*] from $variant:ident($ty:ty) $codec:ident $media:literal $([$($style:tt)*])?, $($rest:tt)*) => {
        impl ::core::convert::From<$ty> for $T {
            fn from(body: $ty) -> Self {
                Self::$variant(body)
            }
        }
        $crate::__bodies!(@rows $T [$($done)* { $variant $codec $media $([$($style)*])? }] $($rest)*);
    };
    (@rows $T:ident [$($done:tt)*] $variant:ident($ty:ty) $codec:ident $media:literal $([$($style:tt)*])?, $($rest:tt)*) => {
        $crate::__bodies!(@rows $T [$($done)* { $variant $codec $media $([$($style)*])? }] $($rest)*);
    };
    (@rows $T:ident [$({ $variant:ident $codec:ident $media:literal $([$($style:tt)*])? })*]) => {
        impl $crate::__private::v1::AnyBody for $T {
            fn put(self, request: $crate::__private::v1::Request) -> $crate::__private::v1::Request {
                match self {
                    $( Self::$variant(body) => $crate::__put!(request body $codec $media $([$($style)*])?), )*
                }
            }
        }
    };
}

/// Sets a body.
#[doc(hidden)]
#[macro_export]
macro_rules! __put {
    ($request:ident $body:ident form $media:literal [$($style:tt)*]) => {
        $request.form_encoded($media, &$body, &[$($style)*])
    };
    ($request:ident $body:ident json $media:literal) => {
        $request.json($media, &$body)
    };
    ($request:ident $body:ident form $media:literal) => {
        $request.form($media, &$body)
    };
    ($request:ident $body:ident lines $media:literal) => {
        $request.lines($media, &$body)
    };
    ($request:ident $body:ident sequence $media:literal) => {
        $request.sequence($media, &$body)
    };
    ($request:ident $body:ident $codec:ident $media:literal) => {
        $request.$codec($media, $body)
    };
}

/// Makes a type that holds the runtime's client a client.
///
/// `client! { Type STATIC }`, where the static is the API; `client! { Type STATIC, checked by STATIC }` where its
/// schemas are there.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($client:ident $api:path $(, checked by $schemas:path)?) => {
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
                $crate::__private::v1::ClientBuilder::new(&$api, server) $( .schemas(&$schemas) )?
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
