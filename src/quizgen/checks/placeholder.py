"""Text that an author left to be filled in."""

from __future__ import annotations

import re

from quizgen.checks._base import Context
from quizgen.model import Item

_CJK = "\u3400-\u9fff"

_LIKELY = re.compile(r"[×✕XＸ○●□◎]|\*\*\*|[?？]{3}|TODO|TBD|FIXME|略|待补|待填|填空|此处|点击|请在|请填|请输")
"""A quick look first: most texts have none of these."""
_PLACEHOLDER = re.compile(
    r"[×✕]{2,}|(?<![A-Za-zＸ])[XＸ]{2,8}(?=[\u3400-\u9fff])(?![型性和与或]|染色体)|○{2,}|●{2,}|□{2,}|◎{2,}|\*{3,}|\?{3,}|？{3,}"
    rf"|(?<![A-Za-z\d\-_+=/、和与或条对体])[XＸ](?=[市县区省镇乡村街局厅处科室校院年月日号项个名元]|[{_CJK}]{{0,2}}(?:行动|目标|工程|项目|单位|公司|部门|集团|同志|书记|党委|支部|大会|会议))"
    rf"|(?<=[{_CJK}])[×✕](?=[{_CJK}])(?!雌|雄)"
    r"|\b(?:TODO|TBD|FIXME)\b|[（(【\[](?:略|此处略|待补充?|待填|填空|图略|省略)[）)】\]]|待补充|此处(?:省略|填写|插入|待)|点击(?:此处|输入)|请(?:在此|填写|输入)"
)


def placeholder(item: Item, context: Context) -> str | None:
    """Finds: XX市, X目标, ××, ○○, （略）, 待补充, TODO in stem, key or distractors. X染色体, X射线, AA×aa are none.

    Why: nobody can know what the author had in mind.
    Example: 自觉对标X行动目标要求
    Repair: put the name in, or remove the item.
    """
    for text in (item.stem, *item.options):
        m = _PLACEHOLDER.search(text) if _LIKELY.search(text) else None
        if m is not None:
            return f"“{m[0]}” is a placeholder that was never filled in"
    return None
