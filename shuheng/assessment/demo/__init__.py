"""演示数据: a province that does not exist, generated the same way every time, for any rubric."""

from shuheng.assessment.demo.province import DEMO_NAME, demo_sheet, has_demo

__all__ = ["DEMO_NAME", "demo_sheet", "has_demo"]
