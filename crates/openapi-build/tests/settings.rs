//! What the caller's settings make of a document, each by its pointer.

use openapi_build::config::{Lock, Setting};
use openapi_build::diag::Code;
use openapi_build::{Config, Generated, generate, ir};

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: A, version: '1' }
paths:
  /pets: { get: { operationId: pets, responses: { '200': { description: '', content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: string }
        size: { type: object, properties: { cm: { type: integer } } }
        nick-name: { type: [string, 'null'] }
        born: { type: string, format: date-time }
        kind: { $ref: '#/components/schemas/Kind' }
        choice: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Kind' }, { type: integer }] }
    Kind: { type: string, enum: [cat, dog] }
    Toy: { type: object, properties: { of: { $ref: '#/components/schemas/Pet' } } }
    Also: { $ref: '#/components/schemas/Kind' }
";

fn with(settings: &[&str]) -> Generated {
    let source = |name: &str| match name {
        "a.yaml" => Ok(DOCUMENT.to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    let settings = settings.iter().map(|it| it.parse::<Setting>().unwrap());
    let config = Config {
        settings: settings.collect(),
        ..Config::default()
    };
    generate("a.yaml", &source, &config)
}

/// All generated code of a run without a finding.
#[track_caller]
fn code(settings: &[&str]) -> String {
    let made = with(settings);
    let found: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|it| matches!(it.code, Code::IdleSetting | Code::BadSetting))
        .map(|it| it.message.clone())
        .collect();
    assert!(found.is_empty(), "{found:?}");
    let client = made.client.unwrap();
    client.files.iter().map(|it| it.text.as_str()).collect()
}

#[track_caller]
fn check(settings: &[&str], there: &[&str], gone: &[&str]) {
    let code = code(settings);
    let plain = self::code(&[]);
    for it in there {
        assert!(code.contains(it), "{it} is not in\n{code}");
        assert!(!plain.contains(it), "{it} is there without the setting");
    }
    for it in gone {
        assert!(!code.contains(it), "{it} is in\n{code}");
        assert!(plain.contains(it), "{it} is never there");
    }
}

#[test]
fn types_fields_and_variants_are_called_as_they_are_told() {
    check(
        &["#/components/schemas/Pet name Animal"],
        &[
            "pub struct Animal {",
            "rt::object! { Animal: ",
            "Vec<types::Animal>",
            "pub struct AnimalSize",
        ],
        &["pub struct Pet "],
    );
    check(
        &["#/components/schemas/Pet/properties/nick-name name called"],
        &[
            "pub called: rt::Patch<String>",
            r#"patch called: String = "nick-name""#,
        ],
        &["nick_name"],
    );
    check(
        &["#/components/schemas/Pet/properties/size type-name Size"],
        &["pub struct Size ", "pub size: Option<Size>"],
        &["PetSize"],
    );
    check(
        &["#/components/schemas/Kind/enum/1 name Hound"],
        &[r#"Hound "dog""#],
        &["Dog"],
    );
    check(
        &["#/components/schemas/Pet/properties/choice/oneOf/0 name Free"],
        &["Free(String)"],
        &["    String(String)"],
    );
    check(
        &["#/components/schemas/Also name Sort"],
        &["pub type Sort = Kind;"],
        &["pub type Also"],
    );
}

/// A document whose operations, tags, parameters, headers and schemes want other names.
const CALLS: &str = "
openapi: 3.1.0
info: { title: A, version: '1' }
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: getAllThePetsPlease
      tags: [pets and more]
      parameters: [{ name: max-count, in: query, schema: { type: integer } }]
      responses: { '204': { description: '', headers: { X-Rate: { schema: { type: integer } } } } }
components:
  securitySchemes: { key: { type: http, scheme: bearer } }
";

#[track_caller]
fn plan_of_calls(settings: &[&str]) -> (String, Vec<String>) {
    let source = |_: &str| Ok(CALLS.to_owned());
    let settings = settings.iter().map(|it| it.parse::<Setting>().unwrap());
    let config = Config {
        settings: settings.collect(),
        ..Config::default()
    };
    let made = generate("a.yaml", &source, &config);
    let found = made.diagnostics.iter();
    let found = found.map(|it| format!("{} {}", it.code.number(), it.message));
    let plan = made.client.as_ref();
    let plan = plan.map_or_else(String::new, |it| ir::dump::client(&it.plan));
    (plan, found.collect())
}

#[test]
fn methods_groups_arguments_headers_and_schemes_are_called_as_they_are_told() {
    for (setting, there) in [
        ("#/paths/~1pets/get name list", "list() -> List  GET /pets"),
        (
            "operation:getAllThePetsPlease name list",
            "list() -> List  GET /pets",
        ),
        ("tag:pets%20and%20more name animals", "animals"),
        (
            "#/paths/~1pets/get/parameters/0 name limit",
            "limit: I64  query \"max-count\"",
        ),
        (
            "#/paths/~1pets/get/responses/204/headers/X-Rate name QUOTA",
            "QUOTA",
        ),
        (
            "#/components/securitySchemes/key name TOKEN",
            "scheme TOKEN \"key\"  bearer",
        ),
    ] {
        let (plan, found) = plan_of_calls(&[setting]);
        assert!(plan.contains(there), "{setting}: {there} is not in\n{plan}");
        assert!(
            !plan_of_calls(&[]).0.contains(there),
            "{there} is there anyway"
        );
        let idle: Vec<_> = found.iter().filter(|it| it.starts_with("W0107")).collect();
        assert!(idle.is_empty(), "{idle:?}");
    }
}

#[test]
fn names_of_methods_that_cannot_be_are_errors_and_those_of_nothing_are_warnings() {
    let (plan, found) = plan_of_calls(&["#/paths/~1pets/get name not-a-name"]);
    assert!(
        plan.is_empty() && found.iter().any(|it| it.starts_with("E0108")),
        "{found:?}"
    );
    let (plan, found) = plan_of_calls(&["tag:pets%20and%20more name request"]);
    assert!(
        plan.is_empty() && found.iter().any(|it| it.starts_with("E0108")),
        "{found:?}"
    );
    for idle in ["operation:nothing name list", "tag:nothing name list"] {
        let (plan, found) = plan_of_calls(&[idle]);
        assert!(
            !plan.is_empty() && found.iter().any(|it| it.starts_with("W0107")),
            "{found:?}"
        );
    }
}

#[test]
fn maps_values_and_letters_are_as_the_caller_wants_them() {
    check(
        &["# values chrono"],
        &["pub born: Option<rt::chrono::DateTime>"],
        &["rt::DateTime"],
    );
    check(
        &["# values time"],
        &["rt::time::DateTime"],
        &["rt::DateTime"],
    );
    check(
        &["#/components/schemas/Kind any-case"],
        &["rt::strings! { Kind any case {"],
        &["rt::strings! { Kind {"],
    );
    check(&["# any-case"], &["Kind any case {"], &[]);
    a_default_in_other_letters(&[], "closed", None);
    a_default_in_other_letters(&["# any-case"], "CLOSED", Some("Closed"));
    // What is listed in these letters is meant first.
    a_default_in_other_letters(&["# any-case"], "open", Some("Open2"));
    a_default_in_other_letters(&["# any-case"], "oPEN", Some("Open"));
    a_default_in_other_letters(&["# any-case"], "ajar", None);
    let idle = with(&["#/components/schemas/Toy any-case"]);
    let found = idle.diagnostics.iter().map(|it| it.code);
    assert_eq!(found.filter(|it| *it == Code::IdleSetting).count(), 1);
    let keep = "#/components/schemas/Toy keep-undeclared";
    let code = |map: &str| self::code(&[keep, map]);
    assert!(code("# map BTreeMap").contains("additional: rt::SortedMap<rt::Json>"));
    assert!(code("# map HashMap").contains("additional: rt::HashedMap<rt::Json>"));
    assert!(code("# map IndexMap").contains("additional: rt::Map<rt::Json>"));
    assert!(code("# values jiff").contains("rt::DateTime"));
}

/// Asserts which variant of `[Open, open, Closed]` a default is; none where it is none of them.
#[track_caller]
fn a_default_in_other_letters(settings: &[&str], default: &str, variant: Option<&str>) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ \
         A: {{ type: object, properties: {{ is: {{ enum: [Open, open, Closed], default: {default} }} }} }} }} }}\n"
    );
    let source = |_: &str| Ok(text.clone());
    let settings = settings.iter().map(|it| it.parse::<Setting>().unwrap());
    let config = Config {
        settings: settings.collect(),
        ..Config::default()
    };
    let made = generate("a.yaml", &source, &config);
    let unfit = made
        .diagnostics
        .iter()
        .any(|it| it.code == Code::DefaultNotInSchema);
    assert_eq!(unfit, variant.is_none(), "{default}");
    let plan = ir::dump::types(&made.client.unwrap().plan);
    if let Some(variant) = variant {
        assert!(plan.contains(&format!("(default {variant})")), "{plan}");
    }
}

