//! Paths, operations, parameters, bodies and answers.

use crate::{Row, paths};

pub fn rows() -> Vec<Row> {
    vec![
        paths("a path without a leading slash", "pets: { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711"], &["a() -> A  GET /pets  \"a\""]),
        paths("an empty path", "'': { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711"], &["a() -> A  GET /  \"a\""]),
        paths("a path with a query", "/a?b=c: { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711"], &["a() -> A  GET /a?b=c  \"a\""]),
        paths("a path with a fragment", "/a#b: { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711"], &["a() -> A  GET /a#b  \"a\""]),
        paths("a path that is an address", "https://x.example/a: { get: { operationId: a, responses: { '204': { description: '' } } } }", &["W0701"], &["nothing"]),
        paths("a path with a brace that is not closed", "'/a/{b': { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711"], &["a() -> A  GET /a/{b  \"a\""]),
        paths("a path with an empty variable", "'/a/{}': { get: { operationId: a, responses: { '204': { description: '' } } } }", &["W0701"], &["nothing"]),
        paths("a path with the same variable twice", "'/a/{b}/{b}': { get: { operationId: a, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } } }", &[], &["a(b) -> A  GET /a/{b}/{b}  \"a\"", "b: &str  path \"b\" simple"]),
        paths("two paths that differ only in the names of variables", "
'/a/{b}': { get: { operationId: a, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } } }
'/a/{c}': { get: { operationId: b, parameters: [{ name: c, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["N0712"], &["a(b) -> A  GET /a/{b}  \"a\"", "b: &str  path \"b\" simple", "b(c) -> B  GET /a/{c}  \"b\"", "c: &str  path \"c\" simple"]),
        paths("the same path twice", "
/a: { get: { operationId: a, responses: { '204': { description: '' } } } }
/a: { get: { operationId: b, responses: { '204': { description: '' } } } }", &["W0103"], &["b() -> B  GET /a  \"b\""]),
        paths("one operationId twice", "
/a: { get: { operationId: a, responses: { '204': { description: '' } } } }
/b: { get: { operationId: a, responses: { '204': { description: '' } } } }", &["N0601", "W0713"], &["a_a() -> AA  GET /a  \"GET /a\"", "a_b() -> AB  GET /b  \"GET /b\""]),
        paths("operationIds that are one name in Rust", "
/a: { get: { operationId: getPet, responses: { '204': { description: '' } } } }
/b: { get: { operationId: get_pet, responses: { '204': { description: '' } } } }", &["N0601"], &["get_pet_a() -> GetPetA  GET /a  \"getPet\"", "get_pet_b() -> GetPetB  GET /b  \"get_pet\""]),
        paths("an operationId that is empty", "/a: { get: { operationId: '', responses: { '204': { description: '' } } } }", &["N0601", "W0202"], &["get_a() -> GetA  GET /a  \"GET /a\""]),
        paths("an operationId that is a number", "/a: { get: { operationId: 5, responses: { '204': { description: '' } } } }", &["W0202"], &["_5() -> _5  GET /a  \"5\""]),
        paths("an operationId without a letter", "/a: { get: { operationId: '***', responses: { '204': { description: '' } } } }", &["N0601"], &["all_all_all() -> AllAllAll  GET /a  \"***\""]),
        paths("an operation that is null", "/a: { get: }", &["N0206", "N0601", "N0703"], &["get_a() -> GetA  GET /a  \"GET /a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("an operation that is text", "/a: { get: hello }", &["N0601", "N0703", "W0202"], &["get_a() -> GetA  GET /a  \"GET /a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("a path item that is null", "/a:", &["N0206", "N0711"], &["nothing"]),
        paths("a path item that is a list", "/a: []", &["N0711", "W0202"], &["nothing"]),
        paths("a method in capitals", "/a: { GET: { operationId: a, responses: { '204': { description: '' } } } }", &["W0205"], &["a() -> A  GET /a  \"a\""]),
        paths("a method that is none", "/a: { fetch: { operationId: a, responses: { '204': { description: '' } } } }", &["N0711", "W0701"], &["nothing"]),
        paths("methods of 3.2", "/a: { query: { operationId: a, responses: { '204': { description: '' } } }, additionalOperations: { COPY: { operationId: b, responses: { '204': { description: '' } } } } }", &[], &["a() -> A  QUERY /a  \"a\"", "b() -> B  COPY /a  \"b\""]),
        paths("an additional operation that is no token", "/a: { additionalOperations: { 'CO PY': { operationId: b, responses: { '204': { description: '' } } } } }", &["W0701"], &["nothing"]),
        paths("no responses", "/a: { get: { operationId: a } }", &["N0703"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("responses is null", "/a: { get: { operationId: a, responses: } }", &["N0206", "N0703"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("responses is a list", "/a: { get: { operationId: a, responses: [] } }", &["N0703", "W0202"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("response instead of responses", "/a: { get: { operationId: a, response: { '204': { description: '' } } } }", &["N0703", "W0205"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("numbers as keys of responses", "/a: { get: { operationId: a, responses: { 200: { description: '' } } } }", &[], &["a() -> A  GET /a  \"a\"", "200 empty"]),
        paths("2xx in lower case", "/a: { get: { operationId: a, responses: { 2xx: { description: '' } } } }", &[], &["a() -> A  GET /a  \"a\"", "2XX empty"]),
        paths("a status that is none", "/a: { get: { operationId: a, responses: { OK: { description: '' }, 99: { description: '' }, 600: { description: '' }, 20X: { description: '' } } } }", &["N0703", "W0204"], &["a() -> A  GET /a  \"a\"", "ok  Bytes", "2XX bytes */*"]),
        paths("200 twice", "/a: { get: { operationId: a, responses: { 200: { description: a }, '200': { description: b } } } }", &["W0103"], &["a() -> A  GET /a  \"a\"", "200 empty"]),
        paths("a response that is null", "/a: { get: { operationId: a, responses: { '200': } } }", &["N0206"], &["a() -> A  GET /a  \"a\"", "200 empty"]),
        paths("a response with schema as in 2.0", "/a: { get: { operationId: a, responses: { '200': { description: '', schema: { type: string } } } } }", &["W0209"], &["a() -> A  GET /a  \"a\"", "200 empty"]),
        paths("a response whose content is a schema", "/a: { get: { operationId: a, responses: { '200': { description: '', content: { type: object } } } } }", &["W0202", "W0210"], &["a() -> A  GET /a  \"a\"", "ok  ByteStream", "200 download type"]),
        paths("a response whose media type is a schema", "/a: { get: { operationId: a, responses: { '200': { description: '', content: { application/json: { type: object } } } } } }", &["W0209"], &["a() -> A  GET /a  \"a\"", "ok  Json", "200 json application/json"]),
        paths("a media type that is none", "/a: { get: { operationId: a, responses: { '200': { description: '', content: { json: { schema: { type: string } } } } } } }", &["W0210"], &["a() -> A  GET /a  \"a\"", "ok  ByteStream", "200 download json"]),
        paths("produces and consumes of 2.0", "/a: { get: { operationId: a, produces: [application/json], responses: { '200': { description: '' } } } }", &["W0209"], &["a() -> A  GET /a  \"a\"", "200 empty"]),
        paths("a parameter without a schema", "/a: { get: { operationId: a, parameters: [{ name: b, in: query }], responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("a parameter of 2.0 with a type", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, type: integer }], responses: { '204': { description: '' } } } }", &["W0202", "W0209"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("a body parameter of 2.0", "/a: { post: { operationId: a, parameters: [{ name: b, in: body, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202", "W0209", "W0701"], &["nothing"]),
        paths("an object in a form that is to be XML", "/a: { post: { operationId: a, requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { b: { type: object, properties: { c: { type: string } } }, d: { type: string } } }, encoding: { b: { contentType: application/xml }, d: { contentType: text/plain } } } } }, responses: { '204': { description: '' } } } }", &["W0702"], &["body: &ABody  form application/x-www-form-urlencoded  optional"]),
        paths("a whole query without a name", "/a: { get: { operationId: a, parameters: [{ in: querystring, content: { text/plain: {} } }], responses: { '204': { description: '' } } } }", &["W0202"], &["querystring: &str  query \"querystring\" whole query as text  optional"]),
        paths("a cookie with a name that no cookie can have", "/a: { get: { operationId: a, parameters: [{ in: cookie, name: 'a[]', schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\""]),
        paths("a parameter without a name", "/a: { get: { operationId: a, parameters: [{ in: query, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202", "W0701"], &["nothing"]),
        paths("a parameter without in", "/a: { get: { operationId: a, parameters: [{ name: b, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202", "W0701"], &["nothing"]),
        paths("a required parameter without in", "/a: { get: { operationId: a, parameters: [{ name: b, required: true, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202", "W0701"], &["nothing"]),
        paths("a parameter with schema and content", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, schema: { type: string }, content: { application/json: { schema: { type: integer } } } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\"", "b: I64  query \"b\" json  optional"]),
        paths("a parameter with two contents", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, content: { application/json: { schema: { type: integer } }, text/plain: { schema: { type: string } } } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\"", "b: I64  query \"b\" json  optional"]),
        paths("a parameter twice", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, schema: { type: string } }, { name: b, in: query, schema: { type: integer } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("parameters is a mapping", "/a: { get: { operationId: a, parameters: { name: b, in: query, schema: { type: string } }, responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\""]),
        paths("a path parameter that is not required", "'/a/{b}': { get: { operationId: a, parameters: [{ name: b, in: path, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["N0714"], &["a(b) -> A  GET /a/{b}  \"a\"", "b: &str  path \"b\" simple"]),
        paths("a path parameter that is not in the path", "/a: { get: { operationId: a, parameters: [{ name: b, in: path, required: true, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\""]),
        paths("a path parameter that is not declared", "'/a/{b}': { get: { operationId: a, responses: { '204': { description: '' } } } }", &["W0704"], &["a(b) -> A  GET /a/{b}  \"a\"", "b: &str  path \"b\" simple"]),
        paths("a path parameter that is null", "'/a/{b}': { get: { operationId: a, parameters: [{ name: b, in: path, required: true, schema: { type: [string, 'null'] } }], responses: { '204': { description: '' } } } }", &[], &["a(b) -> A  GET /a/{b}  \"a\"", "b: &str  path \"b\" simple"]),
        paths("a style of another place", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, style: matrix, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("required that is text", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, required: 'yes', schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("requierd of a parameter", "/a: { get: { operationId: a, parameters: [{ name: b, in: query, requierd: true, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0205"], &["a() -> A  GET /a  \"a\"", "b: &str  query \"b\" form explode  optional"]),
        paths("a reserved header", "/a: { get: { operationId: a, parameters: [{ name: Authorization, in: header, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["N0705"], &["a() -> A  GET /a  \"a\""]),
        paths("a header that is no token", "/a: { get: { operationId: a, parameters: [{ name: 'X Y', in: header, schema: { type: string } }], responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  GET /a  \"a\""]),
        paths("a body without content", "/a: { post: { operationId: a, requestBody: { required: true }, responses: { '204': { description: '' } } } }", &["W0702"], &["a() -> A  POST /a  \"a\""]),
        paths("a body that is a schema", "/a: { post: { operationId: a, requestBody: { type: object }, responses: { '204': { description: '' } } } }", &["N0203", "W0702"], &["a() -> A  POST /a  \"a\""]),
        paths("a body of get", "/a: { get: { operationId: a, requestBody: { content: { application/json: { schema: { type: string } } } }, responses: { '204': { description: '' } } } }", &[], &["a() -> A  GET /a  \"a\"", "body: &str  json application/json  optional"]),
        paths("a body without a schema", "/a: { post: { operationId: a, requestBody: { content: { application/json: {} } }, responses: { '204': { description: '' } } } }", &[], &["a() -> A  POST /a  \"a\"", "body: &Json  json application/json  optional"]),
        paths("tags is text", "/a: { get: { operationId: a, tags: pets, responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\""]),
        paths("deprecated is text", "/a: { get: { operationId: a, deprecated: 'true', responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\"  deprecated"]),
        paths("a callback that is no mapping", "/a: { get: { operationId: a, callbacks: { c: 5 }, responses: { '204': { description: '' } } } }", &["W0202"], &["a() -> A  GET /a  \"a\""]),
        paths("encoding of a member that is not there", "/a: { post: { operationId: a, requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { b: { type: string } } }, encoding: { c: { contentType: text/plain } } } } }, responses: { '204': { description: '' } } } }", &["W0702"], &["multipart ABody", "b  Optional  String  wire \"b\"  value", "a() -> A  POST /a  \"a\"", "body: ABody  multipart multipart/form-data  optional"]),
        paths("features of 3.2", "/a: { get: { operationId: a, parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { b: { type: string } } } } } }], responses: { '200': { summary: x, content: { text/event-stream: { itemSchema: { type: object } } } } } } }", &[], &["a() -> A  GET /a  \"a\""]),
    ]
}
