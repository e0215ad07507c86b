"""What a person does in OvationCXM's own pages: organisations and keys, relationships, chats; and what the vendor sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from sandbox.vendor import CHOSEN, ConsoleError, Operation
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.ecosystem import PROVIDER, STANDARD
from sandbox.vendors.ovationcxm.rows.organisations import OrgRow, TeamRow, org_row, team_row
from sandbox.vendors.ovationcxm.state import Issue, Key, Org, Relationship, Team
from sandbox.vendors.ovationcxm.state.issues import CANCELED, ChatMessage
from sandbox.vendors.ovationcxm.state.organisations import Kind
from sandbox.vendors.ovationcxm.values import new_id, shown, telephone

SENT = ConfigDict(strict=True)
"""Configuration of what a console's caller sends."""

_DEFAULT_SESSION = "default"
"""The one that a client gets which names none: its tokens do not tell it."""
_CLOSED = (8, 10, CANCELED)
"""Codes of statuses in which an issue's chat is over."""

Name = Annotated[str, Field(min_length=1)]


class OrgToCreate(BaseModel):
    """A new organisation."""

    model_config = SENT

    id: Annotated[str | None, Field(pattern=r"^[0-9A-Z]{3,16}$")] = None
    """One is drawn, if none is given."""
    name: Name
    kind: Kind
    name_legal: str | None = None
    """The name, if none is given; likewise the name for mentions, and the number of the chat channel."""
    nickname: str | None = None
    chat_id: str | None = None
    description: str = ""
    street_1: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zipcode: str = ""
    latitude: float = 0
    longitude: float = 0
    external_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    avatar: str = ""


class RelationshipToPut(BaseModel):
    """A relationship between a service provider and a standard organisation."""

    model_config = SENT

    provider_org_id: str
    standard_org_id: str
    active: bool
    grants: list[str] | None = None
    """Patterns of operation ids; one with a leading `!` excludes. The default ones, if none are given."""


class ChatAnswer(BaseModel):
    """A message to the customer."""

    model_config = SENT

    message: Name
    sender: Annotated[str | None, Field(alias="from", min_length=1)] = None
    """The organisation, if nobody is named."""


class KeyShown(BaseModel):
    """A key pair, with the secret: it is shown this once."""

    org_id: str
    token: str
    secret: str


class OrgShown(OrgRow):
    """An organisation, and what it may do."""

    kind: Kind


class OrgCreated(BaseModel):
    """An organisation with its default team and its key pair."""

    org: OrgShown
    team: TeamRow
    key: KeyShown


class RelationshipShown(BaseModel):
    """A relationship between a service provider and a standard organisation."""

    id: str
    provider_org_id: str
    standard_org_id: str
    active: bool
    grants: list[str]
    created: str


class RelationshipsShown(RootModel[list[RelationshipShown]]):
    """All relationships, by ascending id."""


class ChatShown(BaseModel):
    """A message of an issue's chat."""

    issue_id: str
    participant: str
    text: str
    timestamp: str


class MessageShown(BaseModel):
    """What the vendor sent to a person."""

    kind: str
    """`password_reset` or `sms_invite`."""
    to: str
    customer_user_id: str
    created: str


class Outbox(RootModel[list[MessageShown]]):
    """All that the vendor sent, oldest first."""


# --- Organisations and keys -----------------------------------------------------------------------------------------


def create_org(call: OvationCall, body: OrgToCreate) -> OrgCreated:
    """Create an organisation, with its default team and a key pair."""
    state = call.state
    if body.id in state.orgs:
        raise ConsoleError(None, 409, "the organisation exists", {"id": body.id})
    if body.external_id and state.org_index.ids("external_id", body.external_id):
        raise ConsoleError(None, 409, "the external id is taken", {"external_id": body.external_id})
    org_id = body.id or new_id(call, state.orgs, 3)
    team = Team(new_id(call, state.teams, 3, org_id), org_id, created=call.now, updated=call.now, name=body.name, type="Support")
    given = body.model_dump(exclude={"id", "name_legal", "nickname", "chat_id"})
    org = Org(id=org_id, default_org_team_id=team.id, created=call.now, updated=call.now, **given)
    org.phone = telephone(org.phone)
    org.name_legal = org.name if body.name_legal is None else body.name_legal
    org.nickname = org.slug if body.nickname is None else body.nickname
    org.chat_id = f"CH2{org_id}" if body.chat_id is None else body.chat_id
    state.orgs[org_id] = org
    state.org_index.add(org)
    state.teams[team.id] = team
    state.team_index.add(team)
    return OrgCreated(org=OrgShown(**org_row(org), kind=org.kind), team=team_row(team), key=_new_key(call, org_id))


def regenerate_key(call: OvationCall) -> KeyShown:
    """Give an organisation another key pair; the old one is refused from then on."""
    org = _org(call, call.path["org_id"])
    for token in [token for token, key in call.state.keys.items() if key.org_id == org.id]:
        del call.state.keys[token]
    return _new_key(call, org.id)


