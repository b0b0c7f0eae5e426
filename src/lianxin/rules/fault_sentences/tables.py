"""What may be wrong with the tables of an organisation, its boundaries, rosters and calendar."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "no_table": ("文件夹里没有表", "the folder holds no table"),
    "unknown_file": (
        "不是可识别的表；可用的表有：{names}",
        "is no table; the tables are {names}",
    ),
    "unknown_map": ("不是边界文件；边界文件叫{name}", "is no map; it is {name}"),
    "unknown_column": ("这张表没有这一列", "is no column of this table"),
    "column_repeated": ("出现了两次", "is given twice"),
    "missing_column": ("缺少这一列", "is missing"),
    "wrong_columns": ("列必须是{names}", "the columns must be {names}"),
    "too_many_cells": ("单元格比表头多", "has more cells than the header"),
    # Single cells.
    "empty": ("是空的", "is empty"),
    "nul": ("含有空字符", "holds a NUL character"),
    "neither_yes_nor_no": ("既不是“是”也不是“否”", "is neither yes nor no"),
    "not_yes_or_no": ("{value}既不是“是”也不是“否”", "{value} is not yes or no"),
    "not_a_date": (
        "{value}不是2026-03-01这样的日期",
        "{value} is not a date like 2026-03-01",
    ),
    "not_a_number": ("{value}不是整数", "{value} is no whole number"),
    "not_a_code": (
        "{value}不是代码（小写字母、数字和单个连字符）",
        "{value} is no code of a-z, 0-9 and single hyphens",
    ),
    "not_a_word": (
        "{value}不是由小写字母、数字和下划线组成的词",
        "{value} is no word of a-z, 0-9 and _",
    ),
    # Rows beside each other.
    "repeated": (
        "{name}在{file}第{row}行已经有了",
        "{name} stands in {file} row {row} already",
    ),
    "not_among": ("{name}不在{table}里", "{name} is not among the {table}"),
    "leads_and_assists": (
        "{body}已是主办，不能同时协办",
        "{body} leads and cannot assist too",
    ),
    "assists_twice": ("同一单位写了两次", "names a body twice"),
    "succeeded": (
        "{body}的职责已由{successor}承接（条例24）",
        "{body} was succeeded by {successor} (article 24)",
    ),
    "ends_before_it_begins": ("{until}早于{since}", "{until} is before {since}"),
    "stands_in_for_oneself": ("不能代自己履职", "nobody stands in for oneself"),
    "stands_in_without_end": (
        "是空的：代职要有截止日",
        "is empty: standing in has an end",
    ),
    "second_top": (
        "是空的，而{area}已是最上级",
        "is empty, and {area} is the top already",
    ),
    "circle": ("绕成了一圈：{way}", "goes round in a circle: {way}"),
    "holds_already": (
        "{person}从{since}起已任{post}",
        "{person} holds {post} from {since} already",
    ),
    "appoints_himself": ("不能任命自己", "nobody appoints himself"),
    "no_such_appointment": ("没有这项任职", "there is no such appointment"),
    # Rosters.
    "not_a_roster_rule": (
        "{rule}不是值班规则，写法如FREQ=WEEKLY;BYDAY=MO,TH",
        "{rule} is no roster rule like FREQ=WEEKLY;BYDAY=MO,TH",
    ),
    "not_a_weekday": ("{day}不是星期几：{days}", "{day} is no weekday: {days}"),
    "not_a_month_day": ("{day}不是每月的日子", "{day} is no day of a month"),
    "not_a_numbered_weekday": (
        "{day}不是第几个星期几，写法如2MO或-1FR",
        "{day} is no numbered weekday like 2MO or -1FR",
    ),
    # The calendar.
    "not_a_day": (
        "{value}不是2027-01-01这样的日期",
        "{value} is not a date like 2027-01-01",
    ),
    "day_repeated": ("{day}出现了两次", "{day} is given twice"),
    "no_days": ("文件里没有任何日子", "the file names no day"),
    # Boundaries.
    "no_features": ("不是FeatureCollection", "is no FeatureCollection"),
    "other_coordinates": (
        "用的是{name}，应当是WGS 84（EPSG:4326）或CGCS2000（EPSG:4490）",
        "is in {name}, and must be in WGS 84 (EPSG:4326) or CGCS2000 (EPSG:4490)",
    ),
    "not_a_polygon": (
        "{kind}既不是Polygon也不是MultiPolygon",
        "{kind} is neither Polygon nor MultiPolygon",
    ),
    "not_a_geometry": ("不是GeoJSON几何图形", "is no GeoJSON geometry"),
    "not_polygon_coordinates": (
        "坐标不是多边形的写法",
        "its coordinates are not those of a polygon",
    ),
    "half_a_position": (
        "有一个点没有经纬度",
        "a position has no longitude and latitude",
    ),
    "short_ring": (
        "有一圈边界不足四个点",
        "a ring has fewer than four positions",
    ),
    "open_ring": (
        "有一圈边界没有闭合：起点{begins}，终点{ends}",
        "a ring is open: it begins at {begins} and ends at {ends}",
    ),
    "empty_ring": (
        "有一圈边界没有围住任何地方：起点{begins}",
        "a ring encloses nothing: it begins at {begins}",
    ),
    "not_a_longitude": (
        "{value}不是经度（单位是度，先经度后纬度）",
        "{value} is no longitude in degrees (longitude comes first)",
    ),
    "not_a_latitude": (
        "{value}不是纬度（单位是度，先经度后纬度）",
        "{value} is no latitude in degrees (longitude comes first)",
    ),
    "too_many_points": ("有{count}个点，超过{most}个", "holds {count} points, more than {most}"),
}
