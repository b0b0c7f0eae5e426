"""What roles, kinds of bodies, levels of places and kinds of changes are called."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lianxin.rules.step_words import STANDINGS
from lianxin.web import names


def role(code: str) -> str:
    """Return what the role of a post is called; its code where nothing else is known."""
    return _of(_ROLES, code)


def kind(code: str) -> str:
    """Return what a kind of body is called."""
    return _of(_KINDS, code)


def level(code: str) -> str:
    """Return what a level of places is called."""
    return _of(_LEVELS, code)


def change(code: str) -> str:
    """Return what a kind of change is called."""
    return _of(_CHANGES, code)


def table(code: str) -> str:
    """Return what a table of the organisation is called."""
    return _of(_TABLES, code)


def column(code: str) -> str:
    """Return what a column of a table is called."""
    return _of(_COLUMNS, code)


def standing(code: str) -> str:
    """Return what a standing is called; its code where nothing else is known."""
    name = STANDINGS.get(code)
    return names.of(name.zh, name.en) if name else code


def reader(code: str) -> str:
    """Return for whom a paper is."""
    return _of(_READERS, code)


def _of(words: Mapping[str, Callable[[], str]], code: str) -> str:
    label = words.get(code)
    return label() if label else code


_ROLES: Mapping[str, Callable[[], str]] = {
    "head": lambda: _("主要负责人"),
    "deputy": lambda: _("副职"),
    "section_head": lambda: _("科室负责人"),
    "handler": lambda: _("承办人"),
    "operator": lambda: _("登记员"),
    "dispatcher": lambda: _("派单员"),
    "signer": lambda: _("审签人"),
    "follow_up": lambda: _("回访员"),
    "supervisor": lambda: _("督办员"),
    "inspector": lambda: _("督查员"),
    "assessor": lambda: _("考核员"),
    "auditor": lambda: _("审计员"),
    "leader": lambda: _("县级领导"),
    "agent": lambda: _("代办员"),
    "grid_chief": lambda: _("网格长"),
    "grid_worker": lambda: _("网格员"),
    "stairwell_chief": lambda: _("楼栋长"),
    "cluster_chief": lambda: _("联户长"),
    "hamlet_chief": lambda: _("组长"),
    "street_chief": lambda: _("街长"),
    "secretary": lambda: _("书记"),
    "mediator": lambda: _("调解员"),
    "evaluator": lambda: _("听证员"),
    "expert": lambda: _("专家"),
    "lawyer": lambda: _("律师"),
    "mentor": lambda: _("导师"),
    "liaison": lambda: _("联络员"),
    "volunteer": lambda: _("志愿者"),
    "window": lambda: _("窗口人员"),
    "joint_meeting_member": lambda: _("联席会议成员"),
    "admin": lambda: _("系统管理员"),
}
_KINDS: Mapping[str, Callable[[], str]] = {
    "government": lambda: _("政府"),
    "department": lambda: _("部门"),
    "vertical": lambda: _("垂直管理部门"),
    "township": lambda: _("乡镇街道"),
    "village": lambda: _("村居"),
    "centre": lambda: _("信访机构"),
    "mediation": lambda: _("调解机构"),
    "discipline": lambda: _("纪检监察"),
    "police": lambda: _("公安"),
    "grid": lambda: _("网格"),
    "station": lambda: _("工作站"),
    "agent_centre": lambda: _("代办中心"),
    "company": lambda: _("企业"),
    "third_party": lambda: _("第三方"),
    "dissolved": lambda: _("已撤销"),
}
_LEVELS: Mapping[str, Callable[[], str]] = {
    "region": lambda: _("自治区"),
    "city": lambda: _("市"),
    "county": lambda: _("县"),
    "banner": lambda: _("旗"),
    "district": lambda: _("区"),
    "subdistrict": lambda: _("街道"),
    "township": lambda: _("乡镇"),
    "village": lambda: _("村"),
    "community": lambda: _("社区"),
    "grid": lambda: _("网格"),
    "group": lambda: _("小组"),
    "hamlet": lambda: _("自然村"),
    "household_cluster": lambda: _("联户"),
    "joint_defence_group": lambda: _("联防组"),
    "stairwell": lambda: _("单元"),
    "zone": lambda: _("园区"),
    "business_square": lambda: _("商圈"),
}
_CHANGES: Mapping[str, Callable[[], str]] = {
    "appoint": lambda: _("任职"),
    "end_appointment": lambda: _("任期结束"),
    "add_person": lambda: _("添加人员"),
    "password": lambda: _("设密码"),
    "lock": lambda: _("停用账号"),
    "unlock": lambda: _("启用账号"),
    "duty": lambda: _("职责"),
    "upload": lambda: _("批量更新"),
    "calendar_day": lambda: _("改一天"),
    "calendar_year": lambda: _("录入放假安排"),
    "procedure": lambda: _("启用程序版本"),
    "paper": lambda: _("启用文书文本"),
    "import": lambda: _("导入事项"),
    "import_stop": lambda: _("停下导入"),
    "import_go_on": lambda: _("接着导入"),
}
_TABLES: Mapping[str, Callable[[], str]] = {
    "areas": lambda: _("地区"),
    "bodies": lambda: _("单位"),
    "posts": lambda: _("岗位"),
    "people": lambda: _("人员"),
    "appointments": lambda: _("任职情况"),
    "categories": lambda: _("分类"),
    "duties": lambda: _("职责"),
    "rosters": lambda: _("值班"),
    "stations": lambda: _("站点"),
    "boundaries": lambda: _("边界"),
}
_COLUMNS: Mapping[str, Callable[[], str]] = {
    "code": lambda: _("代码"),
    "parent": lambda: _("上级"),
    "level": lambda: _("层级"),
    "zh": lambda: _("中文名"),
    "en": lambda: _("英文名"),
    "households": lambda: _("户数"),
    "address": lambda: _("地址"),
    "area": lambda: _("地区"),
    "kind": lambda: _("类别"),
    "upper_gov": lambda: _("上级（政府线）"),
    "upper_line": lambda: _("上级（业务线）"),
    "successor": lambda: _("承接单位"),
    "body": lambda: _("单位"),
    "role": lambda: _("角色"),
    "badge": lambda: _("工号"),
    "person": lambda: _("人员"),
    "post": lambda: _("岗位"),
    "since": lambda: _("从"),
    "until": lambda: _("至"),
    "stands_in_for": lambda: _("代谁"),
    "category": lambda: _("分类"),
    "lead": lambda: _("主办"),
    "assists": lambda: _("协办"),
    "article": lambda: _("依据"),
    "rule": lambda: _("值班规则"),
    "place": lambda: _("地点"),
    "phone": lambda: _("电话"),
    "hours": lambda: _("开放时间"),
    "shape": lambda: _("边界线"),
}
_READERS: Mapping[str, Callable[[], str]] = {
    "petitioner": lambda: _("反映人"),
    "body": lambda: _("单位"),
    "public": lambda: _("公众"),
    "parties": lambda: _("双方当事人"),
    "office": lambda: _("本机关"),
}
