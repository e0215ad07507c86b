"""Who is calling, and for whom: the signature, then `X-Boomtown-OBO` and the relationship behind it."""

from __future__ import annotations

import hmac
from datetime import datetime

from sandbox.vendors.ovationcxm import signature
from sandbox.vendors.ovationcxm.call import Header, OvationCall
from sandbox.vendors.ovationcxm.ecosystem import PROVIDER, STANDARD
from sandbox.vendors.ovationcxm.errors import Refusal, denied
from sandbox.vendors.ovationcxm.state import Key

UNSIGNED = frozenset(
    (
        *("chat.send", "chat.meta.emoticons", "issues.chat.history"),
        *("phone.agentAnswer", "phone.agentHangup", "phone.queueEnter", "phone.queueExit"),
    )
)
"""Operations whose security list has no signature. Source: sdk2018."""

_FUTURE = 10.0
"""Seconds that a client's clock may run ahead."""


def authenticate(call: OvationCall) -> None:
    """Find the caller's organisation by its key, and verify date and signature. Raises `Refusal`."""
    token, date = call.header("x-boomtown-token").strip(), call.header("x-boomtown-date").strip()
    sent = call.header("x-boomtown-signature")
    if not sent.strip() and token and date and call.operation and call.operation.id in UNSIGNED:
        if call.variants.unsigned_operations == "require":
            raise _failure(call, "auth-reduced-list", "X-Boomtown-Signature is missing")
        call.applies("ovationcxm.auth-reduced-list")
        call.caller = call.state.orgs[_known(call, token).org_id]
        _check_date(call, date)
        return
    missing = [name for name, value in (("Token", token), ("Date", date), ("Signature", sent.strip())) if not value]
    if missing:
        raise _failure(call, "auth-missing-header", f"X-Boomtown-{missing[0]} is missing")
    key = _known(call, token)
    call.caller = call.state.orgs[key.org_id]
    _check_date(call, date)
    _check_signature(call, key, date, sent)


def _failure(call: OvationCall, rule: str, note: str) -> Refusal:
    """Refuse without a word to the client of what is wrong; the journal has it."""
    call.explain(note)
    refusal = denied(rule)
    if call.variants.auth_failure_status == "401":
        refusal.status = 401
    return refusal


def _known(call: OvationCall, token: str) -> Key:
    key = call.state.keys.get(token)
    if key is None:
        raise _failure(call, "auth-unknown-token", f"no organisation has the token {token}")
    return key


def _check_date(call: OvationCall, text: str) -> None:
    date = signature.read_date(text)
    if date is None:
        raise _failure(call, "auth-bad-date", f"X-Boomtown-Date is no date: {text}")
    if call.variants.date_check == "off":
        return
    now = _reference(call)
    age = (now - date).total_seconds()
    allowed = float(call.variants.date_check.removesuffix("s"))
    if age > allowed:
        raise _failure(call, "auth-stale", f"the request is {age:.3f} s old at {now.isoformat()}; {allowed:g} s are allowed")
    if -age > _FUTURE:
        raise _failure(call, "auth-future", f"the request is {-age:.3f} s ahead of {now.isoformat()}; {_FUTURE:g} s are allowed")


def _reference(call: OvationCall) -> datetime:
    """Return what a request's date is compared with: real time, or the session's clock if the variant says so and it was set."""
    follows_session = call.variants.date_reference == "session" and call.clock_was_set
    return call.now if follows_session else call.real_now


def _check_signature(call: OvationCall, key: Key, date: str, sent: str) -> None:
    incoming = call.incoming
    path, query = (part.decode("utf-8", "surrogateescape") for part in (incoming.path, incoming.query))
    targets = list(signature.candidates(incoming.prefix, path, query))
    trimmed = sent.strip()
    for target in targets:
        expected = signature.sign(key.secret, target, date)
        if hmac.compare_digest(expected.encode(), trimmed.encode("latin-1")):
            if trimmed != sent:
                call.applies("ovationcxm.auth-signature-trim")
            return
    # The journal is text: bytes that are none are replaced there.
    canonical = targets[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    raise _failure(call, "auth-bad-signature", f"the signature does not fit the canonical string {canonical}:{date}")


# --- On whose behalf ------------------------------------------------------------------------------------------------


def find_organisation(call: OvationCall) -> None:
    """Find out what `X-Boomtown-OBO` asks for, and set the effective organisation. Refuses nothing."""
    # A header that is sent twice is one with two values, and no organisation has such an id.
    sent = [value.decode("latin-1") for name, value in call.incoming.headers if name == b"x-boomtown-obo"]
    wanted = ",".join(sent).strip()
    if call.caller.kind == STANDARD and call.variants.standard_obo == "ignore":
        wanted = ""
    call.obo = _header(call, wanted)
    call.org = call.state.orgs[wanted] if call.obo == "linked" else call.caller


def _header(call: OvationCall, wanted: str) -> Header:
    """Say what the header is, as seen from the caller."""
    if not wanted:
        return "none"
    if wanted == call.caller.id:
        return "own"
    org = call.state.orgs.get(wanted)
    if org is None:
        return "unknown"
    if org.kind == PROVIDER:
        return "provider"
    relationship = call.state.relationship_index.get((call.caller.id, wanted))
    if relationship is None:
        return "unlinked"
    return "linked" if relationship.active else "inactive"
