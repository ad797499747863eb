//! `checked!`: which schema checks the values of a type.

/// Lets types know their schemas.
///
/// `checked! { STATIC { Type "#/pointer", Type "#/pointer" "#/other", } }`
#[doc(hidden)]
#[macro_export]
macro_rules! __checked {
    ($schemas:path { $( $T:ident $( $pointer:literal )+ , )* }) => { $(
        impl $crate::__private::v1::Checked for $T {
            const SCHEMAS: &'static $crate::__private::v1::Schemas = &$schemas;
            const POINTERS: &'static [&'static ::core::primitive::str] = &[ $( $pointer ),+ ];
        }
    )* };
}
