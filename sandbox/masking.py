"""Keeps secrets from people's eyes: in headers, URLs and bodies, whatever their form. A vendor says which members are secret.

A client that errs shows its secrets in the wrong place or under nearly the right name. So a name counts in any case and with any
separator (`clientSecret`, `client_secret`, `Client-Secret`), a text is searched whatever it is said to be, and a text within a
text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote_plus, urlencode

import orjson

MASK = "***"
"""Stands where a secret stood."""

_ALWAYS = ("authorization", "proxy-authorization", "cookie", "set-cookie")
_TELLING = re.compile(r"authori[sz]ation|auth$|token|secret|passw|cookie|credential|api[-_]?key|partner[-_]?key", re.IGNORECASE)
"""What the name of a header says that carries a credential, whoever invented it."""
_USER = re.compile(r"(//)[^/?#\s]*@")
_DEEPEST = 200
"""Levels of nesting that are shown as JSON; what is deeper is shown as text, since not every reader could take it."""
_PARAMETER = re.compile(r"(?:[?&#;/]|%3F|%26|%3B|%23)((?:(?!%3F|%26|%3B|%23|%3D)[^?&#;/=\s])+)(?:=|%3D)", re.IGNORECASE)
"""The name of a parameter of a URL, which may stand encoded within another, up to its value."""
_END = re.compile(r"[&#\s\"'<>]|\Z")
"""Where the value of a parameter ends."""


class _Patterns(NamedTuple):
    """How secrets of some names are found."""

    name: re.Pattern[str]
    """A name."""
    member: re.Pattern[str]
    """A member: `"name": "value"`, `{name: 'value'}`, `name=value`, `"name": {`, also within a quoted text."""
    part: re.Pattern[str]
    """A part of a multipart form."""
    element: re.Pattern[str]
    """An element of XML."""


@lru_cache(maxsize=64)
def _patterns(secrets: tuple[str, ...]) -> _Patterns:
    words = (re.findall(r"[A-Z]*[a-z0-9]+|[A-Z]+", name) for name in (*_ALWAYS, *secrets))
    names = "(?:" + "|".join("[-_ ]?".join(found) for found in words) + ")"
    return _Patterns(
        re.compile(names, re.IGNORECASE),
        re.compile(
            rf"""(?P<before>(?<![\w-]){names}\\*["']?\s*)"""
            r"""(?:(?P<colon>:\s*)(?:(?P<quote>\\*["'])(?:(?!(?P=quote))(?:\\.|.))*(?P<end>(?P=quote)?)"""
            r"""|[\[{].*|(?:(?:bearer|basic)\s+)?[^\s,}\]]+)"""
            r"""|(?P<equals>=\s*)(?:"[^"]*"?|'[^']*'?|[^&\s]*))""",
            re.DOTALL | re.IGNORECASE,
        ),
        re.compile(
            rf"""(name=["']?(?:[^"'\r\n]{{0,99}}[\[.])?{names}\]?["']?"""
            r"""[^\r\n]{0,400}\r?\n(?:[^\r\n]{1,400}\r?\n){0,9}\r?\n).*?(?=\r?\n--|\Z)""",
            re.DOTALL | re.IGNORECASE,
        ),
        re.compile(rf"(<(?P<tag>(?:[\w-]+:)?{names})(?:\s[^<>]*)?(?<!/)>).*?(?=</(?P=tag)|\Z)", re.DOTALL | re.IGNORECASE),
    )


@lru_cache(maxsize=4096)
def _is_secret(name: str, secrets: tuple[str, ...]) -> bool:
    """Say whether a member or a parameter is secret, or a part of its name is: `data[clientSecret]`."""
    known = _patterns(secrets).name
    return any(known.fullmatch(part.strip()) for part in re.split(r"[\[\].]", name))


def shown_headers(headers: Iterable[tuple[str, str]], secrets: tuple[str, ...]) -> list[list[str]]:
    """Show headers, less those that carry credentials, by the protocol, by the vendor's word or by their name."""
    return [[name, MASK if _TELLING.search(name) or _is_secret(name, secrets) else shown_url(value, secrets)] for name, value in headers]


def shown_url(text: str, secrets: tuple[str, ...]) -> str:
    """Show a text that may hold URLs, less the secret parameters of their queries and fragments and their users' names."""
    if "//" in text:
        text = _USER.sub(rf"\g<1>{MASK}@", text)
    shown, at = "", 0
    for found in _PARAMETER.finditer(text):
        if found.start() >= at and _is_secret(unquote_plus(found[1]), secrets):
            shown += text[at : found.end()] + MASK
            at = next(_END.finditer(text, found.end())).start()
    return shown + text[at:]


def shown_target(target: str, secrets: tuple[str, ...]) -> str:
    """Show the address of a request: path and query."""
    path, mark, query = target.partition("?")
    return shown_url(path, secrets) + mark + shown_form(query.encode(), secrets)


def shown_form(text: bytes, secrets: tuple[str, ...]) -> str:
    """Show a form or a query; what holds no secret is shown as it came."""
    came = text.decode("utf-8", "replace")
    pairs = parse_qsl(came, keep_blank_values=True)
    shown = [(_shown_text(name, secrets), MASK if _is_secret(name, secrets) else _shown_text(value, secrets)) for name, value in pairs]
    return came if shown == pairs else urlencode(shown, safe="*")


def shown_body(body: bytes, content_type: str, secrets: tuple[str, ...]) -> Any:
    """Show a body: JSON as what it says, whatever it is said to be; anything else as text."""
    try:
        return shown_document(orjson.loads(body), secrets)
    except ValueError:
        pass
    is_form = content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"
    if is_form and body.lstrip()[:1] not in (b"{", b"["):
        return shown_form(body, secrets)
    # Of a text in UTF-16 that has its letters read, which would else stand apart.
    return _shown_text(body.decode("utf-8", "replace").replace("\0", ""), secrets)


def shown_document(value: Any, secrets: tuple[str, ...], levels: int = _DEEPEST) -> Any:
    """Show a document, less its secret members, unless they are blank. Raises `ValueError` if it is nested too deep."""
    if not levels:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {
            name: MASK if member != "" and _is_secret(name, secrets) else shown_document(member, secrets, levels - 1)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [shown_document(item, secrets, levels - 1) for item in value]
    return _shown_text(value, secrets) if isinstance(value, str) else value


def _shown_text(text: str, secrets: tuple[str, ...]) -> str:
    """Show what is neither JSON nor a form but may have been meant so: broken, cut to a limit, mislabelled, or of another language.

    A secret that is an object or a list takes the rest of the text with it, since nobody can say where it ends.
    """
    known = _patterns(secrets)
    if known.name.search(text):
        text = known.part.sub(rf"\g<1>{MASK}", text)
        text = known.element.sub(rf"\g<1>{MASK}", text)
        text = known.member.sub(_masked, text)
    return shown_url(text, secrets)


def _masked(found: re.Match[str]) -> str:
    quoted = f"{found['quote']}{MASK}{found['end']}" if found["quote"] else MASK
    return found["before"] + (found["colon"] + quoted if found["colon"] else f"={MASK}")
