"""An ONNX graph, written down an operation at a time."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OPSET = 17
IR_VERSION = 9
"""Of the file format: what onnxruntime 1.15 (May 2023) and everything since reads."""


class Graph:
    """Operations on named values; every method of an operator's name adds one and returns the name of its output.

    Operands are names of values, or numbers and arrays, which become constants: floats are 32 bits wide, whole numbers
    64.

    Args:
        prefix: of all names, for the body of a loop: they must be none of the graph around it.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._inputs: list[Any] = []

    def input(self, name: str, dtype: type, shape: Sequence[int | str]) -> str:
        """Add an input; a name in the shape is a length that is only known when it is used."""
        from onnx import helper

        self._inputs.append(helper.make_tensor_value_info(name, _kind(dtype), list(shape)))
        return name

    def constant(self, value: Any) -> str:
        """Add a constant."""
        from onnx import numpy_helper

        array = np.asarray(value)
        if array.dtype == np.float64 and not isinstance(value, Double):
            array = array.astype(np.float32)
        name = f"{self._prefix}constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array).reshape(array.shape), name))
        return name

    def operation(self, operator: str, *operands: Any, **attributes: Any) -> str:
        """Add an operation and return the name of its output."""
        from onnx import helper

        names = [operand if isinstance(operand, str) else self.constant(operand) for operand in operands]
        output = f"{self._prefix}{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, names, [output], **attributes))
        return output

    def __getattr__(self, operator: str) -> Any:
        if not operator[0].isupper():
            raise AttributeError(operator)
        return lambda *operands, **attributes: self.operation(operator, *operands, **attributes)

    def cast(self, value: str, dtype: type) -> str:
        """Return the value as numbers of another type."""
        return self.operation("Cast", value, to=_kind(dtype))

    def part(self, value: str, start: int, end: int, axis: int = 0) -> str:
        """Return value[start:end] along an axis."""
        return self.operation("Slice", value, [start], [end], [axis])

    def length(self, value: str) -> str:
        """Return the length of the first axis, [1]."""
        return self.part(self.operation("Shape", value), 0, 1)

    def counting(self, length: str) -> str:
        """Return 0, 1, 2 and so on to before a length [1]."""
        return self.operation("Range", 0, self.operation("Squeeze", length, [0]), 1)

    def save(
        self, path: Path, outputs: Mapping[str, tuple[type, Sequence[int | str]]], about: Mapping[str, str]
    ) -> None:
        """Write the file: the outputs' names, types and shapes, and what is said about them.

        Args:
            outputs: the names under which values of this graph are given; each must be the name of one (`Identity`).
        """
        import onnx
        from onnx import helper

        infos = [
            helper.make_tensor_value_info(name, _kind(dtype), list(shape)) for name, (dtype, shape) in outputs.items()
        ]
        graph = helper.make_graph(self._nodes, path.stem, self._inputs, infos, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        helper.set_model_props(model, dict(about))
        onnx.checker.check_model(model)
        onnx.save(model, path)

    def named(self, name: str, value: str) -> None:
        """Give a value the name of an output."""
        from onnx import helper

        self._nodes.append(helper.make_node("Identity", [value], [name]))

    def body(
        self,
        inputs: Sequence[tuple[str, type, Sequence[int | str]]],
        outputs: Sequence[tuple[str, type, Sequence[int | str]]],
    ) -> Any:
        """Return this graph as the body of a loop."""
        from onnx import helper

        def infos(side: Sequence[tuple[str, type, Sequence[int | str]]]) -> list[Any]:
            return [helper.make_tensor_value_info(name, _kind(dtype), list(shape)) for name, dtype, shape in side]

        return helper.make_graph(self._nodes, "body", infos(inputs), infos(outputs), self._constants)


class Double(np.ndarray):
    """An array that stays 64 bits wide as a constant."""


def double(value: Any) -> Double:
    """Return numbers as a constant of 64 bits."""
    return np.asarray(value, np.float64).view(Double)


def _kind(dtype: type) -> int:
    from onnx import helper

    kind: int = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    return kind


Floats = NDArray[np.float32]


def glided(graph: Graph, frames: str, each: int) -> str:
    """Return [F * each, C] of [F, C]: straight lines between the frames' middles."""
    before, after, share = gliding_places(graph, graph.length(frames), each)
    first, second = graph.Gather(frames, before), graph.Gather(frames, after)
    share = graph.Unsqueeze(graph.cast(share, np.float32), [1])
    return str(graph.Add(first, graph.Mul(share, graph.Sub(second, first))))


def gliding_places(graph: Graph, frames: str, each: int) -> tuple[str, str, str]:
    """Return the frames before and after each step of so many frames [1], and how far it is between, as doubles."""
    last = graph.Sub(frames, [1])
    count = graph.cast(graph.counting(graph.Mul(frames, [each])), np.float64)
    place = graph.Sub(graph.Div(graph.Add(count, double(0.5)), double(each)), double(0.5))
    place = graph.Max(graph.Min(place, graph.cast(last, np.float64)), double(0.0))
    before = graph.Min(graph.cast(place, np.int64), graph.Max(graph.Sub(last, [1]), [0]))
    after = graph.Min(graph.Add(before, [1]), last)
    return before, after, graph.Sub(place, graph.cast(before, np.float64))
