"""甲是指乙: definitions, other names, glossaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quizgen.extractors._labels import BODY, BREAKS_OFF, CUT_SHORT, FIELDS, IS, label, names_kind
from quizgen.model import Definition, Span
from quizgen.reading import Reading, Sentence
from quizgen.zh.clausal import pointing, trimmed, without_lead, words_in
from quizgen.zh.lexicon import LEADING_VERBS
from quizgen.zh.lexicon_roles import DEFINERS, is_label

NAME = "definition"
TERM = 24
_MEANS = re.compile(r"，?(?:[又也]?(?:是指|系指|指的是|指的就是|就是指|即指|特指|泛指|专指|主要指|一般指)|[，：](?:所)?指)(?![导明派定示出挥控责使认引南标数甲头点望纹令教摘斥])")
TRIGGER = re.compile("所谓|[指称叫（(]")
"""What says in a sentence what something is, or is called."""
_NEGATED = ("不是", "而是", "并非", "并不", "不")
_CALLED = re.compile(
    r"(?:，|的过程|的现象)?(?:我们|人们)?(?:把它|将其|将它|把它们)?(?:就|也|又|都|统|一般|通常|常)?(?:被)?(?:称为|称作|称之为|叫做|叫作|统称为|统称|通称|合称|简称为|简称|又称为|又称|也称为|也称|亦称|又叫|也叫|俗称|旧称|别称|通常称)"
)
_ALIAS = re.compile(r"[（(](?:以下)?(?:简称为?|又称|也称|亦称|又叫|也叫|俗称|即)：?([^（）()，。；]{2,20})[）)]")
_ABBREVIATED = re.compile(r"[（(]([A-Za-z][A-Za-z0-9 \-,，/.&]{1,60})[）)]")
_POINTS_ON = re.compile(r".{0,16}(?:下列|以下|如下).{0,8}")
_LAST = re.compile(r"，(?:这种|这类|这个|这一|该|此种|此)[^，]*$")
_TAKES = re.compile(r"[^，。；]{0,6}习惯(?:上)?[把将]|(?:人们|我们|通常|一般|习惯上|科学家)*[把将]")
_TAKEN = re.compile("，[^，]{0,8}?[把将]([^，把将]{1,60})$")
_SO_CALLED = re.compile(r"所谓([^，。；：]{2,24}?)，?(?:就是指|是指|指的是|就是|即|是)")
_SCOPE = re.compile(r"(?:本法|本条例|本规定|本办法|本细则|本章|本条|本准则|本解释|前款)?(?:第[一二三四五六七八九十百]+条)?(?:所称的?|所指的?|所谓|(?<=[法例定法则章条])中的?|规定(?:保护|管制|适用)?的|下列用语的含义[：:])")
_ONE_IS = re.compile("(?:一种|另一种|第[一二三四五]种?|其[一二三四]|一类|另一类)(?:则)?是")
_HOW_MANY = ("多个", "几个", "多种", "几种", "各种", "某种", "某个", "一个", "一种", "这种", "一些")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NO_TERM = re.compile(r"[，。；：？！]|[-—]\d+$|^[\d\W]+$")
"""What stands in the first cell of a table that is no glossary."""
_THIS = re.compile("[，；](?:这|此|它|其)(?:种?(?:现象|过程|情况|方式|做法|行为|变化)?|样|些)?(?:就|也|被|便)?$")
_ALSO = re.compile("(?:又|也|亦|或)(?:称|叫|名)|(?:简|俗|旧|别|通)称")
_TRAILING = re.compile("(?:，(?:包括|如|例如|其中|主要包括|具体包括|主要有|分为))$|^[^，]*下列[^，的]{0,8}$|，[^，]*下列[^，的]{0,8}$")
_BRACKET_FIRST = re.compile("(?:[①②③④⑤⑥⑦⑧⑨⑩]|&[a-z]{2,6};\\s*|（[^（）]{1,16}）)+")
_ANOTHER_NAME = ("又称", "也称", "亦称", "简称", "又叫", "也叫", "俗称", "旧称", "别称", "通称", "合称")
_SAYS = re.compile("是指|称为|称作|叫做|叫作|[^，的]{2,12}是[^，]{0,30}的")
_SYMBOL = re.compile("[^，]{0,8}(?:单位|符号|代号)(?:是|为)|\\$|[A-Za-z][0-9]? ?是")
_WHO_CALLS = re.compile("，[^，]{1,8}(?:子|氏|人|者|家)$")
"""孔子称之为: who calls it so."""
_UNITS = re.compile("[a-z]{1,4}|[A-Za-z][0-9]?")
"""Short forms in brackets that are units or symbols (帧率（fps）, 能量（E2）)."""
_DATED = re.compile(r"在?(?:公元前?)? ?\d{3,4} ?年|在其")
_HEADS = ("术语", "名词", "概念", "名称", "词语", "定义", "含义", "解释", "项目", "term", "Term")
_EXPLAINS = ("解释", "含义", "定义", "释义", "全称", "中文全称", "名词解释", "概念", "内涵")
_GAP = r"[ \u3000]*\t[ \u3000]*|(?<=\S) {3,}(?=\S)|(?<=\S)\u3000{2,}(?=\S)"



def find(reading: Reading) -> Iterator[Definition]:
    """Definitions; ``term`` and ``body`` can both be asked.

    Finds: 甲，是指乙 (with 本法所称 in front), 所谓甲，就是乙; 乙称为甲, 乙叫做甲; 甲，又称乙 and 甲（以下简称乙); a name with
    its foreign or short form in brackets (term the form, body the name); 甲：乙 in a glossary of points; the rows of
    a table of two columns, or of lines that a tab or wide blanks part; in a wider table the column 解释, 含义, 全称.
    Skips: labels that name a role (基本要求：…, see thesis) or a field (教育目的：…), labels that come back; 甲：乙 where 乙
    is a sentence about 甲 with a subject, modal or date of its own, or no more than a list (建筑：甲、乙), or 甲 a clause; 称为 inside a longer predicate; terms that point (这是指…).
    Example: 本法所称密码，是指对信息进行加密保护的技术。 gives term 密码.
    Known misses: definitions by a bare 是; glossaries whose terms are sentences.
    """
    for sentence in reading.asked_with(TRIGGER):
        yield from _in_sentence(reading, sentence)
    labels = [label(reading, s) for s in reading.asked_sentences]
    named = [Definition(rule=NAME, span=Span(t.term.start, t.body.end), term=t.term, body=t.body) for t in labels if t is not None and t.defined]
    rows = list(_rows(reading))
    for found, most in ((named, 1), (rows, 2)):  # 功效：… and 功效：…: a field, not a term
        often = Counter(reading.norm[d.term.start : d.term.end] for d in found)
        yield from (d for d in found if often[reading.norm[d.term.start : d.term.end]] <= most)


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Definition]:
    norm = reading.norm
    start, end = sentence.span
    at = start
    while at < end:  # each part between ； has a definition of its own
        stop = norm.find("；", at, end)
        stop = end if stop < 0 else stop
        m = _SO_CALLED.search(norm, at, stop)
        if m is not None:
            yield from _pair(norm, m.start(1), m.end(1), m.end(), stop)
        else:
            m = _MEANS.search(norm, at, stop)
            if m is not None and not norm.endswith(_NEGATED, at, m.start()):
                yield from _pair(norm, _clause_start(norm, at, m.start()), m.start(), m.end(), stop)
        at = stop + 1
    called = list(_CALLED.finditer(norm, start, end))
    starts = {w.start for w in reading.parsed[sentence.index]} if called else set()
    for i, m in enumerate(called):
        yield from _called(reading, sentence, m, starts, called[i - 1].end() if i else start)
    for pattern in (_ALIAS, _ABBREVIATED):
        for m in pattern.finditer(norm, start, end):
            yield from _bracket(reading, sentence, m)


def _clause_start(norm: str, start: int, at: int) -> int:
    return max(start, max(norm.rfind(c, start, at) for c in "，。；：") + 1)


def _pair(norm: str, left: int, at: int, after: int, end: int) -> Iterator[Definition]:
    term = trimmed(norm, left, at)
    body = trimmed(norm, after, end)
    if term is None or body is None:
        return
    m = _BRACKET_FIRST.match(norm, *term)
    if m is not None and m.end() < term.end:
        term = Span(m.end(), term.end)  # （例1）甲是指乙
    m = _ONE_IS.match(norm, *term)
    if m is not None and m.end() < term.end:
        term = Span(m.end(), term.end)
    m = _SCOPE.match(norm, term.start, term.end)
    term = Span(m.end(), term.end) if m is not None and m.end() < term.end else without_lead(norm, term)
    bracket = norm.find("（", term.start + 1, term.end)
    if bracket > 0 and norm[term.end - 1] == "）":
        term = Span(term.start, bracket)
    text = norm[term.start : term.end]
    if _POINTS_ON.fullmatch(norm, body.start, body.end):
        return
    m = _TRAILING.search(norm, *body)
    if m is not None and norm.startswith("，", m.start()) and m.start() > body.start and "下列" not in m[0]:
        body = Span(body.start, m.start())
    elif m is not None:
        return
    if text.endswith(tuple(DEFINERS)) and "的" in text:
        term = Span(term.start, term.start + text.rfind("的"))
        text = norm[term.start : term.end]
    if _ALSO.match(norm, *term) or text in DEFINERS:
        return  # 又称乙，是指丙: what is called so stands before
    said = text.find("是", 2)
    if said > 0:  # 甲是高级阶段，是指乙
        term = Span(term.start, term.start + said)
    elif text[0] == "称" and len(text) > 3:
        term = Span(term.start + 1, term.end)
    text = norm[term.start : term.end].rstrip("，")
    term = Span(term.start, term.start + len(text))
    if norm[term.start] == "“" and norm.find("”", *term) == term.end - 1 > term.start + 1:
        term = Span(term.start + 1, term.end - 1)
    text = norm[term.start : term.end]
    if text in ("都", "也", "则", "又", "就", "其") or text.endswith(("实际上也", "实际上", "其实", "事实上")) or "”或" in text:
        return
    if norm[body.start] == "说" and norm[body.start + 1] not in "明法话服教":
        body = Span(body.start + 1, body.end)  # 所谓甲，是说乙
    if text.endswith("则") and len(text) > 3 and text[-2] not in "原准规法守细总":
        term = Span(term.start, term.end - 1)
        text = text[:-1]
    if text.endswith(("的", "主要", "一般", "通常")) or not 2 <= len(text) <= TERM or pointing(text) or not 4 <= body.end - body.start <= BODY:
        return
    yield Definition(rule=NAME, span=Span(term.start, body.end), term=term, body=body)


def _called(reading: Reading, sentence: Sentence, m: re.Match[str], starts: set[int], earlier: int) -> Iterator[Definition]:
    """乙称为甲; ``earlier``: where the name before this one begins."""
    norm = reading.norm
    far = min(m.end() + TERM, sentence.span.end)
    stop = next((i for i in range(m.end(), far) if norm[i] in "，。；：（("), far)
    term = trimmed(norm, m.end(), stop)
    if term is None or not 2 <= term.end - term.start <= 14 or pointing(norm[term.start : term.end]):
        return
    if term.end - term.start > 2 and norm[term.start] in "“《" and norm[term.end - 1] in "”》":
        term = Span(term.start + 1, term.end - 1)
    if (term.start not in starts and norm[term.start - 1] not in "“《") or any(w.kind in "XKPCU" for w in words_in(reading.parsed[sentence.index], term)):
        return
    first = max(sentence.span.start, m.start() - BODY)
    begin = max(first, max(norm.rfind(c, first, m.start()) for c in "。；：") + 1)
    comma = norm.find("，", earlier, m.start())
    if begin < earlier <= comma < m.start() - 4 and earlier > sentence.span.start:
        begin = comma + 1
    body = trimmed(norm, begin, m.start())
    if body is not None:
        body = trimmed(norm, *without_lead(norm, body))
    if body is None or "、" in norm[term.start : term.end]:
        return
    if any(name in norm[m.start() : m.end()] for name in _ANOTHER_NAME) and (_SAYS.search(norm, *body) or norm.find("，", *body) >= 0):
        return  # 甲是指…，又称乙: whose name it is stands further before
    if norm[body.start] == "&" or _SYMBOL.match(norm, *body) or _WHO_CALLS.search(norm, *body):
        return
    if norm[body.end - 1] in "即故" and norm[body.end - 2] == "，":
        body = Span(body.start, body.end - 2)
    m2 = _LAST.search(norm, body.start, body.end)
    if m2 is not None and m2.start() > body.start:
        body = Span(body.start, m2.start())
    m2 = _THIS.search(norm, body.start, body.end)
    if m2 is not None and m2.start() > body.start:
        body = Span(body.start, m2.start())  # 由动变静，这|称为…
    if norm.startswith("整个", body.start) or BREAKS_OFF.search(norm, *body) or norm.find("，则", *body) >= 0 or _DATED.match(norm, *body):
        return
    m2 = _TAKEN.search(norm, *body)
    if m2 is not None:
        body = Span(m2.start(1), body.end)
    text = norm[body.start : body.end]
    m2 = _TAKES.match(norm, body.start, body.end)
    if m2 is not None and m2.end() < body.end:
        body = Span(m2.end(), body.end)
        text = norm[body.start : body.end]
    if not 4 <= len(text) <= 120 or pointing(text) or text.endswith(("可以", "应当", "可", "所", "被", "自", "是", "等", "的", *CUT_SHORT)) or text.count("，") > 3:
        return
    yield Definition(rule=NAME, span=Span(min(body.start, term.start), max(term.end, body.end)), term=term, body=body)


def _bracket(reading: Reading, sentence: Sentence, m: re.Match[str]) -> Iterator[Definition]:
    """甲（简称乙), 甲（TERM）: the noun phrase that ends at the bracket is what the form names."""
    norm = reading.norm
    form = trimmed(norm, *m.span(1))
    name = [f for f in reading.phrases(sentence) if f.end == m.start() and f.shape in ("word", "compound", "of")]
    if form is None or not name:
        return
    best = max(name, key=lambda f: f.end - f.start if f.shape != "of" else 0)
    body = Span(best.start, best.end)
    text, name_of = norm[form.start : form.end].strip("“”"), norm[body.start : body.end]
    if m.re is _ABBREVIATED:
        if _UNITS.fullmatch(text):
            return
    elif name_of in text or (text[0] not in name_of and "简称" in norm[m.start() : m.end()]):
        return  # 事业管理|机构（以下简称事业管理机构): the name begins further before
    if any(w.start == body.start and (w.kind in "GV" or norm[w.start : w.end] in LEADING_VERBS) for w in reading.parsed[sentence.index]):
        return  # 处理|违法行为
    if norm[body.start - 1] in "-–" or (norm[body.start - 1] in "前后" and norm[body.start - 2 : body.start] not in ("之前", "以前", "之后", "以后", "此前", "此后")):
        return  # S-|腺苷甲硫氨酸（SAM）; 前|复制复合物（pre-RC）
    if name_of.startswith(_HOW_MANY):
        return
    if name_of[0] in _CIRCLED:
        body = Span(body.start + 1, body.end)
    if any(w.end == body.start and w.kind in "YI" for w in reading.parsed[sentence.index]):
        return  # the name may begin in the unknown word before
    if body.end - body.start < 4 or norm[body.start : body.end].isascii():
        return
    yield Definition(rule=NAME, span=Span(body.start, m.end()), term=form, body=body)


def _rows(reading: Reading) -> Iterator[Definition]:
    """Tables of two columns: the first row is a head if it names what the columns are. Of a wider table, the column that
    its head calls an explanation; two columns that blanks part count as a table from the second line on."""
    text = reading.text
    rows = [b for _, b in reading.asked_blocks if b.kind == "row"]
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end - 1].span.end + 1 == rows[end].span.start and text[slice(*_cells(text, rows[end].span, "\t")[0])].strip() not in _HEADS:
            end += 1
        yield from _table(reading, [_cells(text, row.span, "\t") for row in rows[at:end]])
        at = end
    before: tuple[Definition, int] | None = None
    shown = -1
    for i, block in reading.asked_blocks:
        cells = _cells(text, block.span, _GAP) if block.kind == "paragraph" else []
        row_here = next(_row(reading, *cells), None) if len(cells) == 2 else None
        if row_here is None or not (_tabbed(text, row_here) or names_kind(reading.norm, row_here.term, row_here.body) or IS.match(reading.norm, *row_here.body)):
            continue
        if before is not None and before[1] == i - 1:
            if shown != i - 1:
                yield before[0]
            yield row_here
            shown = i
        before = (row_here, i)


def _tabbed(text: str, row: Definition) -> bool:
    """A tab parts the two, which nobody sets by chance, and the second is longer by half."""
    return "\t" in text[row.term.end : row.body.start] and 2 * (row.body.end - row.body.start) >= 3 * (row.term.end - row.term.start)


def _table(reading: Reading, rows: Sequence[Sequence[Span]]) -> Iterator[Definition]:
    """One table. Without a head that names terms and explanations it is a glossary only if what stands in the second
    column is longer by half: 甲 ｜ 乙 over what distinguishes 甲 from 乙 is none."""
    names = [reading.text[c.start : c.end].strip() for c in rows[0]]
    column = next((j for j, name in enumerate(names) if j and name in _EXPLAINS), 1 if len(rows[0]) == 2 else 0)
    if not column:
        return
    headed = names[0] in _HEADS or names[column] in _EXPLAINS
    entries = [(row[0], row[column]) for row in rows[headed:] if column < len(row)]
    if not headed:
        sizes = sorted((second.end - second.start, first.end - first.start) for first, second in entries)
        terms = sorted(first for _, first in sizes)
        body, term = sizes[len(sizes) // 2][0], terms[len(terms) // 2]
        if len(entries) < 2 or 2 * body < 3 * term or term > 14:
            return
        first, second = entries[0]
        if 2 * (second.end - second.start) < body and second.end - second.start <= 6:
            entries = entries[1:]  # a head
    for first, second in entries:
        yield from _row(reading, first, second)


def _cells(text: str, span: Span, gap: str) -> list[Span]:
    cells = []
    at = span.start
    for m in re.compile(gap).finditer(text, *span):
        cells.append(Span(at, m.start()))
        at = m.end()
    return [*cells, Span(at, span.end)]


def _row(reading: Reading, first: Span, second: Span) -> Iterator[Definition]:
    term, body = trimmed(reading.norm, *first), trimmed(reading.norm, *second)
    if term is None or body is None:
        return
    text, said = reading.norm[term.start : term.end].rstrip("：:"), reading.norm[body.start : body.end]
    if is_label(text) or text.endswith(FIELDS) or text.endswith("作用") or (len(text) > 6 and ("和" in text or text.startswith("依法"))) or said[0] in "①⑴" or said.startswith("一是") or said.endswith(("什么", "分析", "释义")) or (said + text).isascii():
        return
    if _NO_TERM.search(reading.norm, *term) or term.end - term.start > TERM or body.end - body.start < 2:
        return
    yield Definition(rule=NAME, span=Span(term.start, body.end), term=term, body=body)
