"""The browser and what opens a page in it. No test here is skipped: without a Chromium it fails and says what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route, sync_playwright

from kg.views.page import render
from kg.views.records import PageData

#: Noted in the page before any script of ours runs: what the content security policy stopped.
WATCH = """
window.stopped = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Opened:
    """A page with what went wrong in it: requests tried, errors, dialogs."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def prove_quiet(self) -> None:
        """Nothing was asked of any network, nothing failed, nothing was stopped by the policy."""
        assert self.requests == [], f"requests were tried: {self.requests}"
        assert self.errors == [], f"errors in the page: {self.errors}"
        assert self.page.evaluate("window.stopped") == [], "the content security policy had to stop something"


Opener = Callable[..., Opened]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium: $KG_CHROMIUM, else the first one on the path."""
    wanted = os.environ.get("KG_CHROMIUM")
    for name in [wanted] if wanted else ["chromium", "chromium-browser", "google-chrome"]:
        if found := shutil.which(name):
            return found
    pytest.fail(
        f"no Chromium {'at KG_CHROMIUM=' + wanted if wanted else 'on the path'}: install one (Debian: apt-get install "
        "chromium) or set KG_CHROMIUM to its path; the browser tests are never skipped",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless browser for all tests; no name resolves in it."""
    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ]
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page's data at a size and in a scheme. After the test every page opened must have kept quiet."""
    opened: list[Opened] = []

    def open_it(
        data: PageData,
        *,
        width: int = 1400,
        height: int = 900,
        scheme: str = "light",
        motion: bool = False,
        fragment: str = "",
    ) -> Opened:
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(render(data), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="no-preference" if motion else "reduce",
            has_touch=width < 500,
            offline=True,
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        seen = Opened(page)
        address = file.as_uri()

        def refuse(route: Route) -> None:
            if route.request.url.split("#")[0] == address:
                route.continue_()
            else:
                route.abort()

        def note(request: Request) -> None:
            if request.url.split("#")[0] != address and not request.url.startswith("data:"):
                seen.requests.append(request.url)

        def listen(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                seen.errors.append(message.text)

        def close(dialog: Dialog) -> None:
            seen.errors.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        context.route("**/*", refuse)
        context.on("request", note)
        page.on("console", listen)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("dialog", close)
        page.goto(address + fragment)
        page.wait_for_selector("#graph canvas")
        opened.append(seen)
        return seen

    yield open_it
    for one in opened:
        one.prove_quiet()
        one.page.context.close()
