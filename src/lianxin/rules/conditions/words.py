"""What the words that a condition may name are called: colours, classes, kinds, channels, outcomes.

Refusals and hints are made where there is no page; a test holds these against what pages show.
"""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "risk_": {
            "red": ("红色", "red"),
            "yellow": ("黄色", "yellow"),
            "green": ("绿色", "green"),
        },
        "progress_": {"a": ("甲", "A"), "b": ("乙", "B"), "c": ("丙", "C")},
        "kind_": {
            "consultation": ("咨询", "Consultation"),
            "help": ("求助", "Help"),
            "opinion": ("意见", "Opinion"),
            "suggestion": ("建议", "Suggestion"),
            "complaint": ("投诉", "Complaint"),
            "misconduct_report": ("检举控告", "Report of misconduct"),
            "claim": ("申诉求决", "Claim"),
            "thanks": ("感谢", "Thanks"),
            "service_errand": ("政务代办", "Service errand"),
        },
        "channel_": {
            "hotline": ("热线", "Hotline"),
            "web": ("网上", "Online"),
            "wechat": ("微信", "WeChat"),
            "assistant": ("自助", "Self-service"),
            "letter": ("来信", "Letter"),
            "fax": ("传真", "Fax"),
            "in_person": ("来访", "In person"),
            "grid": ("网格", "Grid"),
            "message_board": ("留言板", "Message board"),
            "media": ("媒体", "Media"),
            "transfer": ("转来", "Transferred"),
            "video": ("视频接访", "Video reception"),
            "agent": ("代办", "Agent"),
            "import": ("导入", "Import"),
        },
        "outcome_": {
            "resolved": ("已化解", "Resolved"),
            "explained": ("解释说明", "Explained"),
            "rests": ("息诉罢访", "The petitioner lets it rest"),
            "concluded_by_procedure": ("程序性办结", "Concluded by procedure"),
            "partly_resolved": ("部分化解", "Partly resolved"),
        },
        "disposition_": {
            "justified_settled": ("合理，已解决", "Justified, settled"),
            "unjustified_explained": ("不合理，已解释", "Not justified, explained"),
            "hardship_helped": ("有困难，已帮扶", "In hardship, helped"),
            "unlawful_referred": (
                "违法，移交有权机关",
                "Unlawful, referred to the competent authority",
            ),
        },
    }
)
"""By the prefix of the condition: what may follow it, in Chinese and in English."""
