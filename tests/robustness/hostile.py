"""A corpus of hostile texts, made by code: whatever a file may hold that no author meant.

``TEXTS`` are small, one a nuisance. ``GROWING`` are functions of a size: what they give at two sizes shows whether the
time grows with it.
"""

from __future__ import annotations

from collections.abc import Callable

SENTENCE = "要坚持学用结合、知行合一、注重实效，切实增强学习的自觉性、主动性、创造性。"
PROSE = (
    "一、提高认识\n"
    "学习的根本目的是“增强本领”。村民会议应当每年召开二次，由村民委员会召集。" + SENTENCE + "\n"
    "（一）修好渠水。水长负责巡查、公示、轮灌，三十日内向水务站报告。\n"
    "（二）用好渠水。渠水是指由村民共同使用的水。违反本办法的，处五百元以上三千元以下的罚款。\n"
)

INJECTIONS: dict[str, str] = {
    "anki-cloze": "{{c1::学习}}的目的是{{c2::增强本领::提示}}、}}知行合一{{、::注重实效。",
    "anki-template": "{{FrontSide}}、{{#Key}}学习{{/Key}}、{{type:Key}}是根本。",
    "anki-media": "[sound:学习.mp3]、[latex]\\input{/etc/passwd}[/latex]、[$]x[/$]是根本。",
    "html": "<script>alert(1)</script>、<img src=x onerror=alert(1)>、</style><b>学习</b>是根本。",
    "html-entities": "&lt;script&gt;、&amp;、&#x3c;img onerror=alert(1)&#x3e;、&nbsp;是根本。",
    "html-comment": "<!-- 学习、--><![CDATA[知行合一]]>、<!DOCTYPE x>是根本。",
    "html-attribute": "学习\" onmouseover=\"alert(1)、知行' onfocus='alert(1)、合一`是根本。",
    "svg": "<svg/onload=alert(1)>、<iframe src=javascript:alert(1)>、<math><mi//xlink:href=\"data:x\">是根本。",
    "markdown": "[学习](javascript:alert(1))、![知行](x)、**合一**、`代码`、~~删~~是根本。",
    "latex": "$x^2$、\\write18{rm -rf}、\\input{/etc/passwd}、\\(知行\\)是根本。",
    "typst": "#set page(width: 1pt)、#read(\"/etc/passwd\")、*知行*、@ref、<label>、$合一$是根本。",
    "formula": "=HYPERLINK(\"http://a\")、+1+cmd|' /C calc'!A0、-2+3、@SUM(1)是根本。",
    "formula-start": "=1+1是学习的根本、\t=2+2是知行的合一。",
    "yaml": "学习: [*a, &b, !!python/object/apply:os.system [\"x\"]]、--- 知行、%YAML 1.1、? 合一是根本。",
    "yaml-ends": "---\n...\n# 学习\n- 知行\n\"合一\n'是\n|\n>\n!tag\n",
    "json": "{\"学习\": \"知行\\u0000\"}、\\ud800、\\\"合一是根本。",
    "template": "${学习}、{% 知行 %}、<%= 合一 %>、{{7*7}}、%s%n%d、{0}、$(rm)、`rm`是根本。",
    "sql": "'; DROP TABLE notes; --、学习\\x00、知行 OR 1=1是根本。",
    "path": "../../etc/passwd、C:\\学习、file:///知行、\\\\host\\合一、CON、NUL是根本。",
    "separators": "学习\t知行|合一,注重;实效\x1f是根本\u2028的\u2029要求\u0085在此。",
    "ansi": "\x1b[31m学习\x1b[0m、\x1b]0;知行\x07、\x9b31m合一是根本。",
}
"""Code of every kind that an output might run, each in a sentence that gives items."""

