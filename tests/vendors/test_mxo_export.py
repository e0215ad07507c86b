"""The files of Data Export, as a person downloads them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, DANA, SITE_KEY, Json, MxoClient, activity, rule_of
from tests.vendors.mxo_around import interact, submit, track
from tests.vendors.mxo_states import LENA, NOW, done, put

HEAD = "Proposition ID,Proposition Name,Proposition Full Name,Proposition Code,Proposition Type,Parent Proposition ID"
EVENTS_HEAD = (
    "TID,Event Type,Proposition ID,Activity Type ID,Lifecycle Stage ID,Channel ID,Touchpoint ID,Action ID,Interaction ID,"
    "Optimization Point ID,Asset ID,State ID,Event Date,Device OS ID,Device Type ID,Proposition Dynamic ID"
)


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze(NOW)
    assert mxo.state


def download(mxo: MxoClient, name: str = "dim_propositions", *, sk: str = SITE_KEY) -> httpx.Response:
    """Download a file, without a token."""
    return mxo.http.get(f"/_sandbox/mxo/exports/{sk}/{name}.csv")


def rows(mxo: MxoClient, name: str = "dim_propositions", *, sk: str = SITE_KEY) -> list[str]:
    """Return the lines of a file, without its head."""
    answer = download(mxo, name, sk=sk)
    assert answer.status_code == 200
    assert answer.text.endswith("\n")
    return answer.text.split("\n")[1:-1]


# --- dim_propositions -----------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.export-dynamic-row", "mxo.dynamic-registration")
def test_each_dynamic_proposition_has_one_row_no_matter_how_many_activities_name_it(mxo: MxoClient) -> None:
    before = rows(mxo)
    for _ in range(2):
        mxo.activities([activity(propositionCode="atm", dynamicPropositionCode=code) for code in ("atm-12345", "atm-67890", "atm-12345")])
        mxo.activity(propositionCode="atm")
    assert rows(mxo) == [
        *before,
        "9005,atm-12345,ATM > atm-12345,atm-12345,DYNAMIC,101",
        "9006,atm-67890,ATM > atm-67890,atm-67890,DYNAMIC,101",
    ]


@pytest.mark.rule("mxo.export-dynamic-row")
def test_the_same_code_under_two_parents_is_two_propositions(mxo: MxoClient) -> None:
    mxo.activities([activity(propositionCode=code, dynamicPropositionCode="x") for code in ("atm", "cards")])
    assert rows(mxo)[-2:] == ["9005,x,ATM > x,x,DYNAMIC,101", "9006,x,Cards > x,x,DYNAMIC,100"]


@pytest.mark.rule("mxo.export-full-name")
def test_the_full_name_has_the_dynamic_code_as_another_level(mxo: MxoClient) -> None:
    mxo.activities([activity(propositionCode=code, dynamicPropositionCode="x") for code in ("card-terminal", "no-such-parent")])
    assert rows(mxo)[-2:] == ["9005,x,Merchant Services > Card Terminal > x,x,DYNAMIC,111", "9006,x,no-such-parent > x,x,DYNAMIC,"]


def test_configured_propositions_come_in_the_order_of_their_ids_with_their_names_from_the_root(mxo: MxoClient) -> None:
    def edit(space: Json) -> None:
        space["propositions"] |= {"deep": {"id": 99, "name": "Deep", "parent": 102}}

    assert put(mxo, edit).status_code == 204
    assert rows(mxo)[:4] == [
        "99,Deep,Cards > Blue Card > Deep,deep,STANDARD,102",
        "100,Cards,Cards,cards,STANDARD,",
        "101,ATM,ATM,atm,STANDARD,",
        "102,Blue Card,Cards > Blue Card,bluecard,STANDARD,100",
    ]


@pytest.mark.rule("mxo.export-no-row-on-error")
@pytest.mark.parametrize(
    ("sent", "variants"),
    [
        ([{"timestamp": "2099-01-01T00:00:00Z"}], {}),
        ([{"dynamicPropositionCode": "x" * 256}], {}),
        ([{}, {"activityTypeCode": ""}], {}),
        ([{"propositionCode": "nosuch"}], {"code_validation": "validate-codes"}),
        ([{"timestamp": "yesterday"}], {"timestamp_unparsable": "activity-error"}),
    ],
)
def test_an_activity_with_an_error_has_no_row(mxo: MxoClient, sent: list[Json], variants: dict[str, str]) -> None:
    before = rows(mxo)
    mxo.switch(**variants)
    mxo.activities([activity(**{"dynamicPropositionCode": "fresh", **members}) for members in sent])
    assert rows(mxo) == before
    mxo.activities([activity(dynamicPropositionCode="fresh")])
    assert rows(mxo) == [*before, "9005,fresh,Merchant Services > Card Terminal > fresh,fresh,DYNAMIC,111"]


def test_a_row_outlives_the_customer(mxo: MxoClient) -> None:
    before = rows(mxo)
    assert mxo.delete(tid=DANA).status_code == 200
    assert rows(mxo) == before
    assert any("terminal-0042" in row for row in before)


@pytest.mark.parametrize(
    ("code", "field"),
    [("a,b", '"a,b"'), ('say "x"', '"say ""x"""'), ("a\nb", '"a\nb"'), ("a\rb", '"a\rb"'), (" a'b;c ", " a'b;c "), ("größe", "größe")],
)
def test_a_field_is_quoted_only_if_it_must_be(mxo: MxoClient, code: str, field: str) -> None:
    mxo.activity(propositionCode="atm", dynamicPropositionCode=code)
    full_name = f"ATM > {code}".replace('"', '""')
    full_name = f'"{full_name}"' if field.startswith('"') else full_name
    assert download(mxo).content.endswith(f"\n9005,{field},{full_name},{field},DYNAMIC,101\n".encode())


