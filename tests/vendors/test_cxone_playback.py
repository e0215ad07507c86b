"""Media Playback: what is refused, and what of a recording is shown to whom."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import U2, U3, U4, CxoneClient, Json, rule_of

FIRST, SECOND = "b2e28d4e-ef22-4597-a104-2e740f729686", "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"
OMARS = "0d9e6c1f-7a52-4b3b-8f0a-51c2d7e3a914"
LIVE = "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77"
OLD = "47d0b9e3-c816-4f5a-92e7-a6c1f3d85b20"
OF_T2 = "e4b8a1d6-52f7-4c39-9d10-7f3a6b5c8e21"

API = "/media-playback/v1"
NOT_FOUND = {"internalCode": "INTERACTION_NOT_FOUND", "message": "Interaction not found"}
FORBIDDEN = {"internalCode": "FORBIDDEN", "message": "Permission required: Play Any"}

EVERY_FORM = [
    f"{API}/contacts?acd-call-id=8675309",
    f"{API}/segments/{FIRST}",
    f"{API}/acd-contacts/8675309/statements/rec-{FIRST}-1",
]


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def get(cxone: CxoneClient, target: str, key: str | None = "K2", **query: Any) -> httpx.Response:
    """Ask for a path with a query; `query` adds to it, in Python's spelling."""
    path, _, written = target.partition("?")
    params = [tuple(pair.partition("=")[::2]) for pair in written.split("&") if pair]
    params += [(name.replace("_", "-"), value) for name, value in query.items()]
    return cxone.send("GET", path, params=params, key=key)


def statement(contact: int | str, segment: str) -> str:
    """Return the path of a segment's only statement."""
    return f"{API}/acd-contacts/{contact}/statements/rec-{segment}-1"


def refused(response: httpx.Response) -> tuple[str, int, Json]:
    """Return rule, status and body of a refusal."""
    return rule_of(response), response.status_code, response.json()


def invalid(name: str, value: str) -> Json:
    return {"internalCode": "INVALID_REQUEST", "message": f"Invalid value for parameter '{name}': {value}"}


# --- Who calls ---


@pytest.mark.parametrize("target", EVERY_FORM)
def test_a_playback_needs_a_bearer(cxone: CxoneClient, target: str) -> None:
    response = get(cxone, target, key=None)
    assert refused(response) == ("nice_cxone.auth.bearer-required", 401, {"message": "Unauthorized"})
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("target", EVERY_FORM)
def test_an_expired_token_plays_nothing(cxone: CxoneClient, target: str) -> None:
    token = cxone.token()
    cxone.advance(3601)
    response = cxone.send("GET", target, headers={"Authorization": f"Bearer {token}"})
    assert refused(response) == ("nice_cxone.auth.bearer-required", 401, {"message": "Unauthorized"})


@pytest.mark.parametrize("target", EVERY_FORM)
def test_a_playback_can_only_be_asked_for(cxone: CxoneClient, target: str) -> None:
    response = cxone.send("POST", target, json={})
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")


# --- Parameters ---


@pytest.mark.rule("nice_cxone.mp.call-id-required")
@pytest.mark.parametrize("query", ["", "acd-call-id=", "contactId=8675309", "ACD-CALL-ID=8675309", "acd-call-id=&acd-call-id=8675309"])
def test_a_contact_must_be_named(cxone: CxoneClient, query: str) -> None:
    body = {"internalCode": "INVALID_REQUEST", "message": "Required request parameter 'acd-call-id' is not present"}
    assert refused(get(cxone, f"{API}/contacts?{query}")) == ("nice_cxone.mp.call-id-required", 400, body)


def test_of_a_repeated_contact_the_first_counts(cxone: CxoneClient) -> None:
    assert get(cxone, f"{API}/contacts?acd-call-id=70747979&acd-call-id=8675309").json()["acdcontactId"] == "70747979"


@pytest.mark.rule("nice_cxone.mp.media-type-enum")
@pytest.mark.parametrize("value", ["voice", "ALL", "all,chat", " all", "é"])
@pytest.mark.parametrize("target", EVERY_FORM)
def test_a_media_type_is_one_of_five_words(cxone: CxoneClient, target: str, value: str) -> None:
    response = get(cxone, target, media_type=value)
    assert refused(response) == ("nice_cxone.mp.media-type-enum", 400, invalid("media-type", value))


