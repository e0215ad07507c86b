"""What MXO remembers: spaces with their customers, credentials and tokens."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from sandbox.vendor import RECORD, Moment, State
from sandbox.vendors.mxo.batch import Batch
from sandbox.vendors.mxo.datastore import Datastore
from sandbox.vendors.mxo.optimization import Optimization
from sandbox.vendors.mxo.profile import Activity, Code, Customer
from sandbox.vendors.mxo.structure_model import Structure

FIRST_DYNAMIC_ID = 9001


@dataclass(slots=True)
class Proposition:
    """A configured proposition."""

    __pydantic_config__ = RECORD

    id: Annotated[int, Field(ge=1, lt=FIRST_DYNAMIC_ID)]
    name: Code
    parent: int | None = None
    """The id of the proposition above."""


@dataclass(slots=True)
class DynamicProposition:
    """A dynamic proposition: made by the first activity that names it under its parent's code."""

    __pydantic_config__ = RECORD

    id: Annotated[int, Field(ge=FIRST_DYNAMIC_ID)]
    parent_code: Code
    code: Annotated[str, Field(min_length=1, max_length=255)]


def check_hierarchy(propositions: dict[str, Proposition]) -> None:
    """Refuse propositions that form no hierarchy. Raises `ValueError`."""
    parents = {proposition.id: proposition.parent for proposition in propositions.values()}
    if len(parents) < len(propositions):
        raise ValueError("propositions: an id is used twice")
    for code, proposition in propositions.items():
        above, seen = proposition.parent, {proposition.id}
        while above is not None:
            if above not in parents or above in seen:
                raise ValueError(f"propositions.{code}.parent: {above} is no proposition above it")
            seen.add(above)
            above = parents[above]


def check_names(structures: dict[str, Structure]) -> None:
    """Refuse structures that share a name. Raises `ValueError`."""
    names = [structure.name for structure in structures.values()]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"structures: the name {repeated.pop()} is used twice")


class Space(BaseModel):
    """An MXO Space: one site key, one workspace, its own configuration and customers."""

    model_config = RECORD

    workspace_id: str
    tenancy: str
    name: str
    keys: Annotated[list[Code], Field(min_length=1)]
    """API names of the key attributes."""
    touchpoints: list[str] = []
    propositions: dict[str, Proposition] = {}
    """By code."""
    activity_types: dict[str, str] = {}
    """Names by code."""
    structures: dict[Code, Structure] = {}
    """By API name."""
    datastores: dict[str, Datastore] = {}
    """By API name."""
    optimizations: dict[Code, list[Optimization]] = {}
    """By the URI of the interaction that they answer."""
    batches: dict[str, Batch] = {}
    """By id."""
    customers: dict[str, Customer] = {}
    """By primary TID."""
    dynamic_propositions: list[DynamicProposition] = []
    """In order of first storing."""

    # The look-up tables are derived from the customers when they are first needed, and kept up to date by the verbs below.

    @cached_property
    def _by_tid(self) -> dict[str, Customer]:
        return {tid: customer for customer in self.customers.values() for tid in customer.tids}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Customer]:
        return {pair: customer for customer in self.customers.values() for pair in customer.identifiers.items()}

    @cached_property
    def _dynamic(self) -> set[tuple[str, str]]:
        return {(known.parent_code, known.code) for known in self.dynamic_propositions}

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {key.lower(): key for key in self.keys}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def workspace_number(self) -> str | None:
        """The number that the workspace's id stands for, if it is base64 of one."""
        try:
            number = b64decode(f"{self.workspace_id}==").decode()
        except ValueError:
            return None
        return number if number.isdecimal() else None

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse what would make a look-up ambiguous; register the dynamic propositions that the activities name."""
        if "customerkey" not in self.keys:
            raise ValueError("keys: every space has customerkey")
        if len(self._keys) < len(self.keys):
            raise ValueError("keys: two differ in nothing but case")
        if len(self._dynamic) < len(self.dynamic_propositions):
            pairs = [f"{known.parent_code} / {known.code}" for known in self.dynamic_propositions]
            raise ValueError(f"dynamicPropositions: {next(pair for pair in pairs if pairs.count(pair) > 1)} stands there twice")
        ids = [known.id for known in self.dynamic_propositions]
        if ids != sorted(set(ids)):
            raise ValueError("dynamicPropositions: the ids must ascend")
        check_hierarchy(self.propositions)
        check_names(self.structures)
        for tid, customer in self.customers.items():
            self._check_customer(tid, customer)
            for event in customer.activities:
                if isinstance(event, Activity):
                    self.register(event.proposition_code, event.dynamic_proposition_code)
        return self

    def _check_customer(self, tid: str, customer: Customer) -> None:
        """Refuse a customer that another one could be taken for."""
        if customer.tid != tid:
            raise ValueError(f"customers.{tid}.tids: the first must be {tid}")
        for known in customer.tids:
            if (other := self._by_tid[known]) is not customer:
                raise ValueError(f"customers.{other.tid}.tids: {known} belongs to another customer")
        for key, value in customer.identifiers.items():
            if key not in self.keys:
                raise ValueError(f"customers.{tid}.identifiers: {key} is no key attribute of the space")
            if (other := self._by_key[key, value]) is not customer:
                raise ValueError(f"customers.{other.tid}.identifiers: {key} {value} belongs to another customer")

    def key(self, api_name: str) -> str | None:
        """Return a key attribute's API name as configured; case does not matter."""
        return api_name if api_name in self.keys else self._keys.get(api_name.lower())

    def shared(self, text: str) -> str:
        """Return the one copy of a text that many records repeat. It goes with the space, which what the interpreter interns may not."""
        return self._texts.setdefault(text, text)

    def by_tid(self, tid: str) -> Customer | None:
        """Return the customer that owns a TID, primary or secondary."""
        return self._by_tid.get(tid)

    def by_identifier(self, key: str, value: str) -> Customer | None:
        """Return the customer that holds this value of a key attribute."""
        return self._by_key.get((key, value))

    def admit(self, customer: Customer) -> None:
        """Add a new customer."""
        self.customers[customer.tid] = customer
        self._reach(customer)

    def associate(self, customer: Customer, identifiers: dict[str, str]) -> None:
        """Add identifiers to a customer that has no other value for them."""
        for key, value in identifiers.items():
            customer.identifiers[key] = value
            self._by_key[key, value] = customer

    def add_tid(self, customer: Customer, tid: str) -> None:
        """Make a TID a secondary one of a customer."""
        customer.tids.append(tid)
        self._by_tid[tid] = customer

    def merge(self, primary: Customer, other: Customer) -> None:
        """Unite two profiles: `other` becomes part of `primary`. Of a property that both hold, the value set last is kept."""
        del self.customers[other.tid]
        primary.tids += other.tids
        primary.identifiers.update(other.identifiers)
        for name, held in other.properties.items():
            if name not in primary.properties or primary.properties[name].at < held.at:
                primary.properties[name] = held
        known = {device.key for device in primary.devices}
        primary.devices += [device for device in other.devices if device.key not in known]
        primary.journeys += other.journeys
        primary.take_over(other.activities)
        self._reach(primary)

    def erase(self, customer: Customer) -> None:
        """Forget a customer, and with it every TID, identifier and activity."""
        del self.customers[customer.tid]
        for tid in customer.tids:
            del self._by_tid[tid]
        for pair in customer.identifiers.items():
            del self._by_key[pair]

    def register(self, parent_code: str, code: str | None) -> bool:
        """Register a dynamic proposition if there is a code and the pair is new; say whether it was."""
        if code is None or (parent_code, code) in self._dynamic:
            return False
        self._dynamic.add((parent_code, code))
        number = self.dynamic_propositions[-1].id + 1 if self.dynamic_propositions else FIRST_DYNAMIC_ID
        self.dynamic_propositions.append(DynamicProposition(id=number, parent_code=parent_code, code=code))
        return True

    def _reach(self, customer: Customer) -> None:
        self._by_tid.update(dict.fromkeys(customer.tids, customer))
        self._by_key.update(dict.fromkeys(customer.identifiers.items(), customer))


