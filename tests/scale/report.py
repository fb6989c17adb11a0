"""Writes docs/size.md and docs/size.csv from what was measured."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import StrictUndefined, Template

from tests.architecture.source import ROOT
from tests.scale import costs, rush
from tests.scale.capacity import Spent
from tests.scale.filled import Measured
from tests.scale.flatness import MAIN_ACTS, MAIN_PAGES, differences
from tests.scale.measured import Size
from tests.scale.tables_of_data import prices, states

_TO_BE_SEEN = 0.0005
_GOAL = 1_000_000
_WORDS = Path(__file__).with_name("size.md.jinja")
PAGE, TABLE = ROOT / "docs" / "size.md", ROOT / "docs" / "size.csv"


def write(sizes: Sequence[Size], used: Measured, bytes_of: dict[str, float]) -> None:
    """Write both, from sizes in their order, the smallest first; `used`: what the tables of perf/ name."""
    tables = {
        "filled": _filled(sizes, bytes_of),
        "acts": _main(sizes, "POST", MAIN_ACTS),
        "pages": _main(sizes, "GET", MAIN_PAGES),
        "all_addresses": _flatness(sizes),
        "rush": _rush(used),
        "costs": _costs(used, bytes_of),
    }
    words = Template(_WORDS.read_text(), undefined=StrictUndefined, keep_trailing_newline=True)
    assumed = {
        "milliseconds": f"{costs.SECONDS_OF_A_PAGE * 1000:.0f}",
        "memory": f"{costs.MEMORY_GB:g}",
        "log_bytes": costs.LOG_BYTES,
        "kilobytes": costs.PAGE_BYTES // 1000,
    }
    PAGE.write_text(words.render(assumed, **{name: "\n\n".join(parts) for name, parts in tables.items()}))
    _write_csv(TABLE, sizes)


def _filled(sizes: Sequence[Size], bytes_of: dict[str, float]) -> Iterator[str]:
    names = sorted(sizes[0].items)
    rows = [[f"{size.forms:,}", f"{size.students:,}", *(f"{size.items[name]:,}" for name in names)] for size in sizes]
    yield _table(["Forms", "Students", *(f"Items of `{name}`" for name in names)], rows)
    yield (
        f"A form with all that is about it has {bytes_of['form'] / 1024:.0f} KB in both tables, a student's record "
        f"{bytes_of['student'] / 1024:.1f} KB."
    )
    largest = max(size.forms for size in sizes)
    if largest < _GOAL:
        alone = max((size for size in sizes if not size.students), key=lambda size: size.forms)
        items = sum(alone.items.values()) / alone.forms * _GOAL / 1_000_000
        yield (
            f"{_GOAL:,} forms were not filled in here: they would be some {items:.0f} million items and "
            f"{bytes_of['form'] * _GOAL / 2**30:.0f} GB in DynamoDB (computed). That what is asked stays the same is "
            "concluded from the sizes above, through which every shared queue, inbox and log has grown with the forms."
        )


def _main(sizes: Sequence[Size], method: str, chosen: dict[str, str]) -> Iterator[str]:
    heads = [f"{size.forms:,} forms" + (f", {size.students:,} students" if size.students else "") for size in sizes]
    rows = []
    for name, address in chosen.items():
        told = [_told(size.measured[method, address]) for size in sizes]
        first = sizes[0].measured[method, address]
        ratio = max(_ratio(first, size.measured[method, address]) for size in sizes)
        rows.append([name, *told, f"{ratio:.2f}", f"${costs.of_the_store(first) * 1000:.4f}"])
    yield _table(["", *heads, "Ratio", "1,000 cost"], rows)


def _told(spent: Spent) -> str:
    return f"{spent.requests} / {spent.reads:g} / {spent.writes:g}"


def _ratio(small: Spent, large: Spent) -> float:
    pairs = ((small.requests, large.requests), (small.reads, large.reads), (small.writes, large.writes))
    return max((after / before for before, after in pairs if before), default=1.0)


def _flatness(sizes: Sequence[Size]) -> Iterator[str]:
    first = sizes[0]
    found = [list(differences(first.measured, size.measured)) for size in sizes[1:]]
    places = sorted({(each.method, each.address) for some in found for each in some})
    yield (
        f"{len(first.measured):,} pages and acts were measured at each size (`size.csv` has all). "
        f"{len(first.measured) - len(places):,} take exactly the same requests, items, read units and write units at "
        f"every size{_some_left_out(sizes)}. The others:"
    )
    rows = [
        [f"{method} `{address}`", *(_with_items(size.measured.get((method, address))) for size in sizes)]
        for method, address in places
    ]
    yield _table(["", *(f"{size.forms:,} / {size.students:,}" for size in sizes)], rows)


def _some_left_out(sizes: Sequence[Size]) -> str:
    """What is said of addresses that were not measured at each size."""
    left_out = len(sizes[0].measured) - min(len(size.measured) for size in sizes)
    return f" ({left_out} of them were measured at the smaller sizes only)" if left_out else ""


def _with_items(spent: Spent | None) -> str:
    if spent is None:
        return "not measured"
    return f"{_told(spent)}, {spent.items_read} items"


def _rush(measured: Measured) -> Iterator[str]:
    rows = [
        [f"`{heat.table}` {heat.index}", f"`{heat.partition}`", heat.kind, f"{heat.units:,.1f}", f"{heat.share:.1%}"]
        for heat in rush.heats(measured)
        if heat.share >= _TO_BE_SEEN
    ]
    yield _table(["Table", "Partition", "Kind", "Units a second", "Share"], rows)


def _costs(measured: Measured, bytes_of: dict[str, float]) -> Iterator[str]:
    for name, cost in (
        ("A million pages", costs.of_a_million_pages(measured)),
        ("A thousand forms", costs.of_a_thousand_forms(measured)),
    ):
        rows = [[what, f"${dollars:,.2f}"] for what, dollars in cost.most_common()]
        yield _table([name, f"${cost.total():,.2f}"], rows)
    for state in states():
        year = costs.of_a_year(measured, state, bytes_of)
        rows = [[what, f"${dollars:,.0f}"] for what, dollars in year.items()]
        yield f"{state.name}, a school year: {state.why}."
        yield _table([state.name, f"${sum(year.values()):,.0f} a year"], rows)
    listed = [[each.name, each.unit, f"${each.dollars:g}", each.mark, each.seen_on] for each in prices().values()]
    yield "The prices, as kept in `perf/prices.csv` with their pages:"
    yield _table(["Price", "For", "Dollars", "How known", "On"], listed)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write_csv(path: Path, sizes: Sequence[Size]) -> None:
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    figures = ("requests", "items_read", "items_written", "bytes_read", "bytes_written", "reads", "writes")
    writer.writerow(["method", "address", "forms", "students", *figures])
    for method, address in sizes[0].measured:
        for size in sizes:
            spent = size.measured.get((method, address))
            if spent is None:
                continue
            told = [f"{value:g}" if isinstance(value, float) else value for value in spent.figures()]
            writer.writerow([method, address, size.forms, size.students, *told])
    path.write_text(kept.getvalue())
