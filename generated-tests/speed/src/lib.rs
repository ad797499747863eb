//! Types of which `benches/values` reads and writes thousands, generated from `spec/many_values.yaml`.

openapi_runtime::include_client!();
