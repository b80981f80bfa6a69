"""Texts: words for nothing, markup, control characters, lists of words, contacts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.harvest.values import clean_text, is_empty, split_words
from shuheng.engines.harvest.values.personal import (
    MASK,
    is_personal_field,
    may_hold_contacts,
    without_contacts,
    without_persons,
)
from shuheng.engines.harvest.values.text import CONTROL, without_control

MOBILE = "139" + "0000" + "1111"
MASKED = "133" + "*" * 8
LANDLINE = "0771-" + "1234567"
MAIL = "someone@example.cn"


@pytest.mark.parametrize(
    "written",
    ["", " ", "\u3000", "暂无", "无", "null", "None", "undefined", "-", "——", "N/A", '""', "NaN", " 未知 "],
)
def test_words_for_nothing(written: str) -> None:
    assert is_empty(written)
    assert clean_text(written) == ("", "")


@pytest.mark.parametrize(
    "written", ["0", "其他", "无锡市", "无人机登记", "None of them", "暂无房产证明", " " * 50 + "a"]
)
def test_words_for_something(written: str) -> None:
    assert not is_empty(written)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<b>企业</b>名录", "企业 名录"),
        ("名录<br/>第二行", "名录 第二行"),
        ("甲&nbsp;乙&amp;丙", "甲\xa0乙&丙"),
        ("<script>alert(1)</script>名录", "名录"),
        ("<!-- 注 -->名录", "名录"),
        ("<IMG SRC=x onerror=alert(1)>名录", "名录"),
    ],
)
def test_markup_becomes_text_and_is_told(written: str, text: str) -> None:
    assert clean_text(written) == (text, "html-removed")


@pytest.mark.parametrize("written", ["面积<50亩的地块", "a<乙>c", "R&D 投入", "甲 & 乙;"])
def test_what_only_looks_like_markup_stays(written: str) -> None:
    assert clean_text(written) == (written, "")


def test_escaped_markup_is_decoded_once() -> None:
    assert clean_text("&lt;b&gt;粗&lt;/b&gt;") == ("<b>粗</b>", "html-removed")


def test_one_line() -> None:
    assert clean_text("  第一行\r\n\t 第二行 ") == ("第一行 第二行", "")


@given(st.text())
def test_no_control_character_survives(written: str) -> None:
    assert not CONTROL.search(without_control(written))
    without_control(written).encode()  # lone surrogates could not be encoded


def test_words_of_a_list() -> None:
    assert split_words("建设\r\n\t审查\r\n\t建设\r\n\t暂无", ("\n", "\t")) == ("建设", "审查")
    assert split_words("农、林、牧、渔业,水利", (",",)) == ("农、林、牧、渔业", "水利")
    assert split_words("一个", ()) == ("一个",)
    assert split_words("<b>粗</b>,细", (",",)) == ("粗", "细")


@pytest.mark.parametrize(
    "name",
    ["部门电话", "联系人", "联系方式", "部门邮箱", "负责人姓名", "maintainer_email", "author", "contactPoint", "linkTel",
     "phone", "lxdh", "FAX", "Contato"],
)  # fmt: skip
def test_fields_that_hold_persons(name: str) -> None:
    assert is_personal_field(name)


@pytest.mark.parametrize(
    "name", ["标题", "提供单位", "hotel", "authority", "creator_user_id", "title", "tags", "数据联系"]
)
def test_fields_that_do_not(name: str) -> None:
    assert not is_personal_field(name)


@pytest.mark.parametrize("contact", [MOBILE, MASKED, LANDLINE, MAIL])
def test_contacts_inside_a_text_are_masked(contact: str) -> None:
    assert without_contacts(f"咨询{contact}。") == f"咨询{MASK}。"
    assert contact not in without_contacts(f"咨询：{contact}，谢谢")
    assert may_hold_contacts(f"咨询：{contact}")


@pytest.mark.parametrize(
    "text", ["统一社会信用代码 91440101MA5XXXXXX1", "2022-12-07", "1110939328643821568", "1.39001112222"]
)
def test_codes_and_dates_are_no_contacts(text: str) -> None:
    assert without_contacts(text) == text


def test_addresses_stay_whole() -> None:
    address = f"https://example.cn/?id={MOBILE}"
    assert without_contacts(address) == address


def test_persons_are_left_out_at_any_depth() -> None:
    left_out: list[str] = []
    value = {"name": "组织", "email": MAIL, "list": [{"phone": MOBILE, "note": MAIL}], "n": 3}
    assert without_persons(value, left_out) == {"name": "组织", "list": [{"note": MASK}], "n": 3}
    assert left_out == ["email", "phone"]


def test_extras_of_ckan_lose_the_value_of_a_personal_key() -> None:
    left_out: list[str] = []
    assert without_persons([{"key": "Contato", "value": "x"}], left_out) == [{"key": "Contato"}]
    assert left_out == ["Contato"]
