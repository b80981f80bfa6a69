"""Titles taken apart: what is cut off, and what must not be."""

import pytest

from shuheng.engines.measure.catalogue.stems import legible, stem_of
from shuheng.engines.measure.patterns import key_of

CUT = [
    (
        "[2018]行政许可公示信息_宿迁市气象局",
        "行政许可公示信息",
        {"time": "2018", "department": "宿迁市气象局"},
    ),
    ("[2018]行政许可公示信息_市公安局宿豫分局", "行政许可公示信息", {"department": "市公安局宿豫分局"}),
    ("[2018]行政许可公示信息_泗洪县文广旅", "行政许可公示信息", {"department": "泗洪县文广旅"}),
    ("[2018]行政许可公示信息_宿迁市运输服务中心", "行政许可公示信息", {"department": "宿迁市运输服务中心"}),
    ("行政许可公示信息2018_姜堰区财政局", "行政许可公示信息", {"time": "2018", "department": "姜堰区财政局"}),
    ("社区便民联系信息（王鲍镇）", "社区便民联系信息", {"region": "王鲍镇"}),
    ("2021年1-12月实际到帐外资统计信息", "实际到帐外资统计信息", {"time": "2021年1-12月"}),
    ("2022年一季度市区城市管理工作通报", "市区城市管理工作通报", {"time": "2022年一季度"}),
    ("二〇二一年度企业名录（第三批）", "企业名录", {"time": "二〇二一年度第三批"}),
    ("20220926-20220930仲裁院开庭公告", "仲裁院开庭公告", {"time": "20220926-20220930"}),
    ("水泥稳定碎石供应单位公示12", "水泥稳定碎石供应单位公示", {"time": "12"}),
    ("罗城仫佬族自治县木材运输证核发花名册", "木材运输证核发花名册", {"region": "罗城仫佬族自治县"}),
    ("防城港市防城区文昌街道低保信息", "低保信息", {"region": "防城港市防城区文昌街道"}),
    ("横县学校名录信息", "学校名录信息", {"region": "横县"}),
    (
        "桂林市市场监督管理局股权变更信息",
        "股权变更信息",
        {"region": "桂林市", "department": "市场监督管理局"},
    ),
    (
        "泗洪县_商业设施|商务服务_旅行社_地图点位信息_开放",
        "地图点位信息",
        {"region": "泗洪县", "category": "商业设施|商务服务_旅行社"},
    ),
]
WHOLE = [
    "城市低保金发放公示",
    "社区服务中心信息",
    "农贸市场信息",
    "城乡居民参保信息",
    "乡镇企业名单",
    "歌舞厅备案信息",
    "产业布局规划信息",
    "三八红旗手名单",
    "地区生产总值",
    "省级科技项目名单",
    "示范区创建名单",
    "委托检验结果信息",
    "餐厅营业信息",
]


@pytest.mark.parametrize(("title", "stem", "cuts"), CUT, ids=[title for title, _, _ in CUT])
def test_years_places_offices_and_categories_are_cut_off(title: str, stem: str, cuts: dict[str, str]) -> None:
    found = stem_of(key_of(title))
    told = {kind: legible(cut) for kind, cut in found.cuts.items() if cut}
    assert found.stem == stem
    assert told | cuts == told


@pytest.mark.parametrize("title", WHOLE)
def test_words_that_only_look_like_places_stay(title: str) -> None:
    found = stem_of(title)
    assert (found.stem, "".join(found.cuts.values())) == (title, "")


def test_named_regions_are_cut_off_too() -> None:
    title = "贵港平南市场监督管理局企业电子营业执照"
    assert stem_of(title).cuts["region"] == ""
    found = stem_of(title, ("贵港平南",))
    assert (found.stem, found.cuts["region"]) == ("企业电子营业执照", "贵港平南")
    assert legible(found.cuts["department"]) == "市场监督管理局"