def _new_key(call: OvationCall, org_id: str) -> KeyShown:
    """Make a key pair. Outside of the default session its token also tells the session."""
    token, secret = call.chance.bytes(10).hex().upper(), call.chance.bytes(20).hex()
    call.state.keys[token] = Key(org_id, secret)
    if call.session != _DEFAULT_SESSION:
        token = f"{token}~{call.session}"
        call.state.keys[token] = Key(org_id, secret)
    return KeyShown(org_id=org_id, token=token, secret=secret)


def _org(call: OvationCall, org_id: str) -> Org:
    org = call.state.orgs.get(org_id)
    if org is None:
        raise ConsoleError(None, 404, "unknown organisation", {"org_id": org_id})
    return org


# --- Relationships --------------------------------------------------------------------------------------------------


def list_relationships(call: OvationCall) -> RelationshipsShown:
    """List the relationships between service providers and standard organisations."""
    return RelationshipsShown([_relationship_shown(one) for _, one in sorted(call.state.relationships.items())])


def put_relationship(call: OvationCall, body: RelationshipToPut) -> RelationshipShown:
    """Create or replace a relationship. To deactivate one, put it with `active` false."""
    state, id = call.state, call.path["id"]
    for name, kind in (("provider_org_id", PROVIDER), ("standard_org_id", STANDARD)):
        if _org(call, getattr(body, name)).kind != kind:
            raise ConsoleError(None, 400, "invalid body", {"field": name, "reason": f"the organisation is no {kind}"})
    pair = (body.provider_org_id, body.standard_org_id)
    before, same_pair = state.relationships.get(id), state.relationship_index.get(pair)
    if same_pair is not None and same_pair is not before:
        raise ConsoleError(None, 409, "the organisations have a relationship", {"id": same_pair.id})
    if before is not None:
        _forget(call, before)
    relationship = Relationship(id, *pair, active=body.active, created=before.created if before else call.now)
    if body.grants is not None:
        relationship.grants = body.grants
    state.relationships[id] = state.relationship_index[pair] = relationship
    return _relationship_shown(relationship)


def delete_relationship(call: OvationCall) -> None:
    """Delete a relationship."""
    id = call.path["id"]
    relationship = call.state.relationships.get(id)
    if relationship is None:
        raise ConsoleError(None, 404, "unknown relationship", {"id": id})
    _forget(call, relationship)


def _forget(call: OvationCall, relationship: Relationship) -> None:
    del call.state.relationship_index[relationship.provider_org_id, relationship.standard_org_id]
    del call.state.relationships[relationship.id]


def _relationship_shown(relationship: Relationship) -> RelationshipShown:
    return RelationshipShown(
        id=relationship.id,
        provider_org_id=relationship.provider_org_id,
        standard_org_id=relationship.standard_org_id,
        active=relationship.active,
        grants=relationship.grants,
        created=shown(relationship.created),
    )


# --- Chats, and what was sent ---------------------------------------------------------------------------------------


def answer_chat(call: OvationCall, body: ChatAnswer) -> ChatShown:
    """Answer in the chat of an issue, in the name of the organisation whose customer's it is, or of whoever is named."""
    issue = _issue(call, call.path["issue_id"])
    if issue.status in _CLOSED:
        raise ConsoleError(None, 409, "the chat is closed", {"status": issue.status_label})
    sender = body.sender or call.state.orgs[call.state.owner_of(issue)].name
    issue.chat.append(ChatMessage(sender, body.message, call.now))
    return ChatShown(issue_id=issue.id, participant=sender, text=body.message, timestamp=shown(call.now))


def _issue(call: OvationCall, issue_id: str) -> Issue:
    issue = call.state.issues.get(issue_id)
    if issue is None or issue.is_deleted:
        raise ConsoleError(None, 404, "unknown issue", {"issue_id": issue_id})
    return issue


def read_outbox(call: OvationCall) -> Outbox:
    """List what the vendor sent to people: invitations and password resets."""
    return Outbox(
        [
            MessageShown(kind=sent.kind, to=sent.to, customer_user_id=sent.customer_user_id, created=shown(sent.created))
            for sent in call.state.outbox
        ]
    )


# fmt: off
CONSOLE = (
    Operation("console.org-create", "POST", "/orgs", create_org, CHOSEN, status=201),
    Operation("console.key-regenerate", "POST", "/orgs/{org_id}/key", regenerate_key, CHOSEN),
    Operation("console.relationships", "GET", "/relationships", list_relationships, CHOSEN),
    Operation("console.relationship-put", "PUT", "/relationships/{id}", put_relationship, CHOSEN),
    Operation("console.relationship-delete", "DELETE", "/relationships/{id}", delete_relationship, CHOSEN, status=204),
    Operation("console.chat-answer", "POST", "/issues/{issue_id}/chat", answer_chat, CHOSEN, status=201),
    Operation("console.outbox", "GET", "/outbox", read_outbox, CHOSEN),
)
# fmt: on
