"""A call to MSPCentric, with what its checks find, and how ids and secrets are made."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from sandbox.vendor import Call
from sandbox.vendors.mspcentric.parties import Vendor
from sandbox.vendors.mspcentric.state import Integration, Mspcentric, Organization
from sandbox.vendors.mspcentric.variants import MspcentricVariants


class MspcentricCall(Call[Mspcentric, MspcentricVariants]):
    """A call to MSPCentric. What the Vendor API's checks find is there for its handlers."""

    organization: Organization
    """Whose integration the token opens (Vendor API); likewise below."""
    integration: Integration
    vendor: Vendor

    def new_id(self) -> str:
        """Return an id: 24 hex digits, of which the first 8 are the seconds of the session's clock."""
        return f"{int(self.now.timestamp()):08x}{self.chance.bytes(8).hex()}"

    def new_secret(self, kind: str) -> str:
        """Return a secret of a kind (`oem`, `pk`, `ses`, `cs`), which names its session unless that is the default one."""
        end = "" if self.session == "default" else f"~{self.session}"
        return f"{kind}-{urlsafe_b64encode(self.chance.bytes(30)).decode()}{end}"

    @property
    def root_url(self) -> str:
        """The address that the client called, less the vendor's own path; its path names the session unless that is the default one."""
        prefix = self.incoming.prefix
        if self.session != "default" and not prefix.startswith("/~"):
            prefix = f"/~{self.session}{prefix}"
        return self.origin + prefix