/// A document in which the same stands in several places.
const PARTS: &str = "
openapi: 3.1.0
info: { title: A, version: '1' }
paths:
  /logs:
    get:
      operationId: logs
      parameters: [{ name: since, in: query, schema: { type: string, format: date-time } }]
      responses: { '200': { description: '', content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Cat' } } } } } }
components:
  schemas:
    Animal:
      type: object
      properties:
        born: { type: string, format: date-time }
        seen: { type: array, items: { type: string, format: date } }
        tags: { type: object, additionalProperties: { type: string } }
        home: { type: object, properties: { since: { type: string, format: date-time } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Animal' }, { type: object, properties: { fur: { type: string } } }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Animal' }, { type: object, properties: { bark: { type: string } } }] }
    One: { type: object, properties: { log: { type: object, properties: { at: { type: string, format: date-time }, by: { type: string, format: uuid } } } } }
    Two: { type: object, properties: { log: { type: object, properties: { at: { type: string, format: date-time }, by: { type: string, format: uuid } } } } }
    Tags: { type: object, additionalProperties: { type: object, additionalProperties: { type: string } } }
    Named: { type: object, properties: { tags: { $ref: '#/components/schemas/Tags' } } }
";

fn of_parts(settings: &[&str]) -> Generated {
    let source = |_: &str| Ok(PARTS.to_owned());
    let settings = settings.iter().map(|it| it.parse::<Setting>().unwrap());
    let config = Config {
        settings: settings.collect(),
        ..Config::default()
    };
    generate("a.yaml", &source, &config)
}

/// The plan of a type; every setting is of use.
#[track_caller]
fn part(settings: &[&str], names: &[&str]) -> String {
    let made = of_parts(settings);
    let idle: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|it| matches!(it.code, Code::IdleSetting | Code::BadSetting))
        .map(|it| it.message.clone())
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
    let plan = made.client.unwrap().plan;
    let of = |name: &&str| {
        let found = plan.types.iter().find(|it| it.ident.as_str() == *name);
        let found = found.unwrap_or_else(|| panic!("no {name} in\n{}", ir::dump::types(&plan)));
        ir::dump::one_type(&plan, found)
    };
    names.iter().map(of).collect()
}

