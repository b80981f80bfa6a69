"""The site as people meet it: a real server, a real browser, every page at a desk and on a phone."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.places import ROOT, demand

pytestmark = pytest.mark.browser

CHECK = (Path(__file__).parent / "accessibility.js").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 120  # seconds that a busy machine may take to start or to answer
EXPECTED = re.compile(r"status of (404|422)")  # pages that say what is missing or wrong
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PAGES = [
    "/",
    "/rubrics/",
    "/rubrics/nanjing-2022/",
    "/results/",
    "/results/1/",
    "/results/2/",
    "/results/2/?sort=bonus&order=desc&q=甲",
    "/results/2/agencies/demo-04/",
    "/results/2/agencies/demo-04/why/A1-1/",
    "/results/1/agencies/nanjing-bdb/why/",
    "/results/1/agencies/nanjing-bdb/advice/",
    "/results/1/agencies/nanjing-bdb/what-if/",
    "/results/new/",
    "/compare/?first=1&second=2",
    "/search/?q=目录",
    "/gallery/",
    "/nowhere/",
    "/catalogue/",
    "/catalogue/?q=学校&kind=table",
    "/catalogue/?q=没有这个",
    "/catalogue/new/",
    "/catalogue/excel/",
    "/catalogue/dictionary/",
    "/catalogue/300/",
    "/catalogue/300/edit/",
    "/catalogue/300/items/",
    "/catalogue/300/history/",
    "/standards/",
    "/libraries/",
    "/harvest/",
    "/harvest/new/",
    "/quality/",
    "/quality/measures/volume/",
    "/facts/",
    "/agencies/",
    "/agencies/YS-08/",
    "/people/",
    "/jobs/",
    "/calendar/?year=2025&day=2025-05-01",
    "/calendar/?year=2027",
    "/audit/",
    "/quality/tables/",
    "/quality/tables/1/",
    "/quality/tables/1/columns/",
    "/quality/tables/1/data/",
    "/quality/tables/new/",
    "/quality/tables/matrix/",
    "/quality/tables/runs/",
    "/quality/tables/runs/1/",
    "/quality/tables/schedules/",
    "/quality/tables/figures/5/",
    "/quality/issues/",
    "/quality/issues/1/",
    "/quality/cleaning/",
    "/quality/cleaning/new/?table=22",
    "/quality/sampling/",
    "/quality/sampling/new/",
    "/quality/places/",
    "/quality/places/new/",
    "/quality/probes/",
    "/quality/probes/new/",
    "/quality/probes/outages/",
    "/quality/probes/import/",
    "/quality/reports/",
    "/registers/",
    "/registers/to-review/",
    "/registers/projects/",
    "/registers/projects/about/",
    "/registers/projects/new/",
    "/registers/projects/excel/",
    "/registers/projects/close/?agency=YS-01",
    "/facts/gather/",
    "/facts/periods/",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 10):
        assert server.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product's own server over its own database, with the results of the main job."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    environment |= {"SHUHENG_DATA": str(tmp_path_factory.mktemp("site"))}
    environment["DJANGO_SETTINGS_MODULE"] = "shuheng.config.settings"
    for command in (["migrate", "-v0"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "shuheng.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "error", "--timeout", str(PATIENCE)],
        cwd=ROOT,
        env=environment,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    demand(CHROMIUM is not None, "Chromium")
    with sync_playwright() as driver:
        expect.set_options(timeout=30_000)
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE * 1000)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when the browser complains of anything."""
    complaints: list[str] = []
    opened = browser.new_page(viewport=DESK, locale="zh-CN")  # type: ignore[arg-type]  # a plain dict will do
    opened.set_default_timeout(PATIENCE * 1000)
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert [one for one in complaints if not EXPECTED.search(one)] == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_accessible_and_fits(address: str, site: str, page: Page) -> None:
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(CHECK) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(CHECK) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict will do
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate(CHECK) == []


