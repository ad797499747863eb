//! Addresses: `uri`, `ipv4`, `ipv6`.

use super::{Format, FormatError, Formatted, format};
use std::net::{Ipv4Addr, Ipv6Addr};

macro_rules! addresses {
    ($($format:ident $name:literal $value:ty,)*) => { $(
        impl Format for format::$format {
            type Value = $value;
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Result<$value, FormatError> {
                text.parse().map_err(|error| FormatError::new($name, error))
            }
        }

        impl From<$value> for Formatted<format::$format> {
            fn from(value: $value) -> Self {
                Formatted::from_text(value.to_string())
            }
        }
    )* };
}

addresses! {
    Uri "uri" http::Uri,
    Ipv4 "ipv4" Ipv4Addr,
    Ipv6 "ipv6" Ipv6Addr,
}