#[test]
fn maps_and_values_are_those_of_the_innermost_part_they_are_written_in() {
    let animal = part(
        &["#/components/schemas/Animal/properties/born values chrono"],
        &["Animal"],
    );
    assert!(animal.contains("born  Optional  chrono::DateTime\n"));
    assert!(animal.contains("seen  Optional  Vec<Date>\n"), "{animal}");
    let settings = [
        "# values chrono",
        "# map BTreeMap",
        "#/components/schemas/Animal values time",
        "#/components/schemas/Animal map HashMap",
        "#/components/schemas/Animal/properties/seen/items values jiff",
        "#/components/schemas/Tags/additionalProperties map IndexMap",
    ];
    let all = part(&settings, &["Animal", "Home", "OneLog", "Tags"]);
    for there in [
        "born  Optional  time::DateTime\n",
        "seen  Optional  Vec<Date>\n",
        "tags  Optional  HashedMap<String>\n",
        "since  Optional  time::DateTime\n",
        "at  Optional  chrono::DateTime\n",
        "newtype Tags(SortedMap<Map<String>>)\n",
    ] {
        assert!(all.contains(there), "{there} is not in\n{all}");
    }
    // Of two at one place the later one counts.
    let pointer = "#/components/schemas/Animal";
    let twice = [
        &*format!("{pointer} values time"),
        &*format!("{pointer} values chrono"),
    ];
    let made = of_parts(&twice);
    let client = made.client.unwrap();
    assert!(ir::dump::types(&client.plan).contains("born  Optional  chrono::DateTime"));
    assert_eq!(client.plan.value_features, [ir::ValueFeature::Chrono]);
    let idle = made.diagnostics.iter();
    let idle = idle.filter(|it| it.code == Code::IdleSetting);
    assert_eq!(idle.count(), 1);
}

