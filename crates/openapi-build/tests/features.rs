//! Which tags are features of cargo, what they are called, and what stands behind them.

use expect_test::expect;
use openapi_build::config::{Change, Features, Setting};
use openapi_build::{Config, Generated, generate, ir};

/// Answers with this type.
fn answer(name: &str) -> String {
    format!(
        "responses: {{ '200': {{ description: It., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }} }}"
    )
}

fn zoo() -> String {
    let (pet, owner, all, status) = (
        answer("Pet"),
        answer("Owner"),
        answer("All"),
        answer("Status"),
    );
    format!(
        "openapi: 3.1.0
info: {{ title: Zoo, version: '1' }}
paths:
  /pets:
    get: {{ operationId: list_pets, tags: [pets], {pet} }}
    put: {{ operationId: put_pets, tags: [pets, 'Beta Things'], {all} }}
  /owners:
    get: {{ operationId: list_owners, tags: [owners], {owner} }}
    put: {{ operationId: put_owners, tags: [owners], {all} }}
  /odd:
    get: {{ operationId: odd, tags: [default], {pet} }}
  /status:
    get: {{ operationId: status, {status} }}
components:
  schemas:
    Pet: {{ type: object, properties: {{ kind: {{ $ref: '#/components/schemas/Kind' }} }} }}
    Kind: {{ type: string, enum: [cat, dog] }}
    Owner: {{ type: object, properties: {{ name: {{ $ref: '#/components/schemas/Name' }} }} }}
    Name: {{ type: object, properties: {{ first: {{ type: string }} }} }}
    All: {{ type: object, properties: {{ kind: {{ type: array, items: {{ $ref: '#/components/schemas/Kind' }} }}, name: {{ $ref: '#/components/schemas/Name' }} }} }}
    Status: {{ type: object, properties: {{ code: {{ $ref: '#/components/schemas/Code' }} }} }}
    Code: {{ type: integer, enum: [1, 2] }}
    AnotherPet: {{ $ref: '#/components/schemas/Pet' }}
    Unused: {{ type: object, properties: {{ code: {{ $ref: '#/components/schemas/Code' }} }} }}
"
    )
}

fn run(features: Features, settings: &[(&str, &str)]) -> Generated {
    let source = |_: &str| Ok(zoo());
    let settings = settings.iter().map(|(pointer, name)| Setting {
        pointer: (*pointer).to_owned(),
        change: Change::Name((*name).to_owned()),
    });
    let config = Config {
        features,
        settings: settings.collect(),
        ..Config::default()
    };
    generate("openapi.yaml", &source, &config)
}

/// What stands behind which features, and what was found.
fn shown(made: &Generated) -> String {
    let plan = &made.client.as_ref().unwrap().plan;
    let behind = |gate: &ir::Gate| {
        let names = gate.iter().map(|it| &*plan.features[*it].name);
        names.collect::<Vec<_>>().join(" | ")
    };
    let mut out = String::new();
    for it in &plan.client.groups {
        out.push_str(&format!("{}: {}\n", it.ident.as_str(), behind(&it.gate)));
        for it in it.operations.iter().map(|it| &plan.client.operations[*it]) {
            let (name, gate, own) = (it.ident.as_str(), behind(&it.gate), behind(&it.method_gate));
            out.push_str(&format!("  {name}: {gate}; its method: {own}\n"));
        }
    }
    for it in &plan.types {
        out.push_str(&format!("{}: {}\n", it.ident.as_str(), behind(&it.gate)));
    }
    for it in made.diagnostics.iter() {
        let place = made.tree.pointer(it.primary.place.node);
        out.push_str(&format!("{}  {place}: {}\n", it.code.number(), it.message));
    }
    out
}

