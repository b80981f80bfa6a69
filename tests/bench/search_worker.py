"""In a process of its own: fill a catalogue, then ask it. Prints its numbers as JSON. `python -m tests.bench.search_worker`"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuheng.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  after the set-up
from django.db import connection, transaction  # noqa: E402

from shuheng.accounts.models import Agency  # noqa: E402
from shuheng.accounts.visitors import OPERATOR  # noqa: E402
from shuheng.catalogue.models import CatalogueEntry  # noqa: E402
from shuheng.catalogue.search.index import put_entries  # noqa: E402
from shuheng.catalogue.search.listing import list_page  # noqa: E402
from shuheng.catalogue.search.wanted import wanted  # noqa: E402
from tests.bench.search_catalogue import ACTS, NOUNS, THEMES, batches, make_agencies, places  # noqa: E402
from tests.bench.timing import peak_megabytes  # noqa: E402

ASKED = 200
SUBJECTS = (
    "医疗机构",
    "企业",
    "公交线路",
    "不动产",
    "水库",
    "文物",
    "机动车",
    "学生资助",
    "典当行",
    "养老机构",
)
CHARACTERS = "市年水人信学车地业"
Numbers = dict[str, float]
Question = dict[str, str]


def load(size: int) -> Numbers:
    """Entries created and indexed, as a harvest does it; seconds spent on each."""
    call_command("migrate", verbosity=0, skip_checks=True)
    created = indexed = processed = 0.0
    for batch in batches(make_agencies(), size):
        with transaction.atomic():
            start = time.perf_counter()
            CatalogueEntry.objects.bulk_create(batch)
            created += time.perf_counter() - start
            start, busy = time.perf_counter(), time.process_time()
            put_entries(batch, {}, new=True)
            indexed += time.perf_counter() - start
            processed += time.process_time() - busy
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {"entries": size, "created_s": created, "indexed_s": indexed, "indexed_cpu_s": processed}


def questions() -> dict[str, Callable[[Random], Question]]:
    """The kinds of questions, each made by lot."""
    where = places()
    codes = list(Agency.objects.order_by("pk").values_list("code", flat=True))

    def filters(lot: Random) -> Question:
        given = {
            "agency": lot.choice(codes),
            "theme": lot.choice(THEMES),
            "open_type": lot.choice(["unconditional", "conditional", "none", "-"]),
            "update_cycle": lot.choice(["daily", "monthly", "yearly"]),
            "kind": lot.choice(["table", "api", "file"]),
            "since": "2023-01-01",
        }
        return {name: given[name] for name in lot.sample(list(given), lot.randint(1, 3))}

    sorts = ("", "updated", "rows")
    return {
        "nothing": lambda lot: {"sort": lot.choice(sorts)},
        "common": lambda lot: {"q": lot.choice(["信息", *ACTS, *NOUNS]), "sort": lot.choice(sorts)},
        "rare": lambda lot: {"q": lot.choice(where)},
        "two": lambda lot: {"q": f"{lot.choice(SUBJECTS)} {lot.choice(NOUNS)}", "sort": lot.choice(sorts)},
        "phrase": lambda lot: {"q": f"{lot.choice(SUBJECTS)}{lot.choice(ACTS)}{lot.choice(NOUNS)}"},
        "without": lambda lot: {"q": f"{lot.choice(SUBJECTS)} -{lot.choice(NOUNS)}"},
        "character": lambda lot: {"q": lot.choice(CHARACTERS)},
        "filters": filters,
        "word and filters": lambda lot: {"q": lot.choice([*SUBJECTS, *NOUNS]), **filters(lot)},
        "deep": lambda lot: {"q": lot.choice(["信息", "", *SUBJECTS]), "page": str(lot.randint(50, 250))},
    }


def ask(asked: int = ASKED) -> dict[str, Numbers]:
    """Milliseconds of the page with its rows and facets, half and 95% of the questions of each kind."""
    found: dict[str, Numbers] = {}
    for kind, question in questions().items():
        lot = Random(7)
        times = sorted(timed(question(lot)) for _ in range(asked))
        found[kind] = {"p50": times[asked // 2], "p95": times[asked * 95 // 100], "most": times[-1]}
    everything = sorted(value for value in all_times(asked))
    found["all"] = {"p50": everything[len(everything) // 2], "p95": everything[len(everything) * 95 // 100]}
    return found


def all_times(asked: int) -> Iterator[float]:
    """The kinds in turn, as people ask: no question after its like."""
    lot = Random(11)
    kinds = list(questions().values())
    for number in range(asked):
        yield timed(kinds[number % len(kinds)](lot))


def timed(question: Question) -> float:
    start = time.perf_counter()
    list_page(wanted(question), OPERATOR)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """With a size: load that many, then ask; without: ask what is there."""
    loaded = load(int(sys.argv[1])) if len(sys.argv) > 1 else {}
    print(json.dumps({"load": loaded, "ask": ask(), "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()
