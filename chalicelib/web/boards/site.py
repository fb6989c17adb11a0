"""All pages of licensing boards."""

from chalicelib.web.boards import evidence, home, licensee, matters, news
from chalicelib.web.http.routing import Pages

BOARDS: tuple[Pages, ...] = (home.pages, news.pages, licensee.pages, evidence.pages, matters.pages)
