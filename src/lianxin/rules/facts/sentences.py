"""Sentences to a resident that depend on what a fact holds; plain ones stand with their fact."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.facts.meaning import Fill, Sentence

_WHO: Mapping[str, Fill] = {"who": Fill("body", "body")}
_SITTING: Mapping[str, Fill] = {"kind": Fill("sitting", "kind")}
_ADOPTED: Mapping[str, tuple[str, str]] = {
    "adopted": ("%(who)s采纳了您的建议，感谢您", "%(who)s adopted your suggestion; thank you"),
    "partly_adopted": (
        "%(who)s采纳了您的部分建议，感谢您",
        "%(who)s adopted a part of your suggestion; thank you",
    ),
    "not_adopted": (
        "%(who)s研究了您的建议，没有采纳，理由如下",
        "%(who)s studied your suggestion and did not adopt it, for this reason",
    ),
}
PETITION_ROUTE = "6"
"""The route of article 31 that is the petition procedure itself; the others lead elsewhere."""


def registered(fact: Any) -> Sentence:
    """Tell that it is on record, and a visitor which place of reception is the right one (20(1))."""
    if fact.told_place is None:
        return Sentence("您反映的事已经登记", "Your matter was registered")
    zh = "您反映的事已经登记，照常办理。以后再来访，这类事由这里接待"
    en = "Your matter was registered and goes on. If you come again, this is the place for it"
    return Sentence(zh, en, texts=("told_place",))


def given(fact: Any) -> Sentence | None:
    """Tell who got the matter, and who helps."""
    fills = {"lead": Fill("body", "lead"), "assists": Fill("bodies", "assists")}
    if fact.assists:
        zh = "交给%(lead)s牵头办理，%(assists)s协助"
        return Sentence(zh, "Given to %(lead)s to lead, with %(assists)s assisting", fills)
    return Sentence("交给%(lead)s办理", "Given to %(lead)s", fills)


def accepted(fact: Any) -> Sentence:
    """Tell who took the matter on, and by which way where that is not the petition procedure."""
    if fact.route == PETITION_ROUTE:
        return Sentence("%(who)s已受理", "%(who)s accepted it", _WHO)
    return Sentence(
        "%(who)s已受理，按法定途径办理：%(way)s",
        "%(who)s accepted it; it goes the way the law gives it: %(way)s",
        {**_WHO, "way": Fill("route", "route")},
        texts=("addressee",),
    )


def taken_over(fact: Any) -> Sentence | None:
    """Tell who answers now for the body that had the matter; of those beside it nothing."""
    if fact.lead is None or fact.after is None:
        return None
    fills = {"before": Fill("body", "before"), "lead": Fill("body", "lead")}
    if fact.unnamed:
        zh = "%(before)s已撤销，现由%(lead)s负责，直到明确由谁接着办"
        en = "%(before)s was dissolved; %(lead)s answers for it until it is decided who goes on"
        return Sentence(zh, en, fills)
    zh = "%(before)s的职责由%(lead)s承接，您的事由%(lead)s接着办，原来的时限不变"
    en = "%(lead)s took over from %(before)s and goes on with your matter; its limits stay"
    return Sentence(zh, en, fills)


def recusal_ruled(fact: Any) -> Sentence:
    """Tell whether somebody stands aside as was asked, and why."""
    if fact.granted:
        return Sentence("准予回避，换人办理", "Granted: somebody else handles it", texts=("text",))
    return Sentence("不准予回避，理由如下", "Not granted, for this reason", texts=("text",))


def noted(fact: Any) -> Sentence | None:
    """Tell a note on progress that was written to be read; others are the house's own."""
    return Sentence("进展说明", "Note on progress", texts=("text",)) if fact.public else None


def contacted(fact: Any) -> Sentence:
    """Tell that somebody called, or tried to."""
    if fact.reached:
        return Sentence("办理单位联系了您", "The body in charge contacted you")
    en = "The body in charge tried to contact you and could not reach you"
    return Sentence("办理单位联系您，没有联系上", en)


def petitioner_heard(fact: Any) -> Sentence:
    """Tell the petitioner what was written down of his hearing, so that he can say it is wrong."""
    if fact.outcome == "heard":
        zh, en = "听取了您的陈述，记录如下", "You were heard; this was written down"
    elif fact.outcome == "declined":
        zh, en = "记明您不作陈述，情况如下", "It is on record that you would not speak"
    else:
        zh = "没有联系上您，无法听取陈述，情况如下"
        en = "You could not be reached to be heard, as follows"
    return Sentence(zh, en, texts=("text",))


def execution_recorded(fact: Any) -> Sentence:
    """Tell whether what he was given right in was carried out."""
    if fact.outcome == "carried_out":
        zh, en = "处理意见已经执行", "The opinion was carried out"
    elif fact.outcome == "partly":
        zh, en = "处理意见执行了一部分", "The opinion was carried out in part"
    else:
        zh = "处理意见没有得到执行，已报信访部门督办"
        en = "The opinion was not carried out; the petition office is told"
    return Sentence(zh, en, texts=("text",))


def replied(fact: Any) -> Sentence | None:
    """Tell an answer; an assisting body answers the leading one, and the resident hears from that."""
    if fact.role == "assist":
        return None
    zh, en = _ADOPTED.get(fact.adopted, ("%(who)s答复了您", "%(who)s replied to you"))
    return Sentence(zh, en, _WHO, texts=("text",))


def filing_confirmed(fact: Any) -> Sentence:
    """Tell what the resident said of a filing that was made for him."""
    if fact.right:
        zh = "您核对了代您登记的内容，写得对"
        return Sentence(zh, "You checked what was put on record for you: it is right")
    zh = "您说代您登记的内容不对"
    return Sentence(zh, "You said that what was put on record for you is wrong")


