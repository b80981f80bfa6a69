"""What is read from this room, by its pages and by the rooms above."""

from shuheng.accounts.queries.resolve import AgencyIndex, resolve

__all__ = ["AgencyIndex", "resolve"]
