"""What is entered here beside the calendar that comes with the program (chinesecalendar)."""

from django.db import models
from django.db.models import Q

from shuheng.workdays.terms import DayKind


class CalendarDay(models.Model):
    """特殊日: a day off or a make-up working day, as an official notice or the local government says."""

    date = models.DateField("日期", unique=True)
    kind = models.CharField("安排", max_length=20, choices=DayKind.choices())
    name = models.CharField("名称", max_length=100)
    source = models.CharField("依据", max_length=300, blank=True)
    edited_by = models.CharField("录入人", max_length=200)
    edited = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        ordering = ("date",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=list(DayKind)), name="calendar_day_is_one_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.date} {DayKind.titles()[self.kind]} {self.name}"


class CalendarYear(models.Model):
    """年度安排: says that all special days of a year have been entered; without it a year stays unknown."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("依据", max_length=300)
    edited_by = models.CharField("录入人", max_length=200)
    edited = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        ordering = ("year",)
        constraints = (
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2099), name="calendar_year_range"),
        )

    def __str__(self) -> str:
        return str(self.year)
