"""Reading prints back: texts of HTML, PDF and DOCX, and what a candidate and a marker would see in them."""

from __future__ import annotations

import io
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from quizgen.model import BLANK, CHOICE, Form

_GONE = re.compile(r"[\s　\u00a0＿_]+")


def squeeze(text: str) -> str:
    """A text without blanks and the lines to write on: what all formats must agree on."""
    return _GONE.sub("", text)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "title", "script") or ("aria-hidden", "true") in attrs or (self.skip and tag not in ("br", "meta")):
            self.skip += 1

    def handle_endtag(self, tag: str) -> None:
        if self.skip:
            self.skip -= 1

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.parts.append(data)


def html_text(data: bytes) -> str:
    """The text of the body in document order."""
    parser = _Text()
    parser.feed(data.decode("utf-8").partition("<body")[2])
    return squeeze("".join(parser.parts).partition(">")[2])


def pdf_pages(data: bytes, program: str, tmp: Path) -> list[str]:
    """The text of each page, in the order in which it is drawn."""
    path = tmp / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run([program, "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    text = done.stdout.decode("utf-8").replace("\f", "\n\f\n")
    text = re.sub(r"^密\n封\n线[ \n]|^线\n封\n密\n|^密 *封 *线$|^[密封线]$", "", text, flags=re.M)
    return text.replace("•", "").split("\f")[:-1]  # Chromium draws 着重号 as bullets


def pdf_text(data: bytes, program: str, tmp: Path) -> str:
    """The text of all pages without the feet and 密封线."""
    pages = [re.sub(r"^.*第\s*\d+\s*页，\s*共\s*\d+\s*页\s*$", "", page, flags=re.M) for page in pdf_pages(data, program, tmp)]
    return squeeze("".join(pages))


def docx_text(data: bytes) -> str:
    """The text of the body with the numbers that Word would give, worked out from the list levels."""
    import docx

    document = docx.Document(io.BytesIO(data))
    numbers = [0, 0]
    out: list[str] = []
    sections = 0
    for paragraph in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        if any("txbxContent" in parent.tag for parent in paragraph.iterancestors()):
            continue
        made = docx.text.paragraph.Paragraph(paragraph, document)
        match made.style.name:
            case "Quiz Section" if document.styles["Quiz Section"].element.xpath("w:pPr/w:numPr"):
                sections += 1
                out.append("一二三四五六七八九十"[sections - 1] + "、")
            case "Quiz Item":
                numbers = [numbers[0] + 1, 0]
                out.append(f"{numbers[0]}.")
            case "Quiz Option":
                numbers[1] += 1
                out.append("ABCDEFGH"[numbers[1] - 1] + ".")
        out.append(made.text)
    return squeeze("".join(out))


def expected(form: Form) -> list[str]:
    """What must stand in the text of a form, in this order."""
    out = [squeeze(form.paper.title)]
    for n, _, item in form.numbered():
        parts = [squeeze(p) for p in re.split(f"{BLANK}|{CHOICE}", item.stem)]
        out.append(f"{n}.{parts[0]}")
        out += [p for p in parts[1:] if p]
        out += [f"{letter}.{squeeze(option)}" for letter, option in zip("ABCDEFGH", item.options, strict=False)]
    return out


def missing(text: str, pieces: list[str]) -> list[str]:
    """The pieces that do not stand in the text in their order."""
    at, out = 0, []
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            out.append(piece)
        else:
            at = found + len(piece)
    return out


def letters_by_text(text: str, form: Form) -> dict[int, str]:
    """The key of each choice item worked out from the print alone: where its text stands among the options."""
    out: dict[int, str] = {}
    at = 0
    numbered = list(form.numbered())
    for n, section, item in numbered:
        start = text.index(f"{n}.{squeeze(re.split(f'{BLANK}|{CHOICE}', item.stem)[0])}", at)
        at = start + 1
        if section.kind not in ("single", "multiple"):
            continue
        end = len(text)
        if n < len(numbered):
            follow = squeeze(re.split(f"{BLANK}|{CHOICE}", numbered[n][2].stem)[0])
            end = text.index(f"{n + 1}.{follow}", at)
        options = re.findall(r"([A-H])\.(.*?)(?=[A-H]\.|$)", text[start:end].partition("（）")[2])
        key = {squeeze(k) for k in item.key}
        out[n] = "".join(letter for letter, words in options if re.sub(r"[一二三四五六]、.*$", "", words) in key)
    return out


def letters_of_key(text: str) -> dict[int, str]:
    """The key of each choice item as the print of the key says it."""
    out = {}
    for n, words in re.findall(r"(?:^|(?<=\D))(\d{1,3})\.【答案】([^【]*)", text):
        out[int(n)] = "".join(re.findall(r"(?:^|；)([A-H])\.", words))
    return {n: letters for n, letters in out.items() if letters}
