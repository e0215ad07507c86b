"""The OpenAPI document of a vendor, derived from its table: what the sandbox promises to play.

A handler's annotations are its schemas. `body`, `form` and `query` say what it reads. What it returns says what a success holds:

* `Model` (or any other type that pydantic knows): that schema; `Model | None`: the body may be empty;
* `None`: no body;
* `Annotated[Reply, Model]`: a `Reply` whose body is that schema, in the forms above;
* `Reply` alone: nothing is said of the body.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from http import HTTPStatus
from inspect import getdoc
from operator import or_
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from sandbox import generated
from sandbox.serving import inputs
from sandbox.vendor import Grade, Operation, Reply, Vendor, Webhook

Json = dict[str, Any]
AnyVendor = Vendor[Any, Any]

_ABOUT = """\
What the sandbox plays of {title}, in the sandbox's own words: derived from the sandbox's code, and not the vendor's specification.

`x-sandbox-grade` says how well a fact is known: `documented` by the vendor, `observed` in its SDKs or traffic, `inferred` from such \
evidence, or `chosen` by the sandbox where there is none. A status with `x-sandbox-only-with` never comes unless that variant is \
switched on. A body with `x-sandbox-may-be-empty` is at times absent. Injected faults may give other statuses, which are not listed.
"""

_REF = "#/components/schemas/{model}"
_MEDIA_TYPES = {"body": "application/json", "form": "application/x-www-form-urlencoded"}


def document(vendor: AnyVendor) -> Json:
    """Return the OpenAPI 3.1 document of a vendor, without `servers`."""
    schemas, definitions = _schemas(vendor)
    paths: dict[str, Json] = {}
    for operation in vendor.operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(vendor, operation, schemas)
    webhooks: dict[str, Json] = {}
    for webhook in vendor.webhooks:
        webhooks.setdefault(webhook.id, {})[webhook.method.lower()] = _webhook(vendor, webhook, schemas)
    _tell_apart([*paths.values(), *webhooks.values()])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": vendor.manifest.title,
            "version": vendor.manifest.version,
            "description": _ABOUT.format(title=vendor.manifest.title),
        },
        "tags": [{"name": tag} for tag in dict.fromkeys([*map(_tag, vendor.operations), *map(_tag, vendor.webhooks)])],
        "paths": paths,
        **({"webhooks": webhooks} if webhooks else {}),
        "components": {
            "schemas": dict(sorted(definitions.items())),
            "securitySchemes": {name: dict(scheme) for name, scheme in vendor.security.items()},
        },
        "x-sandbox-not-emulated": [{"root": part.root, "why": part.why} for part in vendor.not_emulated],
    }


def _tell_apart(paths: Iterable[Json]) -> None:
    """Give one that has several lines in the table an id for each: in a document every operation has an id of its own."""
    lines = Counter[str]()
    for described in (described for path in paths for described in path.values()):
        name = described["operationId"]
        lines[name] += 1
        if lines[name] > 1:
            described["operationId"] = f"{name}-{lines[name]}"


def write(folder: Path, vendors: Iterable[AnyVendor]) -> list[str]:
    """Write a document for each vendor, and remove those of vendors that are gone. Returns the names of what changed."""
    return generated.write(folder, _files(vendors), "*.json")


def stale(folder: Path, vendors: Iterable[AnyVendor]) -> list[str]:
    """Return the names of the documents that do not fit the code."""
    return generated.stale(folder, _files(vendors), "*.json")


def _files(vendors: Iterable[AnyVendor]) -> dict[str, str]:
    return {f"{vendor.manifest.name}.json": json.dumps(document(vendor), indent=2, ensure_ascii=False) + "\n" for vendor in vendors}


# --- Operations -----------------------------------------------------------------------------------------------------


def _operation(vendor: AnyVendor, operation: Operation, schemas: dict[str, Json]) -> Json:
    summary, _, description = (getdoc(operation.handler) or "").partition("\n")
    reads = inputs(operation.handler)
    parameters = [*_path_parameters(operation.path), *(_query_parameters(reads["query"]) if "query" in reads else ())]
    content = {media_type: {"schema": schemas[_key(operation, part)]} for part, media_type in _MEDIA_TYPES.items() if part in reads}
    described: Json = {"tags": [_tag(operation)], "operationId": f"{vendor.manifest.name}.{operation.id}", "summary": summary}
    if description.strip():
        described["description"] = description.strip()
    if operation.secured_by:
        described["security"] = [{operation.secured_by: []}]
    if parameters:
        described["parameters"] = parameters
    if content:
        described["requestBody"] = {"required": True, "content": content}
    described["responses"] = {
        str(answer.status): _response(answer, schemas.get(_key(operation, answer.status))) for answer in _answers(operation)
    }
    described["x-sandbox-grade"] = operation.grade.value
    return described


def _path_parameters(path: str) -> list[Json]:
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in re.findall(r"{(\w+)}", path)]


def _query_parameters(annotation: Any) -> list[Json]:
    # They are generated apart from the other schemas: a parameter is no place for references.
    schema = TypeAdapter(annotation).json_schema(schema_generator=_Generator)
    parameters = []
    for name, member in schema.get("properties", {}).items():
        member = _without_null(_inlined(member, schema.get("$defs", {})))
        description = {"description": member.pop("description")} if "description" in member else {}
        required = name in schema.get("required", ())
        parameters.append({"name": name, "in": "query", **description, "required": required, "schema": member})
    return parameters


def _inlined(schema: Any, definitions: Json) -> Any:
    """Put what a reference stands for in its place."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        # What stands beside a reference (a description, a default) adds to it.
        schema = definitions[schema["$ref"].rpartition("/")[2]] | {name: value for name, value in schema.items() if name != "$ref"}
    return {name: _inlined(value, definitions) for name, value in schema.items()}


