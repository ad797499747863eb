//! `strings!`, `integers!` and `literals!`: enumerated values.

/// An enum of strings. `else` names the variant that keeps any other value; `any case` reads a value in whatever case.
#[doc(hidden)]
#[macro_export]
macro_rules! __strings {
    ($T:ident any case { $($V:ident $text:literal),* $(,)? } $(else $Unknown:ident)?) => {
        impl $crate::__private::v1::Strings for $T {
            const NAME: &'static str = ::core::stringify!($T);
            fn of(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$V),)*
                    $(_ if text.eq_ignore_ascii_case($text) => ::core::option::Option::Some(Self::$V),)*
                    _ => $crate::__else!($(::core::option::Option::Some(Self::$Unknown(text.into())))?),
                }
            }
        }
        $crate::__strings! { @ $T { $($V $text),* } $(else $Unknown)? }
    };
    ($T:ident { $($V:ident $text:literal),* $(,)? } $(else $Unknown:ident)?) => {
        impl $crate::__private::v1::Strings for $T {
            const NAME: &'static str = ::core::stringify!($T);
            fn of(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$V),)*
                    _ => $crate::__else!($(::core::option::Option::Some(Self::$Unknown(text.into())))?),
                }
            }
        }
        $crate::__strings! { @ $T { $($V $text),* } $(else $Unknown)? }
    };
    (@ $T:ident { $($V:ident $text:literal),* } $(else $Unknown:ident)?) => {
        impl $T {
            /// The value as the document spells it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$V => $text,)*
                    $(Self::$Unknown(text) => text,)?
                }
            }
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByText;
        }
        impl ::core::cmp::PartialEq for $T {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        impl ::core::cmp::Eq for $T {}
        impl ::core::hash::Hash for $T {
            fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }
        impl ::core::fmt::Display for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $T {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::str::FromStr for $T {
            type Err = $crate::__private::v1::UnknownValue;
            // Not `Self::Err`: that could be a variant.
            fn from_str(
                text: &str,
            ) -> ::core::result::Result<Self, $crate::__private::v1::UnknownValue> {
                $crate::__private::v1::known_text(text)
            }
        }
        $(
            impl ::core::convert::From<&str> for $T {
                fn from(text: &str) -> Self {
                    $crate::__private::v1::text_or(text, Self::$Unknown)
                }
            }
            impl ::core::convert::From<$crate::__private::v1::String> for $T {
                fn from(text: $crate::__private::v1::String) -> Self {
                    $crate::__private::v1::text_or(&text, Self::$Unknown)
                }
            }
        )?
    };
}

/// The value for everything else: what is there, or `None`.
#[doc(hidden)]
#[macro_export]
macro_rules! __else {
    () => {
        ::core::option::Option::None
    };
    ($value:expr) => {
        $value
    };
}

/// An enum of integers. `else` names the variant that keeps any other value.
#[doc(hidden)]
#[macro_export]
macro_rules! __integers {
    ($T:ident { $($V:ident $value:literal),* $(,)? } $(else $Unknown:ident)?) => {
        impl $T {
            /// The integer that the document lists.
            #[must_use]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$V => $value,)*
                    $(Self::$Unknown(value) => *value,)?
                }
            }
        }
        impl $crate::__private::v1::Integers for $T {
            const NAME: &'static str = ::core::stringify!($T);
            fn of(value: i64) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$V),)*
                    _ => $crate::__else!($(::core::option::Option::Some(Self::$Unknown(value)))?),
                }
            }
        }
        impl $crate::__private::v1::Wire for $T {
            fn read<'de, D: $crate::__private::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::v1::read_integers(deserializer)
            }
            fn write<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }
        impl ::core::fmt::Display for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }
        $(
            impl ::core::convert::From<i64> for $T {
                fn from(value: i64) -> Self {
                    $crate::__private::v1::integer_or(value, Self::$Unknown)
                }
            }
        )?
    };
}

/// An enum of values of several kinds. `else` names the variant that keeps any other value.
#[doc(hidden)]
#[macro_export]
macro_rules! __literals {
    ($T:ident { $($V:ident $($value:literal)? $(null)? $(json $json:literal)?),* $(,)? } $(else $Unknown:ident)?) => {
        impl $crate::__private::v1::Wire for $T {
            fn read<'de, D: $crate::__private::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::v1::read_literal(
                    deserializer,
                    &[$(($crate::__literal!($($value)? $(json $json)?), Self::$V),)*],
                    $crate::__else!($(::core::option::Option::Some(Self::$Unknown))?),
                )
            }
            fn write<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$V => $crate::__private::v1::write_literal($crate::__literal!($($value)? $(json $json)?), serializer),)*
                    $(Self::$Unknown(value) => $crate::__private::v1::Wire::write(value, serializer),)?
                }
            }
        }
    };
}
