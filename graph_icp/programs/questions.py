"""The questions that programs may ask, by name: what each is for, and how it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_type_hints

from graph_icp.programs import account, companies, whole_market
from graph_icp.programs.arguments import checked, parameters
from graph_icp.programs.shapes import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph_icp.programs.arguments import Parameter
    from graph_icp.programs.desk import Desk
    from graph_icp.programs.shapes import Schema

DEFINITIONS = "#/$defs/"


@dataclass(frozen=True)
class Question:
    """A question that programs may ask.

    Attributes
    ----------
    title : str
    says : str
        What it is for, and what to know of its answer.
    ask : function
        Takes a Desk and the arguments by name, and returns a TypedDict of `answers`.
    ranked : bool
        Whether the desk needs the lists.
    alone : bool
        Whether it opens the store as who changes it, though nothing stays.
    """

    title: str
    says: str
    ask: Callable[..., Any]
    ranked: bool = False
    alone: bool = False

    @property
    def name(self) -> str:
        """The name by which it is asked."""
        return self.ask.__name__

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters."""
        return parameters(self.ask)

    @property
    def of_rows(self) -> bool:
        """Whether a parameter has fields, so that an address cannot ask it."""
        return any(each.of_rows for each in self.parameters)

    def takes(self, named: dict[str, Schema], place: str) -> Schema:
        """Return the schema of its arguments as one object; see `shapes.schema`."""
        return {
            "type": "object",
            "properties": {each.name: each.schema(named, place) for each in self.parameters},
            "required": [each.name for each in self.parameters if each.must],
            "additionalProperties": False,
        }

    def gives(self, named: dict[str, Schema], place: str) -> Schema:
        """Return the schema of its answer; see `shapes.schema`."""
        return schema(get_type_hints(self.ask, include_extras=True)["return"], named, place)

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return arguments of JSON as it takes them; see `arguments.checked`."""
        return checked(self.parameters, given)

    def answer(self, desk: Desk, arguments: Mapping[str, Any]) -> Any:
        """Return the answer to it; `arguments` are as `read` gives them.

        Raises
        ------
        GraphICPError
            If the market has no answer.
        """
        return self.ask(desk, **arguments)


QUESTIONS = (
    Question(
        "Companies to sell to next",
        "List the companies to sell to next, best first, each with fit, tier, reasons and timing. "
        "All arguments are filters: values of one are alternatives, several filters must all hold. "
        "Ordered by priority, as it is where that is known, it holds Good fit and better alone; "
        "sort by fit for the rest. 'matching' says how many there are; ask for more with "
        "'start' from 'next_start'. Read 'warnings' before believing the list.",
        companies.discover,
        ranked=True,
    ),
    Question(
        "Why a company has its fit",
        "Explain one company: the points that make its fit, each with how many customers and "
        "prospects have that too, the customers most like it, what it showed lately, what is "
        "unknown of it, and what would lift it into a better tier. Positive points speak for it.",
        account.explain,
        ranked=True,
    ),
    Question(
        "Companies like one",
        "List the companies most like one, customers among them, with what both have. Likeness is "
        "between any two companies; how well one fits you is its fit, which 'discover' tells.",
        companies.similar,
    ),
    Question(
        "Who can open the door",
        "Show how well a company can be reached through people whom colleagues know: its reach, "
        "and up to three best paths. Names are told only where graph-icp runs with --people.",
        account.paths,
    ),
    Question(
        "Find a company",
        "Find companies by a part of a name, an alias, a domain or another key. Use the 'key' of "
        "what is found to ask about it.",
        companies.search,
    ),
    Question(
        "Tiers of inbound companies",
        "Tell the tier, fit and reasons of companies that came to you, such as sign-ups, known to "
        "the market or not. The more of its columns are given, the more is known of a new one. "
        "Nothing of them is stored.",
        companies.qualify,
        ranked=True,
        alone=True,
    ),
    Question(
        "What the market holds",
        "Tell how many companies, people, technologies and so on the market holds, how many "
        "companies are customers or prospects, of how many what is known, and which files were "
        "loaded when.",
        whole_market.summary,
    ),
    Question(
        "Rankings that are kept",
        "List the kept rankings (runs), the latest first; 'diff' compares two of them.",
        whole_market.runs,
    ),
    Question(
        "What changed between two lists",
        "List which companies are new, rose, fell or are gone from one ranking to another, with "
        "what moved each. Without arguments it compares the last ranking with the one before.",
        whole_market.diff,
    ),
)
BY_NAME = {each.name: each for each in QUESTIONS}
