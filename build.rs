//! Generates the client from `spec/openapi.yaml` into `OUT_DIR`.

fn main() {
    openapi_build::Builder::new("spec/openapi.yaml")
        .overlay("spec/overlay.yaml")
        .names_lock("spec/names.lock")
        .settings("spec/settings.txt")
        .dynamic()
        .run();
}
