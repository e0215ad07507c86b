"""Keeps secrets from people's eyes: in headers, URLs and bodies, whatever their form. A vendor says which members are secret."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

import orjson

MASK = "***"
"""Stands where a secret stood."""

_HEADERS = frozenset(("authorization", "proxy-authorization", "cookie", "set-cookie"))
_USER = re.compile(r"(://)[^/?#@\s]*@")
_DEEPEST = 200
"""Levels of nesting that are shown as JSON; what is deeper is shown as text, since not every reader could take it."""


def shown_headers(headers: Iterable[tuple[str, str]], secrets: Collection[str]) -> list[list[str]]:
    """Show headers, less those that carry credentials, by the protocol or by the vendor's word."""
    hidden = _HEADERS | {name.lower() for name in secrets}
    return [[name, MASK if name.lower() in hidden else shown_url(value, secrets)] for name, value in headers]


def shown_url(text: str, secrets: Collection[str]) -> str:
    """Show a text that may hold URLs, less the secret parameters of their queries and fragments and their users' names."""
    if "://" in text:
        text = _USER.sub(rf"\g<1>{MASK}@", text)
    if "=" not in text or not secrets:
        return text
    return _PARAMETER.sub(lambda found: f"{found[1]}={MASK}" if unquote_plus(found[1][1:]) in secrets else found[0], text)


_PARAMETER = re.compile(r"([?&#;][^?&#;=\s]+)=[^&#\s\"'<>]*")


def shown_form(text: bytes, secrets: Collection[str]) -> str:
    """Show a form or a query; what holds no secret is shown as it came."""
    shown = text.decode("utf-8", "replace")
    pairs = parse_qsl(shown, keep_blank_values=True)
    if not any(name in secrets for name, _ in pairs):
        return shown
    return urlencode([(name, MASK if name in secrets else value) for name, value in pairs], safe="*")


def shown_body(body: bytes, content_type: str, secrets: Collection[str]) -> Any:
    """Show a body: JSON as what it says, anything else as text. Some clients declare their JSON to be a form."""
    is_form = content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"
    if is_form and body.lstrip()[:1] not in (b"{", b"["):
        return shown_form(body, secrets)
    try:
        return shown_document(orjson.loads(body), secrets)
    except ValueError:
        return _shown_text(body.decode("utf-8", "replace"), secrets)


def shown_document(value: Any, secrets: Collection[str], levels: int = _DEEPEST) -> Any:
    """Show a document, less its secret members. Raises `ValueError` if it is nested too deep."""
    if not levels:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {name: MASK if name in secrets else shown_document(member, secrets, levels - 1) for name, member in value.items()}
    if isinstance(value, list):
        return [shown_document(item, secrets, levels - 1) for item in value]
    return shown_url(value, secrets) if isinstance(value, str) else value


def _shown_text(text: str, secrets: Collection[str]) -> str:
    """Show what is neither JSON nor a form but may have been meant so: broken, cut to a limit, mislabelled, or of another language.

    A secret that is an object or a list takes the rest of the text with it, since nobody can say where it ends.
    """
    return shown_url(_written(tuple(secrets)).sub(_masked, text) if secrets else text, secrets)


@lru_cache(maxsize=64)
def _written(secrets: tuple[str, ...]) -> re.Pattern[str]:
    """Match a secret member as it may be written: `"name": "value"`, `{name: 'value'}`, `name=value`, `"name": {`."""
    names = "|".join(map(re.escape, secrets))
    return re.compile(
        rf"""(?P<before>(?<![\w-])(?:{names})["']?\s*)"""
        r"""(?:(?P<colon>:\s*)(?:(?P<quote>["'])(?:\\.|(?!(?P=quote)).)*(?P<end>(?P=quote)?)|[\[{].*|[^\s,}\]]+)|(?P<equals>=)[^&\s]*)""",
        re.DOTALL,
    )


def _masked(found: re.Match[str]) -> str:
    quoted = f"{found['quote']}{MASK}{found['end']}" if found["quote"] else MASK
    return found["before"] + (found["colon"] + quoted if found["colon"] else f"={MASK}")
