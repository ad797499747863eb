//! `requiredInAnswers` and `requiredInRequests`: what `required` asks of one side alone.
//!
//! The generator takes such names out of `required`: a member that only the server sets is missing in requests. They are keywords of
//! our own, so that the schemas are read once and serve both ways.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

/// Members that must be there.
struct Needed(Vec<String>);

/// Nothing.
struct Nothing;

/// A keyword as the validator takes it.
pub(super) type Made<'a> = Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>>;

/// The keyword where it asks something.
pub(super) fn asked<'a>(_: &'a Map<String, Value>, names: &'a Value, _: Location) -> Made<'a> {
    let names = names.as_array().into_iter().flatten();
    let names = names.filter_map(Value::as_str).map(str::to_owned);
    Ok(Box::new(Needed(names.collect())))
}

/// The keyword where it asks nothing.
pub(super) fn ignored<'a>(_: &'a Map<String, Value>, _: &'a Value, _: Location) -> Made<'a> {
    Ok(Box::new(Nothing))
}

impl Needed {
    fn missing<'n>(&'n self, instance: &'n Value) -> impl Iterator<Item = &'n String> {
        let members = instance.as_object();
        let missing = move |name: &&String| members.is_some_and(|it| !it.contains_key(*name));
        self.0.iter().filter(missing)
    }
}

impl<'i> Keyword<'i> for Needed {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.missing(instance).next() {
            Some(name) => Err(ValidationError::custom(super::words::missing(name))),
            None => Ok(()),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.missing(instance).next().is_none()
    }

    fn iter_errors(
        &self,
        instance: &'i Value,
    ) -> Box<dyn Iterator<Item = ValidationError<'i>> + 'i> {
        let missing = self.missing(instance);
        let errors: Vec<_> = missing
            .map(|name| ValidationError::custom(super::words::missing(name)))
            .collect();
        Box::new(errors.into_iter())
    }
}

impl<'i> Keyword<'i> for Nothing {
    fn validate(&self, _: &'i Value) -> Result<(), ValidationError<'i>> {
        Ok(())
    }

    fn is_valid(&self, _: &'i Value) -> bool {
        true
    }
}
