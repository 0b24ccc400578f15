"""Sentences about competitors: from whom customers came, and what there is to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

NONE_KNOWN = (
    "No customers of competitors are known. Load a list of them ('graph-icp sources "
    "competitor-customers'), or tie technologies to a competitor under [competitors] in icp.toml."
)


def won_told(table: pd.DataFrame) -> Iterator[str]:
    """Give a sentence for each competitor from which customers came.

    Parameters
    ----------
    table : DataFrame
        As of `Competitors.won`.
    """
    for each in table.to_dict("records"):
        name = each["competitor"]
        came = f"{each['customers']:,} of {each['customers_known']:,} customers"
        market = f"{each['prospects']:,} of {each['prospects_known']:,}"
        of_market = f"{market} in the market are or were customers of it"
        ratio, low, high = each["lift"], each["low"], each["high"]
        upper = f"to {high:.1f}" if high == high else "or more"
        if ratio != ratio:
            yield f"{came} with a known competitor came from {name}, which no prospect has or had."
        elif low > 1:
            yield (
                f"We win from {name}: {came} with a known competitor came from it, and "
                f"{of_market}: lift {ratio:.1f} ({low:.1f} {upper})."
            )
        else:
            yield (
                f"{came} with a known competitor came from {name}, and {of_market}: lift "
                f"{ratio:.1f} ({low:.1f} {upper}), which may be chance."
            )
