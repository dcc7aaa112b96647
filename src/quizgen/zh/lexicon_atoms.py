"""Words that the borders of lists ask another class or another cut of than phrases do (see ``zh.atoms``)."""

from __future__ import annotations

KINDS = {
    **dict.fromkeys("多 少 久 大 小 高 低 强 弱 快 慢 远 近 深 浅 严 实 细 真 果敢 可燃 易燃 易爆 至上".split(), "A"),
    **dict.fromkeys("大处 小处 细处 实处 警察 人质 党 根 茎 叶 花 块 全国 全党 全民 全军 全社会 总之".split(), "N"),
    **dict.fromkeys("上来 下去 起来 出来 进来 下来".split(), "U"),
    **dict.fromkeys("多种 各种 各类 各项 多项 几种 几个".split(), "R"),
    **dict.fromkeys(
        "修正 杜绝 弘扬 封锁 荣获 容纳 满怀 崇尚 查明 查清 拓宽 张贴 陶冶 克扣 勒索 权衡 敬畏 崇拜 爱戴 安抚 压实 夯实 抓实 做实 守牢 扛牢 兜牢 建强 做强 做优 做大".split(),
        "G",
    ),  # the dictionary takes these and the following for names
    **dict.fromkeys("谎报 瞒报 迟报 漏报 虚报 立功 凌驾 晋升 从政 从军 施政 牟利".split(), "V"),
    **dict.fromkeys("康复 矫正 关怀 养老 许可 陈述 陈列 保健 屠宰 科普 麻醉".split(), "B"),
    **dict.fromkeys(
        "公正 英勇 辛勤 卓越 朴素 崇高 周密 明智 严正 高明 齐全 慈善 和睦 温馨 殷勤 刚毅 蓬勃 难燃 不燃".split(), "A"
    ),
    **dict.fromkeys("不力 不足 不实 不当 不清 不明".split(), "A"),
    "武装": "B",
    "同": "P",
    "高度": "D",
    "全力": "D",
    "确需": "X",
    "暂停": "G",
    "带头": "D",
    "能": "X",
    "要": "X",
    "管": "V",
    "主管": "B",
    **dict.fromkeys("设备 建筑 消防 司法 外交 商务 旅游 医疗 交通".split(), "N"),  # no verbs, or none with an object
}
"""Words whose class in a list differs from what the dictionary or the phrase rules say."""
HEADS = frozenset(
    "机关 单位 部门 机构 组织 人员 工作 建设 事业 领域 知识 管理 活动 制度 产业 技术 能力 运输 处分 安全 材料 设施 设备 工程 服务".split()
)
"""Class nouns that the dictionary glues to what stands before them (监察|机关), so that a list can share them."""
FIXED = frozenset(
    "发展改革 对标 对表 组织实施 组织开展 监督管理 监督检查 贯彻落实 贯彻执行 建立健全 指导协调 组织协调 学习贯彻 研究制定 研究部署 协调解决 以人为本 执政为民 投入使用 投入生产 投入运营 非法人组织 全覆盖 零容忍 无禁区".split()
)
"""Words that the segmenter cuts in two."""
FIXED_ENDS = frozenset(word[i:] for word in FIXED for i in range(1, len(word)))
"""What such a word may end with."""
NOUN_END = frozenset(
    "感站队院厂局署厅室店库社艇港校部会团处所者员人力率量权费款金法家物品类界业组车船机网图表书证卡件材料源点线区带层期制度额值税罪刑病症"
    "炎素体酸糖酶胞器管液腺膜核树林草油学史论观令条例案目关门司党国省市县乡镇村州席地址"
)
SUFFIX = frozenset("感站队院厂局署厅室店库社艇港校")
