"""The tree of path segments that finds the operation of a request."""

from __future__ import annotations

import pytest

from sandbox.routing import Routes
from sandbox.vendor import CHOSEN, Operation


def handler(_call: object) -> None:
    """Do nothing."""


def table(*lines: str) -> Routes:
    """Compile operations from lines such as `GET /a/{b}`, which are their ids, too."""
    split = [line.split(" ") for line in lines]
    return Routes(Operation(line, method, path, handler, CHOSEN) for line, (method, path) in zip(lines, split, strict=True))


def found(routes: Routes, method: str, path: str) -> tuple[str, dict[str, str]] | tuple[str, ...]:
    """Return the operation's id with its path parameters, else the methods that the path has."""
    operation, parameters, methods = routes.find(method, path)
    return (operation.id, parameters) if operation else methods


BATCH = table(
    "POST /batch/{site}",
    "POST /batch/{site}/update",
    "GET /batch/{site}/{batch}",
    "GET /batch/{site}/{batch}/error",
    "DELETE /batch/{site}/{batch}",
)


def test_a_path_without_parameters_is_found_as_it_stands() -> None:
    routes = table("GET /a", "GET /a/b", "POST /a/b", "GET /")
    assert found(routes, "GET", "/a/b") == ("GET /a/b", {})
    assert found(routes, "POST", "/a/b") == ("POST /a/b", {})
    assert found(routes, "GET", "/") == ("GET /", {})


@pytest.mark.parametrize("path", ["/b", "/a/b/c", "/A", "/a/", "//a", "a", "", "/a//b", "/a/b/"])
def test_a_path_that_no_operation_has_is_found_nowhere(path: str) -> None:
    assert found(table("GET /a", "GET /a/b"), "GET", path) == ()


def test_parameters_are_named_as_in_the_table() -> None:
    assert found(BATCH, "GET", "/batch/S/B/error") == ("GET /batch/{site}/{batch}/error", {"site": "S", "batch": "B"})


def test_operations_of_one_path_may_name_its_parameters_differently() -> None:
    routes = table("GET /a/{one}", "POST /a/{two}")
    assert found(routes, "GET", "/a/x") == ("GET /a/{one}", {"one": "x"})
    assert found(routes, "POST", "/a/x") == ("POST /a/{two}", {"two": "x"})


@pytest.mark.parametrize("lines", [("GET /a/{b}", "GET /a/fixed"), ("GET /a/fixed", "GET /a/{b}")])
def test_a_fixed_segment_is_preferred_to_a_parameter_whatever_the_order_of_the_table(lines: tuple[str, ...]) -> None:
    assert found(table(*lines), "GET", "/a/fixed") == ("GET /a/fixed", {})
    assert found(table(*lines), "GET", "/a/fixes") == ("GET /a/{b}", {"b": "fixes"})


def test_the_method_decides_between_a_fixed_segment_and_a_parameter() -> None:
    assert found(BATCH, "POST", "/batch/S/update") == ("POST /batch/{site}/update", {"site": "S"})
    assert found(BATCH, "GET", "/batch/S/update") == ("GET /batch/{site}/{batch}", {"site": "S", "batch": "update"})


def test_a_fixed_segment_that_leads_nowhere_is_left_for_the_parameter() -> None:
    assert found(BATCH, "GET", "/batch/S/update/error") == ("GET /batch/{site}/{batch}/error", {"site": "S", "batch": "update"})


def test_a_known_path_under_another_method_gives_its_methods_in_alphabetical_order_each_once() -> None:
    assert found(BATCH, "PUT", "/batch/S/B") == ("DELETE", "GET")
    assert found(BATCH, "PUT", "/batch/S/update") == ("DELETE", "GET", "POST")
    assert found(table("POST /a/b", "POST /a/{c}", "GET /a/b"), "PUT", "/a/b") == ("GET", "POST")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "get", ""])
def test_a_method_is_compared_exactly_and_none_is_added(method: str) -> None:
    assert found(table("GET /a"), method, "/a") == ("GET",)


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("a%20b", "a b"),
        ("a%2Fb", "a/b"),
        ("%2f", "/"),
        ("%2525", "%25"),
        ("%252F", "%2F"),
        ("%C3%A9", "é"),
        ("a+b", "a+b"),
        ("%", "%"),
        ("%zz", "%zz"),
        ("{b}", "{b}"),
    ],
)
def test_a_parameter_is_percent_decoded_once_and_a_decoded_slash_divides_nothing(sent: str, value: str) -> None:
    assert found(table("GET /a/{b}/c"), "GET", f"/a/{sent}/c") == ("GET /a/{b}/c", {"b": value})


def test_a_fixed_segment_is_percent_decoded_too() -> None:
    assert found(table("GET /ab/{c}"), "GET", "/%61b/x") == ("GET /ab/{c}", {"c": "x"})


@pytest.mark.parametrize("path", ["/a//c", "/a/", "//b/c"])
def test_an_empty_segment_is_no_parameter(path: str) -> None:
    assert found(table("GET /a/{b}/c", "GET /a/{b}", "GET /{a}/b/c"), "GET", path) == ()


def test_the_dots_of_a_path_mean_nothing() -> None:
    assert found(table("GET /a/{b}", "GET /a"), "GET", "/a/..") == ("GET /a/{b}", {"b": ".."})
