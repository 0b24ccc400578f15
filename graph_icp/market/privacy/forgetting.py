"""Forgetting: whom and what it takes, and the market without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT, ATTENDED, DEAL, JOINED, KINDS, PERSON, TRAITS
from graph_icp.market.privacy.gathered import Gathered, gather, telling
from graph_icp.market.privacy.runs_without import RunsWithout, keep_without, runs_without
from graph_icp.market.privacy.subject import A_DOMAIN, A_PERSON, Subject, subject_named
from graph_icp.market.privacy.texts_holding import KINDS_OF_TRAITS
from graph_icp.market.privacy.told_elsewhere import (
    ToldElsewhere,
    find_elsewhere,
    forget_elsewhere,
)
from graph_icp.market.privacy.who import cleaned, who
from graph_icp.market.reach.reading import ids_of
from graph_icp.market.resolving import derive, resolve_store

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.phrases import Phrases
    from graph_icp.progress import Progress

    Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Forgetting:
    """What a forgetting takes, before or after it is done.

    Attributes
    ----------
    called : str
        Whom it takes, as people know them: "Ann Lee (ann@acme.com)"; "" where they are several.
    people, companies : int
        How many go whole.
    of_domain : bool
        Whether a domain goes, so that nobody with an address at it stays.
    staying : int
        How many people of the companies stay, since they are known elsewhere.
    counts : dict of str to int
        The number of rows that go or lose their text, by table of the model; only those above 0.
    runs : tuple of int
        The runs that hold them: lists of these were perhaps written to files.
    since : date or None
        The day of the first of these runs.
    files : tuple of str
        The loaded files that tell of them or bear their name, by their names before.
    write_back : bool
        Whether the results that were written back go, as they tell of them.
    phrases : Phrases
        The words by which texts hold them.
    namesakes : int
        How many texts of others still hold a name of theirs, which a namesake bears too.
    namesakes_at : tuple of str
        The companies of which such texts are told.
    """

    called: str
    people: int
    companies: int
    of_domain: bool
    staying: int
    counts: dict[str, int]
    runs: tuple[int, ...]
    since: datetime.date | None
    files: tuple[str, ...]
    write_back: bool
    phrases: Phrases
    namesakes: int
    namesakes_at: tuple[str, ...]


def subject_or_words(store: Store, text: str) -> Subject:
    """Return whom a text means; also an owner of accounts who is known by that name alone.

    Further an address, a page or a domain that only rejected rows hold. Raises as `subject_named`
    does.
    """
    try:
        return subject_named(store, text)
    except UnknownNameError:
        asked = who(text)
        stated = store.ask("privacy/values_stated", property="owner")["value"].to_pylist()
        borne = {*asked.names_of_person()} if not asked.name else set()
        owners = [each for each in stated if not borne.isdisjoint(cleaned(each))]
        if owners and not asked.email and not asked.page:
            return Subject(A_PERSON, owners[0], (), (), tuple(f"colleague:{x}" for x in borne))
        keys = [
            f"{kind}:{each}"
            for kind, each in (
                ("email", asked.email),
                ("profile", asked.page),
                ("domain", "" if asked.shared or asked.page else asked.domain),
            )
            if each
        ]
        words = Subject(A_PERSON, text, (), (), tuple(keys))
        if not keys or not _Plan.of(store, [words]).summary().counts:
            raise
        return words


def planned(store: Store, subjects: Sequence[Subject]) -> Forgetting:
    """Return what forgetting some subjects would take, and change nothing."""
    return _Plan.of(store, subjects).summary()


def forget(
    store: Store, subjects: Sequence[Subject], progress: Progress | None = None
) -> Forgetting:
    """Forget some subjects in a store that is open for writing, in a transaction.

    Everything that is said of them goes, and accounts, links and results that followed from it
    are worked out again. The texts stay in the store's file until it is rewritten; see
    `open_store.rewriting`.
    """
    progress = progress or (lambda _what, _share: None)
    progress("looking for what is known of them", 0)
    plan = _Plan.of(store, subjects)
    gone = plan.gathered
    near, changes = _near(store, plan), _changes(store, plan)
    valued = _traits_of_values(store, plan)
    progress("forgetting them", 0)
    forget_elsewhere(store, plan.elsewhere)
    keep_without(store, plan.runs)
    if plan.write_back:
        store.clear("result")
        store.clear("similar_to")
    if gone.account_keys:
        keys = pa.table({"key": pa.array(sorted(gone.account_keys), pa.string())})
        store.tell("privacy/forget_keys", keys)
    _forget_attended(store, gone)
    store.tell("privacy/forget_mentions", rows_of(gone.mentions))
    derive(store, gone.accounts)
    resolve_store(store, near, progress, changes=changes)
    _forget_unused(store, np.union1d(gone.traits, valued))
    return plan.summary()


@dataclass(frozen=True)
class _Plan:
    called: str
    of_domain: bool
    gathered: Gathered
    elsewhere: ToldElsewhere
    runs: RunsWithout
    write_back: bool
    about: dict[str, int]
    files: tuple[str, ...]
    namesakes_at: tuple[str, ...]

    @classmethod
    def of(cls, store: Store, subjects: Sequence[Subject]) -> _Plan:
        gathered = gather(store, subjects)
        elsewhere = find_elsewhere(store, gathered)
        rows = rows_of(gathered.mentions)
        told = store.ask("privacy/counted", rows).to_pylist()
        return cls(
            _called(subjects),
            any(each.kind == A_DOMAIN for each in subjects),
            gathered,
            elsewhere,
            runs_without(store, gathered, elsewhere.texts.traits),
            _written_back(store, gathered),
            {each["place"]: each["number"] for each in told},
            _files(store, gathered, elsewhere),
            _named(store, elsewhere.texts.staying_at),
        )

    def summary(self) -> Forgetting:
        counts = dict(self.about)
        for table, number in self.elsewhere.counts().items():
            counts[table] = counts.get(table, 0) + number
        counts["run"] = len(self.runs.held)
        return Forgetting(
            self.called,
            len(self.gathered.people),
            len(self.gathered.accounts),
            self.of_domain,
            self.gathered.staying,
            {table: number for table, number in counts.items() if number},
            self.runs.held,
            self.runs.since,
            self.files,
            self.write_back,
            self.gathered.phrases,
            self.elsewhere.texts.staying,
            self.namesakes_at,
        )


def _called(subjects: Sequence[Subject]) -> str:
    """Return the name of a subject, and what tells it from others of that name."""
    if len(subjects) != 1:
        return ""
    [subject] = subjects
    told = [telling(key) for key in subject.keys]
    other = next((each for each in told if each and each != subject.name), "")
    return f"{subject.name} ({other})" if other and subject.name else subject.name


def _files(store: Store, gathered: Gathered, elsewhere: ToldElsewhere) -> tuple[str, ...]:
    """Return the files that tell of them, in rows about anybody, or bear their name."""
    loads, files = elsewhere.told_by()
    for row in store.ask("loads/loads").to_pylist():
        files |= {row["file"]} if row["load"] in loads else set()
    traits = [row["id"] for row in elsewhere.texts.traits]
    rows = rows_of(np.union1d(gathered.mentions, np.array(traits, np.int64)))
    told = store.ask("privacy/files_telling", rows, trait=KINDS_OF_TRAITS)["file"]
    return tuple(sorted({*files, *told.to_pylist()}))


def _named(store: Store, mentions: Ids) -> tuple[str, ...]:
    """Return the names of the accounts to which some mentions belong."""
    owners = store.ask("identity/mentions", rows_of(mentions))["owner"].drop_null().to_numpy()
    found = store.ask("read/accounts_by_id", rows_of(np.unique(owners).astype(np.int64)))
    return tuple(sorted({each or "" for each in found["name"].to_pylist()}))


def _near(store: Store, plan: _Plan) -> dict[str, Ids]:
    """Return the nodes that may change without somebody, by kind: tied by names, edges or facts.

    Also those of which a text goes that held them.
    """
    gone, texts = plan.gathered, plan.elsewhere.texts
    near = {kind: ids for kind, ids in gone.ends.items() if kind in (ACCOUNT.label, DEAL.label)}
    for kind in (ACCOUNT.label, PERSON.label):
        tied = ids_of(store.ask("identity/tied_mentions", rows_of(gone.mentions), kind=kind))
        staying = _others_named(store, gone) if kind == PERSON.label else tied[:0]
        others = np.concatenate([near.get(kind, tied[:0]), tied, staying])
        near[kind] = np.setdiff1d(others, gone.mentions)
    told = [(row["kind"], row["node"]) for row in texts.properties.to_pylist()]
    told += [(row["kind"], row["id"]) for row in texts.traits]
    for kind in sorted({kind for kind, _ in told}):
        ids = np.array([node for each, node in told if each == kind], np.int64)
        near[kind] = np.union1d(near.get(kind, ids[:0]), ids)
    return near


def _changes(store: Store, plan: _Plan) -> set[str]:
    """Return the types of edges and the properties of which something goes; see `resolve_store`."""
    gone = plan.gathered
    said = _told(store, gone)["property"].to_pylist()
    elsewhere = plan.elsewhere.texts.properties["property"].to_pylist()
    # Who goes joined events at which their company is said to have been.
    joined = [ATTENDED.type] if JOINED.type in gone.edges else []
    return {*gone.edges, *said, *elsewhere, *joined}


def _told(store: Store, gone: Gathered) -> pa.Table:
    """Return what sources say of those who go, as columns."""
    return store.ask("privacy/properties_of", rows_of(gone.mentions), trait=KINDS_OF_TRAITS)


def _others_named(store: Store, gone: Gathered) -> Ids:
    """Return the mentions of people that bear a name at one of the accounts that go."""
    of_accounts = store.ask("privacy/mentions_of", rows_of(gone.accounts), label=ACCOUNT.label)
    return ids_of(store.ask("identity/people_named_at", of_accounts.select(["id"])))


def _forget_attended(store: Store, gone: Gathered) -> None:
    """Forget that companies attended events, where rows of guests who go alone say so."""
    told = store.ask("privacy/attended_through", rows_of(gone.mentions))
    for source in told["source"].unique().to_pylist():
        rows = told.filter(pc.equal(told["source"], source)).select(["mention", "other"])
        store.tell("load/forget_facts", rows, kind=ATTENDED.type, source=source)


def _written_back(store: Store, gone: Gathered) -> bool:
    """Return whether results that were written back tell of them."""
    results = store.dump("result").select(["account", "reasons"]).to_pylist()
    accounts = {*gone.accounts.tolist()}
    return any(row["account"] in accounts or row["reasons"] in gone.phrases for row in results)


def _traits_of_values(store: Store, plan: _Plan) -> Ids:
    """Return the traits that follow from what is said of them: an industry, a topic."""
    told = (_told(store, plan.gathered), plan.elsewhere.texts.properties)
    said = {value for table in told for value in table["value"].to_pylist()}
    # Topics stand in one text with blanks between their keys.
    every = sorted(said | {key for value in said for key in value.split()})
    rows = pa.Table.from_pylist(
        [{"kind": kind.label, "key": value} for value in every for kind in TRAITS],
        schema=pa.schema({"kind": pa.string(), "key": pa.string()}),
    )
    if not every:
        return plan.gathered.traits[:0]
    return ids_of(store.ask("load/node_ids", rows, trait=KINDS_OF_TRAITS))


def _forget_unused(store: Store, traits: Ids) -> None:
    """Forget the traits that nobody has any more."""
    found = store.ask("privacy/unused_traits", rows_of(traits), trait=KINDS_OF_TRAITS)
    learned = found.select(["kind", "key"]).rename_columns(["kind", "trait"])
    store.tell("privacy/forget_weights", learned)
    unused = found.to_pandas()
    for kind, ids in unused.groupby("kind")["id"]:
        rows = rows_of(ids.to_numpy(np.int64))
        store.tell("privacy/forget_traits", rows, label=KINDS[str(kind)].label)
