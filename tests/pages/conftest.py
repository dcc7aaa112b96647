"""A browser for pages, and a way to look at what a page holds without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.browser import Browser
from tests.conftest import need_program


@dataclass
class Mark:
    start: int
    of: list[int]
    text: str = ""
    classes: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The text of ``main``, its marks, the data of the scripts, and the elements that there are."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.blocks: list[str] = []
        self.marks: list[Mark] = []
        self.tags: list[str] = []
        self.json = ""
        self._inside = ""
        self._main = False
        self._block = ""
        self.feed(data.decode())
        self.data: Any = json.loads(self.json)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        self.tags.append(tag)
        self._inside = "data" if found.get("id") == "data" else tag
        if tag == "main":
            self._main = True
        elif self._main and "data-n" in found:
            self.blocks.append("")
            self._block = tag
        elif tag == "mark":
            of = [int(n) for n in found["data-f"].split()]
            self.marks.append(Mark(int(found["data-s"]), of, classes=found.get("class", "").split()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        if tag == self._block:
            self._block = ""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "data":
            self.json += data
        elif self._block:
            if self._inside == "mark":
                self.marks[-1].text += data
            self.blocks[-1] += data


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all pages; it believes to have the focus, and moves without haste."""
    with Browser(need_program("chromium")) as it:
        it.call("Emulation.setFocusEmulationEnabled", enabled=True)
        yield it


@pytest.fixture
def screen(browser: Browser, tmp_path: Path) -> Screen:
    return Screen(browser, tmp_path)


class Screen:
    """A page in the browser, on a desktop or on a phone, by day or by night."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.b, self.folder, self.n = browser, folder, 0
        self.run = browser.run

    def open(self, data: bytes, *, phone: bool = False, night: bool = False) -> None:
        self.b.open("about:blank")
        self.b.size(390, 844, mobile=True) if phone else self.b.size(1280, 860)
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if night else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.b.call("Emulation.setEmulatedMedia", features=features)
        self.n += 1
        path = self.folder / f"{self.n}.html"
        path.write_bytes(data)
        self.b.open(path.as_uri())

    def mark(self, words: str) -> str:
        """A script for the first mark with these words."""
        return f"[...document.querySelectorAll('mark[data-f]')].find(m => m.textContent === {json.dumps(words)})"

    def middle(self, script: str) -> tuple[float, float]:
        x, y = self.run(
            f"(() => {{ const e = {script}; e.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        return x, y

    def point(self, script: str) -> None:
        """The mouse, moved onto an element."""
        x, y = self.middle(script)
        self.b.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.wait(400)

    def away(self) -> None:
        self.b.call("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)
        self.wait(400)

    def click(self, script: str) -> None:
        x, y = self.middle(script)
        for kind in ("mousePressed", "mouseReleased"):
            self.b.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self.wait(30)

    def tap(self, script: str) -> None:
        x, y = self.middle(script)
        self.b.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.b.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        self.wait(60)

    def key(self, name: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.b.call("Input.dispatchKeyEvent", type=kind, key=name, code=name)
        self.wait(30)

    def wait(self, milliseconds: int) -> None:
        self.run(f"new Promise(done => setTimeout(done, {milliseconds}))")

    @property
    def card(self) -> str:
        """What the card says, "" while it is hidden."""
        return self.run("document.getElementById('card').hidden ? '' : document.getElementById('card').innerText")

    @property
    def fits(self) -> bool:
        """True if nothing makes the page wider than the window."""
        return self.run("document.documentElement.scrollWidth <= innerWidth")

    @property
    def quiet(self) -> bool:
        """True if nothing was loaded beside the page."""
        return self.run("performance.getEntriesByType('resource').length === 0")
