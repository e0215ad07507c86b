"""Data Dip Profiles and WebService Integration Profiles: what an administrator enters."""

from __future__ import annotations

from typing import Any

from sandbox.vendor import DOCUMENTED, Ask, Operation, Received, Reply
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.events import SAMPLE, EventProfile, EventProfileBody, check_event_profile, event_request
from sandbox.vendors.xima.profiles import DipProfile, DipProfileBody, check_keys, check_name, check_token, id_from
from sandbox.vendors.xima.routes.console_calls import keep, outbound
from sandbox.vendors.xima.routes.showing import answer, refused, shown, taken, tenant_named, unknown

# --- Data Dip Profiles ----------------------------------------------------------------------------------------------


def token_without_scheme(call: XimaCall) -> None:
    """Check the token of a profile, before anything else of it."""
    try:
        document = call.json
    except ValueError:
        return
    check_token(document)


def list_dip_profiles(call: XimaCall) -> Reply:
    """List the Data Dip Profiles."""
    return answer([shown(profile, id=profile_id) for profile_id, profile in call.state.data_dip_profiles.items()])


def create_dip_profile(call: XimaCall, body: DipProfileBody) -> Reply:
    """Add a Data Dip Profile."""
    profile = _dip_profile(call, body, None)
    profile_id = _new_id(body, call.state.data_dip_profiles)
    call.state.data_dip_profiles[profile_id] = profile
    return answer(shown(profile, id=profile_id), 201)


def get_dip_profile(call: XimaCall) -> Reply:
    """Return a Data Dip Profile."""
    return answer(shown(_known(call, call.state.data_dip_profiles), id=call.path["id"]))


def replace_dip_profile(call: XimaCall, body: DipProfileBody) -> Reply:
    """Replace a Data Dip Profile."""
    _known(call, call.state.data_dip_profiles)
    _check_id(call, body)
    profile = _dip_profile(call, body, call.path["id"])
    call.state.data_dip_profiles[call.path["id"]] = profile
    return answer(shown(profile, id=call.path["id"]))


def delete_dip_profile(call: XimaCall) -> None:
    """Delete a Data Dip Profile."""
    _known(call, call.state.data_dip_profiles)
    del call.state.data_dip_profiles[call.path["id"]]


def _dip_profile(call: XimaCall, body: DipProfileBody, own_id: str | None) -> DipProfile:
    tenant = tenant_named(call, body.tenant)
    check_keys(body)
    check_name(call.state.data_dip_profiles, tenant, body.profile_name, own_id)
    return DipProfile.model_validate({**body.model_dump(exclude={"id"}), "tenant": tenant})


# --- WebService Integration Profiles --------------------------------------------------------------------------------


def list_event_profiles(call: XimaCall) -> Reply:
    """List the WebService Integration Profiles."""
    return answer([shown(profile, id=profile_id) for profile_id, profile in call.state.web_service_profiles.items()])


def create_event_profile(call: XimaCall, body: EventProfileBody) -> Reply:
    """Add a WebService Integration Profile."""
    profile = _event_profile(call, body, None)
    profile_id = _new_id(body, call.state.web_service_profiles)
    call.state.web_service_profiles[profile_id] = profile
    return answer(shown(profile, id=profile_id), 201)


def get_event_profile(call: XimaCall) -> Reply:
    """Return a WebService Integration Profile."""
    return answer(shown(_known(call, call.state.web_service_profiles), id=call.path["id"]))


def replace_event_profile(call: XimaCall, body: EventProfileBody) -> Reply:
    """Replace a WebService Integration Profile."""
    _known(call, call.state.web_service_profiles)
    _check_id(call, body)
    profile = _event_profile(call, body, call.path["id"])
    call.state.web_service_profiles[call.path["id"]] = profile
    return answer(shown(profile, id=call.path["id"]))


def delete_event_profile(call: XimaCall) -> None:
    """Delete a WebService Integration Profile."""
    _known(call, call.state.web_service_profiles)
    del call.state.web_service_profiles[call.path["id"]]


def test_event_profile(call: XimaCall) -> Any:
    """Send the request of a profile once, with sample data; its criteria are not looked at."""
    profile: EventProfile = _known(call, call.state.web_service_profiles)
    request = event_request(profile, SAMPLE, space=call.variants.event_space, place=call.variants.event_parameters_place)

    def then(received: Received) -> Reply:
        return answer(keep(call, call.path["id"], None, request, received))

    return Ask(outbound(request), then, even_late=True)


def _event_profile(call: XimaCall, body: EventProfileBody, own_id: str | None) -> EventProfile:
    tenant = tenant_named(call, body.tenant)
    check_event_profile(body)
    check_name(call.state.web_service_profiles, tenant, body.profile_name, own_id)
    return EventProfile.model_validate({**body.model_dump(exclude={"id"}), "tenant": tenant})


# --- Ids ------------------------------------------------------------------------------------------------------------


def _known(call: XimaCall, profiles: dict[str, Any]) -> Any:
    profile = profiles.get(call.path["id"])
    if profile is None:
        raise unknown("profile", id=call.path["id"])
    return profile


def _new_id(body: DipProfileBody | EventProfileBody, profiles: dict[str, Any]) -> str:
    if body.id in profiles:
        raise taken("id", body.id)
    return body.id or id_from(body.profile_name, profiles)


def _check_id(call: XimaCall, body: DipProfileBody | EventProfileBody) -> None:
    if body.id not in (None, call.path["id"]):
        raise refused("id", "it is not that of the path", "xima.profile.required")


# --- Table ----------------------------------------------------------------------------------------------------------

DIP = "/data-dip-profiles"
EVENT = "/web-service-profiles"
TOKEN = (token_without_scheme,)

OPERATIONS: tuple[Operation, ...] = (
    Operation("console.profiles.list", "GET", DIP, list_dip_profiles, DOCUMENTED),
    Operation("console.profiles.create", "POST", DIP, create_dip_profile, DOCUMENTED, TOKEN, status=201),
    Operation("console.profiles.get", "GET", f"{DIP}/{{id}}", get_dip_profile, DOCUMENTED),
    Operation("console.profiles.replace", "PUT", f"{DIP}/{{id}}", replace_dip_profile, DOCUMENTED, TOKEN),
    Operation("console.profiles.delete", "DELETE", f"{DIP}/{{id}}", delete_dip_profile, DOCUMENTED, status=204),
    Operation("console.event-profiles.list", "GET", EVENT, list_event_profiles, DOCUMENTED),
    Operation("console.event-profiles.create", "POST", EVENT, create_event_profile, DOCUMENTED, status=201),
    Operation("console.event-profiles.get", "GET", f"{EVENT}/{{id}}", get_event_profile, DOCUMENTED),
    Operation("console.event-profiles.replace", "PUT", f"{EVENT}/{{id}}", replace_event_profile, DOCUMENTED),
    Operation("console.event-profiles.delete", "DELETE", f"{EVENT}/{{id}}", delete_event_profile, DOCUMENTED, status=204),
    Operation("console.event-profiles.test", "POST", f"{EVENT}/{{id}}/test", test_event_profile, DOCUMENTED),
)
