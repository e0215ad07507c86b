"""The console: business data fields, as an administrator makes and changes them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import T1, T2, T3, CxoneClient, Json, rule_of
from tests.vendors.cxone_business_data import AT_FIRST, CALL, CONSOLE, ELSEWHERE, ELSEWHERE_SEGMENT, FIRST, read_back, values

FIELDS = [
    ("business_data_name1", "text"),
    ("business_data_name2", "boolean"),
    ("business_data_name3", "numeric"),
    ("AccountNumber", "text"),
    ("CustomerKey", "text"),
    ("CaseId", "text"),
    ("IssueType", "text"),
    ("InvoiceTotal", "numeric"),
    ("Escalated", "boolean"),
    ("LegacyCampaign", "text"),
]


def fields(cxone: CxoneClient, tenant: str = T1) -> list[Json]:
    """List the fields of a tenant."""
    answer = cxone.http.get(f"{CONSOLE}/fields", params={"tenantId": tenant})
    assert answer.status_code == 200
    found: list[Json] = answer.json()
    return found


def field(cxone: CxoneClient, name: str, tenant: str = T1) -> Json:
    """Return one field."""
    return next(one for one in fields(cxone, tenant) if one["name"] == name)


def create(cxone: CxoneClient, **body: Any) -> httpx.Response:
    """Create a field."""
    return cxone.http.post(f"{CONSOLE}/fields", json=body)


def update(cxone: CxoneClient, name: str, /, **body: Any) -> httpx.Response:
    """Change a field of the first tenant."""
    return cxone.http.patch(f"{CONSOLE}/fields/{field(cxone, name)['id']}", json=body)


def refused(answer: httpx.Response) -> tuple[int, str, Any]:
    """Return status, error and detail of a refusal."""
    assert list(answer.json()) == ["error", "detail"]
    return answer.status_code, answer.json()["error"], answer.json()["detail"]


# --- List ---


def test_the_fields_of_a_tenant_are_listed_in_its_order(cxone: CxoneClient) -> None:
    answer = cxone.http.get(f"{CONSOLE}/fields")
    assert answer.status_code == 200
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.console.fields.list; chosen"
    assert [(one["name"], one["type"]) for one in answer.json()] == FIELDS
    assert answer.json()[9] == {
        "tenantId": T1,
        "id": cxone.state["tenants"][T1]["fields"]["LegacyCampaign"]["id"],
        "name": "LegacyCampaign",
        "type": "text",
        "active": False,
        "position": 9,
    }


@pytest.mark.parametrize(("tenant", "names"), [(T2, ["WorkOrder", "VisitMinutes", "Billable"]), (T2.upper(), 3), (T3, []), ("", 10)])
def test_a_tenant_can_be_named(cxone: CxoneClient, tenant: str, names: list[str] | int) -> None:
    found = [one["name"] for one in fields(cxone, tenant)]
    assert (found if isinstance(names, list) else len(found)) == names


def test_an_unknown_tenant_is_not_found(cxone: CxoneClient) -> None:
    answer = cxone.http.get(f"{CONSOLE}/fields?tenantId=x")
    assert refused(answer) == (404, "unknown tenant", {"tenantId": "x"})
    assert refused(create(cxone, name="a", type="text", tenantId="x")) == (404, "unknown tenant", {"tenantId": "x"})


# --- Create ---


def test_a_new_field_is_the_last_one_and_takes_values(cxone: CxoneClient) -> None:
    assert cxone.put(CALL, [{"Ünïcode": "x"}]).status_code == 400
    answer = create(cxone, name="Ünïcode", type="numeric")
    assert answer.status_code == 201
    made = {"tenantId": T1, "id": answer.json()["id"], "name": "Ünïcode", "type": "numeric", "active": True, "position": 10}
    assert answer.json() == made
    assert fields(cxone)[10] == made
    assert cxone.put(CALL, [{"Ünïcode": 1.50}]).status_code == 204
    assert list(read_back(cxone).items())[-1] == ("Ünïcode", "1.5")


def test_a_field_can_be_made_for_another_tenant_and_inactive(cxone: CxoneClient) -> None:
    answer = create(cxone, name="AccountNumber", type="boolean", active=False, tenantId=T2)
    assert (answer.status_code, answer.json()["tenantId"], answer.json()["active"], answer.json()["position"]) == (201, T2, False, 3)
    refusal = cxone.put(ELSEWHERE, [{"AccountNumber": True}], key="K5")
    assert rule_of(refusal) == "nice_cxone.bd.field-inactive"


def test_a_name_can_be_taken_only_once(cxone: CxoneClient) -> None:
    assert refused(create(cxone, name="CaseId", type="text")) == (409, "the name is taken", {"name": "CaseId"})
    assert create(cxone, name="caseid", type="text").status_code == 201


@pytest.mark.rule("nice_cxone.bd.field-limits")
@pytest.mark.parametrize(("kind", "free"), [("text", 35 - 6), ("numeric", 10 - 2), ("boolean", 5 - 2)])
def test_a_tenant_has_so_many_fields_of_a_type_active_or_not(cxone: CxoneClient, kind: str, free: int) -> None:
    for number in range(free):
        assert create(cxone, name=f"field{number}", type=kind, active=number % 2 == 0).status_code == 201
    before = cxone.state
    answer = create(cxone, name="one too many", type=kind)
    most = {"text": 35, "numeric": 10, "boolean": 5}[kind]
    assert refused(answer) == (409, "too many fields", {"reason": f"a tenant has at most {most} {kind} business data fields"})
    assert rule_of(answer) == "nice_cxone.bd.field-limits"
    assert cxone.state == before


@pytest.mark.parametrize(
    ("body", "where", "reason"),
    [
        ({"type": "text"}, "name", "missing"),
        ({"name": "a"}, "type", "missing"),
        ({"name": "", "type": "text"}, "name", "string_too_short"),
        ({"name": None, "type": "text"}, "name", "string_type"),
        ({"name": 5, "type": "text"}, "name", "string_type"),
        ({"name": "a", "type": "date"}, "type", "literal_error"),
        ({"name": "a", "type": "text", "active": "yes"}, "active", "bool_type"),
        ({"name": "a", "type": "text", "position": 0}, "position", "extra_forbidden"),
        ([], "", "model_type"),
    ],
)
def test_a_bad_body_is_refused_with_its_field(cxone: CxoneClient, body: Any, where: str, reason: str) -> None:
    before = cxone.state
    answer = cxone.http.post(f"{CONSOLE}/fields", json=body)
    assert refused(answer) == (400, "invalid body", {"field": where, "reason": reason})
    assert cxone.state == before


def test_a_body_that_is_not_json_is_refused(cxone: CxoneClient) -> None:
    answer = cxone.http.post(f"{CONSOLE}/fields", content=b"{")
    assert refused(answer) == (400, "invalid body", {"field": "", "reason": "json_invalid"})


# --- Change ---


def test_a_renamed_field_keeps_its_place_and_its_values(cxone: CxoneClient) -> None:
    before = field(cxone, "AccountNumber")
    answer = update(cxone, "AccountNumber", name="Konto")
    assert (answer.status_code, answer.json()) == (200, {**before, "name": "Konto"})
    assert fields(cxone)[3] == {**before, "name": "Konto"}
    assert values(cxone, FIRST) == {"Konto": "76541643", **{name: AT_FIRST[name] for name in AT_FIRST if name != "AccountNumber"}}
    assert next(iter(read_back(cxone))) == "Konto"
    assert rule_of(cxone.put(CALL, [{"AccountNumber": "1"}])) == "nice_cxone.bd.field-unknown"
    assert cxone.put(CALL, [{"Konto": "1"}]).status_code == 204


def test_renaming_concerns_one_tenant_alone(cxone: CxoneClient) -> None:
    assert create(cxone, name="WorkOrder", type="text").status_code == 201
    assert update(cxone, "WorkOrder", name="Order").status_code == 200
    assert values(cxone, ELSEWHERE_SEGMENT) == {"WorkOrder": "WO-5501"}
    assert [one["name"] for one in fields(cxone, T2)] == ["WorkOrder", "VisitMinutes", "Billable"]


def test_a_field_can_be_deactivated_and_activated_again(cxone: CxoneClient) -> None:
    assert update(cxone, "AccountNumber", active=False).json() == {**field(cxone, "AccountNumber"), "active": False}
    assert rule_of(cxone.put(CALL, [{"AccountNumber": "1"}])) == "nice_cxone.bd.field-inactive"
    assert "AccountNumber" not in read_back(cxone)
    assert update(cxone, "AccountNumber", active=True).json()["active"] is True
    assert read_back(cxone)["AccountNumber"] == "76541643"


@pytest.mark.parametrize("body", [{}, {"name": None, "active": None}, {"name": "CaseId"}, {"active": True}])
def test_a_change_of_nothing_is_none(cxone: CxoneClient, body: Json) -> None:
    before = cxone.state
    assert update(cxone, "CaseId", **body).json() == field(cxone, "CaseId")
    assert cxone.state == before


def test_a_field_cannot_get_the_name_of_another(cxone: CxoneClient) -> None:
    assert refused(update(cxone, "CaseId", name="IssueType", active=False)) == (409, "the name is taken", {"name": "IssueType"})
    assert field(cxone, "CaseId")["active"] is True


@pytest.mark.parametrize(
    ("body", "where", "reason"),
    [
        ({"type": "numeric"}, "type", "extra_forbidden"),
        ({"type": "text"}, "type", "extra_forbidden"),
        ({"name": ""}, "name", "string_too_short"),
        ({"name": 1}, "name", "string_type"),
        ({"active": 1}, "active", "bool_type"),
    ],
)
def test_a_bad_change_is_refused_with_its_field(cxone: CxoneClient, body: Json, where: str, reason: str) -> None:
    assert refused(update(cxone, "CaseId", **body)) == (400, "invalid body", {"field": where, "reason": reason})


def test_an_unknown_field_is_not_found(cxone: CxoneClient) -> None:
    answer = cxone.http.patch(f"{CONSOLE}/fields/CaseId", json={"active": False})
    assert refused(answer) == (404, "unknown field", {"id": "CaseId"})
