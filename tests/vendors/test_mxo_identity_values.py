"""How TIDs and identifiers are compared, and where new TIDs come from."""

from __future__ import annotations

from uuid import RFC_4122, UUID

from tests.vendors.mxo import ATM_DEMO, DANA, NOBODY, NORTHWIND, OMAR, MxoClient, identifier
from tests.vendors.mxo_states import (
    BFB,
    DANA_AT_NORTHWIND,
    HCR,
    NEW_EMAIL,
    NEW_KEY,
    NOW,
    PRIYA,
    PRIYA_SECOND,
    send,
    tid_of,
    who,
)


def test_the_letter_case_of_a_tid_does_not_matter_and_answers_are_in_lower_case(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, DANA.upper())) == DANA
    assert tid_of(send(mxo, PRIYA_SECOND.upper())) == PRIYA
    assert tid_of(send(mxo, NOBODY.upper())) == NOBODY
    assert who(mxo) == {**before, NOBODY: ([NOBODY], {})}


def test_values_of_identifiers_are_compared_exactly(mxo: MxoClient) -> None:
    before = who(mxo)
    tids = [tid_of(send(mxo, None, identifier(value))) for value in ("hcr-1001", " HCR-1001", "HCR-1001 ")]
    assert not before.keys() & set(tids)
    assert len(set(tids)) == 3


def test_of_a_repeated_key_name_the_last_value_counts(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, None, HCR, BFB)) == OMAR
    assert tid_of(send(mxo, None, NEW_KEY, identifier("HCR-1001", "CustomerKey"))) == DANA
    assert who(mxo) == before


def test_tids_and_identifiers_are_known_in_their_own_space_alone(mxo: MxoClient) -> None:
    summit, northwind = who(mxo), who(mxo, sk=NORTHWIND)
    assert tid_of(send(mxo, DANA_AT_NORTHWIND)) == DANA_AT_NORTHWIND
    assert tid_of(send(mxo, DANA, HCR, sk=ATM_DEMO)) == DANA
    mxo.token = "sbx-northwind"
    assert tid_of(send(mxo, None, HCR, sk=NORTHWIND)) == DANA_AT_NORTHWIND
    assert who(mxo) == {**summit, DANA_AT_NORTHWIND: ([DANA_AT_NORTHWIND], {})}
    assert who(mxo, sk=ATM_DEMO) == {DANA: ([DANA], {"customerkey": "HCR-1001"})}
    assert who(mxo, sk=NORTHWIND) == northwind


def test_minted_tids_are_version_4_uuids(mxo: MxoClient) -> None:
    for tid in [tid_of(send(mxo)) for _ in range(20)]:
        assert tid == str(UUID(tid))
        assert (UUID(tid).version, UUID(tid).variant) == (4, RFC_4122)


def test_minted_tids_come_from_the_seed(mxo: MxoClient) -> None:
    made = {}
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        assert mxo.http.post("/_sandbox/sessions", json={"name": name, "seed": seed, "now": NOW}).status_code == 201
        mxo.http.headers["X-Sandbox-Session"] = name
        made[name] = [send(mxo).content, send(mxo, None, NEW_KEY).content, send(mxo, DANA, NEW_EMAIL).content]
    assert made["one"] == made["two"]
    assert not set(made["one"]) & set(made["three"])
