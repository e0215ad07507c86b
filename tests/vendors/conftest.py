"""Clients that speak each vendor's language."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.cxone import CxoneClient
from tests.vendors.mxo import MxoClient
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
def xima(client: httpx.Client) -> XimaClient:
    """A client of Xima, with the fixture's Service User of Summit Payments."""
    return XimaClient(client)
