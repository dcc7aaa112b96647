"""How a stem begins, runs and ends."""

from __future__ import annotations

import re

from quizgen.checks._base import Context, unframed
from quizgen.model import Item

LONG = 160
"""A stem longer than this is a flaw."""
LONGISH = 120
"""A stem longer than this should be cut at a clause border, where the sense allows it."""

_START = re.compile(
    r"[，、；。：！？）)》”’】·…]"
    r"|而(?!立|今|后|言)|但(?!凡|丁)|并(?=且|对|将|把|在|由|按|依[法照]|及时|应|可|不得|处|报|予|给|向|与|使|能|以|为|经|通过|根据|采取|加|没|从)|从而|以及|及(?=其|有关|相关|以上)|和(?!平|谐|睦|解|亲|田|气|服|弦|声)"
    r"|与(?!会|时俱进|此同时|人为善|民)|或(?!许|然)|且(?!慢)|也(?!门|许)|却|又(?!名|称)|则|所以|因此|因而|于是|进而|然而|不过|可是|不然|同时[，,]|另外|甚至|尤其是|特别是|其中|包括"
    r"|的(?!确|士)|了(?!解|却|结)|着(?!力|眼|重|手|装|陆|床|色|丝|火|急|想|实)|等(?=[，。、；的]|制度|方面|工作|措施|行为|内容|因素)|是(?!否|非|以)|就是|即(?!使|将|时|便|日|位)"
    r"|(?:[的之]?(?:时|后|前|中|下|内|外|上)|者)[，、]"
)
_ENDS = re.compile(r"[。？！：；?!:;.…”’》）)】』」]$")
_STRAY = re.compile(r"[，、；：][，、；：。！？]|[。！？][，、；。]|[、；：][”’》）】]|[“‘《（【][，、；：。！？]|“”|‘’|《》")


def starts_mid_sentence(item: Item, context: Context) -> str | None:
    """Finds: a stem, or what follows the name of its source or speaker, that opens with a mark that closes something, a
    conjunction that continues (而, 但, 并且, 从而, 以及, 或者, 其中), 的, 是 or the rest of a phrase (时，).

    Why: the reader misses what was cut away.
    Example: 从而保证______按时到田。
    Repair: start at an earlier clause border.
    """
    for text in dict.fromkeys((item.stem, unframed(item.stem))):
        m = _START.match(text.lstrip(" 　"))
        if m is not None:
            return f"the stem opens with “{m[0]}”, in the middle of a sentence"
    return None


def stem_end(item: Item, context: Context) -> str | None:
    """Finds: a stem that does not end with 。 ？ ！ ： ； or a mark that closes ” ） 》; （　　） counts.

    Why: a stem that stops in the air looks cut, and the reader wonders what follows.
    Example: 水渠由村里______
    Repair: end at a clause border and put 。 there.
    """
    if not _ENDS.search(item.stem.rstrip()):
        return f"the stem ends with “{item.stem.rstrip()[-1:]}”, not with a closing mark"
    return None


def stray_marks(item: Item, context: Context) -> str | None:
    """Finds: marks that cannot follow each other (，。 、， 。， “， 、”), left where something was cut away.

    Why: it looks like a mistake, and the reader looks for the missing words.
    Example: 要修好水渠，。
    Repair: keep the stronger mark.
    """
    m = _STRAY.search(item.stem)
    return f"“{m[0]}”: marks left over from a cut" if m is not None else None


def long_stem(item: Item, context: Context) -> str | None:
    """Finds: a stem of more than 160 characters.

    Why: it asks for patience, not for knowledge, and does not fit a card.
    Example: an article quoted whole for one figure.
    Repair: cut the sentence at a clause border; keep its frame.
    """
    n = len(item.stem)
    return f"the stem has {n} characters, at most {LONG} are read" if n > LONG else None


def longish_stem(item: Item, context: Context) -> str | None:
    """Finds: a stem of 121 to 160 characters.

    Why: a shorter one is read more often; cut it where the sense allows it.
    Example: a sentence of four clauses of which the last is asked.
    Repair: cut it at a clause border, or leave it.
    """
    n = len(item.stem)
    return f"the stem has {n} characters, under {LONGISH} is better" if LONGISH < n <= LONG else None
