"""A sandbox that plays vendors' HTTP APIs: genuine paths, statuses, bodies and rules over in-memory state."""

__version__ = "0.1.0"
