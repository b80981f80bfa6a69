"""Loading a shipped list of agencies."""

from shuheng.accounts.actions.agencies import keep
from shuheng.accounts.plan import Plan
from shuheng.accounts.reference import read_list
from shuheng.accounts.visitors import Visitor


def load_reference(*, name: str, actor: str) -> Plan:
    """Write the list; what it does not state stays. A second time changes nothing.

    For commands at the machine: `actor` is named in the log and may do everything.
    """
    return keep(said=read_list(name), by=Visitor(actor, is_operator=True))
