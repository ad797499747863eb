fn main() {
    openapi_build::Builder::new("spec/library.yaml").run();
}
