"""The reference web service of data dips: whom it knows, and how it looks them up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, Field

from sandbox.vendor import RECORD

ACCOUNT = "account-num"
_DIGITS_COMPARED = 10


@dataclass(slots=True)
class DipParameter:
    """A value that the web service returns, and who sees it."""

    __pydantic_config__ = RECORD

    value: str
    display_to_agent: bool
    save_to_database: bool


@dataclass(slots=True)
class DipRecord:
    """A customer of the web service."""

    __pydantic_config__ = RECORD

    account_num: Annotated[str, Field(alias=ACCOUNT)]
    phones: list[str] = field(default_factory=list)
    parameters: dict[str, DipParameter] = field(default_factory=dict)


class DipService(BaseModel):
    """What the web service knows."""

    model_config = RECORD

    tokens: list[str] = []
    key_priority: list[str] = [ACCOUNT, "phone-num", "PhoneNum"]
    """The keys that it looks up, most important first. All but the account number hold phone numbers."""
    records: list[DipRecord] = []

    @cached_property
    def _by_account(self) -> dict[str, DipRecord]:
        return {record.account_num: record for record in reversed(self.records)}

    @cached_property
    def _by_phone(self) -> dict[str, DipRecord]:
        return {phone_digits(phone): record for record in reversed(self.records) for phone in record.phones}

    def find(self, key: str, value: str) -> DipRecord | None:
        """Look up one key. Of several records with a phone number the first counts."""
        if key == ACCOUNT:
            return self._by_account.get(value.strip())
        digits = phone_digits(value)
        return self._by_phone.get(digits) if len(digits) == _DIGITS_COMPARED else None


def phone_digits(text: str) -> str:
    """Return what of a phone number is compared: its last ten digits."""
    return re.sub(r"[^0-9]", "", text)[-_DIGITS_COMPARED:]
