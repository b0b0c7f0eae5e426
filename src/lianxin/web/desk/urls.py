"""Addresses of the desk. Names are those of their views."""

from django.urls import path

from lianxin.web.desk import audit, session, styleguide
from lianxin.web.desk.case import identity, papers
from lianxin.web.desk.case import page as case_page
from lianxin.web.desk.commands import bulk, form, register
from lianxin.web.desk.figures import docket, figures, leader
from lianxin.web.desk.lists import live
from lianxin.web.desk.lists import page as list_page
from lianxin.web.desk.lists import saved as saved_lists
from lianxin.web.desk.sittings import calendar as sitting_calendar
from lianxin.web.desk.sittings import convene, minutes_file
from lianxin.web.desk.sittings import page as sitting_page

urlpatterns = [
    path("desk/log-in", session.log_in_page, name="desk_log_in"),
    path("desk/log-out", session.log_out_page, name="desk_log_out"),
    path("desk/", list_page.inbox, name="desk"),
    path("desk/styleguide", styleguide.styleguide, name="desk_styleguide"),
    path("desk/live", live.live, name="desk_live"),
    path("desk/counts", list_page.counts, name="desk_counts"),
    path("desk/lists/<slug:code>", list_page.inbox, name="desk_queue"),
    path("desk/bulk", bulk.bulk, name="desk_bulk"),
    path("desk/views", saved_lists.keep, name="desk_keep"),
    path("desk/views/<uuid:id_>/drop", saved_lists.drop, name="desk_drop"),
    path("desk/register", register.register, name="desk_register"),
    path("desk/register/hints", register.hints, name="desk_hints"),
    path("desk/register/kept", register.kept, name="desk_kept"),
    path("desk/leader", leader.leader, name="desk_leader"),
    path("desk/docket", docket.docket, name="desk_docket"),
    path("desk/figures", figures.figures, name="desk_figures"),
    path("desk/figures/<slug:name>", figures.figure, name="desk_figure"),
    path("desk/audit", audit.audit, name="desk_audit"),
    path("desk/sittings/", sitting_calendar.days, name="desk_sittings"),
    path("desk/sittings/new", convene.convene, name="desk_convene"),
    path("desk/sittings/<uuid:id_>", sitting_page.page, name="desk_sitting"),
    path("desk/sittings/<uuid:id_>/minutes", sitting_page.minutes, name="desk_minutes"),
    path(
        "desk/sittings/<uuid:id_>/minutes.pdf",
        minutes_file.paper,
        {"form": "pdf"},
        name="desk_minutes_pdf",
    ),
    path(
        "desk/sittings/<uuid:id_>/minutes.docx",
        minutes_file.paper,
        {"form": "docx"},
        name="desk_minutes_word",
    ),
    path("desk/sittings/<uuid:id_>/items/<int:n>", sitting_page.item, name="desk_item"),
    path("desk/sittings/<uuid:id_>/<slug:name>", sitting_page.act, name="desk_sitting_act"),
    path("desk/cases/<str:number>", case_page.case, name="desk_case"),
    path("desk/cases/<str:number>/proof", case_page.proof, name="desk_proof"),
    path("desk/cases/<str:number>/files/<uuid:id_>", case_page.file, name="desk_file"),
    path("desk/cases/<str:number>/people/<uuid:id_>", identity.reveal, name="desk_reveal"),
    path("desk/cases/<str:number>/papers/<str:file>", papers.paper, name="desk_paper"),
    path("desk/cases/<str:number>/<slug:name>", form.act, name="desk_act"),
]
