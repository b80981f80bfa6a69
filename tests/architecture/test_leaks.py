"""Nothing of one machine, of one network or of a person stands in the repository."""

import re

import pytest

from tests.architecture.tree import texts

ADDRESSES = [r"pypi[.]org", r"pythonhosted[.]", r"npmjs[.]", r"\bdeb[.]debian", r"security[.]debian"]
FOLDERS = re.compile(r"(?<![\w.])/(?:work|farm|root|home|tmp|opt)/[a-z.]")
MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
NOBODYS = re.compile(r"13800138000|0771-5555555")  # a top-up service, a made-up line: formats are tested


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.split("\n"), 1)
        if pattern.search(NOBODYS.sub("", line))
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(re.compile("|".join(ADDRESSES)), id="registry address"),
        pytest.param(FOLDERS, id="path of one machine"),
        pytest.param(MOBILE, id="mobile number"),
        pytest.param(LANDLINE, id="telephone number"),
    ],
)
def test_no_leak(pattern: re.Pattern[str]) -> None:
    assert hits(pattern) == []
