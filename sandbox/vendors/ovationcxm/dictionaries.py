"""The dictionaries of the API: the labels that answers show, their keys, and the other names that clients send."""

from __future__ import annotations

from collections.abc import Mapping


class Dictionary:
    """Labels by key. Input may name an entry by its key, as number or text, or by its label in any letter case."""

    def __init__(self, labels: Mapping[int, str], aliases: Mapping[str, int] | None = None) -> None:
        self.labels = dict(labels)
        named: dict[str, int] = {}
        for key, label in labels.items():
            named.setdefault(label.lower(), key)
        named |= {alias.lower(): key for alias, key in (aliases or {}).items()}
        self._keys = named

    def key(self, value: object) -> int | None:
        """Return the key of what a client sent; `None` if no entry is meant. Of two entries with one label the first is meant."""
        if isinstance(value, bool) or not isinstance(value, int | str):
            return None
        if isinstance(value, str):
            text = value.strip().lower()
            if not (text.isascii() and text.isdigit()):
                return self._keys.get(text)
            value = int(text) if len(text) < 6 else -1
        return value if value in self.labels else None

    def label(self, value: object) -> str | None:
        """Return the label of what a client sent; `None` if no entry is meant."""
        key = self.key(value)
        return None if key is None else self.labels[key]


def _numbered(*labels: str, first: int = 1) -> dict[int, str]:
    return dict(enumerate(labels, first))


ISSUE_TYPES = Dictionary(_numbered("Sales", "Support", "Work Order", "Training"))
ISSUE_STATUSES = Dictionary(
    {
        1: "New",
        2: "Remote",
        3: "Scheduling",
        4: "Scheduled",
        5: "En Route",
        6: "In Progress",
        7: "Resolved",
        8: "Closed",
        9: "Pending Close",
        10: "Closed",
        89: "Canceled",
        99: "Deleted",
    },
    aliases={"Preparing": 1, "Dispatching": 3, "Dispatched": 4, "On Site": 6, "OnSite": 6, "Cancelled": 89},
)
ISSUE_JOBS = Dictionary(_numbered("Not Started", "In Progress", "Paused", "Completed", first=0))
ISSUE_RESOLUTIONS = Dictionary(_numbered("Not Set", "Completed", "Changed", "Canceled", "Unresolved", first=0))
ISSUE_CATEGORIES = Dictionary(
    {
        0: "Other",
        1: "Network",
        2: "Hardware",
        3: "Software",
        4: "Printer",
        5: "PC",
        6: "Account Partner",
        7: "Account",
        8: "Consultation",
        10: "POS Install",
    }
)
ISSUE_CATEGORIES_NEW = Dictionary(_numbered("Technical", "Billing", "Onboarding", "Other"))
ISSUE_TAGS = Dictionary(_numbered("Documentation", "Escalated", "VIP", "Follow Up"))
FILE_TAGS = Dictionary(_numbered("other", "photo", "invoice", "recording", "signature"))
CUSTOMER_STATUSES = Dictionary({0: "Inactive", 1: "Active", 2: "Subscribed", 99: "Deleted"})
LOCATION_STATUSES = Dictionary({0: "Inactive", 1: "Active", 99: "Deleted"})
INDUSTRIES = Dictionary(
    _numbered(
        "Other",
        "Restaurant",
        "Medical / Dental",
        "Health & Beauty",
        "National Retail",
        "National Restaurant",
        "Mid-Market Retail",
        "Mid-Market Restaurant",
        "Retail",
        "Other",
        first=0,
    )
)
TEAM_STATUSES = Dictionary({0: "Inactive", 1: "Active", 99: "Deleted"})
TEAM_TYPES = Dictionary(_numbered("Support", "Field Services", "Sales", "Billing"))
TRAINING_TYPES = Dictionary(_numbered("POS Training", "Product Training", "Other"))
ORG_USER_STATUSES = Dictionary({0: "Inactive", 1: "Active", 2: "Invited", 99: "Deleted"})
CARRIERS = Dictionary(_numbered("FedEx", "UPS", "USPS", "DHL", "Other"))
SHIPMENT_STATUSES = Dictionary(_numbered("Pending", "In Transit", "Delivered", "Exception", first=0))
TECHNOLOGY_TYPES = Dictionary(_numbered("POS Terminal", "Router", "Printer", "Access Point", "Switch", "Other"))

DELETED = "Deleted"
"""The label of everything that was deleted softly."""