@pytest.mark.rule("nice_cxone.mp.media-type-enum")
def test_the_first_wrong_one_of_several_media_types_is_named(cxone: CxoneClient) -> None:
    response = cxone.playback(8675309, media_type=["all", "fax", "telex"])
    assert refused(response) == ("nice_cxone.mp.media-type-enum", 400, invalid("media-type", "fax"))


@pytest.mark.rule("nice_cxone.mp.boolean-param")
@pytest.mark.parametrize("value", ["yes", "1", "true ", "null", "ja"])
@pytest.mark.parametrize(
    ("target", "names"),
    [
        (EVERY_FORM[0], ("exclude-waveforms", "exclude-qm-categories", "isDownload")),
        (EVERY_FORM[1], ("exclude-waveforms", "exclude-qm-categories")),
        (EVERY_FORM[2], ("exclude-qm-categories", "isDownload")),
    ],
)
def test_a_boolean_parameter_is_true_or_false(cxone: CxoneClient, target: str, names: tuple[str, ...], value: str) -> None:
    for name in names:
        response = get(cxone, target, **{name: value})
        assert refused(response) == ("nice_cxone.mp.boolean-param", 400, invalid(name, value))


@pytest.mark.parametrize("value", ["true", "TRUE", "True", "false", "FALSE", ""])
def test_a_boolean_parameter_has_any_case_and_an_empty_one_is_none(cxone: CxoneClient, value: str) -> None:
    waveforms = cxone.playback(8675309, exclude_waveforms=value).json()["interactions"][0]["data"]["waveformDataList"]
    assert (waveforms == []) == (value.lower() == "true")


@pytest.mark.parametrize(
    ("target", "name"), [(EVERY_FORM[0], "is-download"), (EVERY_FORM[1], "isDownload"), (EVERY_FORM[2], "exclude-waveforms")]
)
def test_a_parameter_that_the_operation_does_not_have_is_ignored(cxone: CxoneClient, target: str, name: str) -> None:
    assert get(cxone, target, **{name: "maybe"}).json() == get(cxone, target).json()


def test_parameters_are_checked_before_the_contact_is_looked_for(cxone: CxoneClient) -> None:
    assert rule_of(cxone.playback(1111111, media_type="fax", isDownload="maybe")) == "nice_cxone.mp.media-type-enum"
    assert rule_of(cxone.playback(1111111, isDownload="maybe")) == "nice_cxone.mp.boolean-param"


# --- What is not there ---


@pytest.mark.rule("nice_cxone.mp.not-found")
@pytest.mark.parametrize(
    "target",
    [
        *(f"{API}/contacts?acd-call-id={one}" for one in ("1111111", "8675310", "8675311", "8675402", "9900001")),
        *(f"{API}/contacts?acd-call-id={one}" for one in ("abc", "08675309", "8675309.0", "-8675309", "٨", "9" * 5000, FIRST)),
        *(f"{API}/segments/{one}" for one in ("nonsense", "00000000-0000-4000-8000-00000000dead", LIVE, OF_T2, "8675309")),
        *(f"{API}/acd-contacts/8675309/statements/{one}" for one in ("nonsense", f"rec-{FIRST}-2", FIRST, f"REC-{FIRST}-1")),
        statement(70747979, FIRST),
        statement(8675311, SECOND),
        statement(8675310, LIVE),
        statement(9900001, OF_T2),
        statement("abc", FIRST),
        statement(8675400, "2e6b8d40-95f1-4c7a-b3e8-d01a7f5c6922"),
    ],
)
def test_what_is_unknown_foreign_open_unrecorded_or_a_child_leg_is_not_found(cxone: CxoneClient, target: str) -> None:
    assert refused(get(cxone, target)) == ("nice_cxone.mp.not-found", 404, NOT_FOUND)


