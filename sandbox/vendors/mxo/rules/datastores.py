"""The Datastores API."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("mxo.datastore-workspace", status=DOCUMENTED, body=CHOSEN, answer=401, source="DSPEC",
         text="A workspaceId that is unknown or of another tenancy is answered 401 on listing, creating and deleting datastores, "
              "without WWW-Authenticate, and 404 on all other calls."),
    Rule("mxo.datastore-name", status=DOCUMENTED, body=CHOSEN, answer=404, source="DSPEC",
         text="A datastoreApiName that no datastore of the workspace has, compared case-sensitively, is answered 404."),
    Rule("mxo.datastore-target", status=INFERRED, body=CHOSEN, answer=404, source="DSDRAFT",
         text="A target other than live and staging is answered 404."),
    Rule("mxo.datastore-key-type", status=DOCUMENTED, body=CHOSEN, answer=400, source="DSPEC",
         text="A primary or secondary key whose column is not TEXT is refused with 400."),
    Rule("mxo.datastore-key-column", status=INFERRED, body=CHOSEN, answer=400, source="DSPEC",
         text="A primary or secondary key that names no column, or the same column twice, is refused with 400."),
    Rule("mxo.datastore-name-length", status=INFERRED, body=CHOSEN, answer=400, source="DSPEC",
         text="A name that is absent, empty or longer than 50 characters, or an apiName that is absent, empty or has a slash, "
              "is refused with 400."),
    Rule("mxo.datastore-definitions", status=INFERRED, body=CHOSEN, answer=400, source="DSPEC",
         text="A datastore without definitions, with none or more than 40, with one that lacks name or type, or with a column name twice "
              "(whatever its case) is refused with 400."),
    Rule("mxo.datastore-column-type", status=INFERRED, body=CHOSEN, answer=400, source="DSPEC",
         text="A column type that the vendor does not have, compared case-sensitively, is refused with 400."),
    Rule("mxo.datastore-large-text", status=INFERRED, body=CHOSEN, answer=400, source="DSPEC",
         text="A datastore with more than 5 LARGE_TEXT columns is refused with 400; 5 are accepted."),
    Rule("mxo.datastore-duplicate", status=CHOSEN, answer=400, source="SANDBOX",
         text="An apiName that a datastore of the workspace has is refused with 400."),
    Rule("mxo.datastore-created", status=DOCUMENTED, source="DSPEC",
         text="A good definition is answered 201 with an empty body; the datastore has an empty live and an empty staging table."),
    Rule("mxo.datastore-readonly", status=DOCUMENTED, source="DSPEC",
         text="The members created and lastModified of a definition are ignored: the sandbox's clock sets them."),
    Rule("mxo.datastore-staging-reference", status=DOCUMENTED, body=CHOSEN, answer=404, source="DSPEC",
         text="Going live with anything but the current reference of the staging table, also with that of the live one, is answered 404."),
    Rule("mxo.datastore-table-reference", status=DOCUMENTED, body=CHOSEN, answer=404, source="DSPEC",
         text="Clearing with the reference of neither table is answered 404."),
    Rule("mxo.record-pk", status=CHOSEN, answer=400, source="DSPEC",
         text="A query or a deletion of records without pk, or with an empty one, is refused with 400."),
    Rule("mxo.record-empty-result", status=INFERRED, source="DSPEC",
         text="A query that no record matches is answered 200 with []."),
    Rule("mxo.record-delete-none", status=CHOSEN, source="SANDBOX",
         text="A deletion that no record matches is answered 200 with an empty body, as any other."),
    Rule("mxo.record-array", status=CHOSEN, answer=400, source="DSPEC",
         text="Records that are not a JSON array are refused with 400."),
    Rule("mxo.record-ok", status=DOCUMENTED, source="DSPEC",
         text="A good record is stored, and its result is the text 204, with a url to read it at."),
    Rule("mxo.record-bad", status=CHOSEN, source="SANDBOX",
         text="A record that is no object, lacks a key, has an unknown column, or a value of the wrong type or too long is not stored; "
              "its result is the text 400, with an empty url. The other records are stored."),
    Rule("mxo.record-upsert", status=INFERRED, body=CHOSEN, source="DSPEC",
         text="A record with the primary and secondary key of a stored one replaces it, and keeps its place."),
)
# fmt: on
