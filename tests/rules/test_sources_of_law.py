"""Each row's source holds against the text of the regulation: an article is cited for what it says.

ARTICLES was read off 《信访工作条例》 (2022) article by article: of each what it speaks of, in the words
of commands, clocks and conditions. A row that cites an article for anything else fails, and so does a
line of the table that no row uses.
"""

import re
from collections.abc import Iterator, Mapping

import pytest

from lianxin.rules.conditions.registry import RULES
from lianxin.rules.procedures import Procedure
from tests.rules.county import shipped

ARTICLES: Mapping[int, frozenset[str]] = {
    # 15(3): small things do not leave the village, great ones not the township.
    15: frozenset({"escalate"}),
    # 17: by the net, by letter, telephone, fax or visit.
    17: frozenset({"take_down"}),
    # 19: in writing, or taken down faithfully; not taken in above while it is pending below.
    19: frozenset({"deliver", "issue", "take_down"}),
    # 21(2): whoever raised it asks how it stands, and rates.
    21: frozenset({"rate"}),
    # 22: registered, and within fifteen days sent to whose it is, or assigned with a period.
    22: frozenset(
        {
            "assign",
            "issue",
            "refer",
            "report_government",
            "report_upward",
            "route",
            "set_gravity",
            "stays_close",
        }
    ),
    # 23: told in fifteen days; sent on within the own system; objected to in five working days.
    23: frozenset(
        {
            "accept",
            "assign",
            "decline",
            "deliver",
            "direct",
            "identified",
            "issue",
            "not_direct",
            "object",
            "own_system",
            "refer",
            "return_down",
            "route",
            "rule_objection",
            "tell",
            "tell_direct",
        }
    ),
    # 24: several bodies; a dispute is decided above; who takes over the powers takes over the matter.
    24: frozenset({"designate", "lead_unnamed", "common_superior", "reassign"}),
    # 25: major and urgent matters go up at once.
    25: frozenset(
        {
            "judge_gravity",
            "report_departments",
            "report_government",
            "report_joint_office",
            "report_national_office",
            "report_upper_office",
            "report_upward",
            "set_gravity",
            "urgent",
        }
    ),
    # 27: the four dispositions.
    27: frozenset({"disposition_safe", "draft", "issue"}),
    # 28: no pushing about, matters of the courts apart, whoever has an interest stands aside.
    28: frozenset(
        {
            "designate",
            "reassign",
            "lead_unnamed",
            "ask_recusal",
            "chair_not_investigator",
            "draft",
            "readmit",
            "recusal",
            "recuse",
            "rule_recusal",
        }
    ),
    # 29: what is opined or suggested is studied and answered.
    29: frozenset({"adoption_said", "reply"}),
    # 30: reports of misconduct are shut to whom they are about, and told to those who appoint.
    30: frozenset(
        {
            "assign",
            "draft",
            "name_lead",
            "not_secret",
            "reassign",
            "refer",
            "respondent_said",
            "shield",
            "stays_close",
            "tell_appointers",
        }
    ),
    # 31: the six ways; 31(6): heard, looked into, an opinion, a hearing.
    31: frozenset(
        {
            "accept",
            "both_sides",
            "duty_route",
            "hear",
            "hearing_cited",
            "hearing_concluded",
            "issue",
            "noticed",
            "opinion_given",
            "opinion_not_owed",
            "order_sitting",
            "perform",
            "perform_again",
            "petition_route",
            "petitioner_heard",
            "propose_opinion",
            "reply",
            "request_sitting",
        }
    ),
    # 32: what an opinion says; what it supports is carried out.
    32: frozenset(
        {
            "execution",
            "exemption_signed",
            "explain_opinion",
            "opinion_falls_short",
            "opinion_supports",
            "propose_opinion",
            "record_execution",
        }
    ),
    # 33: mediation and settlement with the word of both sides.
    33: frozenset(
        {
            "agreement_on_file",
            "both_consent",
            "hold_sitting",
            "order_sitting",
            "record_agreement",
            "record_consent",
            "request_sitting",
        }
    ),
    # 34: sixty days, thirty more once, approved and told.
    34: frozenset(
        {"deliver", "draft", "extend", "handle", "head_approves", "issue", "tell_extension"}
    ),
    # 35: review by the body above, asked for and answered in thirty days each.
    35: frozenset(
        {
            "decide_review",
            "deliver",
            "issue",
            "request_review",
            "review",
            "review_apply",
            "review_untold",
            "reviews_told",
            "withdraw",
        }
    ),
    # 36: re-review, its hearing, and the end.
    36: frozenset(
        {
            "decide_re_review",
            "deliver",
            "end_procedure",
            "ending_holds",
            "exemption_signed",
            "hold_hearing",
            "issue",
            "order_sitting",
            "not_reviewed_twice",
            "re_review",
            "re_review_apply",
            "re_review_untold",
            "reopen",
            "request_re_review",
            "review_stands",
            "reviewed_twice",
            "reviews_told",
            "rule_contest",
            "tell_end",
            "withdraw",
        }
    ),
    # 37: mediation joined up, relief, care after the end.
    37: frozenset({"help", "help_confirmed", "help_plan"}),
    # 38, 39: inspection; talk, circular, listing, correction by a day.
    38: frozenset({"measure", "take_measure"}),
    39: frozenset({"measure", "take_measure"}),
    # 40: pressing, the three kinds of advice, answered in writing.
    40: frozenset({"advice_reply", "advise", "report_task", "supervise", "take_step"}),
    # 44: a matter of the own competence that was refused is put right.
    44: frozenset({"reopen"}),
}
_CITED = re.compile(r"(?<![\u4e00-\u9fff])条例([0-9、()至]+)")


