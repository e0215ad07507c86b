"""Writes optimizations as the Interaction API sends them: JSON or text within base64."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

import orjson

from sandbox.vendors.mxo import optimization as held
from sandbox.vendors.mxo.interaction_models import Optimization

_NUMBER = re.compile(r"-?[0-9]+")


def write(optimization: held.Optimization, *, tid: str, site_key: str, page_view: str) -> Optimization:
    """Write an optimization for a customer."""
    if optimization.actions is None:
        data = (optimization.text or "").encode()
    else:
        told = {"sk": site_key, "pv": page_view}
        data = orjson.dumps({"actions": [_action(action, tid, told) for action in optimization.actions]})
    return Optimization(
        data=b64encode(data).decode(),
        path=optimization.path,
        data_mime_type=optimization.data_mime_type,
        directives=optimization.directives,
    )


def page_view(sent: str | None) -> str:
    """Return the number that the query parameter `pv` holds; `0` if it holds none."""
    try:
        number = b64decode(f"{sent or ''}==").decode()
    except ValueError:
        return "0"
    return number if _NUMBER.fullmatch(number) else "0"


def _action(action: held.Action, tid: str, told: dict[str, str]) -> dict[str, object]:
    return {
        "name": action.name,
        "asset": {
            "content": action.content,
            "mimeType": action.mime_type,
            "contentUrl": action.content_url,
            "responses": [_response(response, action, tid, told) for response in action.responses],
        },
        "proposition": {"code": "null" if action.proposition is None else action.proposition},
    }


def _response(response: held.Response, action: held.Action, tid: str, told: dict[str, str]) -> dict[str, object]:
    code = {
        "tid": tid,
        "ac": action.id,
        "cnt": action.content_id,
        "op": action.optimization_point_id,
        "prop": action.proposition_id,
        "rt": f"{response.sentiment.upper()}_CLICK",
        **told,
    }
    return {
        "code": b64encode(",".join(f"{name}={value}" for name, value in code.items()).encode()).decode().rstrip("="),
        "sentiment": response.sentiment,
        "label": response.label,
        "imageUrl": response.image_url,
        "targetUrl": response.target_url,
        "target": response.target,
    }