#[test]
fn values_of_a_format_are_of_a_crate() {
    let all = part(
        &["format:date-time values chrono", "format:uuid values uuid"],
        &["Animal", "OneLog"],
    );
    for there in [
        "born  Optional  chrono::DateTime\n",
        "seen  Optional  Vec<Date>\n",
        "by  Optional  uuid::Uuid\n",
    ] {
        assert!(all.contains(there), "{there} is not in\n{all}");
    }
    // A part says more than a format does, and a format more than `#`.
    let all = part(
        &[
            "# values time",
            "format:date-time values chrono",
            "#/components/schemas/One values jiff",
        ],
        &["Animal", "OneLog"],
    );
    for there in [
        "born  Optional  chrono::DateTime\n",
        "seen  Optional  Vec<time::Date>\n",
        "at  Optional  DateTime\n",
    ] {
        assert!(all.contains(there), "{there} is not in\n{all}");
    }
}

#[test]
fn what_is_written_alike_is_one_type_only_where_the_same_is_chosen() {
    let log = |settings: &[&str]| {
        let plan = of_parts(settings).client.unwrap().plan;
        let dump = ir::dump::types(&plan);
        let logs = dump.matches("  at  Optional").count();
        (logs, plan.value_features)
    };
    let (one, two) = ("#/components/schemas/One", "#/components/schemas/Two");
    assert_eq!(log(&[]), (1, vec![]));
    assert_eq!(
        log(&[&format!("{one} values chrono")]),
        (2, vec![ir::ValueFeature::Chrono])
    );
    assert_eq!(
        log(&[
            &format!("{one} values chrono"),
            &format!("{two} values time")
        ]),
        (2, vec![ir::ValueFeature::Chrono, ir::ValueFeature::Time])
    );
    assert_eq!(
        log(&[&format!("{one} values uuid"), &format!("{two} values uuid")]),
        (1, vec![ir::ValueFeature::Uuid])
    );
    let both = part(
        &[&format!("{two} values chrono")],
        &["One", "OneLog", "Two", "TwoLog"],
    );
    for there in ["log  Optional  OneLog\n", "log  Optional  TwoLog\n"] {
        assert!(both.contains(there), "{both}");
    }
}

#[test]
fn what_all_of_brings_in_is_as_it_is_said_there_else_as_of_the_object() {
    let all = part(
        &[
            "#/components/schemas/Cat values chrono",
            "#/components/schemas/Cat map BTreeMap",
        ],
        &["Animal", "Cat", "Dog", "Home"],
    );
    let (animal, rest) = all.split_once("struct Cat").unwrap();
    let (cat, rest) = rest.split_once("struct Dog").unwrap();
    assert!(cat.contains("born  Optional  chrono::DateTime\n"), "{cat}");
    assert!(cat.contains("seen  Optional  Vec<chrono::Date>\n"));
    assert!(cat.contains("tags  Optional  SortedMap<String>\n"));
    // An object in it is a type of its own, which stands where it is written.
    assert!(cat.contains("home  Optional  Home\n"), "{cat}");
    for other in [animal, rest] {
        assert!(!other.contains("chrono") && !other.contains("Sorted"));
    }
    let all = part(
        &[
            "#/components/schemas/Cat values chrono",
            "#/components/schemas/Animal/properties/born values time",
        ],
        &["Cat"],
    );
    assert!(all.contains("born  Optional  time::DateTime\n"), "{all}");
    assert!(all.contains("seen  Optional  Vec<chrono::Date>\n"));
}

