"""Forty texts that would be markup if any page let them, and what a page's structure is compared by."""

from xml.etree.ElementTree import Element

import html5lib

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    " onfocus=alert(1) autofocus ",
    '<a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><img src=x>",
    "</style><script>alert(1)</script>",
    "<!--",
    "--><img src=x>",
    "<![CDATA[<img src=x>]]>",
    "<?php x ?>",
    "<!DOCTYPE html>",
    "</body></html>",
    "<base href=//e>",
    "<meta http-equiv=refresh content=0>",
    "<iframe src=//e>",
    "<object data=//e>",
    "<embed src=//e>",
    "<form action=//e>",
    "<input name=csrf value=x>",
    "<button formaction=//e>",
    "<math><mtext></mtext></math>",
    "<table><tr><td>",
    "<plaintext>",
    "<noscript><img src=x>",
    "<template><img src=x>",
    "&lt;img src=x&gt;",
    "&#60;img src=x&#62;",
    "<%= 7*7 %>${7*7}",
    "<scr<script>ipt>",
    "<img src=x>",
    "\uff1cimg src=x\uff1e",
    "<x y=`z`>",
)
TOGETHER = " ".join(PAYLOADS)


def structure(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page in order, each with the names of its attributes."""
    root = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    return [_shape(element) for element in root.iter()]


def _shape(element: Element) -> tuple[str, tuple[str, ...]]:
    return str(element.tag) if isinstance(element.tag, str) else "(comment)", tuple(sorted(map(str, element.attrib)))
