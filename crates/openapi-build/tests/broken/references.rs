//! References.

use crate::{Row, paths, schema};

pub fn rows() -> Vec<Row> {
    vec![
        schema("a reference to itself", "A: { $ref: '#/components/schemas/A' }", &["W0302"], &["alias A = Json"]),
        schema("a loop of three", "
A: { $ref: '#/components/schemas/B' }
B: { $ref: '#/components/schemas/C' }
C: { $ref: '#/components/schemas/A' }
D: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/B' } } }", &["W0302"], &["struct D  derives Debug Default Eq", "a  OptionalNullable  Json", "b  OptionalNullable  Json", "alias B = Json"]),
        schema("a loop of allOf", "
A: { allOf: [{ $ref: '#/components/schemas/B' }] }
B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: { type: string } } }", &[], &["struct B  derives Debug Default Eq Hash", "b  Optional  String", "alias A = B"]),
        schema("a loop of oneOf", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: string }] }
B: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: integer }] }", &[], &["union A  by look", "B(B)  integer", "String(String)  string", "union B  by look"]),
        schema("a reference to nothing", "A: { type: object, properties: { b: { $ref: '#/components/schemas/Nothing' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference in another case", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/pet' } } }
Pet: { type: object }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype Pet(Map<Json>)"]),
        schema("a reference to what is no schema", "A: { type: object, properties: { b: { $ref: '#/info' }, c: { $ref: '#/info/title' }, d: { $ref: '#/paths' } } }", &["N0203", "W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "c  OptionalNullable  Json", "d  OptionalNullable  Json"]),
        schema("a reference with a slash at its end", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/B/' } } }
B: { type: string }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference without a hash", "
A: { type: object, properties: { b: { $ref: '/components/schemas/B' } } }
B: { type: string }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference by name alone", "
A: { type: object, properties: { b: { $ref: 'B' } } }
B: { type: string }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference with a hash and no slash", "
A: { type: object, properties: { b: { $ref: '#components/schemas/B' } } }
B: { type: string }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference to definitions of 2.0", "
A: { type: object, properties: { b: { $ref: '#/definitions/B' } } }
B: { type: string }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference with escapes", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/x~1y~0z%20w' } } }
x/y~z w: { type: string }", &[], &["struct A  derives Debug Default Eq Hash", "b  Optional  XYZW", "newtype XYZW(String)"]),
        schema("a reference with a bad percent", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/100%' } } }
100%: { type: string }", &["N0601"], &["struct A  derives Debug Default Eq Hash", "b  Optional  _100Percent", "newtype _100Percent(String)"]),
        schema("a reference into another file", "A: { type: object, properties: { b: { $ref: 'models.yaml#/Pet' } } }", &[], &["struct A  derives Debug Default Eq Hash", "b  Optional  Pet", "struct Pet  derives Debug Default Eq Hash", "name  Optional  String"]),
        schema("a reference into a missing file", "A: { type: object, properties: { b: { $ref: 'gone.yaml#/Pet' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference into a broken file", "A: { type: object, properties: { b: { $ref: 'broken.yaml#/Pet' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference to nothing of another file", "A: { type: object, properties: { b: { $ref: 'models.yaml#/Cat' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference to an address", "A: { type: object, properties: { b: { $ref: 'https://example.com/pet.json' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference that is a number", "A: { type: object, properties: { b: { $ref: 5 } } }", &["W0202", "W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference that is empty", "A: { type: object, properties: { b: { $ref: '' } } }", &["N0203"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference that is null", "A: { type: object, properties: { b: { $ref: } } }", &["N0206"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference that is a list", "A: { type: object, properties: { b: { $ref: [a] } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("ref without a dollar", "
A: { type: object, properties: { b: { ref: '#/components/schemas/B' } } }
B: { type: string }", &["W0205"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "newtype B(String)"]),
        schema("a reference to an anchor that is not there", "A: { type: object, properties: { b: { $ref: '#pet' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a reference into an index that is too large", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/B/oneOf/7' } } }
B: { oneOf: [{ type: string }, { type: integer }] }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json", "union B  by look", "String(String)  string"]),
        schema("a dynamic reference to nothing", "A: { type: object, properties: { b: { $dynamicRef: '#node' } } }", &["W0301"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        paths("a parameter that is not there", "/a: { get: { operationId: a, parameters: [{ $ref: '#/components/parameters/Nothing' }], responses: { '204': { description: '' } } } }", &["W0301", "W0701"], &["nothing"]),
        paths("a body that is not there", "/a: { post: { operationId: a, requestBody: { $ref: '#/components/requestBodies/Nothing' }, responses: { '204': { description: '' } } } }", &["W0301", "W0701"], &["nothing"]),
        paths("a response that is not there", "/a: { get: { operationId: a, responses: { '200': { $ref: '#/components/responses/Nothing' } } } }", &["W0301"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "200 bytes */*"]),
        paths("a failure that is not there", "/a: { get: { operationId: a, responses: { '204': { description: '' }, '404': { $ref: '#/components/responses/Nothing' } } } }", &["W0301"], &["a() -> A  GET /a  \"a\"", "err  Bytes", "404 bytes */*"]),
        paths("a path that is not there", "/a: { $ref: '#/paths/~1b' }", &["N0711", "W0301"], &["nothing"]),
        paths("a path that is itself", "/a: { $ref: '#/paths/~1a' }", &["N0711", "W0302"], &["nothing"]),
        paths("a parameter that names itself", "/a: { get: { operationId: a, parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }], responses: { '204': { description: '' } } } }", &["W0302", "W0701"], &["nothing"]),
        paths("a parameter that is a schema", "/a: { get: { operationId: a, parameters: [{ $ref: '#/paths/~1a/get/responses/204' }], responses: { '204': { description: '' } } } }", &["W0202", "W0701"], &["nothing"]),
        paths("a header that is not there", "/a: { get: { operationId: a, responses: { '204': { description: '', headers: { X-A: { $ref: '#/components/headers/Nothing' } } } } } }", &["W0301"], &["a() -> A  GET /a  \"a\""]),
        paths("an example that is not there", "/a: { get: { operationId: a, responses: { '200': { description: '', content: { application/json: { schema: { type: string }, examples: { a: { $ref: '#/components/examples/Nothing' } } } } } } } }", &[], &["a() -> A  GET /a  \"a\"", "ok  String", "200 json application/json"]),
        paths("a link that is not there", "/a: { get: { operationId: a, responses: { '204': { description: '', links: { a: { $ref: '#/components/links/Nothing' } } } } } }", &[], &["a() -> A  GET /a  \"a\""]),
    ]
}
