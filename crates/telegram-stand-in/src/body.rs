//! Reads the parameters of a request wherever the Bot API allows them: query, JSON, form or multipart.

use axum::extract::{Form, FromRequest, Json, Multipart, Query, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};

/// All parameters, strings as they came; an uploaded file becomes `{"uploaded": NAME, "bytes": N}`.
pub(super) async fn parameters(request: Request) -> Result<Map<String, Value>, String> {
    let mut parameters = Map::new();
    let query: Query<Vec<(String, String)>> = Query::try_from_uri(request.uri()).map_err(|error| error.to_string())?;
    parameters.extend(query.0.into_iter().map(|(name, value)| (name, Value::String(value))));
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        let Json(body): Json<Value> = Json::from_request(request, &()).await.map_err(|error| error.to_string())?;
        match body {
            Value::Object(fields) => parameters.extend(fields),
            Value::Null => {}
            _ => return Err("object expected as the request body".to_owned()),
        }
    } else if kind.starts_with("application/x-www-form-urlencoded") && request.method() != axum::http::Method::GET {
        let form =
            Form::<Vec<(String, String)>>::from_request(request, &()).await.map_err(|error| error.to_string())?;
        parameters.extend(form.0.into_iter().map(|(name, value)| (name, Value::String(value))));
    } else if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, &()).await.map_err(|error| error.to_string())?;
        parameters.extend(parts(multipart).await?);
    }
    Ok(parameters)
}

async fn parts(mut multipart: Multipart) -> Result<Map<String, Value>, String> {
    let mut parameters = Map::new();
    while let Some(part) = multipart.next_field().await.map_err(|error| error.to_string())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| error.to_string())?;
        let value = match file {
            Some(file) => json!({"uploaded": file, "bytes": bytes.len()}),
            None => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
        };
        parameters.insert(name, value);
    }
    attach(&mut parameters);
    Ok(parameters)
}

/// Puts a file that another parameter names by `attach://NAME` in that parameter's place.
fn attach(parameters: &mut Map<String, Value>) {
    let wanted: Vec<(String, String)> = parameters
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.strip_prefix("attach://")?.to_owned())))
        .collect();
    for (name, file) in wanted {
        if let Some(uploaded) = parameters.remove(&file) {
            parameters.insert(name, uploaded);
        }
    }
}
