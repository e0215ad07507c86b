"""Clients that speak each vendor's language."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.cxone import CxoneClient
from tests.vendors.mspcentric import MspcentricClient
from tests.vendors.mxo import MxoClient
from tests.vendors.ovation import Ovation
from tests.vendors.xima import XimaClient


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO, with the fixture's token of Summit Payments."""
    return MxoClient(client)


@pytest.fixture
def cxone(client: httpx.Client) -> CxoneClient:
    """A client of CXone, with the fixture's access keys."""
    return CxoneClient(client)


@pytest.fixture
def ovation(client: httpx.Client) -> Ovation:
    """A client of OvationCXM, with the key of Summit Payments."""
    return Ovation(client)


@pytest.fixture
def mspc(client: httpx.Client) -> MspcentricClient:
    """A client of MSPCentric, on the stopped clock of the worked exchanges."""
    mspc = MspcentricClient(client)
    mspc.freeze()
    return mspc


@pytest.fixture
def xima(client: httpx.Client) -> XimaClient:
    """A client of Xima, with the fixture's Service User of Summit Payments."""
    return XimaClient(client)
