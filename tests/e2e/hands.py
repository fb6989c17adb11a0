"""How a visitor presses, types and chooses: with a pointer, or by keyboard alone."""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page

_NOWHERE = -1  # the place of the focus where no control has it
_MOST_STOPS = 900  # of a page, twice round
_MOST_PARTS = 6  # stops inside one control: the parts of a date
_MOST_OPTIONS = 200
# Where the focus is, held against what a person who sees the page needs to know. `target`: where the person wants to
# go. What is seen of a radio button or a checkbox is its label. A box too large for the window is seen in part, and
# of one for a long text the line where one types.
_WHERE = """target => {
  const here = document.activeElement, all = [...document.querySelectorAll('*')];
  const isNowhere = !here || here === document.body || here === document.documentElement;
  const place = isNowhere ? -1 : all.indexOf(here);
  const isBehind = !isNowhere && target &&
    Boolean(target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isOfGroup = Boolean(target && target.type === 'radio' && here && here.type === 'radio' &&
    here.name === target.name && here.form === target.form);
  if (isNowhere) return {place, isBehind, isThere: false, isOfGroup, faults: [], name: ''};

  const isDrawnByLabel = ['radio', 'checkbox'].includes(here.type) && here.labels.length > 0;
  const shown = isDrawnByLabel ? here.labels[0] : here;
  const isMarked = ({outlineStyle, outlineWidth, outlineColor}) => outlineStyle !== 'none' &&
    parseFloat(outlineWidth) >= 2 && !/, 0\\)$|^transparent$/.test(outlineColor);
  const faults = [];
  if (![here, shown].some(each => isMarked(getComputedStyle(each)))) faults.push('the focus cannot be seen');
  if (here.tabIndex > 0) faults.push('the order is set by hand');

  const {scrollPaddingTop, scrollPaddingBottom} = getComputedStyle(document.documentElement);
  const room = innerHeight - (parseFloat(scrollPaddingTop) || 0) - (parseFloat(scrollPaddingBottom) || 0);
  const isHit = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && (shown === hit || shown.contains(hit));
  };
  const boxes = [...shown.getClientRects()].filter(box => box.width > 0 && box.height > 0);
  const points = boxes.flatMap(box => [0.15, 0.5, 0.85].map(part =>
    [box.left + box.width / 2, box.top + box.height * part]));
  const whole = shown.getBoundingClientRect();
  const seen = points.filter(([x, y]) => isHit(x, y)).length;
  const hasRoom = whole.height <= room && whole.width <= innerWidth && here.tagName !== 'TEXTAREA';
  if (!boxes.length || (hasRoom ? seen < points.length : seen === 0)) {
    faults.push(`${seen} of ${points.length} points of it are in sight, ` +
      `from ${Math.round(whole.top)} to ${Math.round(whole.bottom)} of ${innerHeight}`);
  }
  const name = (here.getAttribute('aria-label') || shown.innerText || here.name || here.tagName).trim().slice(0, 60);
  return {place, isBehind, isThere: here === target, isOfGroup, faults, name};
}"""
# What Tab has to reach: of radio buttons one of each group.
_STOPS = """() => {
  const all = [...document.querySelectorAll('*')];
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const stops = [...document.querySelectorAll(kinds)].filter(each =>
    each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}));
  const groups = new Map();
  for (const each of stops) {
    const key = each.type === 'radio' ? `${all.indexOf(each.form)} ${each.name}` : `${all.indexOf(each)}`;
    groups.set(key, [...(groups.get(key) || []), all.indexOf(each)]);
  }
  return [...groups.values()].map(places => [places, (all[places[0]].innerText || all[places[0]].name || '').trim()]);
}"""

_SKIPS = "place => !document.querySelector('header') || document.querySelectorAll('*')[place]?.matches('.usa-skipnav')"


class Hands(Protocol):
    """What a person does to one control. Each method raises AssertionError where that cannot be done."""

    faults: list[str]

    def look_around(self) -> None:
        """Go through a page that has just opened, where the way is part of what is tested."""

    def reach(self, control: Locator) -> None:
        """Get to where the control can be used."""

    def press(self, control: Locator) -> None:
        """Press a button, follow a link, or open what stands behind a summary."""

    def write(self, box: Locator, text: str) -> None:
        """Replace what stands in a box."""

    def tick(self, box: Locator) -> None:
        """Tick a box that is not ticked, or choose this one of several answers."""

    def select(self, options: Locator, place: int) -> None:
        """Choose the option at that place of a list."""


