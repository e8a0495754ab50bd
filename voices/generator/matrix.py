"""A matrix as a kernel multiplies with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matrix:
    """Size, precision and tiling of a packed matrix.

    Attributes:
        input_stride: from one stream's inputs to the next one's; of the outputs it is `rows`.
        lanes: floats in a vector.
        streams: inputs that are multiplied at once.
        accumulators: vector registers there are for sums.
    """

    rows: int
    columns: int
    input_stride: int
    precision: str
    lanes: int
    streams: int
    accumulators: int

    @property
    def tile(self) -> int:
        """Vectors of rows whose sums are in registers together; even where weights are stored in pairs of them."""
        vectors = self.rows // self.lanes
        step = 2 if self.precision == "bfloat16" else 1
        fitting = [tile for tile in range(step, vectors + 1, step) if vectors % tile == 0]
        return max((tile for tile in fitting if tile * self.streams <= self.accumulators), default=fitting[0])

    @property
    def tiles(self) -> int:
        """How many tiles the rows make."""
        return self.rows // self.lanes // self.tile

    @property
    def tile_words(self) -> int:
        """32-bit words of one tile's packed weights."""
        return self.words // self.tiles

    @property
    def words(self) -> int:
        """32-bit words of the packed weights."""
        return self.rows * self.columns // {"float32": 1, "bfloat16": 2, "int8": 4}[self.precision]
