//! A client for the Galileo API.
