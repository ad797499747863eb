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
    ($T:ident $(: $Eq:ident)? { $(
        $(required $rf:ident: $rt:ty = $rw:literal)?
        $(nullable $nf:ident: $nt:ty = $nw:literal)?
        $(optional $of:ident: $ot:ty = $ow:literal $([$oget:ident = $odefault:expr])?)?
        $(patch $pf:ident: $pt:ty = $pw:literal $([$pget:ident = $pdefault:expr])?)?
        $(default $df:ident: $dt:ty = $dw:literal [$default:expr])?
        $(constant $presence:ident $cw:literal = $($constant:literal)? $(null)? $(json $json:literal)?)?
    ),+ } $(rest $xf:ident: $xt:ty)?) => {
        impl $crate::__private::v1::Object for $T {
            const NAMES: &'static [&'static str] = &[$($($rw,)? $($nw,)? $($ow,)? $($pw,)? $($dw,)? $($cw,)?)*];
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
                        Self::NAMES,
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
                    $($df: ::core::option::Option::unwrap_or_else($df, || $default),)?
                )* $($xf: $xf.0)? })
            }
            fn put<M: $crate::__private::v1::SerializeMap>(&self, writer: &mut $crate::__private::v1::Writer<M>) {
                $(
                    $(writer.member($rw, &self.$rf);)?
                    $(writer.member($nw, &self.$nf);)?
                    $(writer.optional($ow, &self.$of);)?
                    $(writer.patch($pw, &self.$pf);)?
                    $(writer.member($dw, &self.$df);)?
                    $(writer.constant($cw, $crate::__literal!($($constant)? $(json $json)?));)?
                )*
                $(writer.rest(Self::NAMES, &self.$xf);)?
            }
        }
        impl $crate::__private::v1::Generated for $T {
            type By = $crate::__private::v1::ByObject;
        }
        $(impl ::core::cmp::$Eq for $T {})?
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
