"""Server (b), the usual way: the same three operations as most teams write them with Starlette and pydantic, on uvicorn's defaults."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import uvicorn
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route


class Wire(BaseModel):
    """A part of a body; its members are in camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel)


class Pair(Wire):
    """A property of the customer's context."""

    name: str
    value: str


class Identifier(Wire):
    """A key attribute and its value."""

    api_name: str
    value: str


class Context(Wire):
    """Who the customer is and where the request comes from."""

    identifiers: Annotated[list[Identifier], Field(min_length=1)]
    properties: list[Pair] = []
    base_touchpoint_uri: Annotated[str, Field(min_length=1)]


class Activity(Wire):
    """One thing that the customer did."""

    proposition_code: Annotated[str, Field(min_length=1, max_length=255)]
    dynamic_proposition_code: Annotated[str | None, Field(max_length=255)] = None
    activity_type_code: Annotated[str, Field(min_length=1, max_length=255)]
    timestamp: datetime | None = None


class ActivityRequest(Wire):
    """The body of an activity request."""

    customer_context: Context
    activities: Annotated[list[Activity], Field(min_length=1)]


class StructureRequest(Wire):
    """The body of a structure request."""

    customer_context: Context
    structure_api_name: str


BusinessData = TypeAdapter(list[dict[str, str | float | bool]])

tokens: dict[str, str] = {}
"""What each method must bring as authorization."""
customers: dict[str, dict[str, Any]] = {}
contacts: dict[str, list[dict[str, Any]]] = {}
"""The values of each segment of a contact."""
fields: dict[str, type] = {"business_data_name1": str, "business_data_name2": bool, "business_data_name3": float}


class BearerMiddleware(BaseHTTPMiddleware):
    """Refuses a POST and a PUT without the token."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Check the token, then go on."""
        if request.method in tokens and request.headers.get("Authorization") != tokens[request.method]:
            return JSONResponse({"error": "invalid_token"}, status_code=401)
        return await call_next(request)


def refuse(message: str, status: int) -> JSONResponse:
    """Word a refusal."""
    return JSONResponse({"errorCode": "GENERAL", "errorMessage": message}, status_code=status)


async def health(_request: Request) -> Response:
    """Say that the server is up."""
    return PlainTextResponse("ok")


async def send_activity(request: Request) -> Response:
    """Append activities to a customer's history."""
    try:
        body = ActivityRequest.model_validate(await request.json())
    except (ValueError, ValidationError) as error:
        return refuse(str(error), 400)
    customer = customers.get(body.customer_context.identifiers[0].value)
    if customer is None:
        return refuse("Customer not found", 404)
    customer["properties"].update({pair.name: pair.value for pair in body.customer_context.properties})
    for activity in body.activities:
        if activity.timestamp is not None and activity.timestamp > datetime.now(UTC):
            return refuse("Future dates are not supported", 400)
        customer["activities"].append(activity.model_dump())
    return JSONResponse({"tid": customer["tid"], "errors": []})


async def evaluate_structure(request: Request) -> Response:
    """Read a structure of a customer."""
    try:
        body = StructureRequest.model_validate(await request.json())
    except (ValueError, ValidationError) as error:
        return refuse(str(error), 400)
    customer = customers.get(body.customer_context.identifiers[0].value)
    if customer is None:
        return refuse("Customer not found", 404)
    structure = customer["structures"].get(body.structure_api_name)
    if structure is None:
        return refuse("Structure not found", 400)
    return JSONResponse({"structureApiName": body.structure_api_name, "tid": customer["tid"], "structure": structure})


async def update_business_data(request: Request) -> Response:
    """Set fields of all segments of a contact."""
    try:
        items = BusinessData.validate_python(await request.json())
    except (ValueError, ValidationError) as error:
        return refuse(str(error), 400)
    segments = contacts.get(request.path_params["contact"])
    if segments is None:
        return refuse("Contact not found", 404)
    values = {name: value for item in items for name, value in item.items()}
    for name, value in values.items():
        if name not in fields or not isinstance(value, fields[name]):
            return refuse(f"{name} is no field, or of another type", 400)
    for segment in segments:
        segment.update(values)
    return Response(status_code=204)


def load_data(notes: dict[str, dict[str, Any]]) -> None:
    """Take over the tokens, and the customers and the contact that the benchmark asks about."""
    tokens.update({note["method"]: note["authorization"] for note in notes.values()})
    contacts[notes["business data"]["key"]] = [{}, {}]
    for note in (notes["activity"], notes["structure"]):
        answer = json.loads(note["body"])
        structures = {answer["structureApiName"]: answer["structure"]} if "structure" in answer else {}
        customers[note["key"]] = {"tid": answer["tid"], "properties": {}, "activities": [], "structures": structures}


def create_app(notes: dict[str, dict[str, Any]]) -> Starlette:
    """Build the app."""
    load_data(notes)
    business_data = notes["business data"]
    routes = [
        Route("/", health),
        Route(notes["activity"]["path"].replace("ONE-JY0AMQJQHQ-1290", "{space}"), send_activity, methods=["POST"]),
        Route(notes["structure"]["path"].replace("ONE-JY0AMQJQHQ-1290", "{space}"), evaluate_structure, methods=["POST"]),
        Route(business_data["path"].replace(business_data["key"], "{contact}"), update_business_data, methods=["PUT"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BearerMiddleware)])


if __name__ == "__main__":
    uvicorn.run(create_app(json.loads(Path(sys.argv[1]).read_text())), host="127.0.0.1", port=0)
