"""Standing: what a sentence lacks to stand alone in a stem: its subject, or a statement at all."""

from __future__ import annotations

import re

BARE = re.compile(
    r"(?:主要|通常|一般|常|多|可|能|会|均|都|也|只|不|没|无|还|仅){0,2}(?:具有|具备|包括|包含|含有|分为|分成|位于|属于|称为|叫做|没有|侧重|由[^，。]{1,20}(?:组成|构成)"
    r"|用于|来自|来源于|取决于|表现为|体现|起源于|存在|能够?(?!源|力|量)|可以|可(?!是|见)|有(?![关效机利的])|是(?!否)|感觉|认为|又?称(?!赞|职|霸)|形成|保持|(?:内容|特点|特征|观点|目的|作用|意义|原因|任务|代表人物|代表作品?)(?:是|有|为|包括)|为[^，。]{2,24}(?:奠定|提供|创造|开辟)|指(?!导|出|数|标|定|挥)"
    r"|使(?![用命者馆团节])|让(?![步利与渡])|导致|引起(?!的)|促使|揭示|揭开|标志着|阐明|表明|证明(?![材文书的])|奠定|打破了|结束了|开创了|开辟了|推翻了|确立了|颁布了|参与(?![者度权])|释放)"
)
"""What opens a sentence without its subject outside statutes and programmes: it tells of something and not of what."""
TASK = re.compile(r"是否(?!定)|[（(]?(?:选择|判断|填空|简答)[：:]|请(?!求|示|假|愿)[\u4e00-\u9fff]{1,8}|试(?:述|论|分析|比较|说明)|简述|论述|为什么|怎样|如何(?=[^，。]{2,30}[？?。]?$)|思考[：:]|那么|那就|于是|此时|这时|接着|然后|换言之|也就是说|总之|从事的是")
"""What opens a task and states nothing, or goes on from what was said."""
EXAMPLE = re.compile(r"(?:例如|比如|譬如|举例(?:来说)?|如)[，：:,]|(?:例如|比如|譬如)")
"""What opens an example: what it tells holds of one case."""
FORMULA = re.compile(r"\$|\\[A-Za-z]")
"""A formula in TeX: a card shows it as it is typed."""
FRAGMENT = re.compile(r"，在[^，。]{2,20}(?:基础上|前提下|过程中|条件下|情况下)[。；]?$|[，：](?:如何|怎样|为什么)[^，。]{2,40}[。；]?$")
"""What ends before its main clause, or asks."""
SIDE = re.compile(
    r"(?:定义|概念|含义|内涵|特点|特征|作用|功能|意义|分类|种类|类型|组成|结构|性质|原理|机制|过程|步骤|条件|原因|影响|依据|来源|地位|贡献|反应|方法|内容|简介|概述|背景|区别|优点|缺点|表现|目的|任务|要求|应用|举例|性状|形态)[：:]?$"
)
"""Headings that name a side of a thing; the heading above names the thing."""

PREDICATE = re.compile(r"为(?![了期限])|不超过|不少于|不低于|不高于|至少|最长|最多|每届|召开|拥有|保证|统一|分别|计算|代表|应当|可以|不得|必须|有权|禁止|负责|是|由|应|处以|处[一二三四五六七八九十]|给予|追究|责令|适用|享有|承担|实行|规定|鼓励|支持|保护|依法|坚持|加强|建立|制定|属于|包括|施行|分为|设立|履行|保障|具有|遵守")
LEANING = re.compile(
    r"情节(?:严重|较重|较轻|轻微|一般)|构成犯罪|造成[^，]{0,12}后果|逾期|拒不|又|也(?!是)|还|而且|但|则|并|在此|对其"
)
"""What opens a sentence that says nothing without the one before it in its paragraph."""
REFERENCE = re.compile(r"前款|前条|前两款|前三款|前述|上述|本条第|本款|下列|以下(?=[^，。]{0,20}之一|情形|列|内容|事项|行为|条件|几|各|[一二三四五六七八九]|措施|规定|材料|职责|方面)|如下|见[图表]|[图表]\d|如图|下图|上图|下表")
"""What points to words elsewhere."""

LABEL = re.compile(
    r"(?:主要|基本|积极|消极|根本|直接|具体|重要|历史|理论|现实|其他|局限)?(?:定义|概念|含义|内涵|特点|特征|作用|功能|意义|分类(?:方式)?|种类|类型|组成|结构|性质|原理|机制|过程|步骤|条件|原因|影响|依据|来源|地位"
    r"|贡献|反应|方法|内容|简介|背景|区别|优点|缺点|表现|目的|任务|要求|应用|措施|途径|结果|标志|实质|本质|观点|主张|原则|评价|成就|对象|目标|性)[：:]"
)
"""What opens a line of notes and names a side of something named above it: 意义：揭示了……"""

NAME = 18
"""A name before a colon is no longer."""
_NAME = re.compile(r"[^，。；、！？“”：:]{2,18}(?<![出调求定为示说道是有括])")
"""What stands before a colon and is neither who speaks nor the lead of a list: 指出, 强调, 规定, 认为, 表示, 包括 close none."""


def loses_its_name(norm: str, first: int, start: int) -> bool:
    """The piece of a sentence that begins at ``first`` starts behind the name of what it tells of (紧缩性政策：|消减供给,
    利率随之提高)."""
    return first < start <= first + NAME + 1 and norm[start - 1] in "：:" and bool(_NAME.fullmatch(norm, first, start - 1))


_PENALTY = re.compile(r"罚款|处分|吊销|警告|责令|没收|拘留|撤职|开除|停业|追缴|徒刑|罚金|处[一二三四五六七八九十百]")
_OFFENCE = re.compile(r"(?:违反|未|擅自|伪造|非法|隐瞒|泄露|拒绝|阻碍)[^，；。]{3,60}的，")


def rest_of_penalty(norm: str, first: int, start: int, end: int) -> bool:
    """The piece tells a penalty, and what it is for stands before it: ……的，责令改正；|情节严重的，处五万元以上十万元以下罚款。"""
    return (
        "的，" in norm[first:start]
        and _PENALTY.search(norm, start, end) is not None
        and _OFFENCE.search(norm, start, end) is None
    )
