//! What a request or an answer carries: bytes, or something that is read bit by bit.
//!
//! In: bytes, files, readers, streams. Out: an [`http_body::Body`] that knows its length where that can be known.
//! Deliberately absent: what the bytes mean.

mod chain;
mod file;
pub(crate) mod pieces;
mod stream;

use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::exclusive::Exclusive;
use super::transport::{MaybeSend, TransportError, TransportErrorKind};
use chain::Chain;
use file::{FileBody, ReaderBody};
use pieces::{Pieced, Pieces};
use stream::StreamBody;

/// The body of a request or an answer: bytes, or something that is read bit by bit.
///
/// Bytes and files can be sent a second time, where a redirect or a retry asks for it; readers and streams cannot. A
/// length that is known is sent as `Content-Length`; without one, the body goes in chunks (RFC 9112 §7.1).
///
/// ```
/// use openapi_runtime::transport::Body;
///
/// let hello = Body::from("hello");
/// assert_eq!(hello.len(), Some(5));
/// let unknown = Body::from_reader(std::io::Cursor::new(vec![0; 7]));
/// assert_eq!(unknown.len(), None);
/// assert_eq!(unknown.with_length(7).len(), Some(7));
/// ```
pub struct Body {
    source: Source,
    media_type: Option<Box<str>>,
}

#[cfg(not(target_family = "wasm"))]
type Streamed = Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>;
#[cfg(target_family = "wasm")]
type Streamed = Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError>>>;

enum Source {
    Bytes(Bytes),
    File(Box<Pieced<FileBody>>),
    Chain(Chain),
    Stream(Exclusive<Streamed>),
}

impl Body {
    /// No bytes.
    #[must_use]
    pub fn empty() -> Self {
        Body::of(Source::Bytes(Bytes::new()))
    }

    /// A body that is read bit by bit.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = TransportError> + MaybeSend + 'static,
    {
        Body::of(Source::Stream(Exclusive::new(Box::pin(body))))
    }

    /// A body that a source gives piece by piece.
    pub(crate) fn pieces<P: Pieces + MaybeSend + 'static>(pieces: P) -> Self {
        Body::stream(Pieced(pieces))
    }

    /// A body of the pieces that a stream gives; its length is not known.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Body::pieces(StreamBody(Box::pin(stream)))
    }

    /// What a reader gives, from where it stands to its end; its length is not known.
    ///
    /// It is read in pieces of 64 KiB: on Tokio's threads for blocking work where there is a Tokio runtime, else where the
    /// body is polled.
    pub fn from_reader(reader: impl io::Read + Send + 'static) -> Self {
        Body::pieces(ReaderBody::new(Box::new(reader)))
    }

    /// What an asynchronous reader gives, to its end; its length is not known.
    #[cfg(feature = "reqwest")]
    pub fn from_async_read(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Body::pieces(stream::AsyncReadBody(Box::pin(reader)))
    }

    /// The content of a file, which is opened now and read while it is sent.
    ///
    /// # Errors
    /// When there is no such file, it cannot be opened, or it is a folder.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<Self> {
        FileBody::open(path.as_ref()).map(|file| Body::of(Source::File(Box::new(Pieced(file)))))
    }

    /// The same body, which is said to have this length; sending fails when it has another one.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        let media_type = self.media_type.take();
        Body {
            media_type,
            ..Body::pieces(stream::Measured::new(self, length))
        }
    }

    /// The same body, sent with this media type: for operations that take `image/*` or `*/*`. Without it, a body goes as
    /// `application/octet-stream`. What the document does not let through is an error before sending.
    ///
    /// ```
    /// use openapi_runtime::Body;
    ///
    /// let picture = Body::from(b"\x89PNG\r\n").with_media_type("image/png");
    /// assert_eq!(picture.media_type(), Some("image/png"));
    /// ```
    #[must_use]
    pub fn with_media_type(mut self, media_type: &str) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The media type that was set.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    fn of(source: Source) -> Self {
        Body {
            source,
            media_type: None,
        }
    }

    /// One body after the other.
    pub(crate) fn chain(bodies: Vec<Body>) -> Self {
        Body::of(Source::Chain(Chain::new(bodies)))
    }

    /// The bytes, unless the body is read bit by bit.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::File(_) | Source::Chain(_) | Source::Stream(_) => None,
        }
    }

    /// The length in bytes, if it is known.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        http_body::Body::size_hint(self).exact()
    }

    /// Whether it is known to have no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The same body once more, if it can be sent twice: bytes can, and files that are still there.
    #[must_use]
    pub fn try_clone(&self) -> Option<Body> {
        let copy = match &self.source {
            Source::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Source::File(file) => Body::from_path(file.0.path()).ok(),
            Source::Chain(chain) => chain
                .try_clone()
                .map(|chain| Body::of(Source::Chain(chain))),
            Source::Stream(_) => None,
        };
        copy.map(|copy| Body {
            media_type: self.media_type.clone(),
            ..copy
        })
    }
}

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// A failure to read what was to be sent.
fn unreadable(
    message: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> TransportError {
    TransportError::new(TransportErrorKind::Body, message).with_source(source)
}

/// A failure of a reader.
fn unread(error: io::Error) -> TransportError {
    unreadable("what was to be sent could not be read", error)
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Body::of(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body::from(Bytes::from(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Body::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Body::from(Bytes::from_static(text.as_bytes()))
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Body::from(Bytes::from_static(bytes))
    }
}

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Self {
        Body::from(Bytes::from_static(bytes))
    }
}

/// The file from where it stands; its length is not known, and it cannot be sent twice: see [`Body::from_path`].
impl From<std::fs::File> for Body {
    fn from(file: std::fs::File) -> Self {
        Body::from_reader(file)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.source, self.len()) {
            (Source::Stream(_), None) => f.write_str("Body(stream)"),
            (_, Some(length)) => write!(f, "Body({length} bytes)"),
            (_, None) => f.write_str("Body(parts)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.source {
            Source::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Source::File(file) => Pin::new(&mut **file).poll_frame(context),
            Source::Chain(chain) => chain.poll_frame(context),
            Source::Stream(stream) => stream.get_mut().as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.source {
            Source::Bytes(bytes) => bytes.is_empty(),
            Source::File(file) => file.is_end_stream(),
            Source::Chain(chain) => chain.is_end_stream(),
            Source::Stream(stream) => stream.look(|it| it.is_end_stream()),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Source::File(file) => file.size_hint(),
            Source::Chain(chain) => chain.size_hint(),
            Source::Stream(stream) => stream.look(|it| it.size_hint()),
        }
    }
}
