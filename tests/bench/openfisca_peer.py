"""The scheme for openfisca-core: one variable per fact, per ratio and per indicator, formulas over all agencies.

Its numbers are float32. A group entity would loop over the members of each peer group, so maxima are taken
with numpy over an index of the group, which is the fastest this engine can do.
"""

from collections.abc import Callable
from typing import Any

from shuheng.engines.rubric.frame import PEER
from tests.bench.facts import Columns
from tests.bench.libraries import np, openfisca
from tests.bench.scheme import (
    PEER_GROUPS,
    SCHEME,
    Bands,
    Capped,
    Checklist,
    Indicator,
    PeerMaximum,
    Shortfall,
)

PERIOD = "2022"
Formula = Callable[[Any, Any], Any]


def variable_name(code: str) -> str:
    return "tier" if code == PEER else code.replace(".", "_").lower()


class OpenFisca:
    """A tax-benefit system that holds the scheme."""

    def __init__(self, columns: Columns) -> None:
        self.core = openfisca()
        self.agency = self.core.entities.Entity("agency", "agencies", "an assessed agency", "")
        self.system = self.core.taxbenefitsystems.TaxBenefitSystem([self.agency])
        for code, array in columns.items():
            self._variable(variable_name(code), bool if array.dtype == bool else int)
        for leaf in SCHEME:
            if isinstance(leaf, Bands | Shortfall):
                self._variable(ratio_name(leaf), float, ratio_formula(leaf))
            self._variable(variable_name(leaf.code), float, formula_of(leaf))
        self._variable("total", float, total_formula)

    def _variable(self, name: str, kind: type, formula: Formula | None = None) -> None:
        body: dict[str, Any] = {
            "value_type": kind,
            "entity": self.agency,
            "definition_period": self.core.periods.YEAR,
            "label": name,
        }
        if formula is not None:
            body["formula"] = formula
        self.system.add_variable(type(name, (self.core.variables.Variable,), body))

    def simulation(self, columns: Columns) -> Any:
        """A simulation that holds the facts and has computed nothing yet."""
        size = len(columns[PEER])
        builder = self.core.simulations.SimulationBuilder()
        simulation = builder.build_default_simulation(self.system, size)
        for code, array in columns.items():
            simulation.set_input(variable_name(code), PERIOD, array)
        return simulation

    @staticmethod
    def run(simulation: Any) -> dict[str, Any]:
        """Points of every indicator, and the total."""
        points = {leaf.code: simulation.calculate(variable_name(leaf.code), PERIOD) for leaf in SCHEME}
        simulation.calculate("total", PERIOD)
        return points


def ratio_name(leaf: Bands | Shortfall) -> str:
    return f"rate_{variable_name(leaf.code)}"


def ratio_formula(leaf: Bands | Shortfall) -> Formula:
    part, whole = variable_name(leaf.part), variable_name(leaf.whole)
    return lambda agency, period: agency(part, period) / agency(whole, period)


def total_formula(agency: Any, period: Any) -> Any:
    return sum(agency(variable_name(leaf.code), period) for leaf in SCHEME)


def rounded(points: Any) -> Any:
    """Half up, two decimals."""
    return np.floor(points * 100 + 0.5) / 100


def formula_of(leaf: Indicator) -> Formula:
    match leaf:
        case Bands():
            return _bands(leaf)
        case Capped():
            times, each, cap = variable_name(leaf.times), leaf.each / 100, leaf.cap / 100
            return lambda agency, period: rounded(np.minimum(agency(times, period) * each, cap))
        case Shortfall():
            return _shortfall(leaf)
        case Checklist():
            items, share = [variable_name(item) for item in leaf.items], leaf.points / 400
            return lambda agency, period: rounded(sum(agency(item, period) * share for item in items))
        case PeerMaximum():
            return _peer_maximum(leaf)


def _bands(leaf: Bands) -> Formula:
    rate = ratio_name(leaf)

    def formula(agency: Any, period: Any) -> Any:
        reached = agency(rate, period)
        conditions = [reached >= percent / 100 for percent, _ in leaf.steps]
        return np.select(conditions, [points / 100 for _, points in leaf.steps], 0.0)

    return formula


def _shortfall(leaf: Shortfall) -> Formula:
    rate, points = ratio_name(leaf), leaf.points / 100

    def formula(agency: Any, period: Any) -> Any:
        steps = np.maximum(np.ceil((1 - agency(rate, period)) / 0.01), 0)
        return rounded(np.maximum(points - points * 0.01 * steps, 0))

    return formula


def _peer_maximum(leaf: PeerMaximum) -> Formula:
    uses, points = variable_name(leaf.uses), leaf.points / 100

    def formula(agency: Any, period: Any) -> Any:
        own = agency(uses, period)
        if not leaf.among_peers:
            return rounded(own / own.max() * points)
        tier = agency("tier", period)
        best = np.array([own[tier == index].max(initial=0) for index in range(len(PEER_GROUPS))])
        return rounded(own / best[tier] * points)

    return formula
