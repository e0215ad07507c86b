"""Dynamic propositions: children of a proposition that the first activity makes."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import MxoClient, error


@pytest.mark.rule("mxo.dynamic-proposition-length")
@pytest.mark.parametrize("letter", ["x", "é", "👍"])
def test_a_dynamic_proposition_code_has_at_most_255_characters(mxo: MxoClient, letter: str) -> None:
    assert mxo.activity(dynamicPropositionCode=letter * 255).status_code == 200
    refused = mxo.activity(dynamicPropositionCode=letter * 256)
    assert error(refused) == (400, "INVALID_PROPOSITION_CODE", "Dynamic proposition code exceeds 255 characters")
    assert refused.headers["X-Sandbox-Rule"] == "mxo.dynamic-proposition-length; status=documented; body=inferred"
    assert mxo.space()["dynamicPropositions"][-1]["code"] == letter * 255
