"""Whatever people do to the YAML and to the source: their bytes survive, and a build is done after one build."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import World

from quizgen.deck import loads

Blocks = list[list[str]]
Edit = Callable[[Blocks, int, int], list[str]]
"""(the items as lists of lines, which one, a number) → the lines that a person wrote."""


def _line(block: list[str], field: str) -> int:
    return next((n for n, line in enumerate(block) if re.match(rf"[- ] {field}:", line)), -1)


def edit_stem(blocks: Blocks, k: int, n: int) -> list[str]:
    at = _line(blocks[k], "stem")
    if at < 0 or "自拟" in blocks[k][at]:
        return []
    blocks[k][at] = f"  stem:  第{n}次改写的题干______。"
    return [blocks[k][at]]


def edit_key(blocks: Blocks, k: int, n: int) -> list[str]:
    at = _line(blocks[k], "key")
    if at < 0 or "[" in blocks[k][at]:
        return []
    blocks[k][at] = f'  key: "第{n}个答案"'
    return [blocks[k][at]]


def edit_quote(blocks: Blocks, k: int, n: int) -> list[str]:
    at = _line(blocks[k], "quote")
    if at < 0:
        return []
    blocks[k][at] = f"  quote: |-\n    原文（摘）第{n}句"
    return blocks[k][at].split("\n")


def add_explanation(blocks: Blocks, k: int, n: int) -> list[str]:
    if _line(blocks[k], "explanation") >= 0:
        return []
    lines = ["  explanation: |", f"    第一行{n}", "", "    第二行"]
    blocks[k] += lines
    return lines


def add_note(blocks: Blocks, k: int, n: int) -> list[str]:
    if _line(blocks[k], "note") >= 0:
        return []
    blocks[k].insert(1, f"  note: '常考 {n}'   # 老师说的")
    return [blocks[k][1]]


def add_tags(blocks: Blocks, k: int, n: int) -> list[str]:
    if _line(blocks[k], "tags") >= 0:
        return []
    blocks[k] += ["  tags:", f"    - 第{n}周   # 期中", "    - 难"]
    return blocks[k][-3:]


def add_field(blocks: Blocks, k: int, n: int) -> list[str]:
    if _line(blocks[k], "x-出处") >= 0:
        return []
    blocks[k].append(f"  x-出处: 讲义第{n}页")
    return [blocks[k][-1]]


def add_comment(blocks: Blocks, k: int, n: int) -> list[str]:
    at = n % (len(blocks[k]) + 1)
    if any(line.lstrip().startswith(("explanation: |", "quote: |", "tags:")) or "\n" in line for line in blocks[k]):
        at = 0
    blocks[k].insert(at, f"  # 批注{n}" if at else f"# 批注{n}")
    return [blocks[k][at]]


def add_trailing(blocks: Blocks, k: int, n: int) -> list[str]:
    at = _line(blocks[k], "line")
    if at < 0 or "#" in blocks[k][at]:
        return []
    blocks[k][at] += f"  # 行末{n}"
    return [f"# 行末{n}"]


def keep(blocks: Blocks, k: int, n: int) -> list[str]:
    return _status(blocks[k], "kept")


def drop(blocks: Blocks, k: int, n: int) -> list[str]:
    return _status(blocks[k], "dropped")


def _status(block: list[str], status: str) -> list[str]:
    at = _line(block, "status")
    if at >= 0:
        block[at] = f"  status: {status}"
    return []


def delete(blocks: Blocks, k: int, n: int) -> list[str]:
    del blocks[k]
    return []


def swap(blocks: Blocks, k: int, n: int) -> list[str]:
    j = n % len(blocks)
    blocks[k], blocks[j] = blocks[j], blocks[k]
    return []


def add_item(blocks: Blocks, k: int, n: int) -> list[str]:
    lines = ["- kind: recall", f"  stem: 自拟第{n}题", "  key: [甲,  乙]"]
    blocks.insert(k, lines)
    return lines[1:]


def spread(blocks: Blocks, k: int, n: int) -> list[str]:
    blocks[k].append("")
    blocks[k].append("")
    return []


EDITS: tuple[Edit, ...] = (
    edit_stem,
    edit_key,
    edit_quote,
    add_explanation,
    add_note,
    add_tags,
    add_field,
    add_comment,
    add_trailing,
    keep,
    drop,
    delete,
    swap,
    add_item,
    spread,
)


def person(yaml: str, edits: list[tuple[Edit, int, int]]) -> tuple[str, list[str], set[str]]:
    """The deck after a person's edits, the lines that the person wrote, and the ids of deleted items."""
    head, rest = yaml.split("\nitems:\n", 1)
    body, tail = rest.split("\n# What quizgen", 1)
    blocks = [block.split("\n") for block in re.split(r"\n(?=- )", body.rstrip("\n"))]
    before = set(re.findall(r"^- id: (\w+)|^  id: (\w+)", body, re.M))
    wrote: dict[str, int] = {}
    for n, (edit, k, m) in enumerate(edits):
        if blocks:
            wrote |= dict.fromkeys(edit(blocks, k % len(blocks), m * 100 + n), n)
    body = "\n".join("\n".join(block) for block in blocks)
    after = set(re.findall(r"^- id: (\w+)|^  id: (\w+)", body, re.M))
    text = f"{head}\nitems:\n{body}\n\n# What quizgen{tail}"
    if not blocks:
        text = text.replace("\nitems:\n", "\nitems: []\n")
    present = {line for line in wrote if f"{line}\n" in text or line.startswith("# 行末")}
    present = {line for line in present if line in text}
    return text, sorted(present), {a or b for a, b in before - after}


