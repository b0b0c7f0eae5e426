"""Addresses of the residents' pages. Names are those of their views."""

from django.urls import path

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
]
