"""The worked exchanges of MXO's fact sheet from 10.11 on, and what 10.2 and 10.10 say of them, replayed to the letter."""

from __future__ import annotations

from base64 import b64decode

import pytest

from tests.vendors import mxo_exchanges as customer
from tests.vendors import mxo_exchanges_around as sheet
from tests.vendors.mxo import DANA, NORTHWIND, MxoClient
from tests.vendors.mxo_states import DANA_AT_NORTHWIND
from tests.vendors.test_mxo_worked_exchanges import replay


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


@pytest.mark.parametrize("name", sheet.EXCHANGES)
def test_a_worked_exchange_gives_the_answer_of_the_sheet_to_the_letter(mxo: MxoClient, name: str) -> None:
    replay(mxo.http, *sheet.EXCHANGES[name])


@pytest.mark.parametrize("name", sheet.SEQUENCES)
def test_a_worked_sequence_gives_the_answers_of_the_sheet_to_the_letter(mxo: MxoClient, name: str) -> None:
    reference = ""
    for request, expected in sheet.SEQUENCES[name]:
        response = replay(mxo.http, request.replace("«that reference»", reference), expected)
        reference = response.json()["referenceId"] if "referenceId" in response.text else reference


def test_10_11_decodes_to_what_the_sheet_shows(mxo: MxoClient) -> None:
    answer = replay(mxo.http, *sheet.EXCHANGES["10.11"]).json()
    data = b64decode(answer["optimizations"][0]["data"]).decode()
    assert data == sheet.DECODED
    code = data.partition('"code":"')[2].partition('"')[0]
    assert b64decode(f"{code}==").decode() == sheet.CODE


def test_10_12_stores_the_event(mxo: MxoClient) -> None:
    before = len(mxo.customer(DANA_AT_NORTHWIND, sk=NORTHWIND)["activities"])
    replay(mxo.http, *sheet.EXCHANGES["10.12"])
    *kept, stored = mxo.customer(DANA_AT_NORTHWIND, sk=NORTHWIND)["activities"]
    assert (len(kept), stored["touchpoint"], stored["path"]) == (before, "assist://salescloud", "/testdrive/book")


def test_10_15_is_the_file_of_the_fixture_and_10_2_adds_its_row(mxo: MxoClient) -> None:
    line, _, _ = sheet.PROPOSITIONS.partition("\n")
    head, _, body = sheet.PROPOSITIONS_REPLY.partition("\n\n")
    answer = mxo.http.get(line.split()[1])
    assert answer.text == body
    assert [f"{name}: {answer.headers[name]}" for name in ("Content-Type", "Content-Disposition")] == head.splitlines()[1:]
    replay(mxo.http, customer.FULL_CONTEXT, customer.FULL_CONTEXT_REPLY)
    assert mxo.http.get(line.split()[1]).text == body + "9005,atm-12345,ATM > atm-12345,atm-12345,DYNAMIC,101\n"
    assert mxo.customer(DANA)["dynamicInterest"]["atm-12345"] == {"balance_inquiry": 1}


def test_10_10_the_datastore_still_answers_for_the_deleted_customer(mxo: MxoClient) -> None:
    replay(mxo.http, customer.ERASE, customer.ERASE_REPLY)
    rows = '[{"merchantkey":"LAB-1003","status":"pending","terminals":0}]'
    replay(mxo.http, sheet.GET.format("MTIyMg/merchants/live?pk=LAB-1003"), customer.refused("200 OK", rows))
