"""The page in a real browser: paste the seed, count the marks, apply a fix, read it back; pictures for the docs."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import ROOT, SEED
from tests.readers.test_office import docx, p
from tests.server.conftest import Served

selenium = pytest.importorskip("selenium", reason="the test dependencies are not installed")
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be there in CI (apt-get install chromium chromium-driver)")
        pytest.skip("needs Chromium (apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        "--window-size=1280,900", f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):  # fmt: skip
        options.add_argument(argument)
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield made
    made.quit()


def wait(browser: webdriver.Chrome, what: str) -> None:
    WebDriverWait(browser, 30).until(lambda b: b.execute_script(f"return {what}"))


def paste(browser: webdriver.Chrome, served: Served, text: str) -> None:
    browser.get(served.url + "/")
    browser.execute_script(
        "const d = document.getElementById('draft'); d.value = arguments[0]; d.dispatchEvent(new Event('paste'));",
        text,
    )
    wait(browser, "document.querySelectorAll('#queries .query').length > 0")


def test_the_seed_is_marked_up_and_fixed(browser: webdriver.Chrome, served: Served) -> None:
    text = SEED.read_text(encoding="utf-8") + "\n\nThe the plan 😀 is here.\n"
    paste(browser, served, text)
    queries = browser.find_elements(By.CSS_SELECTOR, "#queries .query")
    marks = browser.find_elements(By.CSS_SELECTOR, "#copy mark")
    assert len(queries) >= 20 and len(marks) >= len(queries) * 0.8
    doubled = next(q for q in queries if "typos/doubled-word" in q.text)
    doubled.find_element(By.CSS_SELECTOR, ".apply").click()
    wait(browser, "!document.getElementById('draft').value.includes('The the')")
    assert browser.execute_script("return document.getElementById('draft').value") == text.replace("The the", "The")
    wait(browser, "document.getElementById('status').textContent !== 'Reading…'")
    assert "typos/doubled-word" not in browser.find_element(By.ID, "queries").text


def test_filters_why_and_keyboard(browser: webdriver.Chrome, served: Served) -> None:
    paste(browser, served, SEED.read_text(encoding="utf-8"))
    box = browser.find_element(By.CSS_SELECTOR, "#filters .severity.suggestion input")
    box.click()
    shown = [q for q in browser.find_elements(By.CSS_SELECTOR, ".query") if q.is_displayed()]
    assert shown and not any("suggestion" in (q.get_attribute("class") or "") for q in shown)
    box.click()
    head = browser.find_element(By.CSS_SELECTOR, ".query .head")
    head.send_keys(Keys.ENTER)
    wait(browser, "document.querySelector('.query .why') !== null")
    mark = browser.find_element(By.CSS_SELECTOR, "#copy mark")
    mark.send_keys(Keys.ENTER)
    assert browser.find_elements(By.CSS_SELECTOR, ".query.lit")
    browser.find_element(By.ID, "tab-sources").send_keys(Keys.ENTER)
    assert browser.find_element(By.ID, "sources").is_displayed() and not head.is_displayed()
    assert len(browser.find_elements(By.CSS_SELECTOR, "#sources tbody tr")) >= 5
    browser.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    assert head.is_displayed()


def test_queries_are_walked_with_keys(browser: webdriver.Chrome, served: Served) -> None:
    paste(browser, served, SEED.read_text(encoding="utf-8"))
    body = browser.find_element(By.TAG_NAME, "body")
    browser.execute_script("document.activeElement.blur()")

    def lit() -> str:
        return browser.find_element(By.CSS_SELECTOR, ".query.lit").get_attribute("id") or ""

    body.send_keys("jj")
    assert lit() == "q1" and browser.switch_to.active_element.get_attribute("class") == "head"
    assert browser.find_elements(By.CSS_SELECTOR, "#copy mark.lit")
    body.send_keys("k")
    assert lit() == "q0"
    body.send_keys("e")
    draft = browser.find_element(By.ID, "draft")
    assert draft.is_displayed() and browser.switch_to.active_element == draft
    draft.send_keys("j")  # a letter like any other
    assert (draft.get_attribute("value") or "").endswith("j")


def test_a_fix_is_taken_back(browser: webdriver.Chrome, served: Served) -> None:
    text = "Council backs plan\n\nThe the plan 😀 is here.\n"
    paste(browser, served, text)
    browser.find_element(By.CSS_SELECTOR, ".apply").click()
    wait(browser, "!document.getElementById('draft').value.includes('The the')")
    browser.find_element(By.ID, "undo").click()
    assert browser.execute_script("return document.getElementById('draft').value") == text
    wait(browser, "document.querySelectorAll('.apply').length > 0")
    assert not browser.find_element(By.ID, "undo").is_enabled()


@pytest.mark.parametrize(
    ("name", "data", "written"),
    [
        ("draft.md", b"# Council backs plan\n\nSources said it *met*.\n", None),
        ("draft.html", "<h1>Council backs plan</h1><p>Sources said it <b>met</b> 😀.</p>".encode(), None),
        (
            "draft.docx",
            docx(p("Council backs plan", "Title") + p("Sources said it met.")),
            "Council backs plan\nSources said it met.",
        ),
    ],
)
def test_a_dropped_file_is_read(
    browser: webdriver.Chrome, served: Served, name: str, data: bytes, written: str | None
) -> None:
    browser.get(served.url + "/")
    browser.execute_script(
        """const bytes = Uint8Array.from(atob(arguments[1]), (c) => c.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], arguments[0]));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));""",
        name,
        base64.b64encode(data).decode(),
    )
    wait(browser, "document.querySelectorAll('#queries .query').length > 0")
    assert "Sources" in [m.text for m in browser.find_elements(By.CSS_SELECTOR, "#copy mark")]
    assert browser.find_element(By.CSS_SELECTOR, "#copy h2").text == "Council backs plan"
    value = browser.execute_script("return document.getElementById('draft').value")
    assert value.rstrip("\n") == (written or data.decode().rstrip("\n"))


def test_nothing_else_is_asked_for(browser: webdriver.Chrome, served: Served) -> None:
    paste(browser, served, SEED.read_text(encoding="utf-8"))
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert asked and all(a.startswith(served.url) for a in asked)


def test_the_page_works_with_a_token(browser: webdriver.Chrome, serve: Callable[..., Served]) -> None:
    token = 'se&cret "<1>'
    service = serve("--token", token)
    browser.get(f"{service.url}/?token={quote(token)}")
    browser.execute_script(
        "const d = document.getElementById('draft'); d.value = 'Sources said it met.'; d.dispatchEvent(new Event('paste'));"
    )
    wait(browser, "document.querySelectorAll('#queries .query').length > 0")
    browser.find_element(By.CSS_SELECTOR, ".query .head").click()
    wait(browser, "document.querySelector('.query .why') !== null")


def test_markup_in_a_draft_is_text(browser: webdriver.Chrome, served: Served) -> None:
    paste(browser, served, "Sources said <img src=x onerror=\"document.title='hit'\"> it met.")
    assert browser.title == "newslint" and "<img src=x" in browser.find_element(By.ID, "copy").text


@pytest.mark.parametrize("width", [1280, 420])
def test_nothing_runs_off_the_side(browser: webdriver.Chrome, served: Served, width: int) -> None:
    before = browser.get_window_size()
    browser.set_window_size(width, 900)
    try:
        paste(browser, served, SEED.read_text(encoding="utf-8"))
        for place in (
            "document.documentElement",
            "document.querySelector('.paper')",
            "document.querySelector('.desk')",
        ):
            assert browser.execute_script(f"return {place}.scrollWidth <= {place}.clientWidth"), place
    finally:
        browser.set_window_size(before["width"], before["height"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser: webdriver.Chrome, served: Served, scheme: str, tmp_path: Path) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    paste(browser, served, SEED.read_text(encoding="utf-8"))
    target = (ROOT / "docs" if os.environ.get("NEWSLINT_PICTURES") else tmp_path) / f"page-{scheme}.png"
    assert browser.save_screenshot(str(target)) and target.stat().st_size > 20_000
