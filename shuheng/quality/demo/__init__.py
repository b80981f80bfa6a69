"""演示数据: the tables behind a part of the demonstration city's entries, the same every time, with faults at known places."""

from shuheng.quality.demo.tables import DemoTable, demo_tables
from shuheng.quality.demo.wrong import WRONGS, Planted

__all__ = ["WRONGS", "DemoTable", "Planted", "demo_tables"]
