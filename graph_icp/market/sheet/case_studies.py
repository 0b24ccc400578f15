"""The case study for each account: of a customer that it resembles, of its industry at best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.graph.model import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.market.delivery.resembled import Alike
    from graph_icp.market.delivery.unnamed import Unnamed

CUSTOMER = "customer"
TEXT, LINK = "case_study", "case_study_link"
LIKE_ENOUGH = 0.2
"""From which likeness on a story of another industry, or of an unknown one, is told."""


@dataclass(frozen=True)
class CaseStudies:
    """The case studies of a market.

    Attributes
    ----------
    table : DataFrame
        account (id of the customer), study, link, use_case, blurb, industry (text or None).
    """

    table: pd.DataFrame

    @classmethod
    def read(cls, store: Store) -> CaseStudies:
        """Return those in a store."""
        return cls(store.ask("read/case_studies").to_pandas())

    def no_customers(self, accounts: pd.DataFrame) -> list[str]:
        """Return the names of accounts that have one and are no customers.

        Parameters
        ----------
        accounts : DataFrame
            id, name, status.
        """
        told = accounts[accounts["id"].isin(self.table["account"])]
        return [str(name) for name in told["name"][told["status"] != CUSTOMER]]

    def matched(
        self,
        accounts: pd.DataFrame,
        industries: Sequence[object],
        resembled: Sequence[Sequence[Alike]],
        unnamed: Unnamed,
    ) -> dict[str, list[str | None]]:
        """Return the case study for each account, and where it can be read.

        Parameters
        ----------
        accounts : DataFrame
            Of the whole market: id, status, industry.
        industries : sequence of str or None
            Of the accounts that want one, as texts with "; " between.
        resembled : sequence of sequences of Alike
            The customers that each of these resembles.
        unnamed : Unnamed
            The customers that no story names.

        Returns
        -------
        dict of str to list of str or None
            case_study ("Acme (route planning): In an hour, not a day."), case_study_link; None
            where no customer that the account resembles has a story near enough to it.
        """
        stories = self._stories(accounts)
        asked = [keys_of(each) for each in industries]
        chosen = [
            _chosen(stories, keys, alike) for keys, alike in zip(asked, resembled, strict=True)
        ]
        told = [each.told(unnamed) if each else (None, None) for each in chosen]
        return {TEXT: [text for text, _ in told], LINK: [link for _, link in told]}

    def _stories(self, accounts: pd.DataFrame) -> dict[int, list[Story]]:
        """Return the stories of customers by their ids; without an industry they have their own."""
        customers = accounts[accounts["status"] == CUSTOMER].set_index("id")
        found: dict[int, list[Story]] = {}
        for row in self.table.to_dict("records"):
            if row["account"] in customers.index:
                own = customers.loc[row["account"]]
                keys = keys_of(row["industry"]) or keys_of(own["industry"])
                told = (row[each] for each in ("use_case", "blurb", "link"))
                texts = (each if isinstance(each, str) else "" for each in told)
                story = Story(str(own["name"]), keys, *texts)
                found.setdefault(row["account"], []).append(story)
        return found


@dataclass(frozen=True)
class Story:
    """A case study: whose, of which industries (keys), and what it says."""

    customer: str
    industries: frozenset[str]
    use: str
    blurb: str
    link: str

    def told(self, unnamed: Unnamed) -> tuple[str, str | None]:
        """Return its text, which begins with the customer, and its link."""
        named = f"{self.customer} ({self.use})" if self.use else self.customer
        said = unnamed.hidden(f"{named}: {self.blurb}" if self.blurb else named)
        link = None if unnamed.named_in(self.link) else self.link
        return " ".join(said.split()), link or None


def keys_of(industries: object) -> frozenset[str]:
    """Return the keys of industries, of a text with ";" between; none where it is no text."""
    texts = industries.split(";") if isinstance(industries, str) else ()
    return frozenset(slug(each) for each in texts if each.strip())


def _chosen(
    stories: Mapping[int, Sequence[Story]], industries: frozenset[str], alike: Sequence[Alike]
) -> Story | None:
    """Return the story for an account: of its own industry, else of a customer much like it."""
    told = [(each, story) for each in alike for story in stories.get(each.account, ())]
    same = (story for _, story in told if story.industries & industries)
    near = (story for each, story in told if each.likeness >= LIKE_ENOUGH)
    return next(same, None) or next(near, None)
