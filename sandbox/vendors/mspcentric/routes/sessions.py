"""A user's session in MSPCentric's own pages: created by the Integrator, opened by the user's browser."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, Answers, Operation, Reply
from sandbox.vendors.mspcentric.auth import authorize, client_first, json_object, token_first
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import NO_USER, AnyError, Page, Refusal, UnknownRoute, page
from sandbox.vendors.mspcentric.models import SessionCreate, SessionReply
from sandbox.vendors.mspcentric.paths import OEM
from sandbox.vendors.mspcentric.routes.organizations import named_user
from sandbox.vendors.mspcentric.state import UserSession

LIFETIME = timedelta(seconds=900)
HTML = "text/html; charset=utf-8"


class Opening(BaseModel):
    """Which session is opened."""

    token: str | None = None


def is_path(call: MspcentricCall) -> None:
    """Check that sessions are created at this path: it is a variant which."""
    here = "user-session" if call.operation is not None and call.operation.id == "session.create-for-user" else "session"
    if call.variants.session_path != here:
        raise UnknownRoute(call)


def create_session(call: MspcentricCall, body: SessionCreate) -> SessionReply:
    """Open a session for a user: the one of the token, unless `data` names another one of the organization.

    Redirect the user's browser to the address in the answer. It works once, within 15 minutes. Which of two paths there is says the
    variant `session-path`; the other one is answered 404.
    """
    organization, holder = authorize(call, body)
    user = named_user(organization, body.data, "session-create")
    if user is None:
        user = organization.speaker if call.variants.oem_token == "per-organization" else holder
    if user is None:
        raise Refusal("session-create", 404, NO_USER)
    client, _ = call.state.tables.clients[organization.client_id]
    queue = client.queues.session_tokens
    token = queue.pop(0) if queue else call.new_secret("ses")
    session = UserSession(token, organization.id, user.id, call.now + LIFETIME)
    call.state.sessions.append(session)
    call.state.tables.sessions[token] = session
    call.applies("mspcentric.session-create")
    url = f"{call.root_url}/session?token={token}"
    field = call.variants.session_url_field.replace("-", "_")
    return SessionReply.model_validate({"status": 201, "message": "Successfully created user session", field: url, "session_token": token})


def open_session(call: MspcentricCall, query: Opening) -> Reply:
    """Show the page to which a user is redirected. It opens once."""
    session = call.state.tables.sessions.get(query.token or "")
    if session is None:
        raise Page("session-once", 404, "There is no such session.")
    if session.used or session.expires_at <= call.now:
        raise Page("session-once", 410, "This session was opened before, or it has expired.")
    session.used = True
    organization = call.state.tables.organizations[session.organization_id]
    user = next(user for user in organization.users if user.id == session.user_id)
    call.applies("mspcentric.session-once")
    return page(
        200,
        "MSPCentric",
        f"<p>{escape(organization.name)}</p><p>{escape(user.first_name)} {escape(user.last_name)}</p>"
        "<p>In the sandbox this page stands for MSPCentric's client application.</p>",
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ENTRY = (is_path, json_object, client_first, token_first)
ERROR = Answers(AnyError, CHOSEN)
CREATE = {400: ERROR, 401: ERROR, 403: ERROR, 404: ERROR}
OPEN = {404: Answers(None, CHOSEN, media_type=HTML), 410: Answers(None, CHOSEN, media_type=HTML)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("session.create", "POST", f"{OEM}/session", create_session, CHOSEN, ENTRY, CREATE, status=201),
    Operation("session.create-for-user", "POST", f"{OEM}/user/session", create_session, CHOSEN, ENTRY, CREATE, status=201),
    Operation("session.open", "GET", "/session", open_session, CHOSEN, (), OPEN, produces=HTML),
)
# fmt: on
