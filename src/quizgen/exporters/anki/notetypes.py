"""The four note types, frozen: their ids, the ids of their fields and templates, and what their cards look like.

Anki matches note types, fields and templates by these ids. If a field were added, moved or given another id, every
collection that has the note type would report a conflict and take no update any more. So the numbers and the order
below never change; the two spare fields at the end are for what later releases need. How the cards look (template
text, ``card.css``, ``card.js``) may change: it reaches those who have the note type only when ``MOD`` is raised, and
then replaces what they changed in it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quizgen.exporters.anki.fields import NoteType

MOD = 1_764_000_000
"""The note types' own time of change, in seconds. Pinned, so that a learner's own styling is not overwritten."""

FIELDS: tuple[str, ...] = (
    "编号",
    "题干",
    "题型",
    "选项",
    "答案",
    "解析",
    "原文",
    "出处",
    "状态",
    "笔记",
    "备用",
)
"""The fields of every note type, in order. The first is the item's id: never empty and never the same twice. The last
two are spare: quizgen writes them empty in a package and leaves them alone in the text route; 笔记 is shown on the
back, so that a learner who wants a field need not add one."""

SPARE = 2
SORT_FIELD = 1
COLLAPSED = frozenset({"编号", "题型", "状态", "备用"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTypeSpec:
    """A note type as a package holds it. ``id`` is in milliseconds of no clock: a constant."""

    type: NoteType
    id: int
    name: str
    cloze: bool
    front: str
    back: str
    browser_front: str
    browser_back: str

    @property
    def field_ids(self) -> tuple[int, ...]:
        return tuple(self.id * 100 + n for n in range(1, len(FIELDS) + 1))

    @property
    def template_id(self) -> int:
        return self.id * 100 + 91


_HEAD = """\
<div class="qg qg-{type} qg-{side}" data-id="{{{{编号}}}}" data-side="{side}" data-kind="{{{{题型}}}}" lang="zh-CN">
<div class="qg-head"><span class="qg-kind">{{{{题型}}}}</span><span class="qg-verdict"></span></div>
{{{{#状态}}}}<div class="qg-status">{{{{状态}}}}</div>{{{{/状态}}}}
<div class="qg-stem">{stem}</div>
"""

_NOTES = """\
<div class="qg-notes">
{{#解析}}<div class="qg-part"><div class="qg-label">解析</div><div>{{解析}}</div></div>{{/解析}}
{{#原文}}<div class="qg-part"><div class="qg-label">原文</div><div class="qg-quote">{{原文}}</div></div>{{/原文}}
{{#笔记}}<div class="qg-part"><div class="qg-label">笔记</div><div>{{笔记}}</div></div>{{/笔记}}
{{#出处}}<div class="qg-place">{{出处}}</div>{{/出处}}
</div>
"""

_BODIES: dict[NoteType, tuple[str, str]] = {
    "cloze": ("", ""),
    "choice": (
        '<div class="qg-options">{{选项}}</div>\n<div class="qg-hint"></div>\n',
        '<div class="qg-options">{{选项}}</div>\n<div class="qg-key">{{答案}}</div>\n',
    ),
    "truefalse": (
        '<div class="qg-options">对<br>错</div>\n<div class="qg-hint"></div>\n',
        '<div class="qg-options">对<br>错</div>\n<div class="qg-key">{{答案}}</div>\n',
    ),
    "list": (
        '{{#选项}}<div class="qg-options">{{选项}}</div>{{/选项}}\n'
        '{{^选项}}<div class="qg-key">{{答案}}</div>{{/选项}}\n<div class="qg-hint"></div>\n',
        '{{#选项}}<div class="qg-options">{{选项}}</div>{{/选项}}\n<div class="qg-key">{{答案}}</div>\n',
    ),
}

_IDS: dict[NoteType, tuple[int, str]] = {
    "cloze": (1_763_980_001_001, "quizgen 填空"),
    "choice": (1_763_980_001_002, "quizgen 选择"),
    "truefalse": (1_763_980_001_003, "quizgen 判断"),
    "list": (1_763_980_001_004, "quizgen 列举"),
}


def _text(name: str) -> str:
    return files("quizgen.exporters.anki").joinpath(name).read_text(encoding="utf-8").strip()


@cache
def css() -> str:
    return _text("card.css")


@cache
def script() -> str:
    """The script of all cards. Anki reads ``{{`` in a template as a field, and loads MathJax where it sees a
    backslash before a bracket, so neither may stand in it."""
    return _text("card.js")


@cache
def note_types() -> tuple[NoteTypeSpec, ...]:
    """All note types, in a fixed order."""
    out = []
    for name, (front, back) in _BODIES.items():
        stem = "{{cloze:题干}}" if name == "cloze" else "{{题干}}"
        run = "" if name == "cloze" else f"<script>\n{script()}\n</script>\n"
        id_, title = _IDS[name]
        out.append(
            NoteTypeSpec(
                type=name,
                id=id_,
                name=title,
                cloze=name == "cloze",
                front=_HEAD.format(type=name, side="front", stem=stem) + front + "</div>\n" + run,
                back=_HEAD.format(type=name, side="back", stem=stem) + back + _NOTES + "</div>\n" + run,
                browser_front=stem,
                browser_back=stem if name == "cloze" else "{{答案}}",
            )
        )
    return tuple(out)