UNICODE: dict[str, str] = {
    "bidi": "学\u202e习是\u202d根\u2066本\u2067目\u2068的\u2069、\u200f知\u200e行、合\u061c一。",
    "zero-width": "学\u200b习\u200c是\u200d根\ufeff本\u2060、知\u00ad行、合\u180e一、\u034f实效。",
    "combining": "学" + "\u0301" * 200 + "习、知\u20dd行、合\u3099一是根本。",
    "private": "学\ue000习、知\uf8ff行、合\U000f0000一、\U0010fffd是根本。",
    "emoji": "学👨‍👩‍👧‍👦习、知🏳️‍🌈行、合👍🏽一、🇨🇳是根本，1️⃣。",
    "astral": "𠮷学𡃁习、𪚥知行、𝟘𝟙合一是𠀀根本，𝐀𝐁。",
    "noncharacters": "学\ufffe习、知\uffff行、合\ufdd0一、\U0001ffff是根本。",
    "replacement": "学\ufffd习、知\ufffd\ufffd行、合\ufffd一是根本。",
    "compatibility": "⼀、㈠学習、㊀知行、①②③合一、Ⅳ是根本，㎡㏄，﷽。",
    "hangul-thai": "학습、เรียน、知行、अध्ययन、ⵜⴰ、合一是根本。",
    "fullwidth": "ｅｘａｍ　ｐｌｅ、１２３、％＄、＂知行＂、＇合一＇是根本．",
    "variation": "学︀习、知󠄀行、合️一是根本。",
    "tags": "学\U000e0041\U000e0042习、知行、合一\U000e007f是根本。",
    "spaces": "学\u00a0习\u2003是\u3000根\u2009本、知\u202f行、合\u205f一\u1680。",
    "line-ends": "学习\r知行\r\n合一\n\r注重\v实效\f是根本\x1c的\x1d要\x1e求。",
    "controls": "学习、知行、合一" + "".join(map(chr, (1, 2, 7, 8, 27, 127, 128, 159))) + "是根本。" + "好" * 2000,
    "sub": "学习、知行、合一是根本。\x1a后面。",
    "digits": "٣٤、१२、𝟏𝟐年、²³、½、⅓、〇〇、三〇二〇年，〣〤，卅、廿、一一一一一是根本。",
}
"""Characters that programs trip over."""

MARKERS: dict[str, str] = {
    "markers-backwards": "".join(f"{n}、学习渠水之{n}。\n" for n in "十九八七六五四三二一"),
    "markers-mixed": "一、甲\n1.乙\n（三）丙\n第一条丁\n①戊\n第九章己\na)庚\n二是辛\n首先壬\n- 癸\n### 子\n3）丑\n",
    "markers-alone": "一、\n二、\n（一）\n1.\n第一条\n①\n-\n#\n第一章\n一是\n首先\n",
    "markers-inline": "一是二是三是四是五是一是，二要三要四要，首先首先其次其次，一方面一方面另一方面。",
    "markers-huge": "第九千九百九十九亿万条　甲。\n第〇条　乙。\n99999999999999999999.丙。\n（零）丁。\n第" + "一" * 300 + "条　戊。\n",
    "markers-deep": "".join("#" * (i % 9 + 1) + f" 题{i}\n\n" for i in range(60)) + "学习是根本。\n",
    "list-deep": "".join("  " * i + f"- 点{i}：学习渠水，知行合一。\n" for i in range(80)),
    "quotes-open": "“学习‘是《根本〈的「目『的（要[求{。" * 3,
    "quotes-closed": "”学’习》是〉根」本』的）目]的}。" * 3,
    "quotes-crossed": "“学《习”是》根‘本“的’目”的。）（",
    "quotes-straight": "\"学\"习\"是\"\"根\"本'的''目'的\"\"\"。",
    "quotes-empty": "“”、‘’、《》、（）、「」是根本，“ ”，《　》。",
    "marks-only": "，。、；：？！……——（）“”‘’《》，，，。。。、、、",
    "mark-runs": "学习，，，是、、、根本：：：的？？？！！！目的。。。；；；",
    "blanks": "学习是______、（　　）、____和（ ）的根本。\n学习是（    ）。\n",
    "options": "1.学习的根本是（　）。\nA.知行 B.合一 C.实效 D.本领\n答案：A\n",
    "table": "|甲|乙|\n|---|---|\n|学习|根本|\n|<b>|\\||\n||||\n",
    "fence": "```\n学习是根本。\n",
    "front-matter": "---\ntitle: [学习\ntags: *x\n---\n学习是“根本”。\n",
    "front-matter-open": "---\ntitle: 学习\n学习是根本。\n",
    "one-character": "学",
    "one-mark": "。",
    "no-break": "学习是根本" * 60,
    "ascii": "The quick brown fox, jumps; over: the lazy dog. It is \"so\" (and 'so').\n" * 4,
    "url": "见https://a.b/c?d=e&f=《学习》#知行、mailto:a@b.c、学习@渠水.com是根本。",
    "number-runs": "学习" + "1234567890" * 40 + "年、" + "一二三四五六七八九十" * 40 + "元是根本。",
    "dots": "学习......1\n知行······2\n合一……3\n. . . . .\n",
    "same-line": "学习是根本。\n" * 80,
}
"""Marks, markers and layouts in absurd orders."""


