"""Xima CCaaS: data dips and events, in which Xima is the client, and its REST API."""

from __future__ import annotations

from sandbox.vendor import DOCUMENTED, Vendor, Webhook
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.errors import error_body, invalid
from sandbox.vendors.xima.manifest import manifest
from sandbox.vendors.xima.models import DipRequest
from sandbox.vendors.xima.paths import NOT_EMULATED, unknown_path, wrong_method
from sandbox.vendors.xima.routes import agents, console, dip_service, historic_data, lists, realtime, recordings
from sandbox.vendors.xima.rules import RULES
from sandbox.vendors.xima.state import Xima
from sandbox.vendors.xima.variants import DECIDED, XimaVariants

WEBHOOKS = (
    Webhook("dip.send", "POST", DipRequest, DOCUMENTED, "A data dip: what does the customer's web service know of a caller?"),
    Webhook("event.send", "POST", None, DOCUMENTED, "A call has finished: a profile tells of it by POST, in the query."),
    Webhook("event.send", "GET", None, DOCUMENTED, "A call has finished: a profile tells of it by GET, in the query."),
)

vendor = Vendor(
    manifest=manifest,
    state=Xima,
    variants=XimaVariants,
    rules=RULES,
    decided=DECIDED,
    operations=(
        *dip_service.OPERATIONS,
        *historic_data.OPERATIONS,
        *recordings.OPERATIONS,
        *lists.OPERATIONS,
        *realtime.OPERATIONS,
        *agents.OPERATIONS,
    ),
    console=console.OPERATIONS,
    webhooks=WEBHOOKS,
    not_emulated=NOT_EMULATED,
    call=XimaCall,
    error_body=error_body,
    invalid=invalid,
    unknown_path=unknown_path,
    wrong_method=wrong_method,
    security={
        "token": {"type": "http", "scheme": "bearer", "description": "The token of a Service User."},
        "dip": {"type": "http", "scheme": "bearer", "description": "The token that the web service gave out for a Data Dip Profile."},
    },
)
