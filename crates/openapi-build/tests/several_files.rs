//! Documents in several files: what references lead to, and what schemas are called that stand in no component.

use expect_test::{Expect, expect};
use openapi_build::{Config, generate, ir};

/// Generates from files, each below a line `# name`; the first is the document. Shows the plan and all findings.
fn check(files: &str, expected: Expect) {
    let files: Vec<(&str, &str)> = files
        .split("\n# ")
        .filter_map(|it| it.split_once('\n'))
        .collect();
    let source = |name: &str| {
        let found = files.iter().find(|(it, _)| *it == name);
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(|| "there is no such file".to_owned())
    };
    let made = generate(files[0].0, &source, &Config::default());
    let client = made.client.as_ref().unwrap();
    let mut shown = ir::dump::types(&client.plan) + &ir::dump::client(&client.plan);
    for it in made.diagnostics.iter() {
        let place = made.tree.pointer(it.primary.place.node);
        shown += &format!("{}  {place}: {}\n", it.code.number(), it.message);
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_schema_of_another_file_is_called_what_it_is_called_there() {
    check(
        "
# api/openapi.yaml
openapi: 3.1.0
info: { title: Files, version: '1' }
paths:
  /users: { $ref: paths/users.yaml }
components:
  schemas:
    Person: { $ref: schemas/person.yaml }
# api/paths/users.yaml
get:
  operationId: listUsers
  responses:
    '200':
      description: all
      content:
        application/json:
          schema: { type: array, items: { $ref: ../schemas/User.yaml } }
    default:
      description: failed
      content:
        application/json: { schema: { $ref: ../schemas/error-response.json } }
# api/schemas/User.yaml
type: object
required: [address]
properties:
  address: { $ref: 'common.yaml#/$defs/Address' }
  home: { $ref: 'common.yaml#/$defs/Address' }
  street: { $ref: 'common.yaml#/$defs/Address/properties/street' }
  person: { $ref: person.yaml }
# api/schemas/person.yaml
type: object
properties: { age: { type: integer } }
# api/schemas/common.yaml
$defs:
  Address: { type: object, properties: { street: { type: object, properties: { name: { type: string } } } } }
# api/schemas/error-response.json
{ \"type\": \"object\", \"properties\": { \"message\": { \"type\": \"string\" } } }
",
        expect![[r#"
            struct Person  derives Debug Default Eq Hash
              age  Optional  I64
            struct User  derives Debug Eq Hash
              address  Required  Address
              home  Optional  Address
              street  Optional  UserStreet
              person  Optional  Person
            struct UserStreet  derives Debug Default Eq Hash
              name  Optional  String
            struct Address  derives Debug Default Eq Hash
              street  Optional  UserStreet
            struct ErrorResponse  derives Debug Default Eq Hash
              message  Optional  String
            group Client  client
              list_users() -> ListUsers  GET /users  "listUsers"
                ok  Vec<User>
                  200 json application/json
                err  ErrorResponse
                  default json application/json
        "#]],
    );
}

#[test]
fn maps_of_named_things_may_stand_in_another_file() {
    check(
        "
# openapi.yaml
openapi: 3.1.0
info: { title: Files, version: '1' }
paths: { $ref: paths.yaml }
components:
  schemas:
    $ref: schemas.yaml
    Extra: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
    Tag: { type: string }
# paths.yaml
/pets:
  get:
    operationId: listPets
    responses: { $ref: 'responses.yaml#/common' }
# responses.yaml
common:
  '200': { description: ok, content: { application/json: { schema: { $ref: 'openapi.yaml#/components/schemas/Pet' } } } }
  default: { description: failed }
# schemas.yaml
Pet:
  type: object
  required: [kind]
  properties: { $ref: 'members.yaml#/all' }
  discriminator: { propertyName: kind, mapping: { cat: Cat } }
Cat: { allOf: [{ $ref: '#/Pet' }, { type: object, properties: { lives: { type: integer } } }] }
Tag: { type: integer }
# members.yaml
all:
  kind: { type: string }
  $ref: '#/more'
more: { name: { type: string } }
",
        expect![[r#"
            union Pet  by "kind"  else Unknown
              Cat(Cat)  "cat"
              Pet(PetPet)  "Pet"
            struct PetPet  derives Debug Eq Hash
              kind  Required  String
              name  Optional  String
            struct Cat  derives Debug Eq Hash
              kind  Required  String
              name  Optional  String
              lives  Optional  I64
            struct Extra  derives Debug Default Eq
              pet  Optional  Pet
            newtype Tag(String)
            group Client  client
              list_pets() -> ListPets  GET /pets  "listPets"
                ok  Pet
                  200 json application/json
                err  ()
                  default empty
        "#]],
    );
}

#[test]
fn a_map_that_refers_to_nothing_or_to_itself_is_said() {
    check(
        "
# openapi.yaml
openapi: 3.1.0
info: { title: Files, version: '1' }
paths: {}
components:
  schemas:
    $ref: gone.yaml
    A: { type: object, properties: { $ref: '#/components/schemas/A/properties' } }
    B: { $ref: '#/components/schemas/C/properties/x' }
    C: { $ref: '#/components/schemas/B' }
",
        expect![[r#"
            newtype A(Map<Json>)
            alias C = Json
            alias B = Json
            W0301  #/components/schemas/$ref: `gone.yaml` cannot be read: there is no such file
            W0302  #/components/schemas/A/properties/$ref: this mapping refers to itself
            W0301  #/components/schemas/B/$ref: `#/components/schemas/C/properties/x`: `#/components/schemas/C` has no `properties`
        "#]],
    );
}
