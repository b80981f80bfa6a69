"""Tables for the bench: 20 text columns as a city's registers have them, with planted faults. 演示数据."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from shuheng.engines.measure.tables.formats.credit_code import ALPHABET
from shuheng.engines.measure.tables.formats.credit_code import WEIGHTS as CREDIT_WEIGHTS
from shuheng.engines.measure.tables.formats.identity import CHECKS, WEIGHTS

PIECE = 122_880  # rows of a row group
FAULT_EVERY = 1000  # rows
Numbers = npt.NDArray[np.int64]


def texts(block: npt.NDArray[np.uint8]) -> pa.Array:
    """Rows of bytes as texts."""
    rows, width = block.shape
    offsets = pa.py_buffer(np.arange(0, rows * width + 1, width, dtype=np.int32))
    return pa.StringArray.from_buffers(rows, offsets, pa.py_buffer(np.ascontiguousarray(block)))


def digits(numbers: Numbers, width: int) -> npt.NDArray[np.uint8]:
    """Numbers as rows of ASCII digits."""
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    found: npt.NDArray[np.uint8] = (numbers[:, None] // powers % 10 + 48).astype(np.uint8)
    return found


def spoil(block: npt.NDArray[np.uint8], serial: Numbers) -> npt.NDArray[np.uint8]:
    """Every so many rows with a wrong last character."""
    bad = serial % FAULT_EVERY == 7
    block[bad, -1] = np.where(block[bad, -1] == ord("1"), ord("2"), ord("1"))
    return block


def identities(serial: Numbers) -> pa.Array:
    """Identity numbers of people born on one of 28 days of a month."""
    place = np.array([450102, 450103, 110105, 320500])[serial % 4]
    born = (1950 + serial // 7 % 60) * 10_000 + (1 + serial // 11 % 12) * 100 + 1 + serial // 3 % 28
    head = np.hstack([digits(place, 6), digits(born, 8), digits(serial // 5 % 1000, 3)])
    total = (head.astype(np.int64) - 48) @ np.array(WEIGHTS)
    checks = np.frombuffer(CHECKS.encode(), np.uint8)[total % 11]
    return texts(spoil(np.hstack([head, checks[:, None]]), serial))


def credit_codes(serial: Numbers) -> pa.Array:
    """Unified social credit codes."""
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    values = np.empty((len(serial), 17), np.int64)
    values[:, :2] = [9, 1]
    values[:, 2:8] = digits(np.array([450102, 450103, 110105, 320500])[serial % 4], 6) - 48
    for place in range(9):
        values[:, 8 + place] = serial * (place + 3) // (31**place % 977 + 1) % 31
    check = -(values @ np.array(CREDIT_WEIGHTS)) % 31
    return texts(spoil(np.hstack([letters[values], letters[check][:, None]]), serial))


def cards(serial: Numbers) -> pa.Array:
    """Bank cards of 19 digits."""
    head = digits(621_700_000_000_000_000 + serial * 7919, 18)
    values = head.astype(np.int64) - 48
    doubled = values[:, ::-1][:, ::2] * 2
    total = np.where(doubled > 9, doubled - 9, doubled).sum(axis=1) + values[:, ::-1][:, 1::2].sum(axis=1)
    return texts(spoil(np.hstack([head, (-total % 10 + 48).astype(np.uint8)[:, None]]), serial))


def words(serial: Numbers, choice: tuple[str | None, ...], stride: int) -> pa.Array:
    """One of a few words per row."""
    return pa.array(choice).take(pa.array(serial // stride % len(choice)))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts put together."""
    return pc.binary_join_element_wise(*parts, "")


def number_texts(numbers: Numbers) -> pa.Array:
    """Whole numbers as texts."""
    return pa.array(numbers).cast(pa.string())


def piece(start: int, rows: int) -> pa.Table:
    """Rows of the table; of every 1,000 the last one repeats the one before it."""
    serial = np.arange(start, start + rows, dtype=np.int64)
    serial[serial % FAULT_EVERY == FAULT_EVERY - 1] -= 1
    day = digits((2010 + serial // 3 % 13) * 10_000 + (1 + serial // 5 % 12) * 100 + 1 + serial % 28, 8)
    dash = np.full((rows, 1), ord("-"), np.uint8)
    columns = {
        "序号": number_texts(serial),
        "身份证号": identities(serial),
        "统一社会信用代码": credit_codes(serial),
        "银行卡号": cards(serial),
        "姓名": joined(
            words(serial, ("张", "李", "韦", "黄", "覃"), 1),
            words(serial, ("一", "二", "三", "四", "五", "六"), 5),
            words(serial, ("明", "华", "", "芳"), 30),
        ),
        "手机号码": texts(np.hstack([digits(np.full(rows, 138), 3), digits(serial * 7 % 10**8, 8)])),
        "登记日期": texts(np.hstack([day[:, :4], dash, day[:, 4:6], dash, day[:, 6:]])),
        "区县": words(serial, ("青秀区", "兴宁区", "江南区", "西乡塘区", "良庆区", "邕宁区", "武鸣区"), 3),
        "状态": words(serial, ("存续", "注销", "吊销", None, "无", ""), 13),
        "金额": joined(number_texts(serial * 31 % 1_000_000), ".", number_texts(10 + serial % 90)),
        "面积": joined(number_texts(serial * 17 % 5_000), ".", number_texts(serial % 10)),
        "人数": number_texts(serial % 300),
        "年度": number_texts(2010 + serial % 13),
        "类别": words(serial, ("甲", "乙", "丙", "丁"), 7),
        "地址": joined(words(serial, ("民族大道", "友爱路", "星湖路", "明秀东路"), 2), number_texts(serial % 500), "号"),
        "名称": joined("广西南宁", number_texts(serial // 3), "有限公司"),
        "备注": words(serial, (None, None, " ", "正常", "-", "待核实"), 17),
        "编码": texts(digits(serial * 97 % 10**10, 10)),
        "是否有效": words(serial, ("是", "否"), 19),
        "数值": number_texts(serial * 13 % 100_003 - 50_000),
    }  # fmt: skip
    return pa.table(columns)


def write(path: Path, rows: int) -> None:
    """A Parquet file of so many rows."""
    first = piece(0, 1)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        for start in range(0, rows, PIECE):
            writer.write_table(piece(start, min(PIECE, rows - start)))
