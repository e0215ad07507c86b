"""The ledger of Media Playback."""

from __future__ import annotations

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Rule

# This is a table to be read down, so a rule takes two or three lines, where the formatter would give it eight.
# fmt: off
RULES: tuple[Rule, ...] = (
    # --- Who may call, how often, and with which parameters ---
    Rule("nice_cxone.mp.rate-limit", status=INFERRED, answer=429, source="SPEC-MP, MP-HELP",
         text="Over 150 requests of a tenant in a sliding window of 300 seconds, all three operations together, are refused with 429; "
              "Retry-After says when the next is free. Calls that fail count too, but not those without a valid bearer or over the limit."),
    Rule("nice_cxone.mp.call-id-required", status=CHOSEN, answer=400, source="SPEC-MP, CLIENT",
         text="A request for a contact without acd-call-id, or with an empty one, is refused with 400 INVALID_REQUEST."),
    Rule("nice_cxone.mp.media-type-enum", status=CHOSEN, answer=400, source="SPEC-MP",
         text="A media-type other than voice-only, voice-and-screen, chat, email and all is refused with 400 INVALID_REQUEST, "
              "which names the first such value."),
    Rule("nice_cxone.mp.boolean-param", status=CHOSEN, answer=400, source="SPEC-MP",
         text="A boolean parameter that is neither true nor false, in any letter case, is refused with 400 INVALID_REQUEST."),
    Rule("nice_cxone.mp.own-only", status=DOCUMENTED, answer=403, source="MP-HELP",
         text="A caller without the permission Play Any who took part in no segment of the recording is refused with 403 FORBIDDEN."),
    Rule("nice_cxone.mp.not-found", status=INFERRED, body=DOCUMENTED, answer=404, source="SPEC-MP, MP-HELP",
         text="What is unknown, of another tenant, still open, not recorded or the id of a child leg is answered 404 "
              "INTERACTION_NOT_FOUND; so is a recording without a medium that is asked for."),
    Rule("nice_cxone.mp.before-2018-12-13", status=DOCUMENTED, answer=404, source="MP-HELP",
         text="A recording that began before 13 December 2018 (UTC) is answered as if it was unknown."),

    # --- What is shown ---
    Rule("nice_cxone.mp.media-type-filter", status=CHOSEN, source="SPEC-MP, CLIENT",
         text="media-type says which media are shown, repeated ones together: calls under voice-only, voice-and-screen and all, "
              "chats under chat and all, e-mails under email and all. Without any it is all."),
    Rule("nice_cxone.mp.exclude-waveforms", status=DOCUMENTED, source="SPEC-MP",
         text="With exclude-waveforms=true waveformDataList is empty."),
    Rule("nice_cxone.mp.exclude-qm-categories", status=DOCUMENTED, source="SPEC-MP, MP-HELP",
         text="With exclude-qm-categories=true categoryMatchesList is empty. For a caller without the permission to view sentiments "
              "and categories it is always so, and sentiments is empty too."),
    Rule("nice_cxone.mp.download", status=OBSERVED, source="CLIENT",
         text="With isDownload=true the answer to a call is a redirectUrl and nothing else; chats and e-mails, which have no media file, "
              "are answered as without it."),
    Rule("nice_cxone.mp.elevated", status=CHOSEN, source="SPEC-MP",
         text="A contact with several media is an elevated interaction, shown as one interaction per medium."),
    Rule("nice_cxone.mp.read-back", status=CHOSEN, source="SPEC-MP",
         text="dynamicBusinessData has the name and the stored value of every active field that has one, in the tenant's order of fields."),
    Rule("nice_cxone.mp.read-back-none", status=INFERRED, source="SPEC-MP",
         text="Without a value of an active field, dynamicBusinessData is null."),
    Rule("nice_cxone.mp.read-back-contact", status=CHOSEN, source="SPEC-MP",
         text="In the answer to a contact all segments of a medium are one interaction; the latest segment's value of a field is shown."),
    Rule("nice_cxone.mp.read-back-segment", status=CHOSEN, source="SPEC-MP",
         text="The answer to a segment has one interaction with that segment's own times, agent, item, sentiments and values, and the "
              "customer; categories only if it is the first segment."),
    Rule("nice_cxone.mp.segment-list-key", status=OBSERVED, source="SPEC-MP, CLIENT",
         text="The answer to a segment has its list under Interactions and under interactions, unless the variant segment-list-key "
              "says otherwise."),
    Rule("nice_cxone.mp.statement", status=CHOSEN, source="SPEC-MP",
         text="A statement is a voice stage of the contact, known by its recordingID; the answer is the contact, reduced to the "
              "segment of that stage."),
    Rule("nice_cxone.mp.media-file", status=CHOSEN, answer=404, source="SPEC-MP, CLIENT",
         text="The media file of a recorded phone contact is a WAVE file of 124 bytes, without bearer and without expiry; "
              "any other name is answered 404 without a body."),
)
# fmt: on
