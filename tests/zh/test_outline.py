from quizgen.model import Span
from quizgen.zh.markers import Marker
from quizgen.zh.outline import Outline


def walk(*steps: tuple[str, int] | str) -> list[str]:
    """Each marker's list, step and level, as ``list:step:level``; "|" closes at a heading."""
    outline, out = Outline(), []
    for i, step in enumerate(steps):
        if isinstance(step, str):
            outline.close()
            continue
        family, ordinal = step
        place = outline.place(Marker(family=family, ordinal=ordinal, span=Span(0, 1)), block=i)
        assert place is not None
        out.append(f"{place.list}:{place.step}:{place.level}")
    return out


def test_lists_nest_and_return() -> None:
    assert walk(("cn", 1), ("cn-paren", 1), ("cn-paren", 2), ("cn", 2), ("cn-paren", 1)) == [
        "0:start:1", "1:start:2", "1:next:2", "0:next:1", "2:start:2",
    ]  # fmt: skip


def test_one_list_changes_its_family() -> None:
    assert walk(("yao", 1), ("yao", 2), ("yao", 3), ("shi", 4)) == ["0:start:1", "0:next:1", "0:next:1", "0:next:1"]


def test_an_inner_phrase_list_does_not_take_the_outer_ones_next_member() -> None:
    assert walk(("shi", 1), ("di", 1), ("di", 2), ("shi", 2)) == ["0:start:1", "1:start:2", "1:next:2", "0:next:1"]


def test_restart_gap_orphan_resume() -> None:
    assert walk(("arabic", 1), ("arabic", 2), ("arabic", 1)) == ["0:start:1", "0:next:1", "1:start:1"]
    assert walk(("arabic", 1), ("arabic", 3)) == ["0:start:1", "0:gap:1"]
    assert walk(("arabic", 3)) == ["0:orphan:1"]
    assert walk(("arabic", 1), ("arabic", 2), "|", ("arabic", 3)) == ["0:start:1", "0:next:1", "1:resume:1"]


def test_a_higher_family_ends_lower_lists() -> None:
    assert walk(("arabic", 1), ("arabic", 2), ("cn", 1)) == ["0:start:1", "0:next:1", "1:start:1"]


def test_a_font_without_the_eleventh_circle() -> None:
    steps = [("circled", n) for n in range(1, 11)]
    assert walk(*steps, ("arabic-paren", 11))[-1] == "0:next:1"


def test_inline_markers_that_count_nothing_on_are_passed_over() -> None:
    outline = Outline()
    assert outline.place(Marker(family="circled", ordinal=2, span=Span(0, 1)), block=0, inline=True) is None
