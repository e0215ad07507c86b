"""A call to MXO, with what its checks find."""

from __future__ import annotations

from sandbox.vendor import Call
from sandbox.vendors.mxo.datastore import Datastore, Target
from sandbox.vendors.mxo.state import Credential, Mxo, Space
from sandbox.vendors.mxo.variants import MxoVariants


class MxoCall(Call[Mxo, MxoVariants]):
    """A call to MXO. What a check finds is there for the checks behind it and for the handler."""

    client_id: str
    """Whose credentials the client presented (token endpoint)."""
    credential: Credential
    """Whom the bearer token stands for."""
    tenancy: str
    """Whose spaces the client reaches."""
    space: Space
    """The space of the site key or the workspace."""
    tid: str | None
    """The TID of the query."""
    broken: list[int]
    """Which records of a batch are lines that are no JSON."""
    datastore: Datastore
    target: Target
    """Which table of the datastore."""

    def apply_once(self) -> None:
        """Let the journal tell each rule once, of which many records may have met the same."""
        self.applied = list(dict.fromkeys(self.applied))
