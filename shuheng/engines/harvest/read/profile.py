"""Which publisher's model the records follow, by their field names: CKAN, data.json, DCAT, or a list of its own."""

from __future__ import annotations

from shuheng.engines.harvest.record import Raw

CKAN_SIGNS = (
    {"owner_org", "metadata_modified"},
    {"resources", "metadata_created"},
    {"resources", "num_resources"},
)
DATA_JSON_SIGNS = ({"accessLevel", "identifier"}, {"accessLevel", "distribution"}, {"accessLevel", "keyword"},
                   {"bureauCode", "programCode"}, {"accessLevel", "modified"})  # fmt: skip


def profile_of(form: str, record: Raw | None) -> str:
    """'ckan', 'datajson', 'dcat' or 'list'; ``record`` is the first of the list."""
    if form in ("turtle", "jsonld", "rdfxml"):
        return "dcat"
    names = set(record or ())
    if any(signs <= names for signs in CKAN_SIGNS):
        return "ckan"
    return "datajson" if any(signs <= names for signs in DATA_JSON_SIGNS) else "list"