@pytest.mark.parametrize("address", ["/results/2/", "/results/2/agencies/demo-04/", "/gallery/"])
def test_a_page_is_light(address: str, site: str, page: Page) -> None:
    """Under 150 kB of styles and scripts, and nothing from elsewhere."""
    sizes: dict[str, int] = {}
    page.on("response", lambda got: sizes.update({got.url: len(got.body())}) if "static" in got.url else None)
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    assert sizes
    assert sum(sizes.values()) < 150_000
    assert all(url.startswith(site) for url in sizes)


def test_a_point_opens_its_reason_and_closes_again(site: str, page: Page) -> None:
    page.goto(f"{site}/results/")
    page.get_by_role("link", name="2022年度南京市大数据管理局", exact=False).first.click()
    page.get_by_role("link", name="查看得分单").click()
    why = page.get_by_role("link", name="为什么").first
    why.click()
    place = page.locator("#why-1")
    expect(place.locator(".steps").first).to_be_visible()
    expect(why).to_have_attribute("aria-expanded", "true")
    assert page.evaluate(CHECK) == []
    place.get_by_role("button", name="收起").click()
    expect(place).to_be_empty()
    expect(why).to_be_focused()
    why.click()
    expect(place.locator(".steps").first).to_be_visible()
    why.click()
    expect(place).to_be_empty()


def test_what_if_answers_at_once_and_can_be_sent(site: str, page: Page, browser: Browser) -> None:
    page.goto(f"{site}/results/2/agencies/demo-01/what-if/")
    page.get_by_text("电子政务外网横向接入").first.click()
    field = page.get_by_label("横向接入已接入单位数")
    field.fill("0")
    field.press("Tab")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="改动", exact=True)).to_be_visible()
    expect(panel.get_by_role("rowheader", name="A1-1")).to_be_visible()
    assert page.evaluate(CHECK) == []
    sent = browser.new_page()
    sent.goto(page.url)
    assert sent.locator("#panel dl").inner_text() == panel.locator("dl").inner_text()
    sent.close()
    page.reload()
    expect(page.get_by_label("横向接入已接入单位数")).to_have_value("0")


def test_filters_keep_the_way_back(site: str, page: Page) -> None:
    page.goto(f"{site}/results/2/")
    page.get_by_label("单位名称").fill("甲")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("显示 1 个单位")).to_be_visible()
    assert "q=" in page.url
    page.go_back()
    expect(page.get_by_text("显示 14 个单位")).to_be_visible()


def test_a_doubter_computes_again(site: str, page: Page) -> None:
    page.goto(f"{site}/results/1/")
    page.get_by_role("button", name="重新计算并比对").click()
    expect(page.get_by_text("复算结果一致")).to_be_visible()


def test_a_wrong_file_shows_its_mistakes(site: str, page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "填报.csv"
    wrong.write_text("单位代码,指标,取值\n甲,没有这个指标,1\n", encoding="utf-8")
    page.goto(f"{site}/results/new/?rubric=nanjing-2022")
    page.get_by_label("指标值文件").set_input_files(wrong)
    page.get_by_role("button", name="上传并计算").click()
    expect(page.get_by_role("cell", name="填报.csv 第 2 行")).to_be_visible()
    assert page.evaluate(CHECK) == []


def test_the_keyboard_reaches_everything(site: str, page: Page) -> None:
    page.goto(f"{site}/results/2/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("全站搜索")).to_be_focused()
    page.get_by_role("link", name="演示市", exact=False).first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2


def test_everything_works_without_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/results/2/agencies/demo-01/")
    page.get_by_role("link", name="为什么").first.click()
    expect(page.locator(".steps").first).to_be_visible()
    page.goto(f"{site}/results/2/agencies/demo-01/what-if/")
    page.get_by_text("电子政务外网横向接入").first.click()
    page.get_by_label("横向接入已接入单位数").fill("0")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_role("link", name="全部撤销")).to_be_visible()
    page.goto(f"{site}/results/1/")
    page.get_by_role("button", name="重新计算并比对").click()
    expect(page.get_by_text("复算结果一致")).to_be_visible()
    context.close()
