"""The provider of an entry, recognised from the name as written, or left as a name."""

from collections.abc import Mapping
from typing import Any

from shuheng.accounts.models import Agency
from shuheng.accounts.queries import AgencyIndex


class Providers:
    """Recognises providers in the agency of an entry and below it, by exact name only; asked often, built once."""

    def __init__(self) -> None:
        self.known: dict[int, AgencyIndex] = {}

    def recognised(self, agency: Agency, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values, with `provider` beside `provider_name` where that one is given; None when not recognised."""
        if "provider_name" not in values:
            return dict(values)
        name = values["provider_name"]
        if name and agency.pk not in self.known:
            self.known[agency.pk] = AgencyIndex.load(under=agency)
        return {**values, "provider": self.known[agency.pk].resolve(name) if name else None}
