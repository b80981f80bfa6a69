"""From a registered interface to what a thread needs to ask it."""

import json

from shuheng.problems import ProblemsError
from shuheng.quality.models import ProbedInterface
from shuheng.quality.places.secrets import unseal
from shuheng.quality.probes.attempt import Spec
from shuheng.quality.probes.call import Request
from shuheng.quality.probes.fields import from_data


def spec_of(one: ProbedInterface) -> Spec:
    """The interface with its headers opened; `broken` where they cannot be opened any more."""
    broken = ""
    headers: tuple[tuple[str, str], ...] = ()
    try:
        headers = tuple(json.loads(unseal(one.secret) or "{}").items())
    except ProblemsError:
        broken = "probe-secret"
    return Spec(
        one.pk,
        Request(one.address, one.method, headers, one.body.encode() if one.method == "POST" else b""),
        status=one.expected_status,
        rows_path=one.rows_path,
        fields=from_data(one.fields),
        volume_address=one.volume_address,
        volume_path=one.volume_path,
        latency_ms=one.latency_ms,
        broken=broken,
    )
