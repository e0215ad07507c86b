"""Addresses: MXO is reached by prefix, by its host names, and by its own paths at the root."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import DANA, MxoClient, activity, customer_context, rule_of

OWN_PATH = "/one/oauth2/rt/api/3.1.0/customer/ONE-JY0AMQJQHQ-1290/activity"


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("http://sandbox/mxo", {}),
        ("http://sandbox/~default/mxo", {}),
        ("http://sandbox", {}),
        ("http://sandbox/~default", {}),
        ("http://sandbox", {"Host": "eu2.thunderhead.com"}),
        ("https://eu2.thunderhead.com", {}),
        ("https://eu2.thunderhead.com/~default", {}),
        ("http://EU2.Thunderhead.com:4800", {}),
        ("https://na5.thunderhead.com", {}),
        ("https://na5.cdn.thunderhead.com", {}),
        ("https://eu2.thunderhead.com/mxo", {}),
    ],
)
def test_the_vendor_is_reached_by_prefix_by_its_host_names_and_by_its_own_path_at_the_root(
    mxo: MxoClient, address: str, headers: dict[str, str]
) -> None:
    before = len(mxo.customer()["activities"])
    body = {"customerContext": customer_context(), "activities": [activity()]}
    response = mxo.send("POST", f"{address}{OWN_PATH}", json=body, headers=headers)
    assert (response.status_code, response.json()) == (200, {"tid": DANA, "errors": []})
    assert response.headers["X-Sandbox-Operation"] == "mxo.activity.send; documented"
    assert len(mxo.customer()["activities"]) == before + 1


@pytest.mark.parametrize("path", ["/nothing", "/", "/mx/one/oauth2token", "/mxox"])
def test_every_path_below_a_host_name_of_the_vendor_is_the_vendors(mxo: MxoClient, path: str) -> None:
    response = mxo.http.get(f"https://eu2.thunderhead.com{path}")
    assert (response.status_code, response.content, rule_of(response)) == (404, b"", "mxo.path-unknown")


@pytest.mark.parametrize(
    "host", ["thunderhead.com", "eu2.thunderhead.com.evil.example", "evilthunderhead.com", "eu2-thunderhead.com", "sandbox"]
)
def test_a_host_name_that_merely_looks_like_the_vendors_is_nobodys(mxo: MxoClient, host: str) -> None:
    response = mxo.http.get(f"http://{host}/nothing")
    assert (response.status_code, response.headers["X-Sandbox-Error"]) == (404, "no-vendor")
    assert "X-Sandbox-Rule" not in response.headers


@pytest.mark.parametrize("root", ["/one", "/batchv2", "/datastores"])
def test_at_the_root_whole_first_segments_name_the_vendor(mxo: MxoClient, root: str) -> None:
    assert rule_of(mxo.http.get(root)).startswith("mxo.")
    assert rule_of(mxo.http.get(f"{root}/x")).startswith("mxo.")
    assert mxo.http.get(f"{root}x/x").headers["X-Sandbox-Error"] == "no-vendor"
    assert mxo.http.get(f"/x{root}/x").headers["X-Sandbox-Error"] == "no-vendor"
