//! `union!` and `tagged!`: one of several types.

/// A union that is decided by looking at the value.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($T:ident $(: $Eq:ident)? { $(
        $word:ident $($second:ident)? ($($payload:tt)+) [$($kind:ident)*]
        $(one_of [$($one:literal)*])?
        $(constant $name:literal [$($constant:literal)*])*
        $(needs [$($need:literal)*])?
        $(knows [$($known:literal)*])?
        $(keeps $keeps:ident)?
        $(member $member:literal $of_member:tt)*
        $(items $of_items:tt)?
        $(rest $of_rest:tt)?
        $(or $or:tt)?
    ),* $(,)? } $(else $Unknown:ident)?) => {
        $(impl ::core::cmp::$Eq for $T {})?
        $crate::__variants! { $T { $($word $($second)? ($($payload)+),)* } $(else $Unknown)? }
        impl $crate::__private::v1::UnionByLook for $T {
            const RULES: &'static [$crate::__private::v1::Rule] = $crate::__rules! {{ $(
                [$($kind)*]
                $(one_of [$($one)*])?
                $(constant $name [$($constant)*])*
                $(needs [$($need)*])?
                $(knows [$($known)*])?
                $(keeps $keeps)?
                $(member $member $of_member)*
                $(items $of_items)?
                $(rest $of_rest)?
                $(or $or)?
            ),* }};
            fn put<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $($crate::__variant!($word $($second)?; (value)) => {
                        $crate::__private::v1::Wire::write(value, serializer)
                    })*
                    $(Self::$Unknown(value) => $crate::__private::v1::Wire::write(value, serializer),)?
                }
            }
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByLook;
        }
    };
}

/// Rules, and rules inside of rules: `[kinds] one_of […] constant "name" […] needs […] knows […] keeps others
/// member "name" {rules} items {rules} rest {rules} or {rules}`, each part but the kinds where it says something.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    ({ $(
        [$($kind:ident)*]
        $(one_of [$($one:literal)*])?
        $(constant $name:literal [$($constant:literal)*])*
        $(needs [$($need:literal)*])?
        $(knows [$($known:literal)*])?
        $(keeps $keeps:ident)?
        $(member $member:literal $of_member:tt)*
        $(items $of_items:tt)?
        $(rest $of_rest:tt)?
        $(or $or:tt)?
    ),* $(,)? }) => {
        &[$($crate::__private::v1::Rule {
            kinds: &[$($crate::__private::v1::Kind::$kind),*],
            one_of: &[$($($crate::__literal!($one)),*)?],
            constants: &[$(($name, &[$($crate::__literal!($constant)),*])),*],
            needs: &[$($($need),*)?],
            knows: &[$($($known),*)?],
            beside: $crate::__beside!($($keeps)?),
            members: &[$(($member, $crate::__rules! { $of_member })),*],
            items: $crate::__rules! { $($of_items)? },
            rest: $crate::__rules! { $($of_rest)? },
            or: $crate::__rules! { $($or)? },
        }),*]
    };
    () => {
        &[]
    };
}

/// What becomes of the members that a rule does not name.
#[doc(hidden)]
#[macro_export]
macro_rules! __beside {
    () => {
        $crate::__private::v1::Beside::Dropped
    };
    (others) => {
        $crate::__private::v1::Beside::Kept
    };
}

/// A union whose variant is named by a member.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged {
    ($T:ident $(: $Eq:ident)? $tag:literal { $(
        $word:ident $($second:ident)? ($($payload:tt)+) [$($value:literal)*] $($adds:ident)*
    ),* $(,)? } $(else $Unknown:ident)?) => {
        $(impl ::core::cmp::$Eq for $T {})?
        $crate::__variants! { $T { $($word $($second)? ($($payload)+),)* } $(else $Unknown)? }
        impl $crate::__private::v1::UnionByTag for $T {
            const TAG: &'static str = $tag;
            const VARIANTS: &'static [$crate::__private::v1::TagRule] = &[$($crate::__private::v1::TagRule {
                tags: &[$($crate::__literal!($value)),*],
                writer: $crate::__writer!($($adds)*),
                takes: &[$($crate::__takes!($adds)),*],
            }),*];
            fn put<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $($crate::__variant!($word $($second)?; (value)) => {
                        $crate::__write_tagged!([$($adds)*] $tag [$($value)*] value serializer)
                    })*
                    $(Self::$Unknown(value) => $crate::__private::v1::Wire::write(value, serializer),)?
                }
            }
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByTag;
        }
    };
}

