"""What is wrong in a file, in Chinese: the faults are found in plain English and put into words here."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "areas": "地区表",
        "bodies": "单位表",
        "posts": "岗位表",
        "people": "人员表",
        "appointments": "任职表",
        "categories": "分类表",
        "duties": "职责表",
        "rosters": "值班表",
        "stations": "站点表",
        "boundaries": "边界表",
    }
)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"is empty", "是空的"),
    (r"is missing", "缺少这一列"),
    (r"is given twice", "出现了两次"),
    (r"is no column of this table", "这张表没有这一列"),
    (r"has more cells than the header", "单元格比表头多"),
    (r"is no table; the tables are (.+)", "不是可识别的表；可用的表有：{0}"),
    (r"is neither UTF-8 nor GB18030", "既不是UTF-8也不是GB18030编码"),
    (r"is no proper CSV: (.+)", "不是正确的CSV：{0}"),
    (r"is no proper GeoJSON: (.+)", "不是正确的GeoJSON：{0}"),
    (r"is no FeatureCollection", "不是FeatureCollection"),
    (r"is no map; it is (.+)", "不是边界文件；边界文件叫{0}"),
    (
        r"is in (.+), and must be in WGS 84 \(EPSG:4326\) or CGCS2000 \(EPSG:4490\)",
        "用的是{0}，应当是WGS 84（EPSG:4326）或CGCS2000（EPSG:4490）",
    ),
    (r"(.+) is neither Polygon nor MultiPolygon", "{0}既不是Polygon也不是MultiPolygon"),
    (r"is no GeoJSON geometry", "不是GeoJSON几何图形"),
    (r"its coordinates are not those of a polygon", "坐标不是多边形的写法"),
    (r"a position has no longitude and latitude", "有一个点没有经纬度"),
    (r"a ring has fewer than four positions", "有一圈边界不足四个点"),
    (r"a ring is open: it begins at (.+) and ends at (.+)", "有一圈边界没有闭合：起点{0}，终点{1}"),
    (r"a ring encloses nothing: it begins at (.+)", "有一圈边界没有围住任何地方：起点{0}"),
    (
        r"(.+) is no longitude in degrees \(longitude comes first\)",
        "{0}不是经度（单位是度，先经度后纬度）",
    ),
    (
        r"(.+) is no latitude in degrees \(longitude comes first\)",
        "{0}不是纬度（单位是度，先经度后纬度）",
    ),
    (r"holds (\d+) points, more than (\d+)", "有{0}个点，超过{1}个"),
    (r"is no readable workbook: (.+)", "无法作为工作簿读取：{0}"),
    (r"holds a NUL character", "含有空字符"),
    (r"is neither yes nor no", "既不是“是”也不是“否”"),
    (r"(.+) is not a date like 2026-03-01", "{0}不是2026-03-01这样的日期"),
    (r"(.+) is no whole number", "{0}不是整数"),
    (
        r"(.+) is no code of a-z, 0-9 and single hyphens",
        "{0}不是代码（小写字母、数字和单个连字符）",
    ),
    (r"is longer than (\d+) characters", "超过{0}个字符"),
    (r"(.+) is no word of a-z, 0-9 and _", "{0}不是由小写字母、数字和下划线组成的词"),
    (r"(.+) stands in (.+) row (\d+) already", "{0}在{1}第{2}行已经有了"),
    (r"(.+) is not among the (\w+)", "{0}不在{1}里"),
    (r"(.+) leads and cannot assist too", "{0}已是主办，不能同时协办"),
    (r"names a body twice", "同一单位写了两次"),
    (r"(.+) was succeeded by (.+) \(article 24\)", "{0}的职责已由{1}承接（条例24）"),
    (r"(.+) is before (.+)", "{0}早于{1}"),
    (r"nobody stands in for oneself", "不能代自己履职"),
    (r"is empty: standing in has an end", "是空的：代职要有截止日"),
    (r"is empty, and (.+) is the top already", "是空的，而{0}已是最上级"),
    (r"goes round in a circle: (.+)", "绕成了一圈：{0}"),
    (r"nobody appoints himself", "不能任命自己"),
    (r"there is no such appointment", "没有这项任职"),
    (r"(.+) holds (.+) from (.+) already", "{0}从{2}起已任{1}"),
    (r"there is no included row to replace", "没有可替换的行"),
    (r"the columns must be (.+)", "列必须是{0}"),
    (r"(.+) is not a date like 2027-01-01", "{0}不是2027-01-01这样的日期"),
    (r"(.+) is given twice", "{0}出现了两次"),
    (r"(.+) is not yes or no", "{0}既不是“是”也不是“否”"),
    (r"the file names no day", "文件里没有任何日子"),
    (r"the folder holds no table", "文件夹里没有表"),
    (r"cannot be read: (.+)", "无法读取：{0}"),
    (r"has no heading row", "没有表头"),
    (r"has no sheet (.+)", "没有工作表{0}"),
    (r"broken: (.+)", "这一行坏了：{0}"),
    (r"no column holds the text of a case: (.*)", "没有一列是事项内容，现有的列：{0}"),
    (r"is no proper TOML: (.+)", "不是正确的TOML：{0}"),
    (r"is not UTF-8", "不是UTF-8编码"),
    (r"there is no field '(.+)'", "没有“{0}”这个字段"),
    (
        r"'(.+)' may not stand on a paper that leaves the office \(条例30\)",
        "“{0}”不得出现在发出本机关的文书上（条例30）",
    ),
    (r"a brace that names no field", "花括号里不是字段名"),
    (r"there is no '(.+)' here", "这里没有“{0}”"),
    (r"has no \{n\}", "缺少序号{{n}}"),
    (r"'(.+)' is no text", "“{0}”不是文字"),
    (r"a table needs `each`", "表格需要写明each"),
    (r"'(.+)' is no list", "“{0}”不是列表"),
    (r"its items have no '(.+)'", "其中的项没有“{0}”"),
    (r"there is no fact '(.+)'", "没有“{0}”这种事实"),
    (r"is not the name of its file, (.+)", "与文件名{0}不一致"),
    (r"is not the paper that is being worded, (.+)", "写的不是这份文书（{0}）"),
    (r"Field required", "缺少这一项"),
    (r"Extra inputs are not permitted", "没有这一项"),
    (r"(.+) is not among the posts, and no post has such a role", "没有{0}这个岗位或岗位角色"),
    (
        r"(.+) is no document: it has no wording, and nobody signs it",
        "{0}不是文书：没有文本，也无人审签",
    ),
    (
        r"(.+) is no kind, colour, area, level or category that a limit could go by",
        "时限不能按{0}划分：不是类型、颜色、地区、层级或分类",
    ),
)
_CHINESE = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _WORDS)


def chinese(reason: str) -> str:
    """Return what a fault says in Chinese; a reason without Chinese words stays as it is."""
    for pattern, words in _CHINESE:
        match = pattern.fullmatch(reason)
        if match:
            return words.format(*(_TABLES.get(part, part) for part in match.groups()))
    return reason
