"""`python -m infra.supply`: pins, licenses, secrets and real people in the tree, weak spots. Part of `make check`."""

import sys

from infra.supply import leaked_secrets, licenses, pins, real_people, weak_spots

_HINT = (
    "Something that only looks like a secret: explain it in infra/supply/explained_secrets.csv. A real one is "
    "replaced where it is used; taking it out of the source is not enough."
)


def main() -> int:
    """Say what is wrong. The exit code is 1 when anything is."""
    secrets = leaked_secrets.unexplained(leaked_secrets.found_in_tree())
    found = [
        *pins.problems(),
        *licenses.problems(),
        *weak_spots.problems(),
        *map(str, secrets),
        *map(str, real_people.found_in_tree()),
    ]
    print("\n".join(found or ["All packages pinned, of allowed licenses; no secrets, no one real, no weak spots."]))
    if secrets:
        print(_HINT)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
