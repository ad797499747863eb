//! What a server answers, and how it misbehaves.
//!
//! In: status, headers, body, and faults. Out: bytes on a connection.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delay: Duration,
    fault: Fault,
}

#[derive(Clone, Debug)]
enum Fault {
    None,
    /// Only so many bytes of the body are sent; the length in the header is that of all of them.
    Cut(usize),
    /// The connection is closed without a word.
    Closed,
    /// These bytes instead of HTTP.
    Garbage(Vec<u8>),
    /// The body comes in chunks, with a pause between them, and then ends, or breaks off.
    Pieces(Vec<Vec<u8>>, Duration, End),
}

/// How a body in pieces ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As it should.
    Whole,
    /// The connection is closed without the last chunk.
    BrokenOff,
    /// The pieces come again and again, until the client hangs up.
    Never,
}

impl Answer {
    /// An answer with a status, and nothing else.
    #[must_use]
    pub fn status(status: u16) -> Answer {
        Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            delay: Duration::ZERO,
            fault: Fault::None,
        }
    }

    /// An answer of JSON.
    #[must_use]
    pub fn json(status: u16, text: impl Into<String>) -> Answer {
        Answer::body(status, "application/json", text.into())
    }

    /// An answer with a content type and a body.
    #[must_use]
    pub fn body(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        let mut answer = Answer::status(status).header("content-type", content_type);
        answer.body = body.into();
        answer
    }

    /// An answer whose body comes in pieces, with a pause between them.
    #[must_use]
    pub fn pieces<B: Into<Vec<u8>>>(
        content_type: &str,
        pieces: impl IntoIterator<Item = B>,
        pause: Duration,
        end: End,
    ) -> Answer {
        let pieces = pieces.into_iter().map(Into::into).collect();
        Answer {
            fault: Fault::Pieces(pieces, pause, end),
            ..Answer::status(200).header("content-type", content_type)
        }
    }

    /// The connection is closed without a word.
    #[must_use]
    pub fn closed() -> Answer {
        Answer {
            fault: Fault::Closed,
            ..Answer::status(500)
        }
    }

    /// These bytes come, whatever they are.
    #[must_use]
    pub fn garbage(bytes: impl Into<Vec<u8>>) -> Answer {
        Answer {
            fault: Fault::Garbage(bytes.into()),
            ..Answer::status(500)
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The answer comes only after a while.
    #[must_use]
    pub fn late(mut self, delay: Duration) -> Answer {
        self.delay = delay;
        self
    }

    /// Only so many bytes of the body come, although the header promises all of them.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Answer {
        self.fault = Fault::Cut(bytes);
        self
    }

    pub(crate) fn write(&self, connection: &mut impl Write) -> io::Result<()> {
        thread::sleep(self.delay);
        match &self.fault {
            Fault::Closed => return Ok(()),
            Fault::Garbage(bytes) => connection.write_all(bytes)?,
            Fault::Pieces(pieces, pause, end) => {
                connection.write_all(self.head().as_bytes())?;
                write_pieces(connection, pieces, *pause, *end)?;
            }
            Fault::None | Fault::Cut(_) => {
                connection.write_all(self.head().as_bytes())?;
                connection.write_all(self.sent())?;
            }
        }
        connection.flush()
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Fault::Pieces(..) = self.fault {
            head.push_str("transfer-encoding: chunked\r\n");
        } else if self.status != 204 && self.status != 304 {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("connection: close\r\n\r\n");
        head
    }

    fn sent(&self) -> &[u8] {
        let bytes = match self.fault {
            Fault::Cut(bytes) => bytes,
            Fault::None | Fault::Closed | Fault::Garbage(_) | Fault::Pieces(..) => self.body.len(),
        };
        self.body.get(..bytes).unwrap_or(&self.body)
    }
}

fn write_pieces(
    connection: &mut impl Write,
    pieces: &[Vec<u8>],
    pause: Duration,
    end: End,
) -> io::Result<()> {
    loop {
        for piece in pieces {
            write!(connection, "{:x}\r\n", piece.len())?;
            connection.write_all(piece)?;
            connection.write_all(b"\r\n")?;
            connection.flush()?;
            thread::sleep(pause);
        }
        match end {
            End::Never => {}
            End::BrokenOff => return Ok(()),
            End::Whole => return connection.write_all(b"0\r\n\r\n"),
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        307 => "Temporary Redirect",
        401 => "Unauthorized",
        404 => "Not Found",
        422 => "Unprocessable Entity",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
