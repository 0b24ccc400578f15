"""The conclusion of a back-test in words, and its caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.backtest.experiments import POPULARITY
from graph_icp.discovery.backtest.result_tables import lead
from graph_icp.discovery.health.giveaways import giveaways, without_them
from graph_icp.discovery.health.list_health import ENOUGH_CUSTOMERS, lopsided_said
from graph_icp.graph.model import RANKED

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.discovery.backtest.experiments import Experiments
    from graph_icp.graph.matrix import Graph

# Below this found or not is luck.
FEW_HIDDEN = 5
# Of fewer hidden customers nothing being known does not matter.
HARDLY = 0.1
WIDE = 0.2
_NAMED = 5


def verdict(experiments: Experiments, methods: pd.DataFrame) -> str:
    """Return the conclusion in a sentence, or that the data cannot support the ranking.

    Parameters
    ----------
    experiments : Experiments
    methods : DataFrame
        As of `method_table`.
    """
    chosen = methods.iloc[0]
    different = len(np.unique(np.concatenate([each.split.hidden for each in experiments.chosen])))
    if different < FEW_HIDDEN:
        said = "only 1 customer was hidden" if different == 1 else f"only {different} were hidden"
        return f"The data cannot support this ranking: {said}, too few to tell it from luck."
    if chosen["auc_low"] <= 0.5:
        return (
            f"The data cannot support this ranking: a hidden customer ranks above another company "
            f"{chosen['auc']:.0%} of the time, which may be chance (50%; the 95% interval is "
            f"{chosen['auc_low']:.0%} to {chosen['auc_high']:.0%})."
        )
    experiment = experiments.chosen[0]
    hidden, accounts = len(experiment.split.hidden), len(experiment.scores)
    top, share = (100, "recall_100") if accounts > 200 else (50, "recall_50")
    among = f"{_number(chosen[share] * hidden)} are among the first {top} of {accounts:,}; "
    if accounts <= 2 * 50:
        among = f"{_number(chosen['lift'] * hidden / 10)} are in the top tenth of {accounts:,}; "
    times = f"{chosen['lift']:.1f} times chance in the top tenth."
    return f"Of {hidden} hidden customers, {among}{times}"


def caveats(experiments: Experiments, graph: Graph, methods: pd.DataFrame) -> list[str]:
    """Return the caveats of a back-test, a sentence or two each.

    Parameters
    ----------
    experiments : Experiments
    graph : Graph
        The whole market.
    methods : DataFrame
        As of `method_table`.
    """
    found = [_few(experiments, graph), _given_away(graph), *lopsided_said(experiments.relations)]
    found += [_unknown(experiments)]
    found += [_popular(experiments, methods), _wide(methods.iloc[0])]
    return [each for each in found if each]


def _few(experiments: Experiments, graph: Graph) -> str:
    customers = int((graph.accounts["status"] == "customer").sum())
    hidden = len(experiments.chosen[0].split.hidden)
    if customers >= ENOUGH_CUSTOMERS and hidden >= FEW_HIDDEN:
        return ""
    return (
        f"{hidden} of only {customers} customers {'is' if hidden == 1 else 'are'} hidden at a "
        f"time, so these figures are a hint at most; they become reliable from "
        f"{ENOUGH_CUSTOMERS} customers on, {FEW_HIDDEN} of them hidden."
    )


def _given_away(graph: Graph) -> str:
    """Name traits, and relations as such, that tell customers from others by themselves."""
    status = graph.accounts["status"]
    customers = np.flatnonzero(status == "customer")
    coupled = giveaways(graph, customers, status.isin(RANKED).to_numpy())
    if not coupled:
        return ""
    has = [
        f"{each.selector} ({'' if '=' in each.selector else 'anything there: '}"
        f"{each.customers:.0%} of customers, {each.market:.0%} of others)"
        for each in coupled[:_NAMED]
    ]
    more = f" and {len(coupled) - _NAMED} more" if len(coupled) > _NAMED else ""
    return (
        f"This gives the answer away, as most customers and few others have it: "
        f"{', '.join(has)}{more}. If it comes with being a customer, leave it out: "
        f"{without_them(coupled)}"
    )


def _unknown(experiments: Experiments) -> str:
    shares = [np.isnan(each.scores[each.split.wanted]).mean() for each in experiments.chosen]
    if np.mean(shares) < HARDLY:
        return ""
    return (
        f"Nothing that counts is known of {np.mean(shares):.0%} of the hidden customers, so they "
        "are ranked last; load more data about customers."
    )


def _popular(experiments: Experiments, methods: pd.DataFrame) -> str:
    if experiments.method == POPULARITY:
        return ""
    low, _ = lead(experiments, POPULARITY)
    if low > 0:
        return ""
    auc = methods.set_index("method")["auc"]
    return (
        f"How much we know of a company, whoever the customers are, finds hidden ones as well: "
        f"the AUC of popularity is {auc[POPULARITY]:.2f}, of {experiments.method} "
        f"{auc[experiments.method]:.2f}. The ranking may only say which companies we know much of."
    )


def _wide(chosen: pd.Series) -> str:
    if chosen["auc_high"] - chosen["auc_low"] <= WIDE:
        return ""
    return (
        f"The AUC may be anything from {chosen['auc_low']:.2f} to {chosen['auc_high']:.2f}: hide "
        "more customers, or name more, before relying on it."
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
