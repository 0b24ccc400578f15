"""The attribute `market.privacy`: what is known of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_icp.errors import GraphICPError, UnknownNameError
from graph_icp.market.privacy.about import about
from graph_icp.market.privacy.forgetting import (
    Forgetting,
    forget,
    planned,
    subject_or_words,
)
from graph_icp.market.privacy.subject import Subject, subject_named
from graph_icp.market.privacy.suppress_tokens import kept_of

if TYPE_CHECKING:
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Privacy:
    """What a market knows of people and companies, for those who ask for it.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def subject(self, who: str) -> Subject:
        """Return whom a text means; see `subject.subject_named`."""
        with self.store() as store:
            return subject_named(store, who)

    def about(self, who: str) -> dict[str, Any]:
        """Return everything that is known of somebody; see `about.about`.

        Raises
        ------
        GraphICPError
            As `subject`; of somebody who is suppressed it says what is kept of them.
        """
        with self.store() as store:
            try:
                return about(store, subject_named(store, who))
            except UnknownNameError as unknown:
                if kept := kept_of(store, who):
                    raise GraphICPError(_suppressed(who, kept)) from unknown
                raise

    def planned(self, who: str) -> Forgetting:
        """Return what forgetting somebody would take, and change nothing; raises as `subject`."""
        with self.store() as store:
            return planned(store, [subject_or_words(store, who)])

    def forget(self, who: str, progress: Progress | None = None) -> Forgetting:
        """Forget somebody, and leave nothing of them in the store's file; raises as `subject`.

        Raises
        ------
        StoreError
            If the store is in use, or there is no room for a new file: nothing has changed.
        """
        with self.store.rewriting() as store:
            subject = subject_or_words(store, who)
            return store.run(lambda: forget(store, [subject], progress))

    @property
    def wipes(self) -> bool:
        """Whether nothing stays of forgotten texts in the files of the store itself."""
        return self.store.wipes

    @property
    def other_names(self) -> int:
        """How many other names (hard links) the store's file has, which keep the old file."""
        return self.store.other_names

    def lines_of_icp(self, told: Forgetting) -> tuple[int, ...]:
        """Return the lines of icp.toml that hold the words of somebody who is forgotten."""
        file = self.icp.file
        if not file.is_file():
            return ()
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        return tuple(number for number, line in enumerate(lines, 1) if line in told.phrases)


def _suppressed(who: str, kept: list[dict[str, object]]) -> str:
    """Return what is kept of somebody who is suppressed."""
    first = min(kept, key=lambda row: str(row["said_on"]))
    until = f", until {first['until']}" if first["until"] else ""
    return (
        f"Nothing is known of '{who[:100]}' but that they are suppressed: since "
        f"{first['said_on']}{until}, reason '{first['reason']}', by {len(kept)} "
        f"{'token' if len(kept) == 1 else 'tokens'} from which nothing can be read."
    )
