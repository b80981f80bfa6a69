"""Evidence beside a row: a file that was brought, or a link."""

from django.db import models
from django.db.models import Q

from shuheng.registers.models.row import RegisterRow


class RegisterEvidence(models.Model):
    """佐证: a file (kept once under the SHA-256 of its content) or a link; withdrawn, it stays with its date."""

    row = models.ForeignKey(RegisterRow, models.PROTECT, related_name="evidence")
    title = models.CharField("说明", max_length=200)
    link = models.CharField("网址", max_length=2000, blank=True)
    sha256 = models.CharField("文件指纹", max_length=64, blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    size = models.PositiveBigIntegerField("字节数", null=True, blank=True)
    added = models.DateTimeField("添加时间")
    added_by = models.CharField("添加人", max_length=200)
    withdrawn = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_by = models.CharField("撤销人", max_length=200, blank=True)

    class Meta:
        ordering = ("row", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(sha256="", file_name="", size__isnull=True) & ~Q(link=""))
                | (Q(link="", size__isnull=False) & ~Q(sha256="") & ~Q(file_name="")),
                name="register_evidence_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True, withdrawn_by="")
                | (Q(withdrawn__isnull=False) & ~Q(withdrawn_by="")),
                name="register_evidence_withdrawn_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.row_id} {self.title}"
