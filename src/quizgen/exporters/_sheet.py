"""The geometry of answer sheets: where each bubble, digit, line and mark stands, in mm from the top left of an A4 page.

One layout serves the print and the JSON beside it, by which a reader of scanned sheets finds the bubbles: four black squares
in the corners fix the page, a QR code says which paper, version and page it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from quizgen.exporters import _print as print_
from quizgen.model import LETTERS, Form, PaperItem, PaperSection

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 14.0, 280.0
MARK = 5.0
BUBBLE = (4.8, 3.0)
PITCH, ROW = 6.2, 5.8
GROUP = 5
DIGITS = 10
FORMAT = 1


@dataclass(slots=True)
class Page:
    """What is drawn on a page. texts: (x, y, size in pt, text, alignment, weight); the rest as in the JSON."""

    number: int
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    texts: list[tuple[float, float, float, str, str, bool]] = field(default_factory=list)
    bubbles: list[dict[str, Any]] = field(default_factory=list)
    digits: list[dict[str, Any]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    qr: tuple[float, float, float] = (0.0, 0.0, 0.0)


def marks() -> list[tuple[float, float, float, float]]:
    """The four squares in the corners."""
    return [(x, y, MARK, MARK) for y in (7.0, HEIGHT - 7 - MARK) for x in (7.0, WIDTH - 7 - MARK)]


def qr_text(form: Form, page: int) -> str:
    """What the QR code says: quizgen:1:<paper>:<version>:<page>."""
    return f"quizgen:{FORMAT}:{form.paper.id or '-'}:{form.version}:{page}"


def choices(section: PaperSection, item: PaperItem) -> list[str]:
    """The bubbles of an item: letters of its options, or √ and ×; none where the answer is written."""
    match section.kind:
        case "single" | "multiple":
            return list(LETTERS[: len(item.options)])
        case "truefalse":
            return [print_.TICK, print_.CROSS]
        case "cloze" | "ordering" | "recall":
            return []


class Layout:
    """Lays a form out on pages."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.pages: list[Page] = []
        self.y = 0.0
        self.new_page()
        n = 0
        for s, section in enumerate(form.sections, 1):
            items = [(n + i + 1, item) for i, item in enumerate(section.items)]
            n += len(items)
            heading = print_.section_heading(s, section)
            if section.kind in ("single", "multiple", "truefalse"):
                self.bubbled(heading, section, items)
            elif section.kind == "recall":
                self.boxed(heading, items)
            else:
                self.lined(heading, items)

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def new_page(self) -> None:
        page = Page(number=len(self.pages) + 1)
        self.pages.append(page)
        paper = self.form.paper
        title = " ".join(paper.title.split()) + print_.version_mark(self.form)
        if page.number == 1:
            size = 16.0 if print_.em(title) < 26 else 12.0
            page.texts.append((WIDTH / 2, 13, size, f"{title}　答题卡", "center", True))
            self.head(page)
            self.y = 86.0
        else:
            page.texts.append((LEFT, 18, 12, f"{title}　答题卡（续）", "left", True))
            page.qr = (RIGHT - 20, 14, 20)
            self.y = 38.0

    def head(self, page: Page) -> None:
        """Fields and instructions at the left, the number's bubbles in the middle, the QR code at the right."""
        names = [" ".join(name.split()) for name in self.form.paper.head] or ["姓名"]
        page.boxes.append((LEFT, 26, 82, 54))
        pitch = min(9.0, 27 / len(names))
        for i, name in enumerate(names):
            y = 28 + pitch * i
            page.texts.append((LEFT + 3, y + pitch - 5.6, 10.5, name, "left", False))
            start = LEFT + 5 + print_.em(name) * 3.7
            page.lines.append((start, y + pitch - 0.6, LEFT + 79, y + pitch - 0.6))
        page.texts.append((LEFT + 3, 57, 8.5, "注意事项", "left", True))
        for i, text in enumerate(
            (
                "1. 用2B铅笔填涂，修改时用橡皮擦干净。",
                "2. 填满方框，不要只打勾或画线。",
                "3. 不要在四角黑块和二维码上写画，保持卡面清洁。",
                "4. 书写题用黑色笔写在框内，超出框外无效。",
            )
        ):
            page.texts.append((LEFT + 3, 61.5 + 4.4 * i, 7.5, text, "left", False))
        page.boxes.append((LEFT + 85, 26, 65, 54))
        label = next((name for name in names if name.endswith("号")), "考号")
        page.texts.append((LEFT + 85 + 32.5, 27.2, 8.5, f"{label}（填写并填涂）", "center", True))
        for d in range(DIGITS):
            x = LEFT + 85 + 1.5 + PITCH * d
            page.boxes.append((x, 31.5, PITCH, 5.5))
            for value in range(10):
                page.digits.append({"position": d + 1, "value": value, **box(x + 0.7, 38.2 + 4.1 * value)})
        page.qr = (RIGHT - 24, 26, 24)
        page.texts.append((RIGHT - 12, 52, 8.5, self.form.paper.id, "center", False))
        page.texts.append((RIGHT - 12, 57, 20, self.form.version if len(self.form.paper.versions) > 1 else "", "center", True))

    def room(self, height: float) -> None:
        """Go to a new page where there is not so much left on this one."""
        if self.y + height > BOTTOM:
            self.new_page()

    def heading(self, text: str) -> None:
        self.page.texts.append((LEFT, self.y, 10.5, text, "left", True))
        self.y += 7.0

    def bubbled(self, heading: str, section: PaperSection, items: Sequence[tuple[int, PaperItem]]) -> None:
        """Groups of five, one below the other in a group, groups side by side."""
        most = max(len(choices(section, item)) for _, item in items)
        width = 9.0 + PITCH * most + 5.0
        across = max(1, int((RIGHT - LEFT + 5) // width))
        groups = [items[i : i + GROUP] for i in range(0, len(items), GROUP)]
        for first in range(0, len(groups), across):
            row = groups[first : first + across]
            height = ROW * max(map(len, row)) + 3.0
            self.room(height + (7.0 if first == 0 else 0.0))
            if first == 0:
                self.heading(heading)
            for g, group in enumerate(row):
                x = LEFT + width * g
                for i, (n, item) in enumerate(group):
                    y = self.y + ROW * i
                    self.page.texts.append((x + 7.0, y - 0.6, 9.5, str(n), "right", False))
                    for c, value in enumerate(choices(section, item)):
                        self.page.bubbles.append({"item": item.id, "number": n, "value": value, **box(x + 9.0 + PITCH * c, y)})
            self.y += height
        self.y += 2.0

    def lined(self, heading: str, items: Sequence[tuple[int, PaperItem]]) -> None:
        """Lines to write on, two side by side."""
        for first in range(0, len(items), 2):
            self.room(10.0 + (7.0 if first == 0 else 0.0))
            if first == 0:
                self.heading(heading)
            for i, (n, item) in enumerate(items[first : first + 2]):
                x = LEFT + 92.0 * i
                self.page.texts.append((x + 7.0, self.y + 2.6, 10.5, f"{n}.", "right", False))
                self.page.lines.append((x + 9.0, self.y + 8.0, x + 86.0, self.y + 8.0))
                self.page.fields.append({"item": item.id, "number": n, "x": x + 9.0, "y": self.y, "width": 77.0, "height": 9.0})
            self.y += 10.0
        self.y += 4.0

    def boxed(self, heading: str, items: Sequence[tuple[int, PaperItem]]) -> None:
        """Frames to write in."""
        for i, (n, item) in enumerate(items):
            height = 8.0 * print_.answer_lines(item) + 6.0
            self.room(height + (7.0 if i == 0 else 0.0))
            if i == 0:
                self.heading(heading)
            self.page.boxes.append((LEFT, self.y, RIGHT - LEFT, height))
            self.page.texts.append((LEFT + 2.0, self.y + 1.5, 10.5, f"{n}.", "left", False))
            self.page.fields.append({"item": item.id, "number": n, "x": LEFT, "y": self.y, "width": RIGHT - LEFT, "height": height})
            self.y += height + 4.0

    def geometry(self) -> dict[str, Any]:
        """As the JSON beside the print says it: see docs/paper-format.md."""
        pages = []
        for page in self.pages:
            x, y, size = page.qr
            pages.append(
                {
                    "page": page.number,
                    "marks": [{"x": a, "y": b, "width": w, "height": h} for a, b, w, h in marks()],
                    "qr": {"text": qr_text(self.form, page.number), "x": x, "y": y, "size": size},
                    "digits": page.digits,
                    "bubbles": page.bubbles,
                    "fields": page.fields,
                }
            )
        return {
            "format": FORMAT,
            "paper": self.form.paper.id,
            "version": self.form.version,
            "unit": "mm",
            "width": WIDTH,
            "height": HEIGHT,
            "pages": pages,
        }


def box(x: float, y: float) -> dict[str, float]:
    """A bubble at a place."""
    return {"x": round(x, 2), "y": round(y, 2), "width": BUBBLE[0], "height": BUBBLE[1]}