def corrected(fact: Any) -> Sentence | None:
    """Tell what was put right of a filing that the resident called wrong; other slips are the house's."""
    if not fact.filing:
        return None
    zh = "您说写得不对的地方已经更正，请再核对：还不对，可以再说"
    en = "What you called wrong was put right; please look again, and say so if it still is wrong"
    return Sentence(zh, en, texts=("text",))


def withdrawn(fact: Any) -> Sentence:
    """Tell what was taken back; a remedy leaves the matter and the opinion as they were."""
    texts = ("reason",)
    if fact.remedy == "review":
        zh = "您撤回了这次复查申请，原处理意见照旧有效"
        en = "You took back this request for review; the opinion stands as it was"
        return Sentence(zh, en, texts=texts)
    if fact.remedy == "re_review":
        zh = "您撤回了这次复核申请，复查意见照旧有效"
        en = "You took back this request for re-review; the review opinion stands as it was"
        return Sentence(zh, en, texts=texts)
    if fact.stood_back:
        zh = "有一位反映人撤回了自己那一份，其他人的接着办"
        return Sentence(zh, "One of you took back his own part; for the others it goes on")
    return Sentence("您撤回了这件事", "You withdrew the matter", texts=texts)


_ASKED: Mapping[str, tuple[str, str]] = {
    "request_review": ("申请复查", "a request for review"),
    "request_re_review": ("申请复核", "a request for re-review"),
    "withdraw": ("撤回", "a withdrawal"),
    "urge": ("催办", "an urging"),
    "rate": ("评价", "a rating"),
    "confirm": ("确认已解决", "that it is solved"),
    "contest": ("对依法处理的异议", "an objection to the referral"),
}
_CAME: Mapping[str, tuple[str, str]] = {
    "letter": ("来信", "letter"),
    "visit": ("来访", "visit"),
    "telephone": ("来电", "call"),
}


def word_taken_down(fact: Any) -> Sentence:
    """Tell what was taken down in his name, by whom, after which letter, visit or call."""
    asked, came = _ASKED[fact.asks], _CAME[fact.came]
    zh = f"%(who)s按您%(day)s的{came[0]}，代您登记了“{asked[0]}”；不是您的意思，请马上告诉我们"
    en = (
        f"After your {came[1]} of %(day)s, %(who)s put on record for you: {asked[1]}."
        " If you did not mean that, tell us at once"
    )
    fills = {**_WHO, "day": Fill("moment", "received_at")}
    # His words stand with the step itself, where that has any.
    texts = ("text",) if fact.asks in {"urge", "rate", "confirm"} else ()
    return Sentence(zh, en, fills, texts)


def sitting_ordered(fact: Any) -> Sentence:
    """Tell that a sitting will be, and when where that is fixed."""
    texts = ("place",)
    if fact.meets_at is None:
        return Sentence("决定召开%(kind)s", "A %(kind)s will be held", _SITTING, texts)
    fills = {**_SITTING, "day": Fill("moment", "meets_at")}
    return Sentence("%(kind)s定在%(day)s召开", "%(kind)s set for %(day)s", fills, texts)


def reopened(fact: Any) -> Sentence:
    """Tell that the matter is taken up again, and of itself after the resident's no by whom."""
    texts = ("reason",)
    who = {"who": Fill("body", "lead")}
    if fact.raised_from:
        zh = "多次没有解决，提级由%(who)s接着办"
        en = "Not solved after several tries, it goes up to %(who)s"
        return Sentence(zh, en, who, texts)
    if fact.by_rule and fact.lead:
        zh = "您说没有解决，退回%(who)s接着办"
        return Sentence(zh, "You said it is not solved; %(who)s goes on with it", who, texts)
    return Sentence("这件事重新办理", "The matter was reopened", texts=texts)


def performance_recorded(fact: Any) -> Sentence:
    """Tell whether a term of the agreement was kept."""
    texts = ("text",)
    if fact.done:
        return Sentence("协议里的一项已经做到", "A term of the agreement was kept", texts=texts)
    en = "A term of the agreement was not kept"
    return Sentence("协议里的一项没有做到", en, texts=texts)


def ending_ruled(fact: Any) -> Sentence | None:
    """Tell that nobody works on it any more, and why; a refusal is between the offices."""
    if not fact.agreed:
        return None
    zh = "%(who)s同意终止办理，理由如下；您可以要求接着办"
    en = "%(who)s agreed to end it, for this reason; you may ask for it to go on"
    return Sentence(zh, en, _WHO, ("text",))


def contest_ruled(fact: Any) -> Sentence:
    """Tell what became of an objection to a referral as unlawful conduct."""
    texts = ("text",)
    if fact.upheld:
        en = "Your objection was upheld; the matter goes on"
        return Sentence("您的异议成立，这件事接着办", en, texts=texts)
    en = "Your objection was not upheld, for this reason"
    return Sentence("您的异议没有成立，理由如下", en, texts=texts)


def reviewed(fact: Any) -> Sentence:
    """Tell what a review or re-review decided."""
    if fact.outcome == "revoked":
        zh = "%(who)s撤销原处理意见，要求重新办理"
        en = "%(who)s revoked the opinion and asked for the matter to be handled again"
        return Sentence(zh, en, _WHO, ("text",))
    if fact.outcome == "changed":
        return Sentence("%(who)s变更了处理意见", "%(who)s changed the opinion", _WHO, ("text",))
    return Sentence("%(who)s维持原处理意见", "%(who)s upheld the opinion", _WHO, ("text",))
