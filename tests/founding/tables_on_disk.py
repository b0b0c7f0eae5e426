"""A small county as files, for tests that load one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from lianxin.ledger.record import Author

AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
CLERK = Author(person="clerk-li")
COUNTY: Mapping[str, str] = {
    "areas": "code,parent,level,zh,en\nliuyin,chengguan,community,柳荫社区,Liuyin\n"
    "chengguan,qinghe,township,城关街道,Chengguan\nqinghe,,county,清河县,Qinghe\n",
    "bodies": "code,area,kind,upper_gov,upper_line,successor,zh,en\n"
    "urban,qinghe,department,gov,,,城市管理局,Urban\ngov,qinghe,government,,,,县政府,Government\n"
    "sanitation,qinghe,department,gov,,urban,环卫处,Sanitation\n",
    "posts": "code,body,area,role,zh,en\nurban-head,urban,,head,局长,Head\n"
    "grid,urban,liuyin,grid_chief,网格长,Grid chief\n",
    "people": "code,zh\nhead-urban,王建国\ngrid-1,李秀英\n",
    "appointments": "person,post,since,until,stands_in_for\nhead-urban,urban-head,2025/1/1,,\n",
    "categories": "code,parent,zh,en\nc-01,,城市管理,Urban\nc-0101,c-01,市容环卫,Appearance\n",
    "duties": "category,area,lead,assists,article\nc-01,qinghe,urban,gov；,第一项\n",
    "rosters": "post,person,rule,place,since,until\nurban-head,,FREQ=WEEKLY;BYDAY=MO,一号,2026-01-01,\n",
    "stations": "code,area,level,zh,en,address,phone,hours\nliuyin-point,liuyin,point,代办点,,,,\n",
}


def county(folder: Path, **other: str) -> Path:
    """Write the county's tables into a folder, some of them replaced, and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in {**COUNTY, **other}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
