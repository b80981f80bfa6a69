"""The mapping of a source: confirmed before, given now, the house's own for a standard, or proposed and waiting."""

from dataclasses import dataclass

from django.conf import settings

from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.harvest.codes import refused
from shuheng.catalogue.harvest.files import Kept
from shuheng.catalogue.harvest.live import fetch
from shuheng.catalogue.harvest.live.bounds import SAMPLE
from shuheng.catalogue.models import HarvestSource
from shuheng.engines.harvest import Proposal, Source, builtin, mapping_yaml, open_source, propose
from shuheng.engines.harvest.mapping.load import BUILTIN
from shuheng.engines.harvest.read.detect import FORMATS
from shuheng.problems import ProblemsError


@dataclass(frozen=True)
class Unconfirmed:
    """A proposal that a person has to look at, and its text as a mapping file."""

    proposal: Proposal
    text: str


def kept_sample(source: HarvestSource) -> Kept:
    """The first part of what the address of a source gives, kept as a file. Raises `ProblemsError`."""
    if not source.address:
        raise refused("file-gone", f"来源“{source.title}”没有地址，请上传文件。")
    hosts = settings.HARVEST_HOSTS
    return fetch(source.address, source_format=source.format, hosts=hosts, bounds=SAMPLE).kept


def sample_of(source: HarvestSource, kept: Kept) -> Source:
    """A kept file as a list of the engine. Raises `ProblemsError`."""
    return open_source(kept.path, name=kept.name, format=source.format if source.format in FORMATS else "")


def mapping_for(
    source: HarvestSource,
    kept: Kept | None,
    *,
    by: Visitor,
    given: str | None = None,
    accept: bool = False,
    partial: bool = False,
) -> Unconfirmed | None:
    """See that the source has a confirmed mapping; None when it has, else what is proposed.

    Raises `ProblemsError`, also for a list that breaks in the middle, unless its readable part is wanted.
    """
    if given is not None:
        actions.confirm_mapping(source=source, text=given, by=by)
        return None
    if source.mapping_confirmed_by:
        return None
    found = sample_of(source, kept or kept_sample(source))
    if found.profile in BUILTIN:
        text = mapping_yaml(builtin(found.profile))
        actions.confirm_mapping(source=source, text=text, by=by, how="builtin")
        return None
    broken = found.survey.broken
    if broken is not None and not partial:
        raise ProblemsError([broken])
    proposal = propose(found, name=source.title)
    text = proposal.to_yaml()
    if not accept or not proposal.usable:
        return Unconfirmed(proposal, text)
    actions.confirm_mapping(source=source, text=text, by=by, how="accept")
    return None
