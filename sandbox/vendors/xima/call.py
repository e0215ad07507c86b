"""A call to Xima, with what its checks find."""

from __future__ import annotations

from sandbox.vendor import Call
from sandbox.vendors.xima.agents import Agent
from sandbox.vendors.xima.reports import Report
from sandbox.vendors.xima.service_users import ServiceUser
from sandbox.vendors.xima.state import Xima
from sandbox.vendors.xima.tenants import Tenant
from sandbox.vendors.xima.times import from_moment
from sandbox.vendors.xima.variants import XimaVariants

DEFAULT_SESSION = "default"


class XimaCall(Call[Xima, XimaVariants]):
    """A call to Xima. What a check finds is there for the checks behind it and for the handler."""

    hostname: str
    """The tenant that is asked, and its record."""
    tenant: Tenant
    user_id: str
    """The Service User that the token stands for, and its record."""
    user: ServiceUser
    agent: Agent
    """The agent that the path names."""
    report: Report
    """The report that the path names."""

    @property
    def milliseconds(self) -> int:
        """The session's time as Xima counts it: milliseconds since 1970."""
        return from_moment(self.now)

    def first(self, name: str) -> str:
        """Return a query parameter; of a repeated one the first counts, and one not sent is empty."""
        return next(iter(self.query.getlist(name)), "")

    def plain(self, token: str) -> str:
        """Return a token without the name of the session that an issued one carries."""
        return token.removesuffix(f"~{self.session}") if self.session != DEFAULT_SESSION else token

    def handed_out(self, token: str) -> str:
        """Return a token in the form in which people of this session get it: an issued session's carries its name."""
        return f"{token}~{self.session}" if self.session != DEFAULT_SESSION else token
