"""Addresses of the pages. Names are those of their views."""

from django.urls import include, path

from lianxin.web.desk import acting as desk_acting
from lianxin.web.desk import addresses, case, entry, inbox, registering, revealing
from lianxin.web.manage import addresses as manage
from lianxin.web.preferences import prefer
from lianxin.web.resident import acting, articles, filing, following, home, mine, nearby, papers

urlpatterns = [
    path("", home.home, name="home"),
    path("prefer", prefer, name="prefer"),
    path("say", filing.say, name="say"),
    path("follow", following.find, name="find"),
    path("follow/<str:code>", following.follow, name="follow"),
    path("follow/<str:code>/proof", following.proof, name="follow_proof"),
    path("follow/<str:code>/files/<uuid:id_>", following.attachment, name="follow_file"),
    path("follow/<str:code>/papers/<int:entry>/<slug:document>", papers.paper, name="follow_paper"),
    path("follow/<str:code>/<slug:name>", acting.act, name="act"),
    path("articles", articles.listed, name="articles"),
    path("articles/<slug:code>", articles.article, name="article"),
    path("mine", mine.mine, name="mine"),
    path("mine/leave", mine.leave, name="mine_leave"),
    path("near", nearby.near, name="near"),
    path("near/agent", nearby.agent, name="agent"),
    path("near/<str:code>", nearby.station, name="station"),
    path("near/<str:code>/poster", nearby.poster, name="poster"),
    path("desk/log-in", entry.log_in_page, name="desk_log_in"),
    path("desk/log-out", entry.log_out_page, name="desk_log_out"),
    path("desk/", inbox.inbox, name="desk"),
    path("desk/", include("lianxin.web.desk.work_urls")),
    path("desk/counts", inbox.counts, name="desk_counts"),
    path("desk/lists/<slug:code>", inbox.inbox, name="desk_queue"),
    path("desk/register", registering.register, name="desk_register"),
    path("desk/register/hints", registering.hints, name="desk_hints"),
    *addresses.urlpatterns,
    path("desk/cases/<str:number>", case.case, name="desk_case"),
    path("desk/cases/<str:number>/proof", case.proof, name="desk_proof"),
    path("desk/cases/<str:number>/files/<uuid:id_>", case.file, name="desk_file"),
    path("desk/cases/<str:number>/people/<uuid:id_>", revealing.reveal, name="desk_reveal"),
    path("desk/cases/<str:number>/<slug:name>", desk_acting.act, name="desk_act"),
    *manage.urlpatterns,
]