def everything() -> dict[str, str]:
    """Every small text by name, each with plain prose around it, so that it meets the rules that fire on prose."""
    texts = {f"{n}": t for group in (INJECTIONS, UNICODE, MARKERS) for n, t in group.items()}
    return {name: f"{PROSE}{text}\n{PROSE}" for name, text in texts.items()} | {f"{n}-alone": t for n, t in texts.items()}


def _varied(n: int) -> str:
    """About ``n`` characters of prose that does not repeat."""
    heads = "渠水井田林路桥堤坝库闸站网塘沟"
    out, size, i = [], 0, 0
    while size < n:
        a, b, c = heads[i % 15], heads[(i // 15) % 15], heads[(i // 225) % 15]
        line = (
            f"第{i}号{a}{b}{c}管护规程应当由{c}{a}站制定，坚持{a}{b}结合、{b}{c}并重、注重{c}{b}实效，"
            f"于{i % 28 + 1}日内报告“{b}{a}{c}办”。{a}{c}{b}是指{b}边的{c}{a}。"
        )
        out.append(line)
        size += len(line)
        i += 1
    return "".join(out)[:n]


GROWING: dict[str, Callable[[int], str]] = {
    "one-line": _varied,
    "one-word": lambda n: "学" * n,
    "no-mark": lambda n: ("学习渠水知行合一" * (n // 8 + 1))[:n],
    "blank-lines": lambda n: PROSE + "\n" * n + PROSE,
    "lines-of-blanks": lambda n: PROSE + " \t\u3000\n" * (n // 4) + PROSE,
    "commas": lambda n: "学习" + "，" * n + "是根本。",
    "pauses": lambda n: "坚持学习" + "、" * n + "是根本。",
    "members": lambda n: "坚持" + "、".join(f"学{i}" for i in range(n // 5)) + "是根本。",
    "members-words": lambda n: "坚持" + "知行、" * (n // 3) + "合一。",
    "clauses": lambda n: "学习渠水，" * (n // 5) + "知行合一。",
    "semicolons": lambda n: "学习渠水；" * (n // 5) + "知行合一。",
    "colons": lambda n: "学习：" * (n // 3) + "知行合一。",
    "stops": lambda n: "。" * n,
    "questions": lambda n: "学习吗？" * (n // 4),
    "quotes-nested": lambda n: "“" * (n // 2) + "学习是根本" + "”" * (n // 2) + "。",
    "quotes-nested-text": lambda n: "他说“学‘习" * (n // 12) + "’”。" * (n // 12),
    "quotes-open": lambda n: "“学习是根本。" * (n // 7),
    "quotes-closed": lambda n: "学习是根本”。" * (n // 7),
    "quotes-mixed-open": lambda n: "“学‘习《是〈根" * (n // 8),
    "quotes-short": lambda n: "“学习”“知行”、" * (n // 9),
    "straight": lambda n: "\"学习\"和'知行'、" * (n // 10) + "是根本。",
    "straight-only": lambda n: "\"" * n,
    "straight-odd": lambda n: "\"学" * (n // 2 | 1),
    "titles": lambda n: "《学习法》、" * (n // 6) + "是根本。",
    "brackets": lambda n: "（" * (n // 2) + "学" + "）" * (n // 2),
    "brackets-open": lambda n: "（一" * (n // 2),
    "brackets-square": lambda n: "[" * n,
    "brackets-angle": lambda n: "<" * n,
    "markers": lambda n: "一是二要三靠" * (n // 6),
    "markers-list": lambda n: "".join(f"{i}、学习渠水。\n" for i in range(n // 9)),
    "markers-same": lambda n: "（一）学习渠水。\n" * (n // 8),
    "markers-inline": lambda n: "".join(f"（{i}）学习渠水；" for i in range(n // 9)),
    "markers-first": lambda n: "一、学习\n" * (n // 5),
    "articles": lambda n: "".join(f"第{i}条　村民应当节约用水，不得浪费。\n" for i in range(n // 20)),
    "headings": lambda n: "".join(f"# 题{i}\n\n学习是根本。\n\n" for i in range(n // 16)),
    "headings-deep": lambda n: "".join("#" * (i % 6 + 1) + f" 题{i}\n" for i in range(n // 8)),
    "numerals": lambda n: "一" * n + "年",
    "numerals-mixed": lambda n: "十百千万亿" * (n // 5) + "元",
    "digits": lambda n: "1" * n + "年",
    "digits-dots": lambda n: "1." * (n // 2),
    "percent": lambda n: "百分之" * (n // 3),
    "parts": lambda n: "三分之二" * (n // 4),
    "dots": lambda n: "." * n,
    "dashes": lambda n: "-" * n,
    "underscores": lambda n: "_" * n,
    "stars": lambda n: "*" * n,
    "hashes": lambda n: "#" * n,
    "backticks": lambda n: "`" * n,
    "backslashes": lambda n: "\\" * n,
    "pipes": lambda n: "|" * n + "\n|---|\n",
    "table": lambda n: "|甲|乙|\n|---|---|\n" + "|学习|根本|\n" * (n // 8),
    "ampersands": lambda n: "&" * n,
    "cloze": lambda n: "{{c1::" * (n // 6) + "}}" * (n // 6),
    "spaces": lambda n: "学" + " " * n + "习",
    "spaces-between": lambda n: "学 " * (n // 2),
    "tabs": lambda n: "学\t" * (n // 2),
    "combining": lambda n: "学" + "\u0301" * n,
    "zero-width": lambda n: "\u200b" * n + "学习是根本。",
    "latin": lambda n: "word " * (n // 5) + ".",
    "latin-one": lambda n: "a" * n,
    "the-same-sentence": lambda n: (SENTENCE * (n // len(SENTENCE) + 1))[:n],
    "the-same-line": lambda n: (SENTENCE + "\n") * (n // len(SENTENCE)),
    "of": lambda n: "学习的" * (n // 3) + "渠水。",
    "and": lambda n: "学习和渠水以及" * (n // 7) + "知行。",
    "is": lambda n: "学习是渠水" * (n // 5) + "。",
    "must": lambda n: "村民应当可以不得" * (n // 8) + "。",
    "says": lambda n: "他强调指出认为" * (n // 7) + "：“学习”。",
    "by": lambda n: "由以把将被对在从" * (n // 8) + "学习。",
    "conditions": lambda n: "违反规定的，" * (n // 6) + "罚款。",
    "prose-lines": lambda n: _varied(n).replace("。", "。\n"),
}
"""One shape each, repeated up to a size in characters."""
