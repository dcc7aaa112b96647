"""A paper as YAML: laid out for reading, the key apart from the items. It is read back by loading.py to the same paper."""

from __future__ import annotations

from quizgen.model import Layout, Paper, PaperItem, PaperSection
from quizgen.paper.orders import letters_of
from quizgen.yamltext import key_line, scalar, texts, value

SCHEMA = "./.quizgen/paper.schema.json"
"""Where editors find the JSON Schema: a copy beside the paper, because quizgen needs no network."""
KEY_NOTE = "# The key, apart from the paper. A key is the text of an option; its letter is worked out while printing.\n"
VERSIONS_NOTE = (
    "# The other versions: the items of each section in printed order, each with the options above in printed order.\n"
    "# Items added above come last in them, until these lines are removed and made again.\n"
)


def render_paper_yaml(paper: Paper, *, schema: str = SCHEMA) -> str:
    """The whole text of a paper file. ``schema`` is the address of the JSON Schema for editors."""
    out = [f"# yaml-language-server: $schema={schema}\n"]
    out.append(key_line("paper", value(paper.title, 0)) + "\n")
    out.append(f"id: {scalar(paper.id)}\n")
    if paper.head:
        out.append(key_line("head", texts(paper.head, 0, lead=6)) + "\n")
    if paper.minutes:
        out.append(f"minutes: {paper.minutes}\n")
    out.append(f"total: {paper.total:g}\n")
    out.append("\nsections:\n" if paper.sections else "\nsections: []\n")
    out.append("\n".join(map(_section, paper.sections)))
    out.append("\n" + KEY_NOTE + "key:\n")
    out.append("\n".join(_key(item) for section in paper.sections for item in section.items))
    if paper.layouts:
        out.append("\n" + VERSIONS_NOTE + "versions:\n")
        out.extend(_layout(paper, layout) for layout in paper.layouts)
    return "".join(out)


def _section(section: PaperSection) -> str:
    points = usual_points(section)
    out = [f"- kind: {section.kind}\n", "  " + key_line("heading", value(section.heading, 2)) + "\n"]
    if section.note:
        out.append("  " + key_line("note", value(section.note, 2)) + "\n")
    out.append(f"  points: {points:g}\n  items:\n")
    out.append("\n".join(_item(item, points) for item in section.items))
    return "".join(out)


def usual_points(section: PaperSection) -> float:
    """What an item of a section counts where it says nothing else: what most of them count."""
    counts = [item.points for item in section.items]
    return max(dict.fromkeys(counts), key=counts.count, default=1.0)


def _item(item: PaperItem, points: float) -> str:
    lines = [f"id: {scalar(item.id)}", key_line("stem", value(item.stem, 4))]
    if item.options:
        lines.append(key_line("options", texts(item.options, 4, lead=9)))
    if item.points != points:
        lines.append(f"points: {item.points:g}")
    return "  - " + "\n    ".join(lines) + "\n"


def _key(item: PaperItem) -> str:
    key = scalar(item.key[0]) if len(item.key) == 1 else texts(item.key, 4, lead=5)
    lines = [key_line("key", key)]
    for name, text in (("explanation", item.explanation), ("quote", item.quote), ("place", item.place)):
        if text:
            lines.append(key_line(name, value(text, 4)))
    return f"  {scalar(item.id)}:\n    " + "\n    ".join(lines) + "\n"


def _layout(paper: Paper, layout: Layout) -> str:
    out = [f"  {layout.name}:\n"]
    for section, order in zip(paper.sections, layout.sections, strict=True):
        row = ", ".join(f"{section.items[i].id} {letters_of(options)}".rstrip() for i, options in order)
        out.append(f"  - {scalar(row)}\n")
    return "".join(out)
