"""Rows of custom forms."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.state import CustomForm
from sandbox.vendors.ovationcxm.state.customers import FormField
from sandbox.vendors.ovationcxm.values import shown


class FormFieldRow(TypedDict):
    """A field of a custom form. Source: sdk2018, rec2022; likewise below."""

    id: str
    type: str
    name: str
    label: str
    default_value: str
    list_items: NotRequired[dict[str, str]]
    """Labels by key; only where the field is a list."""


class FormRow(TypedDict):
    """A custom form for locations."""

    id: str
    name: str
    type: int
    org_team_ids: list[str]
    created: str
    updated: str
    fields: list[FormFieldRow]


def form_row(form: CustomForm) -> FormRow:
    """Return the row of a custom form."""
    return FormRow(
        id=form.id,
        name=form.name,
        type=form.type,
        org_team_ids=form.org_team_ids,
        created=shown(form.created),
        updated=shown(form.updated),
        fields=[_field_row(field) for field in form.fields],
    )


def _field_row(field: FormField) -> FormFieldRow:
    row = FormFieldRow(id=field.id, type=field.type, name=field.name, label=field.label, default_value=field.default_value)
    if field.list_items is not None:
        row["list_items"] = field.list_items
    return row
