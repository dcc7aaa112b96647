"""Standing: what a sentence lacks to stand alone in a stem: its subject, or a statement at all."""

from __future__ import annotations

import re

BARE = re.compile(
    r"(?:主要|通常|一般|常|多|可|能|会|均|都|也|只|不|没|无|还|仅){0,2}(?:具有|具备|包括|包含|含有|分为|分成|位于|属于|称为|叫做|没有|侧重|由[^，。]{1,20}(?:组成|构成)"
    r"|用于|来自|来源于|取决于|表现为|体现|起源于|存在|能够?(?!源|力|量)|可以|可(?!是|见)|有(?![关效机利的])|是(?!否)|感觉|认为|又?称(?!赞|职|霸)|形成|保持|(?:内容|特点|特征|观点|目的|作用|意义|原因|任务|代表人物|代表作品?)(?:是|有|为|包括)|为[^，。]{2,24}(?:奠定|提供|创造|开辟)|指(?!导|出|数|标|定|挥))"
)
"""What opens a sentence without its subject outside statutes and programmes: it tells of something and not of what."""
TASK = re.compile(r"[（(]?(?:选择|判断|填空|简答)[：:]|请(?!求|示|假|愿)[\u4e00-\u9fff]{1,8}|试(?:述|论|分析|比较|说明)|简述|论述|为什么|怎样|如何(?=[^，。]{2,30}[？?。]?$)|思考[：:]|那么|那就|于是|此时|这时|接着|然后|换言之|也就是说|总之|从事的是")
"""What opens a task and states nothing, or goes on from what was said."""
FRAGMENT = re.compile(r"，在[^，。]{2,20}(?:基础上|前提下|过程中|条件下|情况下)[。；]?$|[，：](?:如何|怎样|为什么)[^，。]{2,40}[。；]?$")
"""What ends before its main clause, or asks."""
SIDE = re.compile(
    r"(?:定义|概念|含义|内涵|特点|特征|作用|功能|意义|分类|种类|类型|组成|结构|性质|原理|机制|过程|步骤|条件|原因|影响|依据|来源|地位|贡献|反应|方法|内容|简介|概述|背景|区别|优点|缺点|表现|目的|任务|要求|应用|举例|性状|形态)[：:]?$"
)
"""Headings that name a side of a thing; the heading above names the thing."""

NAME = 18
"""A name before a colon is no longer."""
_NAME = re.compile(r"[^，。；、！？“”：:]{2,18}(?<![出调求定为示说道是有括])")
"""What stands before a colon and is neither who speaks nor the lead of a list: 指出, 强调, 规定, 认为, 表示, 包括 close none."""


def loses_its_name(norm: str, first: int, start: int) -> bool:
    """The piece of a sentence that begins at ``first`` starts behind the name of what it tells of (紧缩性政策：|消减供给,
    利率随之提高)."""
    return first < start <= first + NAME + 1 and norm[start - 1] in "：:" and bool(_NAME.fullmatch(norm, first, start - 1))
