"""数据来源: a database in which an agency keeps tables, and every check of its connection."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.quality.places.terms import PlaceKind


class DataPlace(models.Model):
    """数据来源: where to connect and as whom. `secret` is the password, sealed; only `places.secrets` opens it.

    For a DuckDB file `database` is its path and there is neither server nor account. `checked` and what follows are
    of the latest check: `problem_code` empty = it answered; `remarks` are texts for people (the account may write, say).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="data_places", verbose_name="所属单位")
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=20, choices=PlaceKind.choices())
    host = models.CharField("主机", max_length=255, blank=True)
    port = models.PositiveIntegerField("端口", null=True, blank=True)
    database = models.CharField("数据库", max_length=500)
    schema = models.CharField("模式", max_length=200, blank=True)
    user = models.CharField("账号", max_length=200, blank=True)
    secret = models.TextField("口令（加密）", blank=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1)
    checked = models.DateTimeField("检查时间", null=True, blank=True)
    problem_code = models.CharField("问题代码", max_length=100, blank=True)
    problem = models.CharField("最近问题", max_length=1000, blank=True)
    remarks = models.JSONField("提示", default=list, blank=True)
    archived = models.DateField("停用日期", null=True, blank=True)
    actor = models.CharField("登记人", max_length=200)
    created = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ("agency__path", "title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "title"],
                condition=Q(archived__isnull=True),
                name="one_live_place_per_title",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(database=""), name="place_is_named"),
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.DUCKDB.value, host="", port__isnull=True, user="", secret="")
                | (
                    ~Q(kind=PlaceKind.DUCKDB.value)
                    & Q(port__gte=1, port__lte=65535)
                    & ~Q(host="")
                    & ~Q(user="")
                ),
                name="place_has_server_or_file",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """Server and database as people read them; never the password."""
        return self.database if not self.host else f"{self.host}:{self.port}/{self.database}"


class PlaceCheck(models.Model):
    """连接检查: one attempt to reach a place and to read its list of tables; rows are only ever added."""

    place = models.ForeignKey(DataPlace, models.CASCADE, related_name="checks")
    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.CharField("操作人", max_length=200)
    milliseconds = models.PositiveIntegerField("用时（毫秒）")
    tables = models.PositiveIntegerField("看得到的表", null=True, blank=True)
    problem_code = models.CharField("问题代码", max_length=100, blank=True)
    problem = models.CharField("问题", max_length=1000, blank=True)

    class Meta:
        ordering = ("place", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(tables__isnull=False) ^ ~Q(problem_code=""), name="place_check_tables_or_problem"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.at}"
