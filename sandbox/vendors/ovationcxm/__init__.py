"""OvationCXM API V3: customers, issues, organisations, calls, reports; service providers act on behalf of organisations."""

from __future__ import annotations

from sandbox.vendor import Vendor
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import error_body
from sandbox.vendors.ovationcxm.manifest import manifest
from sandbox.vendors.ovationcxm.paths import NOT_EMULATED, clean, invalid, unknown_path, wrong_method
from sandbox.vendors.ovationcxm.routes import (
    chat,
    console,
    customers,
    forms,
    invites,
    issue_actions,
    issue_files,
    issue_logs,
    issues,
    locations,
    lookups,
    org_users,
    orgs,
    phone,
    reports,
    shipments,
    team_mappings,
    teams,
    technology,
    users,
)
from sandbox.vendors.ovationcxm.rules import RULES
from sandbox.vendors.ovationcxm.state import Ovationcxm
from sandbox.vendors.ovationcxm.variants import DECIDED, OvationcxmVariants

vendor = Vendor(
    manifest=manifest,
    state=Ovationcxm,
    variants=OvationcxmVariants,
    rules=RULES,
    decided=DECIDED,
    operations=(
        *customers.OPERATIONS,
        *locations.OPERATIONS,
        *users.OPERATIONS,
        *lookups.OPERATIONS,
        *invites.OPERATIONS,
        *forms.OPERATIONS,
        *technology.OPERATIONS,
        *issues.OPERATIONS,
        *issue_actions.OPERATIONS,
        *issue_logs.OPERATIONS,
        *issue_files.OPERATIONS,
        *chat.OPERATIONS,
        *orgs.OPERATIONS,
        *teams.OPERATIONS,
        *team_mappings.OPERATIONS,
        *org_users.OPERATIONS,
        *shipments.OPERATIONS,
        *phone.OPERATIONS,
        *reports.OPERATIONS,
    ),
    console=console.CONSOLE,
    not_emulated=NOT_EMULATED,
    call=OvationCall,
    error_body=error_body,
    invalid=invalid,
    unknown_path=unknown_path,
    wrong_method=wrong_method,
    clean_path=clean,
    security={
        "signature": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Boomtown-Signature",
            "description": "Base64 of HMAC-SHA256 over request target, colon and X-Boomtown-Date; the key is that of X-Boomtown-Token.",
        },
    },
)
