"""The e-mail of a notice: the texts of its kind in templates/notices/mail.*, in the reader's language.

The templates are given the reader's own name, a link and a reference, and nothing of the notice's facts: so no e-mail
can name a child, a school, a vaccine or an outcome (S-68).
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.notices.mail_texts import MAIL_TEXTS
from chalicelib.notices.mailer import Mail
from chalicelib.runtime.languages import DEFAULT, known, translations

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "notices"
_REFERENCE_LENGTH = 10


class UnsafeLinkError(ValueError):
    """A link that does not lead to a web address."""


def render_mail(kind: NoticeKind, *, language: str, name: str, link: str, notice_id: str) -> Mail:
    """Return the e-mail. `name` is the reader's own ("" where it is not known), `link` a whole address of the portal.

    Every copy of a notice carries the same reference. Raises UnsafeLinkError.
    """
    language = known(language) or DEFAULT
    environment, mail = _environment(language), MAIL_TEXTS[kind]
    model = {
        "name": " ".join(name.split()),
        "link": link,
        "reference": notice_id[:_REFERENCE_LENGTH].upper(),
        "lang": language,
        "mail": mail,
    }
    text, html = (environment.get_template(name).render(model) for name in ("mail.txt", "mail.html"))
    return Mail(translations(language).gettext(mail.subject), text.strip() + "\n", html)


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(enabled_extensions=("html",)),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["href"] = _href
    return made


def _href(link: str) -> str:
    if not link.startswith(("https://", "http://")):
        raise UnsafeLinkError
    return link
