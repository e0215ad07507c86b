"""A call to CXone, with what its checks find."""

from __future__ import annotations

from sandbox.vendor import Call
from sandbox.vendors.nice_cxone.state import NiceCxone, Tenant, User
from sandbox.vendors.nice_cxone.variants import NiceCxoneVariants


class CxoneCall(Call[NiceCxone, NiceCxoneVariants]):
    """A call to CXone. What a check finds is there for the checks behind it and for the handler."""

    user_id: str
    """Whom the bearer token stands for, likewise the record and the tenant."""
    user: User
    tenant_id: str
    tenant: Tenant

    @property
    def files_url(self) -> str:
        """Where media and extracted files are downloaded; the session is always in the path."""
        return f"{self.origin}/~{self.session}/nice_cxone/files"