def test_a_space_without_propositions_has_the_head_alone(mxo: MxoClient) -> None:
    put(mxo, lambda space: space.update(propositions={}), sk=ATM_DEMO)
    assert download(mxo, sk=ATM_DEMO).text == f"{HEAD}\n"
    assert download(mxo).text.startswith(f"{HEAD}\n100,")
    assert rows(mxo, sk=CEDAR)[-1] == "9001,harbor-coffee,Integration > harbor-coffee,harbor-coffee,DYNAMIC,401"


# --- Customer events ------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.export-customer-events")
def test_the_customer_events_are_all_events_of_all_customers_oldest_first(mxo: MxoClient) -> None:
    assert download(mxo, "customer_events").text == f"{EVENTS_HEAD}\n" + "".join(
        f"{row}\n"
        for row in (
            f"{DANA},ACTIVITY,111,detailview,,,web://merchant-portal,,,,,,2025-08-28T12:00:00Z,,,terminal-0042",
            "d290f1ee-6c54-4b01-90e6-d701748f0851,ACTIVITY,102,detailview,,,http://www.customerfirst.com,,,,,,2026-05-05T12:00:00Z,,,summeroffer",
            f"{DANA},ACTIVITY,111,terminal_activated,,,web://merchant-portal,,,,,,2026-10-12T12:00:00Z,,,terminal-0042",
            "5f0c1a6e-1002-4b1e-9c3a-7a5e00001002,ACTIVITY,111,terminal_activated,,,web://merchant-portal,,,,,,2026-11-11T12:00:00Z,,,terminal-0077",
            "5f0c1a6e-1003-4b1e-9c3a-7a5e00001003,ACTIVITY,110,detailview,,,web://merchant-portal,,,,,,2026-11-14T12:00:00Z,,,",
            f"{DANA},ACTIVITY,112,call_received,,,phone://support,,,,,,2026-11-19T12:00:00Z,,,cxone-8675309",
            f"{DANA},ACTIVITY,112,case_opened,,,phone://support,,,,,,2026-11-19T12:18:00Z,,,cxone-8675309",
        )
    )


@pytest.mark.rule("mxo.export-customer-events")
def test_every_api_leaves_its_events_in_the_file(mxo: MxoClient) -> None:
    before = rows(mxo, "customer_events", sk=SITE_KEY)
    interact(mxo, query={"tid": LENA}, customerKey=..., uri="web://merchant-portal/a")
    track(mxo, query=f"?tid={LENA}", customerKey=..., uri="web://merchant-portal")
    submit(mxo, [{"uri": "atm://atm/b", "timestamp": "2020-01-01T00:00:00.5Z", "customerKey": "HCR-1001"}])
    mxo.activity(context={"tid": LENA}, propositionCode="nosuch")
    assert rows(mxo, "customer_events") == [
        f"{DANA},INTERACTION,,,,,atm://atm,,/b,,,,2020-01-01T00:00:00.500Z,,,",
        *before,
        f"{LENA},INTERACTION,,,,,web://merchant-portal,,/a,,,,{NOW},,,",
        f"{LENA},INTERACTION,,,,,web://merchant-portal,,,,,,{NOW},,,",
        f"{LENA},ACTIVITY,,detailview,,,web://merchant-portal,,,,,,{NOW},,,",
    ]


@pytest.mark.rule("mxo.export-customer-events")
def test_a_lifecycle_stage_of_the_state_is_shown(mxo: MxoClient) -> None:
    def edit(space: Json) -> None:
        space["customers"] = {LENA: {**space["customers"][LENA], "activities": [done(NOW, lifecycleStage="Use")]}}

    assert put(mxo, edit).status_code == 204
    assert rows(mxo, "customer_events") == [f"{LENA},ACTIVITY,111,detailview,Use,,web://merchant-portal,,,,,,{NOW},,,"]


# --- Both -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dim_propositions", "customer_events"])
def test_a_file_is_a_download(mxo: MxoClient, name: str) -> None:
    answer = download(mxo, name)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert answer.headers["X-Sandbox-Operation"] == f"mxo.export.{name.replace('_', '-')}; documented"


@pytest.mark.rule("mxo.export-unknown-space")
@pytest.mark.parametrize("name", ["dim_propositions", "customer_events"])
@pytest.mark.parametrize(
    ("sk", "shown"), [("ONE-NOSUCHKEY0-0000", "ONE-NOSUCHKEY0-0000"), (SITE_KEY.lower(), SITE_KEY.lower()), ("a%20b", "a b")]
)
def test_an_unknown_site_key_has_no_files(mxo: MxoClient, name: str, sk: str, shown: str) -> None:
    answer = download(mxo, name, sk=sk)
    expected: Any = {"error": "Unknown site key", "detail": {"siteKey": shown}}
    assert (answer.status_code, answer.json(), rule_of(answer)) == (404, expected, "mxo.export-unknown-space")
