"""What Xima sends in a data dip: where the values come from, and the bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.profiles import DipProfileFields, ValueSource

USER_AGENT = "xima-sandbox"

_CONTENT_TYPES = {"application-json": "application/json", "application-json-utf8": "application/json; charset=UTF-8"}
"""By the options of `xima.dip-content-type`."""
_NORTH_AMERICAN = re.compile(r"(?:\+?1)?([2-9][0-9]{9})")
_PREFIXES = {"national-10": "", "national-11": "1", "e164": "+1"}
"""By the options of `xima.dip-phone-format`."""

# --- Values ---------------------------------------------------------------------------------------------------------


def values(profile: DipProfileFields, call: CallRecord, given: Mapping[str, str], *, phone_format: str, omit: bool) -> dict[str, str]:
    """Return the values of a profile's keys, in its order: the given ones, else those of the call.

    `omit`: leave out a key whose source is absent, instead of sending an empty text.
    """
    found: dict[str, str] = {}
    for parameter in profile.request_parameters:
        value = given.get(parameter.key)
        if value is None:
            value = _of_call(parameter.source, call, phone_format)
        if value is not None or not omit:
            found[parameter.key] = value or ""
    return found


def _of_call(source: ValueSource, call: CallRecord, phone_format: str) -> str | None:
    match source.type:
        case "standard":
            return _standard(source.name, call, phone_format)
        case "sip-header":
            return _sip_header(source.name, call.sip_headers)
        case "session-parameter":
            return next((one.value for one in call.session_parameters if one.name == source.name), None)
        case _:
            return source.name


def _standard(name: str, call: CallRecord, phone_format: str) -> str | None:
    if name == "External Number":
        return None if call.external_number is None else phone(call.external_number, phone_format)
    return {"Caller ID": call.caller_id, "DNIS": call.dnis, "Tag": call.tag, "Location": call.location}[name]


def phone(number: str, phone_format: str) -> str:
    """Write a North American number in one of the forms; any other number stays as it is."""
    national = _NORTH_AMERICAN.fullmatch(number)
    return _PREFIXES[phone_format] + national[1] if national else number


def _sip_header(name: str, headers: Mapping[str, str]) -> str | None:
    wanted = _comparable(name)
    if wanted == _CALLER_ID_ONLY:
        sender = _sip_header("From", headers)
        user = re.search(r"sips?:([^@>]*)@", sender or "", re.IGNORECASE)
        return user[1] if user else None
    return next((value for sent, value in headers.items() if _comparable(sent) == wanted), None)


def _comparable(name: str) -> str:
    return name.lower().replace("-", " ")


_CALLER_ID_ONLY = "from (caller id only)"

# --- Bytes ----------------------------------------------------------------------------------------------------------


def headers(token: str | None, content_type: str) -> tuple[tuple[str, str], ...]:
    """Return the headers of a dip, in their order. `content_type`: an option of `xima.dip-content-type`."""
    authorization = () if token is None else (("Authorization", f"Bearer {token}"),)
    media_type = (("Content-Type", _CONTENT_TYPES[content_type]),) if content_type in _CONTENT_TYPES else ()
    return (
        *authorization,
        *media_type,
        ("Accept", "application/json"),
        ("Accept-Encoding", "identity"),
        ("User-Agent", USER_AGENT),
    )


def body(found: Mapping[str, str]) -> bytes:
    """Write the values as one flat object: `{"account-num": "76541643", "phone-num": "8015550142"}`."""
    return json.dumps(found, ensure_ascii=False).encode()


def masked(sent: tuple[tuple[str, str], ...], token: str) -> dict[str, str]:
    """Return headers as people see them: of a long token the last four characters."""
    end = token[-4:] if len(token) >= 12 else ""
    return {name: f"Bearer ****{end}" if name == "Authorization" else value for name, value in sent}
