"""The doors that take JSON and give new tokens for a token: those of users, and the regional ones of the vendor's SDK."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, OBSERVED, RECORD, Answers, Operation
from sandbox.vendors.nice_cxone.auth import owner
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.oauth import INVALID_REFRESH, INVALID_SUBJECT, AuthError, Wire, refresh_token, refusal, use_up
from sandbox.vendors.nice_cxone.tokens import ACCESS_SECONDS, REFRESH_SECONDS, Tokens, issue


class RefreshRequest(Wire):
    """A refresh token."""

    token: str


class RegionalRequest(Wire):
    """An access token of another region."""

    access_token: str


class UserRefreshResponse(BaseModel):
    """New tokens for a user."""

    model_config = RECORD

    token: str
    refresh_token: str
    token_expiration_time_sec: int
    refresh_token_expiration_time_sec: int


class RegionalTokens(BaseModel):
    """Tokens of this region."""

    model_config = RECORD

    access_token: str
    token_type: Literal["Bearer"]
    refresh_token: str
    access_token_expiry: int
    id_token: str


# --- Users ----------------------------------------------------------------------------------------------------------


def has_token(call: CxoneCall) -> None:
    """Check that the body holds a token."""
    _check(call, RefreshRequest, "user-refresh-body", "token")


def user_refresh(call: CxoneCall, body: RefreshRequest) -> UserRefreshResponse:
    """Get new tokens for a refresh token, such as one of the CXone Downloads page."""
    tokens = _refreshed(call, body.token, "user-refresh-invalid")
    return UserRefreshResponse(
        token=tokens.access,
        refresh_token=tokens.refresh,
        token_expiration_time_sec=ACCESS_SECONDS,
        refresh_token_expiration_time_sec=REFRESH_SECONDS,
    )


# --- Regions --------------------------------------------------------------------------------------------------------


def has_access_token(call: CxoneCall) -> None:
    """Check that the body holds an access token."""
    _check(call, RegionalRequest, "regional-body", "accessToken")


def has_regional_token(call: CxoneCall) -> None:
    """Check that the body holds a refresh token."""
    _check(call, RefreshRequest, "regional-body", "token")


def regional_token(call: CxoneCall, body: RegionalRequest) -> RegionalTokens:
    """Get tokens of a region for an access token."""
    token = owner(call, body.access_token, "access")
    if token is None:
        raise refusal(call, "regional-invalid", 401, "invalid_grant", INVALID_SUBJECT)
    return _regional(issue(call, token.user_id))


def regional_refresh(call: CxoneCall, body: RefreshRequest) -> RegionalTokens:
    """Get new tokens of a region for a refresh token."""
    return _regional(_refreshed(call, body.token, "regional-invalid"))


def _regional(tokens: Tokens) -> RegionalTokens:
    return RegionalTokens(
        access_token=tokens.access,
        token_type="Bearer",
        refresh_token=tokens.refresh,
        access_token_expiry=ACCESS_SECONDS,
        id_token=tokens.id,
    )


# --- Both -----------------------------------------------------------------------------------------------------------


def _check(call: CxoneCall, model: type[Wire], rule: str, name: str) -> None:
    try:
        model.model_validate(call.json)
    except ValueError:
        raise refusal(call, rule, 400, "invalid_request", f"Missing parameter: {name}") from None


def _refreshed(call: CxoneCall, text: str, rule: str) -> Tokens:
    token = refresh_token(call, text)
    if token is None:
        raise refusal(call, rule, 401, "invalid_grant", INVALID_REFRESH)
    use_up(call, token)
    return issue(call, token.user_id, session_id=token.session_id)


ERRORS = {400: Answers(AuthError, CHOSEN), 401: Answers(AuthError, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("auth.user-refresh", "POST", "/public/user/refresh", user_refresh, OBSERVED, (has_token,), ERRORS),
    Operation("auth.regional-token", "POST", "/public/authentication/v1/token", regional_token, OBSERVED, (has_access_token,), ERRORS),
    Operation("auth.regional-refresh", "POST", "/public/authentication/v1/refresh", regional_refresh, OBSERVED, (has_regional_token,),
              ERRORS),
)
