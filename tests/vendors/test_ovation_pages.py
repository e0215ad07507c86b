"""Pages of lists that are longer than the longest page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import Json, Ovation, results

ISSUE = {"customer_id": "HCR2KX", "customer_location_id": "HCR2KX-M4N", "customer_user_id": "HCR2KX-DW7"}
LISTS = [
    ("/issues/get", 10, 8, "/issues/put", {"issues": ISSUE}),
    ("/shipments/get", 10, 1, "/shipments/put", {"shipments": {"carrier": "UPS", "carrier_tracking": "1Z"}}),
    ("/customers/get", 50, 7, "/customers/put", {"customer": {"name": "Ann's", "zipcode": "84101", "email": "ann@example.com"}}),
    ("/orgs/customers", 50, 7, "/customers/put", {"customer": {"name": "Ann's", "zipcode": "84101", "email": "ann@example.com"}}),
]
"""Lists, how long their pages are unless it is said otherwise, how many rows they begin with, and what adds one."""


@pytest.mark.rule("ovationcxm.page-limit", "ovationcxm.page-start", "ovationcxm.page-pages", "ovationcxm.order-id")
@pytest.mark.parametrize(("path", "default", "present", "put", "body"), LISTS)
def test_a_list_of_200_rows_is_read_page_by_page(ovation: Ovation, path: str, default: int, present: int, put: str, body: Json) -> None:
    for _ in range(200 - present):
        results(ovation.post(put, body))

    def walk(size: int, **query: Any) -> list[str]:
        """Return the ids of all pages, each of which must be full, but for the last."""
        ids: list[str] = []
        for start in range(0, 200, size):
            page = ovation.get(path, start=start, **query).json()
            returned = min(size, 200 - start)
            assert [page["totalCount"], page["returned"], page["pages"]] == [200, returned, -(-200 // size)]
            ids += [row["id"] for row in page["results"]]
        return ids

    everything = walk(100, limit=100)
    assert everything == sorted(set(everything))
    assert walk(default) == walk(30, limit=30) == walk(1 + default, limit=1 + default) == walk(100, limit=200) == everything
    assert ovation.get(path, limit=200, start=200).json()["results"] == []
