"""The attribute `market.load`: files and graphs that are loaded into a market."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_icp.discovery.icp import Icp
from graph_icp.ingest.load.inputs import files
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.market.loading import Report, load
from graph_icp.market.store_opener import IN_MEMORY, StoreOpener

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from graph_icp.ingest.load.inputs import Input
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Loads:
    """Loading into a market, all or nothing.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
        Its rates, stages and shared domains count.
    """

    store: StoreOpener
    icp: IcpFile

    def __call__(
        self,
        *paths: str | Path,
        loader: str | None = None,
        columns: Mapping[str, str] | None = None,
        owner: str | None = None,
        replace: int = 0,
        day_first: bool | None = None,
        people: bool = True,
        phones: bool = False,
        event: str | None = None,
        event_day: datetime.date | None = None,
        as_of: datetime.date | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Load files and folders, in any order, and match their rows to accounts.

        Parameters
        ----------
        *paths : str or Path
            Files (CSV, TSV, XLSX, JSON; also .gz), folders and .zip archives of them.
        loader : str, optional
            The loader's name, where the headers do not decide.
        columns, owner, replace, day_first, people, phones, event, event_day
            As of `LoadOptions`; `columns` are remembered for that header.
        as_of : date, optional
            The day of rows without a date of their own; today if it is not given.
        dry_run : bool
            Whether to report only and keep nothing.
        progress : Progress, optional

        Raises
        ------
        FileError, StoreError, UnknownNameError
            Nothing of the load is kept then.
        """
        inputs = files([Path(each) for each in paths], loader)
        # A file that is named may be written later, from what is loaded now.
        icp = self.icp.read()[0] if self.icp.file.exists() else Icp()
        options = LoadOptions(
            *(columns or {}, replace, day_first, people, phones, owner, event, event_day),
            rates=icp.rates,
            stages=icp.stages,
            shared_domains=frozenset(icp.shared_domains),
        )
        return self._kept(inputs, options, as_of=as_of, dry_run=dry_run, progress=progress)

    def graph(
        self,
        graph: str,
        map: str | Path,  # noqa: A002 - its usual name
        *,
        as_of: datetime.date | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Load from another Neo4j graph by a map; otherwise like loading files.

        Parameters
        ----------
        graph : str
            The address of its server, which is only read; user and password come from
            NEO4J_FROM_USERNAME and NEO4J_FROM_PASSWORD, or those of the store.
        map : str or Path
            A TOML file, see docs/neo4j-map.md.
        """
        from graph_icp.ingest.load.neo4j_input import inputs_in

        inputs = inputs_in(graph, Path(map))
        return self._kept(inputs, LoadOptions(), as_of=as_of, dry_run=dry_run, progress=progress)

    def _kept(self, inputs: Sequence[Input], options: LoadOptions, **asked: Any) -> Report:
        nowhere = asked["dry_run"] and not self.store.exists()
        opener = StoreOpener(IN_MEMORY) if nowhere else self.store
        with opener.filling() as store:
            return load(store, inputs, options=options, **asked)
