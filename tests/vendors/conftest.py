"""Clients that speak each vendor's language."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.mxo import MxoClient


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO, with the fixture's token of Summit Payments."""
    return MxoClient(client)
