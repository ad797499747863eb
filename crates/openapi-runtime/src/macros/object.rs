//! `object!` and `newtype!`, and the serde impls that every type gets.

/// serde's `Serialize` and `Deserialize`, forwarded to `Wire`.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($T:ident) => {
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
    };
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
        impl $crate::__private::v1::Wire for $T {
            fn read<'de, D: $crate::__private::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::result::Result::map($crate::__private::v1::Wire::read(deserializer), Self)
            }
            fn write<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::Wire::write(&self.0, serializer)
            }
        }
        $crate::__serde! { $T }
    };
}

/// A type with named members.
///
/// The first arm takes the rows as generated code writes them and puts every type in brackets, because in a macro
/// nothing but a comma may follow a type; the second arm tells the kinds of rows apart.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($T:ident { $(
        $row:ident $field:ident $($literal:literal)* $(($($tuple:tt)*))? $($type:path)? $([$($accessor:tt)*])? $(= $default:expr)?
    ),* $(,)? }) => {
        $crate::__object! { @rows $T [$([$($literal)*])*] { $(
            $row $field $($literal)* $([($($tuple)*)])? $([$type])? $([$($accessor)*])? $({ $default })?
        ),* } }
    };
    (@rows $T:ident $names:tt { $(
        $(required $rf:ident $rw:literal [$rt:ty])?
        $(nullable $nf:ident $nw:literal [$nt:ty])?
        $(optional $of:ident $ow:literal $([$oget:ident $ot:ty = $odefault:expr])?)?
        $(patch $pf:ident $pw:literal $([$pget:ident $pt:ty = $pdefault:expr])?)?
        $(default $df:ident $dw:literal { $default:expr })?
        $(constant $presence:ident $cw:literal $($constant:literal)? $({ $value:expr })?)?
        $(rest $xf:ident [$xt:ty])?
    ),+ }) => {
        impl $crate::__private::v1::Object for $T {
            fn build<'de, A: $crate::__private::v1::MapAccess<'de>>(
                members: &mut $crate::__private::v1::Members<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(
                    $(let mut $rf = $crate::__private::v1::Required(::core::option::Option::None::<$rt>);)?
                    $(let mut $nf = $crate::__private::v1::Required(
                        ::core::option::Option::None::<::core::option::Option<$nt>>,
                    );)?
                    $(let mut $of = ::core::option::Option::None;)?
                    $(let mut $pf = $crate::__private::v1::Patch::Absent;)?
                    $(let mut $df = ::core::option::Option::None;)?
                    $(let mut $xf = $crate::__private::v1::Rest::<$xt>(::core::default::Default::default());)?
                )*
                let (
                    true,
                    $(
                        $($crate::__private::v1::Required(::core::option::Option::Some($rf)),)?
                        $($crate::__private::v1::Required(::core::option::Option::Some($nf)),)?
                    )*
                ) = (
                    members.fill(
                        $crate::__names!($names),
                        &mut [$(
                            $(&mut $rf,)?
                            $(&mut $nf,)?
                            $(&mut $of,)?
                            $(&mut $pf,)?
                            $(&mut $df,)?
                            $(&mut $crate::__private::v1::Constant::$presence($crate::__literal!($($constant)? $($value)?)),)?
                            $(&mut $xf,)?
                        )*],
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
                    $($xf: $xf.0,)?
                )* })
            }
            fn put<M: $crate::__private::v1::SerializeMap>(&self, writer: &mut $crate::__private::v1::Writer<M>) {
                $(
                    $(writer.member($rw, &self.$rf);)?
                    $(writer.member($nw, &self.$nf);)?
                    $(writer.optional($ow, &self.$of);)?
                    $(writer.patch($pw, &self.$pf);)?
                    $(writer.member($dw, &self.$df);)?
                    $(writer.constant($cw, $crate::__literal!($($constant)? $($value)?));)?
                    $(writer.rest($crate::__names!($names), &self.$xf);)?
                )*
            }
        }
        impl $crate::__private::v1::Wire for $T {
            fn read<'de, D: $crate::__private::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::v1::read_object(deserializer)
            }
            fn write<S: $crate::__private::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::write_object(self, serializer)
            }
        }
        $crate::__serde! { $T }
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
                    $($xf: ::core::default::Default::default(),)?
                )* }
            }
            $(
                $($(
                    #[doc = ::core::concat!("`", $ow, "`, or its default when it is not set.")]
                    #[must_use]
                    pub fn $oget(&self) -> $ot {
                        match &self.$of {
                            ::core::option::Option::Some(value) => ::core::clone::Clone::clone(value),
                            ::core::option::Option::None => $odefault,
                        }
                    }
                )?)?
                $($(
                    #[doc = ::core::concat!("`", $pw, "`, or its default when it is not set.")]
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

/// The names of an object's members: the first literal of each row that has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __names {
    ([$([$($name:literal $($constant:literal)?)?])*]) => {
        &[$($($name,)?)*]
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
