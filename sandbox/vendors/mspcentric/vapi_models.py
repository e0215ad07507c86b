"""The wire models of the Vendor API: mappings, usage, alerts. Fields stand in the order in which faults are found, or of replies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, RootModel, StrictBool, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sandbox.vendor import rule
from sandbox.vendors.mspcentric.models import Sent, Text, Wire


def _form(body: Any) -> Literal["one", "many"]:
    return "many" if isinstance(body, list) else "one"


class Part(Sent):
    """A body of which one member at least must be there."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        changing = self.model_fields_set - self._selecting()
        if not any(getattr(self, name) is not None for name in changing):
            raise PydanticCustomError("vapi-body", "nothing is to be changed")
        return self

    @classmethod
    def _selecting(cls) -> frozenset[str]:
        """Name the members that only select."""
        return frozenset()

    def changes(self) -> dict[str, Any]:
        """Return what is to be changed, by Python's names."""
        return {name: value for name, value in self if value is not None and name not in self._selecting()}


# --- Accounts and services ------------------------------------------------------------------------------------------


class NewAccount(Sent):
    """An account of the vendor's. Its id is `vendorAccountId`, else `id`."""

    vendor_account_id: Text | None = None
    id: Text | None = None
    name: Text
    external_id: str | None = None
    description: str | None = None
    is_arrears: StrictBool | None = None

    @model_validator(mode="after")
    def _has_id(self) -> Self:
        if self.vendor_account_id is None and self.id is None:
            raise PydanticCustomError("vapi-body", "an id is needed")
        return self


class NewService(Sent):
    """A product or service of the vendor's."""

    id: Text
    name: Text
    description: Text


class MappingUpdate(Part):
    """What becomes of an account or a service. A new `id` takes its counts and alerts along."""

    id: Text | None = None
    name: Text | None = None
    description: str | None = None
    is_active: StrictBool | None = None
    is_arrears: StrictBool | None = None


class SelectedUpdate(Part):
    """What becomes of the account or service of that id."""

    id: Text
    name: Text | None = None
    description: str | None = None
    is_active: StrictBool | None = None
    is_arrears: StrictBool | None = None

    @classmethod
    def _selecting(cls) -> frozenset[str]:
        """The id selects."""
        return frozenset(("id",))


NewAccounts = Annotated[
    Annotated[NewAccount, Tag("one")] | Annotated[list[NewAccount], Field(min_length=1), Tag("many")], Discriminator(_form)
]
NewServices = Annotated[
    Annotated[NewService, Tag("one")] | Annotated[list[NewService], Field(min_length=1), Tag("many")], Discriminator(_form)
]
Updates = Annotated[
    Annotated[SelectedUpdate, Tag("one")] | Annotated[list[SelectedUpdate], Field(min_length=1), Tag("many")], Discriminator(_form)
]


class ShownMapping(Wire):
    """An account or a service, as replies tell it."""

    id: str
    name: str
    description: str
    mapping_id: str | None = None
    is_mapped: bool | None = None
    external_id: str | None = None


class ShownMappings(RootModel[list[ShownMapping]]):
    """Accounts or services."""


class ShownOneOrMany(RootModel[ShownMapping | list[ShownMapping]]):
    """What was updated: one for one, a list for a list."""


# --- The integration ------------------------------------------------------------------------------------------------


class IntegrationData(Wire):
    """The integration that the token opens."""

    organization_id: str
    name: str
    vendor_id: str
    vendor_name: str
    integration_id: str
    status: str
    last_synced_at: str


class StatusReply(Wire):
    """The integration with its new status."""

    data: IntegrationData
    status: int
    message: str


class ClientList(Wire):
    """Names of the customers in the organization's PSA."""

    meta: dict[str, str]
    clients: list[str]


# --- Usage and alerts -----------------------------------------------------------------------------------------------


def _number(given: Any) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 0:
        raise PydanticCustomError("vapi-count-value", "it is no number of 0 or more")
    return given


class UnitCount(Sent):
    """How many units of a service an account has."""

    unit_count: Annotated[
        int | float,
        BeforeValidator(_number),
        WithJsonSchema({"type": "number", "minimum": 0}),
        rule("mspcentric.vapi-count-value", ("missing",)),
    ]
    account_id: Annotated[Any, WithJsonSchema({"type": "string"})] = None
    client_o_id: Annotated[Any, WithJsonSchema({"type": "string", "deprecated": True})] = None
    """In the place of `accountId`."""

    @model_validator(mode="after")
    def _has_id(self) -> Self:
        if not isinstance(self.account, str) or not self.account.strip():
            raise PydanticCustomError("vapi-count-id", "an account is needed")
        return self

    @property
    def account(self) -> Any:
        """The id that counts."""
        return self.client_o_id if self.account_id is None else self.account_id


class CountReply(Wire):
    """A success of a unit count."""

    status: int
    message: str


def _whole(most: int) -> BeforeValidator:
    """Check that a number is whole, and from 1 to `most`."""

    def check(given: Any) -> int:
        if given is None:
            raise PydanticCustomError("vapi-body", "it is needed")
        if isinstance(given, bool) or not isinstance(given, int | float) or given not in range(1, most + 1):
            raise PydanticCustomError("vapi-alert-range", "it is no whole number from 1 to {most}", {"most": most})
        return int(given)

    return BeforeValidator(check)


Priority = Annotated[int, _whole(4), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 4})]
AlertStatus = Annotated[int, _whole(6), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 6})]


def _iso(given: str) -> str:
    try:
        date.fromisoformat(given) if "T" not in given else datetime.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("vapi-body", "it is no date of ISO 8601") from None
    return given


class NewAlert(Sent):
    """An alert of an account."""

    title: Text
    description: Text
    alert_id: Text
    priority: Priority
    """1 low, 2 medium, 3 high, 4 very high."""
    status: AlertStatus
    due_date_time: Annotated[str, AfterValidator(_iso)] | None = None
    service_id: str | None = None


class AlertReply(Wire):
    """How an alert is known from then on."""

    message_id: str
    alert_id: str
    correlation_id: Annotated[str, Field(alias="correlationID")]


class AlertDebug(Wire):
    """What became of an alert."""

    ticket_id: str | None
    created_at: str | None
    message: str
    message_id: str
    status: Literal["failed", "pending", "success"]
    status_code: int | None
    errors: list[str]


class AlertDebugs(RootModel[list[AlertDebug]]):
    """What became of an alert, in one entry."""
