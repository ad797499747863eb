//! Rows of generated code: one macro a request type.
//!
//! In: what the operation takes and answers. Out: a constant that calls the runtime.

/// Makes a request type callable by name.
///
/// `callable! { Type, "method" "about" Current { rows } }`. Rows: `parameter PLACE NEED "name" "about" STYLE => Type,` then
/// `body NEED "media type" "about" CODEC Type [styles],` then `answer CODEC Type,` for each row of `operation!`, in its order.
#[doc(hidden)]
#[macro_export]
macro_rules! __callable {
    ($request:ty, $method:literal $about:literal $current:ident {
        $( parameter $place:ident $need:ident $name:literal $words:literal $style:expr => $parameter:ty, )*
        $( body $body_need:ident $media:literal $body_words:literal [ $($styles:expr),* ] $body_codec:ident $( => $body:ty )? , )*
        $( answer $codec:ident $( => $answer:ty )? , )*
    }) => {
        impl $crate::__private::v1::dynamic::Invocable for $request {
            const CALLABLE: $crate::__private::v1::dynamic::Callable = $crate::__private::v1::dynamic::Callable::new::<Self>(
                $method,
                $about,
                $crate::__private::v1::dynamic::Standing::$current,
                &[ $( $crate::__private::v1::dynamic::Parameter {
                    place: $crate::__private::v1::In::$place,
                    name: $name,
                    need: $crate::__private::v1::dynamic::Need::$need,
                    about: $words,
                    style: $style,
                    value: $crate::__private::v1::dynamic::values::parameter::<$parameter>,
                } ),* ],
                &[ $( $crate::__private::v1::dynamic::Body {
                    media_type: $media,
                    need: $crate::__private::v1::dynamic::Need::$body_need,
                    about: $body_words,
                    styles: &[ $($styles),* ],
                    value: $crate::__private::v1::dynamic::values::body::$body_codec $( ::<$body> )?(),
                } ),* ],
                &[ $( $crate::__private::v1::dynamic::values::answer::$codec $( ::<$answer> )?() ),* ],
            );
        }
    };
}
