"""A call to OvationCXM, with what its checks find."""

from __future__ import annotations

from typing import Any, Literal

from sandbox.vendor import Call, MultiDict
from sandbox.vendors.ovationcxm.bodies import Document, Fields, Malformed, Upload, read_document
from sandbox.vendors.ovationcxm.state import Org, Ovationcxm
from sandbox.vendors.ovationcxm.variants import OvationcxmVariants

Class = Literal["S", "M", "R", "X"]
"""Of operations, for what a service provider may do: the subset, dictionaries, reads of one's own organisation, all others."""
Header = Literal["none", "own", "linked", "inactive", "unlinked", "unknown", "provider"]
"""What `X-Boomtown-OBO` says, as seen from the caller."""


class OvationCall(Call[Ovationcxm, OvationcxmVariants]):
    """A call to OvationCXM. What a check finds is there for the checks behind it and for the handler."""

    caller: Org
    """The organisation whose key signed the call."""
    org: Org
    """The effective organisation: the one on whose data the call works."""
    obo: Header
    obo_class: Class
    is_granted: bool
    """Whether the relationship allows the operation."""
    target: Any = None
    """The record that a put changes; `None`: it makes one."""
    _document: Document | None = None

    @property
    def on_behalf(self) -> bool:
        """Whether a service provider acts for another organisation."""
        return self.obo == "linked"

    @property
    def document(self) -> Document:
        """The body, read by what it looks like. Raises `Malformed`."""
        if self._document is None:
            self._document = read_document(self.media_type, self.header("content-type"), self.body)
            if self._document.is_json and self.media_type != "application/json":
                self.applies("ovationcxm.framing-body-sniff")
        return self._document

    @property
    def fields(self) -> Fields:
        """The members of the body; none if it cannot be read."""
        try:
            return self.document.fields
        except Malformed:
            return {}

    def upload(self, name: str) -> Upload | None:
        """Return a file that came as a part of a form."""
        return self.document.files.get(name)

    @property
    def query(self) -> MultiDict:
        """The parameters that are documented in the query: one that is not there may stand in the body. Blank ones are not given."""
        return MultiDict({**given(self.fields), **given(dict(super().query))})

    @property
    def form(self) -> MultiDict:
        """The parameters that are documented in the body: one that is not there may stand in the query. Blank ones are not given."""
        return MultiDict({**given(dict(super().query)), **given(self.fields)})


def given(parameters: Fields) -> Fields:
    """Leave out what is blank."""
    return {name: value for name, value in parameters.items() if not is_blank(value)}


def is_blank(value: object) -> bool:
    """Say whether a value counts as none: `null`, or a text of blanks."""
    return value is None or (isinstance(value, str) and not value.strip())