class Pointer:
    """Clicks, as most people do."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.faults: list[str] = []

    def look_around(self) -> None:
        """A pointer needs no way."""

    def reach(self, control: Locator) -> None:
        """A pointer is anywhere."""

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, box: Locator, text: str) -> None:
        box.fill(text)

    def tick(self, box: Locator) -> None:
        # The words are clicked, as most people do: the box itself is drawn by the style sheet.
        self._page.locator(f'label[for="{box.get_attribute("id")}"]').click()

    def select(self, options: Locator, place: int) -> None:
        options.select_option(index=place)


class Keyboard:
    """Tab and Shift+Tab until the control has the focus, then Enter, Space, arrows, or letters.

    `faults` holds what was wrong at the stops on the way: a focus that cannot be seen, that is out of sight or covered,
    or that goes back and forth. A control that Tab does not reach fails the test."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.faults: list[str] = []

    def look_around(self) -> None:
        """Press Tab all the way round: it skips past what every page begins with at its first stop, goes down the page,
        and leads to everything that can be used."""
        waiting = self._page.evaluate(_STOPS)
        begins_at_top = self._where(None)["place"] == _NOWHERE and not urlsplit(self._page.url).fragment
        reached = self._go_round()
        if not begins_at_top:  # at the errors of a form, or at a part of the page
            return
        if not self._page.evaluate(_SKIPS, reached[0] if reached else _NOWHERE):
            self._note("the first stop does not skip past the top of the page")
        for places, name in waiting:
            if not set(reached) & set(places):
                self._note(f"Tab passes by {name!r}")

    def _go_round(self) -> list[int]:
        """Press Tab until the focus is where it was before, or stays where it is. Returns the places in order."""
        reached: list[int] = []
        last, times_back, stays = _NOWHERE, 0, 0
        while stays < _MOST_PARTS:
            stop = self._go_on("Tab", None)
            place = stop["place"]
            if place in reached and place != last:
                break
            stays = stays + 1 if place in {last, _NOWHERE} else 0
            times_back += _NOWHERE < place < last
            if times_back > 1:
                self._note(f"the focus goes back to {stop['name']!r}")
            if place not in {_NOWHERE, last}:
                reached.append(place)
                last = place
        return reached

    def reach(self, control: Locator) -> None:
        target = control.element_handle()
        stop = self._where(target)
        stays = 0
        for _ in range(_MOST_STOPS):
            if stop["isThere"]:
                break
            if stop["isOfGroup"]:
                self._choose_in_group(target)
                break
            before = stop["place"]
            stop = self._go_on("Shift+Tab" if stop["isBehind"] else "Tab", target)
            stays = stays + 1 if stop["place"] == before else 0
            assert stays < _MOST_PARTS, f"the focus stays at {stop['name']!r} on {self._page.title()}"
        else:
            pytest.fail(f"Tab never reaches {control} on {self._page.title()}")

    def press(self, control: Locator) -> None:
        self.reach(control)
        is_button = control.evaluate("control => control.tagName === 'BUTTON'")
        self._page.keyboard.press("Space" if is_button else "Enter")

    def write(self, box: Locator, text: str) -> None:
        self.reach(box)
        self._page.keyboard.press("ControlOrMeta+A")
        self._page.keyboard.press("Delete")
        self._page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        self.reach(box)
        if not box.is_checked():
            self._page.keyboard.press("Space")

    def select(self, options: Locator, place: int) -> None:
        self.reach(options)
        self._page.keyboard.press("Home")
        for _ in range(_MOST_OPTIONS):
            if options.evaluate("list => list.selectedIndex") == place:
                return
            self._page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrows never reach option {place} of {options}")

    def _choose_in_group(self, target: Any) -> None:
        for _ in range(_MOST_OPTIONS):
            self._page.keyboard.press("ArrowDown")
            if self._where(target)["isThere"]:
                return
        pytest.fail(f"the arrows never reach {target} on {self._page.title()}")

    def _go_on(self, key: str, target: Any) -> dict[str, Any]:
        self._page.keyboard.press(key)
        stop = self._where(target)
        for fault in stop["faults"]:
            self._note(f"{fault} at {stop['name']!r}")
        return stop

    def _where(self, target: Any) -> dict[str, Any]:
        return self._page.evaluate(_WHERE, target)

    def _note(self, fault: str) -> None:
        told = f"{urlsplit(self._page.url).path}: {fault}"
        if told not in self.faults:
            self.faults.append(told)
