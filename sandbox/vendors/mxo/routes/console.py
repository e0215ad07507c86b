"""What a person does in MXO's own pages: publish a structure, and take it back."""

from __future__ import annotations

from sandbox.vendor import ConsoleError
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.structure_model import Structure


def publish_structure(call: MxoCall) -> None:
    """Publish a pull structure, so that clients can read it."""
    _structure(call).published = True
    call.applies("mxo.console-structure-published")


def unpublish_structure(call: MxoCall) -> None:
    """Take a pull structure back; clients get 404 for it."""
    _structure(call).published = False
    call.applies("mxo.console-structure-published")


def _structure(call: MxoCall) -> Structure:
    space = call.state.spaces.get(call.path["siteKey"])
    structure = space.structures.get(call.path["structureApiName"]) if space else None
    if structure is None:
        raise ConsoleError("mxo.console-structure-unknown", 404, "Unknown structure", dict(call.path))
    return structure
