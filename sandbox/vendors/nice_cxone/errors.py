"""How CXone says no. Each of its APIs has an error object of its own; the ACD has a header and no body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

from sandbox.vendor import Reply, VendorError

if TYPE_CHECKING:
    from sandbox.vendors.nice_cxone.call import CxoneCall


class Refusal(VendorError):
    """A refusal with a JSON body (`None`: no body), as its API words it."""

    def __init__(self, rule: str, status: int, body: Mapping[str, Any] | None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status, headers=headers)
        self.body = body


class AcdRefusal(VendorError):
    """A refusal by the ACD API: the text stands in a header, and there is no body."""

    def __init__(self, rule: str, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status, headers={"icStatusDescription": text, **(headers or {})})
        self.text = text


class StorageRefusal(VendorError):
    """A refusal by the vendor's storage, in XML."""

    def __init__(self, rule: str, status: int, code: str, message: str) -> None:
        super().__init__(rule, status)
        self.body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"


def error_body(_call: CxoneCall, error: VendorError) -> Reply:
    """Word a refusal."""
    if isinstance(error, StorageRefusal):
        return Reply(error.status, error.body.encode(), error.headers, "application/xml")
    if isinstance(error, Refusal) and error.body is not None:
        return Reply(error.status, orjson.dumps(error.body), error.headers)
    return Reply(error.status, None, error.headers)
