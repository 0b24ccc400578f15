"""The attribute `market.runs`: runs of `discover`, and the companies that moved between two."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph_icp.market.run_comparison import compared
from graph_icp.market.runs import stored
from graph_icp.market.runs.register import find_run, latest, name_run, registered
from graph_icp.market.write_back import clear_results

if TYPE_CHECKING:
    from graph_icp.market.runs.register import RegisteredRun
    from graph_icp.market.runs.stored import Run
    from graph_icp.market.store_opener import StoreOpener

_COLUMNS = (
    *("run", "name", "made_at", "asked_at", "method", "profile", "without", "statuses"),
    *("loads", "ranked", "customers", "verdict", "icp"),
)


@dataclass(frozen=True)
class RunHistory:
    """The runs of `discover` that a market keeps: those with a name, and the last 50 without.

    A run stands for a question and the data that it was asked of: the same question of the same
    data keeps its number. Runs are meant by number or name.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def table(self) -> pd.DataFrame:
        """Return the runs, by number.

        Returns
        -------
        DataFrame
            run, name ("" for none), made_at, asked_at (when it was last asked for), method,
            profile, without (list), statuses (list: of which accounts were ranked), loads (the
            number of the last load that it saw), ranked and customers (how many accounts it
            ranked and learned from; customers are missing of runs that older versions kept),
            verdict (that of a back-test of its question on its data, "" for none), icp (the text of
            icp.toml).
        """
        with self.store() as store:
            known = registered(store)
        table = pd.DataFrame([_row(each) for each in known], columns=_COLUMNS)
        return table.astype(
            {"customers": "Int64", "made_at": "datetime64[us]", "asked_at": "datetime64[us]"}
        )

    def icp_text(self, run: int | str) -> str:
        """Return the text of the icp.toml that a run went by; raises UnknownNameError."""
        with self.store() as store:
            return str(find_run(store, run).options["icp"])

    def verdict(self, number: int) -> str:
        """Return the verdict of a back-test that a run keeps, "" for none."""
        with self.store() as store:
            kept = store.ask("runs/run", run=number).to_pylist()
        return str(json.loads(kept[0]["options"]).get("verdict", "")) if kept else ""

    def number(self, run: int | str) -> int:
        """Return the number of a run; raises UnknownNameError, which lists those that are there."""
        with self.store() as store:
            return find_run(store, run).number

    def last(self) -> Run | None:
        """Return the run that was asked for last as it was learned, None where there is none."""
        with self.store() as store:
            return stored.last_run(store)

    def last_number(self) -> int | None:
        """Return the number of the run that was asked for last, None where there is none."""
        with self.store() as store:
            last = latest(registered(store))
        return last.number if last else None

    def name(self, run: int | str, name: str | None) -> int:
        """Name a run, so that it is never removed, and return its number.

        Parameters
        ----------
        run : int or str
            Its number, or the name that it has.
        name : str or None
            Such as "before the fair"; None takes its name away.

        Raises
        ------
        UnknownNameError
            If there is no such run.
        RunNameError
            If the name has no letter, or another run bears it.
        """
        with self.store(write=True) as store:
            return name_run(store, run, name).number

    def compare(self, one: int | str, other: int | str) -> pd.DataFrame:
        """Return who moved between two runs or changed tier, and what moved them.

        Tiers are those of each run's own icp.toml at its fits; coverage is that of today's links.

        Returns
        -------
        DataFrame
            account (name), domain, change (entered, left, rose, fell, or STAYED where the tier
            alone is another), rank_before, rank, tier_before, tier ("" where it was not ranked),
            fit_before, fit, moved_by (the rule that disqualifies it now, OTHERS where its own fit
            did not go that way, TIERS_MOVED where icp.toml gives the same fit another tier,
            NEWS where it is what was loaded of it since,
            UNKNOWN where nothing is known of it any more, else the trait or relation whose points
            changed most, with the change), key; those who moved farthest first.

        Raises
        ------
        UnknownNameError
            If there is no such run.
        """
        with self.store() as store:
            return compared(store, *(find_run(store, each).number for each in (one, other)))

    def clear_results(self) -> None:
        """Remove what `discover` wrote back to the store."""
        with self.store(write=True) as store:
            clear_results(store)


def _row(run: RegisteredRun) -> dict[str, Any]:
    return {
        "run": run.number,
        "name": run.name,
        "made_at": run.made_at,
        "asked_at": run.asked_at,
        "method": run.method,
        "profile": run.options["profile"],
        "without": run.options["without"],
        "statuses": [*run.question.statuses],
        "loads": run.loads,
        "ranked": run.ranked,
        "customers": run.options.get("customers"),
        "verdict": run.verdict,
        "icp": run.options["icp"],
    }
