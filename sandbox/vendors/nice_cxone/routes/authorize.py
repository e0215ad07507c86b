"""Authorization codes: the page where a person logs in, which the sandbox does at once, and where they log out."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, Answers, Operation, Reply
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.oauth import AuthError, given, refusal
from sandbox.vendors.nice_cxone.state import Code
from sandbox.vendors.nice_cxone.tokens import encoded

CODE_SECONDS = 60
"""How long an authorization code lives."""

_SAFE = ":/?#[]@!$&'()*+,;=%"


class AuthorizeRequest(BaseModel):
    """What a client sends a person to the login page with."""

    response_type: str
    client_id: str
    redirect_uri: str
    scope: str
    state: str | None = None
    nonce: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None
    login_hint: str | None = None
    """E-mail address of the user who logs in."""
    tenantId: str | None = None  # noqa: N815
    display: str | None = None
    prompt: str | None = None
    max_age: str | None = None
    id_token_hint: str | None = None
    acr_values: str | None = None
    ui_locales: str | None = None
    resellerId: str | None = None  # noqa: N815
    code: str | None = None


class LogoutRequest(BaseModel):
    """Where a person goes after logging out."""

    id_token_hint: str | None = None
    post_logout_redirect_uri: str | None = None
    state: str | None = None
    ui_locales: str | None = None


class LogoutForm(LogoutRequest):
    """The same, with the answer to the page's question."""

    yes: str | None = None
    no: str | None = None


# --- Login ----------------------------------------------------------------------------------------------------------


def has_query(call: CxoneCall) -> None:
    """Check the query of an authorization request."""
    _check(call, given(call.query.multi_items()))


def has_form(call: CxoneCall) -> None:
    """Check the form of an authorization request."""
    form = given(call.form.multi_items())
    if "tenantFQDN" in form:
        raise Refusal("nice_cxone.gen.not-emulated", 501, {"message": "Not emulated by the sandbox: the login page"})
    _check(call, form)


def authorize(call: CxoneCall, query: AuthorizeRequest) -> Reply:
    """Log in, and go back to the client with an authorization code.

    There is no login page: the user is the one whose e-mail address is `login_hint`, else the default user of
    `tenantId`, else that of the first tenant.
    """
    return _authorized(call, given(call.query.multi_items()))


def authorize_post(call: CxoneCall, form: AuthorizeRequest) -> Reply:
    """Log in with the parameters in a form, and go back to the client with an authorization code."""
    return _authorized(call, given(call.form.multi_items()))


def _check(call: CxoneCall, asked: dict[str, str]) -> None:
    """Refuse what is wrong with an authorization request: never by a redirect, which might lead anywhere."""
    client = call.state.clients.get(asked.get("client_id", ""))
    right = {
        "client_id": client is not None,
        "redirect_uri": client is not None and asked.get("redirect_uri") in client.redirect_uris,
        "response_type": asked.get("response_type") == "code",
        "scope": "openid" in asked.get("scope", "").split(),
        "code_challenge_method": asked.get("code_challenge_method", "S256") == "S256",
        "tenantId": bool(call.state.tenants),
    }
    wrong = next((name for name, is_right in right.items() if not is_right), None)
    if wrong:
        raise refusal(call, "authorize-invalid", 400, "invalid_request", f"Invalid parameter: {wrong}")


def _authorized(call: CxoneCall, asked: dict[str, str]) -> Reply:
    codes = call.state.codes
    for known in [known for known, code in codes.items() if code.expires_at <= call.now]:
        del codes[known]
    code = f"{call.session}~{encoded(call.chance.bytes(24)).decode()}"
    codes[code] = Code(
        client_id=asked["client_id"],
        user_id=_who(call, asked),
        redirect_uri=asked["redirect_uri"],
        expires_at=call.now + timedelta(seconds=CODE_SECONDS),
        challenge=asked.get("code_challenge"),
        nonce=asked.get("nonce"),
    )
    return _redirect(asked["redirect_uri"], code=code, state=asked.get("state"))


def _who(call: CxoneCall, asked: dict[str, str]) -> str:
    """Return the id of the user who logs in."""
    if hint := asked.get("login_hint"):
        for user_id, user in call.state.users.items():
            if user.login == hint and user.active:
                return user_id
    tenants = call.state.tenants
    tenant = tenants.get(asked.get("tenantId", "").lower()) or next(iter(tenants.values()))
    return tenant.default_user


def _redirect(to: str, **parameters: str | None) -> Reply:
    """Send the browser on, with the parameters that have a value."""
    more = urlencode({name: value for name, value in parameters.items() if value})
    joint = "&" if "?" in to else "?"
    return Reply(302, None, {"Location": quote(to, safe=_SAFE) + (joint + more if more else "")})


# --- Logout ---------------------------------------------------------------------------------------------------------


def logout(call: CxoneCall, query: LogoutRequest) -> Reply:
    """Log out, and go on to `post_logout_redirect_uri`, if there is one."""
    return _logged_out(given(call.query.multi_items()))


def logout_post(call: CxoneCall, form: LogoutForm) -> Reply:
    """Log out with the parameters in a form, and go on to `post_logout_redirect_uri`, if there is one."""
    return _logged_out(given(call.form.multi_items()))


def _logged_out(asked: dict[str, str]) -> Reply:
    if to := asked.get("post_logout_redirect_uri"):
        return _redirect(to, state=asked.get("state"))
    return Reply(200, b"Logged out", media_type="text/html")


ERRORS = {400: Answers(AuthError, CHOSEN)}
PAGE = {302: Answers(None, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("auth.authorize", "GET", "/auth/authorize", authorize, CHOSEN, (has_query,), ERRORS, status=302),
    Operation("auth.authorize-post", "POST", "/auth/authorize", authorize_post, CHOSEN, (has_form,), ERRORS, status=302),
    Operation("auth.logout", "GET", "/auth/authorize/logout", logout, CHOSEN, errors=PAGE, produces="text/html"),
    Operation("auth.logout-post", "POST", "/auth/authorize/logout", logout_post, CHOSEN, errors=PAGE, produces="text/html"),
)