/// Who writes the tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __writer {
    () => {
        $crate::__private::v1::TagWriter::Payload
    };
    (adds $($takes:ident)*) => {
        $crate::__private::v1::TagWriter::Union
    };
    ($($takes:ident)*) => {
        $crate::__private::v1::TagWriter::Payload
    };
}

/// What a variant takes beside the values that name it.
#[doc(hidden)]
#[macro_export]
macro_rules! __takes {
    (absent) => {
        $crate::__private::v1::Takes::Absent
    };
    (other) => {
        $crate::__private::v1::Takes::Other
    };
    (adds) => {
        $crate::__private::v1::Takes::Nothing
    };
}

/// Writes a variant, with the tag if the union adds it.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_tagged {
    ([adds $($takes:ident)*] $tag:literal [$($value:literal)*] $payload:ident $serializer:ident) => {
        $crate::__private::v1::write_adding($tag, &[$($crate::__literal!($value)),*], $payload, $serializer)
    };
    ([$($takes:ident)*] $tag:literal [$($value:literal)*] $payload:ident $serializer:ident) => {
        $crate::__private::v1::Wire::write($payload, $serializer)
    };
}

/// What both kinds of unions need of their variants.
#[doc(hidden)]
#[macro_export]
macro_rules! __variants {
    ($T:ident { $($word:ident $($second:ident)? ($($payload:tt)+),)* } $(else $Unknown:ident)?) => {
        impl $crate::__private::v1::Union for $T {
            const UNKNOWN: ::core::option::Option<fn($crate::__private::v1::Json) -> Self> =
                $crate::__else!($(::core::option::Option::Some(Self::$Unknown))?);
            fn pick<'de, D: $crate::__private::v1::Deserializer<'de>>(
                pick: &mut $crate::__private::v1::Pick<'de, Self, D>,
            ) {
                pick$(.variant($crate::__variant!($word $($second)?;)))*;
            }
        }
        $($crate::__from! { $T $word $($second)? ($($payload)+) })*
    };
}

/// The path of a variant, with what follows it. By `Self`: the union may be called as a type parameter is.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant {
    (from $V:ident; $($more:tt)?) => {
        Self::$V $($more)?
    };
    ($V:ident; $($more:tt)?) => {
        Self::$V $($more)?
    };
}

/// `From` the payload of a `from` row, and from what is in its box.
#[doc(hidden)]
#[macro_export]
macro_rules! __from {
    ($T:ident from $V:ident ($($payload:tt)+)) => {
        impl ::core::convert::From<$($payload)+> for $T {
            fn from(value: $($payload)+) -> Self {
                Self::$V(value)
            }
        }
        $crate::__from_unboxed! { $T $V $($payload)+ }
    };
    ($T:ident $V:ident ($($payload:tt)+)) => {};
}

/// `From` what is in the payload's box, if it is one, and from what stands there without the members beside it.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_unboxed {
    ($T:ident $V:ident rt::Open<$inner:ty>) => {
        impl ::core::convert::From<$inner> for $T {
            fn from(value: $inner) -> Self {
                Self::$V(::core::convert::From::from(value))
            }
        }
    };
    ($T:ident $V:ident Box<$inner:ty>) => {
        $crate::__from_unboxed! { @ $T $V $inner }
    };
    ($T:ident $V:ident rt::Box<$inner:ty>) => {
        $crate::__from_unboxed! { @ $T $V $inner }
    };
    (@ $T:ident $V:ident $inner:ty) => {
        impl ::core::convert::From<$inner> for $T {
            fn from(value: $inner) -> Self {
                Self::$V(::std::boxed::Box::new(value))
            }
        }
    };
    ($T:ident $V:ident $($payload:tt)+) => {};
}
