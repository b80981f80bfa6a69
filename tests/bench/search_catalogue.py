"""A catalogue of any size by code: the same entries every time, titles as departments write them. 演示数据."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from random import Random

from shuheng.accounts.models import Agency
from shuheng.accounts.terms import AgencyKind
from shuheng.catalogue.demo.words import UNITS
from shuheng.catalogue.models import CatalogueEntry
from shuheng.terms import AccessType, UpdateCycle

SYLLABLES = "安北城东丰古和吉金兰龙明南平青仁山泰文新永玉云泽长正中州宜昌宁远德清江河海湖林石桥门阳"
SUFFIXES = ("县", "区", "镇", "乡", "街道")
ACTS = (
    "行政许可",
    "行政处罚",
    "监督检查",
    "登记备案",
    "年度统计",
    "基本",
    "资质认定",
    "补贴发放",
    "信用评价",
    "公示",
)
NOUNS = ("信息", "名录", "清单", "目录", "情况", "数据", "台账", "统计表", "公示信息", "基本信息")
THEMES = (
    "医疗卫生",
    "教育文化",
    "交通运输",
    "生态环境",
    "市场监管",
    "安全生产",
    "社会民生",
    "城建住房",
    "财税金融",
    "农业农村",
)
WORDS = (
    "名称 地址 统一社会信用代码 法定代表人 许可证号 发证机关 有效期至 联系方式 登记日期 所属区域 面积 数量"
)
FIELDS = WORDS.split()
FORMATS: tuple[list[str], ...] = (["xls", "csv", "json", "xml"], ["xlsx"], ["api"], ["pdf"], [])
START = date(2019, 1, 1)
CITIES = 14
BATCH = 1_000


def places() -> tuple[str, ...]:
    return tuple("".join(name) for name in product(SYLLABLES, SYLLABLES, SUFFIXES))


def make_agencies() -> list[Agency]:
    """A province, 14 cities, and in each the departments of the demonstration city."""
    province = planted(None, "bench", "演示省", AgencyKind.PROVINCE)
    found = []
    for number in range(CITIES):
        city = planted(
            province, f"bench-{number}", f"{SYLLABLES[2 * number : 2 * number + 2]}市", AgencyKind.CITY
        )
        found += [
            planted(
                city,
                f"bench-{number}-{place}",
                f"{city.name}{name.removeprefix('市')}",
                AgencyKind.DEPARTMENT,
            )
            for place, (name, _, _) in enumerate(UNITS)
        ]
    return found


def planted(parent: Agency | None, code: str, name: str, kind: AgencyKind) -> Agency:
    agency = Agency(code=code, name=name, kind=kind, parent=parent, path=f"?{code}", demo=True)
    agency.save()
    agency.path = f"{parent.path if parent else '/'}{agency.pk}/"
    agency.save(update_fields=["path"])
    return agency


def entries(agencies: list[Agency]) -> Iterator[CatalogueEntry]:
    """Without end. Every third title speaks of 信息; places make for terms that few entries have."""
    lot = Random(20_260_305)
    where = places()
    while True:
        agency = lot.choice(agencies)
        unit = UNITS[int(agency.code.rsplit("-", 1)[1])]
        subject = lot.choice(unit[2].split(","))
        place = lot.choice(where)
        fields = lot.sample(FIELDS, lot.randint(3, 9))
        act, noun = lot.choice(ACTS), lot.choice(NOUNS)
        year = f"{lot.randint(2015, 2025)}年度" if lot.random() < 0.3 else ""
        open_type = lot.choice([AccessType.UNCONDITIONAL, AccessType.CONDITIONAL, AccessType.NONE, ""])
        formats = lot.choice(FORMATS)
        yield CatalogueEntry(
            agency=agency,
            title=f"{year}{place}{subject}{act}{noun}",
            provider_name=agency.name,
            abstract=f"{place}{agency.name}{subject}{act}{noun}，包括{'、'.join(fields)}等。",
            keywords=[subject, act, noun],
            theme=lot.choice(THEMES),
            formats=formats,
            open_type=str(open_type),
            sharing_type=str(lot.choice([AccessType.UNCONDITIONAL, AccessType.CONDITIONAL])),
            update_cycle=str(lot.choice(list(UpdateCycle))),
            updated=START + timedelta(days=lot.randrange(2_500)) if lot.random() < 0.9 else None,
            issued=START + timedelta(days=lot.randrange(2_500)),
            rows=lot.randrange(100_000) if lot.random() < 0.8 else None,
            tables=int("csv" in formats or "xlsx" in formats),
            apis=int("api" in formats),
            file_count=int("pdf" in formats),
            should_publish=True,
            can_publish=True,
            published=lot.random() < 0.9,
            demo=True,
        )


def batches(agencies: list[Agency], size: int) -> Iterator[list[CatalogueEntry]]:
    source = entries(agencies)
    for start in range(0, size, BATCH):
        yield list(islice(source, min(BATCH, size - start)))
