"""The append-only log. Rows can be added and read; model and database both refuse anything else."""

from typing import Any, Never

from django.core.exceptions import ValidationError
from django.db import models

GENESIS = "0" * 64


class AppendOnlyError(ValidationError):
    """Someone tried to change or remove a row of the log."""

    def __init__(self) -> None:
        super().__init__("操作记录只能追加，不能修改或删除。", code="append-only")


class AuditRows(models.QuerySet["AuditRow"]):
    def update(self, **kwargs: Any) -> Never:  # noqa: ARG002  # refused whatever it is
        raise AppendOnlyError

    def delete(self) -> Never:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:  # noqa: ARG002  # refused whatever it is
        raise AppendOnlyError


class AuditRow(models.Model):
    """One act. `number` counts from 1 without gaps; no two rows follow the same one, so nothing forks."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    thing_type = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditRows.as_manager()

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=["thing_type", "thing_id"], name="audit_thing"),)

    def __str__(self) -> str:
        return f"{self.number} {self.actor} {self.action} {self.thing_type} {self.thing_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:  # noqa: ARG002  # refused whatever it is
        raise AppendOnlyError