#[test]
fn an_operation_is_a_part_as_well() {
    for part in ["#/paths/~1logs/get", "operation:logs"] {
        let made = of_parts(&[&format!("{part} values chrono")]);
        let plan = made.client.unwrap().plan;
        let calls = ir::dump::client(&plan);
        assert!(calls.contains("since: &chrono::DateTime"), "{calls}");
        assert!(!ir::dump::types(&plan).contains("chrono"));
    }
}

#[test]
fn a_part_without_maps_and_formats_has_no_choice_to_make() {
    for setting in [
        "#/components/schemas/One map BTreeMap",
        "#/components/schemas/Tags values chrono",
        "#/components/schemas/Named/properties/tags map BTreeMap",
        "format:date values uuid",
        "format:nothing values chrono",
        "#/info values chrono",
    ] {
        let made = of_parts(&[setting]);
        let idle = made.diagnostics.iter();
        let idle = idle.filter(|it| it.code == Code::IdleSetting);
        assert_eq!(idle.count(), 1, "{setting}");
        let plan = made.client.unwrap().plan;
        assert!(plan.value_features.is_empty(), "{setting}");
    }
    let made = of_parts(&["format:date map BTreeMap"]);
    assert!(made.client.is_none());
}

#[test]
fn words_of_map_values_and_letters_are_read_and_written() {
    for text in [
        "# map",
        "# map TreeMap",
        "# values",
        "# values moment",
        "# any-case yes",
    ] {
        let why = text.parse::<Setting>().unwrap_err();
        assert!(why.contains("`map IndexMap`"), "{why}");
    }
    for text in [
        "# map BTreeMap",
        "# values chrono",
        "format:date-time values chrono",
        "#/components/schemas/Pet map HashMap",
        "#/components/schemas/Kind any-case",
    ] {
        assert_eq!(text.parse::<Setting>().unwrap().to_string(), text);
    }
}

#[test]
fn types_are_replaced_by_those_of_the_caller() {
    check(
        &["#/components/schemas/Pet type crate::Pet"],
        &[
            "pub type Pet = rt::Foreign<crate::Pet>;",
            "pub of: Option<rt::Foreign<crate::Pet>>",
        ],
        &["pub struct Pet ", "PetSize"],
    );
    check(
        &["#/components/schemas/Pet/properties/size type crate::Size"],
        &["pub size: Option<rt::Foreign<crate::Size>>"],
        &["PetSize"],
    );
    check(
        &["#/components/schemas/Pet/properties/kind type crate::Kind"],
        &["pub kind: Option<rt::Foreign<crate::Kind>>"],
        &["pub kind: Option<Kind>"],
    );
    check(
        &["format:date-time type chrono::DateTime<chrono::Utc>"],
        &["pub born: Option<rt::Foreign<chrono::DateTime<chrono::Utc>>>"],
        &["rt::DateTime"],
    );
}

#[test]
fn nothing_is_said_of_the_integers_that_a_type_of_the_caller_holds() {
    let text = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents: { schemas: { Id: \
                { oneOf: [{ type: integer, format: int32 }, { type: integer }] } } }\n";
    let rows = |settings: Vec<Setting>| {
        let source = |_: &str| Ok(text.to_owned());
        let config = Config {
            settings,
            ..Config::default()
        };
        let client = generate("a.yaml", &source, &config).client.unwrap();
        let files = client.files.iter().map(|it| it.text.as_str());
        files.collect::<String>()
    };
    let plain = rows(Vec::new());
    assert!(plain.contains("Integer(i64): From [i64]"), "{plain}");
    let own = rows(vec![
        "#/components/schemas/Id/oneOf/1 type crate::Big"
            .parse()
            .unwrap(),
    ]);
    assert!(own.contains("Int32(i32): From [i32]"), "{own}");
    assert!(
        own.contains("Integer(rt::Foreign<crate::Big>): From [integer]"),
        "{own}"
    );
}

