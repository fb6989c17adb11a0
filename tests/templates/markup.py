"""Reads rendered HTML as strictly as the standard does, and asks it questions."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"
NAMED_INPUTS = {"input", "select", "textarea"}


def page(html: str) -> Element:
    """The tree of a whole page; raises on any parse error of the HTML standard."""
    return html5lib.HTMLParser(strict=True).parse(html)


def part(html: str) -> Element:
    """The tree of a part of a page, put into the smallest whole page."""
    return page(f"<!DOCTYPE html><html lang=en><head><title>t</title></head><body>{html}</body></html>")


def all_of(tree: Element, *names: str) -> list[Element]:
    """All elements of the given names, in document order."""
    return [node for node in tree.iter() if isinstance(node.tag, str) and node.tag.removeprefix(XHTML) in names]


def text_of(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def mistakes(tree: Element) -> list[str]:
    """Repeated ids, references to ids that are not there, and controls without a label."""
    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    found = [f"the id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for node in tree.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            found += [f"{attribute} names no id: {name}" for name in node.get(attribute, "").split() if name not in ids]
        if node.get("href", "").startswith("#") and node.get("href") not in {"#", *(f"#{name}" for name in ids)}:
            found.append(f"a link leads nowhere: {node.get('href')}")
    labeled = {label.get("for") for label in all_of(tree, "label")}
    for control in all_of(tree, *NAMED_INPUTS):
        if control.get("type") not in {"hidden", "submit"} and control.get("id") not in labeled:
            found.append(f"a control without a label: {control.get('name')}")
    return found
