"""English texts keep to plain words, a wrong word is found in each language, a label has one sense, laws are named in
the reader's own language."""

import pytest

from chalicelib.law.citations import all_citations
from chalicelib.web.http.law_names import CODES, PUBLISHERS
from chalicelib.web.http.templating import translations_for
from tests.web import glossary
from tests.web import language_checks as checks

PLANTED = [  # a wrong translation of each language -> what it should say
    ("es", "The state stopped this exemption.", "El estado anuló esta exención.", "El estado revocó esta exención."),
    ("es", "The panel member voted.", "El miembro del panel votó.", "El integrante del panel votó."),
    ("es", "Answer by %(day)s.", "Responda antes del %(day)s.", "Responda a más tardar el %(day)s."),
    ("zh_Hant", "The state stopped this exemption.", "州政府停止了這項豁免。", "州政府撤銷了這項豁免。"),
    ("zh_Hant", "The appeal is open.", "申訴審理中。", "上訴審理中。"),
    ("zh_Hant", "Answer by %(day)s.", "請在%(day)s之前回答。", "請最遲在%(day)s回答。"),
    ("es", "Sign by the day shown.", "Firme antes del día indicado.", "Firme a más tardar el día indicado."),
    ("zh_Hant", "Sign by the day shown.", "請在所示日期之前簽署。", "請最遲在所示日期簽署。"),
    ("zh_Hant", "Your school's calendar", "學校行事曆", "校曆"),
    ("zh_Hant", "Meets the criteria", "符合準則", "符合標準"),
    ("zh_Hant", "Exclude the student.", "該學生不得到校。", "不准該學生到校。"),
    ("es", "Print the packet", "Imprimir los documentos", "Imprimir el paquete"),
    ("es", "Foster youth", "Joven en hogar de acogida", "Joven en crianza temporal"),
]
WRONG_WORDS = [  # a text with a word that no text may use -> the same in plain words
    ("en", "Nobody sees it at once, and you need not pay.", "No one sees it."),
    ("en", "The second step is on.", "Two-step verification is on."),
    ("es", "Su hijo puede asistir.", "Su hijo o hija puede asistir."),
    ("es", "El alumno puede asistir.", "El estudiante puede asistir."),
    ("es", "El niño puede asistir.", "El niño o la niña puede asistir."),
    ("zh_Hant", "請登入入口網站。", "請登入本網站。"),
    ("zh_Hant", "豁免已終止。", "豁免已到期。"),
    ("en", "Whom do you invite?", "Who do you want to invite?"),
    ("en", "Pupils with exemptions", "Students with exemptions"),
    ("en", "Admit conditionally until %(day)s", "Admit conditionally through %(day)s"),
    ("en", "Start an outbreak", "Start an outbreak page"),
    ("es", "Niño y padre, madre o tutor", "Niño o niña y padre, madre o tutor"),
    ("es", "Hermanos aquí: %(names)s", "Hermanos y hermanas aquí: %(names)s"),
    ("es", "Vacunas que vencen por edad", "Vacunas que tocan por edad"),
    ("es", "Un miembro no ha votado.", "Un integrante no ha votado."),
    ("zh_Hant", "低於百分之九十五 或未提交報告", "低於百分之九十五或未提交報告"),
    ("zh_Hant", "由 %(name)s 準備", "由%(name)s準備"),
    ("zh_Hant", "沒有因年齡到期的接種", "沒有因年齡須接種的疫苗"),
    ("zh_Hant", "您學校的名單", "貴校的名單"),
]


@pytest.mark.parametrize("word", glossary.forbidden("en"), ids=lambda word: word.never)
def test_english_texts_keep_to_plain_words(word: glossary.Forbidden) -> None:
    assert glossary.uses("en", word) == []


@pytest.mark.parametrize(("folder", "english", "wrong", "right"), PLANTED)
def test_a_translation_by_another_word_is_found(folder: str, english: str, wrong: str, right: str) -> None:
    about = [term for term in glossary.terms(folder) if term.is_in(english)]

    assert about
    assert any(term.is_wrong(wrong) for term in about)
    assert not any(term.is_wrong(right) for term in about)


@pytest.mark.parametrize(("language", "wrong", "right"), WRONG_WORDS)
def test_a_word_that_no_text_may_use_is_found(language: str, wrong: str, right: str) -> None:
    assert any(word.is_in(wrong) for word in glossary.forbidden(language))
    assert not any(word.is_in(right) for word in glossary.forbidden(language))


@pytest.mark.parametrize("label", glossary.labels_of_one_sense(), ids=lambda label: label.label)
def test_a_label_is_said_where_it_has_this_sense_so_that_its_translation_fits(label: glossary.OneSense) -> None:
    assert label.elsewhere() == []


@pytest.mark.parametrize("language", ["es", "zh-Hant"])
def test_a_law_is_named_in_the_readers_language_and_by_no_english_title(language: str) -> None:
    words = translations_for(language)

    for law in all_citations().values():
        name = words.law_name(law)
        assert law.title not in name
        assert not [code for code in (*CODES, *PUBLISHERS) if code in name], name
    assert words.law_name(all_citations()["HSC-120335-b"]).endswith("120335(b)")


def test_in_english_a_law_has_its_title() -> None:
    law = all_citations()["HSC-120335-b"]

    assert translations_for("en").law_name(law) == f"{law.section}: {law.title}"


@pytest.mark.parametrize("folder", ["es", "zh_Hant"])
def test_no_text_says_the_same_twice(folder: str) -> None:
    """A merge of two catalogues can leave a sentence beside itself: a parent's home said so of a date."""
    assert checks.said_twice(folder) == []