SENTENCES = [
    "木版年画用梨木雕刻，先印墨线再套印颜色。",
    "装裱书画要经过托心、镶边、覆背几道工序。",
    "线装书的书页对折以后，用丝线在书脊处装订。",
    "印章的石料以青田石和寿山石最为有名。",
]


@st.composite
def sources(draw: st.DrawFn) -> Callable[[str], str]:
    what = draw(st.sampled_from(["same", "insert", "delete", "replace", "mark", "move", "append"]))
    n = draw(st.integers(0, 999))

    def change(text: str) -> str:
        lines = text.rstrip("\n").split("\n")
        k = 1 + n % max(1, len(lines) - 1)
        match what:
            case "insert":
                lines.insert(k, SENTENCES[n % 4])
            case "delete" if len(lines) > 4:
                del lines[k]
            case "replace" if k < len(lines):
                lines[k] = lines[k].replace("的", "之", 1)
            case "mark" if k < len(lines):
                lines[k] = lines[k].replace("，", "；", 1)
            case "move" if len(lines) > 3:
                lines.insert(1 + n // 7 % (len(lines) - 2), lines.pop(min(k, len(lines) - 1)))
            case "append" if k < len(lines):
                lines[k] += SENTENCES[n % 4]
        return "\n".join(lines) + "\n"

    return change


PEOPLE = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99), st.integers(0, 99)), max_size=6)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(st.tuples(PEOPLE, sources(), st.booleans()), min_size=1, max_size=3))
def test_human_bytes_survive(rounds: list[tuple[list[tuple[Edit, int, int]], Callable[[str], str], bool]]) -> None:
    world = World(one_in=2)
    world.build()
    deleted: set[str] = set()
    for edits, change, rewriting in rounds:
        text, wrote, gone = person(world.yaml, edits)
        deleted |= gone
        person_s = loads(text).deck
        order = [i.id for i in person_s.items if i.id]
        world.yaml, world.source = text, change(world.source)
        source_changed = world.source
        deck = world.build(rewriting=rewriting)
        # what the person wrote stands, to the byte
        for line in wrote:
            if not line.strip().startswith("tags") and line:
                assert line in world.yaml, line
        # in the person's order, and without what the person deleted
        assert [i.id for i in deck.items if i.id in order] == order
        assert not deleted & {i.id for i in deck.items} and deleted <= set(deck.deleted)
        # own items and dropped ones are as they were
        named = iter([i for i in deck.items if i.id not in order and not i.made])
        for old in person_s.items:
            new = next(i for i in deck.items if i.id == old.id) if old.id else next(named)
            if old.status == "dropped":
                assert new.status == "dropped"
            if not old.made:
                assert replace(new, id="", changed="", digest="") == replace(old, id="", changed="", digest="")
            assert (new.note, new.tags) == (old.note, old.tags)
        # build twice is build once, and nothing new changes no byte
        after = world.yaml
        world.build(rewriting=rewriting)
        assert world.yaml == after and world.report.quiet
        assert world.source == source_changed
