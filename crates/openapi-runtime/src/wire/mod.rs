//! Reading and writing JSON as an OpenAPI document says.

/// A value read from and written to JSON as an OpenAPI document says.
pub trait Wire: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// When the input is not what the document says; the message names the JSON path.
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    /// What the serializer reports.
    fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}
