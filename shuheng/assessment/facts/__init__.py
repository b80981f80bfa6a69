"""Where facts come from: for every metric that is not left to people, the measure, the room or the register.

`catalogue.SUPPLIES` says what the measures of the catalogue answer, `rooms.ROOM_SUPPLIES` what tables, probes, cleaning
and random samples do, and the registers declare their metrics themselves. `UNANSWERED` says of the rest why not.
"""

from typing import Literal

from shuheng.assessment.facts.catalogue import END_OF_2020, END_OF_2021, SUPPLIES, UNANSWERED, Supply
from shuheng.assessment.facts.rooms import ROOM_SUPPLIES, Room, RoomSupply
from shuheng.registers.declare import shipped as shipped_registers
from shuheng.registers.declare import supplied as supplied_by

__all__ = [
    "END_OF_2020",
    "END_OF_2021",
    "POPULATION",
    "ROOM_SUPPLIES",
    "SUPPLIES",
    "UNANSWERED",
    "Room",
    "RoomSupply",
    "Supply",
    "note_on",
    "supplied",
]

POPULATION = "agency.resident_population"


def supplied() -> dict[str, Literal["measured", "register"]]:
    """What is measured or kept in a register today, for the coverage of a rubric.

    A metric of which only "there is none" can be told does not count as measured; of the registers those count that
    the house ships, so that the answer is the same everywhere and needs no database.
    """
    measured = [code for code, supply in SUPPLIES.items() if not supply.only_none]
    return {
        **dict.fromkeys(supplied_by(shipped_registers().values()), "register"),
        **dict.fromkeys((*measured, *ROOM_SUPPLIES), "measured"),
        POPULATION: "register",
    }


def note_on(metric: str) -> str:
    """In what the document's definition and what is supplied differ; empty where they do not."""
    supply = SUPPLIES.get(metric) or ROOM_SUPPLIES.get(metric)
    return supply.note if supply else ""
