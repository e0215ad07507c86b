"""The ledger of access keys, in their UserHub and ACD form."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Rule

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("nice_cxone.akm.own-or-any", status=DOCUMENTED, answer=403, source="PORTAL",
         text="One's own access keys take the permission My Access Key or Access Key, those of others Access Key: else 403. It is asked "
              "before the user is looked up, and after the key is."),
    Rule("nice_cxone.akm.create", status=CHOSEN, source="SPEC-KEYS, PORTAL",
         text="A new access key is active, and the caller's unless userId says otherwise; the body may be empty."),
    Rule("nice_cxone.akm.create-other-tenant", status=CHOSEN, answer=403, source="SPEC-KEYS",
         text="A tenantId that is not the caller's is refused with 403."),
    Rule("nice_cxone.akm.user-unknown", status=CHOSEN, answer=404, source="SPEC-KEYS",
         text="An access key for a user that the tenant does not have is refused with 404."),
    Rule("nice_cxone.akm.secret-once", status=DOCUMENTED, source="PORTAL",
         text="The secret of an access key is shown when it is created, and never again."),
    Rule("nice_cxone.akm.list-scope", status=CHOSEN, source="SPEC-KEYS, PORTAL",
         text="With the permission Access Key the list holds the tenant's keys, else the caller's own, oldest first; userId and agentId "
              "filter it."),
    Rule("nice_cxone.akm.update", status=CHOSEN, answer=400, source="SPEC-KEYS, PORTAL",
         text="An update takes accessKeyId in the query and the boolean isActive in the body: else 400."),
    Rule("nice_cxone.akm.key-unknown", status=CHOSEN, answer=404, source="SPEC-KEYS",
         text="An unknown access key, or one of another tenant, is answered 404."),
    Rule("nice_cxone.akm.inactive", status=INFERRED, source="PORTAL, CLIENT",
         text="An inactive or deleted access key gets no tokens."),
    Rule("nice_cxone.akm.last-used", status=CHOSEN, source="SPEC-KEYS",
         text="lastUsedDate is when the access key last got tokens; null before that."),
    Rule("nice_cxone.akm.delete", status=CHOSEN, source="SPEC-KEYS, PORTAL",
         text="A deleted access key is gone at once."),
    Rule("nice_cxone.akm.create-body", status=CHOSEN, answer=400, source="SPEC-KEYS",
         text="A body that is no JSON object, or whose userId or tenantId is no string, is refused with 400."),
)
