"""Does a text say what kind of thing something is, as a definition does, or does it say something about it?"""

from __future__ import annotations

import re

_GENUS = tuple(
    "渠道 道路 河流 湖泊 山脉 岩石 土地 土壤 容器 水槽 墙 门 地方 部位 地段 材料 原料 食品 建筑 设施 工程 行业 产业 车辆 机器 仪器 过程 方法 行为 现象 能力 物质 结构 细胞 细胞器 器官 组织 机构 制度 体系 系统 理论 学说 思想 观点 方式 活动 关系 状态 反应 作用 技术 手段 工具 程序 协议 设备 装置 单位 部分 总和 总称 "
    "统称 形式 类型 模式 模型 人员 国家 阶段 时期 区域 地区 地带 场所 空间 数量 数目 数值 程度 比例 比率 比值 指标 概念 原则 规则 规范 规律 特征 特性 性质 属性 功能 机制 策略 计划 方案 资料 "
    "数据 信息 知识 语言 文字 符号 图形 文件 作品 书籍 文体 诗歌 商品 产品 服务 费用 价格 收入 成本 资本 货币 市场 企业 团体 群体 集体 个体 生物 植物 动物 微生物 病毒 化合物 元素 分子 离子 蛋白 "
    "蛋白质 激素 基因 信号 疾病 症状 病变 损伤 运动 能量 热量 电流 电路 曲线 函数 变量 集合 序列 步骤 规定 文书 合同 权利 权力 义务 责任 犯罪 情形 事件 战争 条约 政策 措施 心理 情绪 态度 意识 "
    "记忆 思维 知觉 感觉 需要 动机 教育 教学 学习 课程 学校 变化 差异 差额 综合征 图像 曲面 路径 路线 通道 网络 平台 接口 地址 端口 命令 指令 语句 对象 变化率 速度 时间 距离 位置 层次 环境 资源 "
    "水 酶 膜 力 率 量 人 者 法 物 体 液 素 线 图 表 值 数 质 病 药 剂 器 机 权 税 费 款 金 率 学 地 点 层 带 期 波 光 热".split()
)
"""Nouns that a definition says what something is with."""
_KIND_OF = re.compile("(?:是)?(?:一种|一类|一个|一组|一套|一系列|某种|某类|凡)")
_VERBAL = re.compile("(?:把|将|使|让|给|对|向|在|从|由|被)")
_CLAUSAL = re.compile("[也只在都均又就很较更最]|主要|可以|能够|应当|必须|需要|不可|不能|没有|不是|存在|位于|越|[大小多少高低强弱]于|分为|包括|导致|引起|造成|使得")


def names_kind(text: str, term: str) -> bool:
    """``text``: what stands behind 甲： as far as its first comma; ``term``: 甲. True for 把原料加工成产品的过程 (a noun of
    a kind, with 的 before it), for 一种…, and for what ends as the term does (内外膜之间的间隙 of 膜间隙)."""
    if len(text) < 5 or text.endswith(("的", "时", "了")):
        return False
    kind = _KIND_OF.match(text)
    of = text.rfind("的")
    head = text[of + 1 :] if of >= 0 else text
    if kind is not None:
        return len(head) <= 16 and (of > 0 or head.endswith(_GENUS))
    if of < 2 or not 1 <= len(head) <= 10:
        return False
    if text[of - 1] in "大小多少高低强弱新好快" and of > 7:
        return False
    if head.endswith(term[-2:]):
        return True
    return head.endswith(_GENUS) and " " not in text and not _CLAUSAL.search(head)
