"""A run's record: what is kept of a fit, as JSON and tables of weights, is the same fit again."""

from __future__ import annotations

import json

import numpy as np
import pytest
from test_ranking import planted

from graph_icp.discovery.learning.run_record import RunRecord
from graph_icp.discovery.ranking.points import points_of
from graph_icp.discovery.ranking.ranking import Ranking, rank


def kept_and_read(ranking: Ranking) -> RunRecord:
    """The record as a store gives it back: out of JSON, with each trait's id and name."""
    kept = RunRecord.of(ranking.fit, ranking.labels, ranking.graph.accounts["key"])
    traits = {each.relation: each.traits.set_index("key") for each in ranking.fit.relations}
    weights = {name: table.join(traits[name], on="key") for name, table in kept.weights.items()}
    return RunRecord(kept.method, json.loads(json.dumps(kept.constants)), weights)


@pytest.mark.parametrize("method", ["auto", "cosine", "jaccard"])
def test_a_fit_that_was_kept_scores_everybody_as_before(method: str) -> None:
    ranking = rank(planted(3), method)
    accounts = ranking.graph.accounts
    record = kept_and_read(ranking)
    labelled = np.flatnonzero(accounts["key"].isin(record.labelled))
    ids = dict(zip(accounts["key"], accounts["id"], strict=True))
    fit = record.fit(ranking.links(labelled), accounts["id"].to_numpy()[labelled], ids)
    assert (fit.method, fit.hundred, fit.warnings) == (
        *(method, ranking.fit.hundred, ranking.fit.warnings),
    )
    everybody = ranking.links(np.arange(len(accounts)))
    for column in range(ranking.labels.taught.Y.shape[1]):
        again, before = (points_of(each, everybody, column) for each in (fit, ranking.fit))
        np.testing.assert_allclose(again, before, rtol=1e-12)
    columns = record.folds(ids)
    assert [columns.get(each, 0) for each in accounts["id"]] == ranking.labels.fold.tolist()


def test_an_account_that_is_gone_is_scored_by_no_column() -> None:
    ranking = rank(planted(3), "cosine")
    record = kept_and_read(ranking)
    ids = dict(zip(ranking.graph.accounts["key"], ranking.graph.accounts["id"], strict=True))
    everybody = record.folds(ids)
    gone = ids.pop(record.labelled[0])
    assert record.folds(ids) == {each: at for each, at in everybody.items() if each != gone}