def cited(source: str) -> frozenset[int]:
    """The articles of the regulation that a source names."""
    found = set()
    for run in _CITED.findall(source):
        bare = re.sub(r"\([0-9]+\)", "", run)
        found |= {int(number) for number in re.findall(r"[0-9]+", bare)}
    return frozenset(found)


def sources(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """What stands on a source: each action by its command, each clock by its code."""
    yield from ((row.do, row.source) for row in procedure.actions)
    yield from ((row.code, row.source) for row in procedure.clocks)


PAIRS = sorted(
    {
        *(
            (name, source)
            for code in ("statutory", "hotline", "simple")
            for name, source in sources(shipped(code))
        ),
        *((name, rule.article) for name, rule in RULES.items()),
    }
)


@pytest.mark.parametrize(("name", "source"), PAIRS)
def test_an_article_is_cited_for_what_it_says(name: str, source: str) -> None:
    wrong = {article for article in cited(source) if name not in ARTICLES.get(article, ())}
    assert not wrong, (
        f"{name} rests on {source}, and article {sorted(wrong)} speaks of other things"
    )


def test_what_is_marked_as_read_in_the_law_names_its_article() -> None:
    bare = [
        f"{name}: {source}"
        for name, source in PAIRS
        if "[V]" in source and not re.search("[0-9]", source)
    ]
    assert not bare


def test_the_table_names_nothing_that_no_row_rests_on() -> None:
    used = {(article, name) for name, source in PAIRS for article in cited(source)}
    idle = [
        (article, name)
        for article, names in ARTICLES.items()
        for name in names
        if (article, name) not in used
    ]
    assert not idle


@pytest.mark.parametrize(
    ("source", "articles"),
    [
        ("条例22(1)(2)、23(1) [V]", {22, 23}),
        ("条例33；人民调解法17、19 [V]", {33}),
        ("北京条例15 [L]", set()),
        ("条例36(3)；天数 [D]", {36}),
    ],
)
def test_a_source_names_its_articles(source: str, articles: set[int]) -> None:
    assert cited(source) == articles
