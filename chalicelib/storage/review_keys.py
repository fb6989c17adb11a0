"""Where forms with the same words are found, and children of the same name; beside the chart of keys.py.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| same words        | SAME_WORDS#hash        | SAME_WORDS       | a review's case, issue: second batch get        |
| children named so | SAME_CHILD#hash        | CHILDREN         | issue: second batch get                         |
| revocations       | STANDING#id            | REVOCATIONS      | candidates for a bar: by the queue              |

The hash of words is keyed, over the physician's license and the normalized words of one line.
"""

from chalicelib.storage.keys import Key, record, same_child_partition


def same_words(words_hash: str) -> Key:
    """Return the list of one physician's forms with the same words."""
    return Key(f"SAME_WORDS#{words_hash}", "SAME_WORDS")


def children_named(same_child_hash: str) -> Key:
    """Return which children have this name and birth date (lifecycle H8)."""
    return Key(same_child_partition(same_child_hash), "CHILDREN")


def revocations(standing_id: str) -> Key:
    """Return the row by which a physician with revoked forms is found."""
    return Key(record("standing", standing_id).pk, "REVOCATIONS")
