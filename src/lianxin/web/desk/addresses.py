"""Addresses of the desk beside its cases: sittings, what is stuck, the docket, figures, audit."""

from django.urls import path

from lianxin.web.desk import (
    convene,
    counting,
    docket,
    leading,
    looking,
    minutes_paper,
    sitting,
    sitting_days,
)

urlpatterns = [
    path("desk/leader", leading.leader, name="desk_leader"),
    path("desk/docket", docket.docket, name="desk_docket"),
    path("desk/figures", counting.figures, name="desk_figures"),
    path("desk/figures/<slug:name>", counting.figure, name="desk_figure"),
    path("desk/audit", looking.audit, name="desk_audit"),
    path("desk/sittings/", sitting_days.days, name="desk_sittings"),
    path("desk/sittings/new", convene.convene, name="desk_convene"),
    path("desk/sittings/<uuid:id_>", sitting.page, name="desk_sitting"),
    path("desk/sittings/<uuid:id_>/minutes", sitting.minutes, name="desk_minutes"),
    path(
        "desk/sittings/<uuid:id_>/minutes.pdf",
        minutes_paper.paper,
        {"form": "pdf"},
        name="desk_minutes_pdf",
    ),
    path(
        "desk/sittings/<uuid:id_>/minutes.docx",
        minutes_paper.paper,
        {"form": "docx"},
        name="desk_minutes_word",
    ),
    path("desk/sittings/<uuid:id_>/items/<int:n>", sitting.item, name="desk_item"),
    path("desk/sittings/<uuid:id_>/<slug:name>", sitting.act, name="desk_sitting_act"),
]
