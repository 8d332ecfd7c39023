"""The brief in a real browser: nothing is requested, nothing runs, nothing spills over the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.brief import brief, write
from detente.case.catalog import find_case

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(brief(find_case("vienna-2015"), draws=100), tmp_path_factory.mktemp("brief") / "brief.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    options = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-quic"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [380, 1000])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_it_opens_without_a_request_and_fits(browser, file: Path, width: int, media: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": width, "height": 1000})
    page.emulate_media(media=media)
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    assert page.locator("figure img").count() == file.read_text("utf-8").count("<figure") > 10
    natural = page.eval_on_selector_all("figure img", "images => images.map(image => image.naturalWidth)")
    assert all(size > 0 for size in natural)
    if media == "screen":
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
