"""Values for every field, as a real matter would give them; all names invented."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from lianxin.documents.folders import gather
from lianxin.documents.layout import Laid, Value, lay
from lianxin.documents.templates import WordingSource, parse

AT = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
"""Thursday 2 April 2026, 10:00 in China."""
FACTS = (
    "经查，2011年8月双方翻建房屋时拆除了共用的老院墙，墙基以东0.6米处原有石界一块，今已不存。"
    "沙河镇人民政府会同村民委员会于2026年3月18日到现场测量，宅基地使用证载明东西宽12.4米，"
    "实测西院东西宽11.9米，东院多占0.5米。双方对测量结果签字认可。\n"
    "另查，2013年至2025年双方因排水沟发生过三次争执，均经村民委员会调解，未形成书面协议。"
)
MATTER: Mapping[str, Value] = {
    "paper.text": "经研究，有关情况说明如下，请予知悉。",
    "paper.date": "2026年4月2日",
    "paper.serial": "青自然资信复〔2026〕12号",
    "paper.signed_by": "卫海明",
    "case.number": "YC0802-260302-7K3M2Q",
    "case.title": "宅基地与东邻边界不清",
    "case.text": "请求确认我家与东邻的宅基地边界，由东邻退还多占的土地，并赔偿排水沟损失3200元。",
    "case.raised_on": "2026年3月2日",
    "case.registered_on": "2026年3月2日",
    "case.accepted_on": "2026年3月10日",
    "case.channel": "走访",
    "case.kind": "申诉求决",
    "case.area": "沙河镇",
    "case.head_count": "1",
    "case.accepted": True,
    "case.petition": True,
    "case.word": "信访事项",
    "petitioner.name": "李志强",
    "petitioner.names": "李志强、李志刚",
    "petitioner.address": "沙河镇柳营村三组17号",
    "petitioner.phone": "13800002210",
    "petitioner.id_number": "",
    "petitioner.you": "你",
    "body.name": "青禾县自然资源局",
    "body.mark": "青自然资",
    "centre.name": "青禾县信访局",
    "lead.name": "青禾县自然资源局",
    "remedy.body": "青禾县人民政府",
}
ANSWERS: Mapping[str, Value] = {
    "opinion.body": "青禾县自然资源局",
    "opinion.serial": "青自然资信复〔2026〕12号",
    "opinion.outcome": "予以支持",
    "opinion.facts": FACTS,
    "opinion.basis": "《中华人民共和国土地管理法》第十四条；《信访工作条例》第三十二条第一项。",
    "opinion.text": "由沙河镇人民政府组织双方按照宅基地使用证载明的尺寸重新埋设界桩，于2026年4月30日前完成；"
    "东邻退还多占的0.5米。排水沟损失由双方另行协商，协商不成的，可以依法向人民法院提起诉讼。",
    "opinion.delivered_on": "2026年4月3日",
    "opinion.heard_on": "2026年3月20日",
    "opinion.carry_out_on": "2026年4月30日",
    "opinion.executor": "沙河镇人民政府",
    "opinion.spoken_on": "2026年3月12日",
    "respondent.names": "青禾县农业农村局",
    "review.body": "青禾县人民政府",
    "review.requested_on": "2026年4月20日",
    "review.reason": "测量时没有通知我家到场，尺寸不准。",
    "review.outcome": "予以维持",
    "review.text": "经复查，测量记录有信访人签名，程序合法，原处理意见认定的事实清楚，依据正确。",
    "review.serial": "青政信复查〔2026〕3号",
    "review.upheld": True,
    "re_review.body": "云川市人民政府",
    "re_review.requested_on": "2026年5月28日",
    "re_review.reason": "请求重新测量。",
    "re_review.outcome": "予以维持",
    "re_review.text": "经听证，测量方法符合规范，界桩位置与宅基地使用证一致。",
    "re_review.heard": True,
    "handle.due_on": "2026年5月9日",
    "diversion.way": "行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序",
    "diversion.addressee": "县人民政府行政复议机构",
    "diversion.note": "行政复议应当自知道该行政行为之日起六十日内申请。",
    "extension.days": "30",
    "extension.until": "2026年6月8日",
    "ending.ground": "复核意见已经送达，信访人以同一事实和理由继续提出请求。",
    "ending.on": "2026年7月1日",
    "word.asked": "申请复查",
    "word.came": "来信",
    "word.received_on": "2026年4月20日",
    "word.body": "青禾县信访局",
    "word.by": "周敏",
    "word.text": "处理意见书收到，测量时没有通知我家到场，我不服，要求县政府复查。",
    "publication.text": "路灯已于4月1日修复，同一路段其余六盏一并检查完毕。",
}
ORDERS: Mapping[str, Value] = {
    "order.to": "青禾县自然资源局",
    "order.assists": "沙河镇人民政府、青禾县司法局",
    "order.due_on": "2026年4月30日",
    "order.demand": "请到现场测量，听取双方意见，依法提出处理意见。",
    "order.times": "1",
    "order.ground": "逾期未办结",
    "upward.to": "国家信访局",
    "upward.word": "报告",
    "upward.text": "沙河水库坝脚渗水，下游柳营、柳庄两村一百二十人已连夜转移，现场无人员伤亡。",
    "upward.steps": "水务局抢险队已到场，建议请市水务局派专家会诊。",
    "appointers.to": "组织（人事）部门",
    "appointers.text": "来信反映一名科室负责人在灌渠工程中收受施工方好处。",
    "measure.to": "沙河镇人民政府",
    "measure.kind": "责令限期整改",
    "measure.text": "汛前巡查记录缺失两个月，坝脚渗水未及时上报。",
    "measure.due_on": "2026年4月20日",
    "advice.to": "沙河镇人民政府",
    "advice.text": "建议对全镇2010年以来翻建房屋的宅基地开展一次界桩核查，建立界桩台账，把边界争议化解在动工之前。",
    "advice.due_on": "2026年6月30日",
    "mandate.agent": "陈秀兰",
    "mandate.text": "代为递交材料、陪同测量、转达处理意见。",
    "mandate.on": "2026年3月3日",
}
MEETINGS: Mapping[str, Value] = {
    "sitting.kind": "听证会",
    "sitting.demand": "对宅基地边界测量结果有争议。",
    "sitting.ordered_on": "2026年6月1日",
    "sitting.held_on": "2026年6月9日",
    "sitting.time": "2026年6月9日9时00分",
    "sitting.place": "青禾县信访局二楼听证室",
    "sitting.minutes": "主持人：宣布听证纪律，核对参加人身份，告知申请回避的权利。\n"
    "信访人：测量时我家没有人在场，请求重新测量。\n"
    "办理单位：测量当日有信访人之弟到场并签名，出示测量记录。\n"
    "听证员：请说明使用的仪器和基准点。\n"
    "办理单位：使用全站仪，以1998年宗地图的两个界址点为基准。\n"
    "主持人：双方是否还有补充？\n信访人：没有。\n办理单位：没有。",
    "sitting.chair": "姚海明",
    "sitting.recorder": "华家栋",
    "sitting.seats": [
        {"name": "姚海明", "role": "听证主持人"},
        {"name": "蒋宝林", "role": "听证员"},
        {"name": "李志强", "role": "信访人"},
    ],
    "sitting.decisions": [
        {"text": "由自然资源局于2026年6月20日前埋设界桩。"},
        {"text": "由沙河镇人民政府组织双方修复排水沟。"},
    ],
    "sitting.absent": "陈秀兰",
    "sitting.signers": [
        {"text": "信访人一方（签名）："},
        {"text": "办理单位一方 彭文斌（签名）："},
        {"text": "主持人 姚海明（签名）："},
        {"text": "听证员 蒋宝林（签名）："},
        {"text": "记录人 华家栋（签名）："},
    ],
    "agreement.on": "2026年4月2日",
    "agreement.dispute": "双方因共用院墙拆除后的宅基地边界和排水沟发生争执，东邻多占0.5米，西院排水沟被堵。",
    "agreement.parties": [
        {"text": "李志强，男，1968年生，住沙河镇柳营村三组17号。"},
        {"text": "李志刚，男，1971年生，住沙河镇柳营村三组18号。"},
    ],
    "agreement.terms": [
        {"text": "东邻退还多占的0.5米，由双方共同埋设界桩（2026年4月30日前履行）。"},
        {"text": "双方各出资一半修复排水沟（2026年5月15日前履行）。"},
    ],
    "handover.post": "接访科承办人",
    "handover.giver": "华家栋",
    "handover.taker": "陈秀兰",
    "handover.witness": "姚海明",
    "handover.on": "2026年4月2日",
    "handover.cases": [
        {
            "number": f"YC0802-2603{n:02d}-7K3M2Q",
            "title": "宅基地与东邻边界不清" if n % 2 else "路灯不亮，夜间出行不便，多次反映未修",
            "stage": "办理中",
            "due_on": "2026年5月9日",
            "note": "已测量，待埋桩" if n % 3 == 0 else "",
        }
        for n in range(1, 25)
    ],
}
VALUES: Mapping[str, Value] = {**MATTER, **ANSWERS, **ORDERS, **MEETINGS}


def shipped() -> dict[str, WordingSource]:
    """Return the templates that come with us."""
    return gather("base").sources


def laid(code: str, **changed: Any) -> Laid:
    """Return a paper laid out of the values above; a changed name has `__` for its point."""
    values = {**VALUES, **{name.replace("__", "."): told for name, told in changed.items()}}
    return lay(shipped()[code].template, values)


def text_of(pdf: bytes) -> str:
    """Return what a PDF says, without its line breaks."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def parsed(text: str) -> list[str]:
    """Return the faults of a template's text."""
    return [str(fault) for fault in parse(text, file="place/documents/x.toml")[1]]
