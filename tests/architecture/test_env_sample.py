"""The sample of settings names every variable that is read, and no other."""

import re

from shuheng.config.settings import environment
from tests.places import ROOT


def test_env_sample_is_complete() -> None:
    text = (ROOT / "env-sample").read_text(encoding="utf-8")
    assert set(re.findall(r"^#(SHUHENG_\w+)=", text, re.MULTILINE)) == environment.known
