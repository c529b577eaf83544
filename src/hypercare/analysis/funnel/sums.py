"""What the best chain of each unit adds to the sums of a funnel."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.funnel.chains import TracedChains
from hypercare.analysis.rows import Mask
from hypercare.analysis.tally import Row
from hypercare.model.sequences import Ints


@dataclass(frozen=True)
class ChainSums:
    """What each unit adds to the sums of `FunnelCounts`, column by column, (width, u)."""

    columns: Mask

    @classmethod
    def of(cls, chains: TracedChains) -> "ChainSums":
        filled, at = chains.filled.T, chains.stands_at == np.arange(chains.rows.shape[1])[:, None]
        return cls(
            np.vstack(
                [
                    chains.entered,
                    chains.mature,
                    chains.mature & chains.converted,
                    chains.converted,
                    chains.is_open,
                    filled,
                    filled & chains.mature,
                    at & chains.dropped,
                    at & chains.is_open,
                    chains.removed,
                ]
            )
        )

    @property
    def counted(self) -> Mask:
        """Whether each unit is counted at all, (u,)."""
        return np.asarray(self.columns[0])

    def where(self, units: Mask) -> "ChainSums":
        return ChainSums(self.columns[:, units])

    def of_all(self) -> Row:
        return tuple(self.columns.sum(axis=1).tolist())

    def by_label(self, labels: Ints, count: int) -> list[Row]:
        """The sums by label (u,), of which there are `count` from 0 on."""
        found = [np.bincount(labels[column], minlength=count) for column in self.columns]
        return [tuple(row) for row in np.array(found).T.tolist()]
