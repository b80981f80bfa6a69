"""What each role may do in the agencies it was granted for. The system administrator may do everything anywhere."""

from shuheng.accounts.terms import RoleCode

READING = frozenset(
    {"accounts.read", "assessment.read", "catalogue.read", "quality.read", "facts.read", "registers.read"}
)
FILING = READING | {"catalogue.edit", "facts.write", "quality.work", "registers.fill"}
LEADING = FILING | {
    "accounts.manage",
    "catalogue.import",
    "quality.measure",
    "jobs.read",
    "jobs.cancel",
}
RUNNING = LEADING | {
    "assessment.compute",
    "rubric.document",
    "catalogue.review",
    "quality.manage",
    "registers.review",
    "standards.manage",
    "period.close",
    "calendar.manage",
}
AUDITING = READING | {"jobs.read", "audit.read"}

ROLE_PERMISSIONS: dict[RoleCode, frozenset[str]] = {
    RoleCode.FILER: FILING,
    RoleCode.AGENCY_ADMIN: LEADING,
    RoleCode.BUREAU_ADMIN: RUNNING,
    RoleCode.REVIEWER: READING,
    RoleCode.AUDITOR: AUDITING,
    RoleCode.SYSTEM_ADMIN: RUNNING | AUDITING,
}
