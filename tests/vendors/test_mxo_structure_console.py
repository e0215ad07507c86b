"""Publishing structures and taking them back, as a person does in MXO's own pages."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, DANA, SITE_KEY, MxoClient, rule_of
from tests.vendors.mxo_states import add_structure


def console(mxo: MxoClient, verb: str, name: str, *, sk: str = SITE_KEY) -> httpx.Response:
    """Publish or unpublish a structure, as a person does."""
    return mxo.http.post(f"/_sandbox/mxo/structures/{sk}/{name}/{verb}")


@pytest.mark.rule("mxo.console-structure-published", "mxo.structure-unpublished")
def test_a_published_structure_can_be_read_until_it_is_taken_back(mxo: MxoClient) -> None:
    for verb, published in (("publish", True), ("publish", True), ("unpublish", False), ("unpublish", False), ("publish", True)):
        before = mxo.state
        answer = console(mxo, verb, "draft_offers")
        assert (answer.status_code, answer.content) == (204, b"")
        before["spaces"][SITE_KEY]["structures"]["draft_offers"]["published"] = published
        assert mxo.state == before
        if published:
            assert mxo.structure("draft_offers").json() == {"structureApiName": "draft_offers", "tid": DANA, "structure": {"offer": "none"}}
        else:
            assert rule_of(mxo.structure("draft_offers")) == "mxo.structure-unpublished"


@pytest.mark.rule("mxo.console-structure-published")
def test_names_in_a_path_of_the_console_are_percent_decoded(mxo: MxoClient) -> None:
    assert add_structure(mxo, name="probe", published=False).status_code == 204
    assert console(mxo, "publish", "pro%62e").status_code == 204
    assert mxo.structure("probe").status_code == 200


@pytest.mark.rule("mxo.console-structure-unknown")
@pytest.mark.parametrize("verb", ["publish", "unpublish"])
@pytest.mark.parametrize(
    ("sk", "name"), [(SITE_KEY, "nosuch"), (SITE_KEY, "Membership"), (ATM_DEMO, "membership"), ("ONE-NOSUCHKEY0-0000", "x")]
)
def test_the_console_knows_no_structure_of_another_name_or_space(mxo: MxoClient, sk: str, name: str, verb: str) -> None:
    before = mxo.state
    answer = console(mxo, verb, name, sk=sk)
    assert answer.status_code == 404
    assert answer.json() == {"error": "Unknown structure", "detail": {"siteKey": sk, "structureApiName": name}}
    assert rule_of(answer) == "mxo.console-structure-unknown"
    assert mxo.state == before
