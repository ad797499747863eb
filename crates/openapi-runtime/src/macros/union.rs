//! `union!` and `tagged!`: one of several types.

/// A union that is decided by looking at the value.
///
/// A row is `Variant(Payload): From<Inner> [kinds] …`, where `: From` says that the union is made from the payload, and `<Inner>`
/// that it is made from what is in the payload's box too.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($T:ident $(: $Eq:ident $(+ $Hash:ident)?)? $([$exactly:ident])? { $(
        $V:ident($payload:ty) $(: $From:ident $(<$inner:ty>)?)? [$($kind:ident)*]
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
        $crate::__variants! {
            $T $(: $Eq $(+ $Hash)?)? { $($V($payload) $(: $From $(<$inner>)?)?,)* } $(else $Unknown)?
        }
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
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__by!(ByLook $($exactly)?);
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
        &[$(
            $crate::__private::v1::Rule::of(&[$($crate::__private::v1::Kind::$kind),*])
                $(.one_of(&[$($crate::__literal!($one)),*]))?
                .constants(&[$(($name, &[$($crate::__literal!($constant)),*])),*])
                $(.needs(&[$($need),*]))?
                $(.knows(&[$($known),*]))?
                $(.$keeps())?
                .members(&[$(($member, $crate::__rules! { $of_member })),*])
                $(.items($crate::__rules! { $of_items }))?
                $(.rest($crate::__rules! { $of_rest }))?
                $(.or($crate::__rules! { $or }))?
        ),*]
    };
}

/// How a union is read: as it comes, or with all digits of its numbers.
#[doc(hidden)]
#[macro_export]
macro_rules! __by {
    ($By:ident) => {
        $crate::__private::v1::$By
    };
    ($By:ident exactly) => {
        $crate::__private::v1::Exactly<$crate::__private::v1::$By>
    };
}

/// A union whose variant is named by a member.
///
/// A row is as one of `union!`, with the tags of the variant, `adds` and the tag where the union adds it, and `takes` and what
/// the variant takes beside its tags: `absent`, `other`.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged {
    ($T:ident $(: $Eq:ident $(+ $Hash:ident)?)? $([$exactly:ident])? = $tag:literal { $(
        $V:ident($payload:ty) $(: $From:ident $(<$inner:ty>)?)? [$($value:literal)*]
        $(adds $added:literal)? $(takes $($takes:ident)+)?
    ),* $(,)? } $(else $Unknown:ident)?) => {
        $crate::__variants! {
            $T $(: $Eq $(+ $Hash)?)? {
                $($V($payload) $(: $From $(<$inner>)?)? $(adds $tag $added)?,)*
            } $(else $Unknown)?
        }
        impl $crate::__private::v1::UnionByTag for $T {
            const TAG: &'static str = $tag;
            const VARIANTS: &'static [$crate::__private::v1::TagRule] = &[$(
                $crate::__private::v1::TagRule::of(&[$($crate::__literal!($value)),*])
                    $(.adds($crate::__literal!($added)))?
                    $($(.$takes())+)?
            ),*];
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__by!(ByTag $($exactly)?);
        }
    };
}

/// What both kinds of unions need of their variants. By `Self`: the union may be called as a type parameter is.
#[doc(hidden)]
#[macro_export]
macro_rules! __variants {
    ($T:ident $(: $Eq:ident $(+ $Hash:ident)?)? { $(
        $V:ident($payload:ty) $(: $From:ident $(<$inner:ty>)?)? $(adds $tag:literal $added:literal)?,
    )* } $(else $Unknown:ident)?) => {
        impl $crate::__private::v1::Union for $T {
            const UNKNOWN: ::core::option::Option<fn($crate::__private::v1::Json) -> Self> =
                $crate::__else!($(::core::option::Option::Some(Self::$Unknown))?);
            fn pick<'de, __D: $crate::__private::v1::Deserializer<'de>>(
                pick: &mut $crate::__private::v1::Pick<'de, Self, __D>,
            ) {
                pick$(.variant(Self::$V))*;
            }
            fn show<'a, __V: $crate::__private::v1::Show<'a>>(&'a self, show: __V) -> __V::Out {
                match self {
                    $(Self::$V(payload) => show
                        $(.adding($tag, $crate::__literal!($added)))?
                        .variant(::core::stringify!($V), payload),)*
                    $(Self::$Unknown(value) => show.variant(::core::stringify!($Unknown), value),)?
                }
            }
        }
        impl ::core::cmp::PartialEq for $T {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::v1::same(self, other)
            }
        }
        impl ::core::fmt::Debug for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::v1::show_variant(self, f)
            }
        }
        $(
            impl ::core::cmp::$Eq for $T {}
            $(impl ::core::hash::$Hash for $T {
                fn hash<__H: ::core::hash::Hasher>(&self, state: &mut __H) {
                    $crate::__private::v1::hash(self, state);
                }
            })?
        )?
        $($(
            impl ::core::convert::$From<$payload> for $T {
                fn from(payload: $payload) -> Self {
                    Self::$V(payload)
                }
            }
            $(impl ::core::convert::$From<$inner> for $T {
                fn from(inner: $inner) -> Self {
                    Self::$V(::core::convert::From::from(inner))
                }
            })?
        )?)*
    };
}