@pytest.mark.rule("nice_cxone.mp.not-found")
def test_the_other_tenant_plays_its_own_contact_and_no_one_elses(cxone: CxoneClient) -> None:
    assert cxone.playback(9900001, key="K5").status_code == 200
    assert refused(cxone.playback(8675309, key="K5")) == ("nice_cxone.mp.not-found", 404, NOT_FOUND)
    assert refused(get(cxone, f"{API}/segments/{FIRST}", key="K5")) == ("nice_cxone.mp.not-found", 404, NOT_FOUND)


@pytest.mark.rule("nice_cxone.mp.before-2018-12-13")
@pytest.mark.parametrize("target", [f"{API}/contacts?acd-call-id=8600001", f"{API}/segments/{OLD}", statement(8600001, OLD)])
def test_a_recording_from_before_13_december_2018_is_not_found(cxone: CxoneClient, target: str) -> None:
    assert refused(get(cxone, target)) == ("nice_cxone.mp.before-2018-12-13", 404, NOT_FOUND)


@pytest.mark.rule("nice_cxone.mp.before-2018-12-13")
@pytest.mark.parametrize(("moment", "status"), [("2018-12-12T23:59:59.999Z", 404), ("2018-12-13T00:00:00.000Z", 200)])
def test_the_first_day_begins_at_midnight_utc(cxone: CxoneClient, moment: str, status: int) -> None:
    state = cxone.state
    state["segments"][OLD]["startedAt"] = moment
    state["segments"][OLD]["endedAt"] = "2018-12-13T00:10:00Z"
    cxone.change(state)
    assert cxone.playback(8600001).status_code == status


# --- Who may play what ---


@pytest.mark.rule("nice_cxone.mp.own-only")
@pytest.mark.parametrize("target", [f"{API}/contacts?acd-call-id=70747979", f"{API}/segments/{OMARS}", statement(70747979, OMARS)])
def test_an_agent_without_play_any_does_not_play_others_recordings(cxone: CxoneClient, target: str) -> None:
    assert refused(get(cxone, target, key="K3")) == ("nice_cxone.mp.own-only", 403, FORBIDDEN)


@pytest.mark.rule("nice_cxone.mp.own-only")
@pytest.mark.parametrize("target", [*EVERY_FORM, f"{API}/segments/{SECOND}", statement(8675309, SECOND)])
def test_an_agent_plays_every_segment_of_a_recording_that_she_took_part_in(cxone: CxoneClient, target: str) -> None:
    assert get(cxone, target, key="K3").status_code == 200
    state = cxone.state
    state["segments"][FIRST]["userId"] = U4
    cxone.change(state)
    assert refused(get(cxone, target, key="K3")) == ("nice_cxone.mp.own-only", 403, FORBIDDEN)
    state["users"][U3]["permissions"] = ["playAny"]
    cxone.change(state)
    assert get(cxone, target, key="K3").status_code == 200


@pytest.mark.rule("nice_cxone.mp.own-only")
def test_what_is_not_there_is_not_found_for_everybody(cxone: CxoneClient) -> None:
    assert rule_of(cxone.playback(1111111, key="K3")) == "nice_cxone.mp.not-found"
    assert rule_of(cxone.playback(70747979, key="K3", media_type="chat")) == "nice_cxone.mp.own-only"


@pytest.mark.rule("nice_cxone.mp.exclude-qm-categories")
@pytest.mark.parametrize("target", EVERY_FORM)
def test_without_permission_there_are_neither_categories_nor_sentiments(cxone: CxoneClient, target: str) -> None:
    def shown(**query: str) -> tuple[int, int]:
        body = get(cxone, target, **query).json()
        data = body["interactions"][0]["data"]
        return len(data["categoryMatchesList"]), len(data["sentiments"])

    assert shown() == (1, 1)
    assert shown(exclude_qm_categories="false") == (1, 1)
    assert shown(exclude_qm_categories="true") == (0, 1)
    assert "nice_cxone.mp.exclude-qm-categories" in cxone.last_rules()
    state = cxone.state
    state["users"][U2]["permissions"].remove("viewSentiments")
    cxone.change(state)
    assert shown() == (0, 0)
    assert "nice_cxone.mp.exclude-qm-categories" in cxone.last_rules()
