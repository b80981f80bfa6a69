"""What is said of an interface, field by field: the same in the form, in the Excel file and in messages."""

from dataclasses import dataclass

from shuheng.quality.models import ProbedInterface
from shuheng.quality.probes.fields import from_data
from shuheng.quality.probes.terms import Method, Platform, Rhythm

VOLUME = {True: "有", False: "没有", None: "未知"}
ACTIVE = {True: "启用", False: "停用"}


@dataclass(frozen=True, slots=True)
class Column:
    """One thing said of an interface; `choices` are the words that may stand there."""

    name: str
    title: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int = 300
    width: int = 18


COLUMNS = (
    Column("agency", "单位代码", "接口归哪个单位", True, longest=50),
    Column("title", "接口名称", "同一单位、同一平台内不重复", True, width=30),
    Column("platform", "平台", "", True, tuple(Platform.titles().values())),
    Column("address", "地址", "完整地址，可带参数", True, longest=1000, width=50),
    Column("method", "请求方法", "不填为 GET", choices=tuple(Method.titles().values())),
    Column("body", "请求内容", "只在 POST 时发送", longest=20_000),
    Column("expected_status", "应答状态", "不填为 200", longest=3),
    Column("rows_path", "数据路径", "应答里数据列表的位置，如 data.rows；不填则看最外层的列表", width=20),
    Column(
        "fields", "声明的字段", "每行一个，如 床位:integer；可缺的加 ?；也可以贴 JSON Schema", longest=100_000, width=30
    ),
    Column("volume_query", "容量查询", "有没有数据容量实时查询接口", choices=tuple(VOLUME.values())),
    Column("volume_address", "容量查询地址", "容量查询为“有”时必填", longest=1000, width=40),
    Column(
        "volume_path", "容量路径", "数量在应答里的位置；不填则找 count、total；header:名称 为应答头", width=20
    ),
    Column("latency_ms", "时延上限（毫秒）", "超过的记为慢，不填为 5000", longest=6),
    Column("rhythm", "探测周期", "不填为每个工作日", choices=tuple(Rhythm.titles().values())),
    Column("active", "启用", "不填为启用", choices=tuple(ACTIVE.values())),
)  # fmt: skip
BY_NAME = {one.name: one for one in COLUMNS}
BY_TITLE = {one.title: one for one in COLUMNS}


def texts_of(one: ProbedInterface) -> dict[str, str]:
    """An interface as its texts, as they would be typed."""
    kept = {name: getattr(one, name) for name in BY_NAME if name not in {"agency", "fields"}}
    shown = {name: "" if value is None else str(value) for name, value in kept.items()}
    return {
        **shown,
        "agency": one.agency.code,
        "platform": Platform.titles()[kept["platform"]],
        "rhythm": Rhythm.titles()[kept["rhythm"]],
        "volume_query": VOLUME[kept["volume_query"]],
        "active": ACTIVE[kept["active"]],
        "fields": "\n".join(field.line for field in from_data(one.fields)),
    }
