"""The three requests that every server answers, and a small HTTP client for everything that is not load."""

import http.client
import json
from dataclasses import dataclass, replace
from typing import Any

HOST = "127.0.0.1"
SPACE = "ONE-JY0AMQJQHQ-1290"
CONTACT = "8675309"
JSON = {"Content-Type": "application/json"}
MXO = {"Authorization": "Bearer sbx-summit", **JSON}
TIMEOUT_SECONDS = 120.0


class BenchmarkError(Exception):
    """The figures would mean nothing: a server failed, or gave another answer than the one to be measured."""


@dataclass(frozen=True)
class Kind:
    """One kind of request.

    `key` is whom it is about: the contact in the path, or the customer in the body, whose place others take when the load walks over them.
    """

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    key: str


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


ACTIVITY = Kind(
    name="activity",
    method="POST",
    path=f"/mxo/one/oauth2/rt/api/3.1.0/customer/{SPACE}/activity",
    headers=MXO,
    key="HCR-1001",
    body=_compact(
        {
            "customerContext": {
                "identifiers": [{"apiName": "customerkey", "value": "HCR-1001"}],
                "properties": [{"name": "campaigncode", "value": "summeroffer2017"}],
                "baseTouchpointUri": "atm://atm",
            },
            "activities": [
                {
                    "propositionCode": "atm",
                    "dynamicPropositionCode": "atm-12345",
                    "activityTypeCode": "balance_enquiry",
                    "timestamp": "2018-06-02T23:06:19Z",
                }
            ],
        }
    ),
)

STRUCTURE = Kind(
    name="structure",
    method="POST",
    path=f"/mxo/one/oauth2/rt/api/3.1.0/customer/{SPACE}/structure",
    headers=MXO,
    key="BFB-1002",
    body=_compact(
        {
            "customerContext": {
                "identifiers": [{"apiName": "customerkey", "value": "BFB-1002"}],
                "baseTouchpointUri": "web://merchant-portal",
            },
            "structureApiName": "membership",
        }
    ),
)

BUSINESS_DATA = Kind(
    name="business data",
    method="PUT",
    path=f"/nice_cxone/business-data-manager/v1/business-data/contact/{CONTACT}",
    headers=JSON,
    key=CONTACT,
    body=_compact([{"business_data_name1": "string of text"}, {"business_data_name2": True}, {"business_data_name3": 1234}]),
)

ACCESS_KEY = {
    "accessKeyId": "ONQW4ZDCN54C223FPEWWSZBNON2W23LJOQWWS3TUMVTXELJQGAYQ====",
    "accessKeySecret": "ONQW4ZDCN54C243FMNZGK5BNON2W23LJOQWWS3TUMVTXELJQGAYQ====",
}


@dataclass(frozen=True)
class Answer:
    """What came back for one request."""

    status: int
    headers: dict[str, str]
    """Without what uvicorn itself adds."""
    body: bytes


class Client:
    """One keep-alive connection to a server on loopback."""

    def __init__(self, port: int) -> None:
        """Prepare a connection, which opens with the first request."""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Send one request and read the whole answer, whatever its status."""
        self._connection.request(method, path, None if body is None else body.encode(), headers or {})
        response = self._connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders() if name.lower() not in ("date", "server")}
        return Answer(response.status, headers, response.read())

    def need(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Send one request whose answer must be 2xx."""
        answer = self.ask(method, path, body, headers)
        if not 200 <= answer.status < 300:
            raise BenchmarkError(f"{method} {path} answered {answer.status}: {answer.body[:500]!r}")
        return answer

    def send(self, kind: Kind, session: str | None = None) -> Answer:
        """Send one of the measured requests, to a session of that name if there is one."""
        headers = kind.headers if session is None else {**kind.headers, "X-Sandbox-Session": session}
        return self.need(kind.method, kind.path, kind.body, headers)


def all_kinds(client: Client) -> tuple[Kind, ...]:
    """Give the three kinds. CXone's token comes from the server asked; it is good for an hour in every process, since all sign alike."""
    answer = client.need("POST", "/nice_cxone/authentication/v1/token/access-key", _compact(ACCESS_KEY), JSON)
    bearer = {"Authorization": f"Bearer {json.loads(answer.body)['access_token']}"}
    return ACTIVITY, STRUCTURE, replace(BUSINESS_DATA, headers={**BUSINESS_DATA.headers, **bearer})
