"""Medallia Experience Orchestration (MXO): the Customer API and the token endpoint."""

from __future__ import annotations

from sandbox.vendor import DOCUMENTED, INFERRED, Answers, NotEmulated, Operation, Vendor
from sandbox.vendors.mxo.auth import authenticate, authenticate_client, may_delete
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.checks import json_object, known_space
from sandbox.vendors.mxo.errors import error_body, invalid
from sandbox.vendors.mxo.manifest import manifest
from sandbox.vendors.mxo.models import ApiError, DeleteError, OAuthError, StructureError
from sandbox.vendors.mxo.paths import CUSTOMER, CUSTOMER_300, TOKEN, clean, unknown_path, wrong_method
from sandbox.vendors.mxo.routes.activity import send_activity
from sandbox.vendors.mxo.routes.console import publish_structure, unpublish_structure
from sandbox.vendors.mxo.routes.customer import delete_customer, erase_customer
from sandbox.vendors.mxo.routes.structure import evaluate_structure
from sandbox.vendors.mxo.routes.token import create_token
from sandbox.vendors.mxo.rules import RULES
from sandbox.vendors.mxo.state import Mxo
from sandbox.vendors.mxo.variants import DECIDED, MxoVariants

ENTRY = (authenticate, json_object, known_space)
"""What every call of the Customer API passes before its schema."""

ERASURE = (authenticate, may_delete, json_object, known_space)

UNAUTHORIZED = Answers(OAuthError | None, DOCUMENTED)
UNSUPPORTED = Answers(None, INFERRED)
STRUCTURES = "/structures/{siteKey}/{structureApiName}"
UNKNOWN_SITE = "mxo.sitekey-unknown: not-found-404"

ACTIVITY = {
    400: Answers(ApiError | None, DOCUMENTED),
    401: UNAUTHORIZED,
    404: Answers(ApiError, INFERRED, only_with=UNKNOWN_SITE),
    415: UNSUPPORTED,
}
ACTIVITY_300 = ACTIVITY | {401: Answers(OAuthError | None, INFERRED)}
STRUCTURE = {
    400: Answers(StructureError, DOCUMENTED),
    401: UNAUTHORIZED,
    404: Answers(StructureError, DOCUMENTED),
    415: UNSUPPORTED,
}
DELETE = {
    400: Answers(DeleteError, DOCUMENTED),
    401: UNAUTHORIZED,
    403: Answers(OAuthError, DOCUMENTED),
    404: Answers(DeleteError, DOCUMENTED),
    415: UNSUPPORTED,
}
TOKENS = {400: Answers(OAuthError, INFERRED), 401: Answers(OAuthError, INFERRED)}

# fmt: off
OPERATIONS = (
    Operation("token.create", "POST", TOKEN, create_token, DOCUMENTED, (authenticate_client,), TOKENS, "client"),
    Operation("activity.send", "POST", f"{CUSTOMER}/activity", send_activity, DOCUMENTED, ENTRY, ACTIVITY, "token"),
    Operation("structure.evaluate", "POST", f"{CUSTOMER}/structure", evaluate_structure, DOCUMENTED, ENTRY, STRUCTURE, "token"),
    Operation("customer.delete", "DELETE", CUSTOMER, delete_customer, DOCUMENTED, ERASURE, DELETE, "token"),
    Operation("activity.send-v300", "POST", f"{CUSTOMER_300}/activity", send_activity, DOCUMENTED, ENTRY, ACTIVITY_300, "token"),
)
CONSOLE = (
    Operation("console.structure-publish", "POST", f"{STRUCTURES}/publish", publish_structure, DOCUMENTED, status=204),
    Operation("console.structure-unpublish", "POST", f"{STRUCTURES}/unpublish", unpublish_structure, DOCUMENTED, status=204),
)
NOT_YET = "this version plays the Customer API and the token endpoint alone"
NOT_EMULATED = (
    NotEmulated("/one/oauth2/services/api", "mxo.not-emulated", "the administration and preview functions are no published API"),
    NotEmulated("/one/oauth2/rt/api/2.0/interaction", "mxo.not-emulated", NOT_YET),
    NotEmulated("/one/oauth2/rt/api/2.0/interactions", "mxo.not-emulated", NOT_YET),
    NotEmulated("/one/rt/track", "mxo.not-emulated", NOT_YET),
    NotEmulated("/batchv2", "mxo.not-emulated", NOT_YET),
    NotEmulated("/datastores", "mxo.not-emulated", NOT_YET),
)
# fmt: on

vendor = Vendor(
    manifest=manifest,
    state=Mxo,
    variants=MxoVariants,
    rules=RULES,
    decided=DECIDED,
    operations=OPERATIONS,
    console=CONSOLE,
    not_emulated=NOT_EMULATED,
    call=MxoCall,
    error_body=error_body,
    invalid=invalid,
    unknown_path=unknown_path,
    wrong_method=wrong_method,
    clean_path=clean,
    unknown_members=lambda variants: "forbid" if variants.unknown_fields == "reject-400" else "ignore",
    actions={"customer.erase": erase_customer},
    security={
        "client": {"type": "http", "scheme": "basic", "description": "Client id and secret, at the token endpoint."},
        "token": {"type": "http", "scheme": "bearer", "description": "A token of the token endpoint."},
    },
)