#[test]
fn traits_are_derived_for_one_type_or_for_all() {
    let of = |settings: &[&str]| code(settings).matches("PartialOrd").count();
    assert_eq!(of(&[]), 0);
    assert_eq!(of(&["#/components/schemas/Kind derive PartialOrd"]), 1);
    assert_eq!(
        of(&["#/components/schemas/Pet/properties/size derive ::core::cmp::PartialOrd"]),
        1
    );
    // Pet, PetSize, PetChoice, Kind and Toy; another name is no type.
    assert_eq!(of(&["# derive PartialOrd"]), 5);
}

#[test]
fn other_values_of_a_closed_enum_are_errors() {
    for pointer in ["#/components/schemas/Kind", "#"] {
        check(
            &[&format!("{pointer} closed")],
            &["rt::strings! { Kind {\n    Cat \"cat\",\n    Dog \"dog\",\n} }"],
            &["else Unknown"],
        );
    }
}

#[test]
fn null_and_absence_are_one_where_it_is_told() {
    for pointer in [
        "#/components/schemas/Pet/properties/nick-name",
        "#/components/schemas/Pet",
        "#",
    ] {
        check(
            &[&format!("{pointer} null-is-absent")],
            &["pub nick_name: Option<String>"],
            &["rt::Patch"],
        );
    }
}

#[test]
fn members_and_types_are_left_out() {
    check(
        &["#/components/schemas/Pet/properties/size leave-out"],
        &[],
        &["PetSize", "pub size"],
    );
    check(
        &["#/components/schemas/Pet leave-out"],
        &["pub type Pet = rt::Json;"],
        &["pub struct Pet ", "PetSize"],
    );
}

#[test]
fn undeclared_members_are_kept() {
    let of = |settings: &[&str]| code(settings).matches("rest additional: rt::Json").count();
    assert_eq!(of(&["#/components/schemas/Toy keep-undeclared"]), 1);
    assert_eq!(of(&["# keep-undeclared"]), 3);
}

#[test]
fn what_has_no_effect_is_told() {
    for (setting, said) in [
        (
            "#/components/schemas/Dog name D",
            "`#/components/schemas` has no `Dog`",
        ),
        ("#/components/schemas/Pet closed", "has no effect"),
        ("#/components/schemas/Pet/required name x", "has no effect"),
        ("#/components/schemas/Kind keep-undeclared", "has no effect"),
        (
            "#/components/schemas/Pet/properties/id null-is-absent",
            "has no effect",
        ),
        ("#/info leave-out", "has no effect"),
        ("format:nothing type crate::A", "has no effect"),
    ] {
        let made = with(&[setting]);
        let found: Vec<_> = made
            .diagnostics
            .iter()
            .filter(|it| it.code == Code::IdleSetting)
            .collect();
        assert_eq!(found.len(), 1, "{setting}");
        assert!(
            found[0].message.contains(said),
            "{setting}: {}",
            found[0].message
        );
        assert!(made.client.is_some());
    }
}

#[test]
fn what_is_no_rust_stops_the_run() {
    for setting in [
        "#/components/schemas/Pet name 1x",
        "#/components/schemas/Pet name Toy",
        "#/components/schemas/Pet name self",
        "#/components/schemas/Pet/properties/id name size",
        "#/components/schemas/Kind/enum/0 name a-b",
        "#/components/schemas/Pet type x; fn",
        "format:date-time type (",
        "#/components/schemas/Pet derive PartialOrd)] struct X; #[derive(Clone",
    ] {
        let made = with(&[setting]);
        let bad = made
            .diagnostics
            .iter()
            .filter(|it| it.code == Code::BadSetting)
            .count();
        // The second claim of a name is told as well.
        assert!(
            bad >= 1 || setting.ends_with("Toy") || setting.ends_with("size"),
            "{setting}"
        );
        if bad == 0 {
            assert!(
                code(&[setting]).contains("2"),
                "{setting}: the other one moves"
            );
        }
    }
}

