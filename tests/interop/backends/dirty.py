"""One table that holds every trap: what databases read differently, compare differently or cast to the wrong thing."""

import random
from datetime import date

import pyarrow as pa

from shuheng.engines.measure.tables import TableQuestion
from shuheng.engines.measure.tables.formats.credit_code import ALPHABET
from shuheng.engines.measure.tables.formats.credit_code import WEIGHTS as CREDIT_WEIGHTS
from shuheng.engines.measure.tables.formats.identity import CHECKS, WEIGHTS

AS_OF = date(2022, 6, 30)
ROWS = 120
MOBILE, SEVEN = "138" + "0" * 8, "5" * 7  # the shapes of numbers, nobody's
LONG = "长" * 700  # more octets than a server sorts by
Column = list[str | None]


def identity(body: str) -> str:
    """17 digits with their check character; nobody's number."""
    return body + CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def credit_code(body: str) -> str:
    """17 characters with their check character; nobody's code."""
    total = sum(weight * ALPHABET.index(one) for weight, one in zip(CREDIT_WEIGHTS, body, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


TRAPS: dict[str, Column] = {
    "编号": [f"{number:05d}" for number in range(100)],
    "空白": [
        None,
        "",
        " ",
        "\u3000",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\u2003",
        "\t",
        "\n",
        "\r\n",
        "\x0b",
        "\x85",
        " \u3000\u00a0 ",
        "\u3000甲\u3000",
        "甲",
        "甲 ",
        " 甲",
        "甲\n",
        "\n",
        "甲\u3000乙",
        "甲" + " " * 500 + "乙",
    ],
    "空值词": [
        "无",
        "暂无",
        "NULL",
        "Null",
        "null",
        "nUlL",
        " N/A ",
        "n/a",
        "NA",
        "Na",
        "-",
        "--",
        "/",
        "//",
        "\\",
        "\\\\",
        "\\N",
        "\\n",
        "*",
        "无。",
        "null.",
        "ＮＡ",
        "nİl",
        "NİL",
        "n\u212aa",
        "N\u00c4",
        "nil",
        "NIL",
        "?",
        "？",
        "%",
        "_",
        "'",
        '"',
        "''",
        "`",
        ";--",
        "{0}",
        "%s",
    ],
    "大小写": [
        "a",
        "A",
        "a ",
        "A ",
        "á",
        "Á",
        "ä",
        "ae",
        "æ",
        "ß",
        "ss",
        "İ",
        "i",
        "ı",
        "I",
        "ａ",
        "Ａ",
        "e\u0301",
        "é",
    ],
    "表情": [
        "😀",
        "😁",
        "𠮷野",
        "吉野",
        "𠀀",
        "😀😀",
        "👨‍👩‍👧",
        "🇨🇳",
        "e\u0301",
        "\U0010ffff",
        "\ufffd",
        "\u0001",
        "\u001f",
        "\u007f",
    ],
    "身份证号": [
        identity("45010319900101123"),
        identity("11010519491231002"),
        identity("44030120000229001"),
        identity("45010319900101123").lower(),
        "45010319900101123X",
        "450103199001011230",
        identity("45010319900230123"),
        identity("99010319900101123"),
        identity("45010320991231123"),
        "450103900101123",
        "45010319900101123Ｘ",
        identity("45010319900101123") + " ",
        "身份证",
        "0",
        " ",
        identity("45010319900101123") + "\n",
        "４５０１０３１９９００１０１１２３８",
        "-1" * 9,
        "9" * 18,
        "9" * 40,
        None,
        "",
    ],
    "统一社会信用代码": [
        credit_code("91450100MA5KXXXX1"),
        credit_code("11450000007565000"),
        credit_code("91450100MA5KXXXX1").lower(),
        credit_code("91450100MA5KXXXX1")[:17] + "I",
        "91450100MA5KXXXX1",
        "",
        None,
        "无",
        "91450100MA5KOOOO12",
        "914501 0MA5KXXXX12",
    ],
    "登记日期": [
        "2021-01-02",
        "2021/1/2",
        "2021.1.2",
        "20210102",
        "2021年1月2日",
        "2021-02-29",
        "2020-02-29",
        "2021-13-01",
        "2021-00-10",
        "2021-1-32",
        "1900-02-29",
        "2000-02-29",
        "0000-00-00",
        "99991231",
        "2022-12-31",
        "2021-01-02 03:04:05",
        "2021-01-02T25:00:00",
        "2021-01-02 24:00",
        "infinity",
        "now",
        "today",
        "epoch",
        "44197",
        "1/2/2021",
        "２０２１-01-02",
        "2021-01-02\n",
        "2021-01-02 ",
        None,
        "",
        "2021-06-31",
    ],
    "联系电话": [
        MOBILE,
        "0771-" + SEVEN,
        "（0771）" + SEVEN,
        " ".join((MOBILE[:3], MOBILE[3:7], MOBILE[7:])),
        MOBILE + "\n",
        "+86" + MOBILE,
        "12345",
        "400-800-" + SEVEN[:4],
        "0",
        "1380013800",
    ],
    "金额": [
        "1",
        "-1",
        "+1",
        "1.50",
        "1,299",
        "1e5",
        "0x1F",
        "NaN",
        "Infinity",
        "1.",
        ".5",
        "1２",
        " 1",
        "1 ",
        "1\n",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678",
        "1234567890123456789",
        "123456789012345678.123456789",
        "0.1234567891",
        "--1",
        "$1",
        "100000",
        "999999999",
        "-99999999",
        "true",
        "t",
        "1/0",
        "",
        None,
        "无",
        *(str(number) for number in range(2, 40)),
    ],
    "经度": [
        "108.33",
        "73",
        "136",
        "136.0000000001",
        "72.999999999",
        "200",
        "-108",
        "108.33E",
        "１０８",
        "108,33",
        None,
        "",
        "108.3300000000001",
    ],
    "区划代码": [
        "450103",
        "450103001",
        "450103001001",
        "45010",
        "990103",
        "450103 ",
        "45O103",
        "４５０１０３",
        "",
        None,
        "830000",
        "710000",
    ],
    "代码": ["A", "a", "A ", "B", "b", "", None, "无", "C", "Ａ", "á"],
    "网址": [
        "https://www.gov.cn/a",
        "HTTP://WWW.GOV.CN",
        "http://10.0.0.1:8080/x?y=1#z",
        "ftp://a.b.cn",
        "www.gov.cn",
        "http://-a.cn",
        "http://a b.cn",
        "http://a.cn/\n",
        "http://a.cn/中文",
        "http://999.1.1.1/",
        "javascript:alert(1)",
        "http://a.cn/\x7f",
    ],
    "长文": [LONG + "甲", LONG + "乙", LONG + "甲", LONG, LONG + " ", LONG + "A", LONG + "a"],
    "全空": [None, "", "无"],
}
ROLES = {
    "身份证号": "identity",
    "统一社会信用代码": "credit_code",
    "登记日期": "date",
    "联系电话": "phone",
    "金额": "decimal",
    "经度": "longitude",
    "区划代码": "division",
    "网址": "url",
}
QUESTION = TableQuestion(
    as_of=AS_OF,
    roles={name: ROLES.get(name, "text") for name in TRAPS},
    keys=(("编号",), ("编号", "空白"), ("大小写",), ("长文",)),
    codes={"代码": ("A", "B", "无")},
)


def columns(rows: int = ROWS, seed: int = 7) -> dict[str, Column]:
    """Every trap at least once where it stands alone, then drawn again; rows 2 and 3 from the end repeat the first."""
    drawn = random.Random(seed)
    found: dict[str, Column] = {}
    for name, cells in TRAPS.items():
        more = [drawn.choice(cells) for _ in range(rows - min(len(cells), rows))]
        column = [*cells[: rows - len(more)], *more]
        drawn.shuffle(column)
        found[name] = [*column, column[0], column[0]]
    return found


def arrow(held: dict[str, Column]) -> pa.Table:
    """The columns as staging would write them."""
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in held.items()})
