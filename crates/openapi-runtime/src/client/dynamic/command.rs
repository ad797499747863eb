//! Calls from a command line.
