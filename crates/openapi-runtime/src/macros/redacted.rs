//! `redacted!`: `Debug` for bodies of several parts that hold secrets.

/// `Debug` that shows the fields of plain rows only.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted {
    ($T:ident { $( $(secret $secret:ident)? $(plain $plain:ident)? ),+ }) => {
        impl ::core::fmt::Debug for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::v1::show_fields(f, ::core::stringify!($T), &[$(
                    $((::core::stringify!($secret), &$crate::__private::v1::Redacted),)?
                    $((::core::stringify!($plain), &self.$plain),)?
                )*])
            }
        }
    };
}
