"""Every page says who may see it; what everyone may see is listed here: no page becomes public unseen."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shuheng.accounts.permissions import PERMISSIONS
from shuheng.web.access import access_of

PUBLIC = {
    *("home", "search", "rubrics", "rubric", "gallery", "health", "calendar"),
    *("catalogue", "catalogue-export", "entry"),
    *("sign-in", "sign-out", "password", "setup"),
}


def pages(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Name and view of every address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from pages(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern.callback


def test_every_page_says_who_may_see_it() -> None:
    found = dict(pages(get_resolver().url_patterns))
    assert found
    assert [name for name, view in found.items() if access_of(view) is None] == []


def test_every_permission_asked_for_exists() -> None:
    asked = {access_of(view) for _, view in pages(get_resolver().url_patterns)}
    assert {access.permission for access in asked if access and access.permission} <= set(PERMISSIONS)


def test_public_pages_are_the_ones_listed() -> None:
    found = {name: access_of(view) for name, view in pages(get_resolver().url_patterns)}
    assert {name for name, access in found.items() if access and access.permission is None} == PUBLIC


def test_every_page_has_a_name_of_its_own() -> None:
    names = [name for name, _ in pages(get_resolver().url_patterns)]
    assert len(names) == len(set(names))
    assert [name for name in names if name.endswith("None")] == []
