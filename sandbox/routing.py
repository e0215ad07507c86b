"""Finds the operation of a request by a tree of path segments: the cost grows with the path, not with the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from sandbox.vendor import Operation


class _Node:
    """What may follow a path: fixed segments, a parameter, and the operations of the path itself by method."""

    __slots__ = ("fixed", "operations", "parameter")

    def __init__(self) -> None:
        self.fixed: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.operations: dict[str, tuple[Operation, tuple[str, ...]]] = {}


class Routes:
    """A table of operations, compiled."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            node = self._root
            names = []
            for segment in operation.path.split("/"):
                if segment.startswith("{"):
                    names.append(segment[1:-1])
                    node.parameter = node.parameter or _Node()
                    node = node.parameter
                else:
                    node = node.fixed.setdefault(segment, _Node())
            node.operations[operation.method] = (operation, tuple(names))

    def find(self, method: str, path: str) -> tuple[Operation | None, dict[str, str], tuple[str, ...]]:
        """Look up a raw path.

        Returns the operation and its path parameters, percent-decoded once. Without an operation: the methods that the
        path has, in alphabetical order; none, if nothing has the path. A fixed segment is preferred to a parameter,
        unless only the parameter's path has the method.
        """
        segments = path.split("/")
        if "%" in path:
            segments = [unquote(segment) for segment in segments]
        candidates: list[tuple[_Node, tuple[str, ...]]] = []
        _collect(self._root, segments, 0, (), candidates)
        for node, values in candidates:
            if found := node.operations.get(method):
                return found[0], dict(zip(found[1], values, strict=True)), ()
        return None, {}, tuple(sorted({allowed for node, _ in candidates for allowed in node.operations}))


def _collect(node: _Node, segments: list[str], at: int, values: tuple[str, ...], found: list[tuple[_Node, tuple[str, ...]]]) -> None:
    """Add to `found` every node that fits the segments from `at` on."""
    while at < len(segments):
        segment = segments[at]
        at += 1
        fixed = node.fixed.get(segment)
        if node.parameter is not None and segment:
            if fixed is not None:
                _collect(fixed, segments, at, values, found)
            node = node.parameter
            values = (*values, segment)
        elif fixed is not None:
            node = fixed
        else:
            return
    if node.operations:
        found.append((node, values))
