"""What is said of a reply to a data dip: a level and a message for each rule."""

from __future__ import annotations

from sandbox.vendors.xima.dips.results import Level

TEXTS: dict[str, tuple[Level, str]] = {
    "connect": ("failure", "No answer: {problem}."),
    "timeout": ("failure", "No complete answer within {seconds} s."),
    "redirect": ("failure", "The web service answered {status}; redirects are not followed."),
    "unauthorized": ("failure", "The web service refused the token ({status})."),
    "not-found": ("failure", "The web service answered 404. For 'no match', answer 200 with an empty \"parameters\" object."),
    "not-found (no match)": ("warning", "The web service answered 404. For 'no match', answer 200 with an empty \"parameters\" object."),
    "client-error": ("failure", "The web service answered {status}.{hint}"),
    "server-error": ("failure", "The web service answered {status}."),
    "status-not-200": ("warning", "The web service answered {status}; 200 is expected."),
    "slow": ("warning", "The answer took {seconds:.1f} s while a caller was waiting."),
    "empty-body": ("failure", "The reply has no body; a JSON object is required."),
    "body-too-large": ("failure", "The reply has more than 1048576 bytes."),
    "body-too-large (read)": ("warning", "The reply has {count} bytes."),
    "content-type": ("warning", "Content-Type is {sent}; application/json is expected."),
    "content-encoding": ("warning", "The reply is compressed though none was asked for."),
    "byte-order-mark": ("warning", "The reply starts with a byte order mark."),
    "bad-json": ("failure", "{text}"),
    "duplicate-key": ("warning", "The key '{key}' occurs {count} times; the last one counts."),
    "not-object": ("failure", "The reply must be a JSON object."),
    "extra-top-level": ("warning", "The member '{key}' beside \"parameters\" is ignored."),
    "parameters-missing": ("failure", 'The reply has no "parameters" member.'),
    "parameters-not-object": ("failure", '"parameters" must be an object.'),
    "no-match": ("note", "The reply has no parameters: no match."),
    "too-many": ("warning", "The reply has {count} parameters."),
    "empty-key": ("violation", "A parameter key must not be empty; the parameter is dropped."),
    "key-whitespace": ("warning", "The key '{key}' has white space at an end."),
    "item-not-object": ("violation", "Parameter '{key}' must be an object; it is dropped."),
    "value-missing": ("violation", "Parameter '{key}' has no \"value\"; it is dropped."),
    "value-null": ("violation", "The value of '{key}' is null; the parameter is dropped."),
    "value-type": ("violation", "The value of '{key}' is a {kind}, not a string; the parameter is dropped."),
    "value-type (lenient)": ("warning", "The value of '{key}' is a {kind}; it is used as the text '{text}'."),
    "value-structured": ("violation", "The value of '{key}' is an {kind}; the parameter is dropped."),
    "value-long": ("warning", "The value of '{key}' has {count} characters."),
    "flag-missing": ("violation", "Parameter '{key}' has no \"{flag}\"; false is assumed."),
    "flag-type": ("violation", "\"{flag}\" of '{key}' must be true or false without quotes; false is assumed."),
    "extra-member": ("warning", "The member '{member}' of '{key}' is ignored.{hint}"),
    "overwrite": ("note", "The session parameter '{key}' already existed and is overwritten."),
    "all-dropped": ("failure", "No parameter of the reply could be used."),
}
"""Level and message of each rule, in the order in which they are looked at; in brackets, when a rule says something else."""

REASONS = {"connect": "connection-failed", "all-dropped": "all-parameters-dropped"}
"""Of the failures whose reason is not the rule's own name."""