@dataclass(slots=True)
class Credential:
    """API credentials: tenancy-wide, running as a named user."""

    __pydantic_config__ = RECORD

    name: Code
    tenancy: str
    client_secret: Code
    run_as: str
    read_only: bool = False
    """Whether the run-as user may not delete customers."""


@dataclass(slots=True)
class Oauth1Credential:
    """A credential of mobile apps, which sign each request with its secret."""

    __pydantic_config__ = RECORD

    tenancy: str
    secret: Code


@dataclass(slots=True)
class Token:
    """A bearer token."""

    __pydantic_config__ = RECORD

    client_id: str
    expires_at: Moment | None
    """`None`: never."""


class Mxo(State):
    """Everything that MXO remembers in a session."""

    spaces: dict[str, Space] = {}
    """By site key."""
    credentials: dict[str, Credential] = {}
    """By client id."""
    tokens: dict[str, Token] = {}
    """By the token itself."""
    oauth1: dict[str, Oauth1Credential] = {}
    """By consumer key: `<API key>!<login id>`."""

    @cached_property
    def _by_workspace(self) -> dict[str, Space]:
        return {space.workspace_id: space for space in self.spaces.values()}

    @model_validator(mode="after")
    def _refer(self) -> Self:
        """Refuse tokens of nobody, and workspaces that cannot be told apart."""
        if len(self._by_workspace) < len(self.spaces):
            workspaces = [space.workspace_id for space in self.spaces.values()]
            raise ValueError(f"spaces: the workspace {next(one for one in workspaces if workspaces.count(one) > 1)} has two of them")
        for token, held in self.tokens.items():
            if held.client_id not in self.credentials:
                raise ValueError(f"tokens.{token}.clientId: no credential has the client id {held.client_id}")
        return self

    def space_of(self, workspace_id: str) -> Space | None:
        """Return the space of a workspace."""
        return self._by_workspace.get(workspace_id)

    def issue(self, session: str) -> None:
        """Give the session credentials of its own: those of the first client that may do everything, under an id that tells the session."""
        for client_id, credential in self.credentials.items():
            if not credential.read_only:
                self.credentials[f"{client_id}~{session}"] = replace(credential, name=f"{credential.name}~{session}")
                return