/// Newcomers that would like the names of members, values and branches that were there before.
#[test]
fn the_lock_keeps_names_that_others_could_take() {
    let document = |member: &str, value: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: object, properties: {{ {member} fooBar: {{ type: string }}, foo-bar: {{ type: string }} }} }}, \
             E: {{ enum: [{value} 'a b', 'a-b'] }} }} }}\n"
        )
    };
    let run = |text: String, lock: Option<String>| {
        let source = move |_: &str| Ok(text.clone());
        let config = Config {
            lock: lock.map(|text| Lock {
                path: "names.lock".to_owned(),
                text,
            }),
            ..Config::default()
        };
        generate("a.yaml", &source, &config).client.unwrap()
    };
    let names = |client: &openapi_build::Client| -> Vec<(String, String)> {
        let of = |def: &ir::TypeDef| match &def.kind {
            ir::Kind::Struct(it) => it
                .fields
                .iter()
                .map(|it| (it.wire.to_string(), it.ident.as_str().to_owned()))
                .collect(),
            ir::Kind::Strings(it) => it
                .variants
                .iter()
                .map(|it| (it.value.to_string(), it.ident.as_str().to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        client.plan.types.iter().flat_map(of).collect()
    };
    let before = run(document("", ""), None);
    let after = document("foo_bar: { type: string },", "AB, ");
    let moved = names(&run(after.clone(), None));
    let kept = names(&run(after, Some(before.lock.clone())));
    let stayed = |all: &[(String, String)]| names(&before).iter().all(|it| all.contains(it));
    assert!(!stayed(&moved), "nothing would have moved: {moved:?}");
    assert!(
        stayed(&kept),
        "{:?}\n{kept:?}\n{}",
        names(&before),
        before.lock
    );
}

/// Names that the document gives itself, and what wins over them.
#[test]
fn names_of_the_caller_and_of_the_lock_win_over_those_of_extensions() {
    let document = |names: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ \
             Code: {{ enum: [1, '1', 2], x-enum-varnames: {names} }} }} }}\n"
        )
    };
    let run = |names: &str, lock: Option<&str>, settings: &[&str]| {
        let text = document(names);
        let source = move |_: &str| Ok(text.clone());
        let settings = settings.iter().map(|it| it.parse::<Setting>().unwrap());
        let config = Config {
            settings: settings.collect(),
            lock: lock.map(|text| Lock {
                path: "names.lock".to_owned(),
                text: text.to_owned(),
            }),
            ..Config::default()
        };
        let client = generate("a.yaml", &source, &config).client.unwrap();
        let names = match &client.plan.types.first().unwrap().kind {
            ir::Kind::Literals(it) => it
                .variants
                .iter()
                .map(|it| it.ident.as_str().to_owned())
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        (names, client.lock)
    };
    let (names, lock) = run("[One, Text, Two]", None, &[]);
    assert_eq!(names, ["One", "Text", "Two"]);
    // All of them are in the lock: the extension may change while the values stay.
    assert_eq!(run("[Uno, Texto, Dos]", Some(&lock), &[]).0, names);
    assert_eq!(run("{}", Some(&lock), &[]).0, names);
    let settings = &["#/components/schemas/Code/enum/1 name Chosen"];
    let chosen = run("[One, Text, Two]", Some(&lock), settings).0;
    assert_eq!(chosen, ["One", "Chosen", "Two"]);
    // A number and the text of its digits are apart, and stay what they are when one of them goes.
    let (plain, lock) = run("{}", None, &[]);
    assert_eq!(plain, ["_1", "_1String", "_2"]);
    assert!(lock.contains("\t_1String\n"), "{lock}");
    let before = lock.replace("_1String", "_12");
    assert_eq!(run("{}", Some(&before), &[]).0, ["_1", "_12", "_2"]);
}
