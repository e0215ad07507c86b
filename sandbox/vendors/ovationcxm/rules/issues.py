"""The ledger of issues, their logs, files and chats."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("ovationcxm.issue-not-found", status=OBSERVED, answer=404, source="rec2022",
         text="An unknown issue is answered That Issue does not exist."),
    Rule("ovationcxm.issue-status-history-unknown", status=OBSERVED, answer=500, source="rec2022",
         text="The status history of an unknown issue is answered 500 A Error has occurred, as it was recorded."),
    Rule("ovationcxm.issue-deleted", status=CHOSEN, answer=404, source="-",
         text="A deleted issue can be read by its id; every other operation answers That Issue does not exist."),
    Rule("ovationcxm.issue-schedule-time", status=OBSERVED, answer=422, source="rec2022",
         text="A scheduled_time that is no time is refused with Invalid scheduledTime, before the state of the issue is looked at."),
    Rule("ovationcxm.issue-schedule-state", status=OBSERVED, answer=403, source="rec2022",
         text="Only an issue with the status Scheduling can be scheduled; any other is refused with Unable to schedule."),
    Rule("ovationcxm.issue-action-state", status=OBSERVED, body=INFERRED, answer=403, source="rec2022",
         text="An action that the status of an issue does not allow is refused with Access Denied for issues of that status."),
    Rule("ovationcxm.issue-action-repeat", status=CHOSEN, source="-",
         text="To resolve a resolved issue, or to cancel a canceled one, succeeds and changes nothing."),
    Rule("ovationcxm.issue-transition", status=DOCUMENTED, body=OBSERVED, source="sdk2018, sdk2022",
         text="The six actions bring an issue into its next state, with a row in the log and one in the status history."),
    Rule("ovationcxm.issue-deescalate-empty", status=CHOSEN, answer=403, source="-",
         text="An issue that was not escalated before, and for which no team is given, cannot be de-escalated."),
    Rule("ovationcxm.chat-history-open", status=OBSERVED, answer=403, source="rec2022",
         text="The chat history of an open issue is refused with Comm history for issue not available yet."),
    Rule("ovationcxm.log-put-new-row", status=OBSERVED, source="rec2022",
         text="A new note is answered alone, not with the whole log."),
    Rule("ovationcxm.log-delete-remaining", status=OBSERVED, source="rec2022",
         text="A deleted row of the log is answered with the rows that remain."),
    Rule("ovationcxm.log-newest-first", status=OBSERVED, source="rec2022",
         text="Log and status history have the newest row first; of rows of one moment the one that was written later."),
    Rule("ovationcxm.put-status", status=CHOSEN, source="sdk2018",
         text="A put of an issue sets status, job and resolution; the variant put-status can have them passed over, or "
              "the put refused with 403."),
)
# fmt: on
