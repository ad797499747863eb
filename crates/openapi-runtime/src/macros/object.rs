//! `object!` and `newtype!`, and the serde impls that every type gets.

/// serde's `Serialize` and `Deserialize`, forwarded to `Wire`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($T:ident)*) => { $(
        impl $crate::__private::v1::Serialize for $T {
            fn serialize<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::Wire::write(self, serializer)
            }
        }
        impl<'de> $crate::__private::v1::Deserialize<'de> for $T {
            fn deserialize<D: $crate::__private::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::v1::Wire::read(deserializer)
            }
        }
    )* };
}

/// A type around another one.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($T:ident($inner:ty)) => {
        impl ::core::ops::Deref for $T {
            type Target = $inner;
            fn deref(&self) -> &$inner {
                &self.0
            }
        }
        impl ::core::ops::DerefMut for $T {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }
        impl ::core::convert::From<$inner> for $T {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
        impl $crate::__private::v1::Newtype for $T {
            type Inner = $inner;
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByInner;
        }
    };
}

/// A type with named members.
///
/// A row is `kind field: Type = "name on the wire"`, where the type is what stands inside of the `Option` or `Patch`. All
/// rows are taken apart in one pass: rustc pays for every token that a macro passes on to another.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($T:ident $(: $Eq:ident $(+ $Hash:ident)?)? { $(
        $(required $rf:ident: $rt:ty = $rw:literal $(as $rs:ident)?)?
        $(nullable $nf:ident: $nt:ty = $nw:literal $(as $ns:ident)?)?
        $(optional $of:ident: $ot:ty = $ow:literal $(as $os:ident)? $([$oget:ident = $odefault:expr])?)?
        $(patch $pf:ident: $pt:ty = $pw:literal $(as $ps:ident)? $([$pget:ident = $pdefault:expr])?)?
        $(default $df:ident: $dt:ty = $dw:literal $(as $ds:ident)? [$default:expr])?
        $(constant $presence:ident $cw:literal = $($constant:literal)? $(null)? $(json $json:literal)?)?
    ),+ } $(rest $xf:ident: $xt:ty)?) => {
        impl $crate::__private::v1::Object for $T {
            // A document may call a type `A`, and types know no hygiene.
            fn build<'de, __A: $crate::__private::v1::MapAccess<'de>>(
                members: &mut $crate::__private::v1::Members<'de, __A>,
            ) -> ::core::option::Option<Self> {
                $(
                    $(let mut $rf = $crate::__private::v1::Required(::core::option::Option::None::<$rt>);)?
                    $(let mut $nf = $crate::__private::v1::Required(
                        ::core::option::Option::None::<::core::option::Option<$nt>>,
                    );)?
                    $(let mut $of = ::core::option::Option::None::<$ot>;)?
                    $(let mut $pf = $crate::__private::v1::Patch::Absent::<$pt>;)?
                    $(let mut $df = ::core::option::Option::None::<$dt>;)?
                )*
                $(let mut $xf = $crate::__private::v1::rest_of::<$xt, _>();)?
                let (
                    true,
                    $(
                        $($crate::__private::v1::Required(::core::option::Option::Some($rf)),)?
                        $($crate::__private::v1::Required(::core::option::Option::Some($nf)),)?
                    )*
                ) = (
                    members.fill(
                        &[$($($rw,)? $($nw,)? $($ow,)? $($pw,)? $($dw,)? $($cw,)?)*],
                        &mut [$(
                            $(&mut $rf,)?
                            $(&mut $nf,)?
                            $(&mut $of,)?
                            $(&mut $pf,)?
                            $(&mut $df,)?
                            $(&mut $crate::__private::v1::Constant::$presence($crate::__literal!($($constant)? $(json $json)?)),)?
                        )* $(&mut $xf)?],
                    ),
                    $($($rf,)? $($nf,)?)*
                ) else {
                    return ::core::option::Option::None;
                };
                ::core::option::Option::Some(Self { $(
                    $($rf,)?
                    $($nf,)?
                    $($of,)?
                    $($pf,)?
                    $($df: match $df {
                        ::core::option::Option::Some(value) => value,
                        ::core::option::Option::None => $default,
                    },)?
                )* $($xf: $xf.0)? })
            }
            fn members<__V: $crate::__private::v1::Visit>(&self, other: &Self, visitor: &mut __V) {
                $(
                    $($(visitor.$rs();)? visitor.member($rw, &self.$rf, &other.$rf);)?
                    $($(visitor.$ns();)? visitor.member($nw, &self.$nf, &other.$nf);)?
                    $($(visitor.$os();)? visitor.optional($ow, &self.$of, &other.$of);)?
                    $($(visitor.$ps();)? visitor.patch($pw, &self.$pf, &other.$pf);)?
                    $($(visitor.$ds();)? visitor.member($dw, &self.$df, &other.$df);)?
                    $(visitor.constant($cw, $crate::__literal!($($constant)? $(json $json)?));)?
                )*
                $(visitor.rest(&self.$xf, &other.$xf);)?
            }
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByObject;
        }
        impl ::core::cmp::PartialEq for $T {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::v1::equal(self, other)
            }
        }
        impl ::core::fmt::Debug for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::v1::show(self, ::core::stringify!($T), f)
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
        impl $T {
            /// Makes a value from the members that must be there.
            #[allow(clippy::too_many_arguments, clippy::new_without_default)]
            #[must_use]
            pub fn new($(
                $($rf: impl ::core::convert::Into<$rt>,)?
                $($nf: impl ::core::convert::Into<::core::option::Option<$nt>>,)?
            )*) -> Self {
                Self { $(
                    $($rf: ::core::convert::Into::into($rf),)?
                    $($nf: ::core::convert::Into::into($nf),)?
                    $($of: ::core::option::Option::None,)?
                    $($pf: $crate::__private::v1::Patch::Absent,)?
                    $($df: $default,)?
                )* $($xf: ::core::default::Default::default())? }
            }
            $(
                $($(
                    /// The member, or the default that the document gives it.
                    #[must_use]
                    pub fn $oget(&self) -> $ot {
                        match &self.$of {
                            ::core::option::Option::Some(value) => ::core::clone::Clone::clone(value),
                            ::core::option::Option::None => $odefault,
                        }
                    }
                )?)?
                $($(
                    /// The member, or the default that the document gives it.
                    #[must_use]
                    pub fn $pget(&self) -> $pt {
                        match &*self.$pf {
                            ::core::option::Option::Some(value) => ::core::clone::Clone::clone(value),
                            ::core::option::Option::None => $pdefault,
                        }
                    }
                )?)?
            )*
        }
    };
}

/// The value that a literal of a document is.
#[doc(hidden)]
#[macro_export]
macro_rules! __literal {
    () => {
        $crate::__private::v1::Literal::Null
    };
    ($literal:literal) => {
        $crate::__private::v1::Literal::of(::core::concat!($literal), ::core::stringify!($literal))
    };
    (json $text:literal) => {
        $crate::__private::v1::Literal::Json($text)
    };
    ($null:expr) => {
        $crate::__private::v1::Literal::Null
    };
}
