//! Client for the Galileo API.
