"""A vendor that is new to the sandbox, written here: mounted by `create_app` with no other edit, it gets all that the machinery gives."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import httpx
import pytest
from pydantic import BaseModel, Field

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import (
    CHOSEN,
    DOCUMENTED,
    Answers,
    Call,
    ConsoleError,
    Manifest,
    Operation,
    Problem,
    Reply,
    Rule,
    State,
    Variants,
    Vendor,
    VendorError,
    rule,
    why,
)
from tests.contract import INSTALLED

# --- The vendor -----------------------------------------------------------------------------------------------------


class Thing(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=5), rule("shelf.name-length")]


class Kept(Thing):
    id: str


class Page(BaseModel):
    limit: Annotated[int, Field(ge=1, description="How many things to list.")] = 10


class Listed(BaseModel):
    things: list[Kept]


class Refused(BaseModel):
    wrong: str


class Shelves(State):
    shelves: dict[str, dict[str, str]] = {}
    """Names by id, by shelf."""
    token: str = "open"

    def issue(self, session: str) -> None:
        self.token = f"open~{session}"


class Habits(Variants):
    doubles: Annotated[Literal["allowed", "refused"], why("Whether a name may stand on a shelf twice.", "Nobody knows.")] = "allowed"


ShelfCall = Call[Shelves, Habits]


def authenticate(call: ShelfCall) -> None:
    """Check the token."""
    if call.header("x-token") != call.state.token:
        raise VendorError("shelf.token", 401)


def create(call: ShelfCall, body: Thing) -> Kept:
    """Put a thing on a shelf."""
    shelf = call.state.shelves.setdefault(call.path["shelf"], {})
    if call.variants.doubles == "refused" and body.name in shelf.values():
        raise VendorError("shelf.double", 409)
    kept = Kept(id=call.chance.uuid(), name=body.name)
    shelf[kept.id] = kept.name
    call.applies("shelf.kept")
    return kept


def listed(call: ShelfCall, query: Page) -> Listed:
    """List a shelf."""
    shelf = call.state.shelves.get(call.path["shelf"], {})
    return Listed(things=[Kept(id=number, name=name) for number, name in list(shelf.items())[: query.limit]])


def remove(call: ShelfCall) -> None:
    """Take a thing off a shelf."""
    if call.state.shelves.get(call.path["shelf"], {}).pop(call.path["id"], None) is None:
        raise VendorError("shelf.nothing", 404)


def crash(_call: ShelfCall) -> None:
    """Fail."""
    raise ZeroDivisionError("deliberate")


def mumble(_call: ShelfCall) -> None:
    """Refuse by a rule that nobody wrote down."""
    raise VendorError("shelf.unwritten", 418)


def sweep(call: ShelfCall) -> None:
    """Empty a shelf, as its owner does."""
    if call.state.shelves.pop(call.path["shelf"], None) is None:
        raise ConsoleError("shelf.nothing", 404, "no such shelf", {"shelf": call.path["shelf"]})


def credentials(session: str | None) -> dict[str, str]:
    """Return what a client needs."""
    if session == "cursed":
        raise LookupError("deliberate")
    return {"token": "open" if session is None else f"open~{session}"}


def refusal(_call: ShelfCall, error: VendorError) -> Reply:
    """Word a refusal as this vendor does."""
    return Reply(error.status, Refused(wrong=str(error.rule)), error.headers)


def invalid(_call: ShelfCall, problem: Problem) -> VendorError:
    """Refuse what does not fit its schema."""
    return VendorError(problem.rule or "shelf.input", 422)


ERRORS = {401: Answers(Refused, DOCUMENTED), 422: Answers(Refused, CHOSEN)}
manifest = Manifest("shelf", "Shelf Keeper", "9.1", ("shelf.example",), ("/shelves",), credentials, secrets=("name",))
shelf = Vendor(
    manifest=manifest,
    state=Shelves,
    variants=Habits,
    rules=tuple(
        Rule(f"shelf.{name}", status=CHOSEN, source="HERE", text=f"About {name}.", answer=answer)
        for name, answer in {
            "token": 401, "double": 409, "nothing": 404, "name-length": 422, "input": 422, "path": 404, "method": 405, "kept": None,
        }.items()
    ),
    operations=(
        Operation("thing.create", "POST", "/shelves/{shelf}/things", create, DOCUMENTED, (authenticate,), ERRORS, "key", status=201),
        Operation("thing.list", "GET", "/shelves/{shelf}/things", listed, DOCUMENTED, (authenticate,), ERRORS, "key"),
        Operation("thing.remove", "DELETE", "/shelves/{shelf}/things/{id}", remove, CHOSEN, (authenticate,), status=204),
        Operation("bug.crash", "POST", "/shelves/crash", crash, CHOSEN),
        Operation("bug.mumble", "POST", "/shelves/mumble", mumble, CHOSEN),
    ),
    console=(
        Operation("console.sweep", "POST", "/shelves/{shelf}/sweep", sweep, CHOSEN, status=204),
        Operation("console.crash", "POST", "/crash", crash, CHOSEN),
    ),
    error_body=refusal,
    invalid=invalid,
    unknown_path=lambda _call: VendorError("shelf.path", 404),
    wrong_method=lambda _call, methods: VendorError("shelf.method", 405, headers={"Allow": "|".join(methods)}),
    security={"key": {"type": "apiKey", "in": "header", "name": "X-Token"}},
)  # fmt: skip

VENDORS = {**INSTALLED, "shelf": Installed(manifest, lambda: shelf)}
THINGS = "/shelf/shelves/a/things"
OPEN = {"X-Token": "open"}


@pytest.fixture
def client() -> httpx.Client:
    """A client of a server that has this vendor beside the others."""
    return httpx.Client(transport=InProcess(create_app(Settings(), VENDORS)), base_url="http://sandbox", headers=OPEN)


# --- What it gets ---------------------------------------------------------------------------------------------------


def test_it_is_one_of_the_servers_vendors(client: httpx.Client) -> None:
    assert client.get("/_sandbox/health").json()["vendors"] == [*INSTALLED, "shelf"]
    made = client.post("/_sandbox/sessions", json={"name": "s"}).json()
    assert made["base_urls"]["shelf"] == "http://sandbox/~s/shelf"
    assert made["credentials"]["shelf"] == {"token": "open~s"}


@pytest.mark.parametrize("address", ["http://sandbox/shelf", "http://shelf.example", "http://sandbox", "http://sandbox/~s/shelf"])
def test_it_answers_by_prefix_host_and_root_path(client: httpx.Client, address: str) -> None:
    token = {"X-Token": "open~s" if "~s" in address else "open"}
    made = client.post(f"{address}/shelves/a/things", json={"name": "cup"}, headers=token)
    assert made.status_code == 201
    assert client.get(f"{address}/shelves/a/things", headers=token).json() == {"things": [made.json()]}
    assert client.delete(f"{address}/shelves/a/things/{made.json()['id']}", headers=token).content == b""
    assert client.get(f"{address}/shelves/a/things", headers=token).json() == {"things": []}


def test_it_reads_path_query_and_body(client: httpx.Client) -> None:
    for name in ("one", "two", "three"):
        client.post("/shelf/shelves/%C3%A9%2F/things", json={"name": name})
    assert list(client.get("/_sandbox/state/shelf").json()["shelves"]) == ["é/"]
    answer = client.get("/shelf/shelves/%C3%A9%2F/things?limit=2").json()
    assert [thing["name"] for thing in answer["things"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "refused_by"),
    [
        ("POST", THINGS, {"name": "x" * 6}, 422, "shelf.name-length"),
        ("POST", THINGS, {}, 422, "shelf.input"),
        ("GET", f"{THINGS}?limit=0", None, 422, "shelf.input"),
        ("DELETE", f"{THINGS}/nosuch", None, 404, "shelf.nothing"),
        ("GET", "/shelf/nowhere", None, 404, "shelf.path"),
        ("PUT", THINGS, {}, 405, "shelf.method"),
    ],
)
def test_it_refuses_in_its_own_words_and_names_the_rule(
    client: httpx.Client, method: str, path: str, body: Any, status: int, refused_by: str
) -> None:
    answer = client.request(method, path, json=body)
    assert (answer.status_code, answer.json()) == (status, {"wrong": refused_by})
    assert answer.headers["X-Sandbox-Rule"] == f"{refused_by}; status=chosen; body=chosen"
    assert answer.headers.get("Allow") == ("GET|POST" if status == 405 else None)


def test_its_checks_come_before_its_schemas(client: httpx.Client) -> None:
    assert client.post(THINGS, content=b"", headers={"X-Token": "shut"}).json() == {"wrong": "shelf.token"}


def test_it_has_a_journal_with_its_secrets_masked(client: httpx.Client) -> None:
    client.post(THINGS, json={"name": "cup"})
    client.get("/mxo/nowhere")
    (exchange,) = client.get("/_sandbox/journal?vendor=shelf").json()
    assert (exchange["operation"], exchange["status"], exchange["rules"]) == ("shelf.thing.create", 201, ["shelf.kept"])
    assert client.get("/_sandbox/journal/1").json()["request"]["body"] == {"name": "***"}


def test_it_has_sessions_of_one_seed_each_with_its_own_state(client: httpx.Client) -> None:
    made = [client.post(f"/~{name}{THINGS}", json={"name": "cup"}, headers={"X-Token": f"open~{name}"}) for name in ("s", "t")]
    assert made[0].content == made[1].content
    assert client.get("/_sandbox/state/shelf").json() == {"agenda": [], "shelves": {}, "token": "open"}
    client.delete(f"/~s{THINGS}/{made[0].json()['id']}", headers={"X-Token": "open~s"})
    assert client.get("/~s/_sandbox/state/shelf").json()["shelves"] == {"a": {}}
    assert client.get("/~t/_sandbox/state/shelf").json()["shelves"] == {"a": {made[1].json()["id"]: "cup"}}


def test_it_is_reset_with_its_session(client: httpx.Client) -> None:
    first = client.post(THINGS, json={"name": "cup"}).content
    client.post("/_sandbox/reset")
    assert client.get(THINGS).json() == {"things": []}
    assert client.post(THINGS, json={"name": "cup"}).content == first


def test_its_state_is_read_and_replaced_and_a_bad_one_refused_with_its_field(client: httpx.Client) -> None:
    assert client.put("/_sandbox/state/shelf", json={"shelves": {"a": {"1": "cup"}}}).status_code == 204
    assert client.get(THINGS).json() == {"things": [{"id": "1", "name": "cup"}]}
    refused = client.put("/_sandbox/state/shelf", json={"shelves": {"a": {"1": 1}}})
    assert refused.json() == {"error": "invalid state", "detail": [{"field": "shelves.a.1", "reason": "Input should be a valid string"}]}
    assert client.get(THINGS).json() == {"things": [{"id": "1", "name": "cup"}]}


def test_its_variants_are_switched_with_those_of_others_or_none_is(client: httpx.Client) -> None:
    client.post(THINGS, json={"name": "cup"})
    bad = client.patch("/_sandbox/variants", json={"shelf.doubles": "refused", "mxo.token-lifetime": "for ever"})
    assert bad.status_code == 400
    assert client.post(THINGS, json={"name": "cup"}).status_code == 201
    good = client.patch("/_sandbox/variants", json={"shelf.doubles": "refused", "mxo.token-lifetime": "one-minute"})
    assert {one["id"] for one in good.json() if one["value"] != one["default"]} == {"shelf.doubles", "mxo.token-lifetime"}
    assert client.post(THINGS, json={"name": "cup"}).json() == {"wrong": "shelf.double"}


def test_it_has_a_console_in_the_form_of_the_control_plane(client: httpx.Client) -> None:
    client.post(THINGS, json={"name": "cup"})
    swept = client.post("/_sandbox/shelf/shelves/a/sweep")
    assert (swept.status_code, swept.content) == (204, b"")
    again = client.post("/_sandbox/shelf/shelves/a/sweep")
    assert (again.status_code, again.json()) == (404, {"error": "no such shelf", "detail": {"shelf": "a"}})


def test_its_rules_are_listed_and_counted(client: httpx.Client) -> None:
    client.post(THINGS, json={"name": "cup"})
    client.get("/shelf/nowhere")
    counts = {one["id"]: one["answered"] for one in client.get("/_sandbox/rules?vendor=shelf").json()}
    assert list(counts) == [one.id for one in shelf.rules]
    assert {name: count for name, count in counts.items() if count} == {"shelf.kept": 1, "shelf.path": 1}


def test_it_has_an_openapi_document(client: httpx.Client) -> None:
    found = client.get("/_sandbox/openapi/shelf.json").json()
    assert (found["info"]["title"], found["info"]["version"]) == ("Shelf Keeper", "9.1")
    assert found["servers"] == [{"url": "http://sandbox/shelf"}]
    things = found["paths"]["/shelves/{shelf}/things"]
    assert (things["post"]["operationId"], things["post"]["summary"]) == ("shelf.thing.create", "Put a thing on a shelf.")
    assert (list(things["post"]["responses"]), things["post"]["security"]) == (["201", "401", "422"], [{"key": []}])
    assert [(one["name"], one["in"], one["required"]) for one in things["get"]["parameters"]] == [
        ("shelf", "path", True),
        ("limit", "query", False),
    ]
    assert found["components"]["schemas"]["Thing"]["properties"]["name"]["maxLength"] == 5
