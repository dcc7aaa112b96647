"""What the law does to whom: penalties and legal consequences without a modal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.model import Phrase, Span
from quizgen.reading import Reading
from quizgen.zh.clausal import trimmed

NAME = "consequence"
LONGEST = 30
_VERB = re.compile(
    r"(?:处以|并处|可处|处)(?=[^理置于分在境]).{0,24}?(?:罚款|拘留|徒刑|拘役|管制|罚金|刑罚)"
    r"|(?:承担|负)(?:相应|全部|连带|主要|次要|同等|赔偿|民事|刑事|行政|法律|违约|侵权|补充|补偿|损害|的|、|或者)*责任"
    r"|追究[^，。；、的]{0,10}责任"
    r"|(?:给予|予以)(?!或者|其)(?:[^，。；、的和]{2,8}[、或][^，。；的和由令]{1,14}?(?:处分|处罚)|[^，。；、的和]{2,6})(?=[，。；、]|$|的[，；])"
    r"|责令(?:[^，。；、的并]{2,10})(?=[，。；、并]|$)"
    r"|(?:没收|吊销|撤销|暂扣|注销|取消|查封|扣押|冻结|取缔|追缴|收缴|开除|终止|解除|免除)(?!其|或者|与|设置|办法|手续|程序)[^，。；、并的等]{2,14}?(?=[，。；、并等]|(?:不满|满)[一二三四五六七八九十]|$)"
    r"|(?:从轻|减轻|从重|加重|免予|免除|不予)(?:或者)?(?:从轻|减轻|从重)?(?:行政)?(?:处罚|处分|政务处分)"
    r"|停业整顿|停产停业"
)

_NO_CONSEQUENCE = re.compile("应当|不得|可以|被(?!处罚|告|执行)|[后时前]$|(?:查封|扣押|冻结|撤销|吊销|没收)(?:的|决定)")
"""扣押|决定书应当载明, 撤销|裁决被驳回后: the verb stands inside a noun phrase or a condition."""


def find(reading: Reading) -> Iterator[Phrase]:
    """Verb phrases that state a consequence of law.

    Finds: 处……罚款, 处……拘留, 承担连带责任, 追究刑事责任, 给予警告, 责令改正, 没收违法所得, 吊销营业执照, 从轻处罚.
    Skips: the same verbs inside a longer noun phrase (撤销决定的机关).
    Example: 情节严重的，处五日以上十日以下拘留。 gives 处五日以上十日以下拘留.
    Known misses: consequences of private law that have no fixed verb.
    """
    norm = reading.norm
    for sentence in reading.asked_sentences:
        borders: set[int] = set()
        for m in _VERB.finditer(norm, *sentence.span):
            borders = borders or {at for w in reading.parsed[sentence.index] for at in (w.start, w.end)}
            span = trimmed(norm, *m.span())
            if _NO_CONSEQUENCE.search(norm, *m.span()):
                continue
            if span is None or span.end - span.start > LONGEST or span.start not in borders or span.end not in borders:
                continue
            yield Phrase(rule=NAME, span=span, phrase=span, sort="verb", shape="consequence", head=Span(span.start, span.start + 2))
