"""First and last names, of names that the store keeps whole."""

from __future__ import annotations

# Where a last name begins before its last word: "Ludwig van der Berg".
_PARTICLES = frozenset(
    (
        *("van", "von", "vom", "zu", "zum", "zur", "de", "del", "della", "der", "den", "di", "da"),
        *(
            "do",
            "dos",
            "das",
            "du",
            "des",
            "la",
            "le",
            "ter",
            "ten",
            "te",
            "el",
            "al",
            "bin",
            "ibn",
        ),
        *("y", "af", "av"),
    )
)


def first_and_last(name: str) -> tuple[str, str]:
    """Return a name in two parts, which a blank between them makes whole again.

    Parameters
    ----------
    name : str
        Such as "Ludwig van der Berg"; one word is a last name, which importers need.

    Returns
    -------
    tuple of str
        "Ludwig", "van der Berg"; the first part may be empty.
    """
    words = name.split(" ")
    if len(words) == 1:
        return "", name
    begins = len(words) - 1
    while begins > 1 and words[begins - 1] in _PARTICLES:
        begins -= 1
    return " ".join(words[:begins]), " ".join(words[begins:])
