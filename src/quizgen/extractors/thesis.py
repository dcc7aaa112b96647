"""甲是乙的根本方针: copulas that name a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Span, Thesis
from quizgen.reading import Reading
from quizgen.zh.clausal import pointing, trimmed, without_lead, words_in
from quizgen.zh.lexicon import VAGUE
from quizgen.zh.lexicon_roles import RELATIONS, ROLES, is_label
from quizgen.zh.words import Word

NAME = "thesis"
_SPACED = re.compile("(?<=[\u4e00-\u9fff”》）])(?<![的和与、]) +(?=[\u4e00-\u9fff“《])(?![的和与之])")
"""A blank between characters: two columns or two notes, no predicate."""
_COPULA = frozenset("是 就是 才是 也是 又是 既是 都是 仍是 正是 乃是 即是 便是 更是 则是 同时是".split())
TRIGGER = re.compile("[是以把将：]")
"""No copula and no frame is without one of these."""
_FOLLOWS = frozenset("是 也是 又是 更是 同时是 同时 而且 并且 既 又 也 更 还 都".split())
_ROLE_OF = frozenset(
    "宗旨 根本 基础 保障 依托 核心 中心 主体 目标 导向 指导 重点 准绳 主线 引领 统领 支撑 抓手 前提 动力 目的 依据 标准 原则 方针 内容 载体 关键 "
    "突破口 己任 起点 契机 纽带 平台 手段 先导 龙头 指针 行动指南 指导思想 本 纲 要 先 荣 耻 镜 鉴 主 辅 民 表率 榜样 理论指导 灵魂 旗帜".split()
)
_SAYING = frozenset("表明 说明 证明 认为 指出 强调 揭示 决定 明确 提出 要求 宣布 发现 看到 意味着 标志着 离开".split())
_AS = re.compile(rf"以(?![及便免来内外上下前后致])([^，。；：？！]{{2,30}}?)为({'|'.join(sorted(_ROLE_OF, key=lambda r: (-len(r), r)))})(?=[，。；：、的？！”]|$)")
_MADE = re.compile(r"作为|当作|视为|看作|确立为|列为|定为|视作|摆在|置于|放在")
_NOT_LEFT = re.compile(r"[是否？]|应当|不得|可以|必须|如何|什么|为什么|怎样")
_NOT_RIGHT = ("否", "不是", "由于", "因为", "为了", "指", "在", "是", "为", "概括", "通过", "如何", "怎样", "要")
SUBJECT = 30
ROLE = 48


def find(reading: Reading) -> Iterator[Thesis]:
    """Sentences that say what something is, by a role noun.

    Finds: 甲是乙的鲜明特点 (subject 甲, role 乙的鲜明特点, head 鲜明特点), and chains (甲是乙的基础，是丙的保证); the same
    turned round (乙的核心是甲; 乙的本质，是甲); 以甲为宗旨; 把甲作为乙; a label before a colon (基本要求：甲).
    Skips: predicates whose head names no role; subjects that point (这是…, 其本质是…); negations; clefts (是……的).
    Example: 人民民主是社会主义的生命线 gives subject 人民民主, role 社会主义的生命线, head 生命线.
    Known misses: subjects that stand a sentence before; roles that are clauses.
    """
    norm = reading.norm
    for sentence in reading.asked_with(TRIGGER):
        words = reading.parsed[sentence.index]
        if norm.find("是", *sentence.span) >= 0:
            yield from _copulas(reading, sentence.span, words)
        yield from _by_frame(reading, sentence.span, words)


def _copulas(reading: Reading, span: Span, words: Sequence[Word]) -> Iterator[Thesis]:
    norm = reading.norm
    clauses = reading.clauses(span)
    subject: Span | None = None
    for number, clause in enumerate(clauses):
        mine = words_in(words, clause)
        at = next((i for i, w in enumerate(mine) if norm[w.start : w.end] in _COPULA), None)
        if at is None:
            if subject is None or (mine and mine[0].kind in "NBART") or norm[clause.start - 1] in "；。":
                subject = _carried(norm, words, clauses[max(0, number - 7) : number + 1])
            continue
        goes_on = all(norm[w.start : w.end] in _FOLLOWS for w in mine[:at])
        left = subject if goes_on else _left(norm, mine[:at])
        right = trimmed(norm, mine[at].end, clause.end)
        subject = left
        if left is None or right is None or norm.startswith(_NOT_RIGHT, right.start):
            continue
        inside = words_in(words, right)
        if not inside or _SPACED.search(norm, *right):
            continue
        head = _head(norm, inside)
        if norm.endswith("主要", left.start, left.end):
            left = subject = Span(left.start, left.end - 2)  # 靶器官|主要是肝脏
        if left.end - left.start < 2 or norm.endswith("的", left.start, left.end) or norm.endswith("主要", right.start, right.end):
            continue  # 致病的|主要是…
        turned = _head(norm, words_in(words, left))
        of_right = "的" in norm[right.start : right.end]
        is_role = head is not None and _is_role(norm, head, ROLES) and right.end - right.start <= ROLE
        goes = norm[right.end : right.end + 1] == "，" and not _copula_next(norm, words, clauses[number + 1 : number + 2])
        if is_role and not of_right and goes:
            is_role = False  # 国家秘密是关系国家安全，……的事项: the predicate goes on
        if is_role and inside[0].kind in "VG" and (norm[mine[at].start] == "就" or "的" not in norm[right.start : right.end]):
            continue
        owned = is_role and of_right
        relation = turned is not None and (_is_role(norm, turned, RELATIONS) or ("的" in norm[left.start : left.end] and not of_right))
        if turned is not None and not owned and relation and not norm.startswith("一种", right.start):
            far = _to_end(norm, words, clauses[number + 1 : number + 9], right)
            if far is not None and _says(norm, far):
                yield Thesis(rule=NAME, span=Span(left.start, far.end), subject=far, role=left, head=turned if turned != left else None)
        elif is_role or (head is not None and of_right and _kind_of_thing(norm, inside, words_in(words, left), right)):
            yield Thesis(rule=NAME, span=Span(left.start, right.end), subject=left, role=right, head=head if head != right else None)


def _kind_of_thing(norm: str, right: Sequence[Word], left: Sequence[Word], span: Span) -> bool:
    """季风是……的风系: a bare noun and its kind, which a relative clause describes."""
    described = any(w.kind in "VG" for w in right) and 6 <= span.end - span.start <= ROLE and right[-1].kind == "N" and right[-1].end == span.end
    return described and len(left) <= 3 and all(w.kind in "NBA" for w in left) and right[0].kind not in "PDEC"


def _copula_next(norm: str, words: Sequence[Word], clauses: Sequence[Span]) -> bool:
    following = words_in(words, clauses[0])[:4] if clauses else ()
    return not clauses or any(norm[w.start : w.end] in _COPULA for w in following)


def _carried(norm: str, words: Sequence[Word], clauses: Sequence[Span]) -> Span | None:
    """The subject that a clause without a copula leaves for the next: the clause itself if it is a noun phrase or a
    verb phrase (坚持党的领导，是…), with the clauses before it that are like it; else the noun phrase it opens with."""
    last = clauses[-1]
    mine = words_in(words, last)
    if not mine or mine[0].kind in "PCUKXEF":
        return None
    if mine[0].kind in "VGBD":
        first = len(clauses) - 1
        while first > 0 and norm[clauses[first - 1].end] == "，":
            before = words_in(words, clauses[first - 1])
            if not before or before[0].kind not in "VGBD":
                break
            first -= 1
        span = Span(clauses[first].start, last.end)
        fits = span.end - span.start <= 40 and not any(w.kind == "X" or norm[w.start : w.end] == "了" for w in words_in(words, span))
        return span if fits and norm[span.end - 1] != "的" else None
    verb = next((i for i, w in enumerate(mine) if w.kind in "VGXPEDK"), len(mine))
    of = max((i for i, w in enumerate(mine) if norm[w.start : w.end] == "的"), default=-1)
    if verb < of and mine[-1].kind == "N" and all(w.kind in "NBA" for w in mine[of + 1 :]) and mine[verb].kind in "VG":
        verb = len(mine)  # 甲和相当于甲的组织: the verb describes
    if verb < len(mine) and norm[mine[verb].start : mine[verb].end] in ("在于", "在"):
        return None
    left = _left(norm, mine[:verb])
    if left is not None and left == last and len(clauses) > 1:
        twin = clauses[-2]
        if twin.end - twin.start == last.end - last.start <= 8 and norm[twin.end] == "，":
            return Span(twin.start, last.end)
    return left


def _to_end(norm: str, words: Sequence[Word], clauses: Sequence[Span], right: Span) -> Span | None:
    """The predicate of a turned thesis: with the clauses that go on with its list (解放生产力，发展生产力，消灭剥削)."""
    end = right.end
    first = words_in(words, right)[0].kind
    for clause in clauses:
        mine = words_in(words, clause)
        short = clause.end - clause.start <= 16 and right.end - right.start <= 16
        if norm[end : end + 1] != "，" or not short or not mine or pointing(norm[clause.start : clause.end]):
            break
        alike = mine[0].kind == first or {mine[0].kind, first} <= set("VGBD") or {mine[0].kind, first} <= set("NBA")
        if not alike or any(w.kind in "KXE" for w in mine):
            break
        end = clause.end
    return trimmed(norm, right.start, end)


def _says(norm: str, span: Span) -> bool:
    text = norm[span.start : span.end]
    return 2 <= len(text) <= 64 and not pointing(text) and not text.endswith(("的", "了"))


def _left(norm: str, words: Sequence[Word]) -> Span | None:
    """The subject: the words before the copula, without connectives in front and adverbs behind."""
    end = len(words)
    while end and words[end - 1].kind in "ECX":
        end -= 1
    begin = next((i + 1 for i in range(end - 1, -1, -1) if norm[words[i].start : words[i].end] in _SAYING), 0)
    while begin < end and words[begin].kind == "U":
        begin += 1
    if begin >= end:
        return None
    span = trimmed(norm, words[begin].start, words[end - 1].end)
    if span is None:
        return None
    span = trimmed(norm, *without_lead(norm, span))
    if span is None:
        return None
    text = norm[span.start : span.end]
    inside = words_in(words, span)
    if not inside or inside[0].kind in "PUKXFM" or not 2 <= len(text) <= SUBJECT or pointing(text) or text in VAGUE or _NOT_LEFT.search(text):
        return None
    if inside[-1].kind not in "NBAVGWF" or text.endswith(("的", "地", "得", "了", "着")):
        return None
    return span


def _head(norm: str, words: Sequence[Word]) -> Span | None:
    """The head phrase: what stands after the last 的, or the last words if there is none."""
    if not words:
        return None
    last = max((i for i, w in enumerate(words) if norm[w.start : w.end] in ("的", "之")), default=-1)
    rest = words[last + 1 :]
    if not rest or any(w.kind not in "NBAVGTMQD" and norm[w.start] != "、" for w in rest):
        rest = words[-1:]
    if rest[-1].kind not in "NBA" and norm[rest[-1].start : rest[-1].end] not in ROLES:
        return None
    return Span(rest[0].start, rest[-1].end)


def _is_role(norm: str, head: Span, roles: frozenset[str]) -> bool:
    text = norm[head.start : head.end]
    return text in roles or any(text[-n:] in roles for n in (2, 3, 4, 5) if len(text) > n)


def _by_frame(reading: Reading, span: Span, words: Sequence[Word]) -> Iterator[Thesis]:
    norm = reading.norm
    starts: set[int] = set()
    for m in _AS.finditer(norm, *span) if norm.find("以", *span) >= 0 else ():
        starts = starts or {w.start for w in words}
        if m.start() in starts and m.start(1) in starts and not pointing(m[1]) and trimmed(norm, *m.span(1)) == Span(*m.span(1)):
            role = Span(m.start(2) - (m.end(2) - m.start(2) == 1), m.end(2))  # 为主, not 主 alone
            yield Thesis(rule=NAME, span=Span(*m.span()), subject=Span(*m.span(1)), role=role)
    for i, word in enumerate(words):
        if word.end - word.start == 1 and norm[word.start] in "把将":
            yield from _made(norm, span, words, i)
    if norm.find("：", span.start, span.end) > 0:
        yield from _label(reading, span, words)


def _made(norm: str, span: Span, words: Sequence[Word], i: int) -> Iterator[Thesis]:
    """把甲作为乙"""
    end = next((w.start for w in words[i:] if norm[w.start] in "，。；："), span.end)
    m = _MADE.search(norm, words[i].end, end)
    if m is None or m[0] in ("摆在", "置于", "放在"):
        return
    starts = {w.start for w in words}
    if m.start() not in starts or m.end() not in starts or any(norm[w.start : w.end] in ("把", "将") for w in words[i + 1 :] if w.start < m.start()):
        return
    subject, role = trimmed(norm, words[i].end, m.start()), trimmed(norm, m.end(), end)
    if subject is None or role is None or not 2 <= subject.end - subject.start <= SUBJECT or role.end - role.start > ROLE:
        return
    if pointing(norm[subject.start : subject.end]) or any(w.kind in "X" for w in words_in(words, role)):
        return
    inside = words_in(words, role)
    verbs = [w for w in inside if w.kind == "G"]
    if not inside or inside[-1].kind not in "NBA" or inside[0].kind in "PUKXF" or (verbs and verbs[-1].start > inside[0].start and "的" not in norm[role.start : role.end]):
        return
    head = _head(norm, inside)
    yield Thesis(rule=NAME, span=Span(words[i].start, role.end), subject=subject, role=role, head=head if head != role else None)


def _label(reading: Reading, span: Span, words: Sequence[Word]) -> Iterator[Thesis]:
    """基本要求：甲"""
    norm = reading.norm
    at = norm.find("：", span.start, span.end)
    left = _left(norm, [w for w in words if w.end <= at])
    right = trimmed(norm, at + 1, span.end)
    if left is None or right is None or left.end != at or left.start != span.start or left.end - left.start > 16:
        return
    head = _head(norm, words_in(words, left))
    if head is None or not is_label(norm[left.start : left.end]) or not 2 <= right.end - right.start <= 40 or "：" in norm[right.start : right.end]:
        return
    if norm[right.start] in "①（(1一第" and re.match(r"[①（(]|\d[.、．]|一是|第一", norm[right.start : right.end]):
        return
    if _says(norm, right) and not norm.startswith(_NOT_RIGHT, right.start) and not re.search(r"是指|，这|叫作|叫做|称为", norm[right.start : right.end]):
        yield Thesis(rule=NAME, span=Span(left.start, right.end), subject=right, role=left, head=head if head != left else None)
