"""The attribute `market.suppress`: who is kept out of a market, now and in every later load."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import FileError, GraphICPError, UnknownNameError
from graph_icp.graph.model import PERSON, PERSON_ALONE, REASONS
from graph_icp.graph.neo4j.rows import schema_of
from graph_icp.identity.suppression import Suppressed, kind_of
from graph_icp.ingest.files.open_table import ending
from graph_icp.market.privacy.forgetting import forget, planned
from graph_icp.market.privacy.subject import A_PERSON, subject_named
from graph_icp.market.privacy.suppress_meant import UNKNOWN_COMPANY, Meaning, Meant, add_known_keys
from graph_icp.market.privacy.suppress_names import Named, named_in_file, named_in_text
from graph_icp.market.privacy.suppress_once import once_each
from graph_icp.market.privacy.suppress_tokens import lift, secret_of
from graph_icp.market.store_opener import IN_MEMORY, StoreOpener

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.forgetting import Forgetting
    from graph_icp.market.privacy.subject import Subject
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Suppression:
    """What became of those who were named.

    Attributes
    ----------
    named : dict of str to int
        The number of those who are suppressed, by scope: "person", "domain" or "group".
    again : int
        How many of them were suppressed before.
    keys : int
        The number of addresses, pages, names and ids by which loading knows them.
    unread : list of str
        Why others are not: "row 7 names nobody".
    forgotten : Forgetting or None
        What goes of the store with them, None where it knew nobody of them.
    known : int
        How many of them the store knew.
    customers : list of str
        The names of companies among them that are customers.
    """

    named: dict[str, int]
    again: int
    keys: int
    unread: list[str]
    forgotten: Forgetting | None
    known: int
    customers: list[str]


@dataclass(frozen=True)
class Suppressing:
    """Keeps people and companies out of a market.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def __call__(
        self,
        what: str | Path,
        *,
        reason: str = REASONS[0],
        until: datetime.date | None = None,
        scope: str | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Suppression:
        """Suppress somebody, or all whom a file names; the store is made if it is missing.

        What the store knows of them is forgotten. Of them tokens are kept alone.

        Parameters
        ----------
        what : str or Path
            A file; or an e-mail address, a profile, a telephone number, "NAME at DOMAIN", a
            domain or a company.
        reason : str
            One of REASONS.
        until : date, optional
            The last day on which it counts; for ever where it is not given.
        scope : str, optional
            "person", "domain" (everybody at the company, and the company) or "group" (its family
            of companies too). A person where one is named, else the domain.
        dry_run : bool
            Whether to say only what would be done.
        progress : Progress, optional

        Raises
        ------
        FileError
            If the file cannot be read, or names nobody.
        GraphICPError
            If the day is past, or the text names nobody, or several.
        StoreError
            If the store is in use, or cannot be written; nothing has changed.
        """
        today = datetime.datetime.now().astimezone().date()
        if until and until < today:
            raise GraphICPError(
                f"{until.isoformat()} is past, so nobody would be suppressed; give a day to come "
                "with --until, or none."
            )
        if reason not in REASONS:
            raise UnknownNameError("reason", reason, REASONS)
        named = list(named_in_file(Path(what))) if is_file(what) else [named_in_text(str(what))]
        asked = _Asked(reason, until, scope, today)
        if not self.store.exists():
            opener = StoreOpener(IN_MEMORY) if dry_run else self.store
            with opener.filling() as store:
                return store.run(lambda: asked.work(store, what, named).kept(store))
        with self.store() as store:
            found = asked.work(store, what, named)
            report = found.report(store)
        if dry_run:
            return report
        if report.forgotten is None:
            with self.store(write=True) as store:
                return store.run(lambda: asked.work(store, what, named).kept(store))
        with self.store.rewriting() as store:
            return store.run(lambda: asked.work(store, what, named).kept(store, progress))

    def table(self) -> pd.DataFrame:
        """Return how many are suppressed: kind, scope, reason, until, said_on, keys.

        No names are kept, so none are told. A day that is past counts no more.
        """
        with self.store() as store:
            found: pd.DataFrame = store.ask("suppression/counts").to_pandas()
        return found.rename(columns={"tokens": "keys"})

    def lift(self, what: str | Path) -> int:
        """Let somebody, or all whom a file names, be loaded again; return how many.

        Raises
        ------
        GraphICPError
            If nobody of them is suppressed, or a person is only with everybody at a domain.
        """
        named = list(named_in_file(Path(what))) if is_file(what) else [named_in_text(str(what))]
        with self.store(write=True) as store:
            return store.run(lambda: lift(store, named, what))


def is_file(what: str | Path) -> bool:
    """Return whether a text is a file's name: it is there, or ends as one."""
    path = Path(what)
    is_name = "@" not in path.name and "/in/" not in str(what) and "://" not in str(what)
    return path.is_file() or (is_name and ending(path.name) is not None)


@dataclass(frozen=True)
class _Asked:
    reason: str
    until: datetime.date | None
    scope: str | None
    today: datetime.date

    def work(self, store: Store, what: str | Path, named: list[Named]) -> _Work:
        """Return whom those who are named are in a store."""
        meaning = Meaning(store, named)
        meant: list[Meant] = []
        unread: list[str] = []
        for each in named:
            found = meaning.of(each, self.scope)
            if isinstance(found, Meant):
                meant.append(found)
            else:
                unread.append(f"{each.place} {found}")
        if not is_file(what):
            meant = [_the_one(store, str(what), meant, unread)]
            unread = []
        if not meant:
            raise FileError(f"{what} names nobody who can be suppressed: {unread[0]}.")
        meant = once_each(meant)
        add_known_keys(store, meant)
        return _Work(self, meant, unread)


def _the_one(store: Store, text: str, meant: list[Meant], unread: list[str]) -> Meant:
    """Return whom a text means, by what the store knows of names that no file may give alone."""
    if meant:
        return meant[0]
    with suppress(UnknownNameError):
        subject = subject_named(store, text)
        if subject.kind == A_PERSON:
            found = Meant(PERSON_ALONE, {}, set(subject.owners))
            found.add(PERSON.label, subject.keys)
            return found
    if unread == [f"{text.strip()} {UNKNOWN_COMPANY}"]:
        raise GraphICPError(
            f"'{text[:100]}' is a name that the store does not know, and a name alone can be "
            "anybody's; give an e-mail address, a page, a domain, or 'NAME at DOMAIN'."
        )
    raise GraphICPError(f"'{text[:100]}' {unread[0].removeprefix(text.strip()).strip()}.")


@dataclass(frozen=True)
class _Work:
    """Those who are to be suppressed, and what of it is kept."""

    asked: _Asked
    meant: list[Meant]
    unread: list[str]

    def kept(self, store: Store, progress: Progress | None = None) -> Suppression:
        """Keep the tokens, and forget what the store knows of them."""
        secret = secret_of(store)
        before = store.dump("suppressed").to_pylist()
        entries, rows = self._rows(Suppressed(secret, {}), before)
        store.tell("suppression/lift", pa.table({"entry": pa.array(sorted(entries), pa.string())}))
        kept = pa.Table.from_pylist(rows, schema=schema_of("suppressed"))
        store.insert("suppressed", kept)
        report = self.report(store)
        if report.forgotten:
            forget(store, self._subjects, progress)
        again = len(entries & {row["entry"] for row in before})
        return replace(report, again=again, keys=len(rows))

    def report(self, store: Store) -> Suppression:
        """Return what would be done, and change nothing."""
        counts: dict[str, int] = {}
        for each in self.meant:
            counts[each.scope] = counts.get(each.scope, 0) + 1
        found = planned(store, self._subjects)
        goes = found if found.people or found.companies or found.counts else None
        keys = len({key for each in self.meant for key in each.keys})
        known = sum(each.known for each in self.meant)
        return Suppression(counts, 0, keys, self.unread, goes, known, self._customers(store))

    def _customers(self, store: Store) -> list[str]:
        accounts = {each for meant in self.meant for each in meant.accounts}
        rows = store.ask("read/labelled").to_pylist() if accounts else []
        return [
            str(row["name"] or row["key"])
            for row in rows
            if row["id"] in accounts and row["status"] == "customer"
        ]

    @cached_property
    def _subjects(self) -> list[Subject]:
        return [subject for each in self.meant for subject in each.subjects()]

    def _rows(
        self, tokens: Suppressed, before: list[dict[str, object]]
    ) -> tuple[set[str], list[dict[str, object]]]:
        """Return the entries of those who are suppressed, and all their rows.

        Who was suppressed before stays the same entry, with all the tokens that were kept then.
        """
        of_token = {row["token"]: row["entry"] for row in before if row["scope"] == PERSON_ALONE}
        held: dict[str, dict[str, str]] = {}
        for row in before:
            held.setdefault(str(row["entry"]), {})[str(row["token"])] = str(row["kind"])
        found: dict[str, dict[str, object]] = {}
        kinds: dict[str, dict[str, str]] = {}
        for each in self.meant:
            told = {tokens.token(*key): kind_of(*key) for key in each.keys}
            first = next(iter(told))
            entry = str(of_token.get(first, first)) if each.scope == PERSON_ALONE else first
            kinds[entry] = held.get(entry, {}) | kinds.get(entry, {}) | told
            found[entry] = {
                "entry": entry,
                "scope": each.scope,
                "reason": self.asked.reason,
                "until": each.until or self.asked.until,
                "said_on": self.asked.today,
            }
        rows = [
            found[entry] | {"token": token, "kind": kind}
            for entry, told in kinds.items()
            for token, kind in told.items()
        ]
        return set(found), rows
