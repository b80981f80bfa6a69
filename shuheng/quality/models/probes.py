"""接口探测: interfaces, rounds of probes, single attempts, and outages with their clock and excuse."""

from django.db import models
from django.db.models import F, Q

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry, Resource
from shuheng.jobs.models import Job
from shuheng.quality.probes.terms import ExcuseState, Method, Outcome, Platform, Rhythm, RunReason


class ProbedInterface(models.Model):
    """受测接口: where to ask, what was declared of the answer, and how to ask for its volume.

    `secret` is the JSON of the request headers, sealed; only `places.secrets` opens it, `header_names` may be shown.
    `fields` lists what each row is declared to hold: name, type, required. `volume_query` is None where nobody said
    whether the interface has a live query of its volume (Guangxi C1-1); `volume_path` empty: a `count` is looked for.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="probed_interfaces", verbose_name="所属单位"
    )
    entry = models.ForeignKey(
        CatalogueEntry, models.PROTECT, null=True, blank=True, related_name="probed", verbose_name="目录"
    )
    resource = models.ForeignKey(
        Resource, models.PROTECT, null=True, blank=True, related_name="probed", verbose_name="挂载资源"
    )
    title = models.CharField("接口名称", max_length=300)
    platform = models.CharField("平台", max_length=20, choices=Platform.choices())
    address = models.CharField("地址", max_length=2000)
    method = models.CharField("请求方法", max_length=4, choices=Method.choices(), default=Method.GET)
    header_names = models.JSONField("请求头名称", default=list, blank=True)
    secret = models.TextField("请求头（加密）", blank=True, editable=False)
    body = models.TextField("请求内容", blank=True)
    expected_status = models.PositiveSmallIntegerField("应答状态", default=200)
    rows_path = models.CharField("数据路径", max_length=300, blank=True)
    fields = models.JSONField("声明的字段", default=list, blank=True, help_text="name, type, required")
    volume_query = models.BooleanField("容量查询", null=True, blank=True)
    volume_address = models.CharField("容量查询地址", max_length=2000, blank=True)
    volume_path = models.CharField("容量路径", max_length=300, blank=True)
    latency_ms = models.PositiveIntegerField("时延上限（毫秒）", default=5000)
    rhythm = models.CharField("探测周期", max_length=10, choices=Rhythm.choices(), default=Rhythm.DAILY)
    active = models.BooleanField("启用", default=True)
    demo = models.BooleanField("演示数据", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    actor = models.CharField("登记人", max_length=200)
    created = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ("agency__path", "title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "platform", "title"], name="one_interface_per_title_and_platform"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(address=""), name="interface_is_named"),
            models.CheckConstraint(
                condition=Q(volume_query=True) & ~Q(volume_address="")
                | (Q(volume_query=False) | Q(volume_query__isnull=True)) & Q(volume_address=""),
                name="volume_query_has_address",
            ),
            models.CheckConstraint(
                condition=Q(expected_status__gte=100, expected_status__lte=599),
                name="interface_status_exists",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """The address as it may be shown: without the query, which may hold a key."""
        return self.address.split("?", 1)[0]


class ProbeRun(models.Model):
    """探测批次: one round over a list of interfaces; those already checked in it are not checked again."""

    title = models.CharField("名称", max_length=300)
    asked = models.JSONField("受测接口", default=list, help_text="ids")
    reason = models.CharField("缘由", max_length=10, choices=RunReason.choices(), default=RunReason.HAND)
    actor = models.CharField("操作人", max_length=200)
    started = models.DateTimeField("开始时间")
    finished = models.DateTimeField("完成时间", null=True, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="任务")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"


class Probe(models.Model):
    """探测: one attempt to call an interface; rows are only ever added. The one with `final` decides the check.

    Times in milliseconds from the beginning of the attempt, except `connect_ms`, the length of connecting.
    `size` counts bytes after unpacking. `rows` of the answer, `volume` what the query of the volume said.
    """

    interface = models.ForeignKey(ProbedInterface, models.CASCADE, related_name="probes")
    run = models.ForeignKey(ProbeRun, models.PROTECT, related_name="probes")
    at = models.DateTimeField("时间")
    attempt = models.PositiveSmallIntegerField("第几次尝试")
    final = models.BooleanField("作数")
    outcome = models.CharField("结论", max_length=10, choices=Outcome.choices())
    code = models.CharField("代码", max_length=100, blank=True)
    message = models.CharField("说明", max_length=1000, blank=True)
    status = models.PositiveSmallIntegerField("应答状态", null=True, blank=True)
    connect_ms = models.PositiveIntegerField("连接（毫秒）", null=True, blank=True)
    first_byte_ms = models.PositiveIntegerField("首字节（毫秒）", null=True, blank=True)
    total_ms = models.PositiveIntegerField("用时（毫秒）", null=True, blank=True)
    size = models.PositiveBigIntegerField("字节数", null=True, blank=True)
    rows = models.PositiveBigIntegerField("行数", null=True, blank=True)
    fields_ok = models.BooleanField("字段相符", null=True, blank=True)
    volume = models.PositiveBigIntegerField("数据容量", null=True, blank=True)
    volume_code = models.CharField("容量查询代码", max_length=100, blank=True)

    class Meta:
        ordering = ("interface", "-pk")
        indexes = (models.Index(fields=["interface", "final", "at"], name="probe_checks"),)
        constraints = (
            models.UniqueConstraint(
                fields=["run", "interface"], condition=Q(final=True), name="one_check_per_run_and_interface"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PASSED) ^ ~Q(code=""), name="odd_probe_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.interface_id} {self.at}"

    @property
    def outcome_title(self) -> str:
        return Outcome.titles()[self.outcome]


class Outage(models.Model):
    """中断: from the first check that failed until one that found the interface callable again.

    `told` is when the agency was told, `due` the end of its working day for recovery (None: the year's working days
    are not known), `last_failure` when it was last found failing. The excuse: who gave which reason, who decided what.
    """

    interface = models.ForeignKey(ProbedInterface, models.CASCADE, related_name="outages")
    first = models.ForeignKey(Probe, models.PROTECT, related_name="+", verbose_name="首次失败")
    began = models.DateTimeField("发现时间")
    told = models.DateTimeField("通知时间")
    due = models.DateField("恢复期限", null=True, blank=True)
    last_failure = models.DateTimeField("最近失败")
    recovered = models.DateTimeField("恢复时间", null=True, blank=True)
    recovery = models.ForeignKey(
        Probe, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="恢复的探测"
    )
    excuse = models.TextField("理由", blank=True)
    excuse_state = models.CharField(
        "说明状态", max_length=10, blank=True, choices=ExcuseState.choices(), default=ExcuseState.NONE
    )
    excuse_by = models.CharField("说明人", max_length=200, blank=True)
    excuse_at = models.DateTimeField("说明时间", null=True, blank=True)
    decided_by = models.CharField("认定人", max_length=200, blank=True)
    decided_at = models.DateTimeField("认定时间", null=True, blank=True)
    decision = models.CharField("认定意见", max_length=1000, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["began"], name="outage_began"),)
        constraints = (
            models.UniqueConstraint(
                fields=["interface"],
                condition=Q(recovered__isnull=True),
                name="one_open_outage_per_interface",
            ),
            models.CheckConstraint(
                condition=Q(recovered__isnull=True, recovery__isnull=True)
                | Q(recovered__isnull=False, recovery__isnull=False, recovered__gte=F("began")),
                name="recovery_says_by_what",
            ),
            models.CheckConstraint(
                condition=Q(excuse_state=ExcuseState.NONE, excuse="", excuse_at__isnull=True)
                | (~Q(excuse_state=ExcuseState.NONE) & ~Q(excuse="") & Q(excuse_at__isnull=False)),
                name="excuse_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(excuse_state__in=[ExcuseState.ACCEPTED, ExcuseState.RETURNED])
                & ~Q(decided_by="")
                & Q(decided_at__isnull=False)
                | ~Q(excuse_state__in=[ExcuseState.ACCEPTED, ExcuseState.RETURNED])
                & Q(decided_by="", decided_at__isnull=True),
                name="excuse_decided_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.interface_id} {self.began}"

    @property
    def agency(self) -> Agency:
        """Whose interface it is: for the question who may do what."""
        return self.interface.agency
