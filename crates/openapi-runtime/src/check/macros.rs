//! `checked!`: which schema checks the values of a type.

/// Lets types know their schemas.
///
/// `checked! { SCHEMAS { Type "#/pointer", #[cfg(…)] Type "#/pointer" "#/other", } }`, where `SCHEMAS` is a static and a type. All
/// rows are one constant: rustc checks a constant, and each reference to a value within one, as it checks a function, so that one for each type would cost a tenth of all.
#[doc(hidden)]
#[macro_export]
macro_rules! __checked {
    ($schemas:path { $( $(#[$gate:meta])* $T:ident $( $pointer:literal )+ , )* }) => {
        impl $crate::__private::v1::SchemaTable for $schemas {
            const SCHEMAS: &'static $crate::__private::v1::Schemas = &$schemas;
            const TYPES: &'static [$crate::__private::v1::SchemaRow] = &[ $(
                $(#[$gate])*
                (::core::any::TypeId::of::<$T>, ::core::concat!( $( $pointer, "\0" ),+ )),
            )* ];
        }
        $(
            $(#[$gate])*
            impl $crate::__private::v1::Checked for $T {
                type Of = $schemas;
            }
        )*
    };
}
