"""数据资源目录: one entry says what a data resource is, whose it is and how it may be used."""

from django.db import models
from django.db.models import Q

from shuheng.accounts.models import Agency
from shuheng.catalogue.terms import EntryStatus
from shuheng.terms import AccessType, Grade, LifecycleStep, UpdateCycle


class CatalogueEntry(models.Model):
    """Core metadata of 政务信息资源目录编制指南, the three lists of Guangxi B2-1, and whence the entry came.

    An empty text or null is *unknown*. `agency` is in whose catalogue the entry stands and is assessed by it;
    `provider` is the department it comes from, where `provider_name`, as written, was recognised.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="entries", verbose_name="所属单位")
    provider = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="provided_entries"
    )
    provider_name = models.CharField("提供单位", max_length=200, blank=True)
    provider_code = models.CharField("提供单位代码", max_length=200, blank=True)
    code = models.CharField("目录代码", max_length=200, blank=True)
    title = models.CharField("目录名称", max_length=500)
    abstract = models.TextField("摘要", blank=True)
    keywords = models.JSONField("关键字", default=list, blank=True)
    theme = models.CharField("主题", max_length=200, blank=True)
    industry = models.CharField("所属行业", max_length=200, blank=True)
    object_class = models.CharField("对象分类", max_length=200, blank=True)
    grade = models.CharField("分级", max_length=20, blank=True, choices=Grade.choices())
    formats = models.JSONField("数据格式", default=list, blank=True)
    sharing_type = models.CharField("共享类型", max_length=20, blank=True, choices=AccessType.choices())
    sharing_condition = models.TextField("共享条件", blank=True)
    sharing_method = models.CharField("共享方式", max_length=200, blank=True)
    open_type = models.CharField("开放类型", max_length=20, blank=True, choices=AccessType.choices())
    open_condition = models.TextField("开放条件", blank=True)
    update_cycle = models.CharField("更新周期", max_length=20, blank=True, choices=UpdateCycle.choices())
    issued = models.DateField("发布日期", null=True, blank=True)
    updated = models.DateField("数据更新日期", null=True, blank=True)
    rows = models.PositiveBigIntegerField("数据量", null=True, blank=True, help_text="数据条数")
    files = models.PositiveIntegerField("文件数", null=True, blank=True)
    landing_page = models.CharField("详情页网址", max_length=1000, blank=True)
    licence_text = models.CharField("许可协议", max_length=300, blank=True)
    version_label = models.CharField("版本号", max_length=100, blank=True)

    resources_known = models.BooleanField("来源说明了资源", default=True)
    tables = models.PositiveIntegerField("库表数", default=0)
    apis = models.PositiveIntegerField("接口数", default=0)
    file_count = models.PositiveIntegerField("文件资源数", default=0)
    videos = models.PositiveIntegerField("视频数", default=0)
    iot = models.PositiveIntegerField("物联资源数", default=0)
    volume_query = models.BooleanField("接口可查容量", null=True, blank=True)
    item_count = models.PositiveIntegerField("信息项数", null=True, blank=True)

    should_publish = models.BooleanField("列入应发布", default=False)
    can_publish = models.BooleanField("列入可发布", default=False)
    published = models.BooleanField("已发布", default=False)
    step = models.CharField(
        "环节", max_length=20, choices=LifecycleStep.choices(), default=LifecycleStep.SURVEY
    )
    status = models.CharField(
        "状态", max_length=20, choices=EntryStatus.choices(), default=EntryStatus.ACTIVE
    )
    ended = models.DateField("撤销或消失日期", null=True, blank=True)
    end_reason = models.CharField("撤销原因", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    demo = models.BooleanField("演示数据", default=False)

    source = models.ForeignKey(
        "HarvestSource",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="采集来源",
    )
    source_key = models.CharField(
        max_length=1000, blank=True, help_text="identity of the record in its source"
    )
    content_hash = models.CharField(max_length=64, blank=True, help_text="of the record as mapped")
    raw = models.JSONField("原始记录", null=True, blank=True)
    unmapped = models.JSONField("未能对应的值", default=dict, blank=True)
    first_run = models.ForeignKey(
        "HarvestRun", models.PROTECT, null=True, blank=True, related_name="added_entries"
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=Q(source__isnull=False),
                name="one_entry_per_source_key",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="entry_has_title"),
            models.CheckConstraint(
                condition=Q(status=EntryStatus.ACTIVE.value, ended__isnull=True)
                | (~Q(status=EntryStatus.ACTIVE.value) & Q(ended__isnull=False)),
                name="entry_ended_when_not_active",
            ),
        )
        indexes = (
            models.Index(fields=["agency", "status"], name="entry_agency_status"),
            models.Index(fields=["agency", "code"], name="entry_agency_code"),
        )

    def __str__(self) -> str:
        return self.title
