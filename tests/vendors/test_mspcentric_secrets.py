"""No secret of a request shows in the journal, the log, or a state that is masked."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.vendors.mspcentric import (
    CEDAR,
    CEDAR_TOKEN,
    DOCS,
    DOCS_ORGANIZATION,
    MSPC_TOKEN,
    OEM,
    SUMMIT,
    WISOZK,
    MspcentricClient,
)


@pytest.mark.rule("mspcentric.redaction")
def test_journal_log_and_masked_state_show_no_secret_of_a_request(mspc: MspcentricClient, caplog: pytest.LogCaptureFixture) -> None:
    secrets = ["tw-secret-9999", "tenant-9999", MSPC_TOKEN, SUMMIT["clientSecret"], CEDAR_TOKEN, "organization-oem-token"]
    mspc.create_integration(credentials={"api user": "tenant-9999", "api key": "tw-secret-9999"})
    mspc.update_integration("66f1b3d4b7d3e94a10c5d302", {"client secret": "tw-secret-9999"})
    mspc.send(
        "POST",
        f"{OEM}/integration",
        body=json.dumps({**DOCS_ORGANIZATION, "data": {"integrationCredentials": {"a": "tw-secret-9999"}}})[:-1],
    )
    mspc.send("POST", f"{OEM}/integration", body=str({**CEDAR, "integrationCredentials": {"a": "tw-secret-9999"}}))
    mspc.vapi("GET", "")
    secrets.append(mspc.create_external().json()["partnerApiKey"])
    secrets.append(mspc.oem("/organization", DOCS, data=WISOZK).json()["organizationOemToken"])
    session = mspc.oem("/session").json()
    secrets.append(session["sessionToken"])
    mspc.http.get(session["url"])
    journal = [mspc.http.get(f"/_sandbox/journal/{entry['id']}").text for entry in mspc.http.get("/_sandbox/journal").json()]
    assert len(journal) == 9
    seen = "".join([*journal, mspc.http.get("/_sandbox/journal").text, caplog.text, mspc.http.get("/_sandbox/state?masked=true").text])
    assert [secret for secret in secrets if secret in seen] == []
    assert [secret for secret in secrets if secret in mspc.http.get("/_sandbox/state").text] == [
        secret for secret in secrets if secret != MSPC_TOKEN
    ]


BODY = json.dumps({"clientSecret": "s3cr3t"})
JSON_TYPE, FORM_TYPE = {"Content-Type": "application/json"}, {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.rule("mspcentric.redaction")
@pytest.mark.parametrize(
    "path", ["/mspcentric/api/oem-api/vendor", "/mspcentric/nothing", "/mspcentrik/api/oem-api/vendor", "/mxo/nothing"]
)
@pytest.mark.parametrize(
    "request_parts",
    [
        {"content": BODY, "headers": JSON_TYPE},
        {"content": BODY, "headers": FORM_TYPE},
        {"content": BODY[:-1], "headers": FORM_TYPE},
        {"content": json.dumps({"a": [BODY]}), "headers": JSON_TYPE},
        {"content": json.dumps({"a": BODY})[:-1], "headers": JSON_TYPE},
        {"content": json.dumps({"client_secret": "s3cr3t", "api key": "s3cr3t", "VendorApiKey": "s3cr3t"}), "headers": JSON_TYPE},
        {"content": BODY.encode("utf-16"), "headers": JSON_TYPE},
        {"content": "<a><clientSecret>s3cr3t</clientSecret></a>", "headers": {"Content-Type": "text/xml"}},
        {"files": {"clientSecret": (None, "s3cr3t")}},
        {"data": {"data[clientSecret]": "s3cr3t", "payload": BODY}},
        {"params": {"clientSecret": "s3cr3t", "authorization": "Bearer s3cr3t", "payload": BODY}},
        {"headers": {"X-Client-Secret": "s3cr3t", "X-Api-Key": "s3cr3t", "Referer": "http://a/session?token=s3cr3t"}},
    ],
)
def test_a_secret_in_the_wrong_place_shows_nowhere_either(client: httpx.Client, path: str, request_parts: dict[str, Any]) -> None:
    client.post(path, **request_parts)
    assert "s3cr3t" not in client.get("/_sandbox/journal").text + client.get("/_sandbox/journal/1").text


@pytest.mark.rule("mspcentric.redaction")
def test_a_blank_label_of_a_template_shows_that_it_is_blank(mspc: MspcentricClient) -> None:
    mspc.oem("/vendor", DOCS)
    assert mspc.http.get("/_sandbox/journal/1").json()["reply"]["body"]["vendors"][0]["integrationCredentialTemplate"] == {
        "api key": "",
        "api username": "",
    }
