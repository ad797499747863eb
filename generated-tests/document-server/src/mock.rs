//! A mock: an HTTP server that plays the API of a document.
//!
//! In: a document. Out: a server on loopback that answers every request of an operation with the first valid answer that is
//! declared, and keeps what was wrong with the requests. A request of no operation is answered with 404.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use instances::{Direction, Document};
use mock_server::{Answer, Request, Server};

use crate::answers::{self, Expected};
use crate::operation::{Operation, operations};
use crate::request;
use crate::template::Template;

/// A server that plays an API until it is dropped.
#[derive(Debug)]
pub struct Mock {
    server: Server,
    faults: Arc<Mutex<Vec<String>>>,
}

impl Mock {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port can be had, or the document cannot be read for both directions.
    pub fn start(document: &Document) -> io::Result<Mock> {
        let narrow = |direction| document.for_direction(direction).map_err(io::Error::other);
        let asked = narrow(Direction::Request)?;
        let answered = narrow(Direction::Response)?;
        let faults: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&faults);
        let server = Server::start(move |request| {
            let (answer, found) = play(&asked, &answered, request);
            let mut faults = kept.lock().unwrap_or_else(PoisonError::into_inner);
            faults.extend(found);
            answer
        })?;
        Ok(Mock { server, faults })
    }

    /// The base URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What was wrong with the requests that came so far.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.clone()
    }
}

fn play(asked: &Document, answered: &Document, request: &Request) -> (Answer, Vec<String>) {
    let all = operations(asked);
    let Some(operation) = of_request(&all, request) else {
        let fault = format!("{} {} is of no operation", request.method, request.target);
        return (Answer::status(404), vec![fault]);
    };
    let faults = request::read(operation, request).faults;
    let all = operations(answered);
    let same = |it: &&Operation<'_>| it.method == operation.method && it.path == operation.path;
    let replies = all.iter().find(same).map(|it| answers::replies(it, 1).all);
    let valid = replies.iter().flatten().find(|it| match it.expected {
        Expected::Same(..) | Expected::Values(..) => true,
        Expected::Refusal(_) => false,
    });
    (
        valid.map_or_else(|| Answer::status(200), |it| it.sent()),
        faults,
    )
}

/// The operation that a request is for: that of the template with the fewest variables (OpenAPI 3.1 §4.8.8.2), and of those
/// whose queries differ, the one whose query came.
fn of_request<'o, 'd>(all: &'o [Operation<'d>], request: &Request) -> Option<&'o Operation<'d>> {
    let fits = |it: &&Operation<'_>| {
        let template = Template::new(&it.path);
        let items = template.query.split('&').filter(|it| !it.contains('{'));
        let came: Vec<&str> = request.query().split('&').collect();
        it.method == request.method
            && it
                .below(request.path())
                .is_some_and(|path| !template.readings(path).is_empty())
            && items
                .filter(|it| !it.is_empty())
                .all(|it| came.contains(&it))
    };
    let variables = |it: &&Operation<'_>| it.path.matches('{').count();
    all.iter().filter(fits).min_by_key(variables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    const DOCUMENT: &str = "
openapi: 3.1.0
paths:
  /pets/{id}: { get: { parameters: [ { name: id, in: path, required: true, schema: { type: integer } } ], responses: { 200: { content: { application/json: { schema: { const: 1 } } } } } } }
  /pets/mine: { get: { responses: { 204: {} } } }
";

    #[test]
    fn a_mock_answers_as_the_document_says() {
        let mock = Mock::start(&Document::parse(DOCUMENT).unwrap()).unwrap();
        let get = |path: &str| {
            let address = mock.url().replace("http://", "");
            let mut connection = TcpStream::connect(address).unwrap();
            write!(connection, "GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
            let mut text = String::new();
            connection.read_to_string(&mut text).unwrap();
            text
        };
        let one = get("/pets/7");
        assert!(
            one.starts_with("HTTP/1.1 200 ") && one.ends_with("\r\n\r\n1"),
            "{one}"
        );
        assert!(get("/pets/mine").starts_with("HTTP/1.1 204 "));
        assert!(mock.faults().is_empty());
        assert!(get("/pets/7?a=b").starts_with("HTTP/1.1 200 "));
        assert!(get("/dogs").starts_with("HTTP/1.1 404 "));
        assert_eq!(mock.faults().len(), 2, "{:?}", mock.faults());
    }
}
