"""MSPCentric's vendors and hosted integrations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import (
    BAYLINE,
    BAYLINES,
    COPPERLINE,
    DOCS,
    EXTERNAL,
    HOSTED,
    NORTHWIND,
    PENDING,
    SUMMIT,
    SUMMIT_VENDOR,
    TIDEWATER,
    MspcentricClient,
    changed,
    refused,
)

BAD = (400, "Malformed request body")
CREDENTIALS = {"tenant id": "t", "client secret": "s"}
JUNIPER = changed(SUMMIT, organizationOemToken="oem-juniper-owner-7e40b1d95ac24f83b6e9d013")


def stored(mspc: MspcentricClient, known: str = PENDING) -> Any:
    """Return the credentials of an integration."""
    return mspc.integration(known)["credentials"]


@pytest.mark.rule("mspcentric.vendor-list")
def test_the_listed_vendors_are_told_in_their_order(mspc: MspcentricClient) -> None:
    vendors = mspc.oem("/vendor", SUMMIT).json()["vendors"]
    assert [vendor["id"] for vendor in vendors] == [NORTHWIND, TIDEWATER, COPPERLINE, SUMMIT_VENDOR]
    assert vendors[1] == {
        "id": TIDEWATER,
        "name": "Tidewater Backup",
        "integrationStatus": "active",
        "integrationType": "custom_hosted",
        "integrationCredentialTemplate": {"tenant id": "", "client secret": ""},
    }
    assert vendors[3]["integrationCredentialTemplate"] == {}
    assert "mspcentric.vendor-list" in mspc.last_rules()
    mspc.http.post("/_sandbox/sessions", json={"name": "empty", "fixture": "empty"})
    mspc.http.headers["X-Sandbox-Session"] = "empty"
    assert mspc.oem("/vendor", DOCS).json()["vendors"] == []


# --- Creating -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.integration-shape")
@pytest.mark.parametrize(
    "data",
    [
        ...,
        None,
        [],
        "x",
        {},
        {"vendorId": TIDEWATER},
        {"vendorId": TIDEWATER, "integrationCredentials": None},
        {"vendorId": TIDEWATER, "integrationCredentials": []},
        {"vendorId": TIDEWATER, "integrationCredentials": {}},
        {"vendorId": TIDEWATER, "integrationCredentials": {**CREDENTIALS, "x": 5}},
        {"vendorId": TIDEWATER, "integrationCredentials": {**CREDENTIALS, "x": None}},
        {"vendorId": TIDEWATER, "integrationCredentials": {**CREDENTIALS, "x": "  "}},
        {"vendorId": " ", "integrationCredentials": CREDENTIALS},
        {"vendorId": None, "integrationCredentials": CREDENTIALS},
        {"integrationCredentials": CREDENTIALS},
    ],
)
def test_the_shape_of_a_create(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.oem("/integration", BAYLINE, data=data)) == ("integration-shape", *BAD)


@pytest.mark.rule("mspcentric.string-fields")
def test_a_vendor_id_is_a_text(mspc: MspcentricClient) -> None:
    assert refused(mspc.create_integration(43211235)) == ("string-fields", *BAD)


@pytest.mark.rule("mspcentric.integration-dispatch")
@pytest.mark.parametrize(
    ("kind", "status"), [(..., 201), (None, 201), ("custom_hosted", 201), ("External", 400), ("", 400), (5, 400), ([], 400)]
)
def test_the_kind_tells_the_two_bodies_apart(mspc: MspcentricClient, kind: Any, status: int) -> None:
    answer = mspc.create_integration(TIDEWATER, CREDENTIALS, changed(JUNIPER, integrationType=kind))
    assert answer.status_code == status
    assert status == 201 or refused(answer) == ("integration-dispatch", *BAD)


@pytest.mark.rule("mspcentric.integration-vendor-known")
@pytest.mark.parametrize("vendor", ["nope", "43211235", "vendor-id", TIDEWATER.upper()])
def test_a_vendor_that_the_client_may_not_use_is_unknown(mspc: MspcentricClient, vendor: str) -> None:
    assert refused(mspc.create_integration(vendor, CREDENTIALS, JUNIPER)) == ("integration-vendor-known", 404, "Resource not found")


@pytest.mark.rule("mspcentric.integration-vendor-kind")
def test_an_external_vendor_takes_no_hosted_integration_and_an_inactive_one_does(mspc: MspcentricClient) -> None:
    assert refused(mspc.create_integration(SUMMIT_VENDOR, CREDENTIALS, JUNIPER)) == ("integration-vendor-kind", *BAD)
    assert mspc.create_integration(COPPERLINE, {"api key": "k"}, JUNIPER).status_code == 201


@pytest.mark.rule("mspcentric.credential-keys")
@pytest.mark.parametrize(
    ("option", "given", "kept"),
    [
        ("template-required", CREDENTIALS, CREDENTIALS),
        ("template-required", {"x": "y", "client secret": "s", "tenant id": " t "}, {"tenant id": " t ", "client secret": "s"}),
        ("template-required", {"tenant id": "t"}, None),
        ("template-required", {"Tenant Id": "t", "client secret": "s"}, None),
        ("template-required", {"tenant id ": "t", "client secret": "s"}, None),
        ("exact", CREDENTIALS, CREDENTIALS),
        ("exact", {**CREDENTIALS, "": "y"}, None),
        ("exact", {"tenant id": "t"}, None),
        ("free", {"x": "y"}, {"x": "y"}),
    ],
)
def test_the_keys_of_credentials(mspc: MspcentricClient, option: str, given: Any, kept: Any) -> None:
    mspc.switch(credential_keys=option)
    answer = mspc.create_integration(TIDEWATER, given, JUNIPER)
    if kept is None:
        assert refused(answer) == ("credential-keys", *BAD)
        return
    created = answer.json()["integration"]
    assert (answer.status_code, created) == (201, {"id": "66f1b3d4b7d3e94a10c5d305", "vendorId": TIDEWATER})
    assert stored(mspc, created["id"]) == kept
    template = kept if option == "free" else CREDENTIALS
    assert mspc.integrations(JUNIPER)[0]["integrationCredentialTemplate"] == [dict.fromkeys(template, "")]


@pytest.mark.rule("mspcentric.integration-duplicate")
@pytest.mark.parametrize(("option", "status", "count"), [("conflict", 409, 1), ("allow", 201, 2), ("return-existing", 201, 1)])
def test_a_second_integration_with_a_vendor(mspc: MspcentricClient, option: str, status: int, count: int) -> None:
    mspc.switch(duplicate_integration=option)
    answer = mspc.create_integration(TIDEWATER, CREDENTIALS, BAYLINE)
    assert answer.status_code == status
    assert len(mspc.integrations(BAYLINE)) == count
    if option == "conflict":
        assert refused(answer) == ("integration-duplicate", 409, "Resource already exists")
    else:
        assert (answer.json()["integration"]["id"] == BAYLINES) is (option == "return-existing")
        assert stored(mspc, answer.json()["integration"]["id"]) == CREDENTIALS
    assert mspc.integration(BAYLINES)["integrationStatus"] == "inactive"


@pytest.mark.rule("mspcentric.integration-initial-status")
@pytest.mark.parametrize(
    ("option", "hosted", "external"),
    [
        ("by-kind", "pending", "inactive"),
        ("pending", "pending", "pending"),
        ("active", "active", "active"),
        ("inactive", "inactive", "inactive"),
    ],
)
def test_the_status_of_a_new_integration(mspc: MspcentricClient, option: str, hosted: str, external: str) -> None:
    mspc.switch(new_integration_status=option)
    mspc.create_integration()
    assert "mspcentric.integration-initial-status" in mspc.last_rules()
    mspc.create_external()
    created = mspc.organization("Docs Organization")["integrations"]
    assert [one["integrationStatus"] for one in created] == [hosted, external]


def test_an_id_that_is_made_begins_with_the_seconds_of_the_clock(mspc: MspcentricClient) -> None:
    first = mspc.create_integration(COPPERLINE, {"api key": "k"}, JUNIPER).json()["integration"]["id"]
    second = mspc.create_integration(TIDEWATER, CREDENTIALS, JUNIPER).json()["integration"]["id"]
    assert (first, len(second), second[:8]) == ("66f1b3d4b7d3e94a10c5d305", 24, f"{1770130800:08x}")


# --- Listing --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.integration-no-echo")
def test_a_list_tells_keys_with_blank_values(mspc: MspcentricClient) -> None:
    (listed,) = mspc.integrations(BAYLINE)
    assert listed == {
        "id": BAYLINES,
        "vendorId": TIDEWATER,
        "integrationStatus": "inactive",
        "integrationCredentialTemplate": [{"tenant id": "", "client secret": ""}],
    }
    assert "mspcentric.integration-no-echo" in mspc.last_rules()


def test_with_the_variant_a_list_tells_no_status(mspc: MspcentricClient) -> None:
    mspc.switch(list_integration_status="omit")
    assert list(mspc.integrations()[0]) == ["id", "vendorId", "integrationCredentialTemplate"]


# --- Updating -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.tenant-isolation")
def test_the_integration_of_another_organization_does_not_exist(mspc: MspcentricClient) -> None:
    assert refused(mspc.update_integration(PENDING, CREDENTIALS, BAYLINE)) == ("tenant-isolation", 404, "Resource not found")
    assert mspc.update_integration(BAYLINES, CREDENTIALS, BAYLINE).status_code == 200


@pytest.mark.rule("mspcentric.integration-update-lookup")
@pytest.mark.parametrize("known", ["nope", "f" * 24, "%20", PENDING.upper()])
def test_an_integration_that_nobody_has(mspc: MspcentricClient, known: str) -> None:
    assert refused(mspc.update_integration(known, CREDENTIALS)) == ("integration-update-lookup", 404, "Resource not found")


OLD = {"tenant id": "tw-cedar", "client secret": "tw-secret-0001"}


@pytest.mark.rule("mspcentric.integration-update-merge")
@pytest.mark.parametrize(
    ("variants", "given", "kept"),
    [
        ({}, {"client secret": "new"}, {**OLD, "client secret": "new"}),
        ({}, {"client secret": "new", "x": "y"}, {**OLD, "client secret": "new"}),
        ({}, {"x": "y"}, None),
        ({"patch_credentials": "replace"}, CREDENTIALS, CREDENTIALS),
        ({"patch_credentials": "replace"}, {"client secret": "new"}, None),
        ({"credential_keys": "free"}, {"x": "y"}, {**OLD, "x": "y"}),
        ({"credential_keys": "free", "patch_credentials": "replace"}, {"x": "y"}, {"x": "y"}),
    ],
)
def test_an_update_of_credentials(mspc: MspcentricClient, variants: dict[str, str], given: Any, kept: Any) -> None:
    mspc.switch(**variants)
    before = mspc.integration(PENDING)
    answer = mspc.update_integration(PENDING, given)
    if kept is None:
        assert refused(answer) == ("integration-update-merge", *BAD)
        return
    assert answer.json()["integration"] == {"id": PENDING, "vendorId": TIDEWATER}
    assert "mspcentric.integration-update-merge" in mspc.last_rules()
    assert mspc.integration(PENDING) == {**before, "credentials": kept}


@pytest.mark.rule("mspcentric.credential-keys")
def test_with_the_variant_an_update_with_another_key_is_refused(mspc: MspcentricClient) -> None:
    mspc.switch(credential_keys="exact")
    assert refused(mspc.update_integration(PENDING, {"client secret": "s", "x": "y"})) == ("credential-keys", *BAD)
    assert mspc.update_integration(PENDING, {"client secret": "s"}).status_code == 200


@pytest.mark.rule("mspcentric.integration-shape")
@pytest.mark.parametrize("data", [..., [], {}, {"integrationCredentials": {}}, {"integrationCredentials": {"client secret": ""}}])
def test_the_shape_of_an_update(mspc: MspcentricClient, data: Any) -> None:
    assert refused(mspc.oem(f"/integration/{PENDING}", method="PATCH", data=data)) == ("integration-shape", *BAD)


@pytest.mark.rule("mspcentric.integration-update-merge")
def test_an_update_ignores_a_vendor_and_an_external_integration_has_nothing_to_update(mspc: MspcentricClient) -> None:
    data = {"vendorId": 5, "integrationCredentials": {"api key": "k"}}
    assert mspc.oem(f"/integration/{HOSTED}", method="PATCH", data=data).status_code == 200
    assert stored(mspc, HOSTED) == {"api key": "k", "api username": "cedar-it"}
    assert refused(mspc.update_integration(EXTERNAL, {"api key": "k"})) == ("integration-update-merge", *BAD)
