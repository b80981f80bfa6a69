"""Rows that are equal in every cell after all repairs (no cell and an empty one are equal): the first stays, the others are set apart."""

from shuheng.engines.measure.repair.model import Kind

KIND = Kind("deduplicate", "整行去重", "各列都相同的行只留第一行，其余移出另存；空值与空文本视为相同", None)
