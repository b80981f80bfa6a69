"""Agencies as a tree with dates, the people who work in them, and the roles they hold there."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from shuheng.accounts.terms import AgencyKind, RoleCode


class Agency(models.Model):
    """单位: an organisation that provides, uses or is assessed. Never removed: it is closed or merged, with the date."""

    code = models.CharField("单位代码", max_length=50, unique=True)
    name = models.CharField("单位名称", max_length=200)
    short_name = models.CharField("简称", max_length=100, blank=True)
    aliases = models.JSONField("别名", default=list, blank=True, help_text="其他写法，采集和导入时据此识别")
    kind = models.CharField("层级", max_length=20, choices=AgencyKind.choices())
    type = models.CharField(
        "类别", max_length=100, blank=True, help_text="如：政府部门、党群部门、区县、国有企业"
    )
    tier = models.CharField("档次", max_length=50, blank=True, help_text="考核分档，如：第一档")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(
        max_length=500, unique=True, editable=False, help_text="ids from the root: /1/5/23/"
    )
    position = models.PositiveIntegerField("排序", default=0)
    division_code = models.CharField("行政区划代码", max_length=12, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    population = models.PositiveBigIntegerField("常住人口", null=True, blank=True)
    population_source = models.CharField("人口数据来源", max_length=200, blank=True)
    dataset_target = models.PositiveIntegerField("开放数据集目标", null=True, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    demo = models.BooleanField("演示数据", default=False)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="agency_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(valid_to__isnull=False),
                name="merged_agency_has_ended",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def path_ids(self) -> tuple[int, ...]:
        """Ids of the agencies above, from the root down, and its own."""
        return tuple(int(part) for part in self.path.split("/") if part)


class PeerGroup(models.Model):
    """同类组: agencies that are compared with one another under one scheme, e.g. the first tier of a rubric."""

    scheme = models.CharField("方案", max_length=100, help_text="如评价细则的编号")
    name = models.CharField("组名", max_length=100)
    members = models.ManyToManyField(Agency, related_name="peer_groups", verbose_name="成员")

    class Meta:
        ordering = ("scheme", "name")
        constraints = (models.UniqueConstraint(fields=["scheme", "name"], name="one_peer_group_per_name"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.name}"


class People(BaseUserManager["Person"]):
    """Finds people by user name, as Django's sign-in asks for."""


class Person(AbstractBaseUser):
    """用户: someone who signs in. The display name may be a post rather than a person's name."""

    username = models.CharField("用户名", max_length=100, unique=True)
    display_name = models.CharField("显示名", max_length=100)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people", verbose_name="所属单位")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    created = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = People()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def audit_name(self) -> str:
        """How the log names the person; the user name makes it one of a kind."""
        return f"{self.display_name}（{self.username}）"


class RoleGrant(models.Model):
    """授权: a person holds a role in an agency, and below it where `subtree`; taken back, the row stays with its date."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=30, choices=RoleCode.choices())
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="grants", verbose_name="单位范围")
    subtree = models.BooleanField("含下级", default=False)
    granted = models.DateTimeField(auto_now_add=True)
    granted_by = models.CharField(max_length=200)
    revoked = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("person", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role", "agency"],
                condition=Q(revoked__isnull=True),
                name="one_role_in_force_per_agency",
            ),
            models.CheckConstraint(
                condition=Q(revoked__isnull=True, revoked_by="")
                | (Q(revoked__isnull=False) & ~Q(revoked_by="")),
                name="revoked_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()} {self.agency}"


class SetupCode(models.Model):
    """设置码: shown once on the server, lets one browser elsewhere create the first administrator. Kept as a hash."""

    hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}"
