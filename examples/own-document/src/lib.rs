//! A client for a library of books, generated from `spec/library.yaml` whenever that changes.

openapi_runtime::include_client!();
