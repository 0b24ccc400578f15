"""The attribute `market.deliver`: accounts to take away, and the plain sheet of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.selectors import several
from graph_icp.market.delivery.delivered import delivered
from graph_icp.market.discover_options import DiscoverOptions
from graph_icp.market.sheet.sheet import SHOWN, write_sheet

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from graph_icp.market.delivery.delivered import Delivery
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.market.sheet.sheet import SheetWritten
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Deliveries:
    """What is taken away of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def __call__(
        self,
        *,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        filters: Filters | None = None,
        limit: int | None = None,
        preview: bool = False,
        sort: str | None = None,
        intent: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ranked: RankedLists | None = None,
        progress: Progress | None = None,
    ) -> Delivery:
        """Return the accounts to take away with their people, and who is left out and why.

        Best and Good fit are taken where the filters name no tier; customers, open deals, churned
        customers, competitors and partners are not, unless the filters name their status. For
        parameters see `DiscoverOptions`; raises what `discover` does. A market that is `ranked`
        already is taken as it is.
        """
        asked = (AUTO, None, several(without), several(with_), filters or Filters())
        options = DiscoverOptions(*asked, limit, 0.0, False, preview, sort, tuple(intent), as_of)
        return delivered(self.store, self.icp, options, progress, ranked)

    def sheet(
        self,
        output: str | Path,
        *,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        filters: Filters | None = None,
        limit: int | None = SHOWN,
        preview: bool = False,
        sort: str | None = None,
        intent: Sequence[str] = (),
        as_of: datetime.date | None = None,
        ranked: RankedLists | None = None,
        progress: Progress | None = None,
    ) -> SheetWritten:
        """Write the plain sheet for a sales team: one row an account, .xlsx or .csv.

        Where the file is there already, what the team wrote stays with its account: Owner, Notes,
        Status, Reason and columns of its own, with looks and formulas. Rows whose accounts are no
        longer listed move to a sheet "Left the list" (of team.csv: to team-left.csv). For the other
        parameters see `Market.deliver`.

        Raises
        ------
        FileError
            The file is open in a program or cannot be read or written, or none of its columns is
            Domain or Account; it stays as it is. Also what `discover` raises.
        """

        deliver = partial(
            self,
            without=without,
            with_=with_,
            filters=filters,
            limit=limit,
            preview=preview,
            sort=sort,
            intent=intent,
            as_of=as_of,
            ranked=ranked,
            progress=progress,
        )
        return write_sheet(self.store, self.icp, deliver, output)
