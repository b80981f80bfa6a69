"""`manage.py index_catalogue`."""

import io

import pytest
from django.core.management import call_command

from shuheng.catalogue.models import CatalogueEntry, SearchRow
from shuheng.catalogue.search import index

pytestmark = pytest.mark.django_db


def said(**options: object) -> str:
    out = io.StringIO()
    call_command("index_catalogue", stdout=out, **options)
    return out.getvalue()


def test_it_indexes_all_and_says_where_to_go_on(
    few: dict[str, CatalogueEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH", 4)
    numbers = sorted(entry.pk for entry in few.values())
    text = said(clear=True)
    assert f"已索引 4 / 6 条；如果中断，用 --after {numbers[3]} 接着做" in text
    assert "完成：共 6 条" in text
    assert SearchRow.objects.count() == 6


def test_it_goes_on_after_a_number(few: dict[str, CatalogueEntry]) -> None:
    index.clear()
    last = max(entry.pk for entry in few.values())
    assert "完成：共 1 条" in said(after=last - 1)
    assert list(SearchRow.objects.values_list("pk", flat=True)) == [last]
