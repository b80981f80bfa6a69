"""演示数据: the catalogue of a city that does not exist, the same every time, with faults at known places."""

from shuheng.catalogue.demo.city import AS_OF, DemoEntry, demo_city
from shuheng.catalogue.demo.faults import FAULTS, places

__all__ = ["AS_OF", "FAULTS", "DemoEntry", "demo_city", "places"]
