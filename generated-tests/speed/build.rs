//! Generates the client of `spec/many_values.yaml`.

fn main() {
    openapi_build::Builder::new("spec/many_values.yaml").run();
}
