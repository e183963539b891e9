"""Opening pages as a person's browser does, and noting what goes wrong on them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# An A4 page between margins of 15 mm, in CSS pixels.
PAPER = {"width": 680, "height": 1009}
PER_SHAPE, AT_MOST = 3, 190
# Links that change the language: the crawl keeps to the one it started in.
SWITCHES = re.compile(r"[?&](lang|language|bahasa)=|/(lang|language|bahasa)/")

UNNAMED = """() => {
  const named = element => {
    if (element.closest('[aria-hidden="true"]') || ['presentation', 'none'].includes(element.getAttribute('role')))
      return true;
    if ((element.getAttribute('aria-label') || '').trim()) return true;
    const ids = (element.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean);
    if (ids.some(id => (document.getElementById(id)?.textContent || '').trim())) return true;
    if (element.tagName === 'IMG') return element.hasAttribute('alt');
    return [...element.children].some(child => child.tagName === 'title' && child.textContent.trim());
  };
  return [...document.querySelectorAll('img, svg')].filter(e => !e.parentElement.closest('svg') && !named(e))
    .map(e => e.outerHTML.slice(0, 120));
}"""

WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > room + 1)
    .map(e => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? '.' + e.className : ''));
  return [`${document.documentElement.scrollWidth} px wide in ${room} px: ${[...new Set(wide)].slice(0, 6).join(', ')}`];
}"""

# Labels of drawings that are shown smaller than this many pixels cannot be read on a phone.
SMALL = """() => [...document.querySelectorAll('svg text')].filter(text => {
    const drawing = text.ownerSVGElement, shown = drawing.getBoundingClientRect().width;
    return shown > 0 && drawing.viewBox.baseVal.width > 0
      && parseFloat(text.getAttribute('font-size')) * shown / drawing.viewBox.baseVal.width < 9;
  }).slice(0, 3).map(text => `${text.textContent} in ${text.ownerSVGElement.getAttribute('aria-labelledby')}`)"""


@dataclass
class Visit:
    url: str
    status: int = 0
    kind: str = ""
    title: str = ""
    language: str = ""
    text: str = ""
    headings: int = 0
    links: list = field(default_factory=list)
    console: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    foreign: list = field(default_factory=list)
    wide: list = field(default_factory=list)
    small: list = field(default_factory=list)
    unnamed: list = field(default_factory=list)
    axe: list = field(default_factory=list)


def shape(url):
    """What kind of page an address is: numbers, hashes and codes in capitals in the path do not matter, nor do names of
    templates and indicators; names of query fields do."""
    parts = urlsplit(url)
    path = re.sub(r"/[^/]*\d[^/]*|/[A-Z][A-Z-]+(?=/|$)", "/*", parts.path)
    path = re.sub(r"(/templat/|/indikator/)[A-Za-z]+", r"\1*", path)
    return path + "?" + "&".join(sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}))


def picture_name(url):
    parts = urlsplit(url)
    name = re.sub(r"[^A-Za-z0-9]+", "-", parts.path.rsplit("/reports/", 1)[-1] if parts.scheme == "file" else
                  parts.path + ("-" + parts.query if parts.query else "")).strip("-")
    return (name or "index")[:80]


class Visitor:
    def __init__(self, browser, pictures, origin=None, **context):
        self.context = browser.new_context(viewport=DESKTOP, locale="id-ID", **context)
        self.origin, self.pictures = origin, pictures
        self.page = self.context.new_page()
        self.visit = None
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.visit and self.visit.console.append(str(error)))
        self.page.on("requestfailed", lambda request: self.visit and self.visit.failed.append(
            f"{request.url}: {request.failure}"))
        self.page.on("request", self._on_request)

    def _on_console(self, message):
        if self.visit and message.type in ("error", "warning"):
            self.visit.console.append(f"{message.type}: {message.text}")

    def _on_request(self, request):
        if not self.visit or request.url.startswith(("data:", "blob:")):
            return
        if self.origin is None and request.url.split("#")[0] == self.visit.url.split("#")[0]:
            return
        if self.origin is None or not request.url.startswith(self.origin + "/"):
            self.visit.foreign.append(request.url)

    def open(self, url, pictures=True, axe=True):
        """Opens a page at desk and phone width and says what it found."""
        visit = self.visit = Visit(url)
        if self.origin is not None:
            # A file to download cannot be opened as a page: ask for its kind first.
            head = self.context.request.get(url)
            visit.status, visit.kind = head.status, head.headers.get("content-type", "")
            if not visit.kind.startswith("text/html"):
                return visit
        self.page.set_viewport_size(DESKTOP)
        response = self.page.goto(url, wait_until="load")
        visit.status = response.status if response and self.origin is not None else 200
        visit.title = self.page.title()
        visit.language = self.page.evaluate("document.documentElement.lang")
        visit.headings = self.page.locator("h1").count()
        visit.text = self.page.evaluate("document.body.innerText") + "\n" + self.page.content()
        visit.links = self.page.evaluate("[...document.querySelectorAll('a[href], area[href]')].map(a => a.href)")
        visit.unnamed = self.page.evaluate(UNNAMED)
        if axe:
            for violation in Axe().run(self.page).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    where = violation["nodes"][0]
                    visit.axe.append(
                        f"{violation['id']} ({violation['impact']}, {len(violation['nodes'])} times): {violation['help']}:"
                        f" {where['target']} {where['html'][:160]}")
        visit.wide += [f"desk: {fault}" for fault in self.page.evaluate(WIDE)]
        if pictures:
            self._picture("1280")
        self.page.set_viewport_size(PHONE)
        visit.wide += [f"phone: {fault}" for fault in self.page.evaluate(WIDE)]
        visit.small = self.page.evaluate(SMALL)
        if pictures:
            self._picture("390")
        return visit

    def _picture(self, suffix):
        self.pictures.mkdir(parents=True, exist_ok=True)
        name = self.pictures / f"{picture_name(self.visit.url)}-{suffix}.png"
        height = self.page.evaluate("document.documentElement.scrollHeight")
        width = self.page.viewport_size["width"]
        if height <= 6000:
            self.page.screenshot(path=str(name), full_page=True)
        else:
            self.page.screenshot(path=str(name), full_page=True, clip={"x": 0, "y": 0, "width": width, "height": 6000})

    def crawl(self, start):
        """Follows links from a page: all kinds of pages, a few of each kind."""
        visits, seen, kinds = [], set(), Counter()
        queue = [start]
        while queue and len(visits) < AT_MOST:
            url = urldefrag(urljoin(start, queue.pop(0))).url
            if url in seen or not url.startswith(self.origin + "/") or SWITCHES.search(url):
                continue
            seen.add(url)
            kinds[shape(url)] += 1
            if kinds[shape(url)] > PER_SHAPE:
                continue
            visit = self.open(url)
            visits.append(visit)
            queue += visit.links
        return visits

    def close(self):
        self.context.close()
