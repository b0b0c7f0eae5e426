"""The usual headings and labels of petition and hotline files, each meaning one thing only.

A label that means different things in different places (举报: of a trader or of an official?)
stands in no table here; a map says what it means in one county.
"""

from collections.abc import Mapping
from types import MappingProxyType

USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "external_id": (
            "编号",
            "留言编号",
            "工单编号",
            "工单号",
            "信访件编号",
            "诉求编号",
            "事项编号",
            "受理编号",
            "external_id",
        ),
        "title": (
            "标题",
            "主题",
            "留言主题",
            "留言标题",
            "诉求标题",
            "工单标题",
            "事项标题",
            "title",
        ),
        "text": (
            "内容",
            "详情",
            "留言详情",
            "留言内容",
            "诉求内容",
            "诉求描述",
            "工单内容",
            "信访内容",
            "反映内容",
            "问题描述",
            "text",
        ),
        "raised_at": (
            "时间",
            "留言时间",
            "来电时间",
            "诉求时间",
            "提交时间",
            "反映时间",
            "信访日期",
            "日期",
            "登记时间",
            "raised_at",
        ),
        "occurred_at": ("事发时间", "发生时间", "occurred_at"),
        "petitioner.name": (
            "姓名",
            "用户",
            "留言用户",
            "联系人",
            "来电人",
            "来电人姓名",
            "诉求人",
            "信访人",
            "信访人姓名",
            "反映人",
            "投诉人",
            "name",
        ),
        "petitioner.phone": (
            "电话",
            "联系电话",
            "来电号码",
            "来电电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "phone",
        ),
        "petitioner.address": ("住址", "家庭住址", "联系地址"),
        "petitioner.id_number": ("身份证号", "身份证号码", "证件号码"),
        "petitioner.enterprise": ("企业名称", "单位名称"),
        "address": ("地址", "事发地址", "事发地点", "诉求地址", "问题地址", "地点", "address"),
        "category": (
            "分类",
            "类别",
            "一级标签",
            "内容分类",
            "诉求分类",
            "问题分类",
            "问题类别",
            "category",
            "label",
        ),
        "kind": ("诉求类型", "信访目的", "诉求目的", "工单类型", "诉求性质", "类型", "kind"),
        "area": ("所属区域", "区域", "属地", "街镇", "乡镇街道", "area"),
        "urgent": ("是否紧急", "紧急程度", "紧急", "urgent"),
        "head_count": ("人数", "涉及人数", "head_count"),
        "channel": ("渠道", "诉求渠道", "诉求来源", "信访形式", "channel"),
    }
)
"""Headings by field, the more usual first: of two in one file the first is taken."""

FIELDS = frozenset({*USUAL, "lat", "lon", "anonymous", "withheld", "confidential", "initial"})
"""Fields of `register` that a column may fill."""

NEUTRAL_KIND = "help"
"""What a matter counts as when the file does not say: article 17's widest purpose, and nobody is
accused by it."""

LABELS: Mapping[str, Mapping[str, str | bool]] = MappingProxyType(
    {
        "kind": {
            "咨询": "consultation",
            "求助": "help",
            "求决": "claim",
            "意见": "opinion",
            "建议": "suggestion",
            "意见建议": "suggestion",
            "投诉": "complaint",
            "检举控告": "misconduct_report",
            "检举": "misconduct_report",
            "控告": "misconduct_report",
            "申诉": "claim",
            "申诉求决": "claim",
            "感谢": "thanks",
            "政务服务代办": "service_errand",
            "代办": "service_errand",
            "表扬": "thanks",
        },
        "channel": {
            "热线": "hotline",
            "电话": "hotline",
            "12345": "hotline",
            "网站": "web",
            "网上信访": "web",
            "微信": "wechat",
            "来信": "letter",
            "信件": "letter",
            "传真": "fax",
            "来访": "in_person",
            "走访": "in_person",
            "网格": "grid",
            "留言板": "message_board",
            "媒体": "media",
            "转送": "transfer",
            "上级转办": "transfer",
            "视频": "video",
            "代办": "agent",
        },
        "urgent": {"紧急": True, "特急": True, "加急": True, "一般": False, "普通": False},
    }
)
"""Labels by field; they match whole or not at all."""

YES_NO: Mapping[str, bool] = MappingProxyType(
    {
        "是": True,
        "1": True,
        "true": True,
        "yes": True,
        "否": False,
        "0": False,
        "false": False,
        "no": False,
    }
)
TRUTHS = frozenset({"urgent", "anonymous", "withheld", "confidential", "initial"})
MOMENTS = frozenset({"raised_at", "occurred_at"})
