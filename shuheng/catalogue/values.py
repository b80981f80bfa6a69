"""From what people write to the value of a field, and back to text: the same for forms and Excel."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from shuheng.catalogue.fields import LONGEST, Field
from shuheng.problems import did_you_mean
from shuheng.terms import Term

Value = str | int | bool | dt.date | list[str] | None
Json = str | int | bool | list[str] | None
WORD_BREAK = re.compile(r"[；;\n]")
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
DATE = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[ T]00:00:00)?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
YES = {"是": True, "否": False, "true": True, "false": False, "y": True, "n": False, "yes": True, "no": False}
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 1, 1)
SAYS_UNKNOWN = "未知"


class Refused(Exception):  # noqa: N818  # read as a word: the value was refused
    """Why a text is no value of its field, what is allowed, what to do."""

    def __init__(self, code: str, message: str, allowed: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.allowed, self.hint = code, message, allowed, hint


def parse(field: Field, text: str) -> Value:
    """The value of a text; an empty text (or 未知 for what is not a text) is unknown. Raises `Refused`."""
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    refuse_odd(words)
    if not words or (words == SAYS_UNKNOWN and field.kind not in {"text", "long", "words", "address"}):
        if field.required:
            raise Refused("field-required", f"没有填写{field.title}。", hint="这一项必填。")
        return field.empty  # type: ignore[return-value]  # the empty value of a kind is a value of that kind
    match field.kind:
        case "choice":
            return choice(field, words)
        case "date":
            return date(words)
        case "count":
            return count(field, words)
        case "yes_no":
            return yes_no(words)
        case "words":
            return bounded_words(field, words)
        case _:
            return line(field, words)


def refuse_odd(text: str) -> None:
    odd = ODD.search(text)
    if odd is not None:
        message = f"第 {odd.start() + 1} 个字符是看不见的控制字符（编码 {ord(odd[0]):#06x}）。"
        raise Refused("field-control-character", message, hint="请删去，或重新输入这一格。")


def line(field: Field, text: str) -> str:
    most = field.most or LONGEST
    if len(text) > most:
        raise Refused("field-too-long", f"有 {len(text)} 个字符，最多 {most} 个。", hint="请写短一些。")
    if field.kind != "long" and ("\n" in text or "\t" in text):
        raise Refused("field-line-break", "这一项只能写一行。", hint="请去掉换行和制表符。")
    if field.kind == "address" and not text.lower().startswith(("http://", "https://")):
        raise Refused("field-address", f"“{text[:60]}”不是网址。", hint="请以 http:// 或 https:// 开头。")
    return text


def bounded_words(field: Field, text: str) -> list[str]:
    """The words in order, each once."""
    line(Field(field.name, field.title, "long"), text)
    return list(dict.fromkeys(word for word in (part.strip() for part in WORD_BREAK.split(text)) if word))


def choice(field: Field, text: str) -> str:
    """By title or by code."""
    for code, title in field.options:
        if text in {code, title}:
            return code
    hint = did_you_mean(text, field.titles) or "请从可用的词里选一个，不知道就不填。"
    raise Refused("field-choice", f"“{text[:60]}”不是可选的{field.title}。", field.titles, hint)


def date(text: str) -> dt.date:
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise Refused("field-date", f"“{text[:60]}”不是日期。", hint="写法如 2021-06-30。")
    try:
        day = dt.date(*(int(part) for part in found.groups() if part is not None))
    except ValueError as error:
        raise Refused("field-date", f"没有“{text}”这一天。", hint="请核对年、月、日。") from error
    if not EARLIEST <= day < LATEST:
        raise Refused("field-date", f"{day} 太早或太晚，多半写错了。", hint="请核对年份。")
    return day


def count(field: Field, text: str) -> int:
    """A whole number, with or without separators of thousands."""
    digits = unicodedata.normalize("NFKC", text)
    if COUNT.fullmatch(digits) is None:
        message = f"“{text[:60]}”不是不小于 0 的整数。"
        raise Refused("field-count", message, hint="只写数字，如 1299；不知道就不填。")
    digits = digits.replace(",", "")
    if len(digits) > 19 or int(digits) > field.top:
        raise Refused("field-count-large", f"“{text[:60]}”太大。", hint=f"最大 {field.top}。")
    return int(digits)


def yes_no(text: str) -> bool:
    found = YES.get(text.lower())
    if found is None:
        raise Refused("field-yes-no", f"“{text[:60]}”不是“是”或“否”。", ("是", "否"), "不知道就不填。")
    return found


def shown(field: Field, value: Value) -> str:
    """The text of a value, as forms and Excel hold it; empty for unknown."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(str(word) for word in value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if field.kind == "choice":
        return dict(field.options).get(str(value), str(value))
    return str(value)


def stored(value: Value) -> Json:
    """The value as history keeps it."""
    if isinstance(value, Term):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def said(field: Field, value: Json) -> str:
    """The text of a value that history kept."""
    if field.kind == "date" and isinstance(value, str):
        return value
    return shown(field, value)


def typed_state(fields: Mapping[str, Field], state: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the models hold them from what history and Excel keep: dates are dates again."""
    return {name: typed(field, state[name]) for name, field in fields.items() if name in state}


def typed(field: Field, value: Any) -> Any:
    return dt.date.fromisoformat(value) if field.kind == "date" and isinstance(value, str) else value
