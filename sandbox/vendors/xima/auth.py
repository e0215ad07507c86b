"""Who is calling: the tenant that the host names, the Service User of the token, and what it may do."""

from __future__ import annotations

import re

from sandbox.vendor import CHOSEN, Answers, Check, Grade
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.errors import NOT_FOUND, UNAUTHORIZED, Refusal, forbidden
from sandbox.vendors.xima.models import Error
from sandbox.vendors.xima.service_users import Grant

_BEARER = re.compile(r"bearer +([^ ]+)", re.IGNORECASE)
_DOMAIN = ".xima.cloud"


def bearer(call: XimaCall) -> str:
    """Return the bearer token that was presented; empty if there is none."""
    presented = _BEARER.fullmatch(call.header("authorization").strip())
    return presented[1] if presented else ""


def known_host(call: XimaCall) -> None:
    """Check that the host, if it is one of Xima's, names a tenant."""
    hostname = _hostname(call)
    if hostname is not None and hostname not in call.state.tenants:
        raise Refusal("xima.rest.unknown-host", 404, NOT_FOUND)


def authenticate(call: XimaCall) -> None:
    """Check the token; it is one of the tenant that the host names, if that is one of Xima's."""
    token = call.plain(bearer(call))
    user_id = call.state.user_of(token)
    if user_id is None:
        former = call.state.is_former(token)
        raise _unauthorized("xima.auth.refreshed" if former else "xima.auth.token")
    user = call.state.service_users[user_id]
    if _hostname(call) not in (None, user.tenant):
        raise _unauthorized("xima.auth.token")
    if user.expires_at is not None and user.expires_at <= call.now:
        raise _unauthorized("xima.auth.expired")
    call.user_id, call.user = user_id, user
    call.hostname, call.tenant = user.tenant, call.state.tenants[user.tenant]


def granted(grant: Grant) -> Check:
    """Return the check that the Service User has a grant."""

    def check(call: XimaCall) -> None:
        if grant not in call.user.grants:
            raise forbidden("xima.auth.grant")

    return check


def entry(grant: Grant) -> tuple[Check, ...]:
    """Return what every operation of the REST API checks first, in the vendor's order."""
    return (known_host, authenticate, granted(grant))


def refusals(grade: Grade, *statuses: int) -> dict[int, Answers]:
    """Return what an operation of the REST API answers when it refuses: 401, 403, 404 (of an unknown host), and more."""
    found = {status: Answers(Error | None, grade) for status in (401, 403, *statuses)}
    return {404: Answers(Error | None, CHOSEN), **found}


def _hostname(call: XimaCall) -> str | None:
    """Return the tenant's hostname that stands in `Host`; `None` if that is no host of Xima's."""
    host = call.header("host").partition(":")[0].lower()
    return host.removesuffix(_DOMAIN) if host.endswith(_DOMAIN) else None


def _unauthorized(rule: str) -> Refusal:
    return Refusal(rule, 401, UNAUTHORIZED)
