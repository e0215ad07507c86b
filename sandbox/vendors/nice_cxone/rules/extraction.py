"""The ledger of Data Extraction."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Starting a job ---
    Rule("nice_cxone.de.throttle", status=OBSERVED, answer=403, source="DE-HELP, CLIENT",
         text="A POST within 30 seconds of the tenant's last accepted one is refused with 403, whoever the user is; GETs never are."),
    Rule("nice_cxone.de.body", status=CHOSEN, answer=400, source="SPEC-DE",
         text="A body that is missing, no JSON or no object, or has another type than string in one of the four members (version may "
              "be a number), is refused with 400."),
    Rule("nice_cxone.de.field-missing", status=CHOSEN, answer=400, source="SPEC-DE",
         text="The first of entityName, version, startDate and endDate that is absent, null or empty is named by a 400."),
    Rule("nice_cxone.de.entity-unknown", status=INFERRED, answer=400, source="SPEC-DE, CLIENT",
         text="An entityName other than recording-interaction-metadata and qm-workflows is refused with 400."),
    Rule("nice_cxone.de.version", status=CHOSEN, answer=400, source="SPEC-DE, CLIENT",
         text="A version that is not a whole number is refused with 400; any whole number is accepted."),
    Rule("nice_cxone.de.date-format", status=CHOSEN, answer=400, source="SPEC-DE, CLIENT",
         text="A date that is neither YYYY-MM-DD nor an ISO date-time is refused with 400; without a zone it is UTC."),
    Rule("nice_cxone.de.date-order", status=CHOSEN, answer=400, source="SPEC-DE",
         text="An endDate before the startDate is refused with 400."),
    Rule("nice_cxone.de.range", status=DOCUMENTED, source="DE-HELP",
         text="A range of more than 14 days is accepted: the page advises against it, and no more."),
    Rule("nice_cxone.de.permission", status=DOCUMENTED, body=CHOSEN, answer=403, source="DE-HELP",
         text="A caller without the entity's permission is refused with 403: no job is made, and the 30 seconds do not begin."),
    Rule("nice_cxone.de.accepted", status=OBSERVED, body=DOCUMENTED, source="SPEC-DE, CLIENT",
         text="A good request is answered 202 with the job's id as a JSON string, quotes included."),
    Rule("nice_cxone.de.sync", status=DOCUMENTED, answer=404, source="PORTAL, SPEC-DE",
         text="A POST to /jobs/sync, which old texts name and the current specification lacks, is answered 404."),

    # --- Following it ---
    Rule("nice_cxone.de.list", status=DOCUMENTED, source="SPEC-DE",
         text="The list has all jobs of the tenant, newest first, and moves none of them on."),
    Rule("nice_cxone.de.job-unknown", status=CHOSEN, answer=404, source="SPEC-DE",
         text="The id of no job, or of another tenant's, is answered 404."),
    Rule("nice_cxone.de.progress", status=CHOSEN, source="SPEC-DE, CLIENT",
         text="A job is RUNNING when it is first asked for, and has SUCCEEDED right after that, unless the variant job-progress "
              "says otherwise."),
    Rule("nice_cxone.de.failed", status=CHOSEN, source="SPEC-DE",
         text="With the variant job-progress at fail, a job has FAILED when it is asked for, with an errorMessage."),
    Rule("nice_cxone.de.retention", status=CHOSEN, source="DE-HELP",
         text="24 hours after its success a job is EXPIRED and has no address any more."),

    # --- The CSV ---
    Rule("nice_cxone.de.url", status=INFERRED, answer=403, source="DE-HELP, CLIENT",
         text="Each GET of a job that has succeeded gives a fresh address, good for 30 seconds. After that, or with another signature, "
              "the address is answered 403 in XML, as storage does."),
    Rule("nice_cxone.de.csv", status=OBSERVED, source="CLIENT",
         text="The CSV is UTF-8 with a byte order mark, a header row, CRLF line ends, and quotes only where they are needed."),
    Rule("nice_cxone.de.csv-rows", status=CHOSEN, source="DE-HELP, CLIENT",
         text="There is a row for each recorded segment of the tenant's closed contacts that started in the range, in order of start, "
              "taken when the job was made. An endDate without time includes its whole UTC day. qm-workflows has the header alone."),
    Rule("nice_cxone.de.lag", status=DOCUMENTED, source="DE-HELP",
         text="New interactions may take up to 30 minutes to be extracted; here they take none."),
)
# fmt: on
