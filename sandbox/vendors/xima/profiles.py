"""Data Dip Profiles: whom Xima asks, with what, and where the values come from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from sandbox.vendor import ConsoleError, rule
from sandbox.vendors.xima.models import WIRE

REQUIRED = rule("xima.profile.required", ("missing", "type", "value"))
"""Marks what a profile must have, and in which form."""

STANDARD = ("External Number", "Caller ID", "DNIS", "Tag", "Location")
"""The standard parameters of an IVR."""


def _address(text: str) -> str:
    """Check that a request can be sent there."""
    if "#" in text or not re.fullmatch(r"[!-~]+", text):
        raise PydanticCustomError("url", "a URL without fragment, of visible ASCII characters, is needed")
    if not text.startswith("/") and not _is_absolute(text):
        raise PydanticCustomError("url", "an absolute http or https URL without user info, or a path, is needed")
    return text


def _is_absolute(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port != 0


Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}$"), REQUIRED]
Address = Annotated[str, AfterValidator(_address), REQUIRED]
"""An absolute URL; or a path, which is the sandbox's own Xima of the same session."""
Seconds = PlainSerializer(lambda value: int(value) if value == int(value) else value, return_type=Any)
"""Writes whole seconds without a fraction."""
ProfileName = Annotated[str, Field(min_length=1, max_length=255), REQUIRED]


class ValueSource(BaseModel):
    """Where the value of a key comes from."""

    model_config = WIRE

    type: Annotated[Literal["standard", "sip-header", "session-parameter", "literal"], REQUIRED]
    name: Annotated[str, REQUIRED]


def _known_source(source: ValueSource) -> ValueSource:
    if source.type == "standard" and source.name not in STANDARD:
        raise PydanticCustomError("standard_name", "not one of the standard parameters")
    return source


class RequestParameter(BaseModel):
    """A key that is sent."""

    model_config = WIRE

    key: Annotated[str, Field(min_length=1), REQUIRED]
    source: Annotated[ValueSource, AfterValidator(_known_source), REQUIRED]


class DipProfileFields(BaseModel):
    """What every Data Dip Profile has."""

    model_config = WIRE | {"extra": "forbid", "serialize_by_alias": True}

    profile_name: ProfileName
    api_url: Address
    api_token: Annotated[str, Field(pattern=r"^[!-~]{1,4096}$"), REQUIRED]
    request_parameters: Annotated[list[Annotated[RequestParameter, REQUIRED]], Field(min_length=1, max_length=64), REQUIRED]
    timeout_seconds: Annotated[float, Field(ge=1, le=30), Seconds, REQUIRED] = 5
    slow_warning_seconds: Annotated[float, Field(ge=0.1, le=30), Seconds, REQUIRED] = 2


class DipProfile(DipProfileFields):
    """A Data Dip Profile as it is stored, known by its id."""

    tenant: str


class InlineProfile(DipProfileFields):
    """A Data Dip Profile that is sent for one dip."""

    tenant: str | None = None


class DipProfileBody(InlineProfile):
    """A Data Dip Profile to store."""

    id: Id | None = None


# --- Saving ---------------------------------------------------------------------------------------------------------


def check_token(document: Any) -> None:
    """Check that the word Bearer was not entered with the token of a profile that was sent."""
    token = document.get("apiToken") if isinstance(document, dict) else None
    if isinstance(token, str) and token[:7].lower() == "bearer ":
        text = "Enter the token without the word Bearer."
        raise ConsoleError("xima.profile.token-has-scheme", 400, text, {"field": "apiToken", "reason": "scheme"})


def check_keys(profile: DipProfileFields) -> None:
    """Check that no key stands twice in a profile."""
    for key, count in Counter(one.key for one in profile.request_parameters).items():
        if count > 1:
            detail = {"field": "requestParameters", "reason": f"the key {key!r} occurs {count} times"}
            raise ConsoleError("xima.profile.duplicate-key", 400, "A key occurs twice in the profile.", detail)


def check_name(profiles: Mapping[str, Any], tenant: str, name: str, but: str | None = None) -> None:
    """Check that no other profile (`but` that of an id) of the tenant has the name."""
    for profile_id, profile in profiles.items():
        if profile_id != but and (profile.tenant, profile.profile_name) == (tenant, name):
            detail = {"field": "profileName", "reason": "taken"}
            raise ConsoleError("xima.profile.duplicate-name", 400, "Another profile of the tenant has this name.", detail)


def id_from(name: str, taken: Mapping[str, object], prefix: str = "") -> str:
    """Make an id of a name: lower case, each run of other characters a hyphen, at most 64; numbered if it is taken."""
    first = prefix + (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64] or "profile")
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    return found
