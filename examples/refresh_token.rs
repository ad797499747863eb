//! The main job: a refresh token in, an access token out, and a session that keeps it fresh.
//!
//! ```text
//! cargo run --example refresh_token
//! cargo run --example refresh_token -- --base-url https://api.staging.galileo.ai --refresh-token TOKEN
//! ```
//!
//! Without a base URL it starts a server of its own on loopback that plays the API, so it runs offline. The two flags
//! may also be given as `GALILEO_BASE_URL` and `GALILEO_REFRESH_TOKEN`; a token is better given so, because other users
//! of a machine can see the arguments of a program. No token is printed.

use std::error::Error as StdError;
use std::process::ExitCode;

use galileo_client::types::{HTTPValidationError, ValidationErrorLocItem};
use galileo_client::{Client, Error, Method, Secret, Session};
use mock_server::galileo::{Galileo, PROJECTS, Rotation, Settings};

const USAGE: &str = "usage: refresh_token [--base-url URL] [--refresh-token TOKEN]";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let outcome = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => run(arguments).await,
        Err(why) => Err(format!("{why}\n{USAGE}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn StdError>> {
    match arguments {
        Arguments::Help => {
            println!("{USAGE}");
            Ok(())
        }
        Arguments::Real {
            base_url,
            refresh_token,
        } => {
            let client = Client::new(&base_url)?;
            println!("Server: {base_url}");
            refresh(&client, &refresh_token).await?;
            Ok(())
        }
        Arguments::Offline => offline().await,
    }
}

/// The whole job against the embedded server.
async fn offline() -> Result<(), Box<dyn StdError>> {
    let galileo = Galileo::start(Settings {
        rotation: Rotation::Always,
        ..Settings::default()
    })?;
    let client = Client::new(galileo.url())?;
    println!(
        "Server: {}, embedded; it plays the Galileo API.",
        galileo.url()
    );

    println!("\n1. Refresh a token: POST /v1/refresh_token with the cookie refresh_token.");
    refresh(&client, &galileo.refresh_token().into()).await?;

    println!("\n2. Do it with a token that the server does not know.");
    let failure = refresh(&client, &"worn-out".into()).await.unwrap_err();
    println!(
        "   The error keeps what came: {} bytes.",
        failure.body().map_or(0, |body| body.len())
    );

    println!("\n3. Try a token that cannot stand in a cookie. Nothing is sent.");
    let _ = refresh(&client, &"a;b".into()).await;

    println!(
        "\n4. Keep a session, and call an endpoint that the document does not have: GET {PROJECTS}."
    );
    let session = Session::new(client, galileo.refresh_token());
    projects(&session).await?;
    println!(
        "   The server has given out {} access tokens.",
        galileo.refreshes()
    );

    println!(
        "\n5. The server withdraws the access token: the session answers the 401 with one refresh."
    );
    galileo.withdraw();
    projects(&session).await?;
    println!(
        "   The server has given out {} access tokens.",
        galileo.refreshes()
    );

    println!("\n6. Each refresh replaced the refresh token by a cookie, and the session followed.");
    let held = session
        .refresh_token()
        .is_some_and(|held| held.expose() == galileo.refresh_token());
    println!("   The session holds the one that the server takes now: {held}.");
    if held {
        Ok(())
    } else {
        Err("the session holds another refresh token".into())
    }
}

/// Calls the operation, and says what came.
async fn refresh(client: &Client, token: &Secret) -> Result<(), Error<HTTPValidationError>> {
    match client.auth().refresh_token(token.expose()).send().await {
        Ok(response) => {
            let token = response.value();
            let length = token.access_token.len();
            println!(
                "   {}: a {} token of {length} characters.",
                response.status(),
                token.token_type
            );
            Ok(())
        }
        Err(error) => {
            println!("   {error}");
            if let Some(declared) = error.declared() {
                explain(declared);
            }
            Err(error)
        }
    }
}

/// The failure that the document declares, a line for each of its details.
fn explain(error: &HTTPValidationError) {
    for detail in error.detail.iter().flatten() {
        let place: Vec<String> = detail.loc.iter().map(place).collect();
        println!("   {}: {}", place.join("."), detail.msg);
    }
}

fn place(item: &ValidationErrorLocItem) -> String {
    match item {
        ValidationErrorLocItem::String(name) => name.clone(),
        ValidationErrorLocItem::Integer(index) => index.to_string(),
        // The document may grow.
        other => format!("{other:?}"),
    }
}

async fn projects(session: &Session) -> Result<(), Box<dyn StdError>> {
    let answer = session
        .send(|client| client.request(Method::GET, PROJECTS))
        .await?
        .success()?;
    println!(
        "   {}: {}",
        answer.status(),
        String::from_utf8_lossy(answer.body())
    );
    Ok(())
}

/// What the program was told to do.
enum Arguments {
    Help,
    Offline,
    Real {
        base_url: String,
        refresh_token: Secret,
    },
}

impl Arguments {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let mut base_url = std::env::var("GALILEO_BASE_URL").ok();
        let mut refresh_token = std::env::var("GALILEO_REFRESH_TOKEN").ok();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} takes a value"));
            match argument.as_str() {
                "--base-url" => base_url = Some(value()?),
                "--refresh-token" => refresh_token = Some(value()?),
                "-h" | "--help" => return Ok(Arguments::Help),
                _ => return Err(format!("{argument} is not known")),
            }
        }
        match (base_url, refresh_token) {
            (None, None) => Ok(Arguments::Offline),
            (Some(base_url), Some(refresh_token)) => Ok(Arguments::Real {
                base_url,
                refresh_token: refresh_token.into(),
            }),
            (Some(_), None) => Err("a base URL needs a refresh token".to_owned()),
            (None, Some(_)) => Err("a refresh token needs a base URL".to_owned()),
        }
    }
}
