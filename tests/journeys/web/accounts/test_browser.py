"""The first day of a house in a real browser: set up, sign in, look around, keep agencies and people."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import PASSWORD
from tests.journeys.web.test_browser import CHECK, PATIENCE, PHONE, browser, free_port, page, wait_for
from tests.places import ROOT

__all__ = ["browser", "page"]
pytestmark = pytest.mark.browser
PAGES = [
    "/agencies/",
    "/agencies/?q=宿&state=all",
    "/agencies/?q=没有这样的单位",
    "/agencies/suqian/",
    "/agencies/suqian-education/edit/",
    "/agencies/suqian-education/end/",
    "/agencies/new/?parent=suqian",
    "/agencies/import/",
    "/people/",
    "/people/1/",
    "/people/new/",
    "/password/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product's own server over a house that has agencies and nobody in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    environment |= {"SHUHENG_DATA": str(tmp_path_factory.mktemp("site"))}
    environment["DJANGO_SETTINGS_MODULE"] = "shuheng.config.settings"
    for command in (["migrate", "-v0"], ["load_agencies", "suqian-2022"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "shuheng.config.wsgi", "--bind", address]
    options = ["--no-control-socket", "--log-level", "error", "--timeout", str(PATIENCE)]
    server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://{address}", server)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def enter(site: str, page: Page) -> None:
    """Sign in; on the first time, set the house up before."""
    page.goto(f"{site}/sign-in/")
    if page.get_by_text("还没有任何用户").is_visible():
        set_up(page)
    page.get_by_label("用户名").fill("first-admin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".who summary")).to_have_text("系统管理员（first-admin）")


def set_up(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="首次设置").click()
    assert page.evaluate(CHECK) == []
    said = {
        "最上级单位名称": "宿迁市",
        "单位代码": "suqian",
        "管理员用户名": "first-admin",
        "显示名": "系统管理员",
        "密码 必填": PASSWORD,
        "再填一次密码": PASSWORD,
    }
    for label, text in said.items():
        page.get_by_label(label, exact=label == "密码 必填").fill(text)
    page.get_by_role("button", name="建立").click()


def cookies_of(page: Page) -> dict[str, bool | None]:
    context: BrowserContext = page.context
    return {one.get("name", ""): one.get("httpOnly") for one in context.cookies()}


def test_the_first_day(site: str, page: Page) -> None:
    enter(site, page)
    assert cookies_of(page) == {"sessionid": True, "csrftoken": True}
    page.get_by_role("link", name="人员").first.click()
    page.get_by_role("link", name="新增人员").click()
    page.get_by_label("用户名").fill("education")
    page.get_by_label("显示名").fill("教育局数据专员")
    page.get_by_label("单位").select_option("suqian-education")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#first-password")).to_have_text(re.compile(r"^\w{4}(-\w{4}){3}$"))
    page.get_by_role("link", name="授予角色").click()
    page.get_by_role("button", name="授予").click()
    expect(page.get_by_role("rowheader", name="填报人")).to_be_visible()
    page.locator(".who summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_accessible_and_fits(address: str, site: str, page: Page) -> None:
    enter(site, page)
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(CHECK) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(CHECK) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict will do
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate(CHECK) == []


def test_on_a_phone_the_menu_leads_in_and_out(site: str, page: Page) -> None:
    enter(site, page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict will do
    page.get_by_text("菜单").click()
    page.get_by_role("button", name="退出").click()
    page.goto(f"{site}/")
    page.get_by_text("菜单").click()
    page.get_by_role("navigation", name="手机导航").get_by_role("link", name="登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_a_search_keeps_the_way_back(site: str, page: Page) -> None:
    enter(site, page)
    page.goto(f"{site}/agencies/")
    page.get_by_label("查找单位").fill("教育")
    page.get_by_role("button", name="查找", exact=True).click()
    expect(page.get_by_text("共 1 个单位")).to_be_visible()
    assert "q=" in page.url
    page.go_back()
    expect(page.get_by_text("共 44 个单位")).to_be_visible()


def test_the_sign_in_page_is_accessible_and_says_what_is_wrong(site: str, page: Page) -> None:
    page.goto(f"{site}/sign-in/")
    page.get_by_label("用户名").fill("first-admin")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("用户名或密码不对")).to_be_visible()
    assert page.evaluate(CHECK) == []