def _without_null(schema: Json) -> Json:
    """Strip the `null` of an optional parameter: in a query it cannot be written."""
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name != "anyOf" and (name, value) != ("default", None)}
    return (options[0] if len(options) == 1 else {"anyOf": options} if options else {}) | rest


def _webhook(vendor: AnyVendor, webhook: Webhook, schemas: dict[str, Json]) -> Json:
    described: Json = {"tags": [_tag(webhook)], "operationId": f"{vendor.manifest.name}.{webhook.id}", "summary": webhook.text}
    if webhook.body is not None:
        content = {"schema": schemas[_key(webhook, "body")]} if webhook.media_type == "application/json" else {}
        described["requestBody"] = {"required": True, "content": {webhook.media_type: content}}
    return {**described, "responses": {"2XX": {"description": "Received"}}, "x-sandbox-grade": webhook.grade.value}


def _tag(operation: Operation | Webhook) -> str:
    return operation.id.partition(".")[0]


# --- Answers --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    schema: Any
    """The type of the body; `None` if there is none, or nothing is said of it."""
    may_be_empty: bool
    grade: Grade
    only_with: str | None
    media_types: tuple[str, ...]


def _answers(operation: Operation) -> list[_Answer]:
    """List what an operation answers by itself, by status; what only a fault gives is no promise."""
    returned = get_type_hints(operation.handler, include_extras=True)["return"]
    if get_origin(returned) is Annotated and get_args(returned)[0] is Reply:
        returned = get_args(returned)[1]
    produces = (operation.produces,) if isinstance(operation.produces, str) else operation.produces
    answers = [_Answer(operation.status, *_body(None if returned is Reply else returned), operation.grade, None, produces)]
    answers += [
        _Answer(status, *_body(error.schema), error.grade, error.only_with, (error.media_type,))
        for status, error in operation.errors.items()
    ]
    return sorted(answers, key=lambda answer: answer.status)


def _body(schema: Any) -> tuple[Any, bool]:
    """Take `None` off a type. Returns the rest, if there is any, and whether the body may be empty."""
    if schema is None or schema is NoneType:
        return None, False
    if get_origin(schema) not in (Union, UnionType) or NoneType not in get_args(schema):
        return schema, False
    return reduce(or_, [option for option in get_args(schema) if option is not NoneType]), True


def _response(answer: _Answer, schema: Json | None) -> Json:
    response: Json = {"description": _PHRASES.get(answer.status, f"Status {answer.status}")}
    if schema is not None:
        response["content"] = {"application/json": {"schema": schema}}
    elif answer.media_types != ("application/json",):
        response["content"] = {media_type: {} for media_type in answer.media_types}
    if answer.may_be_empty:
        response["x-sandbox-may-be-empty"] = True
    response["x-sandbox-grade"] = answer.grade.value
    if answer.only_with:
        response["x-sandbox-only-with"] = answer.only_with
    return response


# Python 3.13 took over the first four from RFC 9110, and has none for the last; the document must not depend on who writes it.
_PHRASES = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
    509: "Bandwidth Limit Exceeded",
}


# --- Schemas --------------------------------------------------------------------------------------------------------


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes of the members' names: they say nothing new."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def _schemas(vendor: AnyVendor) -> tuple[dict[str, Json], Json]:
    """Return the schema of each body by `_key`, and the definitions that they refer to.

    They are generated together, so that a model which many operations share is defined once.
    """
    wanted = [(key, mode, TypeAdapter(annotation)) for key, mode, annotation in _bodies(vendor)]
    found, definitions = TypeAdapter.json_schemas(wanted, ref_template=_REF, schema_generator=_Generator)
    return {key: schema for (key, _), schema in found.items()}, definitions.get("$defs", {})


def _bodies(vendor: AnyVendor) -> Iterator[tuple[str, Literal["validation", "serialization"], Any]]:
    for operation in vendor.operations:
        for part, annotation in inputs(operation.handler).items():
            if part in _MEDIA_TYPES:
                yield _key(operation, part), "validation", annotation
        for answer in _answers(operation):
            if answer.schema is not None:
                yield _key(operation, answer.status), "serialization", answer.schema
    for webhook in vendor.webhooks:
        if webhook.body is not None:
            yield _key(webhook, "body"), "serialization", webhook.body


def _key(operation: Operation | Webhook, part: str | int) -> str:
    return f"{operation.id} {part}"
