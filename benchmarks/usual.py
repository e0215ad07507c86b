"""Server (b), the usual way: the same two operations as most teams would write them with Starlette and pydantic, on uvicorn's defaults."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import uvicorn
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

TOKEN = "Bearer sbx-summit"


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


class BearerMiddleware(BaseHTTPMiddleware):
    """Refuses a POST without the token."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Check the token, then go on."""
        if request.method == "POST" and request.headers.get("Authorization") != TOKEN:
            return JSONResponse({"error": "invalid_token"}, status_code=401)
        return await call_next(request)


customers: dict[str, dict[str, Any]] = {}


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


def load_customers(notes: dict[str, dict[str, str]]) -> None:
    """Take over the customers whom the benchmark asks about."""
    for note in notes.values():
        answer = json.loads(note["body"])
        structures = {answer["structureApiName"]: answer["structure"]} if "structure" in answer else {}
        customers[note["key"]] = {"tid": answer["tid"], "properties": {}, "activities": [], "structures": structures}


def create_app(notes: dict[str, dict[str, str]]) -> Starlette:
    """Build the app."""
    load_customers(notes)
    routes = [
        Route("/", health),
        Route(notes["activity"]["path"].replace("ONE-JY0AMQJQHQ-1290", "{space}"), send_activity, methods=["POST"]),
        Route(notes["structure"]["path"].replace("ONE-JY0AMQJQHQ-1290", "{space}"), evaluate_structure, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BearerMiddleware)])


if __name__ == "__main__":
    uvicorn.run(create_app(json.loads(Path(sys.argv[1]).read_text())), host="127.0.0.1", port=0)