#[test]
fn operations_and_what_only_they_need_stand_behind_their_tags() {
    expect![[r#"
        Pets: pets | beta-things
          ListPets: pets; its method: pets
          PutPets: pets | beta-things; its method: 
        Owners: owners
          ListOwners: owners; its method: 
          PutOwners: owners; its method: 
        Default: default-api
          Odd: default-api; its method: 
        Client: 
          Status: ; its method: 
        Pet: pets | default-api
        Kind: 
        Owner: owners
        Name: pets | beta-things | owners
        All: pets | beta-things | owners
        Status: 
        Code: 
        Unused: types
        AnotherPet: pets | default-api
        N0601  #/paths/~1odd/get/tags/0: the feature of the tag `default` is called `default-api`
    "#]]
    .assert_eq(&shown(&run(Features::PerTag, &[])));
}

#[test]
fn a_feature_is_called_as_its_group_is() {
    let made = run(Features::PerTag, &[("tag:pets", "all_animals")]);
    let plan = &made.client.as_ref().unwrap().plan;
    let names: Vec<&str> = plan.features.iter().map(|it| &*it.name).collect();
    assert_eq!(
        names,
        [
            "all-animals",
            "beta-things",
            "owners",
            "default-api",
            "types"
        ]
    );
}

#[test]
fn a_tag_without_a_declared_feature_is_always_there() {
    let declared = vec!["owners".to_owned(), "unrelated".to_owned()];
    expect![[r#"
        Pets: 
          ListPets: ; its method: 
          PutPets: ; its method: 
        Owners: owners
          ListOwners: owners; its method: 
          PutOwners: owners; its method: 
        Default: 
          Odd: ; its method: 
        Client: 
          Status: ; its method: 
        Pet: 
        Kind: 
        Owner: owners
        Name: 
        All: 
        Status: 
        Code: 
        Unused: 
        AnotherPet: 
        N0601  #/paths/~1odd/get/tags/0: the feature of the tag `default` is called `default-api`
        W0716  #/paths/~1pets/get/tags/0: `Cargo.toml` has no feature `pets`, so that operations of this tag are always there
        W0716  #/paths/~1pets/put/tags/1: `Cargo.toml` has no feature `beta-things`, so that operations of this tag are always there
        W0716  #/paths/~1odd/get/tags/0: `Cargo.toml` has no feature `default-api`, so that operations of this tag are always there
    "#]].assert_eq(&shown(&run(Features::Declared(declared), &[])));
}

#[test]
fn nothing_stands_behind_anything_unless_it_is_asked_for() {
    let made = run(Features::None, &[]);
    let client = made.client.unwrap();
    assert!(client.plan.features.is_empty());
    assert!(client.files.iter().all(|it| !it.text.contains("#[cfg")));
}

#[test]
fn the_attribute_stands_before_everything_of_an_operation_and_a_type() {
    let client = run(Features::PerTag, &[]).client.unwrap();
    let of = |name: &str| {
        let file = client.files.iter().find(|it| it.name == name);
        file.unwrap().text.clone()
    };
    let types = of("types.rs");
    let pet = "#[cfg(any(feature = \"pets\", feature = \"default-api\"))]\n";
    assert!(
        types.contains(&format!("{pet}rt::object! {{ Pet: Eq + Hash {{")),
        "{types}"
    );
    assert!(
        types.contains(&format!("{pet}rt::serde! {{\n    Pet\n}}")),
        "{types}"
    );
    assert!(
        types.contains(&format!("{pet}pub type AnotherPet = Pet;")),
        "{types}"
    );
    let operations = of("operations.rs");
    let row = "#[cfg(feature = \"owners\")]\nrt::operation! { ListOwners ";
    assert!(operations.contains(row), "{operations}");
    let calls = of("client.rs");
    let accessor = "    #[cfg(feature = \"owners\")]\n    #[inline]\n    pub fn owners(&self)";
    assert!(calls.contains(accessor), "{calls}");
}

#[test]
fn the_features_of_a_manifest_are_its_own() {
    use openapi_build::cargo::features;
    let manifest = "[package]\nname = \"a\"\n[features]\ndefault = [\"pets\"]\npets = []\n\"odd.one\" = [\"dep:b\"]\n";
    assert_eq!(features(manifest).unwrap(), ["default", "odd.one", "pets"]);
    assert_eq!(features("features = { pets = [] }").unwrap(), ["pets"]);
    assert_eq!(features("").unwrap(), [] as [&str; 0]);
    assert!(features("[features").is_err_and(|why| why.contains("line 1")));
}
