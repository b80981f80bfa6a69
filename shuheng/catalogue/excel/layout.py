"""The sheets of the workbook and their columns. The key columns come first; read-only columns last."""

from shuheng.catalogue.fields import ENTRY_FIELDS, ITEM_FIELDS, RESOURCE_FIELDS, STATE_TITLES, Field

ENTRIES, ITEMS, RESOURCES, GUIDE = "目录", "信息项", "资源", "填写说明"
NUMBER, VERSION, AGENCY, AGENCY_NAME = "编号", "版本", "单位代码", "单位名称"
ENTRY_NUMBER, ENTRY_TITLE, POSITION, RESOURCE_NUMBER = "目录编号", "所属目录", "序号", "资源编号"
STATE = {
    name: STATE_TITLES[name] for name in ("step", "should_publish", "can_publish", "published", "status")
}
KEYS: dict[str, tuple[str, ...]] = {
    ENTRIES: (NUMBER, VERSION, AGENCY, AGENCY_NAME),
    ITEMS: (ENTRY_NUMBER, ENTRY_TITLE, POSITION),
    RESOURCES: (ENTRY_NUMBER, ENTRY_TITLE, RESOURCE_NUMBER),
}
FIELDS: dict[str, dict[str, Field]] = {ENTRIES: ENTRY_FIELDS, ITEMS: ITEM_FIELDS, RESOURCES: RESOURCE_FIELDS}
READ_ONLY: dict[str, tuple[str, ...]] = {ENTRIES: tuple(STATE.values()), ITEMS: (), RESOURCES: ()}
NEW = "新"  # what the number of a new entry begins with, so that its items can name it


def heads(sheet: str) -> tuple[str, ...]:
    """All columns of a sheet, in order."""
    return (*KEYS[sheet], *(field.title for field in FIELDS[sheet].values()), *READ_ONLY[sheet])
