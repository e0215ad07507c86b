"""Medallia Experience Orchestration (MXO): the Customer, Interaction, Lightweight Events, Batch and Datastores APIs."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Answers, NotEmulated, Operation, Vendor
from sandbox.vendors.mxo import checks, paths
from sandbox.vendors.mxo.auth import authenticate, authenticate_client, authenticate_oauth1, may_delete
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.datastore_models import DatastoreError
from sandbox.vendors.mxo.errors import error_body, invalid
from sandbox.vendors.mxo.interaction_models import BatchAccepted, InteractionResponse
from sandbox.vendors.mxo.manifest import manifest
from sandbox.vendors.mxo.models import ApiError, DeleteError, OAuthError, StructureError
from sandbox.vendors.mxo.routes import activity, batches, console, customer, datastores, events, exports, interactions, records
from sandbox.vendors.mxo.routes.structure import evaluate_structure
from sandbox.vendors.mxo.routes.token import create_token
from sandbox.vendors.mxo.rules import RULES
from sandbox.vendors.mxo.state import Mxo
from sandbox.vendors.mxo.variants import DECIDED, MxoVariants

# --- What is checked before a body's schema, in the vendor's order ---

ENTRY = (authenticate, checks.json_object, checks.known_space)
ERASURE = (authenticate, may_delete, checks.json_object, checks.known_space)
INTERACTION = (authenticate, checks.interaction_space, checks.interaction_tid, checks.json_object)
INTERACTIONS = (authenticate, checks.interaction_space, checks.interaction_tid, checks.interactions)
SIGNED = (checks.oauth1_is_on, authenticate_oauth1, checks.interaction_space, checks.interaction_tid, checks.json_object)
EVENT = (checks.json_object, events.event_space, checks.event_tid)
BATCH = (authenticate, checks.batch_space, checks.batch_workspace)
RECORDS = (*BATCH, checks.records)
STORES = (authenticate, checks.workspace_or_401)
NEW_STORE = (*STORES, checks.json_object)
STORE = (authenticate, checks.workspace_or_404, checks.datastore)
NO_STORE = (authenticate, checks.workspace_or_401, checks.datastore)
TABLE = (*STORE, checks.target)
KEYED = (*TABLE, checks.primary_key)
INSERT = (*TABLE, checks.record_array)

# --- What is answered beside a success ---

UNAUTHORIZED = Answers(OAuthError | None, DOCUMENTED)
UNAUTHORIZED_INFERRED = Answers(OAuthError | None, INFERRED)
UNSUPPORTED = Answers(None, INFERRED)
UNKNOWN_SITE = "mxo.sitekey-unknown: not-found-404"

TOKENS = {400: Answers(OAuthError, INFERRED), 401: Answers(OAuthError, INFERRED)}
ACTIVITY = {
    400: Answers(ApiError | None, DOCUMENTED),
    401: UNAUTHORIZED,
    404: Answers(ApiError, INFERRED, only_with=UNKNOWN_SITE),
    415: UNSUPPORTED,
}
ACTIVITY_300 = ACTIVITY | {401: UNAUTHORIZED_INFERRED}
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
INTERACTING = {
    400: Answers(InteractionResponse | ApiError | None, INFERRED),
    401: UNAUTHORIZED_INFERRED,
    404: Answers(InteractionResponse | ApiError | None, CHOSEN, only_with="mxo.interaction-sitekey: not-found-404"),
    415: UNSUPPORTED,
}
SIGNING = INTERACTING | {404: Answers(InteractionResponse | ApiError | None, CHOSEN)}
TRACKING = {
    400: Answers(ApiError, CHOSEN),
    404: Answers(ApiError, CHOSEN, only_with="mxo.event-sitekey: not-found-404"),
    415: UNSUPPORTED,
}
SUBMITTING = {
    200: Answers(BatchAccepted, CHOSEN, only_with="mxo.batch-accept: ok-200"),
    201: Answers(BatchAccepted, CHOSEN, only_with="mxo.batch-accept: created-201"),
    400: Answers(ApiError, CHOSEN),
    401: UNAUTHORIZED_INFERRED,
    415: UNSUPPORTED,
}
POLLING = {400: Answers(ApiError, CHOSEN), 401: UNAUTHORIZED_INFERRED, 404: Answers(ApiError, CHOSEN)}
NO_WORKSPACE = Answers(OAuthError | DatastoreError | None, DOCUMENTED)
NOT_FOUND = Answers(DatastoreError | None, DOCUMENTED)
LISTING = {401: NO_WORKSPACE, 404: Answers(DatastoreError | None, CHOSEN, only_with="mxo.datastore-workspace: not-found-404")}
DEFINING = LISTING | {400: Answers(DatastoreError | None, DOCUMENTED), 415: UNSUPPORTED}
STORED = {401: NO_WORKSPACE, 404: NOT_FOUND}
ASKING = STORED | {400: Answers(DatastoreError | None, CHOSEN)}
INSERTING = ASKING | {415: Answers(None, CHOSEN)}
UNKNOWN_SPACE = {404: Answers(None, CHOSEN)}

STRUCTURES = "/structures/{siteKey}/{structureApiName}"
EXPORTS = "/exports/{siteKey}"

# fmt: off
OPERATIONS = (
    Operation("token.create", "POST", paths.TOKEN, create_token, DOCUMENTED, (authenticate_client,), TOKENS, "client"),

    Operation("activity.send", "POST", f"{paths.CUSTOMER}/activity", activity.send_activity, DOCUMENTED, ENTRY, ACTIVITY, "token"),
    Operation("structure.evaluate", "POST", f"{paths.CUSTOMER}/structure", evaluate_structure, DOCUMENTED, ENTRY, STRUCTURE, "token"),
    Operation("customer.delete", "DELETE", paths.CUSTOMER, customer.delete_customer, DOCUMENTED, ERASURE, DELETE, "token"),
    Operation("activity.send-v300", "POST", f"{paths.CUSTOMER_300}/activity", activity.send_activity, DOCUMENTED, ENTRY, ACTIVITY_300,
              "token"),

    Operation("interaction.send", "POST", paths.INTERACTION, interactions.send_interaction, DOCUMENTED, INTERACTION, INTERACTING, "token"),
    Operation("interaction.update", "PUT", paths.INTERACTION, interactions.update_interaction, DOCUMENTED, INTERACTION, INTERACTING,
              "token"),
    Operation("interaction.offline", "PUT", f"{paths.INTERACTION}/offline", interactions.send_offline, DOCUMENTED, INTERACTION, INTERACTING,
              "token"),
    Operation("interaction.offline-many", "PUT", f"{paths.INTERACTIONS}/offline", interactions.send_many_offline, DOCUMENTED, INTERACTIONS,
              INTERACTING, "token"),
    Operation("oauth1.send", "POST", paths.OAUTH1_INTERACTION, interactions.send_interaction, OBSERVED, SIGNED, SIGNING, "signature"),
    Operation("oauth1.update", "PUT", paths.OAUTH1_INTERACTION, interactions.update_interaction, OBSERVED, SIGNED, SIGNING, "signature"),
    Operation("oauth1.offline", "PUT", f"{paths.OAUTH1_INTERACTION}/offline", interactions.send_offline, OBSERVED, SIGNED, SIGNING,
              "signature"),

    Operation("event.track", "POST", paths.EVENTS, events.track_event, DOCUMENTED, EVENT, TRACKING, status=201),

    Operation("batch.submit", "POST", paths.BATCHES, batches.submit_batch, DOCUMENTED, RECORDS, SUBMITTING, "token", 202),
    Operation("batch.submit-update", "POST", f"{paths.BATCHES}/update", batches.submit_updates, DOCUMENTED, RECORDS, SUBMITTING, "token",
              202),
    Operation("batch.status", "GET", paths.BATCH, batches.batch_status, DOCUMENTED, BATCH, POLLING, "token"),
    Operation("batch.errors", "GET", f"{paths.BATCH}/error", batches.batch_errors, DOCUMENTED, BATCH, POLLING, "token"),

    Operation("datastore.list", "GET", paths.WORKSPACE, datastores.list_datastores, DOCUMENTED, STORES, LISTING, "token"),
    Operation("datastore.create", "POST", paths.WORKSPACE, datastores.create_datastore, DOCUMENTED, NEW_STORE, DEFINING, "token", 201),
    Operation("datastore.get", "GET", paths.DATASTORE, datastores.get_datastore, DOCUMENTED, STORE, STORED, "token"),
    Operation("datastore.delete", "DELETE", paths.DATASTORE, datastores.delete_datastore, DOCUMENTED, NO_STORE, STORED, "token"),
    Operation("datastore.reference", "GET", f"{paths.TARGET}/reference", datastores.get_reference, DOCUMENTED, TABLE, STORED, "token"),
    Operation("datastore.go-live", "POST", f"{paths.DATASTORE}/golive/{{stagingReference}}", datastores.go_live, DOCUMENTED, STORE, STORED,
              "token"),
    Operation("datastore.clear", "POST", f"{paths.DATASTORE}/clear/{{tableReference}}", datastores.clear_table, DOCUMENTED, STORE, STORED,
              "token"),
    Operation("record.query", "GET", paths.TARGET, records.query_records, DOCUMENTED, KEYED, ASKING, "token"),
    Operation("record.insert", "POST", paths.TARGET, records.insert_records, DOCUMENTED, INSERT, INSERTING, "token"),
    Operation("record.delete", "DELETE", paths.TARGET, records.delete_records, DOCUMENTED, KEYED, ASKING, "token"),
)
CONSOLE = (
    Operation("console.structure-publish", "POST", f"{STRUCTURES}/publish", console.publish_structure, DOCUMENTED, status=204),
    Operation("console.structure-unpublish", "POST", f"{STRUCTURES}/unpublish", console.unpublish_structure, DOCUMENTED, status=204),
    Operation("export.dim-propositions", "GET", f"{EXPORTS}/dim_propositions.csv", exports.export_propositions, DOCUMENTED,
              errors=UNKNOWN_SPACE, produces=exports.CSV),
    Operation("export.customer-events", "GET", f"{EXPORTS}/customer_events.csv", exports.export_customer_events, DOCUMENTED,
              errors=UNKNOWN_SPACE, produces=exports.CSV),
)
NOT_EMULATED = (
    NotEmulated("/one/oauth2/services/api", "mxo.not-emulated", "the administration and preview functions are no published API"),
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
    unknown_path=paths.unknown_path,
    wrong_method=paths.wrong_method,
    clean_path=paths.clean,
    unknown_members=lambda variants: "forbid" if variants.unknown_fields == "reject-400" else "ignore",
    actions={"customer.erase": customer.erase_customer},
    security={
        "client": {"type": "http", "scheme": "basic", "description": "Client id and secret, at the token endpoint."},
        "token": {"type": "http", "scheme": "bearer", "description": "A token of the token endpoint."},
        "signature": {"type": "http", "scheme": "OAuth", "description": "OAuth 1.0a: the request signed with a consumer's secret."},
    },
)
