"""Modals: where another modal could have been the rule, so that which one stands there is worth asking."""

from __future__ import annotations

import re

from quizgen.stems import Stem

_BINDS = re.compile(r"义务|责任|职责|约束力|依法(?:承担|追究)|保障|尊重")
_MODAL = re.compile(r"应当|可以|不得|必须|禁止|有权")
_PRINCIPLE = re.compile(r"(?:依法|坚持|遵守|尊重|保障|维护|保护|加强|遵循|切实|严格|认真|积极|自觉|支持|配合|贯彻|履行)")
_DUTY = re.compile(
    r"严格|如实|妥善|依法|及时|充分|积极|高度|认真|切实|自觉|相互|互相|符合|遵守|遵循|鼓励|负责|重视|配合|保证|避免|防止|不断|逐步|努力|加强|提高|完善"
)
"""What only a duty is told with: 可以严格遵守 is odd, and no one would take it for the rule."""
_MEASURED = re.compile(r"(?:达到|是|在|自|于)[^，。]{0,20}[一二三四五六七八九十百\d%％]")
"""A measure binds as it stands: 应当达到成员总数三分之二以上."""
_REMEDY = re.compile(r"申请|起诉|诉讼|请求|投诉|举报|查阅|复议|要求|主张|协商|约定|委托|选择")
_OFFICE = re.compile(r"(?:部门|机关|机构|政府|国务院|法院|检察院|委员会|局)(?:[^，]{0,12})$")
_WRONGS = re.compile(r"以|阻挠|干扰|干涉|利用|变相|违背|[同与][^，。]{0,12}抵触|打击|压制|歧视|侵犯|泄露|伪造|滥用|侮辱|虐待|挪用|截留|隐瞒|欺骗|胁迫|拒绝|阻碍|克扣|拖欠")
_ANYBODY = re.compile(r"任何|一切")
_FORBIDS = re.compile(r"严格|限制|防止|严禁|擅自|非法|违法|违反|危害|犯罪|侵害|破坏|虚假|冒用|逃避")


def flips(modal: str, other: str, stem: Stem) -> bool:
    """The other modal makes a statement that could have been the rule: a duty that might be a choice, a choice that might be
    a duty; not where the sentence says itself what it must be, and not before 不."""
    shown = stem.visible
    if stem.after.startswith(("不", "为")) or "；" in shown or _MODAL.search(shown):
        return False
    match modal, other:
        case "应当", "可以":
            plain = _BINDS.search(shown) or _PRINCIPLE.match(stem.after) or _DUTY.search(stem.after) or _MEASURED.match(stem.after)
            return not plain
        case "不得", "可以":
            return not _FORBIDS.search(shown) and not _WRONGS.match(stem.after) and not _ANYBODY.search(stem.before)
        case "可以", "应当":
            return not _REMEDY.search(stem.after) and not stem.after.startswith("由") and bool(_OFFICE.search(stem.before))
        case _:
            return False
