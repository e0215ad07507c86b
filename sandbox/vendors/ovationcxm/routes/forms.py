"""Custom forms for locations."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import Listed, listed
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.inputs import Optional, Parameters
from sandbox.vendors.ovationcxm.operations import operation
from sandbox.vendors.ovationcxm.rows.forms import FormRow, form_row


class AnyTeam(Parameters):
    """Which team's forms, if not all are wanted."""

    org_team_id: Optional = None


def list_forms(call: OvationCall, query: AnyTeam) -> Annotated[Reply, Listed[list[FormRow]]]:
    """List available custom forms for locations."""
    lists(call)
    team_id = query.org_team_id
    if team_id is not None:
        team = call.state.teams.get(team_id)
        if team is None or team.org_id != call.org.id:
            raise not_found("partners_teams", team_id)
    forms = call.state.form_index.all("of", call.org.id)
    return listed(call, [form_row(form) for form in forms if team_id is None or team_id in form.org_team_ids], pages=1)


OPERATIONS = (operation("customers.meta.customForms", "GET", "/customers/meta/customForms", list_forms, "M", "404"),)
