//! A crate of your own that keeps a `Token` of the Galileo API in its own struct, and stores both with serde.

use galileo_client::types::Token;
use serde::{Deserialize, Serialize};

/// What this program remembers between two runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub base_url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}
