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
        most = self.accumulators // (self.streams * self.partial_sums)
        return max((tile for tile in fitting if tile <= most), default=fitting[0])

    @property
    def partial_sums(self) -> int:
        """Sums that a row is added up in: two, of odd and even columns, where too few rows would wait for each other.

        The same for any number of streams: a sentence sounds the same in a group as alone, to the last bit.
        """
        return 2 if self.rows // self.lanes <= 6 and self.columns % 2 == 0 else 1

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
