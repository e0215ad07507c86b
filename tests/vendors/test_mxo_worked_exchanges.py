"""The worked exchanges of the Customer API in MXO's fact sheet, replayed to the letter: status, named headers, and the body's text."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.vendors import mxo_exchanges as sheet
from tests.vendors.mxo import ATM_DEMO, DANA, NOT_SENT, OMAR, MxoClient

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
FORMS = {"«header.payload.signature»": r"[\w-]+\.[\w-]+\.[\w-]{43}", "«uuid»": UUID, "«new uuid»": UUID, "«ds + 32 hex»": "ds[0-9a-f]{32}"}
"""What stands in the sheet for a value that comes from the session's seed, and its form."""


def replay(http: httpx.Client, request: str, expected: str) -> httpx.Response:
    """Send a request of the sheet, and hold the answer against the sheet's."""
    line, headers, body = parsed(request)
    method, path, _ = line.split()
    response = http.request(method, f"http://sandbox{path}", headers=headers, content=body)
    status, headers, body = parsed(expected)
    assert f"HTTP/1.1 {response.status_code} {response.reason_phrase}" == status, response.text
    assert {name: response.headers.get(name) for name in headers} == headers
    pattern = re.escape(re.sub(r"\n *", "", body))
    for placeholder, form in FORMS.items():
        pattern = pattern.replace(re.escape(placeholder), form)
    assert re.fullmatch(pattern, response.text), response.text
    if not body:
        assert "Content-Type" not in response.headers
        assert response.headers["Content-Length"] == "0"
    return response


def parsed(message: str) -> tuple[str, dict[str, str], str]:
    """Take a message of the sheet apart: first line, headers, body."""
    head, _, body = message.partition("\n\n")
    line, *headers = head.splitlines()
    return line, dict(header.split(": ", 1) for header in headers), body


@pytest.mark.parametrize("name", sheet.EXCHANGES)
def test_a_worked_exchange_gives_the_answer_of_the_sheet_to_the_letter(mxo: MxoClient, name: str) -> None:
    replay(mxo.http, *sheet.EXCHANGES[name])


@pytest.mark.parametrize("name", ["10.8", "10.8 without the property"])
def test_10_8_stores_nothing(mxo: MxoClient, name: str) -> None:
    before = mxo.state
    replay(mxo.http, *sheet.EXCHANGES[name])
    assert mxo.state == before


def test_10_1_the_token_of_the_answer_opens_the_customer_api(mxo: MxoClient) -> None:
    token = replay(mxo.http, *sheet.EXCHANGES["10.1 token"]).json()["access_token"]
    replay(mxo.http, sheet.MEMBERSHIP.replace("sbx-summit", token), sheet.MEMBERSHIP_REPLY)


def test_10_2_stores_the_unconfigured_code_and_registers_the_dynamic_proposition(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["dynamicPropositions"]
    replay(mxo.http, *sheet.EXCHANGES["10.2"])
    (stored,) = (one for one in mxo.customer(DANA)["activities"] if one["propositionCode"] == "atm")
    assert stored == {
        "propositionCode": "atm",
        "activityTypeCode": "balance_inquiry",
        "timestamp": "2018-06-02T23:06:19Z",
        "touchpoint": "atm://atm",
        "receivedAt": "2026-11-21T12:00:00Z",
        **NOT_SENT,
        "dynamicPropositionCode": "atm-12345",
    }
    assert mxo.space()["dynamicPropositions"] == [*before, {"id": 9005, "parentCode": "atm", "code": "atm-12345"}]
    assert mxo.customer(DANA)["properties"]["campaigncode"]["value"] == "summeroffer2017"


def test_10_3_mints_a_tid_that_the_space_then_knows(mxo: MxoClient) -> None:
    tid = replay(mxo.http, *sheet.EXCHANGES["10.3"]).json()["tid"]
    assert list(mxo.space(ATM_DEMO)["customers"]) == [tid]
    assert [one["dynamicPropositionCode"] for one in mxo.customer(tid, sk=ATM_DEMO)["activities"]] == ["atm-12345", "atm-67890"]


def test_10_3_is_refused_with_the_variant_that_requires_an_identity(mxo: MxoClient) -> None:
    mxo.switch(activity_without_identity="reject-400")
    replay(mxo.http, sheet.ANONYMOUS_300, sheet.api_error(sheet.BAD, *sheet.WHO))
    assert mxo.space(ATM_DEMO)["customers"] == {}


def test_10_4_stores_the_first_activity_and_not_the_second(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.customer(DANA)["activities"]
    replay(mxo.http, *sheet.EXCHANGES["10.4"])
    *kept, new = mxo.customer(DANA)["activities"]
    assert kept == before
    assert new["touchpoint"] == "web://merchant-portal"
    assert new["timestamp"] == "2026-11-21T12:00:00Z"


def test_10_5_validates_codes_with_the_variant(mxo: MxoClient) -> None:
    mxo.switch(code_validation="validate-codes")
    before = mxo.customer(OMAR)["activities"]
    replay(mxo.http, sheet.VALIDATED, sheet.VALIDATED_REPLY)
    *kept, new = mxo.customer(OMAR)["activities"]
    assert kept == before
    assert (new["propositionCode"], new["dynamicPropositionCode"], new["activityTypeCode"]) == ("bluecard", "summeroffer", "detailview")


def test_10_8_the_history_of_dana_is_that_of_the_storyline(mxo: MxoClient) -> None:
    mxo.freeze("2026-11-21T12:00:00Z")
    replay(mxo.http, sheet.MEMBERSHIP.replace('"membership"', '"history"'), sheet.HISTORY)


def test_10_8_atm_offers_are_empty_until_10_2_was_sent(mxo: MxoClient) -> None:
    empty = '{"structureApiName":"atm_offers","tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001","structure":{}}'
    replay(mxo.http, sheet.ATM_OFFERS, sheet.refused("200 OK", empty))
    replay(mxo.http, sheet.FULL_CONTEXT, sheet.FULL_CONTEXT_REPLY)
    replay(mxo.http, sheet.ATM_OFFERS, sheet.refused("200 OK", empty.replace("{}", '{"offer":"fee-free-withdrawals"}')))


@pytest.mark.parametrize(
    "again",
    [
        sheet.ERASE,
        sheet.DELETE + '{"tid":"5f0c1a6e-1003-4b1e-9c3a-7a5e00001003"}',
        sheet.DELETE + '{"tid":"5f0c1a6e-1103-4b1e-9c3a-7a5e00001103"}',
    ],
)
def test_10_10_a_customer_is_deleted_once_and_the_datastore_rows_stay(mxo: MxoClient, again: str) -> None:
    before = mxo.space()
    replay(mxo.http, sheet.ERASE, sheet.ERASE_REPLY)
    replay(mxo.http, again, sheet.GONE)
    del before["customers"]["5f0c1a6e-1003-4b1e-9c3a-7a5e00001003"]
    assert mxo.space() == before
    rows = mxo.space()["datastores"]["merchants"]["live"]["rows"]["LAB-1003"]
    assert rows == [{"merchantkey": "LAB-1003", "status": "pending", "terminals": 0}]
