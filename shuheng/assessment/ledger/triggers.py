"""The trigger by which the database takes no fact of a closed period, whoever writes it."""

from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = """
CREATE TRIGGER assessment_ledgerfact_closed BEFORE INSERT ON assessment_ledgerfact
WHEN EXISTS (SELECT 1 FROM assessment_assessmentperiod closed WHERE closed.period = NEW.period)
BEGIN SELECT RAISE(ABORT, 'the period is closed'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION assessment_ledgerfact_closed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM assessment_assessmentperiod closed WHERE closed.period = NEW.period) THEN
    RAISE EXCEPTION 'the period is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""
POSTGRESQL = """
CREATE TRIGGER assessment_ledgerfact_closed BEFORE INSERT ON assessment_ledgerfact
FOR EACH ROW EXECUTE FUNCTION assessment_ledgerfact_closed()
"""


def close(database: BaseDatabaseWrapper) -> None:
    """Set the trigger up, on SQLite or PostgreSQL."""
    with database.cursor() as cursor:
        for statement in [SQLITE] if database.vendor == "sqlite" else [POSTGRESQL_FUNCTION, POSTGRESQL]:
            cursor.execute(statement)


def reopen(database: BaseDatabaseWrapper) -> None:
    """Lift it."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("DROP TRIGGER assessment_ledgerfact_closed")
            return
        cursor.execute("DROP TRIGGER assessment_ledgerfact_closed ON assessment_ledgerfact")
        cursor.execute("DROP FUNCTION assessment_ledgerfact_closed()")
