"""Registrations as residents give them, invented from a seed: the same seed, the same matters."""

from collections.abc import Sequence
from random import Random
from typing import Any

from lianxin.rules.book import Book

CHANNELS = ("hotline",) * 12 + ("wechat", "web", "message_board") * 2 + ("letter", "in_person")
KINDS = ("complaint",) * 8 + ("help",) * 6 + ("consultation",) * 4 + ("suggestion", "opinion")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国志华晓玲"
PLACES = ("小区东门", "农贸市场南侧", "中心小学对面", "三号楼二单元", "村委会旁边", "老车站路口",
          "河堤西段", "工业园北门", "卫生院门口", "新修的水泥路上", "广场地下车库", "二期工地")  # fmt: skip
MATTERS = ("夜间施工噪声很大", "路灯连续多日不亮", "垃圾堆放没有人清运", "自来水水压不足", "下水道堵塞返水",
           "电梯反复出现故障", "工资被拖欠三个月", "门前道路破损严重", "供暖温度达不到标准", "油烟直排到居民窗下",
           "公交车站被取消", "低保申请没有答复", "房产证一直办不下来", "违规搭建占用通道", "停车收费不合理")  # fmt: skip
SENTENCES = (
    "从上个月开始就是这样,白天还好一些,到了晚上十点以后特别严重。",
    "家里有老人和正在上学的孩子,生活受到很大影响,邻居们也都有意见。",
    "我们先后找过物业和社区,对方只说会向上反映,之后就没有下文了。",
    "之前打过一次电话,工作人员上门看过,但是问题并没有得到解决。",
    "现场有照片和录像可以证明,需要的话可以随时提供给工作人员。",
    "希望有关部门尽快到现场查看,给一个明确的处理时间和处理结果。",
    "按照当时签订的合同,这项工作应当在去年年底以前就已经完成。",
    "周围至少有三十多户人家受影响,大家商量之后推我来反映这个情况。",
    "请不要只是转来转去,我们想知道到底是哪个单位负责、什么时候能办好。",
    "雨天的时候积水能没过脚面,老人摔倒过两次,存在很大的安全隐患。",
    "对方的解释前后不一致,我们对收费的依据和标准一直有疑问。",
    "如果确实有困难,也请如实告诉我们,不要一直拖着不给答复。",
)


class Inventor:
    """Invents registrations for the areas and categories of one county."""

    def __init__(self, book: Book, *, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - invented matters, no secrets
        self._areas = _narrowest(book)
        self._categories = _leaves(book)

    def registration(self) -> dict[str, Any]:
        """Return the fields of one `register`, ready for JSON."""
        chance = self._chance
        place, matter = chance.choice(PLACES), chance.choice(MATTERS)
        return {
            "command": "register",
            "channel": chance.choice(CHANNELS),
            "kind": chance.choice(KINDS),
            "title": f"反映{place}{matter}",
            "text": self.words(f"我反映的是{place}{matter}的问题。", least=110, most=300),
            "area": chance.choice(self._areas),
            "category": chance.choice(self._categories),
            "petitioner": self._petitioner(),
        }

    def words(self, start: str = "", *, least: int = 40, most: int = 120) -> str:
        """Return whole sentences of a length between the two, in characters."""
        aim = self._chance.randint(least, most - 40)
        text = start
        while len(text) < aim:
            text += self._chance.choice(SENTENCES)
        return text[:most]

    def _petitioner(self) -> dict[str, str]:
        chance = self._chance
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
        fields = {"name": name, "phone": f"19{chance.randrange(10**9):09d}"}
        if chance.random() < 0.6:
            fields["address"] = f"和平路{chance.randint(1, 200)}号{chance.randint(101, 2404)}室"
        return fields


def _narrowest(book: Book) -> Sequence[str]:
    parents = {area.parent for area in book.areas.values()}
    return sorted(
        code
        for code, area in book.areas.items()
        if code not in parents and book.root_area in area.path
    )


def _leaves(book: Book) -> Sequence[str]:
    return sorted(set(book.categories) - set(filter(None, book.categories.values())))
