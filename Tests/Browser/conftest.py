import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from demo import Demo, example_numbers  # noqa: E402
from visit import Visitor  # noqa: E402


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("gapura"))
    demo.start()
    yield demo
    if demo.is_running():
        demo.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures():
    return Path(os.environ.get("SCREENSHOTS", ".build/screenshots"))


@pytest.fixture(scope="session")
def numbers():
    return example_numbers()


@pytest.fixture(scope="session")
def portal(demo, browser, pictures):
    """Every page of the portal that can be reached by links, in the language it starts with."""
    visitor = Visitor(browser, pictures, demo.origin)
    visits = visitor.crawl(demo.origin + "/")
    yield visits
    visitor.close()


@pytest.fixture(scope="session")
def reports(demo, browser, pictures):
    """The reports as files, opened without a server."""
    visitor = Visitor(browser, pictures, None)
    visits = [visitor.open(file.as_uri()) for file in demo.reports]
    yield visits
    visitor.close()
