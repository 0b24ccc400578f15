"""Reach as far as it is known: how well colleagues can introduce us to accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store


def reach_known(store: Store, ids: NDArray[np.int64], day: datetime.date) -> pd.DataFrame:
    """Return the reach of accounts on a day: account, reach (nan where unknown), door ("")."""
    return pd.DataFrame({"account": ids, "reach": np.nan, "door": ""})
